"""A small network learns in the plane, two classes or a surface; every setting can be moved while it learns."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ... import nets
from ...live.demo import Demo, choice, integer, log_slider, several, slider, toggle
from ...live.scene import Scene
from ...live.track import Track
from ..parts import OPTIMIZERS, finite_or_stop, number, percent, small
from . import picture, story
from .network import GRID, Network, places
from .problems import DATA, INPUTS, given, thumbnails

HEAVIEST = 10.0      # the largest weight that can be set by hand


@dataclass
class Playground(Demo):
    """A network with inputs made of a point in the plane, 1-3 hidden layers and one output.

    Cross-entropy where two classes are to be told apart, the mean squared error where a surface is to be learned.
    The idea is TensorFlow Playground's (Smilkov, Carter and others, 2016); here PyTorch does the work.
    Computed on the CPU unless `device` asks for another: a network this small is slower on a GPU.
    Taught in: 06_mlp, playground
    """

    title = "Playground: a network learns in the plane"
    presets = story.PRESETS
    guide = story.GUIDE
    updates_per_step = 10          # about 5 ms

    dataset: str = choice("moons", DATA, label="data", help="what to learn: five pairs of classes to tell apart, two surfaces to follow",
                          rebuild=True, task=True, pictures=thumbnails)
    inputs: tuple = several(("x₁", "x₂"), INPUTS, help="what the network is given of each point; a click on an input in the picture does the same", rebuild=True)
    noise: float = slider(0.15, 0.0, 0.5, 0.01, help="how far the points are scattered", rebuild=True, task=True)
    examples: int = integer(200, 20, 400, 10, help="training examples; as many again are kept for testing", rebuild=True, task=True)
    layers: int = integer(2, 1, 3, label="hidden layers", help="how many layers lie between input and output", rebuild=True)
    hidden1: int = integer(8, 1, 32, label="hidden 1", help="neurons in the first hidden layer", rebuild=True)
    hidden2: int = integer(8, 1, 32, label="hidden 2", help="neurons in the second hidden layer", rebuild=True,
                           shown=lambda demo: demo.layers >= 2)
    hidden3: int = integer(8, 1, 32, label="hidden 3", help="neurons in the third hidden layer", rebuild=True,
                           shown=lambda demo: demo.layers >= 3)
    activation: str = choice("tanh", nets.ACTIVATIONS, help="what is applied to each hidden neuron's sum; identity leaves it as it is", rebuild=True)
    lr: float = log_slider(0.1, 1e-4, 10, label="learning rate", help="how far each update goes")
    optimizer: str = choice("SGD", OPTIMIZERS, label="optimiser", help="how gradients become steps; a new one keeps the weights and starts with empty memory")
    l2: float = choice(0.0, (0.0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1), label="L2", help="pulls every weight towards 0: adds L2 · w to its gradient")
    batch_size: int = integer(16, 1, 128, label="batch size", help="training examples used for each update", most=lambda demo: demo.examples)
    show_test: bool = toggle(True, label="test points", help="the hollow points, which are not trained on")
    in_steps: bool = toggle(False, label="surface in steps", help="no shades: only which side of the border, or for a surface only every quarter")
    weight: float = slider(0.0, -HEAVIEST, HEAVIEST, 0.05, help="the weight that was clicked in the picture; training may move it again",
                           shown=lambda demo: bool(demo.chosen), state=True)

    @property
    def hidden_sizes(self) -> list[int]:
        return [self.hidden1, self.hidden2, self.hidden3][:self.layers]

    def reset(self) -> None:
        self.net = Network(self.dataset, self.examples, self.noise, self.inputs, self.hidden_sizes, self.activation, self.seed, small(self.device))
        shape = self.inputs, tuple(self.hidden_sizes)
        neurons, self.edges = picture.neurons(*shape), picture.edges(*shape)
        self.parts = tuple(name for layer in neurons[:-1] for name in layer), tuple(self.edges)
        # what the inputs that are switched off would be given, for their pale pictures
        unused = tuple(name for name in INPUTS if name not in self.inputs)
        everywhere = places(self.net.reach)
        self.unused = (given(everywhere, unused) if unused else everywhere[:, :0]).T.reshape(-1, GRID, GRID).numpy()
        self.pointed = ""
        self.chosen = getattr(self, "chosen", "") if getattr(self, "chosen", "") in self.edges else ""
        self.steps, self.curves = 0, Track(2)
        self.measure()

    def measure(self) -> None:
        """Loss and accuracy on all training and all test examples."""
        self.train_loss, self.test_loss, self.train_accuracy, self.test_accuracy = self.net.measure()
        if np.isfinite([self.train_loss, self.test_loss]).all():
            self.curves.append(self.steps, self.train_loss, self.test_loss)
        if self.chosen:
            self.weight = float(np.clip(np.nan_to_num(self.net.weight(self.edges[self.chosen])), -HEAVIEST, HEAVIEST))

    def step(self) -> None:
        self.net.train(self.updates_per_step, self.batch_size, self.optimizer, self.lr, self.l2)
        self.steps += self.updates_per_step
        self.measure()
        finite_or_stop(self.train_loss, self.lr)

    def set(self, **values: Any) -> bool:
        rebuilt = super().set(**values)
        if "weight" in values and self.chosen and not rebuilt:
            self.net.set_weight(self.edges[self.chosen], self.weight)
            self.train_loss, self.test_loss, self.train_accuracy, self.test_accuracy = self.net.measure()
        return rebuilt

    def hover(self, part: str) -> None:
        self.pointed = part

    def pick(self, part: str) -> dict[str, Any]:
        """An input is switched on or off, a weight is read and can be set; anywhere else the weight is let go."""
        name = part.removeprefix("input ").removesuffix(", off")
        if name in INPUTS and part != name:
            return {"inputs": tuple(n for n in INPUTS if (n in self.inputs) != (n == name)) or self.inputs}
        self.chosen = part if part in self.edges and part != self.chosen else ""
        if self.chosen:
            self.weight = float(np.clip(np.nan_to_num(self.net.weight(self.edges[part])), -HEAVIEST, HEAVIEST))
        return {}

    def scene(self) -> Scene:
        views = [v.cpu().numpy() for v in self.net.views()]
        read = {"update": str(self.steps), "epoch": f"{self.steps * self.batch_size / self.examples:.0f}",
                "training loss": number(self.train_loss, 2), "test loss": number(self.test_loss, 2)}
        if not self.net.regression:
            read |= {"training accuracy": percent(self.train_accuracy), "test accuracy": percent(self.test_accuracy)}
        return Scene(picture.plane(self, views), picture.diagram(self, views), picture.losses(self), caption=story.caption(self),
                     readouts=read, height=380)
