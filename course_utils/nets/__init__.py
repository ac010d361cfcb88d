"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .embedding import NoiseWords, SkipGram, association, cooccurrences, nearest, neighbour_pairs
from .mlp import ACTIVATIONS, count_parameters, mlp
from .recurrent import SequenceModel, recall_batch

__all__ = ["ACTIVATIONS", "NoiseWords", "SequenceModel", "SkipGram", "association", "cooccurrences",
           "count_parameters", "mlp", "nearest", "neighbour_pairs", "recall_batch"]
