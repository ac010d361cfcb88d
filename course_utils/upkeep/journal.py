"""Many files exchanged as one: after an interruption, at any moment, either the old course stands here or the new one.

What is to be written is prepared in a folder of its own. The moment that folder gets its name, the change has happened: whatever
is left of it is done then, or by the next command.
"""
from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..setup import files
from ..setup.requirements import SetupError
from . import aside, original, trees

NAME, PREPARED, DONE = ".update", ".update.part", ".update.done"


@dataclass
class Plan:
    """Paths to write and to remove, what each held (SHA-256; None: nothing), and where git's HEAD goes ("": it stays)."""

    had: dict[str, str | None] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    head: str = ""


def digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def exchange(root: Path, writes: trees.Tree, plan: Plan, keep: trees.Tree | None) -> list[Path]:
    """Write `writes`, remove what `plan` says, remember `keep` as the original; returns what was put aside on the way."""
    for name in (PREPARED, DONE):
        shutil.rmtree(root / name, ignore_errors=True)
    prepared = root / PREPARED
    try:
        (prepared / "files").mkdir(parents=True)
        for number, content in enumerate(writes.values()):
            files.write(prepared / "files" / str(number), content)
        if keep is not None:
            files.write(prepared / "original.zip", original.packed(keep))
        files.write(prepared / "plan.json", json.dumps({"paths": list(writes), **asdict(plan)}).encode("utf-8"))
        os.replace(prepared, root / NAME)                # from here on it is the new course
    except OSError as error:
        shutil.rmtree(prepared, ignore_errors=True)
        raise SetupError(f"The new files could not be prepared ({error.strerror or error}); nothing was changed. "
                         "Make room or get the right to write here, then type the same command again.") from error
    return _carry_out(root)


def recover(root: Path) -> list[Path]:
    """Finish what an interrupted update began; nothing to do is the usual case."""
    for name in (PREPARED, DONE):
        if (root / name).exists():
            shutil.rmtree(root / name, ignore_errors=True)
    if not (root / NAME).exists():
        return []
    paths = json.loads((root / NAME / "plan.json").read_bytes())["paths"]
    aside_now = _carry_out(root)
    for path in (*paths, original.KEPT):
        files.clear(root / path, after=-1)               # whoever wrote it was killed: a command at work holds the lock
    print("An update that was interrupted is finished now.", file=sys.stderr)
    return aside_now


def _carry_out(root: Path) -> list[Path]:
    folder = root / NAME
    plan = json.loads((folder / "plan.json").read_bytes())
    saved = []
    for number, path in enumerate(plan["paths"]):
        content, target = (folder / "files" / str(number)).read_bytes(), root / path
        saved += _still_theirs(root, path, {plan["had"].get(path), digest(content)})
        files.write(target, content)
    for path in plan["removed"]:
        saved += _still_theirs(root, path, {plan["had"].get(path)})
        with contextlib.suppress(FileNotFoundError):
            (root / path).unlink()
    if (folder / "original.zip").exists():
        files.write(root / original.KEPT, (folder / "original.zip").read_bytes())
    if plan["head"] and original.git(root, "merge-base", "--is-ancestor", "HEAD", plan["head"]) is not None:
        original.git(root, "reset", "-q", "--mixed", plan["head"])          # moves HEAD and the index, no file
    os.replace(folder, root / DONE)
    shutil.rmtree(root / DONE, ignore_errors=True)
    return saved


def _still_theirs(root: Path, path: str, known: set[str | None]) -> list[Path]:
    """Put aside what was saved at `path` since the plan was made."""
    try:
        content = (root / path).read_bytes()
    except OSError:
        return []
    return [] if digest(content) in known else [aside.put(root, path, content)]
