"""Pictures of a training run."""
from __future__ import annotations

import numpy as np

from ..palette import COLORS
from .style import new_axes

_C = COLORS["light"]


def loss_curve(losses, *, label: str = "", smooth: int = 50, color: str | None = None, log: bool = False, ax=None):
    """Loss against step: each step's loss faint, its mean over the last `smooth` steps on top.

    losses : a `training.History`, or one number a step. smooth : 1 draws the losses alone.
    color : a name in the palette ("blue", "orange", …); None takes the next one. log : logarithmic loss axis.

    Raises
    ------
    ValueError : no losses.
    """
    values = np.asarray(getattr(losses, "loss", losses), dtype=float)
    if values.ndim != 1 or len(values) == 0:
        raise ValueError("there are no losses to draw: give a History or a list with one number a step.")
    if ax is None:
        ax = new_axes(x="step", y="loss")
    steps = np.arange(1, len(values) + 1)
    style = {"color": _C[color]} if color else {}
    line, = ax.plot(steps, rolling_mean(values, smooth), label=label or None, zorder=3, **style)
    if smooth > 1:
        ax.plot(steps, values, color=line.get_color(), alpha=0.25, linewidth=0.8, linestyle="-", zorder=2)
    if log:
        ax.set_yscale("log")
    if label:
        ax.legend(frameon=False)
    return ax


def rolling_mean(values, window: int) -> np.ndarray:
    """Mean of each value with the up to `window - 1` values before it."""
    values = np.asarray(values, dtype=float)
    total = np.concatenate(([0.0], np.cumsum(values)))
    end = np.arange(1, len(values) + 1)
    start = np.maximum(end - max(window, 1), 0)
    return (total[end] - total[start]) / (end - start)
