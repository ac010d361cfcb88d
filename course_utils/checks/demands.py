"""What a text forbids, tested while the answer runs: `with forbidden(...)` around its call, and `no_loop(answer)`.

Torch tells a `TorchFunctionMode` of every one of its functions that is called, whoever calls it and by whatever name.
"""
from __future__ import annotations

import contextlib
import dis
import functools
import inspect
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from .verdict import NotYet

# every way to a gradient ends in one of these
AUTOGRAD = ("backward", "grad", "_make_dual")


@contextlib.contextmanager
def listened(tell: Callable[[str], None]):
    """Inside, `tell(name)` is called before each function of torch that is called, by its last name: "log_softmax"."""
    from torch.overrides import TorchFunctionMode

    class Ear(TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            tell(getattr(function, "__name__", str(function)))
            return function(*args, **(kwargs or {}))

    with Ear():
        yield


def forbidding(answer: Callable, names: tuple[str, ...], why: str) -> Callable:
    """`answer`, whose calls end in NotYet(why) as soon as torch's function of one of these names is called."""
    def tell(name: str) -> None:
        if name in names:
            raise NotYet(why)

    @functools.wraps(answer)
    def call(*args, **kwargs):
        with listened(tell):
            return answer(*args, **kwargs)

    return call


def without_autograd(answer: Callable, instead: str) -> Callable:
    """`answer`, whose calls end in a hint when autograd computes the gradient; `instead`: a sentence on what to do."""
    return forbidding(answer, AUTOGRAD, f"Autograd found this gradient, and the exercise asks for it without. {instead}")


def called(answer: Callable, *args: Any) -> tuple[Any, list[str]]:
    """What `answer(*args)` returns, and the names of torch's functions it called, in order."""
    names: list[str] = []
    with listened(names.append):
        return answer(*args), names


def no_loop(answer: Callable, why: str) -> None:
    """NotYet(why) where the learner's function, or one of theirs that it calls, goes through elements one by one."""
    if any(map(_loops, _codes(inspect.unwrap(answer)))):
        raise NotYet(why)


def _codes(function: Any, seen: set | None = None) -> list[CodeType]:
    """The code of a function, of functions inside it and of the learner's own functions that it names."""
    seen = set() if seen is None else seen
    if not isinstance(function, FunctionType) or function.__code__ in seen:
        return []
    seen.add(function.__code__)
    found = _nested(function.__code__)
    names = {name for code in found for name in code.co_names}
    for name in names:
        other = function.__globals__.get(name)
        if isinstance(other, FunctionType) and other.__module__ == function.__module__:
            found += _codes(other, seen)
    for cell in function.__closure__ or ():
        with contextlib.suppress(ValueError):            # a cell that is still empty
            found += _codes(cell.cell_contents, seen)
    return found


def _nested(code: CodeType) -> list[CodeType]:
    return [code, *(inner for c in code.co_consts if isinstance(c, CodeType) for inner in _nested(c))]


def _loops(code: CodeType) -> bool:
    """A loop or comprehension jumps back; map, vmap and recursion do the same by name."""
    jumps = any("BACKWARD" in step.opname or step.opname == "FOR_ITER" for step in dis.get_instructions(code))
    return jumps or bool({"map", "vmap", "apply_", "map_", "vectorize", "reduce", code.co_name} & {*code.co_names, *code.co_freevars})
