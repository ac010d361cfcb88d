"""Comparisons for exercise checks: each returns silently, or raises `NotYet` with a sentence about the difference.

They know shapes, dtypes and devices, and a forgotten `return`; torch is imported only when something is compared.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .verdict import NotStarted, NotYet


def given(got: Any, what: str = "the result") -> Any:
    """`got` itself; NotStarted for the starter's `...`, NotYet for None (a forgotten `return`)."""
    if got is ...:
        raise NotStarted
    if got is None:
        raise NotYet(f"{_upper(what)} is None. A function hands its result back with `return`.")
    return got


def tensor(got: Any, what: str = "the result", *, shape: tuple | None = None, dtype: Any = None, device: Any = None):
    """`got` if it is a torch tensor, with this `shape` (None inside it fits any size), `dtype` and `device` type."""
    import torch

    given(got, what)
    if type(got).__module__ == "torch.return_types" and hasattr(got, "values"):
        raise NotYet(f"{_upper(what)} is values and places together, as `{type(got).__name__}` returns them: `.values` are the first of the two.")
    if not isinstance(got, torch.Tensor):
        raise NotYet(f"{_upper(what)} should be a torch tensor, but it is {_a(type(got).__name__)}.")
    if shape is not None and (len(got.shape) != len(shape)
                              or any(w is not None and g != w for g, w in zip(got.shape, shape, strict=True))):
        wanted = "(" + ", ".join("any" if w is None else str(w) for w in shape) + ("," if len(shape) == 1 else "") + ")"
        raise NotYet(f"{_upper(what)} has shape {tuple(got.shape)}, expected {wanted}.")
    if dtype is not None and got.dtype != dtype:
        raise NotYet(f"{_upper(what)} has dtype {_name(got.dtype)}, expected {_name(dtype)}.")
    if device is not None and got.device.type != torch.device(device).type:
        raise NotYet(f"{_upper(what)} lies on device {got.device}, expected {device}: `.to(...)` moves it.")
    return got


def close(got: Any, want: Any, what: str = "the result", *, rtol: float = 1e-4, atol: float = 1e-5,
          hint: str = "", reveal: bool = True) -> None:
    """`got` equals `want` up to rounding: same shape, same kind of number, values within the tolerances.

    `want`: a number, tensor, array or (nested) list. A tensor is required where `want` is one with dimensions; a
    number may be given as a float, an int or a tensor with one value and no dimensions. `hint` is added to a
    message about values; `reveal=False` keeps the expected value secret.
    """
    import torch

    given(got, what)
    is_tensor = isinstance(want, torch.Tensor)
    want = torch.as_tensor(want).detach().cpu()
    if is_tensor and want.ndim and not isinstance(got, torch.Tensor):
        tensor(got, what)
    got = _as_tensor(got, what)
    if got.shape != want.shape:
        raise NotYet(f"{_upper(what)} has shape {tuple(got.shape)}, expected {tuple(want.shape)}."
                     + (" A number without dimensions is expected here." if want.ndim == 0 else ""))
    if is_tensor and want.is_floating_point() and not got.is_floating_point():
        raise NotYet(f"{_upper(what)} has dtype {_name(got.dtype)}, expected a floating point type such as float32.")
    a, b = got.double(), want.double()
    if torch.isnan(a).any() and not torch.isnan(b).any():
        raise NotYet(f"{_upper(what)} contains nan (not a number): look for a division 0/0 or a logarithm of 0 or less. {hint}".rstrip())
    if torch.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True):
        return
    where = ""
    if want.ndim:
        bad = (~torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=True)).nonzero()[0].tolist()
        where = f" at position [{', '.join(map(str, bad))}]"
        a, b = a[tuple(bad)], b[tuple(bad)]
    expected = f" where {b.item():.4g} is expected" if reveal else ", which is not the expected value"
    raise NotYet(f"{_upper(what)} is {a.item():.4g}{where}{expected}. {hint}".rstrip())


anything = object()      # in a known mistake: whatever stands here


def alike(got: Any, want: Any, *, rtol: float = 1e-4, atol: float = 1e-6) -> bool:
    """Whether `got` has the values of `want` up to rounding, whatever the dtype and device; never raises.

    want: a number, tensor, text, truth value, `anything`, or a tuple or list of these.
    """
    import torch

    if want is anything:
        return True
    if isinstance(want, (tuple, list)):
        if isinstance(got, torch.Tensor) and got.ndim:
            got = tuple(got)
        return (isinstance(got, (tuple, list)) and len(got) == len(want)
                and all(alike(g, w, rtol=rtol, atol=atol) for g, w in zip(got, want, strict=True)))
    if want is None or isinstance(want, (str, bool)):
        return type(got) is type(want) and got == want
    if got is None or isinstance(got, (str, bool)):
        return False
    try:
        a, b = (torch.as_tensor(value).detach().cpu().double() for value in (got, want))
    except (TypeError, ValueError, RuntimeError):
        return False
    return a.shape == b.shape and torch.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True)


def known_mistake(got: Any, mistakes) -> None:
    """NotYet with the hint of the wrong answer that `got` is, up to rounding; nothing where it is none of them.

    mistakes : pairs of a wrong result and the hint that fits it.
    """
    for wrong, hint in mistakes:
        if alike(got, wrong):
            raise NotYet(hint)


def several(got: Any, parts: Sequence[str]) -> tuple:
    """The results of a function that returns one for each of `parts`, or NotYet with what came in their place."""
    given(got)
    if isinstance(got, (dict, str)) or not hasattr(got, "__len__") or getattr(got, "ndim", 1) == 0 or len(got) != len(parts):
        count = {2: "two", 3: "three", 4: "four"}.get(len(parts), len(parts))
        raise NotYet(f"Return {count} results, separated by commas: `return {', '.join(parts)}`.")
    return tuple(given(value, f"`{name}`") for name, value in zip(parts, got, strict=True))


def same(got: Any, want: Any, what: str = "the result", *, hint: str = "", reveal: bool = True) -> None:
    """`got` equals `want` exactly: a word, a whole number, a tuple of sizes, True or False."""
    given(got, what)
    if hasattr(got, "item") and getattr(got, "ndim", 1) == 0 and not isinstance(want, (tuple, list)):
        got = got.item()
    if isinstance(want, tuple) and isinstance(got, (list, tuple)):
        got = tuple(got)
    try:
        equal = bool(got == want) and isinstance(got, bool) == isinstance(want, bool)
    except (TypeError, ValueError, RuntimeError):
        equal = False
    if not equal:
        expected = f", expected {want!r}" if reveal else ", which is not the expected value"
        raise NotYet(f"{_upper(what)} is {_short(got)}{expected}. {hint}".rstrip())


def function(got: Any, what: str = "the answer") -> Any:
    """`got` if it can be called; NotYet says what was handed over instead."""
    given(got, what)
    if not callable(got):
        raise NotYet(f"{_upper(what)} should be a function, but it is {_a(type(got).__name__)}. "
                     "Hand over its name without brackets: `check(..., f)`, not `check(..., f(x))`.")
    return got


def _as_tensor(got: Any, what: str):
    import torch

    if isinstance(got, torch.Tensor):
        return got.detach().cpu()
    try:
        return torch.as_tensor(got)
    except (TypeError, ValueError, RuntimeError):
        raise NotYet(f"{_upper(what)} should hold numbers, but it is {_a(type(got).__name__)}: {_short(got)}.") from None


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _name(dtype: Any) -> str:
    return str(dtype).removeprefix("torch.")


def _a(name: str) -> str:
    names = {"str": "string (str)", "int": "whole number (int)", "float": "number (float)", "bool": "truth value (bool)",
             "function": "function: call it first"}
    name = names.get(name, name)
    return f"an {name}" if name[0].lower() in "aeio" else f"a {name}"


def _upper(what: str) -> str:
    return what[:1].upper() + what[1:]
