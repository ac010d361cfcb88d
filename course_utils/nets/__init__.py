"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .clip import ReadEncoder, SeeEncoder, contrastive_loss, two_encoders
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
from .unet import UNet, dice, dice_loss, iou, pixel_focal_loss, unet

__all__ = ["ACTIVATIONS", "GPT", "Block", "LoRA", "NoiseWords", "ReadEncoder", "SeeEncoder", "SelfAttention", "SequenceModel", "SkipGram", "Transformer",
           "TransformerBlock", "UNet", "add_lora", "association", "attention", "causal_mask", "contrastive_loss", "cooccurrences", "count_parameters",
           "deep", "dice", "dice_loss", "drawing", "iou", "keep_top_k", "keep_top_p", "kilobytes", "lenet", "merge_lora", "mlp", "nearest",
           "neighbour_pairs", "next_token_probabilities", "pixel_focal_loss", "quantise", "quantised", "recall_batch", "started", "two_encoders", "unet",
           "write"]
