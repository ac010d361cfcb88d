"""Polynomial fit: against torch.linalg.lstsq, NumPy's own fit and the normal equations; its ends; what the presets claim."""
import numpy as np
import pytest
import torch
from numpy.polynomial import Polynomial, legendre

from course_utils import data
from course_utils.demos import PolynomialFit
from course_utils.demos.polynomial_fit import PENALTIES, columns, fit
from course_utils.live.scene import Line


def mse(c, x, y):
    return float(((legendre.legval(x, c) - y) ** 2).mean())


@pytest.mark.parametrize("degree", [1, 3, 8])
def test_a_fit_equals_torch_lstsq_and_numpy(degree):
    demo = PolynomialFit(seed=3)
    c = demo.fitted(degree, 0.0)
    powers = np.vander(demo.x, degree + 1, increasing=True)
    by_torch = torch.linalg.lstsq(torch.from_numpy(powers), torch.from_numpy(demo.y)[:, None]).solution[:, 0].numpy()
    side = np.linspace(-1, 1, 50)
    assert np.allclose(legendre.legval(side, c), np.vander(side, degree + 1, increasing=True) @ by_torch, atol=1e-6)
    assert np.allclose(legendre.legval(side, c), Polynomial.fit(demo.x, demo.y, degree)(side), atol=1e-8)


@pytest.mark.parametrize("l2", PENALTIES[1:])
def test_ridge_equals_the_normal_equations(l2):
    demo = PolynomialFit(degree=9, seed=1)
    A, n = columns(demo.x, 9), len(demo.x)
    free = np.eye(10)
    free[0, 0] = 0                                      # the constant is not penalised
    assert np.allclose(demo.fitted(9, l2), np.linalg.solve(A.T @ A + n * l2 / 2 * free, A.T @ demo.y), atol=1e-7)


def test_ridge_is_the_least_of_error_plus_penalty():
    demo, l2 = PolynomialFit(seed=4), 0.01
    c = demo.fitted(6, l2)

    def cost(c):
        return mse(c, demo.x, demo.y) + l2 / 2 * (c[1:] ** 2).sum()

    draw = np.random.default_rng(0)
    assert all(cost(c) < cost(c + 1e-3 * draw.standard_normal(7)) for _ in range(100))


def test_ridge_without_a_price_is_plain_and_with_a_high_one_the_mean():
    demo = PolynomialFit(seed=2)
    assert np.allclose(demo.fitted(5, 1e-12), demo.fitted(5, 0.0), atol=1e-6)
    assert np.allclose(demo.fitted(5, 1e9), [demo.y.mean(), 0, 0, 0, 0, 0], atol=1e-6)


@pytest.mark.parametrize("l2", [0.0, 10.0])
def test_degree_0_is_the_mean(l2):
    demo = PolynomialFit(degree=0, l2=l2)
    assert demo.fitted(0, l2) == pytest.approx([demo.y.mean()])


@pytest.mark.parametrize("n", [4, 8, 12, 16])
def test_as_many_coefficients_as_points_leave_no_training_error(n):
    train, test = PolynomialFit(points=n, degree=n - 1, seed=5).errors()
    assert train[n - 1] < 1e-6 < train[n - 3] and test[n - 1] > 0.1


def test_the_data_and_errors_are_those_of_the_course_by_a_plain_loop():
    demo = PolynomialFit(points=30, noise=0.3, seed=7, l2=1e-3)
    x, y = data.polynomial(30, 0.3, 7)
    assert np.allclose(demo.x, x) and np.allclose(demo.y, y) and not set(demo.x) & set(demo.x_test)
    train, test = demo.errors()
    for d in range(16):
        c = fit(columns(demo.x, d), demo.y, 1e-3)
        assert train[d] ** 2 == pytest.approx(mse(c, demo.x, demo.y)) and test[d] ** 2 == pytest.approx(mse(c, demo.x_test, demo.y_test))


def test_without_a_penalty_the_training_error_never_grows_with_the_degree():
    for seed in range(5):
        train, _ = PolynomialFit(seed=seed).errors()
        assert (np.diff(train) < 1e-9).all()


def test_the_scene_shows_the_fit_and_the_present_degree():
    demo = PolynomialFit(degree=3)
    plot, errors = demo.scene().axes
    curve = next(m for m in plot.marks if isinstance(m, Line) and m.label.startswith("fit"))
    assert np.allclose(curve.y, legendre.legval(curve.x, demo.fitted(3, 0.0)), atol=1e-5)
    train, test = demo.errors()
    assert [m.y[0] for m in errors.marks[-2:]] == pytest.approx([test[3], train[3]], rel=1e-5)
    assert errors.marks[-1].x[0] == 3 and errors.drag == ("degree", None)


@pytest.mark.parametrize(("settings", "shape", "said"), [
    ({}, ("square", "circle"), ""),
    ({"points": 12, "degree": 13}, ("triangle", "circle"), "On the right the training error lies below the axis, the test error lies above the axis."),
    ({"points": 10, "noise": 0.0, "degree": 9}, ("square", "circle"), "On the right both errors lie below the axis."),
    ({"points": 8, "degree": 7}, ("square", "circle"), "On the right the training error lies below the axis."),
])
def test_an_error_that_the_axis_has_no_room_for_is_told(settings, shape, said):
    demo = PolynomialFit(**settings)
    scene = demo.scene()
    low, high = scene.axes[1].ylim
    assert tuple(m.marker for m in scene.axes[1].marks[-2:]) == shape
    assert all(low <= m.y[0] <= high for m in scene.axes[1].marks[-2:]), "the marker on the edge is drawn whole"
    inside = [low <= errors[demo.degree] <= high for errors in demo.errors()]
    assert all(inside) == (not said) and scene.caption.endswith(said) and ("axis" in scene.caption) == bool(said)


def test_every_preset_has_its_errors_on_the_axis():
    for name in PolynomialFit.presets:
        scene = at(name)[0].scene()
        assert "axis" not in scene.caption, name


def at(name):
    demo = PolynomialFit(**PolynomialFit.presets[name].settings)
    train, test = demo.errors()
    return demo, train[demo.degree], test[demo.degree], test


def test_the_presets_show_what_they_say():
    stiff, train, test, _ = at("too stiff")
    assert train > 1.4 * stiff.noise and test > 1.4 * stiff.noise and "underfits" in stiff.scene().caption
    right, _, good, everything = at("about right")
    assert good == everything.min() and "about right" in right.scene().caption
    free, train, wild, _ = at("too free")
    assert train < free.noise and wild > 10 * good and "overfits" in free.scene().caption
    _, train, more, _ = at("more points")
    assert more < 1.15 * good and more < 1.6 * train
    _, _, tamed, _ = at("L2")
    assert tamed < 1.7 * good and tamed < wild / 10


def test_captions_name_an_exact_fit_and_huge_errors():
    said = PolynomialFit(points=8, degree=10).scene().caption
    assert "exactly" in said and "training error 0," in said
    assert "over a thousand" in PolynomialFit(points=15, degree=13).scene().caption
