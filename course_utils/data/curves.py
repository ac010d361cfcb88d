"""Data for regression: house prices on a line, and noisy samples of a smooth curve."""
from __future__ import annotations

import math
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Houses:
    """The truth behind `house_prices`: price = slope · area + base + noise, in units of 10 000 yuan."""

    slope: float = 2.0         # 10 000 yuan per m²
    base: float = 30.0         # 10 000 yuan
    noise: float = 15.0        # standard deviation, 10 000 yuan
    smallest: float = 40.0     # m²
    largest: float = 140.0     # m²


HOUSES = Houses()


def house_prices(n: int = 50, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Area (n,) in m², uniform on 40 … 140, and price (n,) in 10 000 yuan, both float32; made up, not collected.

    price = 2.0 · area + 30 + ε with ε normal, standard deviation 15 (`data.HOUSES` holds these numbers).

    Taught in: 03_linear_regression, section 1
    """
    draw = torch.Generator().manual_seed(seed)
    area = HOUSES.smallest + (HOUSES.largest - HOUSES.smallest) * torch.rand(n, generator=draw, dtype=torch.float32)
    return area, HOUSES.slope * area + HOUSES.base + HOUSES.noise * torch.randn(n, generator=draw, dtype=torch.float32)


def polynomial_truth(x: torch.Tensor) -> torch.Tensor:
    """The curve behind `polynomial`, one period of a sine: sin(πx) on [-1, 1]; same shape as x."""
    return torch.sin(math.pi * x)


def polynomial(n: int = 20, noise: float = 0.2, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """x (n,) uniform on [-1, 1], sorted, and y (n,) = polynomial_truth(x) + normal noise, both float32.

    Taught in: 08_overfitting, section 1
    """
    draw = torch.Generator().manual_seed(seed)
    x = (2 * torch.rand(n, generator=draw, dtype=torch.float32) - 1).sort().values
    return x, polynomial_truth(x) + noise * torch.randn(n, generator=draw, dtype=torch.float32)
