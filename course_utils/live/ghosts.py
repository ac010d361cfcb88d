"""Earlier runs as grey curves behind the present one."""
from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .demo import Control
from .scene import Axes, Line, Scene

MOST = 4
STYLES = ("dashed", "dotted", "solid", "dashed")
WIDTHS = (1.8, 2.2, 1.2, 1.2)


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
            lines = [m for m in axes.marks if isinstance(m, Line) and m.keep and len(m.x) > 1]
            if lines:
                kept[i] = copy.copy(axes)
                kept[i].marks = lines
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
        return str(value)
    return f"{value:.8f}".rstrip("0") if 1e-7 < abs(value) < 1e-4 else f"{value:.3g}"


def difference(run: Run, now: dict[str, Any], controls: dict[str, Control], runs: list[Run] = ()) -> str:
    """What was set otherwise in that run: "learning rate 0.01"; a setting moved during the run as "0.1→0.01".

    Two settings are named; those come first that tell `run` from the other `runs`.
    """
    apart = {name: len({(r.first[name], r.last[name]) for r in runs}) for name in controls}
    parts = []
    for name in sorted(controls, key=lambda name: -apart[name]):
        control, a, b = controls[name], run.first[name], run.last[name]
        if a == b == now[name]:
            continue
        moved = number(b) if a == b or control.rebuild else f"{number(a)}→{number(b)}"
        parts.append(f"{name_of(name, control)} {moved}{' ' + control.unit if control.unit else ''}")
    return ", ".join(parts[:2]) + (", …" if len(parts) > 2 else "") if parts else "same settings"


def remember(runs: list[Run], run: Run) -> list[Run]:
    """The newest runs, the last one at the end; a run repeated with the same settings replaces its older twin."""
    return [*(r for r in runs if (r.first, r.last) != (run.first, run.last)), run][-MOST:]


def _union(a, b):
    return None if a is None or b is None else (min(a[0], b[0]), max(a[1], b[1])) if a[0] < a[1] else a


def compose(scene: Scene, runs: list[Run], now: dict[str, Any], controls: dict[str, Control]) -> Scene:
    """The scene with the earlier runs' curves behind its own, and limits that hold both."""
    if not runs:
        return scene
    result = copy.copy(scene)
    axes_list = list(scene.axes)
    named = False
    for i, axes in enumerate(axes_list):
        ghosts, limits = [], (axes.xlim, axes.ylim)
        for k, run in enumerate(runs):
            old = run.axes.get(i)
            if old is None or (old.xscale, old.yscale) != (axes.xscale, axes.yscale):
                continue
            label = difference(run, now, controls, runs)
            ghosts += [replace(m, color="ghost", style=STYLES[k % len(STYLES)], width=WIDTHS[k % len(WIDTHS)], keep=False,
                               label=label if j == 0 else "") for j, m in enumerate(old.marks)]
            limits = (_union(limits[0], old.xlim), _union(limits[1], old.ylim))
        if ghosts:
            copied = copy.copy(axes)
            at = next((j for j, m in enumerate(axes.marks) if isinstance(m, Line)), len(axes.marks))
            copied.marks = [*axes.marks[:at], *ghosts, *axes.marks[at:]]
            copied.xlim, copied.ylim = limits
            # one legend names the runs; axes that had none keep it so
            copied.legend = axes.legend or not named
            named = True
            axes_list[i] = copied
    result.axes = tuple(axes_list)
    return result


def blown_up(scene: Scene) -> bool:
    """Whether a curve of the run has left the finite numbers."""
    return any(isinstance(m, Line) and m.keep and len(m.y) and not np.isfinite(m.y[-1]) for a in scene.axes for m in a.marks)
