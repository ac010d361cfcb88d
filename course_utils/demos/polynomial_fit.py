"""Polynomials of any degree through a few noisy points: too stiff, about right, too free."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.polynomial.legendre import legvander

from .. import data
from ..live.demo import Demo, choice, integer, slider
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Line, Points, Rule, Scene
from .parts import number

DEGREES = np.arange(16)
TESTED = 100                 # points behind the test error
FLOOR, TOP = 0.03, 100.0     # the axis of errors: an error of 0 has no place on a logarithm, and one of millions would flatten all others
PENALTIES = (0.0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0)


def columns(x: np.ndarray, degree: int = 15) -> np.ndarray:
    """The Legendre polynomials P₀ … P_degree at x, (n, degree + 1).

    They span what 1, x, x², … span, but hardly depend on one another: with powers, digits are lost at degree 15.
    """
    return legvander(x, degree)


def fit(A: np.ndarray, y: np.ndarray, l2: float = 0.0) -> np.ndarray:
    """Coefficients c (degree + 1,) with the smallest mean((A @ c - y)²) + l2/2 · sum(c[1:]²).

    The penalty enters as further rows, √(n · l2/2) · c = 0, of one least-squares problem; the constant c₀ goes free.
    Where the points leave the choice open, the smallest coefficients are taken.
    """
    n, terms = A.shape
    if l2:
        A = np.concatenate([A, np.sqrt(n * l2 / 2) * np.eye(terms)[1:]])
        y = np.concatenate([y, np.zeros(terms - 1)])
    return np.linalg.lstsq(A, y, rcond=1e-12)[0]


def rmse(y_hat: np.ndarray, y: np.ndarray) -> float:
    """Root of the mean squared error, in the unit of y."""
    return float(np.sqrt(((y_hat - y) ** 2).mean()))


@dataclass
class PolynomialFit(Demo):
    """A polynomial fitted to noisy points of a sine by least squares, and its error on new points, for every degree.

    Computed in float64 on the CPU: it is a matter of microseconds.
    Taught in: 08_overfitting, under- and overfitting with polynomials
    """

    title = "Fit a polynomial: too stiff, about right, too free"
    presets = {
        "too stiff": Preset({"degree": 1}, "A straight line cannot bend: it misses the old points and the new ones. That is underfitting.",
            (Promise("both errors are far above those of degree 3", lambda demo: all(e[demo.degree] > 1.5 * e[3] for e in demo.errors())),)),
        "about right": Preset({"degree": 3}, "It bends where the truth bends, and leaves the noise alone.",
            (Promise("the test error is close to the noise", lambda demo: demo.errors()[1][demo.degree] < 1.5 * demo.noise),)),
        "too free": Preset({"degree": 10}, "It bends to come near every training point, and swings wildly where there are few. That is overfitting.",
            (Promise("new points are missed by more than training points, and by more than with degree 3",
                     lambda demo: demo.ratio() > 1.5 and demo.errors()[1][demo.degree] > demo.errors()[1][3]),)),
        "more points": Preset({"degree": 10, "points": 100}, "The same degree with 100 points: hardly anywhere is there room to swing. The two errors come close.",
            (Promise("the two errors are close", lambda demo: demo.ratio() < 1.6 and demo.points == 100),)),
        "L2": Preset({"degree": 10, "l2": 0.01}, "The same degree and the same 20 points, but large coefficients have a price: the wild swings are gone.",
            (Promise("the test error is below that of the same degree without L2", lambda demo: demo.l2 and demo.errors()[1][10] < rmse(demo.A_test[:, :11] @ demo.fitted(10, 0.0), demo.y_test)),)),
    }

    degree: int = integer(10, 0, 15, help="highest power of x: degree 1 is a straight line, each further one allows one more bend")
    points: int = integer(20, 4, 100, label="training points", help="how many points the polynomial is fitted to", rebuild=True)
    noise: float = slider(0.25, 0.0, 0.6, 0.01, help="standard deviation of the scatter around the truth", rebuild=True)
    l2: float = choice(0.0, PENALTIES, label="L2", help="price of large coefficients: adds L2/2 times the sum of their squares to the mean squared error")

    guide = (
        Step("Slide the degree from 10 down to 1.", "Which of the two errors is large at both ends of the way?",
             lambda demo: demo.degree <= 1, "The test error: a straight line is too stiff, a high degree swings. The training error only falls with the degree.",
             lambda demo: (np.diff(demo.errors()[0]) < 1e-6).all() and demo.errors()[1].argmin() not in (0, 1, 15), ({"degree": 1},)),
        Step("Take degree 10 and 100 training points.", "Is degree 10 still dangerous?",
             lambda demo: demo.degree == 10 and demo.points == 100, "No: there is hardly room left to swing between the points, and the two errors come close.",
             lambda demo: demo.errors()[1][10] < 1.8 * demo.errors()[0][10], ({"degree": 10, "points": 100},)),
        Step("Go back to 20 points and set the noise to 0.", "Is a high degree still dangerous?",
             lambda demo: demo.degree >= 8 and demo.points <= 25 and demo.noise == 0, "Far less: without noise there is nothing wrong to learn.",
             lambda demo: demo.errors()[1][10] < 0.1, ({"points": 20, "noise": 0.0},)),
        Step("Set the noise back to 0.25, and L2 to 0.01.", "What does the penalty do to the curve?",
             lambda demo: demo.degree >= 8 and demo.points <= 25 and demo.noise >= 0.2 and demo.l2 > 0,
             "It calms it: large coefficients have a price, and the test error falls.",
             lambda demo: demo.errors()[1][10] < rmse(demo.A_test[:, :11] @ demo.fitted(10, 0.0), demo.y_test), ({"noise": 0.25, "l2": 0.01},)),
    )

    def reset(self) -> None:
        x, y = data.polynomial(n=self.points, noise=self.noise, seed=self.seed)
        x_test, y_test = data.polynomial(n=TESTED, noise=self.noise, seed=self.seed + 10_000)
        self.x, self.y, self.x_test, self.y_test = (v.numpy().astype(np.float64) for v in (x, y, x_test, y_test))
        self.A, self.A_test = columns(self.x), columns(self.x_test)

    def fitted(self, degree: int, l2: float) -> np.ndarray:
        return fit(self.A[:, :degree + 1], self.y, l2)

    def errors(self) -> tuple[np.ndarray, np.ndarray]:
        """RMSE on the training and on the test points for each of DEGREES, both (16,)."""
        train, test = np.empty(len(DEGREES)), np.empty(len(DEGREES))
        for d in DEGREES:
            c = self.fitted(d, self.l2)
            train[d] = rmse(self.A[:, :d + 1] @ c, self.y)
            test[d] = rmse(self.A_test[:, :d + 1] @ c, self.y_test)
        return train, test

    def ratio(self) -> float:
        """The test error of this degree as a multiple of its training error."""
        train, test = self.errors()
        return float(test[self.degree] / max(train[self.degree], 1e-12))

    def scene(self) -> Scene:
        train, test = self.errors()
        side = np.linspace(-1, 1, 301)
        curve = columns(side, self.degree) @ self.fitted(self.degree, self.l2)
        truth = data.polynomial_truth(torch.from_numpy(side))
        plot = Axes(Points(self.x_test, self.y_test, color="orange", marker="square", size=4, filled=False, label="test points"),
                    Line(side, truth, color="green", style="dashed", width=2, label="truth"),
                    # far outside of the picture a float32 pixel would be lost
                    Line(side, np.clip(curve, -50, 50), color="ink", width=2.5, label=f"fit of degree {self.degree}"),
                    Points(self.x, self.y, color="blue", size=9, label="training points"),
                    x="x", y="y", title=f"{self.points} training points", xlim=(-1.02, 1.02), ylim=(-2.6, 2.6), width=1.25)
        shown = [np.clip(e, FLOOR / 10, 10 * TOP) for e in (train, test)]
        marks = [Rule(x=self.degree, color="ink", style="dotted"),
                 Line(DEGREES, shown[1], color="orange", style="dashed", label="test"),
                 Line(DEGREES, shown[0], color="blue", label="training"),
                 self.here(test, "orange", "square"), self.here(train, "blue", "circle")]
        if self.noise > 0:
            marks.insert(0, Rule(y=self.noise, color="green", style="dotted", width=2, label="noise alone"))
        errors = Axes(*marks, x="degree", y="RMSE", title="Error by degree", yscale="log", xlim=(-0.4, 15.4),
                      ylim=(FLOOR, TOP), drag=("degree", None))
        return Scene(plot, errors, caption=self.caption(train, test),
                     readouts={"coefficients": str(self.degree + 1), "training error": shortly(train[self.degree]),
                               "test error": shortly(test[self.degree]), "degree with the least test error": str(int(test.argmin()))})

    def here(self, errors: np.ndarray, color: str, marker: str) -> Points:
        """The error of the present degree; one that lies above the axis points there from its edge."""
        error = errors[self.degree]          # rounded to float32, FLOOR itself would lie below the axis and not be drawn
        return Points([self.degree], [np.clip(error, 1.001 * FLOOR, TOP)], color=color, marker="triangle" if error > TOP else marker, size=10)

    def caption(self, train: np.ndarray, test: np.ndarray) -> str:
        """What is seen, and which of the two errors the axis has no room for."""
        errors = {"training": train[self.degree], "test": test[self.degree]}
        outside = [f"the {name} error lies {'above' if e > TOP else 'below'} the axis" for name, e in errors.items() if not FLOOR <= e <= TOP]
        if all(e < FLOOR for e in errors.values()):
            outside = ["both errors lie below the axis"]
        return self.judged(train, test) + (f" On the right {', '.join(outside)}." if outside else "")

    def judged(self, train: np.ndarray, test: np.ndarray) -> str:
        d, best = self.degree, int(test.argmin())
        here, there = train[d], test[d]
        said = f"Degree {d} on {self.points} points{f' with L2 {number(self.l2, 1)}' if self.l2 else ''}: training error {shortly(here)}, test error {shortly(there)}"
        ratio, right = there / max(here, 1e-12), there <= 1.15 * test[best] + 1e-9
        if ratio > 1.4 and not right and here > 1e-4:
            times = f"{number(ratio, 2)} times as large" if ratio < 1e4 else "more than 10,000 times as large"
            said += f", {times}"
        least = f"Degree {best} has the least test error, {shortly(test[best])}."
        if self.l2:
            without = rmse(self.A_test[:, :d + 1] @ self.fitted(d, 0.0), self.y_test)
            return f"{said}. Without L2 the test error of this degree is {shortly(without)}."
        if d >= self.points - 1 and here < 1e-3:
            return f"{said}. It meets every training point exactly{', noise and all: it overfits' if self.noise else ': there is no noise here'}. {least}"
        if right:
            return f"{said}: about right. {least}" if d != best else f"{said}: about right, no other degree does better."
        if d < best and ratio < 1.4:
            return f"{said}. Both are large, the curve is too stiff: it underfits. {least}"
        return f"{said}. It has learned the noise: it overfits. {least}" if d > best else f"{said}. {least}"


def shortly(error: float) -> str:
    """An error for a caption; what rounding leaves of 0 is called 0."""
    if error > 1e3:
        return "over a thousand"
    return "0" if error < 1e-6 else "less than 0.0001" if error < 1e-4 else number(error, 2)
