"""How many threads make a training step fastest? That is measured, in the first steps of a run."""
from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

import torch

ROUNDS, STEPS = 3, 4      # one thread and all of them take turns: so often, for so many steps
CLEAR = 2.0               # one is so many times as fast as the other: no further round is needed
GAIN = 0.9                # what more threads must bring a step's time down to; else their cores are free for other work


class Threads:
    """Called after each step of a run on the CPU: tries one thread and all of PyTorch's, then keeps the faster.

    Small matrices gain little from many threads, and lose much where another program wants the cores. The steps that
    are timed are steps of the run itself; results differ by rounding at most. Never more threads than were set before.
    """

    def __init__(self, device: torch.device | None):
        self.before = self.ours = torch.get_num_threads()
        on_cpu = device is None or device.type == "cpu"
        self.trial = self._try() if on_cpu and self.before > 1 else iter(())

    def __call__(self) -> None:
        next(self.trial, None)

    def _try(self) -> Iterator[None]:
        took: dict[int, list[float]] = {1: [], self.before: []}
        yield                                              # the first step sets up memory and optimiser
        for number in (*took,) * ROUNDS:
            self._set(number)
            yield                                          # the first one after a change is not counted
            for _ in range(STEPS):
                start = time.perf_counter()
                yield
                took[number].append(time.perf_counter() - start)
            if number == 1:
                continue
            one, every = (median(times) for times in took.values())
            if every > CLEAR * one or one > CLEAR * every:
                break
        self._set(self.before if every < GAIN * one else 1)

    def _set(self, number: int) -> None:
        if torch.get_num_threads() != self.ours:           # somebody chose during the run: their choice stays
            return
        if number != self.ours:
            self.ours = number
            torch.set_num_threads(number)

    def close(self) -> None:
        """Put back the number of threads from before the run."""
        self._set(self.before)
