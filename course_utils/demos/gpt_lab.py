"""A small GPT learns to write, and what it writes is on screen."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from ..live.demo import Demo, choice, log_slider, text
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Line, Rule, Scene, Text
from ..live.track import Track
from ..nets import GPT, count_parameters, drawing
from .novel import counted_bits, lines, tokenised, windows
from .parts import after, count, drawable, finite_or_stop, number, small

BATCH, TEST, SENTENCE, EVERY, KEPT = 8, 32, 28, 10, 4


@dataclass
class GptLab(Demo):
    """Each step is one update, and one more token of the sentence that the network of this moment writes.

    Taught in: 13_mini_gpt, section 3
    """

    title: ClassVar[str] = "GPT lab: from noise to sentences"
    presets: ClassVar[dict[str, Preset]] = {
        "small": Preset({}, "Pieces of words first, then words: compare the sentences from top to bottom, after some 220 updates and later.",
            (Promise("below counted pairs within 30 updates", lambda demo: demo.bits < counted_bits()["pairs counted"], after=30),
             Promise("far below them in the end, the first sentence still there", lambda demo: demo.bits < 2.9 and demo.sentences[0][0] == SENTENCE - 1, after=220))),
        "two blocks": Preset({"layers": 2}, "A second block makes each update slower, and does not pay within 150 updates.",
            (Promise("no better than one block", lambda demo: demo.layers == 2 and 2.85 < demo.bits < 3.25, after=150),), compare=True),
        "wide": Preset({"width": 96}, "Twice the width, three times the parameters: about as many bits after as many updates, and each of them takes longer.",
            (Promise("about as many bits as with half the width", lambda demo: demo.width == 96 and 2.7 < demo.bits < 3.1, after=150),), compare=True),
        "hardly any context": Preset({"context": 2}, "It sees two tokens and no more: its curve stays above the one that the same network draws with 32.",
            (Promise("clearly above what 32 tokens give", lambda demo: demo.context == 2 and demo.bits > 3.2, after=150),), compare=True),
        "learning rate too small": Preset({"lr": 0.0001}, "The curve falls far more slowly than it could. Move the learning rate while it runs.",
            (Promise("it falls, but slowly", lambda demo: demo.lr < 0.001 and 3.5 < demo.bits < demo.curve[0][0] - 0.05, after=80),)),
        "learning rate too large": Preset({"lr": 0.1}, "The curve falls at once to what frequent tokens alone give, 3.3 bits or so, and stays there: the steps are too long for anything finer.",
            (Promise("it stays where frequent tokens alone bring it", lambda demo: demo.lr > 0.05 and np.ptp(demo.curve[0][-8:]) < 0.15 and 3.2 < demo.bits < 3.45, after=150),)),
    }

    width: int = choice(48, (32, 48, 96), help="numbers that stand for a token", rebuild=True)
    layers: int = choice(1, (1, 2, 3), help="Transformer blocks, one behind the other", rebuild=True)
    context: int = choice(32, (2, 8, 32, 64), help="tokens it can look back on", rebuild=True)
    lr: float = log_slider(0.005, 1e-4, 0.1, label="learning rate", help="of AdamW; acts on the next step")
    temperature: float = choice(0.7, (0.3, 0.7, 1.0), help="of the sentences; acts on the next token")
    beginning: str = text("Elizabeth", 30, shortest=1, suggestions=("Elizabeth", "Mr. Darcy", "My dear"), label="sentences begin",
                          help="type how the network shall begin; acts on the next sentence")

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Press reset, then ▶.", "When does the curve cross the line of counted pairs, and what do the sentences look like then?",
             lambda demo: 30 <= demo.updates < 90 and demo.lr > 0.001,
             "Within the first 30 updates. By then the sentences are made of frequent pieces, in any order; words come later.",
             lambda demo: demo.bits < counted_bits()["pairs counted"], (30,)),
        Step("Choose “hardly any context” and run 120 updates.", "Does it get as low as the small one in as many updates? Why is it not hopeless?",
             lambda demo: demo.context == 2 and demo.updates >= 120,
             "No: two tokens are about five characters. But most of what can be foretold depends on the nearest tokens.",
             lambda demo: 3.2 < demo.bits < demo.curve[0][0] - 0.2, ("hardly any context", 120)),
        Step("Choose “learning rate too small” and run 60 updates. Then move the learning rate to 0.005 while it runs.", "What does the curve do?",
             lambda demo: demo.lr > 0.003 and demo.updates >= 90 and demo.curve[0][5] > 3.6,
             "Nearly flat before, it falls at once.", lambda demo: demo.bits < 3.4, ("learning rate too small", 60, {"lr": 0.005}, 40)),
        Step("Choose “wide” and run 150 updates.", "Is it ahead of the small one after as many updates? And after the same time?",
             lambda demo: demo.width == 96 and demo.updates >= 150,
             "About as many bits after as many updates. Each takes longer, so in the same time the small one is ahead.",
             lambda demo: 2.7 < demo.bits < 3.1, ("wide", 150)),
    )

    def reset(self) -> None:
        self.where = small(self.device)
        self.draw, self.drawn = torch.Generator().manual_seed(self.seed), torch.Generator().manual_seed(self.seed)
        self.pairs, self.train, held_out, self.characters = tokenised()
        self.model = GPT(len(self.pairs), self.context, self.width, 4, self.layers, self.draw).to(self.where)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=self.lr, betas=(0.8, 0.95))
        self.held_out = windows(held_out, TEST, self.context, torch.Generator().manual_seed(0))
        self.curve, self.updates, self.sentences, self.done = Track(1), 0, [], 0
        self._begin()
        self._measure()

    def _begin(self) -> None:
        self.sentence = self.pairs.encode(self.beginning)
        self.full = max(SENTENCE, len(self.sentence) + SENTENCE // 2)

    def step(self) -> None:
        x, y = windows(self.train, BATCH, self.context, self.draw)
        with torch.enable_grad():
            self.optimizer.param_groups[0]["lr"] = self.lr
            loss = F.cross_entropy(self.model(x.to(self.where)).flatten(0, 1), y.to(self.where).flatten())
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
        finite_or_stop(loss.item(), self.lr)
        self.updates += 1
        self._write()
        if self.updates % EVERY == 0:
            self._measure()

    @torch.no_grad()
    def _write(self) -> None:
        """One token more. The network has changed since the last one, so it reads everything anew: no cache."""
        read = torch.tensor([self.sentence[-self.context:]], device=self.where)
        logits = torch.nan_to_num(self.model(read)[:, -1].float())
        self.sentence.append(drawing(self.drawn, self.temperature)(logits).item())
        if len(self.sentence) >= self.full:
            # the 1st, 2nd, 4th, 8th … sentence stay, and the last one: they tell the whole way, however long it is
            kept = self.sentences if self.done.bit_count() == 1 else self.sentences[:-1]
            self.sentences = [*kept, (self.updates, self.pairs.decode(self.sentence))]
            if len(self.sentences) > KEPT:
                del self.sentences[1]
            self.done += 1
            self._begin()

    @torch.no_grad()
    def _measure(self) -> None:
        x, y = (t.to(self.where) for t in self.held_out)
        self.bits = F.cross_entropy(self.model(x).flatten(0, 1), y.flatten()).item() / math.log(2) / self.characters
        self.curve.append(self.updates, self.bits)
        self.measured = self.updates

    def scene(self) -> Scene:
        counted = counted_bits()
        bits = drawable(self.curve[0], nan=8.0).clip(0, 8)
        curve = Axes(Line(self.curve.x, bits, label="this GPT", keep=True),
                     *(Rule(y=least, label=name, color=color) for (name, least), color in zip(counted.items(), ("orange", "purple"), strict=True)),
                     x="updates", y="bits per character, on unseen text", xlim=(0, max(240, self.updates)),
                     ylim=(min(1.2, 0.95 * float(bits.min(initial=8.0))), max(4.5, 1.05 * float(bits.max(initial=0.0)))))
        marks, y = [], 9.6
        for updates, said in [*self.sentences, (self.updates, self.pairs.decode(self.sentence))]:
            now = updates == self.updates and said == self.pairs.decode(self.sentence)
            marks.append(Text(0.02, y, f"update {count(updates)}" + (", being written" if now else ""), size=11, anchor="left", color="muted"))
            for line in lines(said, 54, 2):
                y -= 0.62
                marks.append(Text(0.02, y, line, size=13, anchor="left", color="blue" if now else "ink"))
            y -= 0.8
        page = Axes(*marks, frame=False, xlim=(0, 1), ylim=(0, 10), title="What it writes", legend=False, width=1.25)
        said = lines(self.sentences[-1][1], 90, 2) if self.sentences else []
        return Scene(curve, page, height=400,
                     readouts={"updates": count(self.updates), "bits per character": number(self.bits), "parameters": count(count_parameters(self.model))},
                     caption=f"{after(self.measured)} {number(self.bits)} bits per character on unseen text; counting triples of characters "
                             f"needs {number(counted['triples counted'])}. " + (f"Last sentence: {' '.join(said)}" if said else "Press ▶."))
