"""The multilayer perceptron of lessons 6 to 8, and a count of what there is to learn."""
from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

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
        flatten: bool = False, seed: int | None = None, generator: torch.Generator | None = None) -> nn.Sequential:
    """A multilayer perceptron (batch, sizes[0]) -> (batch, sizes[-1]); its outputs are logits, with no activation.

    Parameters
    ----------
    sizes : widths from input to output: `(784, 128, 128, 10)` has two hidden layers of 128.
    activation : a name in `ACTIVATIONS`, or anything that makes a module; stands after every hidden layer.
    dropout : probability in [0, 1) that a hidden unit is set to 0 in training.
    flatten : put `nn.Flatten()` first, so that images (batch, 1, 28, 28) can be fed in.
    seed : start weights drawn from this seed, the same that `torch.manual_seed(seed)` would give; PyTorch's own random state
        is neither read nor changed. None: draw from that state.
    generator : a CPU generator instead of a seed. Its dropout layers then draw from generators of their own, too.

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
    draw = generator if seed is None else torch.Generator().manual_seed(seed)
    *hidden, last = [linear(n_in, n_out, draw) for n_in, n_out in pairwise(sizes)]
    layers: list[nn.Module] = [nn.Flatten()] if flatten else []
    for layer in hidden:
        layers += [layer, activation()]
        if dropout:
            layers.append(nn.Dropout(dropout) if generator is None else Dropout(dropout, generator))
    return nn.Sequential(*layers, last).float()          # as the data are, whatever the default dtype is


def linear(n_in: int, n_out: int, generator: torch.Generator | None = None) -> nn.Linear:
    """`nn.Linear(n_in, n_out)` with PyTorch's own start weights, drawn from `generator` alone (None: PyTorch's random state)."""
    if generator is None:
        return nn.Linear(n_in, n_out)
    layer = nn.utils.skip_init(nn.Linear, n_in, n_out, dtype=torch.float32)          # draws nothing
    # what nn.Linear does: both uniform from -1/sqrt(n_in) to 1/sqrt(n_in)
    nn.init.kaiming_uniform_(layer.weight, a=math.sqrt(5), generator=generator)
    nn.init.uniform_(layer.bias, -1 / math.sqrt(n_in), 1 / math.sqrt(n_in), generator=generator)
    return layer


class Dropout(nn.Dropout):
    """`nn.Dropout` with a generator of its own on each device, seeded from `generator`: it disturbs no other random numbers."""

    def __init__(self, p: float, generator: torch.Generator):
        super().__init__(p)
        self.seed = int(torch.randint(2**31, (), generator=generator))
        self.generators: dict[torch.device, torch.Generator] = {}

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0:
            return x
        if x.device not in self.generators:
            self.generators[x.device] = torch.Generator(x.device).manual_seed(self.seed)
        keep = 1 - self.p
        return x * torch.empty_like(x).bernoulli_(keep, generator=self.generators[x.device]).div_(max(keep, 1e-9))


def count_parameters(model: nn.Module) -> int:
    """How many numbers training can change: the elements of all parameters that require a gradient.

    Taught in: 06_mlp
    """
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
