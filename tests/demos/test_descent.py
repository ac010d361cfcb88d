"""Descent on a curve: every derivative against the formula and finite differences, a step against w - lr · f'(w), the flat places."""
import numpy as np
import pytest

from course_utils.demos import DescentOnCurve
from course_utils.demos.descent import CURVES, HIGH, LOW
from course_utils.live.demo import Diverged
from course_utils.live.scene import Line

# name -> (f, f') written out
BY_HAND = {
    "w² · sin w": (lambda w: w**2 * np.sin(w), lambda w: 2 * w * np.sin(w) + w**2 * np.cos(w)),
    "w²": (lambda w: w**2, lambda w: 2 * w),
    "w⁴/40 − w² + w": (lambda w: w**4 / 40 - w**2 + w, lambda w: w**3 / 10 - 2 * w + 1),
    "w²/10 + sin 3w": (lambda w: w**2 / 10 + np.sin(3 * w), lambda w: w / 5 + 3 * np.cos(3 * w)),
    "|w|": (lambda w: np.abs(w), lambda w: np.sign(w)),
    "|w + sin w|": (lambda w: np.abs(w + np.sin(w)), lambda w: np.sign(w) * (1 + np.cos(w))),
}


def ended(steps=400, **settings):
    demo = DescentOnCurve(**settings)
    for _ in range(steps):
        if said := demo.step():
            return demo, said
    return demo, None


@pytest.mark.parametrize("curve", CURVES)
def test_value_and_derivative_by_formula_and_by_finite_differences(curve):
    f, slope = BY_HAND[curve]
    demo = DescentOnCurve(curve=curve)
    for w in np.linspace(LOW, HIGH, 24):
        value, gradient = demo.value_and_gradient(float(w))
        assert value == pytest.approx(f(w), abs=1e-9) and gradient == pytest.approx(slope(w), abs=1e-9)
        assert gradient == pytest.approx((f(w + 1e-6) - f(w - 1e-6)) / 2e-6, abs=1e-4)


@pytest.mark.parametrize("curve", CURVES)
def test_a_run_is_w_minus_lr_times_the_derivative(curve):
    f, slope = BY_HAND[curve]
    demo, w = DescentOnCurve(curve=curve, start=2.3, lr=0.013), 2.3
    for k in range(1, 16):
        demo.step()
        w -= 0.013 * slope(w)
        assert (demo.w, demo.f, demo.steps) == pytest.approx((w, f(w), k), abs=1e-9)
    assert len(demo.path) == 16 and np.allclose(demo.losses[0], demo.path[1], atol=1e-5)


def test_the_learning_rate_acts_on_the_next_step():
    demo = DescentOnCurve(curve="w²", start=4.0, lr=0.1)
    demo.step()
    assert demo.set(lr=0.25) is False
    demo.step()
    assert demo.w == pytest.approx(4 * 0.8 * 0.5)


def test_the_tangent_has_the_slope_of_the_curve():
    for w in (-3.0, 0.0, 2.0, 5.5):
        demo = DescentOnCurve(start=w)
        tangent = next(m for m in demo.scene().axes[0].marks if isinstance(m, Line) and m.label == "slope here")
        assert (tangent.y[1] - tangent.y[0]) / (tangent.x[1] - tangent.x[0]) == pytest.approx(demo.gradient, abs=1e-3)
        assert tangent.x.mean() == pytest.approx(w, abs=1e-5) and tangent.y.mean() == pytest.approx(demo.f, abs=1e-3)


def test_every_minimum_within_reach_stays_in_the_picture():
    """No start may run out of the picture at a small learning rate: the caption would blame the learning rate."""
    for curve, (_, (low, high)) in CURVES.items():
        for start in np.linspace(LOW, HIGH, 18):
            demo, _ = ended(curve=curve, start=float(start), lr=0.01, steps=300)
            assert LOW <= demo.w <= HIGH and low <= demo.f <= high and BY_HAND[curve][0](start) <= high, (curve, start, demo.w, demo.f)


def test_leaving_the_picture_ends_in_words():
    demo = DescentOnCurve(curve="w²", start=3.0, lr=3.0)
    with pytest.raises(Diverged, match="learning rate of 3 is too large"):
        for _ in range(50):
            demo.step()


@pytest.mark.parametrize("curve", ["w² · sin w", "w²", "w⁴/40 − w² + w"])
@pytest.mark.parametrize("start", [LOW, 3.5, HIGH])
def test_the_learning_rate_that_is_advised_stays_in_the_picture(curve, start):
    lost = DescentOnCurve(curve=curve, start=start, lr=3.0)
    with pytest.raises(Diverged) as told:
        for _ in range(50):
            lost.step()
    advised = float(str(told.value).removesuffix(".").rsplit(" ", 1)[1])
    demo, _ = ended(curve=curve, start=start, lr=advised, steps=20)
    assert advised < 3 and LOW <= demo.w <= HIGH


@pytest.mark.parametrize(("curve", "w", "words"), [
    ("w²", 0.0, "the lowest point"), ("w² · sin w", 0.0, "not a minimum"), ("w² · sin w", 2.2889, "top of a hill"),
    ("w² · sin w", 5.0870, "only a local one"), ("|w + sin w|", np.pi, "not a minimum"),
])
def test_flat_places_are_told_apart(curve, w, words):
    assert words in DescentOnCurve(curve=curve, start=w).place()
