"""The next token: its probabilities, what temperature, top-k and top-p leave of them, and what is then drawn."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import torch

from ..live.demo import Demo, integer, slider, text
from ..live.preset import Preset
from ..live.scene import Axes, Bars, Scene, Text
from ..nets import next_token_probabilities
from .novel import lines, quick_model, tokenised
from .parts import count, fixed, percent

SHOWN, MOST = 12, 90
BEGINNINGS = ("Elizabeth", "Mr. Darcy", "It is a truth", "My dear", "She was")


@dataclass
class Sampler(Demo):
    """`Sampler(model, byte_pairs)` writes with your own GPT, a token a step; without them, with one trained for a second.

    Taught in: 13_mini_gpt, section 4
    """

    title: ClassVar[str] = "Sampler: which token comes next?"
    presets: ClassVar[dict[str, Preset]] = {
        "as learned": Preset({}, "Every token has its own probability, the long tail of improbable ones included."),
        "greedy": Preset({"temperature": 0.0}, "Always the most probable token: let it run, and it soon goes round in a circle."),
        "hot": Preset({"temperature": 1.6}, "The tail gets its chance: words fall to pieces."),
        "top-k 5": Preset({"top_k": 5}, "Never more than five candidates, whether the model is sure or not."),
        "top-p 0.8": Preset({"top_p": 0.8}, "As many candidates as make up 80 %: few where the model is sure, many where it is not."),
    }

    beginning: str = text(BEGINNINGS[0], 60, shortest=1, suggestions=BEGINNINGS, rebuild=True, help="type how the text begins: the model goes on from there")
    temperature: float = slider(1.0, 0.0, 2.0, 0.05, help="divides the logits; 0 always takes the best token")
    top_k: int = integer(0, 0, 50, label="top-k", help="only the k most probable tokens; 0: all")
    top_p: float = slider(1.0, 0.05, 1.0, 0.05, label="top-p", help="only as many tokens as together have this probability; 1: all")
    model: Any = None
    byte_pairs: Any = None

    def reset(self) -> None:
        if (self.model is None) != (self.byte_pairs is None):
            raise ValueError("Give the model and the byte pairs it was trained with, or neither.")
        self.writer, self.pairs = (quick_model(), tokenised()[0]) if self.model is None else (self.model, self.byte_pairs)
        self.draw = torch.Generator().manual_seed(self.seed)
        self.written = self.pairs.encode(self.beginning)
        self.full = MOST + len(self.written)
        self.drawn: tuple[str, float] | None = None
        self._read()

    @torch.no_grad()
    def _read(self) -> None:
        place = self.writer.token.weight.device
        self.logits = self.writer(torch.tensor([self.written[-self.writer.context:]], device=place))[0, -1].float().cpu()

    def probabilities(self) -> torch.Tensor:
        """Of each token to come next, with the present settings, (vocabulary,)."""
        return next_token_probabilities(self.logits, self.temperature, self.top_k, self.top_p)

    def step(self) -> str | None:
        if len(self.written) >= self.full:
            return f"{MOST} tokens are written. Press reset to begin again."
        p = self.probabilities()
        token = torch.multinomial(p, 1, generator=self.draw).item()
        self.drawn = self.pairs.decode([token]), p[token].item()
        self.written.append(token)
        self._read()
        return None

    def scene(self) -> Scene:
        p, before = self.probabilities(), self.logits.softmax(0)
        order = before.argsort(descending=True)[:SHOWN]
        names = tuple(_seen(self.pairs.decode([i])) for i in order.tolist())
        place = np.arange(SHOWN)
        top = max(0.2, 1.1 * max(float(p[order].max()), float(before[order].max())))
        bars = Axes(Bars(before[order], x=place, names=names, width=0.85, color="ghost", label="before"),
                    Bars(p[order], x=place, width=0.45, color="blue", label="with these settings"),
                    y="probability", ylim=(0, min(1.0, top)), title="The most probable next tokens", width=1.5)
        left = int((p > 0).sum())
        page = lines(self.pairs.decode(self.written) + "▁", 40, 11)
        text = Axes(*(Text(0.02, 9.4 - 0.85 * k, line, size=11, anchor="left") for k, line in enumerate(page)),
                    frame=False, xlim=(0, 1), ylim=(0, 10), title="Written so far", legend=False)
        told = f" Drawn last: “{_seen(self.drawn[0])}”, which had {percent(self.drawn[1])}." if self.drawn else ""
        return Scene(bars, text, height=380, readouts={"candidates": f"{count(left)} of {count(len(p))}", "tokens written": count(len(self.written))},
                     caption=f"Temperature {fixed(self.temperature)}: {count(left)} candidate{'s' if left != 1 else ''}, the most probable is "
                             f"“{_seen(self.pairs.decode([p.argmax().item()]))}” with {percent(p.max())}.{told}")


def _seen(token: str) -> str:
    """A token as it can be told in a label: a space as ·, a new line as ¶."""
    return token.replace(" ", "·").replace("\n", "¶")
