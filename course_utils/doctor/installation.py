"""Python itself, and the packages that the course needs."""
from __future__ import annotations

import sys

from ..setup import strangers
from ..setup.requirements import ROOT, installed, missing, project, release, requirements
from ..setup.typed import COURSE, program
from .cures import install
from .report import Result


def python() -> Result:
    lowest = project()["requires-python"].removeprefix(">=")
    version = ".".join(map(str, sys.version_info[:3]))
    ok = release(version) >= release(lowest)
    return Result("Python", ok, version + ("" if ok else f", and the course needs {lowest} or newer"),
                  "" if ok else "install a newer one from https://www.python.org/downloads/, then: "
                                f"{COURSE} lab")


def packages() -> Result:
    lacks = missing()
    hidden, other = strangers.hiding(), strangers.other_checkout()
    if not lacks and other:
        return Result("packages", False, f"course_utils comes from {ROOT}, and the notebooks here are those of {other}",
                      f'{program()} -m pip install -e "{other}"   then restart the kernel; '
                      f"or open the notebooks with {COURSE} lab in that folder")
    if not lacks and hidden:
        return Result("packages", False, f"{hidden[0]} is imported in place of the package of that name",
                      f"give {hidden[0].name} another name, remove __pycache__ beside it, and restart the kernel")
    if not lacks:
        return Result("packages", True, ", ".join(f"{r.name} {installed(r.name)}" for r in requirements()))
    return Result("packages", False, "; ".join(map(str, lacks)), install())
