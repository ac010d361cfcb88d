"""A line through house prices, moved by hand."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .. import data
from ..live.demo import Demo, integer, slider, toggle
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, HeatMap, Line, Points, Rule, Scene, Segments
from .parts import fixed, number

W, B = (0.0, 4.0), (-100.0, 200.0)          # what the sliders and the loss map span


def best_line(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The w and b with the smallest mean squared error, in closed form."""
    w = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    return float(w), float(y.mean() - w * x.mean())


@dataclass
class FitByHand(Demo):
    """Move w and b until the squares are small; every point of the map on the right is one line on the left.

    Taught in: 03_linear_regression, residuals and the loss surface
    """

    title = "Fit a line by hand"
    presets = {
        "far off": Preset({"w": 0.5, "b": 40.0}, "The line lies too low and is too flat, and the residuals are long. How far does each slider help alone?",
            (Promise("the line lies too low for nearly all houses, and is too flat", lambda demo: (demo.w * demo.area + demo.b < demo.price).mean() > 0.9 and demo.w < demo.best_w),)),
        "right slope, wrong height": Preset({"w": 2.0, "b": -20.0}, "The line runs along the points but too low: only b has to change.",
            (Promise("every house lies above it", lambda demo: (demo.w * demo.area + demo.b < demo.price).all()),
             Promise("the best b alone nearly repairs it", lambda demo: demo.mse(demo.w, (demo.price - demo.w * demo.area).mean()) < 1.4 * demo.mse(demo.best_w, demo.best_b)))),
        "a trade": Preset({"w": 1.2, "b": 105.0}, "A slope too small and a base too large nearly make up for one another: the valley of the map.",
            (Promise("slope too small, base too large, and still not far off", lambda demo: demo.w < demo.best_w and demo.b > demo.best_b and demo.times() < 6),)),
        "near the best line": Preset({"w": 2.0, "b": 30.0, "best": True}, "The prices were made with this line; the best one for these points is close by.",
            (Promise("close to the best line, not equal to it", lambda demo: 1 < demo.times() < 1.3 and demo.best),)),
    }

    w: float = slider(0.5, *W, 0.01, help="slope: what one more m² costs, in 10 000 yuan")
    b: float = slider(40.0, *B, 1, help="price at area 0, in 10 000 yuan: moves the line up and down")
    houses: int = integer(20, 2, 50, help="how many houses", rebuild=True)
    squares: bool = toggle(False, help="draw each residual as the side of a square")
    best: bool = toggle(False, label="best line", help="show the line with the smallest mean squared error")

    guide = (
        Step("Leave b at 40, and make the MSE as small as you can with w alone.", "How near to the best line does one slider come?",
             lambda demo: demo.b == 40 and demo.times() < 1.1 * demo.alone(demo.w, demo.b)[0],
             "Nearly as near as both together: w tilts the line to where the houses are.",
             lambda demo: demo.alone(0.5, 40)[0] < 1.5 < demo.alone(0.5, 40)[1], (lambda demo: demo.set(w=demo.slope(40)),)),
        Step("Choose “a trade”: the slope is far from 2.", "Is the MSE large?", lambda demo: abs(demo.w - 1.2) < 0.01 and demo.b == 105,
             "No: the large b makes up for it. On the map the point lies in the same dark valley as the best line.", lambda demo: demo.times() < 6, ("a trade",)),
        Step("From there, move w and b in turn, a little at a time.", "How far down does one of them get alone?", lambda demo: demo.times() < 1.1,
             "Not far. With both in turn you walk along the valley to its lowest place.",
             lambda demo: min(demo.alone(1.2, 105)) > 1.4, (lambda demo: demo.set(w=demo.best_w, b=demo.best_b),)),
        Step("Tick “squares”.", "Which houses own most of the area?", lambda demo: demo.squares, "The few that are far away: twice the distance is four times the area.",
             lambda demo: np.sort((demo.w * demo.area + demo.b - demo.price) ** 2)[-len(demo.area) // 3:].sum() > 0.6 * len(demo.area) * demo.mse(demo.w, demo.b),
             ({"squares": True},)),
        Step("Tick “best line”.", "The prices were made with 2 · area + 30, and noise. Is that the best line?", lambda demo: demo.best,
             "No, though it is near: these houses have another one, as their noise pulls it aside.",
             lambda demo: 1 < demo.mse(2.0, 30.0) / demo.mse(demo.best_w, demo.best_b) < 1.4, ({"best": True},)),
    )

    def reset(self) -> None:
        self.area, self.price = (v.numpy().astype(np.float64) for v in data.house_prices(n=self.houses, seed=self.seed))
        side_w, side_b = np.linspace(*W, 60), np.linspace(*B, 60)
        self.surface = self.mse(side_w[None, :, None], side_b[:, None, None])          # (60 b, 60 w)
        self.best_w, self.best_b = best_line(self.area, self.price)

    def mse(self, w, b) -> np.ndarray:
        """Mean squared error of y_hat = w · area + b; w and b may be arrays with a last axis of 1."""
        return ((w * self.area + b - self.price) ** 2).mean(axis=-1)

    def slope(self, b: float) -> float:
        """The w with the smallest mean squared error beside this b."""
        return float((self.area * (self.price - b)).sum() / (self.area ** 2).sum())

    def alone(self, w: float, b: float) -> tuple[float, float]:
        """How low the mean squared error gets by moving w alone, and b alone, as multiples of the best line's."""
        least = self.mse(self.best_w, self.best_b)
        return float(self.mse(self.slope(b), b) / least), float(self.mse(w, (self.price - w * self.area).mean()) / least)

    def times(self) -> float:
        """The mean squared error of this line, as a multiple of the best line's."""
        return float(self.mse(self.w, self.b) / max(self.mse(self.best_w, self.best_b), 1e-9))

    def scene(self) -> Scene:
        guess = self.w * self.area + self.b
        error = guess - self.price
        mse, least = float(self.mse(self.w, self.b)), float(self.mse(self.best_w, self.best_b))
        ends = np.array([30.0, 150.0])
        marks = [Segments(self.area, self.price, self.area, guess, color="red", width=1.5, label="residuals")]
        if self.squares:
            # a square on the screen: the axes are about 450 × 270 pixels for 120 m² × 400 (10 000 yuan)
            across = np.abs(error) * (120 / 450) / (400 / 270)
            side = np.where(self.area + across > 150, self.area - across, self.area + across)
            marks += [Segments(self.area, y, side, y, color="red", width=1) for y in (guess, self.price)]
            marks.append(Segments(side, self.price, side, guess, color="red", width=1))
        if self.best:
            marks.append(Line(ends, self.best_w * ends + self.best_b, color="green", style="dashed", label="best line"))
        marks += [Line(ends, self.w * ends + self.b, color="orange", width=3, label="your line"),
                  Points(self.area, self.price, color="blue", size=8)]
        on_map = [HeatMap(np.log10(self.surface), extent=(*W, *B), cmap="sequential"),
                  # on paper, or they are lost on the yellow in the dark theme
                  Rule(x=self.w, color="paper", style="solid", width=3), Rule(y=self.b, color="paper", style="solid", width=3),
                  Rule(x=self.w, color="orange", style="solid"), Rule(y=self.b, color="orange", style="solid")]
        if self.best:
            on_map.append(Points([self.best_w], [self.best_b], color="green", marker="diamond", size=10, label="best"))
        on_map.append(Points([self.w], [self.b], color="orange", size=12, label="your line"))
        times = self.times()
        said = ("that is as good as a straight line gets here" if times < 1.02 else
                f"the best line has {number(least)}" if self.best else
                "close: try small moves" if times < 1.5 else "there is a better line")
        above = int((error < 0).sum())
        return Scene(
            Axes(*marks, x="area (m²)", y="price (10 000 yuan)", title=f"price = {self.w:.2f} · area {'−' if self.b < 0 else '+'} {abs(self.b):.0f}",
                 xlim=(30, 150), ylim=(0, 400), width=1.15),
            Axes(*on_map, x="w", y="b", title="MSE over (w, b): dark is low", xlim=W, ylim=B, drag=("w", "b")),
            caption=f"Mean squared error {number(mse)}: {said}. {above} of {self.houses} houses {'lies' if above == 1 else 'lie'} above the line.",
            readouts={"w": f"{self.w:.2f}", "b": fixed(self.b, 0), "MSE": number(mse), "RMSE": f"{number(np.sqrt(mse))} × 10 000 yuan"})
