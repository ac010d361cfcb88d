"""`python -m course_utils update`: a newer course under half-solved notebooks; every answer and note stays."""
from __future__ import annotations

import argparse
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from ..setup import lock
from ..setup.requirements import ROOT, SetupError
from ..setup.typed import COURSE
from . import aside, fresh, journal, merge, original, trees

LESSON = re.compile(r"notebooks/[^/]+\.ipynb")
WAIT = 120                       # seconds for git to fetch


@dataclass
class Changes:
    """What an update will do; `told` has a line for each notebook."""

    writes: trees.Tree = field(default_factory=dict)
    plan: journal.Plan = field(default_factory=journal.Plan)
    replaced: trees.Tree = field(default_factory=dict)       # files of the learner's that are no notebooks, as they were
    told: list[str] = field(default_factory=list)


def main(argv: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog=f"{COURSE} update",
                                     description="Bring a newer course, and keep your answers and notes. Without SOURCE it comes from git.")
    parser.add_argument("source", nargs="?", type=Path, help="a ZIP file or folder that holds the newer course")
    options = parser.parse_args(argv)
    with lock.alone(f"{COURSE} update"):         # never two at a time, nor beside a set-up
        return update(root, options.source)


def update(root: Path, source: Path | None) -> int:
    """Bring the newer course of `source` (None: of git) to `root`; returns the exit status."""
    journal.recover(root)
    if source is None:
        new, head = from_git(root)
    else:
        if source.expanduser().resolve() == root.resolve():
            raise SetupError("That is this very folder. Give the ZIP file or folder of the newer course.")
        new, head = fresh.read(source), ""
    base = original.tree(root)
    changes = compare(root, base, new)
    if not changes.writes and not changes.plan.removed:
        print("The course is up to date: nothing was touched.")
        if head and original.git(root, "rev-parse", "HEAD") != head:
            journal.exchange(root, {}, journal.Plan(head=head), None)
        return 0
    changes.plan.head = head
    saved = [aside.put(root, "course.zip", original.packed(changes.replaced))] if changes.replaced else []
    saved += journal.exchange(root, changes.writes, changes.plan, None if original.is_clone(root) else new)
    print("\n".join(changes.told))
    others = len(changes.writes) + len(changes.plan.removed) - sum(bool(LESSON.fullmatch(path)) for path in [*changes.writes, *changes.plan.removed])
    if others:
        print(f"{others} other {'file is' if others == 1 else 'files are'} new.")
    for path in saved:
        print(f"What you had is in {path.relative_to(root).as_posix()}")
    if "pyproject.toml" in changes.writes:
        print(f"Type {COURSE} lab: it installs what the newer course needs.")
    return 0


def from_git(root: Path) -> tuple[trees.Tree, str]:
    """The newest course that git knows of after a fetch, and the commit to move to ("" where the learner has commits of their own)."""
    zip_instead = f"Download the newer course and name its ZIP file: {COURSE} update FILE.zip"
    if not original.is_clone(root):
        raise SetupError(f"This folder is no git clone. {zip_instead}")
    upstream = original.git(root, "rev-parse", "--abbrev-ref", "@{upstream}")
    if not upstream:
        raise SetupError(f"This clone follows no branch of another place. {zip_instead}")
    try:
        done = subprocess.run(["git", "fetch", "-q"], cwd=root, capture_output=True, timeout=WAIT, env={**os.environ, "GIT_TERMINAL_PROMPT": "0"})
    except subprocess.TimeoutExpired as error:
        raise SetupError(f"git fetched nothing within {WAIT} seconds. Is there a network? {zip_instead}") from error
    if done.returncode:
        raise SetupError(f"git could not fetch: {trees.last_line(done.stderr)}. Is there a network? {zip_instead}")
    head = original.git(root, "rev-parse", "@{upstream}") or ""
    ours = original.git(root, "rev-list", "--count", "@{upstream}..HEAD")
    return trees.checked(trees.of_commit(root, head), upstream), head if ours == "0" else ""


def compare(root: Path, base: trees.Tree | None, new: trees.Tree) -> Changes:
    """What has to be written and removed so that the course is `new` and everything of the learner's is still there."""
    changes = Changes()
    for path, content in new.items():
        was = None if base is None else base.get(path)
        if was == content:
            continue                                         # the course did not change it: whatever lies there stays
        had = _read(root, path)
        if had == content:
            continue
        if had is not None and LESSON.fullmatch(path) and had != was:
            content = _merged(root, path, was, had, content, changes)
            if content == had:
                continue
        elif had is not None and had != was:
            changes.replaced[path] = had
        elif LESSON.fullmatch(path):
            changes.told.append(f"{path}: {'new' if had is None else 'newer; you had changed nothing'}")
        changes.writes[path], changes.plan.had[path] = content, journal.digest(had)
    for path in set(base or {}) - set(new):
        had = _read(root, path)
        if had is not None and had == base[path]:
            changes.plan.removed.append(path)
            changes.plan.had[path] = journal.digest(had)
    changes.told.sort()
    return changes


def _read(root: Path, path: str) -> bytes | None:
    """What lies at `path`; a link or folder in a file's place stops the update before anything happened."""
    target = root / path
    if not target.exists() and not target.is_symlink():
        return None
    if target.is_symlink() or not target.is_file():
        raise SetupError(f"{target} is no ordinary file. Move it away, then type the same command again; nothing was changed.")
    return target.read_bytes()


def _merged(root: Path, path: str, was: bytes | None, had: bytes, new: bytes, changes: Changes) -> bytes:
    """The newer notebook with the learner's cells; one that cannot be read is put aside whole."""
    try:
        merged = merge.merge(was, had, new)
    except merge.NotANotebook as error:
        kept = aside.put(root, path, had)
        changes.told.append(f"{path}: newer; yours could not be read cell by cell ({error}) and is {kept.relative_to(root).as_posix()}")
        return new
    line = f"{path}: {_cells(merged.new)} newer, {_cells(merged.kept)} of yours kept"
    if merged.both:
        line += f"; changed by both, yours first and the course's below: {', '.join(merged.both)}"
    changes.told.append(line)
    return merged.content


def _cells(number: int) -> str:
    return f"{number} cell{'' if number == 1 else 's'}"
