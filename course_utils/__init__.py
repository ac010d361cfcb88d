"""Helpers of the deep learning workbook. Importing the package loads none of the heavy libraries: each room
(`course_utils.data`, `course_utils.live`, ...) is imported when it is first used."""
from __future__ import annotations

import importlib

__version__ = "0.1.0"

# In the order in which rooms may import one another: a room imports only rooms named before it.
ROOMS = ("palette", "device", "data", "nets", "training", "figures", "live", "demos", "checks", "doctor", "authoring")

__all__ = list(ROOMS)


def __getattr__(name: str):
    if name in ROOMS:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *ROOMS])
