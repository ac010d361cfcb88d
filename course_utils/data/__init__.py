"""The course's data: MNIST (or the digits that ship), house prices, toy sets, names, novels.

Tensors on the CPU come out; names and novels are strings.
Every name is loaded when first used, so `from course_utils import data` needs no PyTorch yet.
"""
from __future__ import annotations

import importlib

_HOME = {
    **dict.fromkeys(("mnist", "digits", "ImageData"), "images"),
    **dict.fromkeys(("house_prices", "HOUSES", "polynomial", "polynomial_truth"), "curves"),
    **dict.fromkeys(("moons", "circles", "spirals", "xor", "gaussians", "TOY_SETS"), "toy"),
    **dict.fromkeys(("names", "text"), "words"),
    **dict.fromkeys(("folder", "DataError"), "archives"),
    "main": "command",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
