"""A U-Net learns to find handwriting pixel by pixel, with and without its skips."""
from __future__ import annotations

import copy
import functools
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from .. import data, nets
from ..device import choose
from ..live.demo import Demo, choice, integer, log_slider, toggle
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Images, Line, Points, Rule, Scene
from ..live.track import Track
from .parts import count, counted, drawable, finite_or_stop, number, percent

LOSSES = {"cross-entropy": F.binary_cross_entropy_with_logits, "focal, γ = 2": nets.pixel_focal_loss, "Dice": nets.dice_loss}
WIDTHS = {4: (4, 8, 16, 16), 8: (8, 16, 32, 32), 12: (12, 24, 48, 48)}
TRAINED, TESTED, SHOWN = 1500, 60, 5
BATCH = 8
EVERY = 5                # updates between two measurements


@functools.lru_cache(maxsize=4)
def scenes(size: int) -> tuple[torch.Tensor, ...]:
    """Training pictures and masks, test pictures and masks, with digits of `size` pixels; the same for every run."""
    images, draw = data.mnist(), torch.Generator().manual_seed(14)
    return (*data.hidden_digits(images, TRAINED, size=size, generator=draw),
            *data.hidden_digits(images, TESTED, size=size, train=False, generator=draw))


@dataclass
class SegmentationLive(Demo):
    """Find the ink of a digit on a photograph, pixel by pixel. A step is one update with 8 pictures.

    model: a network of your own, (batch, 1, 32, 32) -> logits of the same shape. The demo opens on it, and a copy of it
    learns on; a reset or a preset begins with a new network.

    Taught in: 14_pictures_and_words, section 4
    """

    title: ClassVar[str] = "A label for every pixel"
    presets: ClassVar[dict[str, Preset]] = {
        "with skips": Preset({}, "Within some 80 updates smears become strokes. Go on: they become sharp, and those on dark ground come too.",
            (Promise("Dice above 0.7", lambda demo: demo.dice > 0.7, after=80),)),
        "without skips": Preset({"skips": False}, "What comes back up from 4 × 4 places is a blur: the place of an edge was lost on the way down.",
            (Promise("Dice stays below what skips give by then, on MNIST and on the digits", lambda demo: not demo.skips and demo.updates >= 80 and demo.dice < 0.72, after=80),), compare=True),
        "small digits, cross-entropy": Preset({"size": 10}, "One pixel of a hundred is ink: for 40 updates and more the answer is “no ink anywhere”, and Dice stays near 0. Run it to 100, to compare.",
            (Promise("Dice near 0, nearly all pixels right", lambda demo: demo.dice < 0.1 and demo.right > 0.97, after=40),)),
        "small digits, Dice loss": Preset({"size": 10, "loss": "Dice"}, "The same pictures; a loss that does not count the right background gets going sooner, as a rule.",
            (Promise("it finds ink", lambda demo: demo.dice > 0.3, after=100),), compare=True),
        "too slow": Preset({"lr": 0.0001}, "After forty updates next to nothing is found. Raise the learning rate while it runs.",
            (Promise("Dice below 0.3", lambda demo: demo.lr < 0.001 and demo.dice < 0.3, after=40),)),
    }
    speed: ClassVar[str] = "20 steps/s"

    lr: float = log_slider(0.01, 1e-4, 10, label="learning rate", help="of Adam; acts on the next step")
    loss: str = choice("cross-entropy", tuple(LOSSES), help="what is made small; acts on the next step")
    skips: bool = toggle(True, help="hand the maps of the way down to the way up", rebuild=True)
    width: int = choice(8, tuple(WIDTHS), label="first filters", help="filters at full size; deeper levels have more", rebuild=True)
    size: int = choice(28, (10, 16, 28), label="digit size", unit="pixels", help="how tall the digits are: the smaller, the rarer their pixels", rebuild=True, task=True)
    first: int = integer(0, 0, TESTED - SHOWN, label="show from", help="the first of the five test pictures shown")
    model: Any = None

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Choose “with skips” and run 60 updates.", "After how many do the strokes become visible?",
             lambda demo: demo.skips and demo.size == 28 and demo.updates >= 60 and demo.lr > 0.005,
             "After some dozen there is a smear along the digit, then strokes; they become sharper for hundreds more.",
             lambda demo: demo.dice > 0.7, ("with skips", 60)),
        Step("Choose “without skips” and run as long. Compare the lowest row of pictures too.", "Does its Dice come as high?",
             lambda demo: not demo.skips and demo.size == 28 and demo.updates >= 60,
             "No: its curve stays lower, and its strokes are blots.", lambda demo: demo.dice < 0.7, ("without skips", 60)),
        Step("Choose “small digits, cross-entropy” and run 20 updates.", "What does the network answer, and which share of the pixels is then right?",
             lambda demo: demo.size == 10 and demo.loss == "cross-entropy" and demo.updates >= 20,
             "“No ink anywhere”, with about 99 % of the pixels right.", lambda demo: demo.dice < 0.1 and demo.right > 0.97, ("small digits, cross-entropy", 20)),
        Step("Choose “too slow” and run 40 updates. Then raise the learning rate to 0.01 while it runs.", "What happens to the curve?",
             lambda demo: demo.lr > 0.005 and demo.size == 28 and demo.updates >= 80 and demo.curve[0][8] < 0.3,
             "At first next to nothing is found; with 0.01 the curve climbs within some dozen updates.",
             lambda demo: demo.dice > 0.3, ("too slow", 40, {"lr": 0.01}, 60)),
    )

    def reset(self) -> None:
        self.where = choose(self.device)
        self.x, self.y, self.x_test, self.y_test = (t.to(self.where) for t in scenes(self.size))
        self.order = torch.Generator().manual_seed(self.seed)
        self.net = nets.unet(WIDTHS[self.width], self.skips, generator=self.order).to(self.where)
        self.own = self.model is not None and not getattr(self, "opened", False)
        if self.own:
            self.net = copy.deepcopy(self.model).to(self.where)
        self.opened = True
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=self.lr)
        self.updates, self.last = 0, float("nan")
        self.curve = Track(1)
        self.measure()

    def step(self) -> None:
        rows = torch.randint(len(self.x), (BATCH,), generator=self.order).to(self.where)
        self.net.train()
        with torch.enable_grad():
            loss = LOSSES[self.loss](self.net(self.x[rows]), self.y[rows])
            self.optimizer.param_groups[0]["lr"] = self.lr
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
        self.updates += 1
        self.last = finite_or_stop(loss.item(), self.lr)
        if self.updates % EVERY == 0:
            self.measure()

    @torch.no_grad()
    def measure(self) -> None:
        """Probabilities, Dice, IoU and the share of right pixels on the test pictures."""
        self.net.eval()
        p = torch.sigmoid(self.net(self.x_test))
        found, truth = p > 0.5, self.y_test > 0.5
        self.dice, self.iou = nets.dice(found, truth), nets.iou(found, truth)
        self.right = (found == truth).float().mean().item()
        self.p = drawable(p[:, 0].cpu().numpy())
        self.curve.append(self.updates, self.dice)
        self.measured = self.updates

    def scene(self) -> Scene:
        some = slice(self.first, self.first + SHOWN)
        rows = np.concatenate([self.x_test[some, 0].cpu().numpy(), self.y_test[some, 0].cpu().numpy(), self.p[some]])
        pictures = Axes(Images(rows, columns=SHOWN, size=0.95, vmin=0, vmax=1), frame=False, legend=False,
                        xlim=(-0.55, SHOWN - 0.45), ylim=(-2.55, 0.55), title="Picture, truth, and what the network finds", width=1.3)
        span = max(200, self.updates)
        came = [Rule(y=self.curve.first[0], label="as it came")] if self.own else []
        curve = Axes(*came, Line(self.curve.x, self.curve[0], color="green", label="now" if self.own else "this run", keep=True),
                     Points(self.curve.x[-1:], self.curve[0][-1:], color="green", size=8), x="update", y="Dice",
                     xlim=(-0.02 * span, span), ylim=(-0.03, 1), title="On pictures never trained on", legend=self.own)
        return Scene(pictures, curve, height=380, caption=self.caption(),
                     readouts={"update": count(self.updates), "training loss": "–" if np.isnan(self.last) else number(self.last, 2),
                               "Dice": number(self.dice, 2), "IoU": number(self.iou, 2), "pixels right": percent(self.right)})

    def caption(self) -> str:
        ink = percent(self.y_test.mean())
        net = "Your network" if self.own else f"A network {'with' if self.skips else 'without'} skips, {count(nets.count_parameters(self.net))} parameters"
        made = f"after {counted(self.measured, 'more update' if self.own else 'update')}" if self.measured else "as it came" if self.own else "untrained"
        return (f"{net}, {made}: Dice {number(self.dice, 2)}, {percent(self.right)} of the pixels are right. "
                f"{ink} of them are ink, so “no ink anywhere” would have {percent(1 - self.y_test.mean())} right and a Dice of 0.")
