"""The training loop of lesson 7, written out once, with a progress bar, a history and a safe way to stop."""
from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from .history import EarlyStopping, History
from .measure import evaluate, in_mode
from .progress import Progress
from .threads import Threads

# Losses stay on the device and are read this many at a time: reading one makes the processor wait for a GPU.
READ_EVERY = 50


def fit(model: nn.Module, batches: Iterable[tuple[Tensor, Tensor]], loss: Callable[[Tensor, Tensor], Tensor],
        optimizer: torch.optim.Optimizer, *, epochs: int | None = None, max_steps: int | None = None,
        test: tuple[Tensor, Tensor] | None = None, early_stopping: EarlyStopping | None = None,
        on_step: Callable[[int, Tensor], bool | None] | None = None, progress: bool = True) -> History:
    """Train `model` in place: forward, loss, backward, update, once for every batch.

    Parameters
    ----------
    batches : gives `(xb, yb)`, anew each time it is iterated: a TensorBatches, a DataLoader, a list of pairs.
        Batches are moved to the model's device if they are elsewhere.
    loss : `loss(model(xb), yb)` gives one number, such as `nn.CrossEntropyLoss()`.
    epochs : passes over `batches`. Default: 1, or with `max_steps` as many as these steps need.
    max_steps : end after this many updates, in the middle of a pass if need be.
    test : (X, y) measured after each epoch and at the end: History.accuracy and History.test_loss.
    early_stopping : ends the run by the loss on `test`.
    on_step : called as `on_step(step, loss)` after each update, step from 1, loss a tensor; True ends the run.
    progress : show a bar while training; it is gone at the end.

    On the CPU the first steps find out whether one thread or all of PyTorch's make a step faster; the run keeps to that.

    Returns
    -------
    History. An interrupt (the stop button, Ctrl-C) keeps the weights and the history so far and returns them
    with `stopped == "interrupted"`; a loss that is no longer a number ends the run with advice in `stopped`.

    Raises
    ------
    ValueError : `batches` gives nothing, epochs or max_steps below 1, early stopping without `test`.

    Taught in: 07_mlp_mnist
    """
    for name, number in (("epochs", epochs), ("max_steps", max_steps)):
        if number is not None and number < 1:
            raise ValueError(f"{name} must be 1 or more, not {number}.")
    if early_stopping is not None and test is None:
        raise ValueError("early stopping needs data to watch: give fit(..., test=(X_val, y_val)) as well.")
    run = _Run(model, loss, optimizer, test, early_stopping, on_step)
    last_epoch = epochs or (1 if max_steps is None else math.inf)
    last_step = max_steps or math.inf
    length = len(batches) if hasattr(batches, "__len__") else None
    bar = Progress(min(last_step, last_epoch * length) if length else None) if progress else None
    start = time.perf_counter()
    try:
        with in_mode(model, training=True):
            run.train(batches, last_epoch, last_step, length, bar)
    except KeyboardInterrupt:
        run.history.stopped = "interrupted"
    finally:
        run.read_losses()
        if early_stopping is not None:
            early_stopping.finish(model)
        run.history.seconds = time.perf_counter() - start
        run.threads.close()
        if bar is not None:
            bar.close()
    if progress and run.history.stopped:
        print(f"Training ended early, at step {run.history.steps}: {run.history.stopped}")
    return run.history


class _Run:
    """One call of `fit`: what its loop needs to know, and the losses that have not been read yet."""

    def __init__(self, model, loss, optimizer, test, early_stopping, on_step):
        self.model, self.loss, self.optimizer = model, loss, optimizer
        self.test, self.early_stopping, self.on_step = test, early_stopping, on_step
        self.history = History()
        self.unread: list[Tensor] = []
        self.read = 0                                      # losses in the history
        self.device = next((p.device for p in model.parameters()), None)
        self.threads = Threads(self.device)
        if early_stopping is not None:
            early_stopping.start()

    def train(self, batches, last_epoch: float, last_step: float, length: int | None, bar: Progress | None) -> None:
        """Loop until the last step or epoch, or until `history.stopped` says why not."""
        model, loss, optimizer, history = self.model, self.loss, self.optimizer, self.history
        device, on_step, threads = self.device, self.on_step, self.threads
        step = 0
        while history.epochs < last_epoch:
            before = step
            for xb, yb in batches:
                if xb.device != device and device is not None:
                    xb, yb = xb.to(device, non_blocking=True), yb.to(device, non_blocking=True)
                value = loss(model(xb), yb)            # the four lines of lesson 7
                optimizer.zero_grad()
                value.backward()
                self.unread.append(value.detach())     # before the update: an interrupt must not lose its loss
                optimizer.step()
                step += 1
                if on_step is not None and on_step(step, self.unread[-1]):
                    history.stopped = "on_step ended the run"
                threads()
                if len(self.unread) >= READ_EVERY or (bar is not None and bar.due()):
                    self.read_losses()
                    if bar is not None:
                        bar.update(step, history)
                if history.stopped or step >= last_step:
                    break
            else:
                length = step - before                 # known now, if not before
            history.epochs += step - before == length
            if step == before:
                raise ValueError("the batches gave nothing: give a TensorBatches, a DataLoader or a list of pairs.")
            self.read_losses()
            if not history.stopped:
                self.measure()
            if history.stopped or step >= last_step:
                return

    def read_losses(self) -> None:
        """Move the waiting losses into the history; the first that is not a number ends the run."""
        if not self.unread:
            return
        history, values = self.history, torch.stack(self.unread).flatten().tolist()
        bad = next((k for k, value in enumerate(values) if not math.isfinite(value)), None)
        if bad is not None:
            values = values[:bad + 1]
        end = self.read + len(values)
        # an interrupt between these lines loses nothing: what is done twice has the same result
        history.loss[self.read:] = values
        self.read, self.unread = end, []
        if bad is not None:
            lr = self.optimizer.param_groups[0].get("lr")
            advice = f" ({lr / 10:g} instead of {lr:g})" if isinstance(lr, float) else ""
            history.stopped = (f"the loss is not a finite number after step {end}: "
                               f"make a new model and try a learning rate 10 times smaller{advice}")

    def measure(self) -> None:
        """Measure on the test data, and ask whether to stop."""
        if self.test is None:
            return
        history = self.history
        acc, test_loss = evaluate(self.model, *self.test, self.loss)
        history.accuracy.append(acc)
        history.test_loss.append(test_loss)
        stopping = self.early_stopping
        if stopping is not None and stopping.should_stop(len(history.test_loss), test_loss, self.model):
            history.stopped = (f"no smaller loss on the test data for {stopping.patience} epochs; "
                               f"the best was epoch {stopping.best_epoch}")
