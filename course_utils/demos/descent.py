"""Gradient descent on a curve, one step at a time."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from ..live.demo import Demo, Diverged, choice, log_slider, slider, toggle
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Arrows, Axes, Line, Points, Scene
from ..live.track import Track
from .parts import counted, number

LOW, HIGH = -9.0, 8.0      # no start in this range slides out of the picture: w² · sin w has a minimum at -8.1 and a top at 8.1
# name -> (function of a float64 tensor, lowest and highest value drawn)
CURVES = {
    "w² · sin w": (lambda w: w**2 * torch.sin(w), (-75, 75)),
    "w²": (lambda w: w**2, (-6, 85)),
    "w⁴/40 − w² + w": (lambda w: w**4 / 40 - w**2 + w, (-22, 80)),
    "w²/10 + sin 3w": (lambda w: w**2 / 10 + torch.sin(3 * w), (-2, 9.5)),
    "|w|": (lambda w: w.abs(), (-1, 9.5)),
    "|w + sin w|": (lambda w: (w + torch.sin(w)).abs(), (-1, 10.5)),
}
FAR = 100.0          # beyond this a run has left the picture for good


@dataclass
class DescentOnCurve(Demo):
    """A ball that moves by `w = w - lr * gradient`; the gradient comes from autograd.

    Taught in: 03_linear_regression, gradient descent on a curve
    """

    title = "Descent on a curve"
    uses_seed = False
    speed = "5 steps/s"
    presets = {
        "the right size": Preset({"curve": "w² · sin w", "start": 7.5, "lr": 0.02},
                                 "Large steps where it is steep, small ones near the minimum: the gradient slows it down.",
            (Promise("it settles at the minimum near 5.09", lambda demo: abs(demo.w - 5.087) < 0.01, after=60),)),
        "a plateau": Preset({"curve": "|w + sin w|", "start": 7.0, "lr": 0.5},
                            "On the terrace at w = 3.1 the gradient is 0. That is no minimum, and the run gets stuck all the same.",
            (Promise("it gets stuck on the terrace, which is no minimum", lambda demo: 3.14 < demo.w < 3.25 and "not a minimum" in demo.place() and abs(demo.gradient) < 1e-3, after=120),), speed="20 steps/s"),
        "too large": Preset({"curve": "w²", "start": 3.0, "lr": 1.1},
                            "Every step jumps across the valley and lands higher up: the loss grows.",
            (Promise("each step lands higher, in the picture", lambda demo: demo.f > demo.recent[1] > demo.recent[0] and LOW < demo.w < HIGH, after=4),
             Promise("soon it has left the picture", lambda demo: not LOW <= demo.w <= HIGH, after=30)), speed="1 step/s"),
        "back and forth": Preset({"curve": "w²", "start": 6.0, "lr": 0.95},
                                 "It jumps across the minimum each time, and still gets there.",
            (Promise("it changes sides and comes down", lambda demo: demo.w * (demo.w - demo.lr * demo.gradient) < 0 and abs(demo.w) < 0.8 * demo.start, after=4),
             Promise("it gets there", lambda demo: abs(demo.w) < 0.05, after=60))),
        "a local minimum": Preset({"curve": "w²/10 + sin 3w", "start": 6.5, "lr": 0.05},
                                  "It stops in the nearest dip; a lower one lies to the left. Try other starts.",
            (Promise("it stops in a dip that is not the lowest", lambda demo: "local one" in demo.place() and abs(demo.gradient) < 0.01, after=100),)),
        "a kink": Preset({"curve": "|w|", "start": 4.3, "lr": 0.8},
                         "The slope is 1 or −1 everywhere, so the steps never shrink: it hops around the minimum for ever.",
            (Promise("the steps stay as long as the first", lambda demo: abs(demo.lr * demo.gradient) == 0.8 and abs(demo.w) <= 0.8, after=100),)),
    }

    curve: str = choice("w² · sin w", CURVES, help="the function to make small", rebuild=True)
    start: float = slider(3.5, LOW, HIGH, 0.1, help="where the ball begins", rebuild=True)
    lr: float = log_slider(0.02, 1e-3, 3, label="learning rate", help="how far each step goes: w changes by −learning rate · gradient")
    tangent: bool = toggle(True, help="show the straight line whose slope is the gradient")

    guide = (
        Step("Stay on w² · sin w and find a start that leads to w ≈ 5.1.", "From where on does the ball roll there?",
             lambda demo: demo.curve == "w² · sin w" and abs(demo.w - 5.09) < 0.1 and demo.steps > 5,
             "All starts from the hilltop near 2.3 to the right edge: a hilltop between two valleys is a watershed.",
             lambda demo: demo.start > 2.3, ({"start": 3.0, "lr": 0.02}, 60)),
        Step("Choose w² and a learning rate of 0.5, and make one step.", "Where does the ball land?",
             lambda demo: demo.curve == "w²" and abs(demo.lr - 0.5) < 0.01 and demo.steps >= 1,
             "At the minimum, in one step: w − lr · 2w = (1 − 2·lr) · w is 0.",
             lambda demo: abs(demo.w) < 0.2, ({"curve": "w²", "lr": 0.5, "start": 3.0}, 1)),
        Step("Set the learning rate to 0.95, press Reset, and make ten steps.", "Does the ball still arrive?",
             lambda demo: demo.curve == "w²" and abs(demo.lr - 0.95) < 0.01 and demo.steps >= 10,
             "It lands on the other side each time, and a little closer: −0.9 times as far.",
             lambda demo: abs(demo.w) < 0.5 * abs(demo.start), ({"lr": 0.95, "start": 3.1}, 10)),
        Step("Choose the preset “a kink” and let it run.", "Why does this run never come to rest?",
             lambda demo: demo.curve == "|w|" and demo.steps >= 15,
             "The slope of |w| is 1 or −1 everywhere, so the steps never shrink: it hops around the minimum for ever.",
             lambda demo: abs(demo.gradient) == 1, ({"curve": "|w|", "start": 4.3, "lr": 0.8}, 15)),
    )

    def value_and_gradient(self, w: float) -> tuple[float, float]:
        """f(w) and its derivative, by autograd, in float64."""
        w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
        f = CURVES[self.curve][0](w)
        f.backward()
        return f.item(), w.grad.item()

    def reset(self) -> None:
        self.w, self.steps = self.start, 0
        self.f, self.gradient = self.value_and_gradient(self.w)
        self.path, self.recent = Track(2, columns=120, path=True), [self.f]
        self.path.append(0, self.w, self.f)
        self.losses = Track(1)
        self.losses.append(0, self.f)

    def step(self) -> str | None:
        w = self.w - self.lr * self.gradient
        if abs(w) > FAR:
            raise Diverged(f"After {counted(self.steps + 1, 'step')} w would be {number(w)}, far outside of the picture: a learning rate "
                           f"of {self.lr:.3g} is too large here. Press reset and try {self.calmer():.1g}.")
        moved = abs(w - self.w)
        self.w, self.steps = w, self.steps + 1
        self.f, self.gradient = self.value_and_gradient(w)
        self.path.append(self.steps, self.w, self.f)
        self.recent = [*self.recent, self.f][-3:]
        self.losses.append(self.steps, self.f)
        if abs(self.gradient) < 1e-3 and moved < 1e-4:
            return f"Stopped after {counted(self.steps, 'step')}: the gradient is less than 0.001 in size."
        return None

    def calmer(self) -> float:
        """A learning rate with which a run from the same start stays in the picture, a power of two below the present one."""
        lr = self.lr
        while True:
            lr, w = lr / 2, self.start
            for _ in range(20):
                w -= lr * self.value_and_gradient(w)[1]
                if not LOW <= w <= HIGH:
                    break
            else:
                return float(f"{lr:.1g}")

    def place(self) -> str:
        """What kind of flat place w is, from f a little to either side."""
        left, right = (self.value_and_gradient(self.w + d)[0] - self.f for d in (-0.05, 0.05))
        if left > 0 and right > 0:
            grid = torch.linspace(LOW, HIGH, 2001, dtype=torch.float64)
            lower = CURVES[self.curve][0](grid).min().item() < self.f - 0.05
            return "a minimum, but only a local one: the curve goes lower elsewhere" if lower else "the lowest point in the picture"
        return "a flat place that is not a minimum" if left * right < 0 else "the top of a hill"

    def caption(self) -> str:
        jump = -self.lr * self.gradient
        where = f"Step {self.steps}: w = {number(self.w)}, loss {number(self.f)}, gradient {number(self.gradient)}. "
        if abs(self.gradient) < 1e-3:
            return where + f"The gradient is almost 0, at {self.place()}."
        if not LOW <= self.w <= HIGH:
            return where + "The ball has left the picture: the step was too long. Try a smaller learning rate."
        if self.steps > 2 and self.f > self.recent[0] + 1e-9:
            return where + "The loss grows instead of falling: the steps are too long."
        return where + f"The slope is {'positive, so w gets smaller' if self.gradient > 0 else 'negative, so w gets larger'} by {number(abs(jump))}."

    def scene(self) -> Scene:
        f, (low, high) = CURVES[self.curve]
        w = torch.linspace(LOW, HIGH, 501, dtype=torch.float64)
        marks = [Line(w, f(w), color="blue", width=2.5)]
        px, py = self.path[0], self.path[1]
        if len(px) > 1:
            # an arrow for each step that is longer than its tip
            far = np.hypot(np.diff(px) / (HIGH - LOW), np.diff(py) / (high - low)) > 0.02
            marks.append(Arrows(px[:-1][far], py[:-1][far], np.diff(px)[far], np.diff(py)[far], color="muted", width=1.5))
            marks.append(Points(px[:-1], py[:-1], color="muted", size=4.5, filled=False))
        if self.tangent:
            # as long on the screen whether steep or flat
            reach = 2.0 / np.hypot(1, self.gradient * (HIGH - LOW) / (high - low))
            t = np.array([self.w - reach, self.w + reach])
            marks.append(Line(t, self.f + self.gradient * (t - self.w), color="green", style="dashed", label="slope here"))
        marks.append(Points([self.w], [self.f], color="orange", size=12))
        losses = Axes(Line(self.losses.x, self.losses[0], color="blue", keep=True, label="this run"),
                      x="step", y="loss f(w)", title="Loss, step by step", legend=False, width=0.7, xlim=(0, max(20, self.steps)))
        return Scene(Axes(*marks, x="w", y="loss f(w)", title=f"f(w) = {self.curve}", xlim=(LOW, HIGH), ylim=(low, high), width=1.3,
                          drag=("start", None)),
                     losses, caption=self.caption(),
                     readouts={"step": str(self.steps), "w": number(self.w), "loss": number(self.f),
                               "gradient": number(self.gradient), "next step": number(-self.lr * self.gradient)})
