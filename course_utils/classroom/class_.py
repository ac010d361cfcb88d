"""`python -m course_utils class FOLDER`: where a class stands, from what was handed in or from a hub's home folders."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..setup import files
from ..setup.typed import COURSE
from . import recheck
from .answers import plain
from .table import Table, standing
from .work import of_folder


def main(argv: list[str] | None = None) -> int:
    """Returns 0 where the table was made, 1 with one sentence where not."""
    parser = argparse.ArgumentParser(prog=f"{COURSE} class",
                                     description="Where a class stands: a table, class.csv and class.png in FOLDER, which holds a ZIP of "
                                                 "`hand-in` or a home folder for each student.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recheck", action="store_true", help="run the answers again, each shut in, with limits of time and memory")
    parser.add_argument("--no-names", action="store_true", help="number the students instead of naming them")
    args = parser.parse_args(argv)
    try:
        works = of_folder(args.folder)
    except OSError as error:
        print(f"{args.folder} cannot be read ({error.strerror}): name the folder in which the students' ZIPs or home folders lie.", file=sys.stderr)
        return 1
    if not works:
        print(f"{args.folder} is empty: put the students' ZIPs (or home folders) there.", file=sys.stderr)
        return 1
    verdicts = None
    if args.recheck:
        print(recheck.shut_in()[1], file=sys.stderr)
        verdicts = recheck.verdicts(works, told=_told)
    table = standing(works, verdicts, names=not args.no_names)
    print(table)
    hold_up(table)
    return write(table, args.folder)


def hold_up(table: Table) -> None:
    """Print the exercises that hold the class up."""
    stuck = table.hold_up()
    if stuck:
        print("\nWhat holds the class up:")
    for id, n, why in stuck:
        print(f"{id}  {n} tried and {'has' if n == 1 else 'have'} not passed" + (f", most often: {plain(why, 160)}" if why else ""))


def write(table: Table, folder: Path) -> int:
    try:
        files.write(folder / "class.csv", table.csv().encode("utf-8-sig"))      # the mark tells Excel that it is UTF-8
        table.draw(folder / "class.png")
    except OSError as error:
        print(f"class.csv and class.png cannot be written to {folder} ({error.strerror}): copy the folder to a place of your own.", file=sys.stderr)
        return 1
    print(f"\nWritten: {folder / 'class.csv'} and {folder / 'class.png'}")
    return 0


def _told(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\rrechecking {done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)
