"""What several demos share: a curve that stays small however long a run lasts, optimisers by name, plain numbers."""
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


class Track:
    """Curves of a run over its steps: `append(x, a, b, ...)`, then `track.x`, `track[0]`, `track[1]` as (n,) arrays.

    Beyond `limit` points every second one is dropped and later ones come half as often, so that a run of an hour
    costs no more memory or drawing time than one of a minute. The last point is always there.
    """

    def __init__(self, curves: int, limit: int = 800):
        self.rows: list[tuple[float, ...]] = []
        self.curves, self.limit, self.stride, self.seen = curves, limit, 1, 0

    def append(self, x: float, *values: float) -> None:
        if len(values) != self.curves:
            raise ValueError(f"this track has {self.curves} curve(s), got {len(values)} value(s).")
        # the newest row sits at the end; it stays only if its turn has come
        if self.rows and (self.seen - 1) % self.stride:
            self.rows.pop()
        self.rows.append((float(x), *map(float, values)))
        self.seen += 1
        if len(self.rows) > self.limit:
            self.rows, self.stride = self.rows[::2], self.stride * 2

    def column(self, k: int) -> np.ndarray:
        return np.array([row[k] for row in self.rows], dtype=np.float32)

    @property
    def x(self) -> np.ndarray:
        return self.column(0)

    def __getitem__(self, k: int) -> np.ndarray:
        return self.column(k + 1)

    def __len__(self) -> int:
        return len(self.rows)


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
        what = f"{loss:.0e}" if math.isfinite(loss) else "no longer a number"
        raise Diverged(f"The loss is {what}: the learning rate {lr:g} is too large here. "
                       f"Press reset and try {lr / 10:.1g}.")
    return loss


def drawable(values: np.ndarray, nan: float = 0.0) -> np.ndarray:
    """The values with what a diverged run leaves behind (nan, inf) replaced, so that its last picture can be drawn."""
    return np.nan_to_num(values, nan=nan, posinf=1e30, neginf=-1e30)


def number(value: float, digits: int = 3) -> str:
    """A number for a caption: about `digits` digits, thousands set apart, 4.1·10⁻⁹ rather than 4.1e-09."""
    value = float(value)
    if not math.isfinite(value):
        return "not a number"
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size >= 7 or size < -5:
        mantissa, power = f"{value:.{digits - 1}e}".split("e")
        return f"{mantissa}·10{str(int(power)).translate(_SUPERSCRIPT)}".replace("-", "−")
    return f"{value:,.{max(0, digits - 1 - size)}f}".replace("-", "−")


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
