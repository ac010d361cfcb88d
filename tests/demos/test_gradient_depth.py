"""Gradient by depth: closed forms, seeds, extremes."""
import torch

from course_utils.demos import GradientDepth


def test_gradient_starts_with_norm_one_and_follows_the_chain_rule():
    demo = GradientDepth(depth=3, width=16, activation="none (linear)", initialisation="LeCun")
    assert torch.isclose(demo.norms[-1], torch.ones((), dtype=torch.float64))
    # a linear layer passes the gradient through its weights
    assert demo.norms.shape == demo.spreads.shape == (3,)


def test_sigmoid_vanishes_and_he_keeps_relu_level():
    sigmoid = GradientDepth(depth=20, activation="sigmoid", initialisation="LeCun")
    assert sigmoid.norms[0] < 1e-9
    relu = GradientDepth(depth=20, activation="ReLU", initialisation="He")
    assert 0.1 < relu.norms[0] < 10


def test_same_seed_same_picture():
    assert torch.equal(GradientDepth(seed=3).norms, GradientDepth(seed=3).norms)
    assert not torch.equal(GradientDepth(seed=3).norms, GradientDepth(seed=4).norms)


def test_extremes_stay_on_the_axis():
    for kind in ("too small (0.01)", "too large (1)"):
        scene = GradientDepth(depth=50, width=256, activation="none (linear)", initialisation=kind).scene()
        for axes in scene.axes:
            assert all(torch.isfinite(torch.tensor(m.y)).all() for m in axes.marks if m.__class__.__name__ == "Line")
