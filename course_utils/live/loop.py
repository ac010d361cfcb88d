"""Steer and watch one's own training loop: a slider that is read, and a picture that is fed, while an ordinary cell runs.

    lr = live.slider("learning rate", 0.1, 1e-4, 1, log=True)
    plot = live.plot(x="step", y="loss")
    for step in range(1000):
        optimizer.param_groups[0]["lr"] = lr.value
        ...
        plot.add(loss=loss.item())
"""
from __future__ import annotations

import math
import threading
import time
from typing import Any

import numpy as np

from ..palette import CYCLE
from . import cells
from .demo import Control
from .protocol import Here, Message, Set
from .remote import describe
from .scene import STYLES, Axes, Line, Scene, floats
from .shown import subshells
from .still import stored
from .track import Track, thinned
from .view import View
from .worker import FRAME

NO_SUBSHELLS = ("This kernel cannot take slider moves while a cell runs (that needs ipykernel 7.1 and JupyterLab 4.4). "
                "The value stays as it is during the cell; demos with a ▶ button are steered all the same.")
HELD_BACK = ("This program brings the slider's moves only after the cell has ended. In JupyterLab, set Settings > Settings Editor > Kernels > "
             "Kernel Comms over subshells to \"One subshell per comm-target\"; elsewhere use the demos with a ▶ button.")


class Slider:
    """A slider in the cell's output; `value` is what it shows at this moment, also inside a running loop."""

    def __init__(self, label: str, value: float, low: float, high: float, *, log: bool = False, step: float | None = None,
                 unit: str = "", help: str = ""):
        if not low < high or (log and low <= 0):
            raise ValueError(f"{label}: low must be below high{' and above 0 on a log scale' if log else ''}, not {low:g} and {high:g}.")
        self.control = Control("log" if log else "slider", low, high, step or (high - low) / 100, label=label, unit=unit, help=help)
        self._value, self.note = self.control.check(label, value), ""
        self._made = time.monotonic()
        self.view = View({"mode": "slider", "controls": [describe("value", self.control)]}, None, self._state(), self._receive)

    @property
    def value(self) -> float:
        """The present value; setting it moves the slider."""
        return self._value

    @value.setter
    def value(self, value: float) -> None:
        self._value = self.control.check(self.control.label, value)
        self.view.push(None, self._state)

    def __float__(self) -> float:
        return self._value

    def __repr__(self) -> str:
        return f"Slider({self.control.label}={self._value:g})"

    def _state(self) -> dict:
        return {"values": {"value": self._value}, "note": self.note, "error": ""}

    def _receive(self, message: Message) -> None:
        if self._delayed():
            self.note = HELD_BACK
        if isinstance(message, Set):
            try:
                self._value, self.note = self.control.check(self.control.label, message.values["value"]), ""
            except ValueError as refusal:          # typed by hand: the slider goes back to what holds
                self.note = str(refusal)
            self.view.pages.applied(message)
        elif not self.view.pages.behind and not self.note:
            return
        self.view.push(None, self._state)

    def _delayed(self) -> bool:
        """Whether the first word of a page comes only as the cell that made the slider, and ran for long, has ended."""
        made, self._made = self._made, math.inf
        ended = cells.last_end()
        return ended - made > 3 and time.monotonic() - ended < 1

    def show(self) -> None:
        cells.shown_here(self)
        c = self.control
        self.view.display(f"Slider: {c.label}, from {c.low:g} to {c.high:g}")
        if subshells() is False:
            print(NO_SUBSHELLS)

    def close(self) -> None:
        self.view.close()


def slider(label: str, value: float, low: float, high: float, log: bool = False, **kw: Any) -> Slider:
    """Show a slider and return it; read its `.value` in the loop it is to steer. `log=True`: a logarithmic scale.

    Keywords: `step` (of a linear slider), `unit`, `help`.
    """
    made = Slider(label, value, low, high, log=log, **kw)
    made.show()
    return made


def log_slider(label: str, value: float, low: float, high: float, **kw: Any) -> Slider:
    """`slider(..., log=True)`."""
    return slider(label, value, low, high, log=True, **kw)


class Plot:
    """Curves that grow while a cell runs; at most one picture each FRAME, however often it is fed."""

    def __init__(self, *, title: str = "", x: str = "step", y: str = "", xlim=None, ylim=None, log: bool = False, height: int = 300):
        self.looks = {"title": title, "x": x, "y": y, "xlim": xlim, "ylim": ylim, "yscale": "log" if log else "linear"}
        self.height, self.title = height, title or y or "plot"
        self._curves: dict[str, Track | Line] = {}
        self._count = 0
        self._lock = threading.Lock()
        self._due = 0.0
        self._late: threading.Timer | None = None
        self._stored = True          # the still picture is the live one
        self.view = View({"mode": "plot"}, self.scene, None, self._receive)

    @property
    def scene(self) -> Scene:
        """The picture as it stands."""
        with self._lock:
            lines = [Line(c.x, c[0] if isinstance(c, Track) else c.y, color=CYCLE[i % len(CYCLE)], style=STYLES[i % len(STYLES)], label=name)
                     for i, (name, c) in enumerate(self._curves.items())]
        words = ", ".join(f"{m.label} {m.y[-1]:.3g}" for m in lines if len(m.y))
        return Scene(Axes(*lines, legend=len(lines) > 1 or not self.looks["y"], **self.looks),
                     caption=f"{self.title}: {words} at {self.looks['x'] or 'x'} {lines[0].x[-1]:g}" if words else "", height=self.height)

    def add(self, at: float | None = None, /, **values: float) -> None:
        """Append one value to each named curve, at `at` or the next whole number; ValueError where a value is not one number."""
        new = {name.replace("_", " "): one_number(name, value) for name, value in values.items()}
        with self._lock:
            where = float(self._count if at is None else at)
            self._count += 1
            for name, value in new.items():
                curve = self._curves.get(name)
                if not isinstance(curve, Track):          # a curve that `line` set as a whole goes on from its points
                    points = () if curve is None else zip(curve.x, curve.y, strict=True)
                    curve = self._curves[name] = Track(1)
                    for x, y in points:
                        curve.append(x, y)
                curve.append(where, value)
        self._update()

    def line(self, name: str, x, y) -> None:
        """Set the whole curve `name` to (x, y), both (n,)."""
        whole = Line(np.array(floats(x)), np.array(floats(y)))          # copies: a loop may write on into its own
        whole.x, whole.y = thinned(whole.x, whole.y)
        with self._lock:
            self._curves[name] = whole
        self._update()

    def clear(self) -> None:
        """Take all curves away."""
        with self._lock:
            self._curves, self._count = {}, 0
        self._update()

    def _update(self) -> None:
        now, self._stored = time.monotonic(), False
        if now >= self._due:
            self.flush()
        elif self._late is None:
            # the last values of a loop must be seen though nothing comes after them
            late = self._late = threading.Timer(self._due - now + 0.005, self.flush)
            late.daemon = True
            late.start()          # by its own name: a page that comes now draws at once, and forgets it

    def flush(self) -> None:
        """Draw what has been added so far."""
        late, self._late = self._late, None
        if late is not None and late is not threading.current_thread():
            late.cancel()
        # by time, not by acknowledgement: that would wait for the running cell where there are no subshells
        began = time.monotonic()
        if self.view.watched or not len(self.view.pages):
            self.view.push(lambda: self.scene, None)
        now = time.monotonic()
        self._due = now + max(FRAME, 4 * (now - began))

    def _receive(self, message: Message) -> None:
        if isinstance(message, Here) and message.visible:
            self.flush()

    def show(self) -> None:
        cells.shown_here(self)
        self.view.display(f"Live plot: {self.title}")

    def cell_ended(self) -> None:
        """Put the picture as it is now beside the live one, for readers without a kernel."""
        if self._stored or not self._curves or self.view.comm is None:
            return
        self._stored = True
        self.flush()
        scene = self.scene
        self.view.redisplay(f"Live plot: {self.title}", *stored(scene), scene.caption)

    def close(self) -> None:
        late, self._late = self._late, None
        if late is not None:
            late.cancel()
        self.view.close()


def one_number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, RuntimeError):
        what = f"an array of shape {tuple(value.shape)}" if hasattr(value, "shape") else repr(value)
        raise ValueError(f"{name} must be one number, not {what}: add its mean, as in plot.add({name}={name}.mean()).") from None


def plot(title: str = "", x: str = "step", y: str = "", **kw: Any) -> Plot:
    """Show an empty plot and return it; feed it from a loop with `plot.add(loss=…)` or `plot.line("loss", x, y)`.

    Keywords: `xlim`, `ylim` (fixed ends), `log=True` (logarithmic y), `height` in CSS pixels.
    """
    made = Plot(title=title, x=x, y=y, **kw)
    made.show()
    return made
