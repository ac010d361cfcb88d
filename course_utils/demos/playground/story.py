"""What the playground tells: presets, guided steps, the caption."""
from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ...live.guide import Step
from ...live.preset import Preset, Promise
from ..parts import count, number, percent

if TYPE_CHECKING:
    from . import Playground

RING = {"dataset": "circles", "layers": 2, "hidden1": 8, "hidden2": 8, "activation": "tanh"}
FORTY = {"dataset": "moons", "noise": 0.35, "examples": 40, "layers": 2, "hidden1": 32, "hidden2": 32, "optimizer": "Adam", "lr": 0.01}
SPIRAL = {"dataset": "spirals", "noise": 0.05, "optimizer": "Adam", "lr": 0.01, "activation": "tanh"}

PRESETS = {
    "no bend": Preset(
        {**RING, "activation": "identity"},
        "Two hidden layers, but nothing non-linear between them: only a straight border is possible, and about half stays wrong.",
        (Promise("about half is wrong", lambda demo: demo.train_accuracy < 0.7 and demo.train_loss > 0.65, after=600),), speed="20 steps/s"),
    "one bend is enough": Preset(
        {"dataset": "circles", "layers": 1, "hidden1": 4, "activation": "tanh", "lr": 0.5},
        "Same data, four tanh neurons: watch how their straight edges join into a ring, within about 600 updates.",
        (Promise("the ring is closed", lambda demo: demo.train_accuracy > 0.9, after=600),), speed="20 steps/s"),
    "a better input": Preset(
        {"dataset": "circles", "layers": 1, "hidden1": 1, "inputs": ("x₁²", "x₂²"), "activation": "tanh", "lr": 0.5},
        "A single neuron, given the squares: x₁² + x₂² is the distance from the middle, squared, and a ring is one cut. Good inputs save neurons.",
        (Promise("one neuron is enough", lambda demo: demo.train_accuracy > 0.95, after=600),), speed="20 steps/s"),
    "spiral, too narrow": Preset(
        {**SPIRAL, "layers": 1, "hidden1": 4},
        "Four neurons cannot wind around a spiral, however long you wait. Now raise hidden 1 and the layers.",
        (Promise("many are wrong", lambda demo: demo.train_accuracy < 0.85, after=1000),)),
    "spiral, wide enough": Preset(
        {**SPIRAL, "layers": 2, "hidden1": 24, "hidden2": 16},
        "Two wide layers: nothing much for 300 updates, then the border winds up; after about 1,200 both arms are told apart.",
        (Promise("nothing much", lambda demo: demo.train_accuracy < 0.9, after=200),
         Promise("both arms are told apart", lambda demo: demo.train_accuracy > 0.95, after=1200))),
    "learning rate too large": Preset(
        {**RING, "optimizer": "momentum", "lr": 1.0},
        "The loss jumps instead of falling. To lower the learning rate now comes too late: the weights are so large that nearly every tanh is flat. Reset.",
        (Promise("it jumps", lambda demo: (np.diff(demo.curves[0]) > 0.1).sum() >= 5 and demo.train_accuracy < 0.8, after=300),
         Promise("it is no better than a constant guess", lambda demo: np.mean(demo.curves.lasts(0, 20)) > 0.6, after=300)), speed="20 steps/s"),
    "a tenth of it": Preset(
        {**RING, "optimizer": "momentum", "lr": 0.1},
        "The same network from the same start, learning rate 0.1: the loss falls, and the ring is found within 600 updates.",
        (Promise("the loss falls", lambda demo: demo.train_loss < 0.25 and demo.train_accuracy > 0.9, after=600),), speed="20 steps/s", compare=True),
    "learning the noise": Preset(
        FORTY, "Forty noisy examples, 1,185 parameters: the training loss falls, the test loss turns and rises. That is overfitting.",
        (Promise("training loss near 0, test loss half as high again as its least",
                 lambda demo: demo.train_loss < 0.15 and demo.test_loss > 1.5 * demo.curves[1].min(), after=600),)),
    "the cure: L2": Preset(
        {**FORTY, "l2": 0.03}, "The same network from the same start, with a pull on its weights: a smoother border, a far lower test loss.",
        (Promise("the test loss stays near its least", lambda demo: demo.test_loss < 1.5 * demo.curves[1].min(), after=600),
         Promise("it learns, but not the noise", lambda demo: 0.1 < demo.train_loss < 0.45, after=600)), compare=True),
    "a surface": Preset(
        {"dataset": "hills", "layers": 2, "hidden1": 16, "hidden2": 16, "activation": "tanh", "optimizer": "Adam", "lr": 0.01},
        "A number for each point instead of a class: two hills, two hollows. The loss is the mean squared error.",
        (Promise("hills and hollows are found", lambda demo: demo.train_loss < 0.06, after=800),)),
}

GUIDE = (
    Step("Choose the preset “no bend” and run about 300 updates.", "What does the border look like, and why do two hidden layers not help?",
         lambda demo: demo.dataset == "circles" and demo.activation == "identity" and demo.steps >= 300,
         "One straight border: without a non-linear activation any number of layers is one linear map, and about half is wrong.",
         lambda demo: demo.train_accuracy < 0.7, ("no bend", 30)),
    Step("Choose “one bend is enough” and run 600 updates. Then point at each of the four hidden neurons.", "What does each of them draw?",
         lambda demo: demo.dataset == "circles" and demo.activation != "identity" and demo.steps >= 600 and demo.pointed.startswith("neuron"),
         "Each one soft edge; the output layer joins them into a ring.",
         lambda demo: demo.train_accuracy > 0.9, ("one bend is enough", 60, lambda demo: demo.hover("neuron 1 of layer 1"))),
    Step("Choose “a better input” and run 300 updates.", "Can a single neuron find the ring?",
         lambda demo: demo.dataset == "circles" and demo.hidden_sizes == [1] and "x₁²" in demo.inputs and demo.steps >= 300,
         "Yes, given the squares: x₁² + x₂² grows from the middle outwards, and one cut through it is a ring.",
         lambda demo: demo.train_accuracy > 0.9, ("a better input", 30)),
    Step("Choose “learning rate too large”, let the loss jump a while, then lower the learning rate to about 0.1 while it runs.", "Does the network recover?",
         lambda demo: demo.optimizer == "momentum" and demo.lr <= 0.15 and len(demo.curves.x) > 30 and demo.curves[0].max() > 1,
         "Hardly: the weights are so large that every tanh sits where its slope is nearly 0. Started with 0.1, the same network succeeds.",
         lambda demo: demo.train_loss > 0.3, ("learning rate too large", 30, {"lr": 0.1}, 30)),
    Step("Choose “learning the noise” and run 600 updates.", "Which loss falls and which rises?",
         lambda demo: demo.examples == 40 and demo.l2 == 0 and demo.steps >= 600,
         "The training loss falls towards 0 while the test loss rises: the network has far more weights than examples, and learns the noise.",
         lambda demo: demo.test_loss > 2 * demo.train_loss, ("learning the noise", 60)),
    Step("Choose “the cure: L2” and run 600 updates.", "Where does the test loss end now?",
         lambda demo: demo.examples == 40 and demo.l2 > 0 and demo.steps >= 600,
         "Far lower, though the training loss stays higher: lesson 8 is about that.",
         lambda demo: demo.test_loss < 1.0 and demo.train_loss > 0.1, ("the cure: L2", 60)),
)


def caption(demo: Playground) -> str:
    total = sum(p.numel() for p in demo.net.model.parameters())
    shape = "-".join(map(str, [len(demo.inputs), *demo.hidden_sizes, 1]))
    start = f"A {shape} network ({count(total)} parameters) "
    if not demo.steps:
        return start + "before training: its weights are random. Press ▶."
    if not math.isfinite(demo.train_loss):
        return f"{start}has lost its numbers: the learning rate was too large. Press reset."
    turned = demo.test_loss > 1.1 * demo.curves[1].min()
    overfits = turned and demo.test_loss - demo.train_loss > (0.03 if demo.net.regression else 0.2) and demo.test_loss > 1.5 * demo.train_loss
    if demo.net.regression:
        said = f"is, after {count(demo.steps)} updates, off by {number(math.sqrt(demo.train_loss), 2)} (RMSE) on the training points and by "
        return f"{start}{said}{number(math.sqrt(demo.test_loss), 2)} on new ones{': it overfits' if overfits else ''}."
    said = (f"gets, after {count(demo.steps)} updates, {percent(demo.train_accuracy)} of the training and "
            f"{percent(demo.test_accuracy)} of the test examples right")
    if overfits:
        return f"{start}{said}. It does much better on examples it has seen than on new ones: it overfits."
    if demo.train_loss > 0.72 and demo.steps > 100:
        return f"{start}{said}. A loss of {number(demo.train_loss, 2)} is worse than that of a constant guess, 0.69: the learning rate {demo.lr:.2g} is too large. Reset with a smaller one."
    if demo.train_accuracy < 0.75:
        return f"{start}{said}: it has not found the border."
    return f"{start}{said}."
