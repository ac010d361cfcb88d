"""A network that would learn a noisy set by heart, and the cures: each can be moved while it learns."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .. import data, nets
from ..live.demo import Demo, choice, integer, log_slider, slider, toggle
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, HeatMap, Line, Points, Rule, Scene
from ..live.track import Track
from .parts import count, drawable, finite_or_stop, number, percent, small

GRID = 56            # points a side on which the surface is computed
VALIDATION = 400     # examples kept back
NOISE = 0.2          # scatter of the points
PENALTIES = (0.0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.005, 0.01, 0.02, 0.03, 0.1)


def sample(n: int, flipped: float, seed: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Two moons: X (n, 2), y (n,) float 0 or 1, and which labels are wrong, (n,) bool: round(n · flipped) of them."""
    X, y = data.moons(n=n, noise=NOISE, seed=seed)
    chosen = torch.randperm(n, generator=torch.Generator().manual_seed(seed + 1))[:round(n * flipped)]
    wrong = torch.zeros(n, dtype=torch.bool)
    wrong[chosen] = True
    return X, torch.where(wrong, 1 - y, y).float(), wrong


def add_penalty(weights: list[torch.Tensor], l1: float, l2: float) -> None:
    """Add the gradient of l1 · sum|w| + l2/2 · sum w² to what the loss left in `.grad`; at w = 0 the slope of |w| counts as 0."""
    with torch.no_grad():
        for w in weights:
            if l1:
                w.grad.add_(w.sign(), alpha=l1)
            if l2:
                w.grad.add_(w, alpha=l2)


@dataclass
class Regularisation(Demo):
    """A 2-h-h-1 ReLU network, trained with Adam on all its examples at once; some of their labels are wrong on purpose.

    The curves are the plain cross-entropy on training and validation examples, without penalty, noise or dropout.
    Computed on the CPU unless `device` asks for another: a network this small is slower on a GPU.
    Taught in: 08_overfitting, cures
    """

    title = "Regularisation live: the cures for overfitting"
    updates_per_step = 10
    presets = {
        "memorise": Preset({}, "2,545 parameters for 60 examples: the training loss falls to 0, the validation loss rises, and the border bends around nearly every wrong label.",
            (Promise("the training loss is near 0, the validation loss has more than doubled, nearly all wrong labels are repeated", lambda demo: demo.train_loss < 0.1 and demo.val_loss > 2 * demo.best_loss and demo.learned >= 0.8 * demo.wrong.sum(), after=1200),)),
        "more data": Preset({"examples": 500}, "The same network with 500 examples: the two curves stay together for long, there is too much to learn by heart.",
            (Promise("the curves are close, with 500 examples", lambda demo: demo.examples == 500 and demo.gap < 0.15, after=400),), compare=True),
        "smaller network": Preset({"hidden": 3}, "Three neurons in each layer cannot fence in single points: hardly a gap, but a stiff border too.",
            (Promise("hardly a gap", lambda demo: demo.hidden == 3 and demo.gap < 0.25, after=600),), compare=True),
        "L2": Preset({"l2": 0.02}, "The large network again, with a price on w²: all weights stay small, the border smooth, the gap narrow.",
            (Promise("small weights, no overfitting", lambda demo: demo.l2 > 0 and not demo.overfits and demo.val_loss < 0.6, after=800),), compare=True),
        "dropout": Preset({"dropout": 0.6}, "Six of ten neurons are missing in each update, others every time: learning by heart takes much longer.",
            (Promise("it repeats fewer wrong labels than there are", lambda demo: demo.dropout > 0.5 and demo.learned < 0.7 * demo.wrong.sum(), after=600),), compare=True),
        "augmentation": Preset({"jitter": 0.3}, "The points are moved at random in each update: a single odd point has nowhere to be learned.",
            (Promise("single odd points are not learned", lambda demo: demo.jitter > 0 and demo.learned < 0.5 * demo.wrong.sum() and not demo.overfits, after=600),), compare=True),
        "early stopping": Preset({"early_stopping": True}, "At first it runs as without a cure. When the validation loss has not fallen for 200 updates, the run stops and goes back to its best weights.",
            (Promise("the run has stopped and gone back to the lowest validation loss", lambda demo: demo.stopped > demo.best_step and abs(demo.val_loss - demo.best_loss) < 1e-5, after=1500),)),
    }

    hidden: int = integer(48, 1, 64, label="hidden units", help="neurons in each of the two hidden layers: the size of the network", rebuild=True)
    examples: int = integer(60, 20, 500, 10, label="examples", help="how many training examples the network learns from", rebuild=True)
    flipped: float = slider(0.15, 0.0, 0.4, 0.01, label="wrong labels", help="share of the labels that are wrong, in both sets", rebuild=True, task=True)
    lr: float = log_slider(0.003, 1e-4, 0.3, label="learning rate", help="how far each update goes")
    l1: float = choice(0.0, PENALTIES, label="L1", help="adds L1 times the sum of all |w| to the loss: pushes small weights to 0")
    l2: float = choice(0.0, PENALTIES, label="L2", help="adds L2/2 times the sum of all w² to the loss: keeps every weight small")
    dropout: float = slider(0.0, 0.0, 0.9, 0.05, help="share of the hidden neurons switched off at random in each update")
    jitter: float = slider(0.0, 0.0, 0.6, 0.02, label="augmentation",
                           help="how far each training point is moved at random, anew in each update")
    early_stopping: bool = toggle(False, label="early stopping", help="stop when the validation loss no longer falls, and go back to the best weights")
    patience: int = integer(200, 20, 1000, 20, unit="updates", help="how long early stopping waits for a lower validation loss",
                            shown=lambda demo: demo.early_stopping)

    def reset(self) -> None:
        where = small(self.device)
        self.X, self.y, self.wrong = sample(self.examples, self.flipped, self.seed)
        X_val, y_val, _ = sample(VALIDATION, self.flipped, self.seed + 10_000)
        self.reach = 1.05 * self.X.abs().max().item()
        side = torch.linspace(-self.reach, self.reach, GRID, dtype=torch.float32)
        grid = torch.stack(torch.meshgrid(side, side, indexing="xy"), dim=-1).reshape(-1, 2)      # (GRID², 2), row 0 at the bottom
        self.train, self.validation, self.grid = (self.X.to(where), self.y.to(where)), (X_val.to(where), y_val.to(where)), grid.to(where)
        # the dropout layers are always there, so that the slider can act while the network learns
        self.model = nets.mlp([2, self.hidden, self.hidden, 1], dropout=0.5, generator=torch.Generator().manual_seed(self.seed)).to(where)
        self.drops = [m for m in self.model if isinstance(m, nn.Dropout)]
        self.weights = [p for p in self.model.parameters() if p.ndim > 1]
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.lr)
        self.random = torch.Generator().manual_seed(self.seed + 1)
        self.steps, self.curves, self.stopped = 0, Track(2), 0
        self.best_loss, self.best_step, self.best_weights = float("inf"), 0, {}
        self.measure()
        self.note()

    def measure(self) -> None:
        """Plain loss and accuracy on both sets, dropout off, and how many wrong labels the network repeats."""
        self.model.eval()
        with torch.no_grad():
            found = []
            for X, y in (self.train, self.validation):
                logits = self.model(X).squeeze(1)
                right = ((logits > 0).float() == y).cpu()
                found += [nn.functional.binary_cross_entropy_with_logits(logits, y).item(), right.float().mean().item(), right]
        self.train_loss, self.train_accuracy, right, self.val_loss, self.val_accuracy, _ = found
        self.learned = int((right & self.wrong).sum())

    @property
    def gap(self) -> float:
        return self.val_loss - self.train_loss

    @property
    def overfits(self) -> bool:
        """Whether new examples were answered clearly better earlier in the run."""
        return self.best_step > 0 and self.val_loss > 1.25 * self.best_loss and self.gap > 0.2

    def note(self) -> None:
        """Draw the curves on, and remember the weights if they are the best so far."""
        self.curves.append(self.steps, self.train_loss, self.val_loss)
        if self.val_loss < self.best_loss:
            self.best_loss, self.best_step = self.val_loss, self.steps
            self.best_weights = {name: value.clone() for name, value in self.model.state_dict().items()}

    def step(self) -> str | None:
        if self.stopped and self.early_stopping:
            return f"Early stopping ended this run at update {self.stopped}. Press reset for a new one, or switch early stopping off to go on."
        self.stopped = 0
        X, y = self.train
        self.optimizer.param_groups[0]["lr"] = self.lr
        for drop in self.drops:
            drop.p = self.dropout
        self.model.train()
        for _ in range(self.updates_per_step):
            moved = X + self.jitter * torch.randn(X.shape, generator=self.random).to(X.device) if self.jitter else X
            loss = nn.functional.binary_cross_entropy_with_logits(self.model(moved).squeeze(1), y)
            self.optimizer.zero_grad()
            loss.backward()
            add_penalty(self.weights, self.l1, self.l2)
            self.optimizer.step()
        self.steps += self.updates_per_step
        self.measure()
        finite_or_stop(self.train_loss, self.lr)
        self.note()
        if self.early_stopping and self.steps - self.best_step >= self.patience:
            return self.go_back()
        return None

    def go_back(self) -> str:
        """End the run: the best weights return."""
        self.stopped, last = self.steps, self.val_loss
        self.model.load_state_dict(self.best_weights)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.lr)      # its averages belong to other weights
        self.measure()
        return (f"Early stopping at update {self.stopped}: the validation loss had not fallen for {self.stopped - self.best_step} updates. "
                f"The weights of update {self.best_step} are back: validation loss {number(self.val_loss, 2)} instead of {number(last, 2)}.")

    def surface(self) -> np.ndarray:
        """P(class 1) on the grid, (GRID, GRID), dropout off."""
        self.model.eval()
        with torch.no_grad():
            return drawable(torch.sigmoid(self.model(self.grid)).reshape(GRID, GRID).cpu().numpy(), nan=0.5)

    def scene(self) -> Scene:
        r = self.reach
        plane = Axes(HeatMap(self.surface(), extent=(-r, r, -r, r), cmap="diverging", vmin=0, vmax=1, alpha=0.55),
                     Points(*self.X.T, color=self.y, size=7),
                     Points(*self.X[self.wrong].T, color="ink", size=13, filled=False, label="wrong label"),
                     x="input 1", y="input 2", title="What the network says", xlim=(-r, r), ylim=(-r, r), equal=True)
        highest = max(float(self.curves[0].max()), float(self.curves[1].max()))
        best = [Points([self.best_step], [self.best_loss], color="green", marker="diamond", size=11, label="lowest validation loss")]
        if self.stopped:
            best.append(Rule(x=self.stopped, color="green", style="dotted"))
        losses = Axes(Line(self.curves.x, self.curves[0], color="blue", label="training", keep=True),
                      Line(self.curves.x, self.curves[1], color="orange", style="dashed", label="validation", keep=True), *best,
                      # few, fixed heights: the axis seldom moves
                      x="update", y="loss (cross-entropy)", title="Loss", ylim=(0, next((t for t in (1.5, 2.5, 4.0) if t > highest), 8.0)),
                      xlim=(0, max(600, self.steps)), width=1.1)
        share, middle = self.histogram()
        weights = Axes(Bars(share, x=middle, width=0.9 * (middle[1] - middle[0]), color="purple"), x="weight", y="share of all weights (%)",
                       title="Its weights", xlim=(-1.6, 1.6), ylim=(0, 100), width=0.75)
        return Scene(plane, losses, weights, caption=self.caption(), height=360,
                     readouts={"update": str(self.steps), "training loss": number(self.train_loss, 2), "validation loss": number(self.val_loss, 2),
                               "training accuracy": percent(self.train_accuracy), "validation accuracy": percent(self.val_accuracy),
                               **({"wrong labels repeated": f"{self.learned} of {int(self.wrong.sum())}"} if self.wrong.any() else {})})

    def histogram(self) -> tuple[np.ndarray, np.ndarray]:
        """Share of the weights in % in each of 21 bins from -1.575 to 1.575, and the middles; what lies beyond counts to the last bin."""
        w = drawable(torch.cat([p.detach().flatten() for p in self.weights]).cpu().numpy())
        edges = np.linspace(-1.575, 1.575, 22)
        found, _ = np.histogram(np.clip(w.astype(np.float64), edges[0], edges[-1]), edges)
        return 100 * found / len(w), (edges[1:] + edges[:-1]) / 2

    def caption(self) -> str:
        wrong = int(self.wrong.sum())
        if self.stopped:
            return (f"With the weights of update {self.best_step}: loss {number(self.train_loss, 2)} on the training examples, {number(self.val_loss, 2)} on the "
                    f"validation examples" + (f"; {self.learned} of {wrong} wrong labels repeated." if wrong else "."))
        if not self.steps:
            labels = f", {wrong} of them with a wrong label (ringed)" if wrong else ""
            return (f"A 2-{self.hidden}-{self.hidden}-1 network ({count(nets.count_parameters(self.model))} parameters) and {self.examples} "
                    f"training examples{labels}. Press ▶ and watch the gap between the two curves.")
        if not math.isfinite(self.train_loss):
            return f"Update {self.steps}: the loss is no longer a number, the learning rate was too large. Press reset."
        said = f"Update {self.steps}: loss {number(self.train_loss, 2)} on the training examples, {number(self.val_loss, 2)} on the validation examples"
        # what it repeats of the wrong labels early on is chance; later the training accuracy shows that it has learned them
        heart = f"; it repeats {self.learned} of {wrong} wrong labels" if wrong else ""
        if self.overfits:
            return f"{said}. It overfits: the lowest validation loss was {number(self.best_loss, 2)}, at update {self.best_step}{heart}."
        if self.gap > 0.1:
            return f"{said}. New examples are {number(self.gap, 2)} worse than known ones{heart}."
        if self.train_accuracy < 0.7 or self.train_loss > 0.62:
            return f"{said}. Hardly a gap, but both are high: so far it underfits."
        return f"{said}. Hardly a gap: what it has learned holds for new examples too{heart}."
