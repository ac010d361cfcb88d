"""`python -m course_utils update [ZIP or folder]`: a newer course, with the learner's answers and notes carried over."""
from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from ..setup.requirements import ROOT
from . import cells, originals, sources, swap
from .swap import Refused

LESSON = re.compile(r"notebooks/(?:\w+/)?\d\d_\w+\.ipynb$")
LISTED = 12                        # files named one by one


def main(argv: list[str] | None = None, root: Path = ROOT) -> int:
    """Returns 0 where the newer course is in place (or was already), 1 with one sentence where not."""
    parser = argparse.ArgumentParser(prog="python -m course_utils update",
                                     description="Bring a newer course, from git or from the ZIP or folder given; your answers and notes stay.")
    parser.add_argument("newer", nargs="?", type=Path, help="a ZIP or a folder with the newer course (otherwise: git fetch)")
    args = parser.parse_args(argv)
    try:
        with swap.alone(root):
            swap.finish(root)                            # an earlier one that was interrupted
            files, commit = sources.from_git(root) if args.newer is None else (sources.from_path(args.newer), "")
            told = update(files, root, commit)
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The course could not be updated ({error.strerror or error}). Nothing is lost: make room or close what holds its files, "
              "then type the same command again.", file=sys.stderr)
        return 1
    print("\n".join(told))
    return 0


def update(files: dict[str, bytes], root: Path, commit: str = "") -> list[str]:
    """Bring the course in `root` to `files`; returns what was done, line by line. Refused, OSError."""
    changes, told = plan(files, root)
    if commit:
        changes |= dict.fromkeys(gone(files, root))
    if changes:
        swap.stage(root, changes)
        before = swap.finish(root)
        if before is not None:
            told.append(f"What was replaced is kept in {before.relative_to(root)}.")
        told.append("Reload the page of JupyterLab if it is open, and restart kernels that run.")
    if commit:
        follow(root, commit)
    return told or ["The course is up to date: nothing was changed."]


def plan(files: dict[str, bytes], root: Path) -> tuple[dict[str, bytes | None], list[str]]:
    """What has to be written, {path: contents}, and what that means for the learner."""
    changes: dict[str, bytes | None] = {}
    told, others = [], []
    for inside, content in sorted(files.items()):
        target = swap.inside_of(root, inside)
        if LESSON.match(inside):
            if (kept := lesson_kept(inside)) and originals.kept(target, root) != content:
                changes[kept] = content
            content, line = lesson(target, content, root)
            told += [f"{inside}: {line}"] if line else []
        present = target.read_bytes() if target.is_file() else None
        if content != present:
            changes[inside] = content
            if not LESSON.match(inside):
                others.append(inside)
    if others:
        more = f" and {len(others) - LISTED} more" if len(others) > LISTED else ""
        told.append(f"{len(others)} other files renewed: {', '.join(others[:LISTED])}{more}.")
    return changes, told


def gone(files: dict[str, bytes], root: Path) -> list[str]:
    """Files that the newer course no longer has, and that are as git delivered them."""
    listed = originals.git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD") or b""
    return [inside for inside in listed.decode().split("\0") if inside and inside not in files and swap.inside_of(root, inside).is_file()
            and swap.inside_of(root, inside).read_bytes() == originals.git(root, "show", f"HEAD:{inside}")]


def lesson_kept(inside: str) -> str:
    """Where the delivered version of a lesson is kept; other editions of it are found by git alone."""
    return f"{originals.KEPT}/{Path(inside).name}" if inside.count("/") == 1 else ""


def lesson(target: Path, new: bytes, root: Path) -> tuple[bytes, str]:
    """What the learner's notebook becomes, and that in words ("" where nothing is done)."""
    if not target.is_file():
        return new, "a new lesson"
    mine = target.read_bytes()
    if mine == new:
        return mine, ""
    known = originals.versions(target, root)
    if mine in known:
        return new, "renewed; you had changed nothing in it"
    try:
        joined = cells.join(mine, new, known)
    except ValueError as error:
        return new, f"yours could not be read ({error}); it is kept, and the new one stands in its place"
    return joined.content, str(joined) if joined.content != mine else ""


def follow(root: Path, commit: str) -> None:
    """Let git know that the files are those of `commit`, where that loses no commit of the learner's; files are not touched."""
    head = originals.git(root, "rev-parse", "HEAD")
    if head and head.decode().strip() != commit and originals.git(root, "merge-base", "--is-ancestor", "HEAD", commit) is not None:
        originals.git(root, "reset", "--quiet", "--mixed", commit)
