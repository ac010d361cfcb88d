"""Softmax temperature: four scores become probabilities, flatter or sharper."""
from __future__ import annotations

from dataclasses import dataclass

import torch

from ..live.demo import Demo, log_slider, slider
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Line, Points, Rule, Scene

NAMES = ("cat", "dog", "fox", "owl")
LOW, HIGH = 0.05, 20.0


def probabilities(logits: torch.Tensor, temperature: float | torch.Tensor) -> torch.Tensor:
    """softmax(logits / temperature) over the last dimension; the largest score is subtracted first, so nothing overflows.

    Taught in: 04_activations, section 8
    """
    scaled = logits / temperature
    powers = torch.exp(scaled - scaled.max(dim=-1, keepdim=True).values)
    return powers / powers.sum(dim=-1, keepdim=True)


def entropy(p: torch.Tensor) -> torch.Tensor:
    """Entropy of the distributions `p` (..., classes) in bits: 0 = certain, log2(classes) = no idea."""
    return -torch.xlogy(p, p).sum(dim=-1) / torch.log(torch.tensor(2.0))


@dataclass(kw_only=True)
class SoftmaxTemperature(Demo):
    """Move the logits and the temperature and watch the probabilities."""

    title = "Softmax with temperature"
    uses_seed = False
    presets = {
        "plain softmax": Preset({"cat": 2.0, "dog": 1.0, "fox": 0.0, "owl": -1.0, "temperature": 1.0},
                                "Each step of 1 in the logits is a factor e = 2.72 in probability.",
            (Promise("neighbours differ by a factor e", lambda demo: torch.allclose(demo.p()[:-1] / demo.p()[1:], torch.tensor(2.71828), rtol=1e-3)),)),
        "cold": Preset({"cat": 2.0, "dog": 1.0, "fox": 0.0, "owl": -1.0, "temperature": 0.1},
                       "Nearly all to the largest: softmax becomes argmax.",
            (Promise("nearly all goes to the largest", lambda demo: demo.p().max() > 0.99),)),
        "hot": Preset({"cat": 2.0, "dog": 1.0, "fox": 0.0, "owl": -1.0, "temperature": 20.0},
                      "Nearly the same for all: the scores hardly matter.",
            (Promise("all get about a quarter, though the scores differ", lambda demo: demo.p().max() < 0.28 and demo.p().min() > 0.22 and demo.cat > demo.owl),)),
        "a tie": Preset({"cat": 2.0, "dog": 2.0, "fox": -1.0, "owl": -1.0, "temperature": 0.05},
                        "Two equal scores get equal probabilities, at any temperature.",
            (Promise("half and half, at this temperature and at a high one", lambda demo: torch.allclose(demo.p()[:2], torch.tensor(0.5), atol=1e-3) and probabilities(demo.logits(), 20.0)[:2].diff().abs() < 1e-6),)),
    }

    cat: float = slider(2.0, -5, 5, 0.1, label="logit of cat", help="the network's score for cat")
    dog: float = slider(1.0, -5, 5, 0.1, label="logit of dog", help="the network's score for dog")
    fox: float = slider(0.0, -5, 5, 0.1, label="logit of fox", help="the network's score for fox")
    owl: float = slider(-1.0, -5, 5, 0.1, label="logit of owl", help="the network's score for owl")
    temperature: float = log_slider(1.0, LOW, HIGH, help="the logits are divided by it before softmax: low decides, high evens out")

    def logits(self) -> torch.Tensor:
        return torch.tensor([self.cat, self.dog, self.fox, self.owl])            # (4,)

    def p(self) -> torch.Tensor:
        """The four probabilities."""
        return probabilities(self.logits(), self.temperature)                    # (4,)

    def scene(self) -> Scene:
        logits, p = self.logits(), self.p()
        grid = torch.logspace(-1.30103, 1.30103, 120)                            # (120,)
        curve = entropy(probabilities(logits, grid[:, None]))                    # (120, 4) -> (120,)
        bits, best = float(entropy(p)), float(p.max())
        mood = "close to argmax" if best > 0.99 else "close to uniform" if bits > 1.98 else "between certain and uniform"
        return Scene(
            Axes(Bars(logits, names=NAMES, color="orange"), Rule(y=0, style="solid", width=1), y="logit", ylim=(-5.5, 5.5),
                 title="Scores in", width=0.8),
            Axes(Bars(100 * p, names=NAMES), y="probability (%)", ylim=(0, 105), title="Probabilities out", width=0.8),
            Axes(Line(grid, curve), Rule(y=2, color="muted"),
                 Points([self.temperature], [bits], "orange", size=10), x="temperature", y="entropy (bits), uniform: 2",
                 title="Uncertainty", xscale="log", xlim=(0.8 * LOW, 1.25 * HIGH), ylim=(-0.1, 2.25)),
            caption=f"At temperature {self.temperature:.2g} the probabilities are "
                    + ", ".join(f"{name} {100 * float(v):.1f} %" for name, v in zip(NAMES, p, strict=True))
                    + f": entropy {bits:.2f} of 2 bits, {mood}.",
            readouts={"largest": f"{', '.join(name for name, v in zip(NAMES, p.tolist(), strict=True) if v > best - 1e-6)} {100 * best:.1f} %", "entropy": f"{bits:.2f} bits"})
