"""Focal loss: turn down the examples a classifier already gets right, so that the hard ones are heard."""
from __future__ import annotations

from dataclasses import dataclass

import torch

from ..live.demo import Demo, log_slider, slider
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Line, Points, Scene
from .parts import counted, number


def focal(p: torch.Tensor, gamma: float) -> torch.Tensor:
    """Focal loss -(1 - p)^γ log p of the probability `p` given to the true class; γ = 0 is cross-entropy.

    Source: Lin et al., Focal Loss for Dense Object Detection, 2017. Taught in: 04_activations, section 10
    """
    return -((1 - p) ** gamma) * torch.log(p)


@dataclass(kw_only=True)
class FocalLoss(Demo):
    """Compare focal loss with cross-entropy for one easy and one hard example, and for a whole unbalanced batch."""

    title = "Focal loss"
    uses_seed = False
    presets = {
        "cross-entropy": Preset({"gamma": 0.0, "easy": 0.9, "hard": 0.1, "crowd": 100.0},
                                "γ = 0: a hundred easy examples outvote the one hard example.",
            (Promise("the hard example has less than half of the loss", lambda demo: demo.share()[1] < 50),)),
        "γ = 2, the paper's choice": Preset({"gamma": 2.0, "easy": 0.9, "hard": 0.1, "crowd": 100.0},
                                            "The easy example counts 0.01 of its cross-entropy, the hard one 0.81.",
            (Promise("0.01 and 0.81", lambda demo: torch.allclose(demo.weights(), torch.tensor([0.01, 0.81], dtype=torch.float64))),)),
        "γ = 5": Preset({"gamma": 5.0, "easy": 0.9, "hard": 0.1, "crowd": 100.0},
                        "Everything above p = 0.5 is almost silent: only the hardest examples still count.",
            (Promise("from p = 0.5 on nearly nothing counts", lambda demo: 0.5**demo.gamma < 0.05 and demo.share()[1] > 90),)),
    }

    gamma: float = slider(2.0, 0, 5, label="γ", help="0 is cross-entropy; larger turns easy examples down further")
    easy: float = slider(0.9, 0.5, 0.99, 0.01, label="p, easy", help="probability that the easy example gives to its true class")
    hard: float = slider(0.1, 0.01, 0.5, 0.01, label="p, hard", help="probability that the hard example gives to its true class")
    crowd: float = log_slider(100.0, 1.0, 1000.0, label="easy per hard", help="how many easy examples share a batch with one hard example")

    def weights(self) -> torch.Tensor:
        """(1 − p)^γ of the easy and of the hard example, (2,)."""
        return (1 - torch.tensor([self.easy, self.hard], dtype=torch.float64)) ** self.gamma

    def share(self) -> list[float]:
        """The hard example's share of the loss of its batch in %, by cross-entropy and by focal loss."""
        both, crowd = torch.tensor([self.easy, self.hard], dtype=torch.float64), max(1, round(self.crowd))
        return [100 * float(hard / (hard + crowd * easy)) for easy, hard in (focal(both, 0.0), focal(both, self.gamma))]

    def scene(self) -> Scene:
        p = torch.linspace(0.005, 1, 300)                                        # (300,)
        both = torch.tensor([self.easy, self.hard], dtype=torch.float64)
        weights, focused, share = self.weights(), focal(both, self.gamma), self.share()
        crowd = max(1, round(self.crowd))
        ratio = float(weights[1] / weights[0])
        counts = f"{number(ratio, 2)} times as much" if ratio > 1.005 else "just as much"
        return Scene(
            Axes(Line(p, focal(p, 0.0), color="ink", style="dotted", label="cross-entropy (γ = 0)"),
                 Line(p, focal(p, self.gamma), width=3, label=f"focal loss, γ = {self.gamma:.2g}"),
                 Points([self.easy], focused[:1], "green", size=10, label="easy"),
                 Points([self.hard], focused[1:], "red", marker="square", size=10, label="hard"),
                 x="probability of the true class", y="loss", xlim=(0, 1.02), ylim=(-0.15, 5), width=1.3),
            Axes(Bars(weights, names=("easy", "hard"), color=[2, 3]), y="weight (1 − p)ᵞ", ylim=(0, 1.05), width=0.6,
                 title="Weight of one example"),
            Axes(Bars(share, names=("cross-entropy", "focal"), color=[6, 0]), y="share of the hard example (%)",
                 ylim=(0, 105), width=0.8, title=f"Beside {counted(crowd, 'easy one')}"),
            caption=f"Weights at γ = {self.gamma:.2g}: easy {number(weights[0], 2)}, hard {number(weights[1], 2)}, so the hard "
                    f"example counts {counts}. Beside {counted(crowd, 'easy one')} it makes up {_share(share[0])} of the "
                    f"cross-entropy and {_share(share[1])} of the focal loss.",
            readouts={"easy loss": number(focused[0], 2), "hard loss": number(focused[1], 2)})


def _share(percent: float) -> str:
    """Not "100 %" where a little is left for the others."""
    return f"{percent:.0f} %" if percent < 99.5 else "over 99 %"
