"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .conv import Block, deep, lenet
from .mlp import ACTIVATIONS, count_parameters, mlp

__all__ = ["ACTIVATIONS", "Block", "count_parameters", "deep", "lenet", "mlp"]
