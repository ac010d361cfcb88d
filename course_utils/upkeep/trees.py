"""The course as a set of files: as it lies here, as it was when it came, or as a newer one brings it."""
from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

from ..setup.requirements import DISTRIBUTION, SetupError

# what the course may hold at its top; everything else in the folder is the learner's
TOP = ("environment.yml", "notebooks", "course_utils", "tests", "data", "README.md", "pyproject.toml", "CONTRIBUTING.md", "LICENSE",
       ".gitignore", ".gitattributes", ".github", ".ci", ".binder", ".devcontainer", ".hub")
LARGEST = 200 * 2**20            # bytes of a whole course, unpacked: it has a twentieth of that
NOT_OURS = {"__pycache__", ".ipynb_checkpoints", "node_modules", ".pytest_cache", "aside"}
SHIPPED_DATA = ("README.md", "digits", "names", "text", "photographs")

Tree = dict[str, bytes]          # path with "/" -> content


def belongs(path: str) -> bool:
    """Whether a file of that path can be one of the course's: not downloaded data, caches or what was set aside."""
    parts = PurePosixPath(path).parts
    if not parts or parts[0] not in TOP or NOT_OURS & set(parts) or parts[-1].endswith((".pyc", ".part")):
        return False
    return parts[0] != "data" or (len(parts) > 1 and parts[1] in SHIPPED_DATA)


def checked(tree: Tree, what: str) -> Tree:
    """`tree`, if it is this course; else a SetupError."""
    try:
        name = tomllib.loads(tree["pyproject.toml"].decode("utf-8"))["project"]["name"]
    except (KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        name = None
    if name != DISTRIBUTION or not any(path.startswith("notebooks/") for path in tree):
        raise SetupError(f"{what} does not hold this course: it needs a pyproject.toml that names {DISTRIBUTION}, and notebooks. "
                         "Give the folder or ZIP file of the whole course.")
    return tree


def of_folder(folder: Path) -> Tree:
    """The course's files below `folder`; links are not followed, and do not count."""
    tree: Tree = {}
    for top in TOP:
        start = folder / top
        if start.is_symlink():
            continue
        if start.is_file():
            tree[top] = start.read_bytes()
        for here, folders, files in os.walk(start, followlinks=False):
            folders[:] = [name for name in folders if name not in NOT_OURS]
            for name in files:
                path = Path(here) / name
                relative = path.relative_to(folder).as_posix()
                if belongs(relative) and path.is_file() and not path.is_symlink():
                    tree[relative] = path.read_bytes()
    return tree


def of_zip(file: Path, what: str) -> Tree:
    """The course in a ZIP file, as GitHub makes them: inside one folder, or not. Nothing is unpacked onto the disk."""
    tree: Tree = {}
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise SetupError(f"{what} would unpack to more than {LARGEST // 2**20} MB, which no course of ours does. Download it again.")
            folder = _common_folder([entry.filename for entry in entries])
            for entry in entries:
                path = entry.filename[len(folder):]
                link = (entry.external_attr >> 16) & 0o170000 == 0o120000
                if not link and not path.startswith("/") and ".." not in PurePosixPath(path).parts and "\\" not in path and belongs(path):
                    with archive.open(entry) as stream:                     # read no more than was announced
                        tree[path] = stream.read(entry.file_size + 1)[:entry.file_size]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise SetupError(f"{what} cannot be read as a ZIP file ({str(error) or type(error).__name__}). Download it again.") from error
    return tree


def _common_folder(names: list[str]) -> str:
    first = {name.partition("/")[0] for name in names}
    return f"{first.pop()}/" if len(first) == 1 and all("/" in name for name in names) else ""


def of_commit(root: Path, commit: str) -> Tree:
    """The course's files in a commit of the clone at `root`."""
    done = subprocess.run(["git", "archive", "--format=tar", commit], cwd=root, capture_output=True)
    if done.returncode:
        raise SetupError(f"git cannot read the version {commit}: {last_line(done.stderr)}")
    tree: Tree = {}
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            if member.isfile() and belongs(member.name):
                tree[member.name] = archive.extractfile(member).read()
    return tree


def last_line(stream: bytes) -> str:
    lines = stream.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "no reason given"
