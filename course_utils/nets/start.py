"""Start weights from a generator of one's own: a network may be made while a cell of the learner's draws random numbers."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn


@torch.no_grad()
def started(build: Callable[[], nn.Module], generator: torch.Generator | None) -> nn.Module:
    """What `build()` makes, its start weights drawn from `generator` alone, with the spread that PyTorch gives them.

    Linear layers and convolutions: uniform in ±1/√(numbers that enter one output); recurrent layers: in ±1/√(hidden units);
    embeddings: normal. PyTorch's own random state is not touched. None: as `build` left it.
    """
    if generator is None:
        return build()
    with torch.device("meta"):                          # layers without memory, hence without random numbers
        model = build()
    model.to_empty(device="cpu").float()                # as the data are, whatever the default dtype is
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d, nn.RNNBase)):
            bound = (layer.hidden_size if isinstance(layer, nn.RNNBase) else layer.weight[0].numel()) ** -0.5
            for p in layer.parameters(recurse=False):
                p.uniform_(-bound, bound, generator=generator)
        elif isinstance(layer, nn.Embedding):
            layer.weight.normal_(generator=generator)
        elif isinstance(layer, (nn.BatchNorm2d, nn.LayerNorm)):
            layer.reset_parameters()                    # gains 1 and biases 0: nothing random
    return model
