"""A name written letter by letter: the probabilities of the next letter, and a temperature."""
from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import nn
from torch.nn import functional as F

from .. import data, nets
from ..data.letters import IGNORED, LETTERS, letter_tensors, spelled
from ..live.demo import Demo, slider, text, toggle
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Scene, Text
from .parts import counted, fixed, percent

LONGEST, KEPT = 14, 9


def new_model() -> nets.SequenceModel:
    return nets.SequenceModel(len(LETTERS), len(LETTERS), "GRU", generator=torch.Generator().manual_seed(0))


@functools.cache
@torch.enable_grad()                # it may be asked for from a scene without gradients
def quick_model(epochs: int = 3) -> nets.SequenceModel:
    """A letter model after a short training of some seconds, for a demo that was not given one."""
    X, Y = letter_tensors(data.names("first"))
    model, generator = new_model(), torch.Generator().manual_seed(0)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(epochs):
        for rows in torch.randperm(len(X), generator=generator).split(64):
            loss = F.cross_entropy(model(X[rows])[0].flatten(0, 1), Y[rows].flatten(), ignore_index=IGNORED)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
    return model.eval()


def letters_alone(typed: str) -> str:
    """What was typed, in small letters; ValueError where the network knows a letter of it not."""
    small = typed.lower()
    if not set(small) <= set(LETTERS[1:]):
        raise ValueError("the network has read the letters a to z and no others.")
    return small


@dataclass
class NameMaker(Demo):
    """One step draws one letter; the bars are the probabilities it was drawn from.

    model: your own network, (1, time) letter numbers -> (1, time, 27) logits; without it, one after a short training.

    Taught in: 11_sequences, section 8
    """

    title: ClassVar[str] = "Name maker"
    speed: ClassVar[str] = "5 steps/s"
    step_is: ClassVar[str] = "one letter is drawn"
    presets: ClassVar[dict[str, Preset]] = {
        "as learned": Preset({}, "Temperature 1: letters as probable as the network has learned them. Most names are new, and could be names.",
            (Promise("names are made, and most of them are no copies", lambda demo: len(demo.made) > 10 and demo.share_real() < 0.8, after=150),)),
        "cautious": Preset({"temperature": 0.1}, "Nearly always the most probable letter: the same safe names come again and again.",
            (Promise("a name in four is a repetition", lambda demo: len(demo.made) > 10 and len(set(demo.made)) <= 0.75 * len(demo.made), after=150),)),
        "bold": Preset({"temperature": 1.8}, "Improbable letters get their chance: much is new, little sounds like a name.",
            (Promise("hardly a real name", lambda demo: len(demo.made) > 5 and demo.share_real() < 0.3, after=150),)),
        "before training": Preset({"trained": False}, "The same network before it read a single name: all letters about equal.",
            (Promise("all first letters about equal", lambda demo: demo.probabilities().max() < 0.08),)),
    }

    start: str = text("", 8, label="begins with", reads=letters_alone, rebuild=True, help="letters of your own: each name goes on from them")
    temperature: float = slider(1.0, 0.0, 2.0, 0.05, help="divides the logits before softmax; 0 always takes the most probable letter")
    trained: bool = toggle(True, help="off: the network before training")
    model: Callable | None = None

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Leave the bars standing, and slide the temperature to 0.5.", "Which bar grows, and which shrink?", lambda demo: demo.temperature <= 0.5,
             "The tallest grows at the cost of all others. Above 1 they draw level.",
             lambda demo: demo.probabilities().max() > demo.at(1.0).max() > demo.at(2.0).max(), ({"temperature": 0.5},)),
        Step("Choose “cautious” and run it until a dozen names are made.", "What kind of names will they be?",
             lambda demo: demo.temperature <= 0.2 and len(demo.made) >= 12, "Safe ones, and the same few again and again.",
             lambda demo: len(set(demo.made)) <= 0.75 * len(demo.made), ("cautious", 150)),
        Step("Choose “bold” and run it until a dozen names are made.", "How many of them will be real ones?",
             lambda demo: demo.temperature >= 1.5 and len(demo.made) >= 12, "Hardly any: improbable letters get their chance, and they seldom make a name.",
             lambda demo: demo.share_real() < 0.3, ("bold", 150)),
        Step("Set the temperature to 1 and switch “trained” off.", "Which first letters did the network prefer before it had read a name?",
             lambda demo: demo.temperature == 1 and not demo.trained, "None: all letters are about equally probable. It draws them from a bag.",
             lambda demo: demo.probabilities().max() < 0.08, ({"temperature": 1.0, "trained": False},)),
        Step("Switch “trained” on, type “xq” into “begins with” and press Enter.", "No name begins so: does the network know how to go on?",
             lambda demo: demo.trained and demo.start == "xq",
             "It does: it has learned which letter tends to follow, not which names there are, and some letters are far more probable than others.",
             lambda demo: demo.probabilities().max() > 0.2, ({"trained": True, "start": "xq"},)),
    )

    def reset(self):
        self._random = torch.Generator().manual_seed(self.seed)
        self._begin()
        self.made: list[str] = []
        self.real = frozenset(data.names("first"))

    def _begin(self):
        self.written: list[int] = [0, *map(LETTERS.index, self.start)]

    def probabilities(self) -> torch.Tensor:
        """Of each letter to come next, with the temperature, (27,)."""
        return self.at(self.temperature)

    def known(self) -> int:
        """How many of the names made are real ones."""
        return sum(name in self.real for name in self.made)

    def share_real(self) -> float:
        """The same as a share."""
        return self.known() / max(1, len(self.made))

    @torch.no_grad()
    def at(self, temperature: float) -> torch.Tensor:
        """Of each letter to come next, with another temperature, (27,)."""
        model = new_model() if not self.trained else quick_model() if self.model is None else self.model
        place = next((p.device for p in model.parameters()), "cpu") if isinstance(model, nn.Module) else "cpu"
        found = model(torch.tensor([self.written], device=place))
        logits = (found[0] if isinstance(found, tuple) else found)[0, -1].float().cpu()          # (27,)
        if temperature == 0:
            return F.one_hot(logits.argmax(), len(LETTERS)).float()
        return ((logits - logits.max()) / temperature).softmax(dim=0)

    def step(self):
        """One letter; after the point, or beyond 14 letters, the name is done and the next begins."""
        drawn = torch.multinomial(self.probabilities(), 1, generator=self._random).item()
        if drawn and len(self.written) <= LONGEST:
            self.written.append(drawn)
            return
        self.made.append(spelled(self.written[1:]))
        self._begin()

    def scene(self) -> Scene:
        p = self.probabilities()
        prefix = spelled(self.written[1:])
        best = p.topk(3)
        likely = ", ".join(f"{_named(LETTERS[i])} {percent(v)}" for v, i in zip(best.values.tolist(), best.indices.tolist(), strict=True) if v > 0)
        shown = self.made[-KEPT:]
        lines = [Text(0.05, 9.0, f"{prefix}▁", size=17, anchor="left", bold=True, color="blue")]
        lines += [Text(0.05, 7.9 - 0.9 * row, name + ("   (a real name)" if name in self.real else "") if name else "(no letter at all)",
                       size=12, anchor="left", color="muted" if name in self.real else "ink") for row, name in enumerate(reversed(shown))]
        return Scene(
            Axes(Bars(p, names=tuple(LETTERS)), x="letter (. ends the name)", y="probability", ylim=(0, 1), title=f"Next letter after “{prefix}”" if prefix else "First letter", width=1.6),
            Axes(*lines, frame=False, xlim=(0, 1), ylim=(0, 10), title="Names made"),
            caption=f"Temperature {fixed(self.temperature)}. Next, most probable first: {likely}. "
                    + self._made(), height=360)

    def _made(self) -> str:
        real = self.known()
        if len(self.made) < 2:
            return f"1 name made so far, {'a real one' if real else 'not a real one'}." if self.made else "No name is made yet."
        twice = len(self.made) - len(set(self.made))
        return f"{counted(len(self.made), 'name')} made so far, {real or 'none'} of them real" + (f", {counted(twice, 'repetition')}." if twice else ".")


def _named(letter: str) -> str:
    return "the end" if letter == "." else letter
