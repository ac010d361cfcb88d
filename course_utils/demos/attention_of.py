"""Where a model of your own looks: the attention of any layer and head on a sequence that you give."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import torch

from ..live.demo import Demo, choice, integer, text
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, HeatMap, Scene, Segments, Text
from ..nets import Transformer, started
from .parts import percent

MOST = 48                        # places that still can be told apart in the picture
CROWDED, STAGGER = 32, 1.8       # of more places, every second name stands so many rows farther from the picture: they would touch


@dataclass
class AttentionOf(Demo):
    """`AttentionOf(model, tokens, names, read)` opens `model` on one sequence, and on any that is typed.

    model : a module whose attention parts keep `weights` (batch, heads, n, n) after a call, as lesson 12's do.
    tokens : (n,) int64, up to 48 of them. names : n short strings to write beside the rows and columns.
    read : a typed text -> its tokens and names; without it nothing can be typed.
    Without a model an untrained one is shown. ValueError says what does not fit.

    Taught in: 12_attention, section 8
    """

    title: ClassVar[str] = "Where the network looks"
    presets: ClassVar[dict[str, Preset]] = {
        "all heads, last row": Preset({"head": "mean", "row": MOST}, "The mean over the heads, read from the last place of the sequence.",
            (Promise("the last row of the mean", lambda demo: demo.head == "mean" and demo.row == len(demo.words)),)),
        "first head": Preset({"head": "1"}, "One head alone: its rows are sharper than those of the mean, where the heads even out.",
            (Promise("sharper than the mean", lambda demo: demo.head == "1" and demo.rows().max(1).values.mean() > torch.stack([m.mean(0) for m in demo.maps])[0].max(1).values.mean()),)),
        "from the start": Preset({"row": 1}, "The first place. An encoder, as the one shown at first, lets it look everywhere; a decoder only at itself.",
            (Promise("the first place is read", lambda demo: demo.row == 1),)),
    }

    model: Any = None
    tokens: Any = None
    names: Any = ()
    read: Any = None
    typed: str = text("", MOST, label="your own text", help="type what the network shall read: the picture follows each letter",
                      shown=lambda demo: demo.reads is not None)
    layer: int = integer(1, 1, 12, help="which block, counted from the input", shown=lambda demo: demo.layers > 1,
                         most=lambda demo: demo.layers)
    head: str = choice("mean", ("mean", *map(str, range(1, 9))), help="one head, or the mean of all", most=lambda demo: 1 + demo.heads)
    row: int = integer(MOST, 1, MOST, label="place", help="whose row is read, counted from the start; it ends at the last",
                       most=lambda demo: len(demo.words))

    def reset(self) -> None:
        model, tokens, names, self.reads = self.model, self.tokens, list(self.names), self.read
        if model is None:
            generator = torch.Generator().manual_seed(self.seed)
            tokens, names, self.reads = torch.randint(26, (9,), generator=generator), list("attention"), _letters
            model = started(lambda: Transformer(26, MOST, 32, 4, 2), generator)
        self.net = model
        self.given = self._look(tokens, names)
        self.layers = len(self.given[1])
        self.words, self.maps = self.given
        self._read()

    @property
    def heads(self) -> int:
        """How many the layer looked at has."""
        return len(self.maps[self.layer - 1])

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "typed" and self._stands:
            self.set(typed=value)
        else:
            super().__setattr__(name, value)

    def set(self, **values: Any) -> bool:
        last = "row" not in values and self.row == len(self.words)
        rebuilt = super().set(**values)
        if last:                             # who reads the last place goes on with it while the text grows
            self.row = len(self.words)
        return rebuilt

    def settle(self) -> None:
        if self.typed != self.taken:
            self._read()
        super().settle()

    def _look(self, tokens: Any, names: Any) -> tuple[list[str], list[torch.Tensor]]:
        """The names and the attention of every layer; ValueError says what does not fit."""
        tokens, names = torch.as_tensor(tokens), list(names)
        if tokens.ndim != 1 or not 1 <= len(tokens) <= MOST:
            raise ValueError(f"tokens is one sequence of 1 to {MOST} numbers, not of shape {tuple(tokens.shape)}.")
        if len(names) != len(tokens):
            raise ValueError(f"{len(tokens)} tokens need as many names, and {len(names)} were given.")
        return names, look(self.net, tokens)

    def _read(self) -> None:
        """What was typed, or else what was given. Half a word often cannot be read: then what could be read last stays."""
        self.refused, self.taken = False, self.typed
        if not self.typed or self.reads is None:
            self.words, self.maps = self.given
        else:
            try:
                self.words, self.maps = self._look(*self.reads(self.typed))
            except (KeyError, IndexError, ValueError, RuntimeError, AssertionError):     # whatever a function of the learner's own says to it
                self.refused = True

    def rows(self) -> torch.Tensor:
        """The attention matrix that is shown, (n, n)."""
        layer = self.maps[self.layer - 1]                                        # (heads, n, n)
        return layer.mean(0) if self.head == "mean" else layer[int(self.head) - 1]

    def scene(self) -> Scene:
        matrix, n = self.rows(), len(self.words)
        at = self.row - 1
        size = 12 if n <= 24 else 9
        top = next((t for t in (0.25, 0.5) if t > matrix.max()), 1.0)          # few, fixed heights: two heads can be compared
        marks = [HeatMap(matrix.numpy()[::-1], (-0.5, n - 0.5, -0.5, n - 0.5), "sequential", vmin=0, vmax=top, smooth=False, bar=True)]
        off = [-1.1 - STAGGER * (n > CROWDED) * (k % 2) for k in range(n)]
        marks += [Text(k, off[k], visible(w), size=size, bold=k == at) for k, w in enumerate(self.words)]
        marks += [Text(off[k], n - 1 - k, visible(w), size=size, bold=k == at) for k, w in enumerate(self.words)]
        y = n - 1 - at
        marks.append(Segments([-0.5, -0.5], [y - 0.5, y + 0.5], [n - 0.5, n - 0.5], [y - 0.5, y + 0.5], color="orange", width=2))
        low = min(off) - 0.8
        whole = Axes(*marks, frame=False, equal=True, xlim=(low, n - 0.5), ylim=(low, n - 0.5), legend=False,
                     title="Row: who looks. Column: at what")
        row = Axes(Bars(matrix[at].numpy(), names=[visible(w) for w in self.words], color="orange"), ylim=(0, top), y="weight",
                   title=f"The row of place {at + 1} of {n}, {visible(self.words[at])!r}")
        return Scene(whole, row, height=440, caption=self._caption(matrix[at], at))

    def _caption(self, row: torch.Tensor, at: int) -> str:
        who = f"the mean of {self.heads} heads" if self.head == "mean" else f"head {self.head} of {self.heads}"
        best = row.argsort(descending=True, stable=True)[:3].tolist()
        seen = ", ".join(f"{visible(self.words[k])!r} at place {k + 1} ({percent(row[k])})" for k in best if row[k] > 0.005)
        told = f"“{self.typed}” cannot be read by this network: it has a sign that was not in training, or is too long. Still shown: " if self.refused else ""
        return (f"{told}Layer {self.layer} of {self.layers}, {who}. Place {at + 1}, {visible(self.words[at])!r}, "
                f"looks most at {seen}." + (" The network is untrained." if self.model is None else ""))


def visible(word: str) -> str:
    """A name that can be seen in the picture: a blank as ␣."""
    return "␣" if word == " " else word


def _letters(typed: str) -> tuple[torch.Tensor, list[str]]:
    """Small letters as numbers 0 to 25."""
    names = list(typed.lower())
    return torch.tensor(["abcdefghijklmnopqrstuvwxyz".index(c) for c in names]), names


@torch.no_grad()
def look(model: torch.nn.Module, tokens: torch.Tensor) -> list[torch.Tensor]:
    """Attention of every layer, each (heads, n, n) on the CPU, for one sequence (n,); the model is left as it was."""
    training = model.training
    where = next(model.parameters()).device
    try:
        model.eval()
        model(tokens[None].to(where))
    finally:
        model.train(training)
    found = [m.weights[0].float().cpu() for m in model.modules() if isinstance(getattr(m, "weights", None), torch.Tensor)]
    if not found:
        raise ValueError("No part of this model keeps its attention: store it in `self.weights`, (batch, heads, n, n), in forward().")
    return found
