"""Guided steps: the questions that stand before a demo, walked through in its panel.

They are data of the demo, `guide = (Step(...), ...)`; the panel shows one at a time and says what was to be seen once it is done.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .demo import Demo


@dataclass(frozen=True)
class Step:
    """One question. `do`: what to set or press; `predict`: what to say before; `seen`: what it shows, once `done(demo)`.

    `by` does it without a hand: settings, names of presets, numbers of steps to run, functions of the demo. After it `holds(demo)` says whether `seen` is so.
    """

    do: str
    predict: str
    done: Callable[[Any], bool]
    seen: str
    holds: Callable[[Any], bool]
    by: tuple[dict[str, Any] | str | int | Callable[[Any], Any], ...]

    def play(self, demo: Demo) -> None:
        """Do it, as `by` says."""
        for act in self.by:
            match act:
                case dict():
                    demo.set(**act)
                case str():
                    demo.take(act)
                case int():
                    for _ in range(act):
                        if demo.step():
                            break
                case _:
                    act(demo)


class Guide:
    """Where a panel stands in its demo's steps: `at` is -1 while nobody is guided."""

    def __init__(self, demo: Demo):
        self.demo, self.at, self.done = demo, -1, False

    def go(self, to: int) -> None:
        """To the step of this number; anything beyond the ends leaves."""
        self.at, self.done = (to if 0 <= to < len(self.demo.guide) else -1), False

    def state(self) -> dict[str, Any] | None:
        """What the page shows of it. What was done once stays so, whatever is moved next."""
        if self.at < 0:
            return None
        step = self.demo.guide[self.at]
        self.done = self.done or bool(step.done(self.demo))
        return {"at": self.at, "of": len(self.demo.guide), "do": step.do, "predict": step.predict, "seen": step.seen if self.done else ""}
