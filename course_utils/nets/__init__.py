"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .conv import Block, deep, lenet
from .embedding import NoiseWords, SkipGram, association, cooccurrences, nearest, neighbour_pairs
from .gpt import GPT, write
from .lora import LoRA, add_lora, merge_lora
from .mlp import ACTIVATIONS, count_parameters, mlp
from .quantise import kilobytes, quantise, quantised
from .recurrent import SequenceModel, recall_batch
from .sampling import drawing, keep_top_k, keep_top_p, next_token_probabilities
from .start import started
from .transformer import SelfAttention, Transformer, TransformerBlock, attention, causal_mask

__all__ = ["ACTIVATIONS", "GPT", "Block", "LoRA", "NoiseWords", "SelfAttention", "SequenceModel", "SkipGram", "Transformer",
           "TransformerBlock", "add_lora", "association", "attention", "causal_mask", "cooccurrences", "count_parameters",
           "deep", "drawing", "keep_top_k", "keep_top_p", "kilobytes", "lenet", "merge_lora", "mlp", "nearest",
           "neighbour_pairs", "next_token_probabilities", "quantise", "quantised", "recall_batch", "started", "write"]
