"""A clone of the course whose requirements are two tiny packages in a folder: a whole set-up takes seconds and no network.

`tiny-one` brings a module `jupyterlab` that prints how it was started, `tiny-test` a module `pytest` that does the same.
"""
from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BASE = getattr(sys, "_base_executable", None) or sys.executable          # a Python without the course's packages
STARTED = "import json, os, sys\nprint('STARTED', json.dumps([sys.argv[1:], sys.prefix, dict(os.environ)]))\n"
# `pip install --editable` with a build system of the clone's own, so that nothing has to be fetched for it
BACKEND = '''
import sys
from pathlib import Path
sys.path.insert(0, {support!r})
from small_clone import write_wheel

def get_requires_for_build_editable(config_settings=None):
    return []

def build_editable(folder, config_settings=None, metadata_directory=None):
    here = Path(__file__).parent
    return write_wheel(Path(folder), "dl-workbook", "0.1.0", {{"__editable__.dl_workbook-0.1.0.pth": str(here)}},
                       requires=["tiny-one>=1", "tiny-two>=1", "tiny-test>=1; extra == 'test'"], extras=["test"]).name
'''
PROJECT = '''
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "dl-workbook"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["tiny-one>=1", "tiny-two>=1"]

[project.optional-dependencies]
test = ["tiny-test>=1"]
'''


def write_wheel(folder: Path, name: str, version: str, files: dict[str, str], requires=(), extras=()) -> Path:
    """A wheel of text files, as pip wants it."""
    stem = f"{name.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    metadata = "".join([f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", *(f"Provides-Extra: {e}\n" for e in extras),
                        *(f"Requires-Dist: {r}\n" for r in requires)])
    content = files | {f"{info}/METADATA": metadata, f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: course\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    rows = [f"{n},sha256={base64.urlsafe_b64encode(hashlib.sha256(t.encode()).digest()).rstrip(b'=').decode()},{len(t.encode())}" for n, t in content.items()]
    content[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,"]) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        for file, text in content.items():
            wheel.writestr(file, text)
    return folder / f"{stem}-py3-none-any.whl"


def write_wheels(folder: Path) -> Path:
    """The tiny packages."""
    script = {"tiny_one-1.0.dist-info/entry_points.txt": "[console_scripts]\ntiny-one = jupyterlab.__main__:main\n"}
    write_wheel(folder, "tiny-one", "1.0", {"jupyterlab/__init__.py": "", "jupyterlab/__main__.py": STARTED + "def main(): pass\n", **script})
    write_wheel(folder, "tiny-two", "1.0", {"tiny_two.py": "TWO = 2\n"})
    write_wheel(folder, "tiny-test", "1.0", {"pytest/__init__.py": "", "pytest/__main__.py": STARTED})
    return folder


def make(folder: Path) -> Path:
    """The clone, not set up yet."""
    (folder / "course_utils").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "00_environment.ipynb").write_text("{}")
    for name in ("__init__.py", "__main__.py", "setup", "upkeep"):
        source = ROOT / "course_utils" / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, folder / "course_utils" / name)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "backend.py").write_text(BACKEND.format(support=str(Path(__file__).parent)))
    return folder


def surroundings(home: Path, wheels: Path | None, **more: str) -> dict[str, str]:
    """The variables of a user with a home of their own; packages come from `wheels`, and from nowhere else."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_", "COURSE_", "XDG_", "VIRTUAL_ENV", "UV_"))}
    home.mkdir(parents=True, exist_ok=True)
    pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)} if wheels else {}
    return kept | {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home), "PYTHONDONTWRITEBYTECODE": "1",
                   "PIP_NO_CACHE_DIR": "1"} | pip | more


def course(folder: Path, *arguments: str, env: dict[str, str], python: str | Path = BASE, cwd: Path | None = None) -> subprocess.CompletedProcess:
    """`python -m course_utils …` in the clone."""
    return subprocess.run([str(python), "-m", "course_utils", *arguments], cwd=cwd or folder, env=env, capture_output=True,
                          text=True, encoding="utf-8", errors="replace", timeout=240, stdin=subprocess.DEVNULL)
