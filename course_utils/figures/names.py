"""Points of a plane with their names beside them."""
from __future__ import annotations

from collections.abc import Sequence

import matplotlib
import numpy as np

from .style import STYLE, new_axes

MARKERS = "os^Dv*Xp"
GAP = 5            # from a point to its name, in points of a figure
# right, left, above, below, and the corners between: of two that are as free the first is taken
SIDES = np.array([(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)])


def named_points(points, names: Sequence[str], kinds: Sequence[str], *, ax=None):
    """Each of the (n, 2) points with its name, a marker and a colour for each kind, a name on the side where there is room.

    Raises
    ------
    ValueError : another number of names or kinds than of points.

    Taught in: 10_word_vectors, section 6
    """
    points = np.asarray(points, dtype=float)
    if not len(points) == len(names) == len(kinds):
        raise ValueError(f"each point has one name and one kind: {len(points)} points, {len(names)} names, {len(kinds)} kinds.")
    if ax is None:
        ax = new_axes(width=8.5, height=5.6, x="direction 1", y="direction 2")
    with matplotlib.rc_context(STYLE):
        colors = {}
        for n, kind in enumerate(dict.fromkeys(kinds)):
            here = points[[k == kind for k in kinds]]
            colors[kind] = ax.plot(*here.T, MARKERS[n % len(MARKERS)], markersize=4, linestyle="", label=kind)[0].get_color()
        ax.margins(x=0.1, y=0.08)
        ax.legend(ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1.0))
        ax.figure.draw_without_rendering()                 # the layout, from which the places of the points follow
        labels = [ax.annotate(name, point, xytext=(0, 0), textcoords="offset points", fontsize=9, color=colors[kind])
                  for point, name, kind in zip(points, names, kinds, strict=True)]
        sizes = np.array([label.get_window_extent().size for label in labels])
        scale = ax.figure.dpi / 72
        for label, (x, y) in zip(labels, SIDES[_sides(ax.transData.transform(points), sizes, GAP * scale)], strict=True):
            label.set(position=(GAP * x, GAP * y), ha=("right", "center", "left")[x + 1], va=("top", "center", "bottom")[y + 1])
    return ax


def _sides(spots: np.ndarray, sizes: np.ndarray, gap: float) -> np.ndarray:
    """For each of the (n, 2) spots the number of the side where a name of that size covers least of all other names and spots."""
    dots = np.stack([spots - 4, spots + 4], axis=1)                        # (n, 2, 2): lower left and upper right corner
    middles = spots[:, None] + SIDES * (gap + sizes[:, None] / 2)          # (n, 8, 2)
    boxes = np.stack([middles - sizes[:, None] / 2, middles + sizes[:, None] / 2], axis=2)       # (n, 8, 2, 2)
    chosen = np.zeros(len(spots), dtype=int)
    for turn in range(4):                                                  # the first knows only the names before it
        for n in range(len(spots)):
            names = [m for m in range(len(spots) if turn else n) if m != n]
            others = np.concatenate([dots, boxes[names, chosen[names]]])
            low, high = np.maximum(boxes[n][:, None, 0], others[:, 0]), np.minimum(boxes[n][:, None, 1], others[:, 1])
            covered = (high - low).clip(min=0).prod(axis=-1).sum(axis=1)   # (8,) square pixels
            chosen[n] = np.argmin(covered + 5 * np.arange(len(SIDES)))     # a corner only where it gains something
    return chosen
