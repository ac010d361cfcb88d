"""The exercise system: `check` examines an answer and never raises; one module `lesson_NN` per lesson holds the checks.

A lesson module registers its checks with `@exercise("03.2", "title")` and its quiz as `QUIZ = (Question(...), ...)`.
It is imported when one of its exercises is first checked.
"""
from __future__ import annotations

import ast
import functools
import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .advice import in_words, interrupted, too_long
from .compare import close, function, given, known_mistake, same, tensor
from .guards import TooLong, guarded, has_dots, own_settings, within
from .judge import judge
from .verdict import NOT_STARTED, NOT_YET, PASSED, UNKNOWN, NotStarted, NotYet, Verdict

__all__ = ["NotYet", "Question", "check", "close", "exercise", "function", "given", "judge", "known_mistake", "same", "tensor"]

HERE = Path(__file__).parent
LESSONS = {"00": "Your environment", "01": "What is deep learning?", "02": "Tensors", "03": "Linear regression",
           "04": "Activations and losses", "05": "Perceptrons", "06": "Multilayer perceptrons",
           "07": "An MLP reads digits", "08": "Overfitting",
           "09": "Convolution", "10": "Word vectors", "11": "Sequences", "12": "Attention",
           "13": "A mini-GPT", "14": "Pictures and words"}
LIMIT = 10               # seconds a check may take; a right answer takes well below one
_REGISTRY: dict[str, Exercise] = {}

@dataclass(frozen=True)
class Question:
    """One quiz question: `answer` is the index of the right option, `why` the explanation shown at once."""

    text: str
    options: tuple[str, ...]
    answer: int
    why: str

    def __post_init__(self):
        if not (len(self.options) >= 2 and 0 <= self.answer < len(self.options)):
            raise ValueError(f"the answer of {self.text!r} must be the index of one of its {len(self.options)} options")


@dataclass(frozen=True)
class Exercise:
    """A registered check: `examine(answer)` returns None or raises `NotYet(hint)`, within `seconds`."""

    title: str
    examine: Callable[[Any], None]
    changes_inputs: bool = False
    seconds: float = LIMIT


def exercise(id: str, title: str, *, changes_inputs: bool = False, seconds: float = LIMIT) -> Callable:
    """Register the decorated function as the check of exercise `id` ("03.2"). It gets the answer, returns None where
    the answer is right and raises `NotYet(hint)` where it is not.

    changes_inputs: the answer may change what it is given; otherwise a changed input is told.
    """
    if not re.fullmatch(r"\d\d\.\d+", id):
        raise ValueError(f"an exercise id looks like '03.2', not {id!r}")

    def register(examine: Callable[[Any], None]) -> Callable[[Any], None]:
        _REGISTRY[id] = Exercise(title, examine, changes_inputs, seconds)
        return examine

    return register


def lesson(number: str):
    """The module of one lesson ("03"), or None where the lesson has no exercises. An error inside it is not hidden."""
    name = f"lesson_{number}"
    if not re.fullmatch(r"\d\d", str(number)) or not (HERE / f"{name}.py").exists():
        return None
    return importlib.import_module(f"{__package__}.{name}")


@functools.cache
def listing() -> dict[str, str]:
    """Exercise id -> title of every lesson, in order, read from the sources: nothing is imported."""
    found = {}
    for path in sorted(HERE.glob("lesson_[0-9][0-9].py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for call in getattr(node, "decorator_list", ()):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "exercise":
                    id, title = map(ast.literal_eval, call.args)
                    found[id] = title
    return dict(sorted(found.items(), key=lambda item: _order(item[0])))


def check(id: str, answer: Any = ...) -> Verdict:
    """Examine `answer` to exercise `id` ("03.2") and say: passed, not yet (with a hint) or not started. Never raises.

    A passed exercise is remembered; `progress()` shows them all.
    """
    id = str(id).strip()
    try:
        return _check(id, answer)
    except KeyboardInterrupt as error:
        return Verdict(id, listing().get(id, ""), NOT_YET, interrupted(error))


def _check(id: str, answer: Any) -> Verdict:
    try:
        lesson(id.partition(".")[0])
    except Exception as error:
        return Verdict(id, "", UNKNOWN, f"Its lesson's checks could not be loaded: {type(error).__name__}: {error}")
    if id not in _REGISTRY:
        near = [known for known in listing() if known.startswith(id.partition(".")[0] + ".")] or list(listing())
        return Verdict(id, "", UNKNOWN, f"Exercises are called {', '.join(near) or '(none yet)'}.")
    asked = _REGISTRY[id]
    state, message = _examine(asked, answer)
    if state == PASSED:
        from . import record

        message = f"Well done. {record.remember(id)}".rstrip()
    return Verdict(id, asked.title, state, message)


def _examine(asked: Exercise, answer: Any) -> tuple[str, str]:
    waiting = "Replace the `...` in the cell above, run it, then run this cell again."
    try:
        if has_dots(answer):
            raise NotStarted
        with own_settings():
            within(asked.seconds, lambda: asked.examine(guarded(answer, changes_inputs=asked.changes_inputs)))
    except NotStarted:
        return NOT_STARTED, waiting
    except NotYet as hint:
        return NOT_YET, str(hint)
    except TooLong as error:
        return NOT_YET, too_long(error, asked.seconds)
    except KeyboardInterrupt as error:
        return NOT_YET, interrupted(error)
    except BaseException as error:
        # `...` used as if it were a value: some starter lines are still to be written
        if "ellipsis" in str(error).lower():
            return NOT_STARTED, waiting
        return NOT_YET, in_words(error)
    return PASSED, ""


def _order(id: str) -> tuple[int, int]:
    lesson_number, _, number = id.partition(".")
    return int(lesson_number), int(number)
