"""Pictures of network architectures."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from ..palette import COLORS
from .style import new_axes

_C = COLORS["light"]


def network(sizes: Sequence[int], *, names: Sequence[str] = (), ax=None):
    """A fully connected network as a diagram: one circle per neuron, one line per weight.

    sizes : neurons of each layer, up to 16 each, from the input to the output. names : a word for each layer.

    Raises
    ------
    ValueError : fewer than two layers, a size outside 1 … 16, or not one name for each layer.

    Taught in: 06_mlp, section 2
    """
    sizes = [int(size) for size in sizes]
    if len(sizes) < 2 or not all(1 <= size <= 16 for size in sizes):
        raise ValueError(f"a diagram needs at least two layers of 1 to 16 neurons, not {sizes}.")
    if names and len(names) != len(sizes):
        raise ValueError(f"give one name for each of the {len(sizes)} layers, not {len(names)}.")
    if ax is None:
        ax = new_axes(width=7.5, height=3.8)
    columns = [np.stack([np.full(n, i), (n - 1) / 2 - np.arange(n)], 1) for i, n in enumerate(sizes)]      # (n, 2) each
    lines = [(a, b) for left, right in pairwise(columns) for a in left for b in right]
    ax.add_collection(LineCollection(lines, colors=_C["ghost"], linewidths=0.6, zorder=1))
    top = (max(sizes) - 1) / 2
    for i, (column, n) in enumerate(zip(columns, sizes, strict=True)):
        color = _C["green"] if i == 0 else _C["orange"] if i == len(sizes) - 1 else _C["blue"]
        ax.scatter(*column.T, s=110, color=color, edgecolors=_C["paper"], zorder=2)
        if names:
            ax.text(i, top + 1.2, f"{names[i]}\n{n}", ha="center", va="bottom")
    ax.set(xlim=(-0.4, len(sizes) - 0.6), ylim=(-top - 0.8, top + (3.4 if names else 0.8)), xticks=[], yticks=[])
    ax.grid(False)
    ax.spines[:].set_visible(False)
    return ax
