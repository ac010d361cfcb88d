"""Whether two pictures of one cell show the same thing: coarsely, so that other data, threads and fonts do not matter.

Compared are the size, how much of the picture is not background, and where on it that lies (the correlation of the two
pictures' ink on a coarse grid). An empty, cut or exchanged picture fails; other digits in the same frames do not.
"""
from __future__ import annotations

import io

import numpy as np

CELLS = 24                     # of the grid, along the longer side
INK = 24                       # of 255: what differs less from the background is background
SIZE, SHARE, ALIKE = 1.1, 3.0, 0.4      # largest ratio of sides and of ink shares, smallest correlation


def ink(png: bytes) -> np.ndarray:
    """How far each pixel is from the background, (height, width), 0 to 1. Raises ValueError for what is no picture."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(png)) as picture:
            gray = np.asarray(picture.convert("RGB"), dtype=np.float32).mean(2)       # (height, width)
    except Exception as error:         # Pillow raises many kinds for damaged files
        raise ValueError(f"it is not a picture ({error})") from None
    background = np.median(np.concatenate([gray[0], gray[-1], gray[:, 0], gray[:, -1]]))
    return np.abs(gray - background) / 255


def grid(image: np.ndarray) -> np.ndarray:
    """The mean of `image` on a coarse grid of about CELLS cells along the longer side, blurred by one cell."""
    rows, columns = (max(1, round(CELLS * n / max(image.shape))) for n in image.shape)
    sums = np.add.reduceat(np.add.reduceat(image, np.arange(rows) * image.shape[0] // rows, 0), np.arange(columns) * image.shape[1] // columns, 1)
    coarse = sums / (image.size / (rows * columns))
    padded = np.pad(coarse, 1, mode="edge")
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
        before = ink(stored)
    except ValueError as error:
        return f"the stored picture cannot be compared: {error}"
    try:
        now = ink(new)
    except ValueError as error:
        return str(error)
    for old, got in zip(before.shape, now.shape, strict=True):
        if max(old, got) > SIZE * min(old, got):
            return f"it measures {now.shape[1]} × {now.shape[0]} instead of {before.shape[1]} × {before.shape[0]}"
    share, was = (float((image > INK / 255).mean()) for image in (now, before))
    if max(share, was) > SHARE * min(share, was) + 0.002:
        return f"{share:.1%} of it is drawn on instead of {was:.1%}"
    high, wide = (min(a, b) for a, b in zip(before.shape, now.shape, strict=True))
    alike = correlation(grid(before[:high, :wide]), grid(now[:high, :wide]))
    return "" if alike >= ALIKE else f"what it shows lies elsewhere (correlation {alike:.2f}, at least {ALIKE})"
