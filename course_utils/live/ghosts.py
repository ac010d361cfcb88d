"""Earlier runs as pale curves behind the present one."""
from __future__ import annotations

import copy
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .demo import Control
from .limits import PAD, limits
from .scene import Axes, Line, Mark, Scene

MOST = 4          # runs that stay, each in a style of its own
STYLES = ("dashed", "dotted", "solid", "dashdot")
WIDTHS = (1.8, 2.2, 1.2, 1.6)
# an earlier training curve and an earlier test curve stay apart: each in its own colour, paler
GREYED = {name: f"ghost {name}" for name in ("blue", "orange", "green", "purple")}


@dataclass
class Run:
    """What stays of a run: its settings at the first and the last step, and its curves, axes by axes."""

    first: dict[str, Any]
    last: dict[str, Any]
    axes: dict[int, Axes]          # position in the scene -> an Axes that holds the kept lines alone

    @classmethod
    def of(cls, scene: Scene, first: dict[str, Any], last: dict[str, Any]) -> Run | None:
        """The run a scene shows, or None where there is no curve of two points to keep."""
        kept = {}
        for i, axes in enumerate(scene.axes):
            lines = [m for m in of_the_run(axes) if len(m.x) > 1]
            if lines:
                kept[i] = replaced(axes, lines)
        return cls(first, last, kept) if kept else None


def name_of(name: str, control: Control) -> str:
    return control.label or name.replace("_", " ")


def number(value: Any) -> str:
    """A setting in few characters: on, 0, 0.1, 0.00001, 1e-9."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    if not isinstance(value, float):
        return str(value) or "none"
    return f"{value:.8f}".rstrip("0") if 1e-7 < abs(value) < 1e-4 else f"{value:.3g}"


def difference(run: Run, now: dict[str, Any], controls: dict[str, Control], runs: list[Run] = ()) -> str:
    """What was set otherwise in that run: "learning rate 0.01"; a setting moved during the run as "0.1→0.01".

    Three settings are named; those come first that tell `run` from the other `runs`.
    """
    apart = {name: len({(r.first[name], r.last[name]) for r in runs}) for name in controls}
    parts = []
    for name in sorted(controls, key=lambda name: -apart[name]):
        control, a, b = controls[name], run.first[name], run.last[name]
        if a == b == now[name]:
            continue
        moved = number(b) if a == b or control.rebuild else f"{number(a)}→{number(b)}"
        parts.append(f"{name_of(name, control)} {moved}{' ' + control.unit if control.unit else ''}")
    return ", ".join(parts[:3]) + (", …" if len(parts) > 3 else "") if parts else "same settings"


def remember(runs: list[Run], run: Run) -> list[Run]:
    """The newest runs, the last one at the end; a run repeated with the same settings replaces its older twin."""
    return [*(r for r in runs if (r.first, r.last) != (run.first, run.last)), run][-MOST:]


def comparable(run: Run, now: dict[str, Any], controls: dict[str, Control]) -> bool:
    """Whether a run had the same task: other data, or another quantity, is no comparison."""
    return all(run.first[name] == run.last[name] == now[name] for name, control in controls.items() if control.task)


def roof(axes: Axes, lines: list[Line]) -> tuple[float, float]:
    """The y limits of `axes` with the earlier runs' `lines` in it, which may make it at most twice as high (twice as long on a log scale).

    Axes without a height of their own have that of their curve and of the lines that stay within three times their start.
    """
    log = axes.yscale == "log"
    fair = [m for m in lines if np.isfinite(m.y).all() and np.abs(m.y).max() <= 3 * abs(float(m.y[0])) + 1e-9]
    low, high = axes.ylim or limits(replaced(axes, [*axes.marks, *fair]))[1]
    y = np.concatenate([m.y for m in lines])
    y = y[np.isfinite(y) & ((y > 0) | (not log))].astype(np.float64)
    if not y.size:
        return low, high
    if log:
        low, high, y = math.log10(low), math.log10(high), np.log10(y)
    room = high - low
    if y.min() < low:
        low = max(y.min() - PAD * room, low - room)
    if y.max() > high:
        high = min(y.max() + PAD * room, high + room)
    return (10**low, 10**high) if log else (float(low), float(high))


def replaced(axes: Axes, marks: list[Mark], **given: Any) -> Axes:
    """A copy of the axes with other marks and limits."""
    result = copy.copy(axes)
    result.marks = marks
    vars(result).update(given)
    return result


def compose(scene: Scene, runs: list[Run], now: dict[str, Any], controls: dict[str, Control]) -> Scene:
    """The scene with the curves of earlier runs behind its own: those of the same task, on axes that mean the same.

    They may stretch its limits, but not spoil them: a curve that would is cut there, and the run's name says so.
    """
    runs = [run for run in runs if comparable(run, now, controls)]
    if not runs:
        return scene
    result = copy.copy(scene)
    axes_list = list(scene.axes)
    samples: dict[int, Line] = {}            # of each run that is shown
    cut = set()
    for i, axes in enumerate(axes_list):
        same = [(k, run) for k, run in enumerate(runs) if i in run.axes and meaning(run.axes[i]) == meaning(axes)]
        if not same:
            continue
        lines = [m for _, run in same for m in run.axes[i].marks]
        low, high = roof(axes, lines)
        ghosts = []
        for k, run in same:
            old = run.axes[i].marks
            if not all((m.y <= high).all() for m in old):
                cut.add(k)
            pale = [replace(m, color=GREYED.get(m.color, "ghost"), style=STYLES[k % len(STYLES)], width=WIDTHS[k % len(WIDTHS)], keep=False, label="")
                    for m in old]
            if k not in samples:          # in one axes is enough: each picture of a run comes through here
                samples[k] = replace(pale[0], x=[], y=[], label=difference(run, now, controls, runs))
            ghosts += pale
        at = next((j for j, m in enumerate(axes.marks) if isinstance(m, Line)), len(axes.marks))
        axes_list[i] = replaced(axes, [*axes.marks[:at], *ghosts, *axes.marks[at:]], ylim=(low, high))
        if axes.xlim is not None:
            axes_list[i].xlim = (axes.xlim[0], max(axes.xlim[1], *(float(m.x[-1]) for m in lines)))
    for k in cut:
        samples[k].label = f"goes off the top: {samples[k].label}"          # first: a long name loses its end
    result.axes, result.runs = tuple(axes_list), tuple(samples[k] for k in sorted(samples))
    return result


def meaning(axes: Axes) -> tuple[str, ...]:
    """What curves must have in common to be laid over one another."""
    return axes.x, axes.y, axes.xscale, axes.yscale


def of_the_run(axes: Axes) -> list[Line]:
    """The curves that show the run itself, and stay when another begins."""
    return [m for m in axes.marks if isinstance(m, Line) and m.keep]


def can_stay(scene: Scene) -> bool:
    """Whether there are curves that a later run can be compared with."""
    return any(of_the_run(axes) for axes in scene.axes)


def blown_up(scene: Scene) -> bool:
    """Whether a curve of the run has left the finite numbers."""
    return any(len(m.y) and not np.isfinite(m.y[-1]) for axes in scene.axes for m in of_the_run(axes))
