"""`python -m course_utils fresh 03`: the lesson as it came; what the learner had is put aside first."""
from __future__ import annotations

import argparse
import re
from pathlib import Path

from ..setup import files, lock
from ..setup.requirements import ROOT, SetupError
from ..setup.typed import COURSE
from . import aside, journal, original, trees


def main(argv: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog=f"{COURSE} fresh", description="Put a lesson back as it came. Your copy is kept in notebooks/aside.")
    parser.add_argument("lesson", nargs="+", help="its number or name: 03, or 03_linear_regression.ipynb")
    parser.add_argument("--from", dest="source", type=Path, help="a ZIP file or folder of the course, where the original is not here")
    options = parser.parse_args(argv)
    with lock.alone(f"{COURSE} fresh"):
        print("\n".join(fresh(root, options.lesson, options.source)))
    return 0


def fresh(root: Path, lessons: list[str], source: Path | None = None) -> list[str]:
    """Put `lessons` back as they came (from `source`, where one is named); returns what was done, a sentence each."""
    journal.recover(root)
    if source is None:
        files = original.tree(root)
        if files is None:
            raise SetupError("The original is not here: this folder is no git clone, and was not set up by `lab`. Download the course again and "
                             f"name its ZIP file: {COURSE} fresh 03 --from FILE.zip")
    else:
        files = read(source)
    return [put_back(root, path, files[path]) for path in [found(lesson, files) for lesson in lessons]]


def read(source: Path) -> trees.Tree:
    """The course in a ZIP file or folder that somebody names."""
    source = source.expanduser()
    if not source.exists():
        raise SetupError(f"{source} is not there. Give the path of a ZIP file or folder that holds the course.")
    return trees.checked(trees.of_folder(source) if source.is_dir() else trees.of_zip(source, str(source)), str(source))


def found(lesson: str, files: trees.Tree) -> str:
    """The path of the one notebook that `lesson` names."""
    lessons = sorted(path for path in files if re.fullmatch(r"notebooks/\d\d_\w+\.ipynb", path))
    name = Path(lesson).name
    number = f"{int(name):02}_" if name.isdecimal() and len(name) < 4 else name
    matching = [path for path in lessons if path.partition("/")[2].startswith(number)] if number else []
    if len(matching) != 1:
        numbers = ", ".join(path.partition("/")[2][:2] for path in lessons)
        raise SetupError(f"There is no lesson {lesson!r}. Give one of these numbers: {numbers}")
    return matching[0]


def put_back(root: Path, path: str, content: bytes) -> str:
    """Replace `path` by `content`; returns what was done, in a sentence."""
    target = root / path
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise SetupError(f"{target} is no ordinary file. Move it away, then type the same command again.")
    had = target.read_bytes() if target.exists() else None
    if had == content:
        return f"{path} is as it came: nothing to do."
    if had is None:
        files.write(target, content)
        return f"{path} was not there; it is back as it came."
    kept = aside.put(root, path, had)
    files.write(target, content)
    return f"{path} is back as it came. Yours is {kept.relative_to(root).as_posix()}. If it is open in JupyterLab, close it there and open it again."
