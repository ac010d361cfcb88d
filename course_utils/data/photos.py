"""Two photographs to try filters on, as tensors; they ship with the course."""
from __future__ import annotations

import zlib

import torch

from .archives import SHIPPED, DataError

FOLDER = "photographs"
SIZE = (200, 300)                                       # rows, columns
# name -> zlib.crc32 of the pixels, row by row, red green blue
PHOTOGRAPHS = {"temple": 0xD19B51AC, "flower": 0xEC5A35E6}


def photographs() -> dict[str, torch.Tensor]:
    """Name -> photograph (3, 200, 300), float32, 0 (dark) to 1 (bright); the channels are red, green and blue.

    Source: scikit-learn's sample images, CC BY 2.0, scaled down; see data/README.md. Raises DataError where a file
    of the course's data folder is missing or damaged.
    """
    return {name: _read(name, crc) for name, crc in PHOTOGRAPHS.items()}


def _read(name: str, crc: int) -> torch.Tensor:
    import numpy as np
    from PIL import Image

    path = SHIPPED / FOLDER / f"{name}.png"
    cure = ("restore it with `git checkout -- data/photographs`, or build it again with "
            "`python -m course_utils.data.build_photographs`.")
    if not path.is_file():
        raise DataError(f"{path} is missing: the photographs ship in the course's folder; {cure}")
    try:
        with Image.open(path) as picture:
            pixels = np.array(picture.convert("RGB"))   # (200, 300, 3)
    except (OSError, SyntaxError, ValueError) as error:
        raise DataError(f"{path} is damaged ({error}): {cure}") from None
    if pixels.shape != (*SIZE, 3) or zlib.crc32(pixels.tobytes()) != crc:
        raise DataError(f"{path} is damaged (its pixels are not the ones that shipped): {cure}")
    return torch.from_numpy(pixels).permute(2, 0, 1).float().div(255).contiguous()      # -> (3, 200, 300)
