"""`python -m course_utils fresh 03`: the learner's copy of a lesson is set aside, and the original put back."""
from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from ..setup.requirements import ROOT
from . import swap
from .originals import original
from .swap import Refused


def main(argv: list[str] | None = None, root: Path = ROOT) -> int:
    """Returns 0 where the original is in place, 1 with one sentence where not."""
    parser = argparse.ArgumentParser(prog="python -m course_utils fresh",
                                     description="Set your copy of a lesson aside (nothing is lost) and put the original back.")
    parser.add_argument("lessons", nargs="+", metavar="lesson", help="its number, such as 03")
    try:
        with swap.alone(root):
            for lesson in parser.parse_args(argv).lessons:
                print(fresh(lesson, root))
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def fresh(lesson: str, root: Path = ROOT) -> str:
    """Put the original of one lesson back; returns what was done. Refused in a sentence.

    The copy is whole beside the lesson before the lesson changes, and the lesson changes in one step.
    """
    path = find(lesson, root)
    delivered = original(path, root)
    if delivered is None:
        raise Refused(f"Nobody kept the original of {path.name}: get the course again as a ZIP, then python3 -m course_utils update COURSE.zip.")
    partial = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and path.read_bytes() == delivered:
            return f"{path.name} is the original already: nothing was changed."
        aside = set_aside(path) if path.exists() else None
        partial.write_bytes(delivered)
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Refused(f"{path} cannot be renewed ({error.strerror}): close it wherever it is open, then type the same command again.") from error
    kept = f" Yours is {aside.relative_to(root)}." if aside else ""
    return f"{path.name} is the original again.{kept} If it is open in JupyterLab, close its tab without saving and open it anew."


def set_aside(path: Path) -> Path:
    """A dated copy beside the file; one that is there is never overwritten."""
    while True:
        aside = swap.free(path.with_name(f"{path.stem}.mine-{time.strftime('%Y%m%d')}.ipynb"))
        try:
            os.link(path, aside)                  # one step, and fails where somebody was faster
            return aside
        except FileExistsError:
            continue
        except OSError:                           # a disk that knows no second names
            partial = path.with_name(f".{aside.name}.part")
            shutil.copy2(path, partial)
            os.replace(partial, aside)
            return aside


def find(lesson: str, root: Path) -> Path:
    """The notebook of a lesson, by its number or its file's name."""
    number = Path(lesson).name.partition("_")[0].removesuffix(".ipynb")
    number = number.zfill(2) if number.isdigit() else number
    folder = root / "notebooks"
    names = {path.name for place in (folder, root / ".course" / "originals") for path in place.glob("[0-9][0-9]_*.ipynb")
             if ".mine-" not in path.name}
    for name in sorted(names):
        if name.startswith(f"{number}_"):
            return folder / name
    raise Refused(f"There is no lesson {lesson!r}: it is one of {', '.join(sorted({name[:2] for name in names}))}.")
