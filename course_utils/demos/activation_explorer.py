"""Activation explorer: one function, its derivative, and what it does to normally distributed inputs."""
from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from ..live.demo import Demo, choice, slider
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Line, Points, Rule, Scene
from .parts import fixed

FUNCTIONS = {
    "sigmoid": lambda x, demo: torch.sigmoid(x),
    "tanh": lambda x, demo: torch.tanh(x),
    "ReLU": lambda x, demo: F.relu(x),
    "Leaky ReLU": lambda x, demo: F.leaky_relu(x, demo.slope),
    "PReLU": lambda x, demo: torch.where(x > 0, x, demo.a * x),
    "ELU": lambda x, demo: F.elu(x, demo.alpha),
    "SELU": lambda x, demo: F.selu(x),
    "GELU": lambda x, demo: F.gelu(x),
    "SiLU": lambda x, demo: F.silu(x),
    "max(ax, x)": lambda x, demo: torch.maximum(demo.a * x, x),
    "softplus": lambda x, demo: F.softplus(x),
    "identity": lambda x, demo: x * 1.0,
}
LOW, HIGH, BINS = -6.0, 6.0, 48
SHARES = (15, 30, 55, 105)             # ends of the axis of the histogram, in %: it grows by jumps


def uses(*names: str):
    """A predicate: one of the functions `names` is drawn, so its parameter has a slider."""
    return lambda demo: demo.function in names or demo.compare in names


@dataclass(kw_only=True)
class ActivationExplorer(Demo):
    """Draw any activation function over its derivative and send a normal distribution through it."""

    title = "Activation explorer"
    presets = {
        "sigmoid": Preset({"function": "sigmoid", "compare": "none", "x": 0.0, "mean": 0.0, "spread": 1.0},
                          "The dashed slope never exceeds 0.25: a quarter of the gradient passes at most.",
            (Promise("the slope is highest in the middle, at a quarter", lambda demo: abs(float(demo.value_and_slope(demo.grid)[1].max()) - 0.25) < 1e-4 and demo.x == 0),)),
        "sigmoid, saturated": Preset({"function": "sigmoid", "compare": "none", "x": 4.0, "mean": 0.0, "spread": 3.0},
                                     "Wide inputs pile up at 0 and 1, where the slope is almost 0.",
            (Promise("the outputs pile up at the ends, and the slope at the dot is small", lambda demo: float(demo.outputs()[0].std()) > 0.3 and float(demo.value_and_slope(torch.tensor(demo.x))[1]) < 0.03),)),
        "dying ReLU": Preset({"function": "ReLU", "compare": "none", "x": -2.0, "mean": -3.0, "spread": 1.0},
                             "With inputs far below 0 nearly everything leaves as 0, and no gradient comes back.",
            (Promise("nearly all leave as 0 without a slope", lambda demo: float((demo.outputs()[1] == 0).float().mean()) > 0.99),)),
        "PReLU above 1": Preset({"function": "PReLU", "compare": "max(ax, x)", "a": 1.5, "x": -1.0, "mean": 0.0,
                                 "spread": 1.0},
                                "For a above 1, ax lies below x on the left: max(ax, x), dotted, is then not PReLU.",
            (Promise("left of 0 PReLU lies below x, and the maximum does not", lambda demo: float(demo.value_and_slope(torch.tensor(-1.0))[0]) < -1 == float(FUNCTIONS[demo.compare](torch.tensor(-1.0), demo))),)),
        "SELU": Preset({"function": "SELU", "compare": "none", "x": 0.0, "mean": 0.0, "spread": 1.0},
                       "Mean 0 and standard deviation 1 go in, mean 0 and standard deviation 1 come out.",
            (Promise("mean 0 and standard deviation 1 come out", lambda demo: abs(float(demo.outputs()[0].mean())) < 0.05 and abs(float(demo.outputs()[0].std()) - 1) < 0.05),)),
    }

    function: str = choice("sigmoid", FUNCTIONS, help="the activation function f")
    compare: str = choice("none", ("none", *FUNCTIONS), help="a second function, dotted, without its slope")
    slope: float = slider(0.01, 0.0, 0.5, 0.01, label="slope", help="slope of Leaky ReLU below 0: PyTorch takes 0.01, but it is a choice",
                          shown=uses("Leaky ReLU"))
    a: float = slider(0.25, -0.5, 2.0, 0.05, label="a", help="slope of PReLU below 0, learned: it starts at 0.25 in PyTorch",
                      shown=uses("PReLU", "max(ax, x)"))
    alpha: float = slider(1.0, 0.1, 2.0, 0.1, label="α", help="ELU falls towards −α on the left", shown=uses("ELU"))
    x: float = slider(0.0, -5, 5, 0.1, help="where the dot stands; drag in the picture too")
    mean: float = slider(0.0, -4, 4, 0.1, help="middle of the random inputs that are sent through f")
    spread: float = slider(1.0, 0.1, 4, 0.1, label="std deviation", help="how widely these random inputs scatter (their standard deviation)")

    guide = (
        Step("Choose SELU.", "Does its slope exceed 1 somewhere?", lambda demo: demo.function == "SELU",
             "Yes, everywhere above 0, where it is 1.05, and just below 0 it is steeper still.",
             lambda demo: float(demo.value_and_slope(demo.grid)[1].max()) > 1.05, ({"function": "SELU"},)),
        Step("Choose sigmoid and set the standard deviation to 3.", "Where do the outputs pile up?",
             lambda demo: demo.function == "sigmoid" and demo.spread >= 2.9, "At both ends, near 0 and 1, where it is flat.",
             lambda demo: demo.piled() > 0.4, ({"function": "sigmoid", "spread": 3.0},)),
        Step("Choose ReLU, the standard deviation 1, and move the mean to −2.", "What share of the inputs meets a slope below 0.01?",
             lambda demo: demo.function == "ReLU" and demo.mean <= -1.95 and abs(demo.spread - 1) < 0.05,
             "About 98 %: hardly any gradient comes back.",
             lambda demo: 0.965 < float((demo.normal + demo.mean / demo.spread < 0).float().mean()) < 0.99,
             ({"function": "ReLU", "mean": -2.0, "spread": 1.0},)),
        Step("Set the mean back to 0 and look for the function that gives back mean 0 and standard deviation 1.", "Which one will it be?",
             lambda demo: demo.mean == 0 and demo.function in ("SELU", "identity"),
             "SELU, which was made for it; the identity does so too, but it bends nothing.",
             lambda demo: abs(float(demo.value_and_slope(demo.normal)[0].std()) - 1) < 0.06, ({"function": "SELU", "mean": 0.0},)),
    )

    def reset(self):
        generator = torch.Generator().manual_seed(self.seed)
        self.normal = torch.randn(4000, generator=generator)                     # (4000,)
        self.grid = torch.linspace(-5, 5, 401)

    def value_and_slope(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """f(x) and f'(x), both like `x`; the derivative is autograd's."""
        x = x.detach().requires_grad_()
        value = FUNCTIONS[self.function](x, self)
        (slope,) = torch.autograd.grad(value.sum(), x)
        return value.detach(), slope

    def outputs(self) -> tuple[torch.Tensor, torch.Tensor]:
        """What the random inputs become, and the slopes over them, both (4000,)."""
        return self.value_and_slope(self.mean + self.spread * self.normal)

    def piled(self) -> float:
        """Share of the outputs below 0.1 or above 0.9."""
        out, _slopes = self.outputs()
        return float(((out < 0.1) | (out > 0.9)).float().mean())

    def scene(self) -> Scene:
        value, slope = self.value_and_slope(self.grid)
        here, here_slope = (float(v) for v in self.value_and_slope(torch.tensor(self.x)))
        inputs = self.mean + self.spread * self.normal
        outputs, passed = self.outputs()
        marks = [Rule(y=0, width=1), Rule(x=0, width=1)]
        if self.compare != "none":
            marks.append(Line(self.grid, FUNCTIONS[self.compare](self.grid, self), color="purple", style="dotted",
                              label=self.compare))
        marks += [Line(self.grid, value, width=3, label=self.function),
                  Line(self.grid, slope, color="orange", style="dashed", label="its derivative"),
                  Points([self.x], [here], size=9), Points([self.x], [here_slope], "orange", marker="square", size=8)]
        width = (HIGH - LOW) / BINS
        centers = torch.linspace(LOW + width / 2, HIGH - width / 2, BINS)
        share_in, share_out = (100 * torch.histc(v, BINS, LOW, HIGH) / len(v) for v in (inputs, outputs))
        most = max(float(share_in.max()), float(share_out.max()))
        return Scene(
            Axes(*marks, x="x", y="f(x) and f′(x)", xlim=(-5, 5), ylim=(-2, 3), drag=("x", None)),
            Axes(Bars(share_out, centers, color="blue", width=width, label="outputs"),
                 Line(centers, share_in, color="ink", style="dotted", label="inputs"),
                 x="value", y="share of 4000 values (%)", xlim=(LOW, HIGH),
                 ylim=(0, next(top for top in SHARES if top > 1.04 * most))),
            caption=f"At x = {_(self.x)} {self.function} has value {_(here)} and slope {_(here_slope)}. "
                    f"Normal inputs with mean {_(self.mean)} and deviation {_(self.spread)} leave with "
                    f"mean {_(outputs.mean())} and deviation {_(outputs.std())}; their mean slope is {_(passed.mean())}.",
            readouts={"value": _(here), "slope": _(here_slope), "mean out": _(outputs.mean()),
                      "std deviation out": _(outputs.std()),
                      "slope below 0.01": f"for {100 * float((passed.abs() < 0.01).float().mean()):.0f} % of the inputs"})


def _(number) -> str:
    """Two decimals and no "−0.00"."""
    return fixed(number, 2)
