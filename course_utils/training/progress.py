"""A progress bar that is gone when the work is done: nothing of it stays in a cell's stored output."""
from __future__ import annotations

import sys
import time

from .history import History

SHOW_AFTER = 0.5       # seconds: a run that is over sooner needs no bar
EVERY = 0.1            # seconds between two pictures of the bar
_VIEW = "application/vnd.jupyter.widget-view+json"


class Progress:
    """A bar of `total` steps (None: unknown) in a notebook, a line in a terminal, nothing anywhere else."""

    def __init__(self, total: float | None):
        self.total = int(total) if total else None
        self.shown_at = time.perf_counter() + SHOW_AFTER
        self.face: _NotebookBar | _TerminalLine | None = None
        self.make = _face()

    def due(self) -> bool:
        """Is it time for a new picture?"""
        return self.make is not None and time.perf_counter() >= self.shown_at

    def update(self, step: int, history: History) -> None:
        """Show that `step` steps are done, if it is time."""
        if not self.due():
            return
        self.shown_at = time.perf_counter() + EVERY
        if self.face is None:
            self.face = self.make(self.total)
        recent = history.loss[-50:]
        text = f"step {step}" + (f" of {self.total}" if self.total else "")
        if recent:
            text += f" · loss {sum(recent) / len(recent):.3g}"
        if history.accuracy:
            text += f" · test accuracy {history.accuracy[-1]:.1%}"
        self.face.update(step, text)

    def close(self) -> None:
        """Take the bar away."""
        if self.face is not None:
            self.face.close()


class _NotebookBar:
    """An ipywidgets bar. Shown by its view alone, with an empty text form, so that closing it leaves nothing behind."""

    def __init__(self, total: int | None):
        import ipywidgets
        from IPython.display import display

        self.bar = ipywidgets.IntProgress(min=0, max=total or 1, value=0 if total else 1,
                                          layout=ipywidgets.Layout(width="240px"))
        self.label = ipywidgets.Label()
        self.box = ipywidgets.HBox([self.bar, self.label])
        display({_VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.box.model_id}, "text/plain": ""}, raw=True)
        self.known = total is not None

    def update(self, step: int, text: str) -> None:
        if self.known:
            self.bar.value = step
        self.label.value = text

    def close(self) -> None:
        for widget in (self.box, self.bar, self.label):
            for part in (getattr(widget, "style", None), widget.layout, widget):          # each is a widget of its own
                if part is not None:
                    part.close()


class _TerminalLine:
    """One line that is written over, for scripts."""

    def __init__(self, total: int | None):
        self.width = 0

    def update(self, step: int, text: str) -> None:
        sys.stdout.write("\r" + text.ljust(self.width))
        sys.stdout.flush()
        self.width = len(text)

    def close(self) -> None:
        sys.stdout.write("\r" + " " * self.width + "\r")
        sys.stdout.flush()


def _face():
    """The class that fits where the code runs."""
    if "ipykernel" in sys.modules:
        from IPython import get_ipython

        if getattr(get_ipython(), "kernel", None) is not None:
            return _NotebookBar
    return _TerminalLine if sys.stdout is not None and sys.stdout.isatty() else None
