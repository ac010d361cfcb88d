"""What the playground says: presets, guided steps, the caption."""
from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...live.demo import Preset
from ..parts import count, number, percent

if TYPE_CHECKING:
    from . import Playground

PRESETS = {
    "no bend": Preset({"dataset": "circles", "activation": "identity", "layers": 2, "hidden1": 8, "hidden2": 8},
                      "Two hidden layers, but nothing non-linear between them: only a straight border is possible, about half is wrong."),
    "one bend is enough": Preset({"dataset": "circles", "layers": 1, "hidden1": 4, "activation": "tanh", "lr": 0.5},
                                 "Same data, four tanh neurons: watch how their straight edges join into a ring, within about 600 steps."),
    "spiral, too narrow": Preset({"dataset": "spirals", "noise": 0.05, "layers": 1, "hidden1": 4, "optimizer": "Adam", "lr": 0.01},
                                 "Four neurons cannot wind around a spiral, however long you wait. Now raise hidden 1 and the layers."),
    "spiral, wide enough": Preset({"dataset": "spirals", "noise": 0.05, "layers": 2, "hidden1": 24, "hidden2": 16, "activation": "tanh",
                                   "optimizer": "Adam", "lr": 0.01},
                                  "Two wide layers: nothing much for 300 steps, then the border winds up; after about 1,000 both arms are told apart."),
    "learning rate too large": Preset({"dataset": "circles", "lr": 3.0, "layers": 2, "hidden1": 8, "hidden2": 8, "activation": "tanh"},
                                      "The loss jumps instead of falling. Lower the learning rate while it runs: it recovers. After a run with 5 it does not."),
    "learning the noise": Preset({"dataset": "moons", "noise": 0.35, "examples": 40, "layers": 2, "hidden1": 32, "hidden2": 32,
                                  "optimizer": "Adam", "lr": 0.01},
                                 "Forty noisy examples, 1,185 parameters: training loss falls, test loss rises. That is overfitting."),
    "the cure: L2": Preset({"dataset": "moons", "noise": 0.35, "examples": 40, "layers": 2, "hidden1": 32, "hidden2": 32,
                            "optimizer": "Adam", "lr": 0.01, "l2": 0.03},
                           "The same network from the same start, with a pull on its weights: a smoother border, a far lower test loss."),
}

GUIDE = ()


def caption(demo: Playground) -> str:
    total = sum(p.numel() for p in demo.net.model.parameters())
    shape = "-".join(map(str, [len(demo.inputs), *demo.hidden_sizes, 1]))
    start = f"A {shape} network ({count(total)} parameters) "
    if not demo.steps:
        return start + "before training: its weights are random. Press ▶."
    if not math.isfinite(demo.train_loss):
        return f"{start}has lost its numbers: the learning rate was too large. Press reset."
    gap = demo.test_loss - demo.train_loss
    said = (f"gets, after {count(demo.steps)} steps, {percent(demo.train_accuracy)} of the training and "
            f"{percent(demo.test_accuracy)} of the test examples right")
    if gap > 0.15 and demo.test_loss > 1.5 * demo.train_loss:
        return f"{start}{said}. It does much better on examples it has seen than on new ones: it overfits."
    if demo.train_accuracy < 0.6 and demo.lr >= 1 and demo.steps > 300:
        return f"{start}{said}, hardly better than guessing: the learning rate {demo.lr:.2g} is too large. Lower it; if nothing moves then, press reset."
    if demo.train_accuracy < 0.75:
        return f"{start}{said}: it has not found the border yet."
    return f"{start}{said}; the loss is {number(demo.train_loss, 2)} on the first and {number(demo.test_loss, 2)} on the second."
