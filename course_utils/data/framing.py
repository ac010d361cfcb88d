"""A picture of one digit, scaled and centred the way MNIST was: longest side 20 pixels, centre of mass in 28×28.

Everything is computed in whole numbers (fixed point, 12 bits), so the result is the same bytes on every machine.

Source: LeCun, Cortes, Burges, The MNIST database of handwritten digits: "size normalized to fit in a 20x20 pixel box
while preserving their aspect ratio … centered in a 28x28 image by computing the center of mass of the pixels".
"""
from __future__ import annotations

import numpy as np

SIDE, BOX, CENTRE = 28, 20, 14        # measured on MNIST: the centre of mass of every image lies within half a pixel of 14
ONE = 1 << 12


def cubic(t: np.ndarray) -> np.ndarray:
    """Catmull-Rom weight at distance t: 1 at 0, 0 at 1 and from 2 on, slightly negative between 1 and 2."""
    t = np.abs(t)
    return np.where(t < 1, 1 + t * t * (1.5 * t - 2.5), np.where(t < 2, 2 + t * (-4 + t * (2.5 - 0.5 * t)), 0.0))


def weights(size: int, new: int) -> np.ndarray:
    """How much each of `size` pixels adds to each of `new`: (new, size) int64, every row adds up to ONE.

    Shrinking widens the kernel, so that no pixel is skipped. Outside the picture there is paper.
    """
    ratio = size / new
    reach = max(1.0, ratio)
    centre = (np.arange(new) + 0.5) * ratio - 0.5
    pixels = np.arange(-2 * size, 3 * size)                       # beyond the edges too: paper weighs nothing
    share = cubic((pixels[None, :] - centre[:, None]) / reach)
    share = share / share.sum(1, keepdims=True)
    return np.floor(share[:, 2 * size:3 * size] * ONE + 0.5).astype(np.int64)


def resize(image: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """An image (h, w) with values 0 … 255 at the size (rows, columns), int64, 0 … 255."""
    image = np.asarray(image, np.int64)
    wide = weights(image.shape[0], rows) @ image @ weights(image.shape[1], columns).T
    return np.clip((wide + ONE * ONE // 2) >> 24, 0, 255)


def frame(image: np.ndarray, threshold: int = 0) -> np.ndarray:
    """An ink picture (h, w), 0 (paper) … 255 (ink), framed as MNIST's are: (28, 28) uint8; all 0 where there is no ink.

    Pixels above `threshold` count as ink when the box is cut out.
    """
    image = np.asarray(image, np.int64)
    if image.ndim != 2:
        raise ValueError(f"expected one picture (height, width), got shape {image.shape}")
    canvas = np.zeros((SIDE, SIDE), np.int64)
    ink = image > threshold
    if not ink.any():
        return canvas.astype(np.uint8)
    rows, columns = (np.flatnonzero(ink.any(axis)) for axis in (1, 0))
    image = image[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    longest = max(image.shape)
    high, wide = (max(1, (2 * BOX * n + longest) // (2 * longest)) for n in image.shape)
    box = resize(image, high, wide)
    top, left = _corner(box.sum(1)), _corner(box.sum(0))
    canvas[top:top + high, left:left + wide] = box
    return canvas.astype(np.uint8)


def _corner(mass: np.ndarray) -> int:
    """The offset that brings the centre of mass nearest to pixel 14 while the box stays inside the frame."""
    total = int(mass.sum())
    moment = int((mass * np.arange(len(mass))).sum())
    # CENTRE - moment / total, rounded to the nearest whole number
    offset = (2 * (CENTRE * total - moment) + total) // (2 * total) if total else (SIDE - len(mass)) // 2
    return min(max(offset, 0), SIDE - len(mass))
