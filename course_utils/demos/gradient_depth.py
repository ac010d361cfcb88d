"""Gradient by depth: how much of the gradient reaches each layer of a freshly initialised network.

What arrives is the gradient with respect to a layer's outputs; the weights get it times the values that come in.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from ..live.demo import Demo, choice, integer
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Line, Points, Rule, Scene
from .parts import number

ACTIVATIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "ReLU": F.relu, "Leaky ReLU": F.leaky_relu, "ELU": F.elu,
               "SELU": F.selu, "GELU": F.gelu, "SiLU": F.silu, "none (linear)": lambda x: x}
# standard deviation of a weight in a square layer with n inputs and n outputs
INITIALISATIONS = {
    "PyTorch default": lambda n: (1 / (3 * n)) ** 0.5,
    "LeCun": lambda n: (1 / n) ** 0.5,
    "He": lambda n: (2 / n) ** 0.5,
    "too small (0.01)": lambda n: 0.01,
    "too large (1)": lambda n: 1.0,
}
BATCH = 64
SMALLEST, LARGEST = 1e-30, 1e30           # a log axis in float32 holds no more: what lies beyond is not drawn


@dataclass(kw_only=True)
class GradientDepth(Demo):
    """Send a batch forward and its gradient backward through an untrained network, once."""

    title = "Gradient by depth"
    presets = {
        "sigmoid vanishes": Preset({"depth": 20, "activation": "sigmoid", "initialisation": "LeCun"},
                                   "A straight line down to the left: every layer leaves only about a quarter of the gradient.",
            (Promise("each layer keeps about a quarter", lambda demo: 0.2 < float(demo.norms[0]) ** (1 / 19) < 0.29),)),
        "tanh with LeCun": Preset({"depth": 20, "activation": "tanh", "initialisation": "LeCun"},
                                  "The slope is 1 at 0: after 20 layers about a fifth of the gradient is left, not a millionth.",
            (Promise("about a fifth is left", lambda demo: 0.08 < float(demo.norms[0]) < 0.45),)),
        "ReLU with He": Preset({"depth": 20, "activation": "ReLU", "initialisation": "He"},
                               "√(2/n) makes up for the half that ReLU cuts off: the line stays level.",
            (Promise("about as much arrives as set out", lambda demo: 0.2 < float(demo.norms[0]) < 5),)),
        "explodes": Preset({"depth": 20, "activation": "ReLU", "initialisation": "too large (1)"},
                           "Every layer multiplies: the gradient grows to the left, the outputs grow to the right.",
            (Promise("both grow, in opposite directions", lambda demo: float(demo.norms[0]) > 1e6 < float(demo.spreads[-1])),)),
        "SELU with LeCun": Preset({"depth": 20, "activation": "SELU", "initialisation": "LeCun"},
                                  "The outputs keep standard deviation 1, layer after layer.",
            (Promise("every layer has about standard deviation 1", lambda demo: float(demo.spreads.min()) > 0.7 and float(demo.spreads.max()) < 1.4),)),
    }

    depth: int = integer(10, 1, 50, help="how many layers lie on one another", rebuild=True)
    width: int = integer(64, 8, 256, 8, help="units in each layer", rebuild=True)
    activation: str = choice("sigmoid", ACTIVATIONS, help="the function after each layer", rebuild=True)
    initialisation: str = choice("PyTorch default", INITIALISATIONS, rebuild=True,
                                 help="how widely the first random weights scatter (for layers of one width, Xavier is LeCun)")

    guide = (
        Step("Keep the sigmoid, and choose LeCun instead of PyTorch's default.", "By which factor did each layer shrink the gradient, and by which does it now?",
             lambda demo: (demo.activation, demo.initialisation) == ("sigmoid", "LeCun"), "By about 0.14 before and 0.23 now: the caption tells the factor.",
             lambda demo: 0.2 < demo.factor() < 0.26 and 0.12 < demo.other(initialisation="PyTorch default").factor() < 0.16, ({"initialisation": "LeCun"},)),
        Step("Set depth 20 and ReLU, and find the initialisation that keeps the gradient level.", "Which one will it be?",
             lambda demo: demo.depth == 20 and (demo.activation, demo.initialisation) == ("ReLU", "He"),
             "He: ReLU sets about half of its inputs to 0, and He's factor 2 makes up for it.",
             lambda demo: 0.9 < demo.factor() < 1.1, ({"depth": 20, "activation": "ReLU"}, {"initialisation": "He"})),
        Step("Choose tanh, look at the line, and then choose LeCun.", "With which of He and LeCun does tanh stay closer to level?",
             lambda demo: (demo.activation, demo.initialisation) == ("tanh", "LeCun"),
             "With He: its factor is near 1.04 a layer, and LeCun's a little over 0.9. LeCun would be right if tanh had slope 1 everywhere.",
             lambda demo: abs(demo.other(initialisation="He").factor() - 1) < abs(demo.factor() - 1), ({"activation": "tanh"}, {"initialisation": "LeCun"})),
        Step("Choose ReLU and “too large (1)”.", "At which end of the left picture is the gradient largest?",
             lambda demo: (demo.activation, demo.initialisation) == ("ReLU", "too large (1)"),
             "At layer 1: it grows from layer to layer on its way back. It explodes.",
             lambda demo: demo.norms.argmax() == 0 and demo.norms[0] > 1e6, ({"activation": "ReLU", "initialisation": "too large (1)"},)),
        Step("Choose SELU and LeCun.", "What do the outputs, in the right picture, do?", lambda demo: (demo.activation, demo.initialisation) == ("SELU", "LeCun"),
             "They keep a standard deviation near 1, layer after layer.", lambda demo: demo.spreads.min() > 0.7 and demo.spreads.max() < 1.4,
             ({"activation": "SELU", "initialisation": "LeCun"},)),
    )

    def reset(self):
        generator = torch.Generator().manual_seed(self.seed)

        def normal(*shape):      # float64: thirty orders of magnitude are to be seen, not rounded away
            return torch.randn(*shape, generator=generator, dtype=torch.float64)

        std = INITIALISATIONS[self.initialisation](self.width)
        self.weights = [(std * normal(self.width, self.width)).requires_grad_() for _ in range(self.depth)]
        head = normal(self.width)
        h, outputs = normal(BATCH, self.width), []                               # (64, width)
        for w in self.weights:
            h = ACTIVATIONS[self.activation](h @ w.T)                            # (64, width) -> (64, width)
            outputs.append(h)
        # scaled so that a gradient of norm 1 enters at the top, whatever the width
        loss = (h @ (head / head.norm())).sum() / BATCH ** 0.5                   # (64, width) -> (64,) -> ()
        gradients = torch.autograd.grad(loss, outputs + self.weights)
        norms = torch.stack([g.norm() for g in gradients])                       # (2 * depth,)
        self.norms, self.weight_norms = norms[:self.depth], norms[self.depth:]   # (depth,), (depth,)
        self.spreads = torch.stack([h.detach().std() for h in outputs])          # (depth,)

    def factor(self) -> float:
        """By how much each layer multiplies the gradient, on average."""
        return float(self.norms[0]) ** (1 / (self.depth - 1))

    def other(self, **settings) -> GradientDepth:
        """The same but for these settings."""
        return GradientDepth(**{**self.settings, **settings})

    def scene(self) -> Scene:
        layers = torch.arange(1, self.depth + 1)
        first = float(self.norms[0])
        if self.depth == 1:
            told = "One layer: the gradient arrives with norm 1, as it starts."
        elif first == 0:
            told = "No gradient at all arrives at layer 1: some layer passes nothing on."
        else:
            told = (f"The gradient starts with norm 1 at layer {self.depth} and arrives at layer 1 with {_(first)}: "
                    f"on average each layer multiplies it by {_(self.factor())}.")
        name = f"{self.activation}, {self.initialisation}"
        return Scene(*(self._axes(layers, values, y, name) for values, y in (
            (self.norms, "norm of the gradient that arrives"), (self.spreads, "standard deviation of the outputs"))),
            caption=f"{told} The outputs of layer {self.depth} have standard deviation {_(self.spreads[-1])}.",
            readouts={"arrives at layer 1": _(first), "gradient of layer 1's weights": _(self.weight_norms[0]),
                      f"outputs of layer {self.depth}": _(self.spreads[-1])})

    def _axes(self, layers, values, y, name) -> Axes:
        inside = (values >= SMALLEST) & (values <= LARGEST)
        layers, values, missing = layers[inside], values[inside], int((~inside).sum())
        # the usual runs share one range; only extreme ones widen it
        low, high = (min(1e-8, float(values.min()) / 3), max(1e2, float(values.max()) * 3)) if len(values) else (1e-8, 1e2)
        dots = [Points(layers, values, size=5)] if self.depth <= 20 else []
        title = f"{missing} layer{'s' * (missing > 1)} beyond 10⁻³⁰ … 10³⁰, not drawn" if missing else ""
        return Axes(Rule(y=1, width=1), Line(layers, values, label=name, keep=True), *dots, x="layer (1 is the first)",
                    y=y, title=title, yscale="log", xlim=(0, max(24, self.depth + 1)), ylim=(low, high))


def _(value) -> str:
    return number(value, 3)
