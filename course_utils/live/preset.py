"""Presets of a demo: a setting with a story, and the promise that the story is so."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# name -> steps a second; "full speed" (0: without a pause) is for what nobody wants to follow step by step
SPEEDS = {"full speed": 0.0, "20 steps/s": 20.0, "5 steps/s": 5.0, "1 step/s": 1.0}


@dataclass(frozen=True)
class Promise:
    """What a note says, so that a test can look for it: `holds(demo)` is true `after` so many updates.

    A run that ends by itself earlier is looked at where it ended. `says` is the promise in words. What `holds` asks for
    may be the numbers of the demo or its picture (`demo.scene()`).
    """

    says: str
    holds: Callable[[Any], bool]
    after: int = 0


@dataclass(frozen=True)
class Preset:
    """A named setting, a note that says what to look for, and the promises that it makes.

    `settings` go over the defaults, and the run begins anew. `speed` "": the one at which the demo opens.
    `compare`: the curves of the run before stay, as this story is told beside them; else only those kept already.
    """

    settings: dict[str, Any]
    note: str
    promises: tuple[Promise, ...] = ()
    speed: str = ""
    compare: bool = False
