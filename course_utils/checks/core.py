"""The exercise system: `check` examines an answer and never raises; one module `lesson_NN` per lesson holds the checks.

A lesson module registers its checks with `@exercise("03.2", "title")` and its quiz as `QUIZ = (Question(...), ...)`.
It is imported when one of its exercises is first checked.
"""
from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import inspect
import linecache
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .compare import close, function, given, known_mistake, same, tensor
from .verdict import NOT_STARTED, NOT_YET, PASSED, UNKNOWN, NotStarted, NotYet, Verdict

__all__ = ["NotYet", "Question", "check", "close", "exercise", "function", "given", "known_mistake", "same", "tensor"]

HERE = Path(__file__).parent
LESSONS = {"00": "Your environment", "01": "What is deep learning?", "02": "Tensors", "03": "Linear regression",
           "04": "Activations and losses", "05": "Perceptrons", "06": "Multilayer perceptrons",
           "07": "An MLP reads digits", "08": "Overfitting"}
_REGISTRY: dict[str, tuple[str, Callable[[Any], None]]] = {}

# Frequent errors of torch, each with the thing to look at. The first pattern that is found speaks.
_ADVICE = (
    (r"shapes cannot be multiplied|size mismatch|inconsistent tensor size",
     "The inner sizes of a matrix product must agree: (n, k) @ (k, m) -> (n, m). Print the shapes."),
    (r"must match the size of tensor|not broadcastable|shape mismatch",
     "These two shapes do not broadcast: compare them from the last dimension on; each pair must be equal, or one of them 1."),
    (r"shape '.*' is invalid for input of size", "A reshape must keep the number of elements."),
    (r"Boolean value of Tensor", "`if` asks one question, and a tensor holds many answers: use `torch.where`, or count with `.sum()`."),
    (r"same device", "Move both tensors to one device with `.to(device)`."),
    (r"does not require grad", "No gradient can flow: some tensor needs `requires_grad=True`, or was detached on the way."),
    (r"leaf [Vv]ariable .*in-place", "Change a parameter inside `with torch.no_grad():`."),
    (r"expected scalar type|same dtype|to have the same dtype|must have the same dtype|dtype",
     "The dtypes differ: `.float()` makes float32."),
    (r"can only be created for floating point|Only Tensors of floating point",
     "Only floating point tensors can have gradients: write 2.0, not 2."),
    (r"backward through the graph a second time", "Each `backward()` uses the graph up: compute the loss afresh before the next one."),
)


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


def exercise(id: str, title: str) -> Callable:
    """Register the decorated function as the check of exercise `id` ("03.2"). It gets the answer, returns None where
    the answer is right and raises `NotYet(hint)` where it is not."""
    if not re.fullmatch(r"\d\d\.\d+", id):
        raise ValueError(f"an exercise id looks like '03.2', not {id!r}")

    def register(examine: Callable[[Any], None]) -> Callable[[Any], None]:
        _REGISTRY[id] = (title, examine)
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
                    id, title = (ast.literal_eval(argument) for argument in (*call.args, *(k.value for k in call.keywords)))
                    found[id] = title
    return dict(sorted(found.items(), key=lambda item: _order(item[0])))


def check(id: str, answer: Any = ...) -> Verdict:
    """Examine `answer` to exercise `id` ("03.2") and say: passed, not yet (with a hint) or not started. Never raises.

    A passed exercise is remembered; `progress()` shows them all.
    """
    id = str(id).strip()
    try:
        lesson(id.partition(".")[0])
    except Exception as error:
        return Verdict(id, "", UNKNOWN, f"Its lesson's checks could not be loaded: {type(error).__name__}: {error}")
    if id not in _REGISTRY:
        near = [known for known in listing() if known.startswith(id.partition(".")[0] + ".")] or list(listing())
        return Verdict(id, "", UNKNOWN, f"Exercises are called {', '.join(near) or '(none yet)'}.")
    title, examine = _REGISTRY[id]
    state, message = _examine(examine, answer)
    if state == PASSED:
        from . import record

        message = record.remember(id) or "Well done."
    return Verdict(id, title, state, message)


def _examine(examine: Callable, answer: Any) -> tuple[str, str]:
    waiting = "Replace the `...` in the cell above, run it, then run this cell again."
    try:
        if _has_dots(answer):
            raise NotStarted
        with _random_state_kept():
            examine(_guarded(answer))
    except NotStarted:
        return NOT_STARTED, waiting
    except NotYet as hint:
        return NOT_YET, str(hint)
    except (Exception, SystemExit) as error:
        # `...` used as if it were a value: some starter lines are still to be written
        if "ellipsis" in str(error).lower():
            return NOT_STARTED, waiting
        return NOT_YET, _in_words(error)
    return PASSED, ""


def _guarded(answer: Any) -> Any:
    """A learner's function that reports a returned `...`; everything else as it is."""
    if not (inspect.isroutine(answer) or isinstance(answer, functools.partial)):
        return answer

    @functools.wraps(answer)
    def call(*args, **kwargs):
        result = answer(*args, **kwargs)
        if inspect.isgenerator(result):
            raise NotYet("The function holds a `yield`, so it returns a generator: use `return`.")
        if _has_dots(result):
            raise NotStarted
        return result

    return call


def _has_dots(value: Any) -> bool:
    if isinstance(value, dict):
        value = tuple(value.values())
    return value is ... or (isinstance(value, (tuple, list)) and any(map(_has_dots, value)))


def _in_words(error: BaseException) -> str:
    """What a learner can do about `error`: the line of their own code, the message, and what to look at."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code, line = trace.tb_frame.f_code, trace.tb_lineno
        if "ipykernel" in code.co_filename or code.co_filename.startswith(("<ipython-input", "<learner")):
            source = linecache.getline(code.co_filename, line).strip()
            place = f" in line {line} of your cell" + (f", `{source}`" if source and "`" not in source else "")
        trace = trace.tb_next
    text = (str(error).strip().splitlines() or [""])[0]
    kind = type(error).__name__
    if not place and isinstance(error, TypeError) and "argument" in text:
        return f"The function could not be called as the exercise asks: {text}."
    if isinstance(error, RecursionError):
        text = "the function calls itself without end"
    advice = next((a for pattern, a in _ADVICE if re.search(pattern, str(error))), "")
    return f"Your code stopped with {kind}{place}: {text.rstrip('.')}. {advice}".rstrip()


@contextlib.contextmanager
def _random_state_kept():
    """A check may seed and draw: the learner's next random number stays what it would have been."""
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    states = random.getstate(), torch and torch.get_rng_state(), numpy and numpy.random.get_state()
    try:
        yield
    finally:
        random.setstate(states[0])
        if torch:
            torch.set_rng_state(states[1])
        if numpy:
            numpy.random.set_state(states[2])


def _order(id: str) -> tuple[int, int]:
    lesson_number, _, number = id.partition(".")
    return int(lesson_number), int(number)
