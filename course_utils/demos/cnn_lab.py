"""A convolutional network learns digits while its settings move, and one digit shows what its filters see."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .. import data, nets
from ..device import choose
from ..live.demo import Demo, choice, integer, log_slider, toggle
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Images, Line, Scene
from ..live.track import Track
from .mnist_lab import digits_on
from .parts import OPTIMIZERS, Steered, count, counted, drawable, finite_or_stop, number, percent

TESTED = 400         # test digits behind the live accuracies
SHOWN = 297          # of them can be chosen: as many as the digits that ship have
EVERY = 10           # steps between two measurements of them
BATCH = 32
MOVE = 4             # how far the moved digits are moved, in pixels
FIRST, SECOND = 8, 16        # feature maps that are drawn of the two convolutions


def moved(x: torch.Tensor, by: int, generator: torch.Generator) -> torch.Tensor:
    """Images (n, 1, h, w), each moved at random by up to `by` pixels down and across; what enters is blank.

    Taught in: 09_convolution, section 1
    """
    h, w = x.shape[-2:]
    padded, image = F.pad(x, (by, by, by, by))[:, 0], torch.arange(len(x))[:, None, None]
    rows, columns = (torch.randint(0, 2 * by + 1, (len(x), 1), generator=generator) + torch.arange(size) for size in (h, w))
    return padded[image, rows[:, :, None], columns[:, None, :]][:, None]        # (n, h + 2·by, w + 2·by) -> (n, 1, h, w)


@dataclass
class CnnLab(Demo):
    """A LeNet trained with cross-entropy; its filters and feature maps for one test digit, which can be moved.

    Taught in: 09_convolution, sections 7 to 9
    """

    title: ClassVar[str] = "CNN lab: what a convolutional network sees"
    presets: ClassVar[dict[str, Preset]] = {
        "LeNet": Preset({}, "Two convolutions and a head that gives each place weights of its own: digits that are moved are mostly misread.",
            (Promise("most digits are right where they are, and fewer when they are moved", lambda demo: demo.accuracy > 0.7 and demo.accuracy_moved < 0.55, after=160),)),
        "the largest, wherever it is": Preset({"head": "pool", "channels": 8}, "The curve of the moved digits stays much nearer to the other one: this head asks what is there, and forgets where.",
            (Promise("the two curves stay together", lambda demo: abs(demo.accuracy - demo.accuracy_moved) < 0.26, after=160),
             Promise("it learns", lambda demo: demo.accuracy > 0.3, after=160)), compare=True),
        "two filters": Preset({"channels": 2}, "Two filters have to do for all ten digits: it learns all the same, as a rule a little behind six of them.",
            (Promise("it learns", lambda demo: demo.channels == 2 and demo.accuracy > 0.6, after=160),), compare=True),
        "batch normalisation": Preset({"norm": True}, "The same network, start and learning rate, with normalised maps: ahead from the first steps on.",
            (Promise("ahead after a few steps", lambda demo: demo.norm and demo.accuracy > 0.4, after=50),), compare=True),
        "too fast": Preset({"lr": 1.0}, "The updates overshoot: the accuracy stays near a guess, and maps go dark, many or all of them.",
            (Promise("a guess", lambda demo: demo.steps >= 60 and demo.accuracy < 0.25, after=60),)),
    }

    lr: float = log_slider(0.03, 1e-3, 10, label="learning rate", help="how far each update goes")
    optimizer: str = choice("momentum", OPTIMIZERS, label="optimiser", help="how gradients become steps")
    head: str = choice("flatten", nets.conv.HEADS, help="flatten: every place has weights of its own; pool: each map's largest value counts", rebuild=True)
    channels: int = choice(6, (2, 4, 6, 8), label="first filters", help="filters of the first convolution; the second has 16", rebuild=True)
    kernel: int = choice(5, (3, 5, 7), label="filter size", help="side of the filters in pixels", rebuild=True)
    norm: bool = toggle(False, label="batch norm", help="normalise each channel over the batch after the convolution", rebuild=True)
    digit: int = integer(0, 0, SHOWN - 1, help="which test digit is shown to the network")
    right: int = integer(0, -8, 8, label="move right", help="moves the digit shown, in pixels")
    down: int = integer(0, -8, 8, label="move down", help="moves the digit shown, in pixels")

    def reset(self) -> None:
        self.where = choose(self.device)
        self.name, x, self.y, x_test, y_test = digits_on(self.where)
        self.x, self.x_test, self.y_test = x.reshape(-1, 1, 28, 28), x_test[:TESTED].reshape(-1, 1, 28, 28), y_test[:TESTED]
        self.x_moved = moved(self.x_test.cpu(), MOVE, torch.Generator().manual_seed(9)).to(self.where)
        self.model = nets.lenet((self.channels, 16), self.head, self.norm, self.kernel,
                                generator=torch.Generator().manual_seed(self.seed)).to(self.where)
        self.optimiser, self.order = Steered(self.model), torch.Generator().manual_seed(self.seed)
        self.queue = torch.empty(0, dtype=torch.long)
        self.steps, self.loss = 0, float("nan")
        self.accuracies = Track(2)
        self.measure()

    def step(self) -> None:
        """One update with 32 digits: about 10 ms."""
        optimizer = self.optimiser.ready(self.optimizer, self.lr)
        self.model.train()
        if not len(self.queue):
            self.queue = torch.randperm(len(self.x), generator=self.order).to(self.where)
        rows, self.queue = self.queue[:BATCH], self.queue[BATCH:]
        loss = F.cross_entropy(self.model(data.scaled(self.x[rows])), self.y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        self.steps += 1
        self.loss = finite_or_stop(loss.item(), self.lr)
        if self.steps % EVERY == 0:
            self.measure()

    @torch.no_grad()
    def measure(self) -> None:
        """Accuracy on the test digits where they are, and on the same digits moved."""
        self.model.eval()
        self.accuracy, self.accuracy_moved = ((self.model(x).argmax(dim=1) == self.y_test).float().mean().item()
                                              for x in (self.x_test, self.x_moved))
        self.measured = self.steps
        self.accuracies.append(self.steps, 100 * self.accuracy, 100 * self.accuracy_moved)

    def shown(self) -> torch.Tensor:
        """The chosen digit, moved as the controls say, (1, 1, 28, 28)."""
        return F.pad(self.x_test[self.digit:self.digit + 1], (self.right, -self.right, self.down, -self.down))

    @torch.no_grad()
    def seen(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Maps of the first and of the second convolution after ReLU, (channels, h, w) each, and the ten probabilities."""
        self.model.eval()
        x, maps = self.shown(), []
        for layer in self.model:
            x = layer(x)
            if isinstance(layer, nn.ReLU) and x.ndim == 4:
                maps.append(drawable(x[0].cpu().numpy()))
        return maps[0], maps[1], drawable(x[0].softmax(dim=0).cpu().numpy())

    def scene(self) -> Scene:
        first, second, p = self.seen()
        filters = drawable(next(m for m in self.model if isinstance(m, nn.Conv2d)).weight.detach()[:FIRST, 0].cpu().numpy())
        span = (0, max(300, self.steps))         # the right half is free for the names of earlier runs
        curve = Axes(Line(self.accuracies.x, self.accuracies[0], color="green", label="where they are", keep=True),
                     Line(self.accuracies.x, self.accuracies[1], color="orange", style="dashed", label=f"moved by up to {MOVE}", keep=True),
                     x="update", y="right (%)", title="Test digits", xlim=span, ylim=(0, 100), width=1.1)
        given = Axes(Images(drawable(self.shown()[0].cpu().numpy()), columns=1, size=0.95, vmin=0, vmax=1),
                     title=f"Shown: a {int(self.y_test[self.digit])}", width=0.5, **_tiles(1, 1))
        answer = Axes(Bars(100 * p, names=tuple("0123456789"), color="blue"), x="digit", y="probability (%)", title="The answer", ylim=(0, 100), width=0.9)
        return Scene(curve, given, answer,
                     Axes(Images(_each(filters), columns=4, cmap="diverging", vmin=-1, vmax=1), title="First filters", width=0.75, height=0.55, **_tiles(4, 2)),
                     Axes(Images(_up(first[:FIRST]), columns=4, vmin=0, vmax=1), title="What they find: maps 1", width=0.75, height=0.55, **_tiles(4, 2)),
                     Axes(Images(_up(second[:SECOND]), columns=8, vmin=0, vmax=1), title="Maps 2", width=1.5, height=0.55, **_tiles(8, 2)),
                     caption=self.caption(p), columns=3, height=430,
                     readouts={"data": self.name, "update": count(self.steps), "training loss": "–" if np.isnan(self.loss) else number(self.loss, 2),
                               "test accuracy": percent(self.accuracy), "moved digits": percent(self.accuracy_moved)})

    def caption(self, p: np.ndarray) -> str:
        net = f"{count(nets.count_parameters(self.model))} parameters on {self.name}"
        place = "" if not (self.right or self.down) else ", moved " + " and ".join(
            counted(abs(n), "pixel") + " " + (ahead if n > 0 else back)
            for n, ahead, back in ((self.right, "to the right", "to the left"), (self.down, "down", "up")) if n) + ","
        digit = f"The {int(self.y_test[self.digit])}{place} is read as {int(p.argmax())} ({percent(p.max())})."
        if not self.measured:
            return f"{net}, untrained. {digit} Press ▶." if not self.steps else f"{net}, after {counted(self.steps, 'update')}. {digit}"
        return (f"{net}, after {counted(self.measured, 'update')}: {percent(self.accuracy)} of {len(self.y_test)} test digits are right, "
                f"{percent(self.accuracy_moved)} when they are moved. {digit}")


def _each(pictures: np.ndarray) -> np.ndarray:
    """Each picture on its own scale from −1 to 1."""
    return pictures / np.maximum(np.abs(pictures).max(axis=(1, 2), keepdims=True), 1e-9)


def _up(maps: np.ndarray) -> np.ndarray:
    """All maps on one scale from 0 to 1, so that a silent one stays dark."""
    return maps / max(float(maps.max()), 1e-9)


def _tiles(columns: int, rows: int) -> dict:
    return {"frame": False, "legend": False, "xlim": (-0.55, columns - 0.45), "ylim": (0.45 - rows, 0.55)}
