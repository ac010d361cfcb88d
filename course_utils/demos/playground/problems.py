"""What the playground's network is asked: data in the plane, and the inputs that it is given of each point."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache

import torch

from ... import data
from ...live.scene import Axes, Points

DATA = {**data.TOY_SETS, **data.TOY_SURFACES}

# sin 3x rather than sin x, which is nearly a straight line over data that reach from -1.5 to 1.5
INPUTS: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "x₁": lambda x1, x2: x1, "x₂": lambda x1, x2: x2, "x₁²": lambda x1, x2: x1 * x1, "x₂²": lambda x1, x2: x2 * x2,
    "x₁x₂": lambda x1, x2: x1 * x2, "sin 3x₁": lambda x1, x2: (3 * x1).sin(), "sin 3x₂": lambda x1, x2: (3 * x2).sin(),
}


def regression(dataset: str) -> bool:
    """Whether a number is to be found for each point, rather than a class."""
    return dataset in data.TOY_SURFACES


def given(X: torch.Tensor, names: tuple[str, ...]) -> torch.Tensor:
    """The inputs of these names for each point: (n, 2) -> (n, len(names))."""
    return torch.stack([INPUTS[name](X[:, 0], X[:, 1]) for name in names], dim=1)


def colours(dataset: str, y: torch.Tensor) -> dict[str, torch.Tensor]:
    """How `Points` show what is true: by class, or by value."""
    return {"value": y.clamp(-1, 1)} if regression(dataset) else {"color": y}


@cache
def thumbnails() -> tuple[Axes, ...]:
    """A small picture of each data set."""
    found = []
    for name, make in DATA.items():
        X, y = make(n=70, noise=0.03)
        found.append(Axes(Points(*X.T, size=9, **colours(name, y)), frame=False, legend=False, xlim=(-1.5, 1.5), ylim=(-1.5, 1.5)))
    return tuple(found)
