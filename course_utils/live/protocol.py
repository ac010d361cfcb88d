"""What a page and the kernel say to each other; the page's half is `js/src/link.js`, with `home.js` (a panel) and `drawing.js` (the pad).

A *page* is one loaded view module in one browser page, with an id of its own. It numbers its messages to a widget with `k`.
The kernel answers a change by telling, in the first frame that shows it applied, that it has seen the page up to that `k`.
"""
from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

BUTTONS = ("play", "pause", "step", "reset", "clear", "reseed")


@dataclass(frozen=True)
class Message:
    """What a page says. `page`: its id, `k`: the how-manieth of its messages to this widget."""

    page: str
    k: int
    TYPES: ClassVar[dict[str, type[Message]]] = {}

    def __init_subclass__(cls, says: tuple[str, ...]):
        Message.TYPES.update(dict.fromkeys(says, cls))


@dataclass(frozen=True)
class Here(Message, says=("here",)):
    """I am here: whether you are seen, and the newest frame you could decode (0: none, send a whole one)."""

    visible: bool
    have: int


@dataclass(frozen=True)
class Ack(Message, says=("ack",)):
    """Frame `n`, or a newer one, is drawn."""

    n: int


@dataclass(frozen=True)
class Bye(Message, says=("bye",)):
    """The last view in this page was closed."""


@dataclass(frozen=True)
class Set(Message, says=("set",)):
    """Controls were moved: name -> value, or {"drag": value} from a drag in the picture; a choice tells the option's index."""

    values: dict[str, Any]


@dataclass(frozen=True)
class Press(Message, says=BUTTONS):
    """A button: one of BUTTONS."""

    type: str


@dataclass(frozen=True)
class Choose(Message, says=("preset", "speed", "keep", "guide")):
    """An entry of the lists "preset" and "speed" by its index, the guide's step by its number (-1: leave), or the box "keep" by True and False."""

    type: str
    value: int


@dataclass(frozen=True)
class Point(Message, says=("hover", "pick")):
    """A hand or the keyboard points at a part of the picture ("" at none any more), or picks it."""

    type: str
    part: str


@dataclass(frozen=True)
class Strokes(Message, says=("strokes",)):
    """What is drawn on the pad: strokes, each a list of [x, y] from 0 to 1."""

    strokes: list


def read(content: dict[str, Any]) -> Message:
    """The message that came as `content`; ValueError where it is none."""
    kind = Message.TYPES.get(content.get("type"))
    try:
        return kind(**{f.name: content[f.name] for f in fields(kind)})
    except (KeyError, TypeError):
        raise ValueError(f"The page sent a message that this version of the course does not know ({content.get('type')}): "
                         "save, reload the page and run the cell again.") from None


@dataclass(frozen=True)
class Frame:
    """What the kernel says to every page: how the picture and the controls stand now.

    `n` counts the frames sent, `base` is the one this builds on (0: whole); `ask`: answer when it is drawn; `changes` of the
    scene's tree, see `frames`; `state` of the controls, None where it is as before; `seen`: page -> its last `k` that is applied.
    """

    n: int
    base: int
    ask: bool
    changes: list
    state: dict[str, Any] | None
    seen: dict[str, int]

    def content(self) -> dict[str, Any]:
        return {"type": "frame", **vars(self)}
