"""A network learns handwritten digits while its settings are moved."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import nn

from .. import data, nets
from ..device import choose
from ..live.demo import Demo, choice, integer, log_slider, slider
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Images, Line, Scene
from ..live.track import Track
from .parts import OPTIMIZERS, Steered, count, counted, drawable, finite_or_stop, number, percent

SHOWN = 24           # misclassified digits and first-layer weights that are drawn
TESTED = 2000        # test examples behind the live accuracy
EVERY = 8            # calls of step() between two measurements of it
WIDTHS = (8, 16, 32, 64, 128, 256, 512)


@lru_cache(maxsize=2)
def digits_on(device: torch.device) -> tuple[str, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Name, training images (n, 784) and labels (n,), test images and labels; read once a process and kept on the device.

    The training images stay in their bytes (uint8), shared by all kernels: `data.scaled` makes a batch of them float32.
    """
    images = data.mnist()
    return images.name, *(v.to(device) for v in (images.pixels_train.flatten(1), images.y_train,
                                                 data.scaled(images.pixels_test[:TESTED]).flatten(1), images.y_test[:TESTED]))


@dataclass
class MnistLab(Demo):
    """A multilayer perceptron 784 → hidden layers → 10 logits, trained with cross-entropy on MNIST (or the digits that ship).

    Taught in: 07_mlp_mnist, MNIST lab
    """

    title = "MNIST lab: a network learns handwritten digits"
    step_is = "6 updates, fewer with large batches"
    presets = {
        "the lesson's network": Preset({}, "784-128-128-10, SGD, learning rate 0.1, batch 64: around 90 % or better after 900 updates, within seconds.",
            (Promise("around 90 % or better after 900 updates", lambda demo: demo.accuracy > 0.85, after=900),)),
        "Adam": Preset({"optimizer": "Adam", "lr": 0.001}, "Faster at first than plain SGD. Run the lesson's network, then this one: the first run stays as a faint curve.",
            (Promise("ahead of plain SGD early on: well over half after 100 updates", lambda demo: demo.accuracy > 0.5, after=100),
             Promise("and past 85 % by 300", lambda demo: demo.accuracy > 0.85, after=300)), compare=True),
        "too fast": Preset({"lr": 2.0}, "Each update overshoots and the ReLU units die: the accuracy stays near 10 %, a guess. A lower learning rate does not wake them: lower it and press reset.",
            (Promise("a guess", lambda demo: demo.steps >= 150 and demo.accuracy < 0.25, after=150),
             Promise("and a guess it stays", lambda demo: demo.accuracy < 0.25, after=300))),
        "no hidden layer": Preset({"layers": 0}, "784-10: ten linear templates, one a digit, which you can see as the weights. Soon over 80 % are right, then only slowly more.",
            (Promise("over 80 % after some hundred updates", lambda demo: demo.accuracy > 0.8 and demo.layers == 0, after=300),), compare=True),
        "a bottleneck": Preset({"layers": 1, "hidden1": 8}, "Every digit has to pass through 8 numbers: still most are right. Look which pairs it mixes up.",
            (Promise("most are right", lambda demo: demo.hidden1 == 8 and demo.accuracy > 0.6, after=450),), compare=True),
        "half switched off": Preset({"dropout": 0.5}, "Half of the hidden units are missing in each update: the training loss is higher, the test accuracy hardly lower.",
            (Promise("the training loss is high for so many right answers", lambda demo: demo.loss > 0.3 and demo.accuracy > 0.6, after=300),), compare=True),
    }

    lr: float = log_slider(0.1, 1e-4, 10, label="learning rate", help="how far each update goes")
    layers: int = integer(2, 0, 3, label="hidden layers", help="how many layers lie between input and output; 0 leaves a linear classifier", rebuild=True)
    hidden1: int = choice(128, WIDTHS, label="hidden 1", help="units in the first hidden layer", rebuild=True, shown=lambda demo: demo.layers >= 1)
    hidden2: int = choice(128, WIDTHS, label="hidden 2", help="units in the second hidden layer", rebuild=True, shown=lambda demo: demo.layers >= 2)
    hidden3: int = choice(64, WIDTHS, label="hidden 3", help="units in the third hidden layer", rebuild=True, shown=lambda demo: demo.layers >= 3)
    activation: str = choice("relu", nets.ACTIVATIONS, help="what is applied to each hidden unit's sum; identity leaves it as it is", rebuild=True)
    batch_size: int = choice(64, (1, 4, 16, 32, 64, 128, 256, 512), label="batch size", help="images used for each update")
    optimizer: str = choice("SGD", OPTIMIZERS, label="optimiser", help="how gradients become steps; a new one keeps the weights and starts with empty memory")
    dropout: float = slider(0.0, 0.0, 0.9, 0.05, help="share of the hidden units set to 0 in each update", shown=lambda demo: demo.layers >= 1)

    guide = (
        Step("Press ▶ with the lesson's network.", "After how many steps does the test accuracy pass 85 %?",
             lambda demo: demo.optimizer == "SGD" and demo.layers == 2 and demo.accuracy > 0.85, "After some hundreds of steps.",
             lambda demo: 100 <= demo.steps <= 900, (150,)),
        Step("Choose “Adam” and run about 120 steps.", "Which of the two is ahead at first?",
             lambda demo: demo.optimizer == "Adam" and demo.steps >= 120,
             "Adam: it divides every gradient by its usual size, so the many weak ones count from the first step on.",
             lambda demo: demo.accuracy > 0.75, ("Adam", 25)),
        Step("Choose “too fast” and run.", "What does the accuracy do?",
             lambda demo: demo.lr >= 1.5 and demo.optimizer == "SGD" and demo.steps >= 120,
             "It stays near 10 %, a guess: most ReLU units say 0 for every image, and only Reset wakes them.",
             lambda demo: demo.accuracy < 0.3, ("too fast", 40)),
        Step("Choose “no hidden layer” and run.", "What can you recognise in the weights now?",
             lambda demo: demo.layers == 0 and demo.steps >= 120,
             "Blurred digits: the network compares each image with one template for each digit.",
             lambda demo: len(demo.pictures) == 10, ("no hidden layer", 30)),
    )

    @property
    def sizes(self) -> list[int]:
        return [784, *[self.hidden1, self.hidden2, self.hidden3][:self.layers], 10]

    def reset(self) -> None:
        self.where = choose(self.device)
        self.name, self.x, self.y, self.x_test, self.y_test = digits_on(self.where)
        # dropout layers are always there, so that the slider can act while the network learns
        self.model = nets.mlp(self.sizes, activation=self.activation, dropout=0.5,
                              generator=torch.Generator().manual_seed(self.seed)).to(self.where, torch.float32)
        self.drops = [m for m in self.model if isinstance(m, nn.Dropout)]
        self.optimiser = Steered(self.model)
        self.order, self.queue = torch.Generator().manual_seed(self.seed), torch.empty(0, dtype=torch.long)
        self.steps, self.seen, self.calls = 0, 0, 0
        self.losses, self.accuracies = Track(1), Track(1)
        self.loss = float("nan")
        self.measure()

    @property
    def updates_per_step(self) -> int:
        """About 10 ms of work at any batch size."""
        return max(1, min(6, 512 // self.batch_size))

    def step(self) -> None:
        optimizer = self.optimiser.ready(self.optimizer, self.lr)
        for drop in self.drops:
            drop.p = self.dropout
        self.model.train()
        total = 0.0
        for _ in range(self.updates_per_step):
            if not len(self.queue):
                self.queue = torch.randperm(len(self.x), generator=self.order).to(self.where)
            rows, self.queue = self.queue[:self.batch_size], self.queue[self.batch_size:]
            loss = nn.functional.cross_entropy(self.model(data.scaled(self.x[rows])), self.y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.detach()
            self.seen += len(rows)
        self.steps += self.updates_per_step
        self.calls += 1
        self.loss = float(total) / self.updates_per_step
        self.losses.append(self.steps, finite_or_stop(self.loss, self.lr))
        # often at first, when there is most to see
        if self.calls % EVERY == 0 or self.calls in (1, 2, 4):
            self.measure()

    def measure(self) -> None:
        """Accuracy on the test subset, the first mistakes in it, and the weights as they are now."""
        self.model.eval()
        with torch.no_grad():
            logits = self.model(self.x_test)
        guess, self.silent = logits.argmax(dim=1), bool((logits.amax(0) - logits.amin(0)).max() < 1e-3)
        wrong = (guess != self.y_test).nonzero().squeeze(1)
        self.accuracy, self.wrong = 1 - len(wrong) / len(guess), len(wrong)
        first = wrong[:SHOWN]
        self.mistakes = self.x_test[first].reshape(-1, 28, 28).cpu().numpy()
        self.names = tuple(f"{t}→{p}" for t, p in zip(self.y_test[first].tolist(), guess[first].tolist(), strict=True))
        self.accuracies.append(self.steps, 100 * self.accuracy)
        self.measured = self.steps, self.seen

        first = next(m for m in self.model if isinstance(m, nn.Linear)).weight.detach()[:SHOWN]
        self.pictures = drawable(first.cpu().numpy()).reshape(-1, 28, 28)

    def weights(self) -> np.ndarray:
        """The first layer's weights as last measured, as pictures (units, 28, 28), each on its own scale from -1 to 1."""
        return self.pictures / np.maximum(np.abs(self.pictures).max(axis=(1, 2), keepdims=True), 1e-9)

    def scene(self) -> Scene:
        span = (0, max(300, self.steps))
        loss = Axes(Line(self.losses.x, self.losses[0], color="blue", label="training loss", keep=True),
                    x="update", y="loss (cross-entropy)", title="Training loss", yscale="log", xlim=span, ylim=self.span_of_loss(), legend=False)
        accuracy = Axes(Line(self.accuracies.x, self.accuracies[0], color="green", label="test accuracy", keep=True),
                        x="update", y="right (%)", title="Test accuracy", xlim=span, ylim=(0, 100), legend=False)
        mistakes = Axes(Images(self.mistakes, columns=8, size=0.74, names=self.names, vmin=0, vmax=1),
                        title="Taken for another digit (true→predicted)", **grid(8, SHOWN // 8))
        weights, units = self.weights(), self.sizes[1]
        # a few units are drawn larger, in two rows
        columns, rows = (8, SHOWN // 8) if units > 10 else (units // 2, 2)
        what = "the ten outputs" if not self.layers else f"{len(weights)} of {units} units" if units > len(weights) else f"all {units} units"
        templates = Axes(Images(weights, columns=columns, size=0.9 if self.layers else 0.76, names=() if self.layers else tuple("0123456789"), cmap="diverging", vmin=-1, vmax=1),
                         title=f"Weights into {what}, orange above 0", **grid(columns, rows))
        return Scene(loss, accuracy, mistakes, templates, caption=self.caption(), columns=2, height=560,
                     readouts={"data": self.name, "update": count(self.steps), "epoch": f"{self.seen / len(self.x):.2f}",
                               "training loss": "–" if np.isnan(self.loss) else number(self.loss, 2), "test accuracy": percent(self.accuracy)})

    def span_of_loss(self) -> tuple[float, float]:
        """Whole powers of ten below the loss so far: the axis moves seldom."""
        values = self.losses[0]
        low, high = (float(values.min()), float(values.max())) if len(values) else (1.0, 1.0)
        return 10.0 ** np.floor(np.log10(max(min(low, 0.9), 1e-6))), max(4.0, 1.2 * high)

    def caption(self) -> str:
        net = f"{'-'.join(map(str, self.sizes))} ({count(nets.count_parameters(self.model))} parameters) on {self.name}"
        if not self.steps:
            return f"{net}, untrained: {percent(self.accuracy)} of {count(len(self.x_test))} test digits right, about what guessing gives. Press ▶."
        if not np.isfinite(self.loss):
            return f"{net}: after {counted(self.steps, 'update')} the loss is no longer a number, the learning rate was too large. Press reset."
        if self.accuracy < 0.2 and self.steps > 100:
            advice = (f"Every image gets the same answer: the units are silent, and no learning rate wakes them. {'Lower it and press' if self.lr > 0.5 else 'Press'} reset"
                      if self.silent else "Wait, or try another learning rate; where that does not help, reset")
            return f"{net}: after {counted(self.measured[0], 'update')} still {percent(self.accuracy)} right, about what guessing gives. {advice}."
        return (f"{net}: after {counted(self.measured[0], 'update')} ({count(self.measured[1])} images) {percent(self.accuracy)} of {count(len(self.x_test))} test digits "
                f"are right, {count(self.wrong)} are wrong.")


def grid(columns: int, rows: int) -> dict:
    """How axes show so many small pictures, with room for names above them."""
    return {"frame": False, "legend": False, "xlim": (-0.6, columns - 0.4), "ylim": (0.5 - rows - 0.05, 0.75)}
