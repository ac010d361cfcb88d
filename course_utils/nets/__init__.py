"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .conv import Block, deep, lenet
from .embedding import NoiseWords, SkipGram, association, cooccurrences, nearest, neighbour_pairs
from .mlp import ACTIVATIONS, count_parameters, mlp
from .recurrent import SequenceModel, recall_batch
from .start import started
from .transformer import SelfAttention, Transformer, TransformerBlock, attention, causal_mask

__all__ = ["ACTIVATIONS", "Block", "NoiseWords", "SelfAttention", "SequenceModel", "SkipGram", "Transformer", "TransformerBlock",
           "association", "attention", "causal_mask", "cooccurrences", "count_parameters", "deep", "lenet", "mlp",
           "nearest", "neighbour_pairs", "recall_batch", "started"]
