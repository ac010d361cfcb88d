"""The course's data: MNIST (or the digits that ship), house prices, toy sets. Tensors on the CPU come out.

Every name is loaded when first used, so `from course_utils import data` needs no PyTorch yet.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(
    __name__,
    images="mnist digits ImageData",
    curves="house_prices HOUSES polynomial polynomial_truth",
    toy="moons circles spirals xor gaussians TOY_SETS",
    archives="folder DataError",
    command="main",
)
