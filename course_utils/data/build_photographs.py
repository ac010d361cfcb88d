"""Builds the photographs that ship from scikit-learn's sample images: `python -m course_utils.data.build_photographs`.

They are scaled from 427×640 to 200×300 pixels in whole-number arithmetic: the same pixels on every machine.
"""
from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import numpy as np

from ..setup.files import write
from ..setup.net import as_command
from .archives import SHIPPED, read
from .framing import resize
from .photos import FOLDER, SIZE

SOURCES = {"temple": "china.jpg", "flower": "flower.jpg"}       # our name -> scikit-learn's


def shrink(image: np.ndarray) -> np.ndarray:
    """A photograph (h, w, 3), uint8, at 200×300 pixels."""
    return np.stack([resize(image[..., channel], *SIZE) for channel in range(3)], axis=-1).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """The PNG file of a photograph (h, w, 3)."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="png", compress_level=9)
    return file.getvalue()


def same_pixels(packed: bytes | None, pixels: np.ndarray) -> bool:
    """Whether a PNG file holds exactly these pixels."""
    from PIL import Image

    try:
        return packed is not None and np.array_equal(np.array(Image.open(io.BytesIO(packed)).convert("RGB")), pixels)
    except (OSError, SyntaxError):
        return False


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m course_utils.data.build_photographs", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED / FOLDER, help="where the files go")
    target = parser.parse_args(argv).folder
    try:
        from sklearn.datasets import load_sample_image
    except ImportError:
        print("Building the photographs needs scikit-learn and Pillow: pip install scikit-learn pillow", file=sys.stderr)
        return 1
    for name, source in SOURCES.items():
        path, pixels = target / f"{name}.png", shrink(load_sample_image(source))
        # a zlib of another make packs the same pixels into other bytes: leave a file that is right as it is
        if not same_pixels(read(path), pixels):
            write(path, png(pixels))
        print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(as_command(main, __spec__.name))
