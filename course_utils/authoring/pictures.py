"""Whether two pictures of one cell show the same thing: coarsely, so that other data, threads and fonts do not matter.

Compared are the size, how much of the picture is not background, how much is in colour (the data are, axes and words are
not), and where on it that lies (the correlation of the two pictures' ink on a coarse grid). An empty, cut or broken picture
fails, axes without their data, and one of another kind; another curve on the same axes does not: what a picture says in
numbers is a `fact`'s to prove.
"""
from __future__ import annotations

import io

import numpy as np

CELLS = 24                     # of the grid, along the longer side
INK = 24                       # of 255: what differs less from the background is background
COLOUR, LEFT = 40, 0.2         # of 255: channels that differ less are grey; what must be left of the coloured share
# Largest ratio of sides and of ink shares, smallest correlation. Measured on lesson 7's pictures of MNIST against those of
# the digits that ship: 1.7 (a gallery with fewer mistakes), 2.7 and 0.28 (the pixels of one digit); 0.46 and more elsewhere.
SIZE, SHARE, ALIKE = 1.9, 4.0, 0.2


def ink(png: bytes) -> tuple[np.ndarray, float]:
    """How far each pixel is from the background, (height, width), 0 to 1, and the share of the pixels that are in colour.

    Raises ValueError for what is no picture.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(png)) as picture:
            colours = picture.convert("RGB")
            gray, rgb = np.asarray(colours.convert("L"), dtype=np.float32), np.asarray(colours)        # (height, width), (…, 3)
    except Exception as error:         # Pillow raises many kinds for damaged files
        raise ValueError(f"it is not a picture ({error})") from None
    background = np.median(np.concatenate([gray[0], gray[-1], gray[:, 0], gray[:, -1]]))
    return np.abs(gray - background) / 255, float((np.ptp(rgb, axis=2) > COLOUR).mean())


def grid(image: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """The mean of `image` on a coarse grid (rows, columns), blurred by one cell."""
    top, left = np.arange(rows) * image.shape[0] // rows, np.arange(columns) * image.shape[1] // columns
    sums = np.add.reduceat(np.add.reduceat(image, top, 0), left, 1)
    sizes = np.outer(np.diff(top, append=image.shape[0]), np.diff(left, append=image.shape[1]))
    padded = np.pad(sums / sizes, 1, mode="edge")
    return sum(padded[i:i + rows, j:j + columns] for i in range(3) for j in range(3)) / 9


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Pearson's correlation of two arrays of one shape; 1 where both are flat, 0 where one is."""
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.sqrt((a * a).sum() * (b * b).sum()))
    if scale > 1e-9:
        return float((a * b).sum()) / scale
    return 1.0 if np.allclose(a, 0) and np.allclose(b, 0) else 0.0


def difference(stored: bytes, new: bytes) -> str:
    """What makes `new` (PNG) another picture than `stored`, or "" where they show the same."""
    try:
        before, coloured = ink(stored)
    except ValueError as error:
        return f"the stored picture cannot be compared: {error}"
    try:
        now, left = ink(new)
    except ValueError as error:
        return str(error)
    for old, got in zip(before.shape, now.shape, strict=True):
        if max(old, got) > SIZE * min(old, got):
            return f"it measures {now.shape[1]} × {now.shape[0]} instead of {before.shape[1]} × {before.shape[0]}"
    share, was = (float((image > INK / 255).mean()) for image in (now, before))
    if max(share, was) > SHARE * min(share, was) + 0.002:
        return f"{share:.1%} of it is drawn on instead of {was:.1%}"
    if left < LEFT * coloured - 0.0002:
        return f"{left:.2%} of it is in colour instead of {coloured:.2%}: its data are missing"
    rows, columns = (max(1, round(CELLS * n / max(before.shape))) for n in before.shape)
    if min(now.shape[0] - rows, now.shape[1] - columns) < 0:
        return f"it measures {now.shape[1]} × {now.shape[0]}, which shows nothing"
    alike = correlation(grid(before, rows, columns), grid(now, rows, columns))
    return "" if alike >= ALIKE else f"what it shows lies elsewhere (correlation {alike:.2f}, at least {ALIKE})"
