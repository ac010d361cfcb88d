"""Pictures of images: a grid of them, one as numbers, the mistakes of a classifier, what first-layer weights look like."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from ..palette import COLORS, MAPS
from .style import RIM, new_axes

_C = COLORS["light"]
INK = LinearSegmentedColormap.from_list("course ink", [_C["paper"], "#000000"])            # 0 paper, 1 ink
DIVERGING = LinearSegmentedColormap.from_list("course diverging", MAPS["light"]["diverging"])
LABEL = 9            # pixels of a tile's height that its label takes


def image_grid(images, labels: Sequence | None = None, *, columns: int = 10, ax=None):
    """Images side by side, ink dark on white: (n, h, w) or (n, 1, h, w), values 0 (paper) to 1 (ink).

    labels : one short text (or number) an image, written above it.

    Raises
    ------
    ValueError : no images, another shape, or a different number of labels.
    """
    tiles = _tiles(images)
    if labels is not None and len(labels) != len(tiles):
        raise ValueError(f"there are {len(tiles)} images but {len(labels)} labels: give one for each image.")
    return _mosaic(tiles, labels, columns, ax, INK, 0.0, 1.0)


def mistakes(images, y, y_hat, *, n: int = 20, columns: int = 10, ax=None):
    """The first `n` images whose predicted class differs from the true one, labelled "4 → 9": true → predicted.

    y, y_hat : true and predicted classes, (n,) integers. Raises ValueError where there are no mistakes to show.
    """
    y, y_hat = _array(y), _array(y_hat)
    wrong = np.flatnonzero(y != y_hat)[:n]
    if len(wrong) == 0:
        raise ValueError("there is no mistake to show: every prediction is right.")
    return image_grid(_array(images)[wrong], [f"{y[i]} → {y_hat[i]}" for i in wrong], columns=columns, ax=ax)


def weights_grid(W, shape: tuple[int, int] = (28, 28), *, columns: int = 16, ax=None):
    """Each row of W (units, pixels) as an image of `shape`: blue below 0, white 0, orange above 0, one scale for all."""
    W = _array(W).astype(float)
    if W.ndim != 2 or W.shape[1] != shape[0] * shape[1]:
        raise ValueError(f"W must be (units, {shape[0] * shape[1]}) to be shown as {shape[0]}×{shape[1]}, not {W.shape}.")
    limit = float(np.quantile(np.abs(W), 0.995)) or 1.0         # a few large weights must not fade all others
    ax = _mosaic(W.reshape(-1, *shape), None, columns, ax, DIVERGING, -limit, limit)
    bar = ax.get_figure().colorbar(ax.images[0], ax=ax, fraction=0.03, pad=0.01, ticks=[-limit, 0, limit])
    bar.ax.set_yticklabels([f"{-limit:.2f}".replace("-", "−"), "0", f"{limit:.2f}"])
    bar.set_label("weight")
    return ax


def pixel_values(image, rows: slice = slice(None), columns: slice = slice(None), *, ax=None):
    """Part of one image (h, w) or (1, h, w) with each pixel's value, 0 to 1, written into it; row and column as ticks."""
    image = _tiles(_array(image)[None])[0]
    row_numbers, column_numbers = np.arange(image.shape[0])[rows], np.arange(image.shape[1])[columns]
    part = image[rows, columns]
    if ax is None:
        side = 0.42
        ax = new_axes(x="column", y="row", width=side * part.shape[1] + 1, height=side * part.shape[0] + 0.9)
    ax.imshow(part, cmap=INK, vmin=0, vmax=1)
    ax.grid(False)
    for (r, c), value in np.ndenumerate(part):
        text = "0" if value == 0 else "1" if value == 1 else f"{value:.2f}".lstrip("0")
        ax.text(c, r, text, ha="center", va="center", fontsize=9, color=_C["paper"] if value > 0.5 else _C["ink"])
    ax.set_xticks(range(part.shape[1]), column_numbers)
    ax.set_yticks(range(part.shape[0]), row_numbers)
    return ax


def _array(values) -> np.ndarray:
    return values.detach().cpu().numpy() if hasattr(values, "detach") else np.asarray(values)


def _tiles(images) -> np.ndarray:
    images = _array(images)
    if images.ndim == 4 and images.shape[1] == 1:
        images = images[:, 0]                                  # (n, 1, h, w) -> (n, h, w)
    if images.ndim != 3 or len(images) == 0:
        raise ValueError(f"images must be (n, h, w) or (n, 1, h, w) with n of 1 or more, not {images.shape}.")
    return images


def _mosaic(tiles: np.ndarray, labels, columns: int, ax, cmap, low: float, high: float):
    """All tiles in one picture of one Axes, a gap of one pixel between them, labels above."""
    n, h, w = tiles.shape
    columns = min(columns, n)
    lines = -(-n // columns)
    above = LABEL * h // 28 if labels is not None else 0
    tall, wide = h + above + 2, w + 2
    canvas = np.full((lines * tall, columns * wide), np.nan)
    for k, tile in enumerate(tiles):
        top, left = k // columns * tall + above + 1, k % columns * wide + 1
        canvas[top:top + h, left:left + w] = tile
    if ax is None:
        width = min(7.5, 0.9 * columns)
        ax = new_axes(width=width, height=(width - RIM) * lines * tall / (columns * wide) + RIM)
    ax.imshow(canvas, cmap=cmap, vmin=low, vmax=high, interpolation="nearest")
    ax.set_axis_off()
    for k, text in enumerate(labels if labels is not None else ()):
        top, left = k // columns * tall, k % columns * wide
        ax.text(left + wide / 2, top + above / 2, str(int(text) if hasattr(text, "item") else text), ha="center",
                va="center", fontsize=12, color=_C["ink"])
    return ax
