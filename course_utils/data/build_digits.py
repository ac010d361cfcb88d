"""Builds the digits that ship from scikit-learn's copy of the UCI set: `python -m course_utils.data.build_digits`.

The 8×8 images (values 0 … 16) are enlarged smoothly and framed as MNIST's are (`framing.frame`); 297 of the 1,797,
spread evenly over the set, become the test set. Whole-number arithmetic throughout: the same bytes on every machine.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from ..setup.net import as_command
from .archives import SHIPPED
from .framing import frame, resize
from .packing import pack

TEST = 297
ENLARGE = 10


def enlarge(image: np.ndarray) -> np.ndarray:
    """An 8×8 image, 0 … 16, as a 28×28 uint8 one in MNIST's frame."""
    ink = np.pad(np.minimum(image.astype(np.int64) * 16, 255), 1)                  # (8, 8) -> (10, 10), a rim of paper
    smooth = resize(ink, ENLARGE * ink.shape[0], ENLARGE * ink.shape[1])           # (10, 10) -> (100, 100)
    return frame(smooth, threshold=30)


def in_test(n: int) -> np.ndarray:
    """Which of n images are test images: 297 of 1,797, evenly spread, so that every writer is in both sets."""
    count = np.arange(n + 1) * TEST // n
    return count[1:] > count[:-1]


def idx(array: np.ndarray) -> bytes:
    """A uint8 array as an IDX file."""
    sizes = b"".join(n.to_bytes(4, "big") for n in array.shape)
    return bytes((0, 0, 8, array.ndim)) + sizes + array.astype(np.uint8).tobytes()


def build(images: np.ndarray, labels: np.ndarray) -> dict[str, bytes]:
    """File name -> contents of the four IDX files, not yet packed; images (n, 8, 8), labels (n,)."""
    framed, test = np.stack([enlarge(image) for image in images]), in_test(len(images))
    return {
        "train-images-idx3-ubyte.gz": idx(framed[~test]), "train-labels-idx1-ubyte.gz": idx(labels[~test]),
        "t10k-images-idx3-ubyte.gz": idx(framed[test]), "t10k-labels-idx1-ubyte.gz": idx(labels[test]),
    }


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m course_utils.data.build_digits", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED / "digits", help="where the files go")
    target = parser.parse_args(argv).folder
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        print("Building the digits needs scikit-learn: pip install scikit-learn", file=sys.stderr)
        return 1
    source = load_digits()
    for name, content in build(source.images, source.target).items():
        pack(target / name, content)
    return 0


if __name__ == "__main__":
    raise SystemExit(as_command(main, __spec__.name))
