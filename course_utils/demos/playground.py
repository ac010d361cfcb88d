"""A small network learns to tell two classes in the plane apart; every setting can be moved while it learns."""
from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import nn

from .. import data, nets
from ..live.demo import Demo, choice, integer, log_slider, slider
from ..live.preset import Preset
from ..live.scene import Axes, HeatMap, Images, Line, Points, Scene, Segments, Text
from ..live.track import Track
from .parts import OPTIMIZERS, Steered, count, drawable, finite_or_stop, number, percent, small

GRID = 48            # points a side on which the surface is computed
THIN = 3             # the small pictures take every third of them
SOFT = 0.55          # how strongly the surface is coloured: paler than the points on it
SHOWN = 8            # neurons of a layer that are drawn
STEPS = 10           # optimiser steps of one step(), about 5 ms


@dataclass
class Playground(Demo):
    """A network with two inputs, 1-3 hidden layers and one output, trained with binary cross-entropy.

    The idea is TensorFlow Playground's (Smilkov, Carter and others, 2016); here PyTorch does the work.
    Computed on the CPU unless `device` asks for another: a network this small is slower on a GPU.
    Taught in: 06_mlp, playground
    """

    title = "Playground: a network learns to separate two classes"
    presets = {
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

    dataset: str = choice("moons", data.TOY_SETS, label="data", help="which points to tell apart", rebuild=True)
    noise: float = slider(0.15, 0.0, 0.5, 0.01, help="how far the points are scattered", rebuild=True)
    examples: int = integer(200, 20, 400, 10, help="training examples; as many again are kept for testing", rebuild=True)
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
    batch_size: int = integer(16, 1, 128, label="batch size", help="training examples used for each update")

    @property
    def hidden_sizes(self) -> list[int]:
        return [self.hidden1, self.hidden2, self.hidden3][:self.layers]

    def reset(self) -> None:
        self.where = small(self.device)
        make = data.TOY_SETS[self.dataset]
        X, y = make(n=self.examples, noise=self.noise, seed=self.seed)
        X_test, y_test = make(n=self.examples, noise=self.noise, seed=self.seed + 10_000)
        self.X, self.X_test, self.y, self.y_test = X, X_test, y.float(), y_test.float()
        self.reach = 1.08 * torch.cat([self.X, self.X_test]).abs().max().item()
        side = torch.linspace(-self.reach, self.reach, GRID, dtype=torch.float32)
        grid = torch.stack(torch.meshgrid(side, side, indexing="xy"), dim=-1).reshape(-1, 2)      # (GRID², 2), row 0 at the bottom
        self.on_device = [v.to(self.where) for v in (self.X, self.y, self.X_test, self.y_test, grid)]
        self.model = nets.mlp([2, *self.hidden_sizes, 1], activation=self.activation, seed=self.seed).to(self.where)
        self.optimiser = Steered(self.model)
        self.order = torch.Generator().manual_seed(self.seed)
        self.queue = torch.empty(0, dtype=torch.long)
        self.steps, self.curves = 0, Track(2)
        self.measure()

    def measure(self) -> None:
        """Loss and accuracy on all training and all test examples."""
        X, y, X_test, y_test, _ = self.on_device
        with torch.no_grad():
            logits = self.model(torch.cat([X, X_test])).squeeze(1)
            loss = nn.functional.binary_cross_entropy_with_logits(logits, torch.cat([y, y_test]), reduction="none")
            right = ((logits > 0).float() == torch.cat([y, y_test])).float()
            n = len(X)
            values = torch.stack([loss[:n].mean(), loss[n:].mean(), right[:n].mean(), right[n:].mean()]).tolist()
        self.train_loss, self.test_loss, self.train_accuracy, self.test_accuracy = values
        if np.isfinite(values).all():
            self.curves.append(self.steps, self.train_loss, self.test_loss)

    def batch(self) -> torch.Tensor:
        """The next example numbers; each epoch goes once through all of them in a new order."""
        if not len(self.queue):
            self.queue = torch.randperm(len(self.X), generator=self.order)
        rows, self.queue = self.queue[:self.batch_size], self.queue[self.batch_size:]
        return rows.to(self.where)

    def step(self) -> None:
        X, y, *_ = self.on_device
        optimizer = self.optimiser.ready(self.optimizer, self.lr, self.l2)
        for _ in range(STEPS):
            rows = self.batch()
            loss = nn.functional.binary_cross_entropy_with_logits(self.model(X[rows]).squeeze(1), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        self.steps += STEPS
        self.measure()
        finite_or_stop(self.train_loss, self.lr)

    def surfaces(self) -> tuple[np.ndarray, list[np.ndarray]]:
        """P(class 1) on the grid, (GRID, GRID), and for each hidden layer its drawn neurons' outputs there, (neurons, rows, columns)."""
        hidden, out = [], self.on_device[-1]
        with torch.no_grad():
            for module in self.model:
                out = module(out)
                if not isinstance(module, (nn.Linear, nn.Dropout)):
                    hidden.append(out[:, :SHOWN])
            probability = drawable(torch.sigmoid(out).reshape(GRID, GRID).cpu().numpy(), nan=0.5)
            hidden = [drawable(h.T.reshape(-1, GRID, GRID)[:, ::THIN, ::THIN].cpu().numpy()) for h in hidden[:self.layers]]
        return probability, hidden

    def scene(self) -> Scene:
        probability, hidden = self.surfaces()
        r = self.reach
        plane = Axes(HeatMap(probability, extent=(-r, r, -r, r), cmap="diverging", vmin=0, vmax=1, alpha=SOFT),
                     Points(*self.X_test.T, color=self.y_test, size=4, filled=False),
                     Points(*self.X.T, color=self.y, size=7),
                     x="input 1", y="input 2", title="What the network says", xlim=(-r, r), ylim=(-r, r), equal=True)
        losses = Axes(Line(self.curves.x, self.curves[0], color="blue", label="training", keep=True),
                      Line(self.curves.x, self.curves[1], color="orange", style="dashed", label="test", keep=True),
                      x="step", y="loss (cross-entropy)", title="Loss", ylim=(0, max(1.0, 1.05 * self.curves.first[0])),
                      xlim=(0, max(200, self.steps)), width=0.9)
        return Scene(plane, self.diagram(hidden), losses, caption=self.caption(),
                     readouts={"step": str(self.steps), "epoch": f"{self.steps * self.batch_size / self.examples:.0f}",
                               "training loss": number(self.train_loss, 2), "test loss": number(self.test_loss, 2),
                               "training accuracy": percent(self.train_accuracy), "test accuracy": percent(self.test_accuracy)},
                     height=360)

    def diagram(self, hidden: list[np.ndarray]) -> Axes:
        """The network as a graph: each neuron a picture of its output over the plane, each weight a line."""
        side = np.linspace(-1, 1, GRID)[::THIN]
        inputs = np.stack(np.broadcast_arrays(side[None, :], side[:, None]))                 # (2, rows, columns)
        pictures = [inputs, *(h / np.maximum(np.abs(h).max(axis=(1, 2), keepdims=True), 1e-6) for h in hidden)]
        places = [np.stack([np.full(len(p), 1.9 * k), (len(p) - 1) / 2 - np.arange(len(p))], axis=1)
                  for k, p in enumerate(pictures)]                                           # per layer (neurons, 2)
        places.append(np.array([[1.9 * len(pictures), 0.0]]))
        weights = [drawable(m.weight.detach().cpu().numpy()) for m in self.model if isinstance(m, nn.Linear)]
        x0, y0, x1, y1, value = [], [], [], [], []
        for (left, right), w in zip(pairwise(places), weights, strict=True):
            shown = w[:len(right), :len(left)]                                               # (to, from)
            x0.append(np.tile(left[:, 0] + 0.42, len(right)))
            y0.append(np.tile(left[:, 1], len(right)))
            x1.append(np.repeat(right[:, 0] - 0.42, len(left)))
            y1.append(np.repeat(right[:, 1], len(left)))
            # each layer on its own scale, or one large weight would hide all others
            value.append(shown.ravel() / max(np.abs(shown).max(), 1e-9))
        flat = np.concatenate(pictures)[:, ::-1]                                             # pictures have row 0 on top
        where = np.concatenate(places[:-1])
        half = max(len(p) for p in pictures) / 2 + 1.2
        marks = [Segments(*map(np.concatenate, (x0, y0, x1, y1)), value=np.concatenate(value), width=3),
                 Images(flat, x=where[:, 0], y=where[:, 1], size=0.84, cmap="diverging", vmin=-1, vmax=1, smooth=True),
                 Points(places[-1][:, 0], places[-1][:, 1], color="ink", size=14),
                 Text(places[-1][0, 0], -0.75, "P(class 1)", size=11), Text(0, -1.45, "inputs", size=11)]
        for size, place in zip(self.hidden_sizes, places[1:], strict=False):
            below = -len(place) / 2 - 0.35
            marks.append(Text(place[0, 0], below, f"{size} neuron{'s' * (size > 1)}", size=11, color="muted"))
            if size > SHOWN:
                marks.append(Text(place[0, 0], below - 0.55, f"{size - SHOWN} not drawn", size=10, color="muted"))
        return Axes(*marks, title="Each neuron's view", frame=False, legend=False, xlim=(-0.8, 1.9 * len(pictures) + 1.2),
                    ylim=(-half, half), width=1.15)

    def caption(self) -> str:
        total = sum(p.numel() for p in self.model.parameters())
        shape = "-".join(map(str, [2, *self.hidden_sizes, 1]))
        start = f"A {shape} network ({count(total)} parameters) "
        if not self.steps:
            return start + "before training: its weights are random. Press ▶."
        if not math.isfinite(self.train_loss):
            return f"{start}has lost its numbers: the learning rate was too large. Press reset."
        gap = self.test_loss - self.train_loss
        said = (f"gets, after {count(self.steps)} steps, {percent(self.train_accuracy)} of the training and "
                f"{percent(self.test_accuracy)} of the test examples right")
        if gap > 0.15 and self.test_loss > 1.5 * self.train_loss:
            return f"{start}{said}. It does much better on examples it has seen than on new ones: it overfits."
        if self.train_accuracy < 0.6 and self.lr >= 1 and self.steps > 300:
            return f"{start}{said}, hardly better than guessing: the learning rate {self.lr:.2g} is too large. Lower it; if nothing moves then, press reset."
        if self.train_accuracy < 0.75:
            return f"{start}{said}: it has not found the border yet."
        return f"{start}{said}; the loss is {number(self.train_loss, 2)} on the first and {number(self.test_loss, 2)} on the second."
