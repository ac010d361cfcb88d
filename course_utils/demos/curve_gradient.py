"""The slope of a curve three ways: the tangent, autograd, and a finite difference with a step of your choice."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from ..live.demo import Demo, choice, log_slider, slider
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Line, Points, Rule, Scene
from .parts import number

# name -> (function of a tensor, the range of y that is shown)
CURVES = {
    "x²": (lambda x: x**2, (-4.0, 10.0)),
    "sin(x)": (torch.sin, (-2.0, 2.0)),
    "x³ − 2x": (lambda x: x**3 - 2 * x, (-12.0, 12.0)),
    "x² · sin(x)": (lambda x: x**2 * torch.sin(x), (-6.0, 6.0)),
    "eˣ": (torch.exp, (-4.0, 21.0)),
    "|x|": (torch.abs, (-1.5, 5.0)),
}
DTYPES = {"float32": torch.float32, "float64": torch.float64}
X = (-3.0, 3.0)
SMALLEST, LARGEST = 1e-10, 1.0
FLOOR = 1e-12                    # errors below are drawn here: a logarithmic axis has no 0


@dataclass
class CurveGradient(Demo):
    """Move the point along the curve; change the step h and watch the finite difference get better, then worse.

    Taught in: 02_tensors, autograd against finite differences
    """

    title = "The gradient of a curve"
    uses_seed = False
    presets = {
        "a coarse step": Preset({"curve": "x³ − 2x", "x": 1.0, "h": 0.8}, "The finite difference is clearly steeper than the tangent: h is too large for this bend.",
            (Promise("the secant is steeper by more than 1", lambda demo: float(demo.difference(demo.h)) > demo.slope() + 1),)),
        "a good step": Preset({"curve": "x³ − 2x", "x": 1.0, "h": 3e-4}, "The two lines lie on each other, and the error is near its lowest.",
            (Promise("the two agree", lambda demo: demo.error() < 0.01),)),
        "too small a step": Preset({"curve": "x³ − 2x", "x": 1.0, "h": 2e-8}, "1 + h is rounded back to 1 in float32: the difference is 0, the slope is lost.",
            (Promise("the difference is 0, the slope is not", lambda demo: float(demo.difference(demo.h)) == 0 < abs(demo.slope())),)),
        "the corner": Preset({"curve": "|x|", "x": 0.0, "h": 0.1}, "At the corner no tangent exists. PyTorch answers 0; a forward difference answers 1.",
            (Promise("0 and 1", lambda demo: demo.slope() == 0 and abs(float(demo.difference(demo.h)) - 1) < 1e-6),)),
    }

    curve: str = choice("x³ − 2x", CURVES, help="the function whose slope is taken")
    x: float = slider(1.0, *X, 0.05, help="where the slope is taken")
    h: float = log_slider(0.3, SMALLEST, LARGEST, help="how far the finite difference looks: small, but not too small")
    scheme: str = choice("forward", ("forward", "central"), help="forward: (f(x+h) − f(x)) / h; central: (f(x+h) − f(x−h)) / 2h, which is usually closer")
    precision: str = choice("float32", DTYPES, help="float32 keeps about 7 digits of a number, float64 about 16")

    def slope(self) -> float:
        """f'(x) by autograd, in float64."""
        f, _ = CURVES[self.curve]
        x = torch.tensor(self.x, dtype=torch.float64, requires_grad=True)
        f(x).backward()
        return x.grad.item()

    def difference(self, h) -> torch.Tensor:
        """The finite difference at x for step(s) h, in the chosen precision."""
        f, _ = CURVES[self.curve]
        dtype = DTYPES[self.precision]
        x, h = torch.tensor(self.x, dtype=dtype), torch.as_tensor(h, dtype=dtype)
        if self.scheme == "central":
            return (f(x + h) - f(x - h)) / (2 * h)
        return (f(x + h) - f(x)) / h

    def error(self) -> float:
        """How far the finite difference is from the slope."""
        return abs(float(self.difference(self.h)) - self.slope())

    def reset(self) -> None:
        self.grid = torch.linspace(*X, 241, dtype=torch.float64)
        self.steps = np.logspace(np.log10(SMALLEST), np.log10(LARGEST), 121)

    def scene(self) -> Scene:
        f, ylim = CURVES[self.curve]
        slope, estimate = self.slope(), float(self.difference(self.h))
        errors = (self.difference(self.steps).double() - slope).abs().clamp_min(FLOOR)
        y0, values = float(f(torch.tensor(self.x, dtype=torch.float64))), f(self.grid)
        ends = [self.x if self.scheme == "forward" else self.x - self.h, self.x + self.h]
        touch = f(torch.tensor(ends, dtype=torch.float64))
        error = self.error()
        best = float(self.steps[int(errors.argmin())])
        wide = np.array([self.x - 1.5, self.x + 1.5])
        anchor = float(touch[0])
        left = Axes(
            Line(self.grid, values, color="muted", label=f"f(x) = {self.curve}"),
            Line(wide, y0 + slope * (wide - self.x), color="blue", width=3, label="tangent (autograd)"),
            Line(wide, anchor + estimate * (wide - ends[0]), color="orange", style="dashed", label="finite difference"),
            Points(ends, touch, color="orange", marker="square", size=8),
            Points([self.x], [y0], color="blue", size=10),
            x="x", y="f(x)", title=f"Slope at x = {self.x:.2f}".replace("-", "−"), xlim=X, ylim=ylim, drag=("x", None))
        right = Axes(
            Line(self.steps, errors, color="orange", label=f"{self.scheme}, {self.precision}"),
            Rule(x=self.h, color="muted"), Points([self.h], [max(error, FLOOR)], color="orange", marker="square", size=9),
            x="step h", y="|finite difference − autograd|", title="Error of the finite difference", xscale="log", yscale="log",
            xlim=(SMALLEST, LARGEST), ylim=(FLOOR, 1e4), drag=("h", None))
        return Scene(left, right, caption=self.comment(slope, estimate, error, best),
                     readouts={"autograd": number(slope, 4), "finite difference": number(estimate, 4), "error": number(error, 2)})

    def comment(self, slope: float, estimate: float, error: float, best: float) -> str:
        """In words: how far the two slopes lie apart, and which of the two errors is at work."""
        if self.curve == "|x|" and self.x == 0:
            return (f"At the corner the slope jumps from −1 to 1. Autograd answers {number(slope)}, "
                    f"the {self.scheme} difference {number(estimate)}: neither is a derivative, there is none.")
        said = f"Autograd says {number(slope, 4)}, the finite difference {number(estimate, 4)}: apart by {number(error, 2)}."
        scale = max(abs(slope), 1.0)
        if error < 1e-9 * scale:
            return f"{said} No difference worth the name."
        if self.h > 3 * best and error > 1e-3 * scale:
            return f"{said} The curve bends within the step: a smaller h helps."
        if self.h < best / 3 and error > 1e-3 * scale:
            return f"{said} Rounding eats the digits of f(x + h) − f(x): a larger h helps."
        return f"{said} A usable step."
