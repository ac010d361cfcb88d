"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .mlp import ACTIVATIONS, count_parameters, mlp

__all__ = ["ACTIVATIONS", "count_parameters", "mlp"]
