"""Handwritten digits as tensors: MNIST if it can be had, else the digits that ship with the course."""
from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from ..setup.typed import COURSE
from .archives import SHIPPED, Archive, DataError, read, unpack

if TYPE_CHECKING:
    import numpy as np

# In the order in which torchvision names them: training images and labels, test images and labels.
DIGITS = (
    Archive("train-images-idx3-ubyte.gz", "29162ac3c10cffc18955502cc40ccd2b", (1500, 28, 28), 0x7B31E2D6),
    Archive("train-labels-idx1-ubyte.gz", "2d982fe7a54ce781fa5f4ea168a0a5b0", (1500,), 0x3AE0351C),
    Archive("t10k-images-idx3-ubyte.gz", "e34b6ab1486d51b7c724626c14fe0c92", (297, 28, 28), 0xB00EB1B7),
    Archive("t10k-labels-idx1-ubyte.gz", "bc2e6e047fea66558ac90cf643bc3b93", (297,), 0x37E5C563),
)
GET_MNIST = f"{COURSE} data"

_announced: set[str] = set()


@dataclass(frozen=True, eq=False, repr=False)
class ImageData:
    """Images of handwritten digits and their labels, split into training and test set.

    x_train (n, 1, 28, 28) and x_test (m, 1, 28, 28): float32, 0 (paper) to 1 (ink), made of the bytes when first asked for,
    and then kept: 188 MB for MNIST's training images. pixels_train and pixels_test: the bytes as they are stored, uint8, 0 to
    255, in memory that all kernels of a machine share; `training` takes them in place of x and scales them batch by batch.
    y_train (n,) and y_test (m,): int64, the digit 0 … 9. `name` is "MNIST" or "digits", `source` says where it came from.
    """

    pixels_train: torch.Tensor
    y_train: torch.Tensor
    pixels_test: torch.Tensor
    y_test: torch.Tensor
    name: str
    source: str

    @cached_property
    def x_train(self) -> torch.Tensor:
        return scaled(self.pixels_train)

    @cached_property
    def x_test(self) -> torch.Tensor:
        return scaled(self.pixels_test)

    def to(self, device: torch.device | str) -> ImageData:
        """The same data with its tensors on `device`."""
        return replace(self, **{name: getattr(self, name).to(device)
                                for name in ("pixels_train", "y_train", "pixels_test", "y_test")})

    def dataset(self, train: bool = True, transform=None):
        """One half as a torchvision data set: `dataset[i]` is (PIL image or what `transform` makes of it, label)."""
        from .as_dataset import HeldImages

        pixels, y = (self.pixels_train, self.y_train) if train else (self.pixels_test, self.y_test)
        return HeldImages(pixels[:, 0].cpu(), y.cpu(), train, transform, self.name)

    def __repr__(self) -> str:
        return (f"{self.name}: {len(self.y_train):,} training and {len(self.y_test):,} test images "
                f"of {self.pixels_train.shape[-2]}×{self.pixels_train.shape[-1]} pixels, {self.source}")


def scaled(pixels: torch.Tensor) -> torch.Tensor:
    """Bytes 0 … 255 (uint8) as float32 from 0 to 1, as torchvision's ToTensor does; any other tensor as it is.

    Taught in: 07_mlp_mnist
    """
    return pixels.to(torch.float32).div_(255) if pixels.dtype == torch.uint8 else pixels


def from_arrays(arrays: list[np.ndarray], name: str, source: str) -> ImageData:
    """ImageData of four uint8 arrays: training images (n, 28, 28) and labels (n,), test images and labels."""
    def image(pixels):
        # PyTorch wants arrays that may be written to; those mapped from a file may, and what is written stays in this process
        return torch.from_numpy(pixels if pixels.flags.writeable else pixels.copy()).unsqueeze(1)     # (n, 28, 28) -> (n, 1, 28, 28)

    def label(numbers):
        return torch.from_numpy(numbers.astype("int64"))

    x_train, y_train, x_test, y_test = arrays
    return ImageData(image(x_train), label(y_train), image(x_test), label(y_test), name, source)


def digits(source: str = "shipped with the course") -> ImageData:
    """The digits that ship: 1,500 training and 297 test images, UCI Optical Recognition of Handwritten Digits.

    Real handwriting, made from 8×8 images, so softer than MNIST; see data/README.md for origin and licence.
    Raises DataError where the course's data folder is missing or damaged.
    """
    return from_arrays([_shipped(SHIPPED / "digits" / archive.name, archive) for archive in DIGITS], "digits", source)


def _shipped(path: Path, archive: Archive) -> np.ndarray:
    try:
        packed = read(path)
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror or error}): make it readable for you, or work from a clone "
                        "of your own.") from None
    if packed is None:
        raise DataError(f"{path} is missing: the digits ship in the course's folder, so work from a clone of it.")
    fault = archive.archive_fault(packed)
    content = b"" if fault else unpack(packed)
    fault = fault or archive.fault(content)
    if fault:
        raise DataError(f"{path} is damaged ({fault}): restore it with `git checkout -- data/digits`, "
                        "or build it again with `python -m course_utils.data.build_digits`.")
    return archive.array(content)


def mnist(patience: float = 5.0) -> ImageData:
    """MNIST: 60,000 training and 10,000 test images; without it and without network, `digits()`.

    Tried in this order: checked files in the data folder (COURSE_DATA, else data/), a download by torchvision
    (COURSE_MNIST_MIRROR, then torchvision's own addresses), the digits that ship. Prints one line that says which
    data it is, once a session. `patience`: seconds to wait for an answer from the network.
    """
    from .fetch import mnist_arrays

    try:
        arrays, source = mnist_arrays(patience)
        found = from_arrays(arrays, "MNIST", source)
        if source.startswith("downloaded"):
            _announced.discard(found.name)       # the line takes the place of the progress bar
    except DataError as error:
        found = digits(f"shipped with the course (MNIST: {error}; get it with `{GET_MNIST}`)")
    except Exception as error:                   # the outermost net: a lesson must not end because of a file or a network
        found = digits(f"shipped with the course (MNIST: {type(error).__name__}: {error}; look with `{COURSE} doctor`)")
    if found.name not in _announced:
        _announced.add(found.name)
        print(found)
    return found
