"""Logistic regression live: gradients against autograd and against the optimum, counts against a plain loop."""
import pytest
import torch
from torch.nn import functional as F

from course_utils.demos import LogisticLive
from course_utils.live.demo import Diverged


def test_gradients_equal_autograd():
    demo = LogisticLive(device="cpu", seed=2)
    w, b = demo.w.clone().requires_grad_(), demo.b.clone().requires_grad_()
    F.binary_cross_entropy_with_logits(demo.X @ w + b, demo.y).backward()
    dw, db = demo.gradients()
    assert torch.allclose(dw, w.grad, atol=1e-6) and torch.allclose(db, b.grad, atol=1e-6)


def test_a_step_is_gradient_descent_and_lowers_the_loss():
    demo = LogisticLive(device="cpu")
    w, (dw, _) = demo.w.clone(), demo.gradients()
    demo.step()
    assert torch.allclose(demo.w, w - demo.lr * dw)
    for _ in range(200):
        demo.step()
    assert demo.loss < demo.losses[0][0] and demo.steps == 201


def test_xor_stays_at_ln_2():
    demo = LogisticLive(device="cpu", points="xor", noise=0.1)
    for _ in range(500):
        demo.step()
    assert demo.loss == pytest.approx(0.693, abs=0.01)


@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.5, 0.99])
def test_counts_by_a_plain_loop(threshold):
    demo = LogisticLive(device="cpu", threshold=threshold, noise=0.8)
    want = dict.fromkeys(("tp", "fp", "fn", "tn"), 0)
    for x, y in zip(demo.X, demo.y, strict=True):
        yes = torch.sigmoid(demo.w @ x + demo.b).item() >= threshold
        want[("tp" if y else "fp") if yes else ("fn" if y else "tn")] += 1
    assert demo.confusion() == want and sum(want.values()) == demo.n


def test_the_threshold_leaves_the_training_alone():
    demo = LogisticLive(device="cpu")
    demo.step()
    w = demo.w.clone()
    assert demo.set(threshold=0.9) is False
    assert torch.equal(demo.w, w)


def test_a_lost_loss_is_said_in_words():
    demo = LogisticLive(device="cpu")
    demo.w = demo.w * float("nan")
    with pytest.raises(Diverged, match="learning rate"):
        demo.step()
