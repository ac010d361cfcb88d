"""Sets in the plane. Each function returns X (n, 2) float32, roughly in [-1.5, 1.5], and y (n,) int64, 0 or 1; a surface's y is float32.

The classes are balanced (for odd n class 0 has one example more), the examples are in random order, and the same
seed gives the same set. `noise` is the standard deviation of the normal noise added to both coordinates.
"""
from __future__ import annotations

import math
from collections.abc import Callable

import torch


def _halves(n: int, seed: int) -> tuple[torch.Generator, torch.Tensor]:
    """A seeded generator, and the labels: 0 for the first half, 1 for the rest."""
    return torch.Generator().manual_seed(seed), (torch.arange(n) >= (n + 1) // 2).long()


def _finish(X: torch.Tensor, y: torch.Tensor, noise: float, draw: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    X = X + noise * torch.randn(X.shape, generator=draw, dtype=torch.float32)
    order = torch.randperm(len(y), generator=draw)
    return X[order], y[order]


def moons(n: int = 200, noise: float = 0.1, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Two half circles that reach into one another."""
    draw, y = _halves(n, seed)
    angle = math.pi * torch.rand(n, generator=draw, dtype=torch.float32)
    x0 = torch.where(y == 0, angle.cos() - 0.5, 0.5 - angle.cos())
    x1 = torch.where(y == 0, angle.sin() - 0.25, 0.25 - angle.sin())
    return _finish(torch.stack([x0, x1], 1), y, noise, draw)


def circles(n: int = 200, noise: float = 0.1, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """A ring of radius 1.1 (class 0) around a ring of radius 0.5 (class 1)."""
    draw, y = _halves(n, seed)
    angle = 2 * math.pi * torch.rand(n, generator=draw, dtype=torch.float32)
    radius = torch.where(y == 0, 1.1, 0.5).float()
    return _finish(torch.stack([radius * angle.cos(), radius * angle.sin()], 1), y, noise, draw)


def spirals(n: int = 200, noise: float = 0.1, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Two arms of 1½ turns each; the noise is a third of `noise`, or the arms would touch."""
    draw, y = _halves(n, seed)
    t = torch.rand(n, generator=draw, dtype=torch.float32).sqrt()      # the root spreads the points evenly along the arm
    angle, radius = 3 * math.pi * t + math.pi * y.float(), 0.1 + 1.2 * t
    return _finish(torch.stack([radius * angle.cos(), radius * angle.sin()], 1), y, noise / 3, draw)


def xor(n: int = 200, noise: float = 0.1, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Four squares: class 1 where the two coordinates have different signs (before the noise)."""
    draw, y = _halves(n, seed)
    X = 0.15 + 1.05 * torch.rand(n, 2, generator=draw, dtype=torch.float32)    # a margin of 0.15 along both axes
    X = X * torch.where(torch.rand(n, 1, generator=draw, dtype=torch.float32) < 0.5, 1.0, -1.0).float()
    X[:, 1] *= 1.0 - 2.0 * y
    return _finish(X, y, noise, draw)


def gaussians(n: int = 200, noise: float = 0.1, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Two round clouds around (-0.6, -0.6) and (0.6, 0.6), standard deviation 0.2 + `noise`: a straight line parts them."""
    draw, y = _halves(n, seed)
    centre = torch.where(y == 0, -0.6, 0.6).float()[:, None].expand(n, 2)
    return _finish(centre, y, 0.2 + noise, draw)


TOY_SETS: dict[str, Callable[..., tuple[torch.Tensor, torch.Tensor]]] = {
    "moons": moons, "circles": circles, "spirals": spirals, "xor": xor, "gaussians": gaussians,
}


def plane(n: int = 200, noise: float = 0.1, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """A surface: y (n,) float32 rises along the diagonal from about -1 to 1; `noise` is added to y."""
    return _surface(n, noise, seed, lambda X: X.sum(1) / 2.4)


def hills(n: int = 200, noise: float = 0.1, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """A surface: two hills (y near 1) and two hollows (y near -1) in a flat country; `noise` is added to y."""
    where, height = torch.tensor([[-0.7, -0.7], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7]], dtype=torch.float32), torch.tensor([1.0, 1.0, -1.0, -1.0], dtype=torch.float32)
    return _surface(n, noise, seed, lambda X: (height * (-torch.cdist(X, where).square() / 0.18).exp()).sum(1))


def _surface(n: int, noise: float, seed: int, height: Callable[[torch.Tensor], torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    draw = torch.Generator().manual_seed(seed)
    X = 2.4 * torch.rand(n, 2, generator=draw, dtype=torch.float32) - 1.2
    return X, height(X) + noise * torch.randn(n, generator=draw, dtype=torch.float32)


TOY_SURFACES: dict[str, Callable[..., tuple[torch.Tensor, torch.Tensor]]] = {"plane": plane, "hills": hills}
