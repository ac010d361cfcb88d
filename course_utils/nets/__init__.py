"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .attention import TransformerBlock, SelfAttention, Transformer, attention, causal_mask
from .mlp import ACTIVATIONS, count_parameters, mlp

__all__ = ["ACTIVATIONS", "TransformerBlock", "SelfAttention", "Transformer", "attention", "causal_mask", "count_parameters", "mlp"]
