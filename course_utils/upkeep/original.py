"""The course as it was when it came: in git, or in a ZIP file that the first `lab` puts beside it."""
from __future__ import annotations

import contextlib
import io
import subprocess
import zipfile
from pathlib import Path

from ..setup import files
from ..setup.requirements import SetupError
from . import trees

KEPT = ".original.zip"           # in the course's folder; git ignores it
FIXED = (2020, 1, 1, 0, 0, 0)    # the time of every entry, so that the same files make the same ZIP


def git(root: Path, *command: str) -> str | None:
    """What git answers in `root`, or None where there is no git, no clone or no answer."""
    try:
        done = subprocess.run(["git", *command], cwd=root, capture_output=True, text=True, encoding="utf-8", errors="replace")
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def is_clone(root: Path) -> bool:
    top = git(root, "rev-parse", "--show-toplevel")
    return bool(top) and Path(top).resolve() == root.resolve()


def commit(root: Path) -> str:
    """The commit that the learner started from: where their own commits leave the course's, else the newest."""
    return git(root, "merge-base", "HEAD", "@{upstream}") or "HEAD"


def tree(root: Path) -> trees.Tree | None:
    """The files as they came, or None if nobody knows."""
    if is_clone(root):
        return trees.of_commit(root, commit(root))
    if (root / KEPT).is_file():
        with contextlib.suppress(SetupError):
            return trees.of_zip(root / KEPT, KEPT)
    return None


def keep(root: Path) -> None:
    """Put the original beside the course, where git does not have it; in a folder that is read-only, do without."""
    if (root / KEPT).exists() or is_clone(root):           # the file first: asking git costs a process at every start
        return
    with contextlib.suppress(OSError):
        files.write(root / KEPT, packed(trees.of_folder(root)))


def packed(tree: trees.Tree) -> bytes:
    """The files of `tree` as a ZIP file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(tree):
            archive.writestr(zipfile.ZipInfo(path, FIXED), tree[path], zipfile.ZIP_DEFLATED)
    return made.getvalue()
