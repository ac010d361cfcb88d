"""Pictures of counts and of a few numbers side by side."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from ..palette import COLORS
from .style import new_axes

_C = COLORS["light"]


def confusion_matrix(table, labels: Sequence | None = None, *, ax=None):
    """Counts (classes, classes), row = true class, column = predicted: right ones blue, mistakes orange, 0 left empty.

    The deeper the orange, the larger that mistake's share of its row, compared with the largest in the table.

    Raises
    ------
    ValueError : the table is not square.
    """
    table = np.asarray(table.detach().cpu() if hasattr(table, "detach") else table)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ValueError(f"a confusion matrix is square, (classes, classes), not {table.shape}.")
    n = len(table)
    labels = list(range(n)) if labels is None else list(labels)
    if ax is None:
        ax = new_axes(x="predicted", y="true", width=min(7.0, 1.6 + 0.52 * n), height=min(6.2, 1.2 + 0.46 * n))
    share = table / np.maximum(table.sum(1, keepdims=True), 1)
    right = np.eye(n, dtype=bool)
    worst = share[~right].max() if n > 1 and share[~right].any() else 1.0
    colors = np.where(right[..., None], _ramp("blue")(0.25 + 0.45 * share), _ramp("orange")(share / worst * 0.9))
    ax.imshow(colors)
    ax.grid(False)
    for (r, c), count in np.ndenumerate(table):
        if count:
            ax.text(c, r, f"{count:g}", ha="center", va="center", fontsize=10, color=_C["ink"],
                    fontweight="bold" if r == c else "normal")
    ax.set_xticks(range(n), labels)
    ax.set_yticks(range(n), labels)
    return ax


def bars(values: Mapping[str, float], *, x: str = "", form: str = "{:g}", ax=None):
    """One horizontal bar a name, in the order given from top to bottom, with its value written as `form` beside it.

    values : name -> number of 0 or more. x : the axis, with its unit.
    """
    if not values:
        raise ValueError("there are no bars to draw: give a dict such as {'name': 1.5}.")
    names, numbers = list(values), [float(v) for v in values.values()]
    if ax is None:
        ax = new_axes(x=x, height=0.9 + 0.45 * len(names))
    drawn = ax.barh(range(len(names)), numbers, height=0.62, color=_C["blue"])
    ax.bar_label(drawn, [form.format(v) for v in numbers], padding=4, color=_C["ink"])
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.margins(x=0.14)
    ax.set_xlim(left=0)
    ax.grid(False, axis="y")
    return ax


def _ramp(color: str):
    return LinearSegmentedColormap.from_list(color, [_C["paper"], _C[color]])
