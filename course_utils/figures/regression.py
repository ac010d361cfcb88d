"""Pictures of a line's loss over its two parameters, and of the way gradient descent took."""
from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..palette import COLORS
from .style import new_axes

_C = COLORS["light"]


def loss_surface(x, y, w: tuple[float, float], b: tuple[float, float], *, paths: Mapping[str, object] | None = None, ax=None):
    """log₁₀ of the mean squared error of the line w · x + b, over the ranges `w` and `b`: dark is low.

    x, y : (m,) features and targets. paths : what it is called -> the (w, b) of each step, (steps, 2); start is a
    square, end a circle. A colour bar is drawn where the picture is opened here.

    Taught in: 03_linear_regression, section 3
    """
    x, y = (np.asarray(v.detach().cpu() if hasattr(v, "detach") else v, dtype=float) for v in (x, y))
    W, B = np.linspace(*w, 90), np.linspace(*b, 90)
    mse = ((W[None, :, None] * x + B[:, None, None] - y) ** 2).mean(axis=-1)          # (90 b, 90 w)
    own = ax is None
    if own:
        ax = new_axes()
    ax.set(xlabel="w", ylabel="b", xlim=w, ylim=b)
    drawn = ax.contourf(W, B, np.log10(mse), levels=24, cmap="cividis")
    ax.grid(False)
    if own:
        ax.get_figure().colorbar(drawn, ax=ax, label="log₁₀ of the MSE")
    for (name, path), color, style in zip((paths or {}).items(), ("paper", "sky", "orange"), ("-", "--", ":"), strict=False):
        points = np.asarray(path, dtype=float)
        ax.plot(*points.T, style, color=_C[color], lw=1.6, label=name)
        ax.plot(*points[0], "s", color=_C[color], markeredgecolor=_C["ink"], ms=7)
        ax.plot(*points[-1], "o", color=_C[color], markeredgecolor=_C["ink"], ms=8)
    if paths and len(paths) > 1:
        ax.legend(labelcolor=_C["ink"], frameon=True)
    return ax
