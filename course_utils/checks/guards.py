"""What a check promises around the learner's code: a time limit, and everything of theirs given back as it was."""
from __future__ import annotations

import contextlib
import ctypes
import functools
import inspect
import random
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from .verdict import NotStarted, NotYet

AGAIN = 0.05             # seconds until an answer that swallowed the stop is told once more
BUSY = 0.3               # share of its time that an answer must have computed before it is stopped …
PATIENCE = 4             # … unless it has had this many times as long


class TooLong(BaseException):
    """The time for a check is over. No `Exception`, so that an `except Exception:` in the answer does not swallow it."""


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """`work()`, stopped by `TooLong` after `seconds`; from any thread, on any system, as it needs no signals.

    On a busy machine a right answer may wait for the processor: the time runs on until BUSY of it was computed in.
    Limits: the stop arrives between two steps of Python, so that one call which never comes back out of compiled code
    (`sum(itertools.count())`, an endless `time.sleep`) goes on. Where CPython's interface is missing nothing is stopped.
    """
    stop = getattr(getattr(ctypes, "pythonapi", None), "PyThreadState_SetAsyncExc", None)
    if stop is None:
        return work()
    thread, lock, ended, over = ctypes.c_ulong(threading.get_ident()), threading.Lock(), threading.Event(), [False]
    begun, computed = time.monotonic(), time.process_time()

    def watch() -> None:
        wait = seconds
        while not ended.wait(wait):
            wait = AGAIN
            if time.process_time() - computed < BUSY * seconds and time.monotonic() - begun < PATIENCE * seconds:
                continue
            with lock:
                if over[0]:
                    return
                stop(thread, ctypes.py_object(TooLong))

    def settle() -> None:
        with lock:                       # the watch is not in the middle of a stop
            stop(thread, None)           # one that is on its way is taken back
        ended.set()

    try:
        threading.Thread(target=watch, name="check-limit", daemon=True).start()
        return work()
    finally:
        # A stop arrives at calls and jumps back, never at this assignment; after it at most one more is on its way.
        over[0] = True
        try:
            settle()
        except TooLong:
            settle()
        except BaseException:
            settle()
            raise


@contextlib.contextmanager
def own_settings():
    """A check may seed, draw and switch: the learner's random state and settings come back as they were. Inside,
    torch's settings are those of a fresh kernel, so that a verdict does not depend on what was run before."""
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    with contextlib.ExitStack() as stack:
        stack.callback(random.setstate, random.getstate())
        if numpy:
            stack.callback(numpy.random.set_state, numpy.random.get_state())
        if torch:
            _keep_torch(torch, stack)
        yield


def _keep_torch(torch, stack: contextlib.ExitStack) -> None:
    stack.callback(torch.set_rng_state, torch.get_rng_state())
    if torch.cuda.is_available() and torch.cuda.is_initialized():
        stack.callback(torch.cuda.set_rng_state_all, torch.cuda.get_rng_state_all())
    if torch.backends.mps.is_available():
        stack.callback(torch.mps.set_rng_state, torch.mps.get_rng_state())
    stack.callback(torch.set_default_dtype, torch.get_default_dtype())
    stack.callback(torch.use_deterministic_algorithms, torch.are_deterministic_algorithms_enabled(),
                   warn_only=torch.is_deterministic_algorithms_warn_only_enabled())
    threads = torch.get_num_threads()
    stack.callback(lambda: torch.get_num_threads() == threads or torch.set_num_threads(threads))
    for name in ("deterministic", "benchmark"):
        stack.callback(setattr, torch.backends.cudnn, name, getattr(torch.backends.cudnn, name))
    grad = torch.is_grad_enabled()
    stack.callback(torch.set_grad_enabled, grad)
    torch.set_default_dtype(torch.float32)
    stack.enter_context(torch.device("cpu"))
    stack.enter_context(torch.inference_mode(False))
    torch.set_grad_enabled(True)


def guarded(answer: Any, *, changes_inputs: bool = False) -> Any:
    """A learner's function that reports a returned `...`, a `yield` and a changed input; anything else as it is."""
    if not (inspect.isroutine(answer) or isinstance(answer, functools.partial)):
        return answer

    @functools.wraps(answer)
    def call(*args, **kwargs):
        before = () if changes_inputs else tuple(map(_copy, args))
        result = answer(*args, **kwargs)
        if inspect.isgenerator(result):
            raise NotYet("Round brackets around a `for` make a generator, which holds no results yet: write square brackets, a list."
                         if result.gi_code.co_name == "<genexpr>" else "The function holds a `yield`, so it returns a generator: use `return`.")
        if has_dots(result):
            raise NotStarted
        for place, (now, then) in enumerate(zip(args, before, strict=False)):
            if not _unchanged(now, then):
                raise NotYet(f"Your function changed its input{_name(answer, place)}, and whoever calls it still needs that as it was. "
                             "Make something new instead: an operation in place, such as `x -= …`, an assignment to `x[…]` or a "
                             "name that ends in `_`, changes the caller's tensor too; `x.clone()` is a copy of your own.")
        return result

    return call


def has_dots(value: Any) -> bool:
    """Whether the starter's `...` still stands in `value`."""
    if isinstance(value, dict):
        value = tuple(value.values())
    return value is ... or (isinstance(value, (tuple, list)) and any(map(has_dots, value)))


def _name(answer: Any, place: int) -> str:
    try:
        return f" `{list(inspect.signature(answer).parameters)[place]}`"
    except (ValueError, TypeError, IndexError):
        return ""


def _copy(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_copy(v) for v in value]
    if isinstance(value, dict):
        return {key: _copy(v) for key, v in value.items()}
    if _is_tensor(value):
        return value.detach().clone(), value.requires_grad
    return value


def _unchanged(now: Any, then: Any) -> bool:
    if isinstance(now, (list, tuple)):
        return len(now) == len(then) and all(map(_unchanged, now, then))
    if isinstance(now, dict):
        return now.keys() == then.keys() and all(_unchanged(now[key], then[key]) for key in now)
    if _is_tensor(now):
        import torch

        values, grad = then
        return (now.requires_grad == grad and now.shape == values.shape and now.dtype == values.dtype
                and torch.equal(torch.nan_to_num(now.detach()), torch.nan_to_num(values)))
    return now is then or not isinstance(now, (int, float, str, bool)) or now == then


def _is_tensor(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)
