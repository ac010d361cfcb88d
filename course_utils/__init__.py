"""Helpers of the deep learning workbook. Importing the package loads none of the heavy libraries: each room
(`course_utils.data`, `course_utils.live`, ...) is imported when it is first used.

This file and `__main__` keep to syntax that every Python reads, so that a Python too old for the course can say so.
"""
import importlib

__version__ = "0.1.0"

# In the order in which rooms may import one another: a room imports only rooms named before it.
ROOMS = ("setup", "palette", "device", "data", "nets", "training", "figures", "live", "demos", "checks", "doctor",
         "authoring")

__all__ = list(ROOMS)


def __getattr__(name):
    if name in ROOMS:
        return importlib.import_module("course_utils." + name)
    raise AttributeError("module 'course_utils' has no attribute " + repr(name))


def __dir__():
    return sorted(set(globals()) | set(ROOMS))
