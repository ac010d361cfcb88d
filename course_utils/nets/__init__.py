"""Networks, one module for each kind; each was written out in a lesson before it moved here."""
from .attention import SelfAttention, Transformer, TransformerBlock, attention, causal_mask
from .clip import ReadEncoder, SeeEncoder, contrastive_loss, two_encoders
from .conv import Block, deep, lenet
from .embedding import NoiseWords, SkipGram, association, cooccurrences, nearest, neighbour_pairs
from .mlp import ACTIVATIONS, count_parameters, mlp
from .recurrent import SequenceModel, recall_batch
from .start import started
from .unet import UNet, dice, dice_loss, iou, pixel_focal_loss, unet

__all__ = [
           "ACTIVATIONS",
           "Block",
           "NoiseWords",
           "ReadEncoder",
           "SeeEncoder",
           "SelfAttention",
           "SequenceModel",
           "SkipGram",
           "Transformer",
           "TransformerBlock",
           "UNet",
           "association",
           "attention",
           "causal_mask",
           "contrastive_loss",
           "cooccurrences",
           "count_parameters",
           "deep",
           "dice",
           "dice_loss",
           "iou",
           "lenet",
           "mlp",
           "nearest",
           "neighbour_pairs",
           "pixel_focal_loss",
           "recall_batch",
           "started",
           "two_encoders",
           "unet",
]
