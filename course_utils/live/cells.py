"""What belongs to which cell: re-running a cell closes what it showed before; an interrupt pauses what runs."""
from __future__ import annotations

import time
import weakref

_SHOWN: dict[str, tuple[str, list]] = {}          # cell -> (its execution, what that execution showed)
_ALIVE: weakref.WeakSet = weakref.WeakSet()       # to pause on an interrupt, and to tell of a cell's end
_clock = {"began": 0.0, "ended": 0.0}             # of the last cell


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


def running_since() -> float | None:
    """When the cell that runs now began (time.monotonic); None while none does. Known once something was shown."""
    return _clock["began"] if _clock["began"] > _clock["ended"] else None


def last_end() -> float:
    """When the last cell ended (time.monotonic)."""
    return _clock["ended"]


def shown_here(thing) -> None:
    """Note that the running cell shows `thing`, and close what an earlier run of this cell showed.

    `thing` has close(), and may have stop(), called on an interrupt, and cell_ended(), after every cell.
    """
    cell, run, deleted = execution()
    _ALIVE.add(thing)
    _listen()
    if not cell:
        return
    for gone in deleted:
        _close(gone)
    if cell in _SHOWN and _SHOWN[cell][0] != run:
        _close(cell)
    _SHOWN.setdefault(cell, (run, []))[1].append(thing)


class Widgets:
    """A tree of ipywidgets that a cell shows, to be closed with it: widgets stay in the kernel until somebody closes them."""

    def __init__(self, root):
        self.root = root

    def close(self) -> None:
        self._close(self.root)

    def _close(self, widget) -> None:
        for part in (*getattr(widget, "children", ()), getattr(widget, "style", None), getattr(widget, "layout", None)):
            if hasattr(part, "close"):
                self._close(part)
        widget.close()


def _close(cell: str) -> None:
    for thing in _SHOWN.pop(cell, ("", []))[1]:
        _ALIVE.discard(thing)
        thing.close()


def pause_all(*_) -> None:
    """Let every panel that runs stop after its step."""
    _tell("stop")


def _tell(name: str) -> None:
    for thing in list(_ALIVE):
        getattr(thing, name, lambda: None)()


def _listen() -> None:
    """Pause on an interrupt (of an idle kernel by its signal, of a running cell by that cell's end), and note when cells begin and end."""
    shell = _shell()
    kernel = getattr(shell, "kernel", None)
    # ipykernel puts this handler back when the cell has ended
    if callable(getattr(kernel, "post_handler_hook", None)) and hasattr(kernel, "saved_sigint_handler"):
        kernel.saved_sigint_handler = pause_all
    if shell is not None and not getattr(shell, "_course_utils_listens", False):
        shell._course_utils_listens = True
        shell.events.register("pre_run_cell", _cell_begins)
        shell.events.register("post_run_cell", _cell_ends)
        _cell_begins()          # the one that shows the first thing


def _cell_begins(*_) -> None:
    _clock["began"] = time.monotonic()


def _cell_ends(result) -> None:
    try:
        if isinstance(result.error_in_exec, KeyboardInterrupt):
            pause_all()
        _tell("cell_ended")
    finally:          # a second interrupt may come while pictures are made
        _clock["ended"] = time.monotonic()
