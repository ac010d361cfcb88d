"""Where a newer course comes from: git, a ZIP or a folder. Its files come out as {path: contents}, nothing is unpacked."""
from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from .originals import git
from .swap import Refused

LARGEST = 400_000_000            # bytes of a whole course, unpacked
MARKS = ("pyproject.toml", "course_utils/__init__.py", "course_utils/renewal/swap.py")
SKIPPED = {".git", ".course", ".venv", ".ipynb_checkpoints", "__pycache__", "node_modules", "MNIST", ".pytest_cache", ".ruff_cache"}


def from_path(path: Path) -> dict[str, bytes]:
    """The course in a ZIP or a folder. Refused in a sentence where there is none."""
    try:
        if path.is_dir():
            return whole(from_folder(path), path)
        with open(path, "rb") as file:
            return whole(from_zip(file), path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Refused(f"{path} is no ZIP, or a damaged one: fetch it again, then type the same command again.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror or error}): name the ZIP or the folder of the newer course.") from None


def from_folder(folder: Path) -> dict[str, bytes]:
    found, size = {}, 0
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or SKIPPED & set(inside.parts) or inside.parts[0].endswith(".egg-info"):
            continue
        size += path.stat().st_size
        if size > LARGEST:
            raise Refused(f"{folder} holds more than {LARGEST // 1_000_000} MB: name the folder of the course itself.")
        found[inside.as_posix()] = path.read_bytes()
    return found


def from_zip(file) -> dict[str, bytes]:
    found, size = {}, 0
    with zipfile.ZipFile(file) as zipped:
        for member in zipped.infolist():
            if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
                continue
            with zipped.open(member) as opened:
                content = opened.read(LARGEST - size + 1)       # whatever size it claims
            size += len(content)
            if size > LARGEST:
                raise Refused(f"The ZIP unpacks to more than {LARGEST // 1_000_000} MB: it is not the course.")
            found[member.filename] = content
    # an archive made by a web page holds one folder with everything in it
    tops = {name.partition("/")[0] for name in found}
    if len(tops) == 1 and all("/" in name for name in found):
        found = {name.partition("/")[2]: content for name, content in found.items()}
    return {name: content for name, content in found.items() if not SKIPPED & set(PurePosixPath(name).parts)}


def from_git(root: Path) -> tuple[dict[str, bytes], str]:
    """The files of the newest version that the place of the clone offers, and its commit."""
    if git(root, "rev-parse", "HEAD") is None:
        raise Refused("This course is no git clone: name a ZIP or a folder with the newer one, python3 -m course_utils update COURSE.zip.")
    if git(root, "fetch", "--quiet") is None:
        raise Refused("git cannot fetch a newer course: look with git fetch, or name a ZIP or a folder with it.")
    commit = git(root, "rev-parse", "@{upstream}")
    if commit is None:
        raise Refused("This branch follows no other one, so git knows no newer course: name a ZIP or a folder with it.")
    commit = commit.decode().strip()
    packed = git(root, "archive", "--format=tar", commit)
    if packed is None:
        raise Refused("git cannot read the newer course: look with git status.")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return whole({m.name: archive.extractfile(m).read() for m in archive if m.isreg()}, root), commit


def whole(files: dict[str, bytes], path: Path) -> dict[str, bytes]:
    """`files`, if they are this course; every path is a plain one below it."""
    missing = [mark for mark in MARKS if mark not in files]
    if missing or not any(name.startswith("notebooks/") for name in files):
        raise Refused(f"{path} holds no course that can be updated to ({(missing or ['notebooks'])[0]} is missing): name the ZIP or the folder of the newer one.")
    for name in files:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or ".course" in parts or ".git" in parts:
            raise Refused(f"{path} holds a file that would lie outside the course ({name[:80]!r}): do not use it.")
    return files
