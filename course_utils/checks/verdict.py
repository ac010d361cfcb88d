"""What `check` answers with: a verdict that reads well as text and as HTML, in a light and in a dark theme."""
from __future__ import annotations

import html
import re
from dataclasses import dataclass

PASSED, NOT_YET, NOT_STARTED, UNKNOWN = "passed", "not yet", "not started", "unknown"
# Border colours that stand out on white and on black; the words and the sign say the same without colour.
_LOOK = {PASSED: ("✔", "#00875f"), NOT_YET: ("✘", "#d98200"), NOT_STARTED: ("○", "#6b7280"), UNKNOWN: ("?", "#6b7280")}


class NotYet(Exception):
    """Raised by an exercise's check: the answer is not right yet, and the message is the hint that fits the mistake."""


class NotStarted(Exception):
    """Raised where the `...` of the starter cell is still in place."""


def rich(text: str) -> str:
    """`text` as HTML: escaped, with `backticks` as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check: `state` is "passed", "not yet", "not started" or "unknown"; true only if passed."""

    id: str
    title: str
    state: str
    message: str

    def __bool__(self) -> bool:
        return self.state == PASSED

    def __repr__(self) -> str:
        sign, _ = _LOOK[self.state]
        head = f"{sign} Exercise {self.id}" + (f", {self.title}" if self.title else "")
        return f"{head}: {self.state if self.state != UNKNOWN else 'no such exercise'}. {self.message}".rstrip()

    def _repr_html_(self) -> str:
        sign, color = _LOOK[self.state]
        title = f", {rich(self.title)}" if self.title else ""
        state = self.state if self.state != UNKNOWN else "no such exercise"
        # the text keeps the theme's own colour: only the border is ours
        return (f'<div role="status" style="border-left: 4px solid {color}; padding: 0.3em 0.8em; max-width: 46em">'
                f"<b>{sign} Exercise {html.escape(self.id)}{title}: {state}</b><br>{rich(self.message)}</div>")
