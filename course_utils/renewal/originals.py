"""What the course delivered: from git, or from the copies that the set-up and each update keep in `.course/originals`."""
from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

from ..setup.requirements import ROOT

KEPT = ".course/originals"


def git(root: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it fails or is not there. Only for a course that is itself the top of its repository."""
    if not (root / ".git").exists():
        return None
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def kept(path: Path, root: Path = ROOT) -> bytes | None:
    """The copy of a notebook kept in `.course/originals`."""
    with contextlib.suppress(OSError):
        return (root / KEPT / path.name).read_bytes()
    return None


def versions(path: Path, root: Path = ROOT) -> list[bytes]:
    """Every delivered version of a notebook that is known here, the newest first."""
    inside = path.relative_to(root).as_posix()
    found = (git(root, "show", f"HEAD:{inside}"), kept(path, root))
    return [content for content in found if content]


def original(path: Path, root: Path = ROOT) -> bytes | None:
    """A notebook as it was delivered, or None where nobody kept it."""
    return next(iter(versions(path, root)), None)


def keep(root: Path = ROOT) -> None:
    """Keep a copy of each notebook that has none yet, before the learner writes into it; not needed where git does it."""
    if git(root, "rev-parse", "HEAD"):
        return
    folder = root / KEPT
    with contextlib.suppress(OSError):
        for path in sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb")):
            target = folder / path.name
            if not target.exists():
                folder.mkdir(parents=True, exist_ok=True)
                partial = target.with_suffix(".part")
                partial.write_bytes(path.read_bytes())
                partial.replace(target)
