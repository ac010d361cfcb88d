"""MNIST's four archives: found in the data folder, repaired, or downloaded by torchvision's own code."""
from __future__ import annotations

from pathlib import Path

import numpy as np

from .archives import Archive, DataError, folder, read, unpack

MNIST = (
    Archive("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873", (60000, 28, 28), 0xE9F4D8B3),
    Archive("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432", (60000,), 0xE0CB4AD2),
    Archive("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3", (10000, 28, 28), 0x91373BDF),
    Archive("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c", (10000,), 0x4AB9EFF9),
)


def raw_folder() -> Path:
    """Where torchvision keeps MNIST's files inside the data folder."""
    return folder() / "MNIST" / "raw"


def mnist_arrays(patience: float) -> tuple[list[np.ndarray], str]:
    """The four arrays (uint8) and a word on where they came from; DataError if MNIST cannot be had."""
    packed = [read(raw_folder() / archive.name) for archive in MNIST]
    if None in packed:
        raise DataError("not in the data folder")
    return [archive.array(unpack(content)) for archive, content in zip(MNIST, packed, strict=True)], "from the data folder"
