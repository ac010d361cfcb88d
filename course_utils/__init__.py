"""Helpers of the deep learning workbook. Importing the package loads none of the heavy libraries: each room
(`course_utils.data`, `course_utils.live`, ...) is imported when it is first used.

This file and `__main__` keep to syntax that every Python reads, so that a Python too old for the course can say so.
"""
import importlib
import os
import sys

__version__ = "0.1.0"

# In the order in which rooms may import one another: a room imports only rooms named before it.
ROOMS = ("setup", "upkeep", "palette", "device", "data", "nets", "training", "figures", "live", "demos", "checks", "classroom",
         "doctor", "authoring")

__all__ = list(ROOMS)


def _elsewhere():
    """The course's folder that we are in, where this package is another one's: two checkouts in one environment."""
    own = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    here = os.path.realpath(os.getcwd())
    while os.path.dirname(here) != here:
        if os.path.exists(os.path.join(here, "course_utils", "__init__.py")) and os.path.exists(os.path.join(here, "pyproject.toml")):
            return here if here != own else ""
        here = os.path.dirname(here)
    return ""


try:
    _other = _elsewhere()
except OSError:            # a working directory that is gone
    _other = ""
if _other:
    sys.stderr.write("course_utils is that of %s, and you work in %s. Type: %s -m pip install -e \"%s\", then restart the kernel.\n"
                     % (os.path.dirname(os.path.dirname(os.path.realpath(__file__))), _other, sys.executable, _other))


def __getattr__(name):
    if name in ROOMS:
        return importlib.import_module("course_utils." + name)
    raise AttributeError("module 'course_utils' has no attribute " + repr(name))


def __dir__():
    return sorted(set(globals()) | set(ROOMS))
