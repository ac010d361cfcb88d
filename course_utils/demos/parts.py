"""What several demos share: optimisers by name, plain numbers."""
from __future__ import annotations

import math

import numpy as np
import torch

from ..device import choose
from ..live.demo import Diverged

OPTIMIZERS = {
    "SGD": lambda groups, lr: torch.optim.SGD(groups, lr=lr),
    "momentum": lambda groups, lr: torch.optim.SGD(groups, lr=lr, momentum=0.9),
    "Adam": lambda groups, lr: torch.optim.Adam(groups, lr=lr),
    "RMSprop": lambda groups, lr: torch.optim.RMSprop(groups, lr=lr),
    "Adagrad": lambda groups, lr: torch.optim.Adagrad(groups, lr=lr),
}


def small(device: str | None) -> torch.device:
    """Where a network of a few hundred weights is computed: on the CPU, unless `device` names another.

    On a GPU each operation must be launched first, which takes longer than so few numbers take to compute.
    """
    return torch.device("cpu") if device is None else choose(device)


_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Steered:
    """An optimiser whose kind, learning rate and L2 may change between two steps; the weights always stay.

    A new kind starts with empty memory (momentum, averages of squared gradients). L2 acts on weights, not on biases:
    it adds `l2 * w` to each gradient.
    """

    def __init__(self, model: torch.nn.Module):
        self.weights = [p for p in model.parameters() if p.ndim > 1]
        self.biases = [p for p in model.parameters() if p.ndim == 1]
        self.kind, self.optimizer = "", None
        # the first optimiser of a process loads much of PyTorch, for seconds: here, not after ▶ is pressed
        torch.optim.SGD(self.weights, lr=0.1)

    def ready(self, kind: str, lr: float, l2: float = 0.0) -> torch.optim.Optimizer:
        """The optimiser with these settings, ready for `zero_grad()` and `step()`."""
        if kind != self.kind:
            groups = [{"params": self.weights}, {"params": self.biases}]
            self.kind, self.optimizer = kind, OPTIMIZERS[kind](groups, lr)
        for group, decay in zip(self.optimizer.param_groups, (l2, 0.0), strict=True):
            group["lr"], group["weight_decay"] = lr, decay
        return self.optimizer


def finite_or_stop(loss: float, lr: float, limit: float = 1e6) -> float:
    """`loss` again, or `Diverged` with what to change where it is not a finite number below `limit`."""
    if not math.isfinite(loss) or loss > limit:
        what = number(loss, 1) if math.isfinite(loss) else "no longer a number"
        raise Diverged(f"The loss is {what}: the learning rate {lr:g} is too large here. "
                       f"Press reset and try {lr / 10:.1g} or less.")
    return loss


def drawable(values: np.ndarray, nan: float = 0.0) -> np.ndarray:
    """The values with what a diverged run leaves behind (nan, inf) replaced, so that its last picture can be drawn."""
    return np.nan_to_num(values, nan=nan, posinf=1e30, neginf=-1e30)


def number(value: float, digits: int = 3) -> str:
    """A number for a caption: `digits` digits and then zeros, thousands set apart, 4.1·10⁻⁹ rather than 4.1e-09."""
    value = float(value)
    if not math.isfinite(value):
        return "not a number"
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size >= 7 or size < -5:
        mantissa, power = f"{value:.{digits - 1}e}".split("e")
        return f"{mantissa}·10{str(int(power)).translate(_SUPERSCRIPT)}".replace("-", "−")
    return f"{round(value, digits - 1 - size):,.{max(0, digits - 1 - size)}f}".replace("-", "−")


def fixed(value: float, digits: int = 2, plus: bool = False) -> str:
    """A number with `digits` decimals and a true minus sign, never −0.00; `plus=True` writes the + as well."""
    value = round(float(value), digits) + 0.0
    return f"{value:{'+' if plus else ''}.{digits}f}".replace("-", "−")


def signed(value: float, digits: int = 1) -> str:
    """A term of a sum: "+ 0.4" or "− 0.2"."""
    said = fixed(value, digits)
    return f"− {said[1:]}" if said[0] == "−" else f"+ {said}"


def percent(fraction: float) -> str:
    return f"{100 * float(fraction):.1f} %"


def count(n: int) -> str:
    """A whole number with its thousands set apart: 118,282."""
    return f"{int(n):,}"


def counted(n: int, word: str) -> str:
    """How many, in words that fit: 1 step, 1,200 steps."""
    return f"{count(n)} {word}{'s' * (n != 1)}"


def after(updates: int) -> str:
    """How a caption begins: "Before training", "After 1 update"."""
    return f"After {counted(updates, 'update')}" if updates else "Before training"
