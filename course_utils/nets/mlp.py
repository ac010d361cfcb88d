"""The multilayer perceptron of lessons 6 to 8, and a count of what there is to learn."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import nn

# name -> module class; the names that `mlp` and the demos take
ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "prelu": nn.PReLU,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "identity": nn.Identity,
}


def mlp(sizes: Sequence[int], activation: str | Callable[[], nn.Module] = "relu", dropout: float = 0.0,
        flatten: bool = False, seed: int | None = None) -> nn.Sequential:
    """A multilayer perceptron (batch, sizes[0]) -> (batch, sizes[-1]); its outputs are logits, with no activation.

    Parameters
    ----------
    sizes : widths from input to output: `(784, 128, 128, 10)` has two hidden layers of 128.
    activation : a name in `ACTIVATIONS`, or anything that makes a module; stands after every hidden layer.
    dropout : probability in [0, 1) that a hidden unit is set to 0 in training.
    flatten : put `nn.Flatten()` first, so that images (batch, 1, 28, 28) can be fed in.
    seed : start weights drawn from this seed; PyTorch's own random state is left as it was. None: draw from that state.

    Raises
    ------
    ValueError : fewer than two sizes, a size below 1, an unknown activation or a dropout outside [0, 1).

    Taught in: 06_mlp
    """
    sizes = [int(size) for size in sizes]
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes must name at least an input and an output width of 1 or more, not {sizes}.")
    if not 0 <= dropout < 1:
        raise ValueError(f"dropout is a probability from 0 to below 1, not {dropout}.")
    if not callable(activation):
        if activation not in ACTIVATIONS:
            raise ValueError(f"unknown activation {activation!r}: choose one of {', '.join(ACTIVATIONS)}.")
        activation = ACTIVATIONS[activation]
    if seed is not None:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return mlp(sizes, activation, dropout, flatten)
    layers: list[nn.Module] = [nn.Flatten()] if flatten else []
    for n_in, n_out in pairwise(sizes[:-1]):
        layers += [nn.Linear(n_in, n_out), activation()]
        if dropout:
            layers.append(nn.Dropout(dropout))
    layers.append(nn.Linear(sizes[-2], sizes[-1]))
    return nn.Sequential(*layers)


def count_parameters(model: nn.Module) -> int:
    """How many numbers training can change: the elements of all parameters that require a gradient.

    Taught in: 06_mlp
    """
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
