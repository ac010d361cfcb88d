"""Regularisation live: penalties against autograd, a run against a plain loop, early stopping, and what the presets claim."""
import copy

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_utils import data, nets
from course_utils.demos import Regularisation
from course_utils.demos.regularisation import NOISE, add_penalty, sample


def trained(steps=60, **settings):
    """The demo after `steps` calls of step(), or until it ended; and the sentence it ended with."""
    demo = Regularisation(**settings)
    for _ in range(steps):
        if said := demo.step():
            return demo, said
    return demo, None


@pytest.mark.parametrize(("l1", "l2"), [(0.03, 0.0), (0.0, 0.1), (0.01, 0.003)])
def test_penalty_gradients_equal_autograd(l1, l2):
    model = nets.mlp([2, 5, 1], seed=0)
    weights = [p for p in model.parameters() if p.ndim > 1]
    X = torch.randn(8, 2, generator=torch.Generator().manual_seed(0))
    model(X).square().mean().backward()
    add_penalty(weights, l1, l2)
    found = [p.grad.clone() for p in model.parameters()]
    model.zero_grad()
    loss = model(X).square().mean() + l1 * sum(w.abs().sum() for w in weights) + l2 / 2 * sum(w.square().sum() for w in weights)
    loss.backward()
    assert all(torch.allclose(a, p.grad, atol=1e-7) for a, p in zip(found, model.parameters(), strict=True))


def test_penalty_gradients_equal_finite_differences_and_0_is_a_subgradient():
    w = torch.tensor([[0.5, -0.25, 0.0]], dtype=torch.float64)
    w.grad = torch.zeros_like(w)
    add_penalty([w], 0.1, 0.2)

    def penalty(v):
        return 0.1 * abs(v) + 0.2 / 2 * v * v

    for i in (0, 1):
        v = w[0, i].item()
        assert w.grad[0, i].item() == pytest.approx((penalty(v + 1e-6) - penalty(v - 1e-6)) / 2e-6, abs=1e-6)
    assert w.grad[0, 2] == 0


def test_a_run_equals_a_plain_loop():
    demo, _ = trained(5, l1=0.001, l2=0.003, seed=3, hidden=8)
    model = nets.mlp([2, 8, 8, 1], seed=3)
    X, y, _ = sample(60, 0.15, 3)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    weights = [m.weight for m in model if isinstance(m, nn.Linear)]
    for _ in range(50):
        loss = F.binary_cross_entropy_with_logits(model(X)[:, 0], y)
        loss = loss + sum(0.001 * w.abs().sum() + 0.003 / 2 * w.square().sum() for w in weights)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        left, right = torch.sigmoid(model(demo.grid))[:, 0], torch.from_numpy(demo.surface()).flatten()
    assert torch.allclose(left, right, atol=1e-4)


def test_losses_are_plain_and_dropout_is_off_when_measured():
    demo, _ = trained(10, dropout=0.8, l2=0.01)
    kept = nn.Sequential(*[m for m in demo.model if not isinstance(m, nn.Dropout)])
    with torch.no_grad():
        for (X, y), loss, right in ((demo.train, demo.train_loss, demo.train_accuracy), (demo.validation, demo.val_loss, demo.val_accuracy)):
            logits = kept(X)[:, 0]
            assert F.binary_cross_entropy_with_logits(logits, y).item() == pytest.approx(loss, abs=1e-6)
            assert ((logits > 0) == y.bool()).float().mean().item() == pytest.approx(right)
    demo.model.train()
    first = demo.surface()
    assert (first == demo.surface()).all() and not demo.model.training


def test_dropout_switches_off_the_share_it_says_while_training():
    demo = Regularisation(dropout=0.6)
    seen = []
    demo.drops[0].register_forward_hook(lambda module, x, out: seen.append((module.training, x[0], out)))
    demo.step()
    training = [(x, out) for on, x, out in seen if on]
    assert len(training) == demo.updates_per_step
    alive = torch.cat([(out[x > 0] > 0).float() for x, out in training])
    assert alive.mean().item() == pytest.approx(0.4, abs=0.03)


def test_augmentation_moves_the_points_by_its_standard_deviation_and_anew():
    demo, seen = Regularisation(jitter=0.3), []
    demo.model[0].register_forward_pre_hook(lambda module, x: seen.append(x[0]) if demo.model.training else None)
    demo.step()
    moves = torch.stack([x - demo.X for x in seen])                    # (updates, examples, 2)
    assert moves.std().item() == pytest.approx(0.3, rel=0.1) and not torch.equal(moves[0], moves[1])


def test_wrong_labels_are_wrong_and_counted():
    _, y, wrong = sample(60, 0.15, 0)
    _, clean = data.moons(60, NOISE, 0)
    assert wrong.sum() == 9 and torch.equal(y != clean, wrong)
    demo, _ = trained(40)
    with torch.no_grad():
        says = demo.model(demo.X)[:, 0] > 0
    assert demo.learned == sum(bool(s) == bool(label) for s, label, w in zip(says, demo.y, demo.wrong, strict=True) if w)
    # the rings lie on the wrong labels
    assert torch.equal(torch.from_numpy(demo.scene().axes[0].marks[2].x), demo.X[demo.wrong, 0])


def test_early_stopping_brings_the_best_weights_back_and_says_so():
    demo = Regularisation(early_stopping=True, patience=100)
    seen = {}
    while True:
        said = demo.step()
        if said:
            break
        seen[demo.steps] = (demo.val_loss, copy.deepcopy(demo.model.state_dict()))
    best = min(seen, key=lambda step: seen[step][0])
    assert demo.best_step == best and demo.stopped == best + 100
    assert all(torch.equal(value, seen[best][1][name]) for name, value in demo.model.state_dict().items())
    assert demo.val_loss == pytest.approx(seen[best][0], abs=1e-6)
    assert f"update {best} are back" in said and f"weights of update {best}:" in demo.scene().caption
    assert "reset" in demo.step() and demo.stopped == best + 100
    demo.early_stopping = False
    assert demo.step() is None and demo.steps == best + 110 and "Early stopping" not in demo.scene().caption


def test_live_fields_act_without_a_new_start():
    demo, _ = trained(3)
    assert demo.set(l1=0.1, l2=0.1, dropout=0.5, lr=0.01, jitter=0.1, early_stopping=True, patience=100) is False
    assert demo.steps == 30
    assert demo.set(examples=100) and demo.steps == 0


def test_dropout_and_augmentation_repeat_with_the_seed_and_leave_the_global_state_alone():
    torch.manual_seed(1)
    before = torch.random.get_rng_state()
    first, _ = trained(5, dropout=0.5, jitter=0.2, seed=4)
    assert torch.equal(before, torch.random.get_rng_state())
    torch.manual_seed(2)
    second, _ = trained(5, dropout=0.5, jitter=0.2, seed=4)
    other, _ = trained(5, dropout=0.5, jitter=0.2, seed=5)
    assert first.train_loss == second.train_loss != other.train_loss


@pytest.fixture(scope="module")
def runs():
    """Every preset after the same 600 updates."""
    found = {}
    for name, preset in Regularisation.presets.items():
        demo = Regularisation(**preset.settings)
        while demo.steps < 600 and not demo.step():
            pass
        found[name] = demo
    return found


def gap(demo):
    return demo.val_loss - demo.train_loss


def test_memorise_learns_every_wrong_label(runs):
    demo = runs["memorise"]
    assert demo.train_loss < 0.1 and demo.val_loss > 2 * demo.best_loss and demo.learned == demo.wrong.sum() > 5
    assert "overfits" in demo.scene().caption and nets.count_parameters(demo.model) == 2545


@pytest.mark.parametrize(("name", "share"), [("more data", 0.2), ("smaller network", 0.2), ("L2", 0.2), ("augmentation", 0.2), ("dropout", 0.5),
                                              ("early stopping", 0.2)])
def test_every_cure_narrows_the_gap_and_lowers_the_validation_loss(runs, name, share):
    ill, cured = runs["memorise"], runs[name]
    assert gap(cured) < share * gap(ill) and cured.val_loss < 0.5 * ill.val_loss
    # dropout only delays it: 2 to 5 of 9 by now, with the seed
    assert cured.learned / cured.wrong.sum() < (0.7 if name == "dropout" else 0.5)


def test_what_the_presets_say_of_weights_and_borders(runs):
    def size(demo):
        return sum(w.square().sum().item() for w in demo.weights)

    assert size(runs["L2"]) < 0.2 * size(runs["memorise"])
    assert runs["smaller network"].train_loss > runs["L2"].train_loss
    assert runs["early stopping"].stopped and runs["early stopping"].steps < 600


def test_l1_leaves_most_weights_near_0_and_the_bars_show_it():
    demo, _ = trained(100, l1=0.003)
    share, middle = demo.histogram()
    near = torch.cat([w.detach().flatten() for w in demo.weights]).abs() < 0.075
    assert share.sum() == pytest.approx(100) and middle[10] == pytest.approx(0)
    assert share[10] == pytest.approx(100 * near.float().mean().item(), abs=1e-3) and share[10] > 80
