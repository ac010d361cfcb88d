"""One way to judge: the answer beside a right function, on several cases, the known mistakes first.

A lesson's check names the right function, the cases and the usual mistakes; everything else is here, so that all
exercises are as patient with a right answer and as watchful for a wrong one.
"""
from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations
from typing import Any

from .compare import alike, anything, close, function, given, same, several
from .verdict import NotYet

__all__ = ["anything", "assess", "double", "draws", "judge", "said"]

SMALL = 8                # numbers of an argument that a message still shows


def draws(seed: int):
    """A source of random numbers of the check's own: the learner's random state is not touched."""
    import torch

    return torch.Generator().manual_seed(seed)


def judge(answer: Any, right: Callable, cases: Iterable[Sequence], *, what: str = "the result", mistakes: Sequence = (),
          parts: Sequence[str] = (), hint: str | dict = "", hints: Sequence[str] = (), rtol: float = 1e-4, atol: float = 1e-5,
          in_double: bool = True, elsewhere: bool = True) -> None:
    """`answer` is a function that agrees with `right` on all `cases`, or NotYet says how it differs.

    cases: tuples of arguments, small ones first, since a message shows them; then larger, random and unsorted ones.
    mistakes: pairs of a wrong function of the same arguments and its hint; first seen, first told.
    parts: names of the results where there are several, as in ("dw", "db").
    hint, hints: what helps with any other difference; `hints` has one for each case.
    in_double, elsewhere: try the last case in float64 too, and on a GPU where there is one.
    """
    function(answer)
    cases = [tuple(case) for case in cases]
    variants = list(_variants(cases[-1], in_double, elsewhere))
    for number, case in enumerate([*cases, *(case for case, _ in variants)]):
        here = variants[number - len(cases)][1] if number >= len(cases) else ""
        try:
            want, got = right(*fresh(case)), answer(*fresh(case))
        except RuntimeError as error:
            if here.startswith("on ") and "device" in str(error):
                continue                 # the text does not ask for code that works on every device
            raise
        advice = hints[number] if number < len(hints) else hint
        usual = [(functools.partial(_on, wrong, case), told) for wrong, told in mistakes]
        assess(got, want, said(what, right, case) + here, mistakes=usual, parts=parts, hint=advice, rtol=rtol, atol=atol)


def _on(function: Callable, case: Sequence) -> Any:
    return function(*fresh(case))


def assess(got: Any, want: Any, what: str = "the result", *, mistakes: Sequence = (), parts: Sequence[str] = (),
           hint: str | dict = "", rtol: float = 1e-4, atol: float = 1e-5, reveal: bool = True) -> None:
    """`got` equals `want`; else NotYet: a known mistake before a wrong shape before a wrong value.

    mistakes: pairs of a wrong result, or a function without arguments that computes it, and its hint.
    """
    given(got, what)
    got, wrongs = as_told(got), []
    for wrong, told in mistakes:
        try:
            wrongs.append((wrong() if callable(wrong) else wrong, told))
        except (RuntimeError, ArithmeticError, LookupError, ValueError, TypeError):
            continue                     # this mistake stops on this case
    for wrong, told in wrongs:
        if wrong is not None and alike(got, wrong, rtol=rtol, atol=atol) and not alike(wrong, want, rtol=rtol, atol=atol):
            raise NotYet(told)
    if not parts:
        one(got, want, what, hint=hint, rtol=rtol, atol=atol, reveal=reveal)
        return
    found = several(got, parts)
    order = ", ".join(parts)
    for other in permutations(range(len(parts))):
        turned = tuple(want[n] for n in other)
        if alike(found, turned, rtol=rtol, atol=atol) and not alike(turned, want, rtol=rtol, atol=atol):
            raise NotYet(f"The two have changed places: `return {order}`." if len(parts) == 2
                         else f"They are right, but in another order: `return {order}`.")
    for name, value, wanted in zip(parts, found, want, strict=True):
        one(value, wanted, f"`{name}` of {what}", hint=hint[name] if isinstance(hint, dict) else hint, rtol=rtol, atol=atol,
            reveal=reveal)


def one(got: Any, want: Any, what: str, *, hint: str, rtol: float, atol: float, reveal: bool = True) -> None:
    """One result: words, whole numbers and truth values exactly, anything else up to rounding."""
    exact = isinstance(want, (str, bool, int)) or (isinstance(want, tuple) and all(isinstance(w, (int, str)) for w in want))
    if exact:
        same(got, want, what, hint=hint, reveal=reveal)
        return
    if alike(got, _negative(want), rtol=rtol, atol=atol) and not alike(want, _negative(want), rtol=rtol, atol=atol):
        hint = f"It has the opposite sign. {hint}".rstrip()
    close(got, want, what, hint=hint, rtol=rtol, atol=atol, reveal=reveal)


def _negative(value: Any) -> Any:
    return -value if isinstance(value, float) or (hasattr(value, "is_floating_point") and value.is_floating_point()) else anything


def as_told(got: Any) -> Any:
    """NumPy's numbers and arrays as Python's and torch's; everything else as it is."""
    if type(got).__module__ == "numpy" and hasattr(got, "item") and getattr(got, "ndim", 1) == 0:
        return got.item()
    return got


def said(what: str, right: Callable, case: Sequence) -> str:
    """`what` with the arguments of a case: "the error for y_hat = [1, 2, 7], y = [1, 4, 2]"."""
    shown = [text for name, value in zip(inspect.signature(right).parameters, case, strict=False)
             if (text := _shown(name, value))]
    return f"{what} for {', '.join(shown)}" if shown else what


def _shown(name: str, value: Any) -> str:
    if hasattr(value, "detach"):
        if value.numel() > SMALL:
            return f"{name} of shape {tuple(value.shape)}"
        value = value.detach().cpu().tolist()
    if callable(value) or not isinstance(value, (bool, int, float, str, list, tuple)):
        return ""
    return f"{name} = {_number(value)}"


def _number(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_number, value)) + "]"
    return f"{value:.4g}" if isinstance(value, float) else repr(value)


def fresh(case: Sequence) -> tuple:
    """The same arguments in memory of their own, so that no answer spoils another's."""
    return tuple(_each(lambda t: t.detach().clone().requires_grad_(t.requires_grad), value) for value in case)


def double(case: Sequence) -> tuple:
    """The same arguments with float64 in place of float32."""
    return tuple(_each(lambda t: t.detach().double().requires_grad_(t.requires_grad) if t.is_floating_point() else t, v) for v in case)


def _each(change: Callable, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_each(change, v) for v in value)
    return change(value) if hasattr(value, "detach") and hasattr(value, "numel") else value


def _variants(case: Sequence, in_double: bool, elsewhere: bool):
    """The case in float64 and on a GPU, each with words for the message."""
    import torch

    tensors = [value for value in case if isinstance(value, torch.Tensor)]
    if in_double and any(t.is_floating_point() for t in tensors):
        yield double(case), " in float64"
    if elsewhere and tensors and torch.cuda.is_available():
        yield tuple(_each(lambda t: t.detach().cuda().requires_grad_(t.requires_grad), v) for v in case), " on the GPU"
