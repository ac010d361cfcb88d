"""Training: batches straight from tensors, the loop of lesson 7 with its comforts, and how good the result is."""
from ..lazy import names

__getattr__, __dir__, __all__ = names(
    __name__,
    batches="TensorBatches", measure="accuracy evaluate", history="History EarlyStopping", loop="fit",
)
