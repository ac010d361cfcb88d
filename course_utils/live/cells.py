"""What belongs to which cell: re-running a cell closes what it showed before; an interrupt pauses what runs."""
from __future__ import annotations

import atexit
import weakref

_SHOWN: dict[str, tuple[str, list]] = {}          # cell -> (its execution, what that execution showed)
_RUNNING: weakref.WeakSet = weakref.WeakSet()     # panels to pause on an interrupt and at the end


def _shell():
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def execution() -> tuple[str, str, list[str]]:
    """(cell, execution, deleted cells) of the cell that runs now; empty strings outside a kernel."""
    shell = _shell()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else None
    if not parent or not parent.get("header"):
        return "", "", []
    told = parent.get("metadata") or {}
    # a front end that does not name the cell: the same code is taken for the same cell
    cell = told.get("cellId") or str(hash(parent.get("content", {}).get("code", "")))
    return cell, parent["header"].get("msg_id", ""), list(told.get("deletedCells") or ())


def shown_here(thing) -> None:
    """Note that the running cell shows `thing`, and close what an earlier run of this cell showed."""
    cell, run, deleted = execution()
    _RUNNING.add(thing)
    if not cell:
        return
    for gone in deleted:
        _close(gone)
    if cell in _SHOWN and _SHOWN[cell][0] != run:
        _close(cell)
    _SHOWN.setdefault(cell, (run, []))[1].append(thing)
    _listen()


def _close(cell: str) -> None:
    for thing in _SHOWN.pop(cell, ("", []))[1]:
        thing.close()


def pause_all(*_) -> None:
    """Pause every panel that runs."""
    for thing in list(_RUNNING):
        thing.pause()


def _listen() -> None:
    """Pause on an interrupt: of an idle kernel by its signal, of a running cell by that cell's end."""
    shell = _shell()
    kernel = getattr(shell, "kernel", None)
    # ipykernel puts this handler back when the cell has ended
    if callable(getattr(kernel, "post_handler_hook", None)) and hasattr(kernel, "saved_sigint_handler"):
        kernel.saved_sigint_handler = pause_all
    if shell is not None and not getattr(shell, "_course_utils_listens", False):
        shell._course_utils_listens = True
        shell.events.register("post_run_cell", _after_cell)


def _after_cell(result) -> None:
    if isinstance(result.error_in_exec, KeyboardInterrupt):
        pause_all()


atexit.register(pause_all)
