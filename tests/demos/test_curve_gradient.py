"""The gradient of a curve: autograd against closed forms, the finite difference against its known error."""
import math

import pytest

from course_utils.demos import CurveGradient
from course_utils.demos.curve_gradient import CURVES, SMALLEST
from course_utils.live.frames import tree

DERIVATIVES = {
    "x²": lambda x: 2 * x, "sin(x)": math.cos, "x³ − 2x": lambda x: 3 * x**2 - 2,
    "x² · sin(x)": lambda x: 2 * x * math.sin(x) + x**2 * math.cos(x), "eˣ": math.exp,
    "|x|": lambda x: 0.0 if x == 0 else math.copysign(1, x),
}


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("x", [-3.0, -0.4, 0.0, 1.0, 3.0])
def test_autograd_agrees_with_the_closed_form(curve, x):
    assert CurveGradient(curve=curve, x=x).slope() == pytest.approx(DERIVATIVES[curve](x), abs=1e-12)


@pytest.mark.parametrize(("scheme", "order"), [("forward", 1), ("central", 2)])
def test_error_falls_with_the_order_of_the_scheme(scheme, order):
    demo = CurveGradient(curve="eˣ", x=0.5, scheme=scheme, precision="float64")
    coarse, fine = (abs(float(demo.difference(h)) - demo.slope()) for h in (1e-2, 1e-3))
    assert coarse / fine == pytest.approx(10**order, rel=0.05)


def test_too_small_a_step_loses_everything_in_float32():
    demo = CurveGradient(curve="x³ − 2x", x=1.0, h=2e-8)
    assert float(demo.difference(demo.h)) == 0 and "Rounding" in demo.scene().caption
    assert "smaller h" in CurveGradient(h=0.8).scene().caption
    assert "usable" in CurveGradient(h=3e-4).scene().caption


def test_the_corner_has_no_derivative():
    demo = CurveGradient(curve="|x|", x=0.0, h=0.1)
    assert "neither is a derivative" in demo.scene().caption
    assert float(demo.difference(0.1)) == pytest.approx(1.0)
    demo.scheme = "central"
    assert float(demo.difference(0.1)) == pytest.approx(0.0)


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("x", [-3.0, 3.0])
@pytest.mark.parametrize("h", [SMALLEST, 1.0])
@pytest.mark.parametrize("scheme", ["forward", "central"])
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_every_field_at_both_ends(curve, x, h, scheme, precision):
    scene = CurveGradient(curve=curve, x=x, h=h, scheme=scheme, precision=precision).scene()
    assert scene.caption.endswith(".") and "nan" not in scene.caption
    tree(scene)


def test_presets_show_what_they_say():
    for preset in CurveGradient.presets.values():
        assert CurveGradient(**preset.settings).scene().caption
