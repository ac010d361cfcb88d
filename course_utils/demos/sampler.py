"""The next token: its probabilities, what temperature, top-k and top-p leave of them, and what is then drawn."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import torch

from ..live.demo import Demo, integer, slider, text
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Scene, Text
from ..nets import next_token_probabilities
from .novel import lines, quick_model, tokenised
from .parts import count, fixed, percent

SHOWN, MOST, LAST = 12, 90, 10
BEGINNINGS = ("Elizabeth", "Mr. Darcy", "It is a truth", "My dear", "She was")


@dataclass
class Sampler(Demo):
    """`Sampler(model, byte_pairs)` writes with your own GPT, a token a step; without them, with one trained for some seconds.

    Taught in: 13_mini_gpt, section 4
    """

    title: ClassVar[str] = "Sampler: which token comes next?"
    speed: ClassVar[str] = "5 steps/s"
    step_is: ClassVar[str] = "one token is drawn"
    presets: ClassVar[dict[str, Preset]] = {
        "as learned": Preset({}, "Any token may come, the long tail of improbable ones included: now and then one with less than 1 % is drawn.",
            (Promise("none is left out", lambda demo: int((demo.probabilities() > 0).sum()) == len(demo.logits)),
             Promise("one that had less than a hundredth is drawn", lambda demo: min(demo.chances) < 0.01, after=40))),
        "greedy": Preset({"temperature": 0.0}, "Always the most probable token: let it run, and before 80 tokens it goes round in a circle, a few pieces again and again.",
            (Promise("one candidate", lambda demo: demo.probabilities().max() == 1),
             Promise("the same again and again", lambda demo: demo.circles(), after=80)), speed="20 steps/s"),
        "hot": Preset({"temperature": 1.6}, "The tall bars shrink and the tail gets their share: what is drawn is improbable, and words fall to pieces.",
            (Promise("all but the twenty best have far more than before", lambda demo: demo.tail(demo.probabilities()) > 1.2 * demo.tail(demo.logits.softmax(0)) > 0.1),
             Promise("what is drawn is improbable, as a rule", lambda demo: np.median(demo.chances) < 0.02, after=40))),
        "top-k 5": Preset({"top_k": 5}, "Never more than five candidates, whether the model is sure or not.",
            (Promise("always five", lambda demo: set(demo.candidates) == {5}, after=40),)),
        "top-p 0.8": Preset({"top_p": 0.8}, "As many candidates as make up 80 %, few where the model is sure, many where it is not: watch the middle picture.",
            (Promise("from a few to many", lambda demo: max(demo.candidates) > 2 * min(demo.candidates), after=80),
             Promise("those left had 80 % before", lambda demo: demo.logits.softmax(0)[demo.probabilities() > 0].sum() >= 0.8))),
    }

    beginning: str = text(BEGINNINGS[0], 60, shortest=1, suggestions=BEGINNINGS, rebuild=True, help="type how the text begins: the model goes on from there")
    temperature: float = slider(1.0, 0.0, 2.0, 0.05, help="divides the logits; 0 always takes the best token")
    top_k: int = integer(0, 0, 50, label="top-k", help="only the k most probable tokens; 0: all")
    top_p: float = slider(1.0, 0.05, 1.0, 0.05, label="top-p", help="only as many tokens as together have this probability; 1: all")
    model: Any = None
    byte_pairs: Any = None

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Choose “greedy” and run it.", "How long until it goes round in a circle?", lambda demo: demo.temperature == 0 and demo.circles(),
             "A few dozen tokens: once a phrase has been written it is probable again, and being greedy leaves no way out.",
             lambda demo: len(demo.written) <= MOST, ("greedy", 85)),
        Step("Choose “as learned” and press step until a word falls to pieces.", "How probable was the token that broke it?",
             lambda demo: demo.temperature == 1 and not demo.top_k and demo.top_p == 1 and len(demo.chances) >= 20,
             "A hundredth or less, as a rule: there are so many improbable tokens that one of them is drawn every few words.",
             lambda demo: min(demo.chances) < 0.01, ("as learned", 30)),
        Step("Choose “top-p 0.8” and run it.", "When are there few candidates, and when many?",
             lambda demo: demo.temperature == 1 and demo.top_p < 1 and len(demo.candidates) >= 40,
             "Few in the middle of a word or after Mr., many where a new word begins.",
             lambda demo: max(demo.candidates) > 2 * min(demo.candidates), ("top-p 0.8", 80)),
        Step("Choose “hot”, and move top-p down to 0.8 while it runs.", "Can top-p make up for a high temperature?",
             lambda demo: demo.temperature > 1.4 and demo.top_p <= 0.85,
             "Partly. The temperature acts first and flattens what top-p then cuts: more candidates stay than without the heat.",
             lambda demo: (demo.probabilities() > 0).sum() > (next_token_probabilities(demo.logits, top_p=demo.top_p) > 0).sum(), ("hot", 20, {"top_p": 0.8}, 5)),
    )

    def reset(self) -> None:
        if (self.model is None) != (self.byte_pairs is None):
            raise ValueError("Give the model and the byte pairs it was trained with, or neither.")
        self.writer, self.pairs = (quick_model(), tokenised()[0]) if self.model is None else (self.model, self.byte_pairs)
        self.draw = torch.Generator().manual_seed(self.seed)
        self.written = self.pairs.encode(self.beginning)
        self.full = MOST + len(self.written)
        self.drawn: tuple[str, float] | None = None
        self.candidates: list[int] = []          # of each token drawn: how many were left to draw from, and its probability
        self.chances: list[float] = []
        self._read()

    @torch.no_grad()
    def _read(self) -> None:
        place = self.writer.token.weight.device
        self.logits = self.writer(torch.tensor([self.written[-self.writer.context:]], device=place))[0, -1].float().cpu()

    def probabilities(self) -> torch.Tensor:
        """Of each token to come next, with the present settings, (vocabulary,)."""
        return next_token_probabilities(self.logits, self.temperature, self.top_k, self.top_p)

    def tail(self, p: torch.Tensor) -> float:
        """What all tokens but the twenty that the model finds most probable have together, of the probabilities p."""
        return float(p[self.logits.argsort(descending=True)[20:]].sum())

    def circles(self) -> bool:
        """Whether the last 36 tokens are a few of them again and again: a dozen different ones at most."""
        end = self.written[-36:]
        return len(end) == 36 and len(set(end)) <= 12

    def step(self) -> str | None:
        if len(self.written) >= self.full:
            return f"{MOST} tokens are written. Press reset to begin again."
        p = self.probabilities()
        token = torch.multinomial(p, 1, generator=self.draw).item()
        self.drawn = self.pairs.decode([token]), p[token].item()
        self.candidates.append(int((p > 0).sum()))
        self.chances.append(p[token].item())
        self.written.append(token)
        self._read()
        return None

    def scene(self) -> Scene:
        p, before = self.probabilities(), self.logits.softmax(0)
        order = before.argsort(descending=True)[:SHOWN]
        names = tuple(_seen(self.pairs.decode([i])) for i in order.tolist())
        place = np.arange(SHOWN)
        top = 1.1 * max(float(p[order].max()), float(before[order].max()))
        bars = Axes(Bars(before[order], x=place, names=names, width=0.85, color="ghost", label="as learned"),
                    Bars(p[order], x=place, width=0.45, color="blue", label="with these settings"),
                    # few, fixed heights: the axis seldom moves
                    x="token (· a space, ¶ a new line)", y="probability", ylim=(0, next((t for t in (0.25, 0.5) if t > top), 1.0)),
                    title="The most probable next tokens", width=1.5)
        left = int((p > 0).sum())
        page = lines(self.pairs.decode(self.written) + "▁", 38, 11)
        text = Axes(*(Text(0.02, 9.4 - 0.85 * k, line, size=14, anchor="left") for k, line in enumerate(page)),
                    frame=False, xlim=(0, 1), ylim=(0, 10), title="Written so far", legend=False, width=1.1)
        told = f" Drawn last: “{_seen(self.drawn[0])}”, which had {percent(self.drawn[1])}." if self.drawn else ""
        return Scene(bars, self._drawn_from(), text, height=380, readouts={"candidates": f"{count(left)} of {count(len(p))}", "tokens written": count(len(self.candidates))},
                     caption=f"Temperature {fixed(self.temperature)}: {count(left)} candidate{'s' if left != 1 else ''}, the most probable is "
                             f"“{_seen(self.pairs.decode([p.argmax().item()]))}” with {percent(p.max())}.{told}")

    def _drawn_from(self) -> Axes:
        """The last tokens drawn, the newest at the bottom, and how many candidates each was drawn from."""
        rows = np.arange(LAST) if len(self.candidates) < LAST else np.arange(len(self.candidates) - LAST, len(self.candidates))
        first = len(self.written) - len(self.candidates)
        names = tuple(f"{_seen(self.pairs.decode([self.written[first + k]]))} {self.candidates[k]}" if k < len(self.candidates) else "" for k in rows.tolist())
        counts = [self.candidates[k] if k < len(self.candidates) else 0 for k in rows.tolist()]
        most = max(1, *counts)
        return Axes(Bars(counts, names=names, horizontal=True, color="purple"), title="Drawn from how many", x="candidates",
                    xlim=(0, next((t for t in (10, 50, 200) if t > most), len(self.logits))), width=0.7)


def _seen(token: str) -> str:
    """A token as it can be told in a label: a space as ·, a new line as ¶, what cannot be printed as �."""
    return "".join(c if c.isprintable() else "�" for c in token.replace(" ", "·").replace("\n", "¶"))
