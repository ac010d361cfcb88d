"""What could be wrong with this environment, each point with the command that repairs it.

`doctor.run()` shows a table in a notebook, `python -m course_utils doctor` prints it and exits with 1 on a FAIL.
Only the standard library is imported before a check needs more, so that the doctor also works where packages are missing.
Taught in: 00_environment, section 3
"""
from __future__ import annotations

import argparse
from collections.abc import Callable

from ..setup.requirements import missing
from ..setup.typed import COURSE
from .cures import install
from .installation import packages, python
from .jupyter import kernel, widgets
from .pytorch import devices, torch_pair
from .report import Report, Result
from .resources import data_files, disk, memory

__all__ = ["CHECKS", "Report", "Result", "examine", "main", "run"]

CHECKS: tuple[Callable[[], Result], ...] = (python, packages, kernel, widgets, torch_pair, devices, data_files, disk, memory)


def examine(check: Callable[[], Result]) -> Result | None:
    """The check's result; one that cannot be carried out is a FAIL, or None where it waits for packages."""
    name = check.__name__.replace("_", " ")
    try:
        return check()
    except ModuleNotFoundError as error:
        return None if missing() else Result(name, False, f"{error.name} is not installed", install())
    except Exception as error:         # the doctor must get through the rest of the table
        return Result(name, False, f"could not be checked: {type(error).__name__}: {error}", install())


def run() -> Report:
    """Carry out every check (where packages are missing, those that can be)."""
    return Report(filter(None, map(examine, CHECKS)))


def main(argv: list[str] | None = None) -> int:
    """`python -m course_utils doctor`: print the table; the exit status is 1 if a check failed."""
    argparse.ArgumentParser(prog=f"{COURSE} doctor", description="Check this environment.").parse_args(argv)
    report = run()
    print(report)
    return 0 if report.ok else 1
