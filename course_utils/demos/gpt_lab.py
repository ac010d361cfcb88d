"""A small GPT learns to write, and what it writes is on screen."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch.nn import functional as F

from ..live.demo import Demo, choice, log_slider, text
from ..live.preset import Preset
from ..live.scene import Axes, Line, Rule, Scene, Text
from ..live.track import Track
from ..nets import GPT, count_parameters, drawing
from .novel import counted_bits, lines, tokenised, windows
from .parts import count, drawable, finite_or_stop, number, small

BATCH, TEST, SENTENCE, EVERY, KEPT = 8, 32, 28, 10, 4


@dataclass
class GptLab(Demo):
    """Each step is one update, and one more token of the sentence that the network of this moment writes.

    Taught in: 13_mini_gpt, section 3
    """

    title: ClassVar[str] = "GPT lab: from noise to sentences"
    presets: ClassVar[dict[str, Preset]] = {
        "small": Preset({}, "Pieces of words first, then words: compare the sentences from top to bottom."),
        "two blocks": Preset({"layers": 2}, "A second block costs half as much time again, and does not pay within 300 updates."),
        "wide": Preset({"width": 96}, "Twice the width: about as many bits after as many updates, and each takes half as long again."),
        "hardly any context": Preset({"context": 2}, "It sees two tokens and no more: it stays above the line that the same network reaches with 32."),
        "learning rate too small": Preset({"lr": 0.0001}, "The curve falls far more slowly than it could. Move the learning rate while it runs."),
        "learning rate too large": Preset({"lr": 0.1}, "The curve jumps about and stays high: the steps are longer than the valley is wide."),
    }

    width: int = choice(48, (32, 48, 96), help="numbers that stand for a token", rebuild=True)
    layers: int = choice(1, (1, 2, 3), help="Transformer blocks, one behind the other", rebuild=True)
    context: int = choice(32, (2, 8, 32, 64), help="tokens it can look back on", rebuild=True)
    lr: float = log_slider(0.005, 1e-4, 0.1, label="learning rate", help="of AdamW; acts on the next step")
    beginning: str = text("Elizabeth", 30, shortest=1, suggestions=("Elizabeth", "Mr. Darcy", "My dear"), label="sentences begin",
                          help="type how the network shall begin; acts on the next sentence")
    temperature: float = choice(0.7, (0.3, 0.7, 1.0), help="of the sentences; acts on the next token")

    def reset(self) -> None:
        self.where = small(self.device)
        self.draw, self.drawn = torch.Generator().manual_seed(self.seed), torch.Generator().manual_seed(self.seed)
        self.pairs, self.train, held_out, self.characters = tokenised()
        self.model = GPT(len(self.pairs), self.context, self.width, 4, self.layers, self.draw).to(self.where)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=self.lr, betas=(0.9, 0.99))
        self.held_out = windows(held_out, TEST, self.context, torch.Generator().manual_seed(0))
        self.curve, self.updates, self.sentences = Track(1), 0, []
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
            self.sentences = [*self.sentences, (self.updates, self.pairs.decode(self.sentence))][-KEPT:]
            self._begin()

    @torch.no_grad()
    def _measure(self) -> None:
        x, y = (t.to(self.where) for t in self.held_out)
        self.bits = F.cross_entropy(self.model(x).flatten(0, 1), y.flatten()).item() / math.log(2) / self.characters
        self.curve.append(self.updates, self.bits)

    def scene(self) -> Scene:
        counted = counted_bits()
        curve = Axes(Line(self.curve.x, drawable(self.curve[0], nan=8.0).clip(0, 8), label="this GPT", keep=True),
                     *(Rule(y=bits, label=name, color=color) for (name, bits), color in zip(counted.items(), ("orange", "purple"), strict=True)),
                     x="updates", y="bits per character, on unseen text", ylim=(0, 5), xlim=(0, max(200, self.updates)))
        marks, y = [], 9.6
        for updates, said in [*self.sentences, (self.updates, self.pairs.decode(self.sentence))]:
            now = updates == self.updates and said == self.pairs.decode(self.sentence)
            marks.append(Text(0.02, y, f"update {count(updates)}" + (", being written" if now else ""), size=10, anchor="left", color="muted"))
            for line in lines(said, 44, 2):
                y -= 0.62
                marks.append(Text(0.02, y, line, size=11, anchor="left", color="blue" if now else "ink"))
            y -= 0.8
        page = Axes(*marks, frame=False, xlim=(0, 1), ylim=(0, 10), title="What it writes", legend=False, width=1.25)
        said = lines(self.sentences[-1][1], 90, 2) if self.sentences else []
        return Scene(curve, page, height=400,
                     readouts={"updates": count(self.updates), "bits per character": number(self.bits), "parameters": count(count_parameters(self.model))},
                     caption=f"After {count(self.updates)} updates {number(self.bits)} bits per character on unseen text; counting triples of characters "
                             f"needs {number(counted['triples counted'])}. " + (f"Last sentence: {' '.join(said)}" if said else "Press ▶."))
