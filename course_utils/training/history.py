"""What a run leaves behind, and when to end it early."""
from __future__ import annotations

from dataclasses import dataclass, field

from torch import nn


@dataclass
class History:
    """The record of one training run.

    loss : one number a step. accuracy, test_loss : one number an epoch, on the `test` data given to `fit`.
    seconds : wall-clock time. epochs : completed passes. stopped : "" if the run went to its end, else why it did not.
    """

    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    test_loss: list[float] = field(default_factory=list)
    seconds: float = 0.0
    epochs: int = 0
    stopped: str = ""

    @property
    def steps(self) -> int:
        """Updates of the weights."""
        return len(self.loss)

    def __repr__(self) -> str:
        parts = [f"{self.steps} steps in {self.seconds:.1f} s"]
        if self.loss:
            recent = self.loss[-20:]
            parts.append(f"loss {self.loss[0]:.3g} → {sum(recent) / len(recent):.3g}")
        if self.accuracy:
            parts.append(f"test accuracy {self.accuracy[-1]:.1%}")
        if self.stopped:
            parts.append(f"stopped: {self.stopped}")
        return f"History({', '.join(parts)})"


@dataclass
class EarlyStopping:
    """End a run when the loss on the `test` data has not become smaller for `patience` epochs in a row.

    restore : give the model the weights of its best epoch at the end. min_delta : what counts as smaller.
    best, best_epoch : the smallest loss seen and its epoch, counted from 1.

    Taught in: 08_overfitting
    """

    patience: int = 3
    restore: bool = True
    min_delta: float = 0.0
    best: float = field(default=float("inf"), init=False)
    best_epoch: int = field(default=0, init=False)

    def __post_init__(self):
        if self.patience < 1:
            raise ValueError(f"patience must be 1 epoch or more, not {self.patience}.")
        self._weights = None

    def start(self) -> None:
        """Forget an earlier run."""
        self.best, self.best_epoch, self._weights = float("inf"), 0, None

    def should_stop(self, epoch: int, loss: float, model: nn.Module) -> bool:
        """Take note of `loss` after `epoch` (from 1); True when patience is at its end."""
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch = loss, epoch
            if self.restore:
                self._weights = {name: value.detach().clone() for name, value in model.state_dict().items()}
        return epoch - self.best_epoch >= self.patience

    def finish(self, model: nn.Module) -> None:
        """Put the best weights back, if that is wanted and there are any."""
        if self.restore and self._weights is not None:
            model.load_state_dict(self._weights)
        self._weights = None
