"""A trained model in few bits, and a LoRA that learns something new beside it: rank and bits against loss and size."""
from __future__ import annotations

import copy
import functools
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from .. import data
from ..live.demo import Demo, choice, log_slider
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Line, Points, Rule, Scene
from ..live.track import Track
from ..nets import LoRA, add_lora, kilobytes, quantise, quantised
from .novel import quick_model, tokenised, windows
from .parts import count, counted, drawable, finite_or_stop, fixed, number, percent

BATCH, EVERY = 8, 5


@dataclass
class LoraAndBits(Demo):
    """`LoraAndBits(base=model, known=(x, y), train=(x, y), test=(x, y))` tunes a copy of your GPT; y is −100 where nothing is to be learned.

    known : text of the kind that the model learned from, unseen: what its weights are worth in few bits. train, test : the new task.

    Without a model a small one, trained for some seconds on *Pride and Prejudice*, learns to write *Emma* with a full stop
    for every space.
    Taught in: 13_mini_gpt, sections 7 and 8
    """

    title: ClassVar[str] = "LoRA and bits"
    presets: ClassVar[dict[str, Preset]] = {
        "rank 4": Preset({}, "A few hundredths of the weights learn, and the loss on the new task falls at once.",
            (Promise("a few hundredths", lambda demo: 0.01 < demo.share < 0.1),
             Promise("the loss falls at once", lambda demo: demo.loss < demo.losses[32] - 1.5, after=20),
             Promise("and goes on", lambda demo: 3.4 < demo.loss < 4.0, after=60))),
        "rank 1": Preset({"rank": 1}, "The thinnest matrices there are: slower, but far from useless.",
            (Promise("slower", lambda demo: demo.rank == 1 and demo.loss > 4.5, after=20),
             Promise("far from useless", lambda demo: demo.loss < demo.losses[32] - 1.5, after=60)), compare=True),
        "rank 16": Preset({"rank": 16}, "Four times as many weights as with rank 4: faster at first, and little is gained in the end.",
            (Promise("faster", lambda demo: demo.rank == 16 and demo.loss < 4.0, after=20),
             Promise("and it ends near where rank 4 ends", lambda demo: 3.3 < demo.loss < 3.9, after=60)), compare=True),
        "8 bits": Preset({"bits": 8}, "About a quarter of the size, and what it knew stays. The rounded weights lie on the true ones.",
            (Promise("a quarter", lambda demo: demo.size < 0.3 * demo.full),
             Promise("and what it knew stays", lambda demo: demo.known_loss[8] < 1.01 * demo.known_loss[32]),
             Promise("on the true ones", lambda demo: demo.off() < 0.01))),
        "4 bits": Preset({"bits": 4}, "Fifteen levels a row: the dots make steps, a little beside the ends of the bars. The LoRA learns beside rounded weights as well.",
            (Promise("a little beside", lambda demo: 0.01 < demo.off() < 0.2),
             Promise("it learns", lambda demo: demo.bits == 4 and demo.loss < demo.losses[4] - 1.5, after=20))),
        "2 bits": Preset({"bits": 2}, "Three levels: minus, nothing, plus. Most weights of the row become nothing, and the loss on what it knew, on the left, rises.",
            (Promise("three levels, most of them nothing", lambda demo: len(demo.levels.unique()) == 3 and (demo.levels == 0).float().mean() > 0.5),
             Promise("and it shows in the loss", lambda demo: demo.known_loss[2] > 1.05 * demo.known_loss[32]))),
    }

    rank: int = choice(4, (1, 2, 4, 8, 16), help="r: columns of B and rows of A", rebuild=True)
    bits: int = choice(32, (32, 8, 6, 5, 4, 3, 2), help="for each frozen weight; 32: as trained", rebuild=True)
    lr: float = log_slider(0.01, 1e-4, 0.1, label="learning rate", help="of AdamW; acts on the next step")
    base: Any = None
    known: Any = None
    train: Any = None
    test: Any = None

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Go through bits from 8 down to 2.", "At how many does the loss on what it knew rise? How far do the dots lie from the ends of the bars?",
             lambda demo: demo.bits == 2,
             "With 8 bits they lie on them, and nothing is lost. With 2 bits there are three heights left, most weights become nothing, and the loss rises.",
             lambda demo: len(demo.levels.unique()) == 3 and demo.known_loss[2] > 1.05 * demo.known_loss[32] > 1.04 * demo.known_loss[8], ({"bits": 8}, {"bits": 2})),
        Step("Choose “4 bits” and run 40 updates.", "Does the LoRA learn beside rounded weights as well?",
             lambda demo: demo.bits == 4 and demo.updates >= 40,
             "Yes: the loss falls as steeply as beside the true weights. This is the idea of QLoRA.",
             lambda demo: demo.loss < demo.losses[4] - 1.5, ("4 bits", 40)),
        Step("Choose “rank 1”, then “rank 16”, and run each for 60 updates.", "How much do sixteen times as many weights gain?",
             lambda demo: demo.rank == 16 and demo.updates >= 60, "Little: rank 1 already reaches most of it.",
             lambda demo: 3.3 < demo.loss < 3.9, ("rank 1", 60, "rank 16", 60)),
    )

    def reset(self) -> None:
        given = [part is not None for part in (self.base, self.known, self.train, self.test)]
        if any(given) and not all(given):
            raise ValueError("Give a model, text of the kind it knows, examples to train on and examples to test on, or none of the four.")
        self.draw = torch.Generator().manual_seed(self.seed)
        base = self.base if all(given) else quick_model()
        self.x, self.y = self.train if all(given) else (None, None)
        self.new = self.test if all(given) else windows(_emma(), 24, 32, torch.Generator().manual_seed(0))
        own = self.known if all(given) else windows(tokenised()[2], 24, 32, torch.Generator().manual_seed(0))
        self.where = base.token.weight.device
        kept = {bits: base if bits == 32 else quantised(base, bits) for bits in self.controls()["bits"].options}
        self.known_loss = {bits: self._loss(model, own) for bits, model in kept.items()}
        self.losses = {bits: self._loss(kept[bits], self.new) for bits in {32, self.bits}}
        frozen = copy.deepcopy(kept[self.bits])
        self.size, self.full = kilobytes(frozen, self.bits), kilobytes(base)
        self.row = self.levels = row = base.blocks[0].attend.to_qkv.weight[0].detach().cpu().sort().values
        if self.bits < 32:
            numbers, scale = quantise(row[None], self.bits)
            self.levels = (numbers * scale)[0]
        self.model = add_lora(frozen, self.rank, self.draw)
        self.learning = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.learning, lr=self.lr, weight_decay=0.0)
        self.added = sum(p.numel() for m in self.model.modules() if isinstance(m, LoRA) for p in (m.A, m.B))
        self.share = self.added / sum(p.numel() for p in base.parameters())
        self.curve, self.updates = Track(1), 0
        self._measure()

    def off(self) -> float:
        """How far the kept weights of the row lie from the true ones at most, as a share of the largest of them."""
        return float((self.levels - self.row).abs().max() / self.row.abs().max())

    @torch.no_grad()
    def _loss(self, model, examples: tuple[torch.Tensor, torch.Tensor]) -> float:
        x, y = (part.to(self.where) for part in examples)
        return F.cross_entropy(model(x).flatten(0, 1), y.flatten()).item()

    def _measure(self) -> None:
        self.loss = self._loss(self.model, self.new)
        self.curve.append(self.updates, self.loss)
        self.measured = self.updates

    def step(self) -> None:
        if self.x is None:
            x, y = windows(_emma(train=True), BATCH, 32, self.draw)
        else:
            rows = torch.randint(len(self.x), (BATCH,), generator=self.draw)
            x, y = self.x[rows], self.y[rows]
        with torch.enable_grad():
            self.optimizer.param_groups[0]["lr"] = self.lr
            loss = F.cross_entropy(self.model(x.to(self.where)).flatten(0, 1), y.to(self.where).flatten())
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
        finite_or_stop(loss.item(), self.lr)
        self.updates += 1
        if self.updates % EVERY == 0:
            self._measure()

    def scene(self) -> Scene:
        options = sorted(self.known_loss)
        known, place = [self.known_loss[b] for b in options], np.arange(len(options))
        room = max(0.15 * known[-1], max(known) - min(known))            # a loss that hardly changes is drawn level
        low = min(known) - 0.5 * room
        top, least = 1.15 * max(self.losses.values()), 0.5 * self.losses[32]
        by_bits = Axes(Bars(np.zeros(len(options)), names=tuple(map(str, options)), color="ghost"),         # the names below the axis
                       Line(place, known, color="orange"), Points([options.index(self.bits)], [self.known_loss[self.bits]], size=10, label="chosen"),
                       Rule(y=known[-1], label="as trained, 32 bits"), x="bits a weight", y="loss on unseen text",
                       title="What it knew, in few bits", ylim=(low, max(known) + 0.6 * room))
        curve = Axes(Line(self.curve.x, drawable(self.curve[0], nan=top).clip(0, top), label=f"LoRA, rank {self.rank}", keep=True),
                     Rule(y=self.losses[32], label="untuned, 32 bits"),
                     x="updates", y="loss on unseen examples", title="The new task, while the LoRA learns",
                     ylim=(least if self.curve[0].min() > least else 0, top), xlim=(0, max(60, self.updates)))
        place = np.arange(len(self.row))
        row = Axes(Bars(self.row, x=place, color="ghost", label="as trained"), Points(place, self.levels, color="blue", size=5, label="kept"),
                   x="weight, the smallest first", y="value", title="Weights of one row")
        return Scene(by_bits, row, curve, height=360,
                     readouts={"size": f"{count(round(self.size))} kB", "LoRA": f"{count(self.added)} weights, {percent(self.share)}", "loss": number(self.loss)},
                     caption=self._caption())

    def _caption(self) -> str:
        more = self.known_loss[self.bits] / self.known_loss[32] - 1
        cost = "the same loss" if abs(more) < 0.0005 else f"{percent(abs(more))} {'more' if more > 0 else 'less'} loss"
        kept = (f"As trained: {count(round(self.size))} kB." if self.bits == 32 else
                f"{self.bits} bits a weight: {count(round(self.size))} kB instead of {count(round(self.full))}, and {cost} on text of the kind it knew.")
        if not self.measured:
            return f"{kept} Press ▶: a LoRA with {percent(self.share)} as many weights learns the new task beside them."
        gain = self.losses[32] - self.loss
        return (f"{kept} After {counted(self.measured, 'update')} of a LoRA with {percent(self.share)} as many weights the new task's loss is "
                f"{number(self.loss)}, {fixed(abs(gain))} {'below' if gain >= 0 else 'above'} that of the untuned model in 32 bits.")


@functools.cache
def _emma(train: bool = False) -> torch.Tensor:
    """Tokens of a part of *Emma*, (n,), with a full stop for every space; another part for training than for testing."""
    text = data.text("emma").replace(" ", ".")
    return torch.tensor(tokenised()[0].encode(text[:60_000] if train else text[60_000:90_000]))
