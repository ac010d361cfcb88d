"""Playground: a run against a plain PyTorch loop, the surface and the small pictures against the model, and what the presets claim."""
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_utils import data, nets, training
from course_utils.demos import Playground
from course_utils.demos.playground import GRID, picture
from course_utils.demos.playground.picture import SHOWN, THIN
from course_utils.demos.playground.problems import INPUTS, given
from course_utils.live.demo import Diverged
from course_utils.live.scene import HeatMap, Images, Points, Segments

MAKERS = {
    "SGD": lambda groups, lr: torch.optim.SGD(groups, lr=lr), "momentum": lambda groups, lr: torch.optim.SGD(groups, lr=lr, momentum=0.9),
    "Adam": lambda groups, lr: torch.optim.Adam(groups, lr=lr), "RMSprop": lambda groups, lr: torch.optim.RMSprop(groups, lr=lr),
    "Adagrad": lambda groups, lr: torch.optim.Adagrad(groups, lr=lr),
}


def ran(steps, **settings):
    """The demo after at least `steps` updates."""
    demo = Playground(device="cpu", **settings)
    while demo.steps < steps:
        demo.step()
    return demo


def plain(updates, *, sizes, activation, optimizer, lr, batch_size, seed, l2=0.0, dataset="moons", noise=0.15, examples=200):
    """The same run by a loop as lesson 6 writes it, with the penalty l2/2 · Σw² in the loss."""
    X, y = data.TOY_SETS[dataset](n=examples, noise=noise, seed=seed)
    model = nets.mlp(sizes, activation, seed=seed)
    optimiser = MAKERS[optimizer](model.parameters(), lr)
    order, made = torch.Generator().manual_seed(seed), 0
    while made < updates:
        for rows in torch.randperm(examples, generator=order).split(batch_size):
            if made == updates:
                break
            loss = F.binary_cross_entropy_with_logits(model(X[rows])[:, 0], y[rows].float())
            loss = loss + l2 / 2 * sum(m.weight.square().sum() for m in model if isinstance(m, nn.Linear))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            made += 1
    return model


@pytest.mark.parametrize(("optimizer", "lr", "l2"), [("SGD", 0.1, 0.0), ("momentum", 0.03, 0.01), ("Adam", 0.01, 0.03), ("RMSprop", 0.003, 0.0),
                                                      ("Adagrad", 0.05, 0.0)])
def test_a_run_equals_a_plain_loop(optimizer, lr, l2):
    demo = ran(30, layers=2, hidden1=5, hidden2=3, activation="relu", optimizer=optimizer, lr=lr, l2=l2, batch_size=32, seed=4)
    model = plain(30, sizes=[2, 5, 3, 1], activation="relu", optimizer=optimizer, lr=lr, batch_size=32, seed=4, l2=l2)
    for ours, theirs in zip(demo.net.model.parameters(), model.parameters(), strict=True):
        assert torch.allclose(ours, theirs, atol=2e-5)


def test_l2_is_weight_decay_on_weights_alone():
    demo = Playground(device="cpu", optimizer="SGD", lr=0.1, l2=0.03)
    optimizer = demo.net.optimiser.ready("SGD", 0.1, 0.03)
    before = [p.detach().clone() for p in demo.net.model.parameters()]
    for p in demo.net.model.parameters():
        p.grad = torch.zeros_like(p)
    optimizer.step()
    for p, old in zip(demo.net.model.parameters(), before, strict=True):
        assert torch.allclose(p, old * (1 - 0.1 * 0.03) if p.ndim > 1 else old)


def test_loss_and_accuracy_by_training_and_torch():
    demo = ran(50, seed=2)
    for X, y, loss, right in ((demo.net.X, demo.net.y, demo.train_loss, demo.train_accuracy), (demo.net.X_test, demo.net.y_test, demo.test_loss, demo.test_accuracy)):
        assert training.accuracy(demo.net.model, X, y) == pytest.approx(right)
        assert F.binary_cross_entropy_with_logits(demo.net.model(X)[:, 0], y).item() == pytest.approx(loss, abs=1e-6)
    assert not torch.equal(demo.net.X, demo.net.X_test)


def test_the_surface_is_the_probability_with_row_0_at_the_bottom():
    demo = ran(50)
    heat = next(m for m in demo.scene().axes[0].marks if isinstance(m, HeatMap))
    x0, x1, y0, y1 = heat.extent
    for row, column in ((0, 0), (0, GRID - 1), (GRID - 1, 0), (11, 30)):
        point = torch.tensor([[x0 + (x1 - x0) * column / (GRID - 1), y0 + (y1 - y0) * row / (GRID - 1)]])
        assert heat.z[row, column] == pytest.approx(torch.sigmoid(demo.net.model(point)).item(), abs=1e-4)


@pytest.mark.parametrize("activation", ["tanh", "relu", "identity", "prelu"])
def test_each_small_picture_is_what_its_neuron_puts_out(activation):
    demo = ran(20, layers=3, hidden1=10, hidden2=2, hidden3=4, activation=activation)
    _, hidden = demo.surfaces()
    assert [len(h) for h in hidden] == [SHOWN, 2, 4]
    grid, layers = demo.on_device[-1], list(demo.net.model)
    side = range(0, GRID, THIN)
    for k, pictures in enumerate(hidden):
        with torch.no_grad():
            outputs = nn.Sequential(*layers[:2 * k + 2])(grid).reshape(GRID, GRID, -1)       # (rows, columns, neurons)
        for j, picture in enumerate(pictures):
            assert np.allclose(picture, outputs[::THIN, ::THIN, j], atol=1e-6)
            assert picture[3, 5] == pytest.approx(outputs[side[3], side[5], j].item(), abs=1e-6)
    images = next(m for m in demo.scene().axes[1].marks if isinstance(m, Images))
    first = hidden[0][0] / np.abs(hidden[0][0]).max()
    assert len(images.z) == 2 + SHOWN + 2 + 4 and np.allclose(images.z[2], first[::-1], atol=1e-5)      # pictures have row 0 on top


def test_the_lines_of_the_diagram_are_the_weights():
    demo = ran(20, layers=1, hidden1=3)
    lines = next(m for m in demo.scene().axes[1].marks if isinstance(m, Segments))
    first, last = demo.net.model[0].weight.detach(), demo.net.model[2].weight.detach()
    want = torch.cat([(w / w.abs().max()).flatten() for w in (first, last)])
    assert np.allclose(lines.value, want, atol=1e-5) and len(lines.value) == 2 * 3 + 3


def test_the_points_drawn_are_the_examples():
    marks = Playground(device="cpu", examples=30).scene().axes[0].marks
    test, train = (m for m in marks if isinstance(m, Points))
    X, y = data.moons(30, 0.15, 0)
    assert np.allclose(train.x, X[:, 0]) and np.allclose(train.color, y) and not test.filled and len(test.x) == 30


def test_live_controls_keep_the_weights_and_the_step_count():
    demo = ran(20)
    weights = demo.net.model[0].weight.clone()
    assert demo.set(lr=0.02, l2=0.01, optimizer="Adam", batch_size=7) is False
    assert torch.equal(weights, demo.net.model[0].weight) and demo.steps == 20
    demo.step()
    assert demo.net.optimiser.kind == "Adam" and demo.net.optimiser.optimizer.param_groups[0]["lr"] == 0.02


def test_the_cpu_unless_another_device_is_named(monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "no such")
    assert Playground().where.type == "cpu"


def test_divergence_is_said_in_words():
    demo = ran(10)
    with torch.no_grad():
        demo.net.model[-1].bias.fill_(float("nan"))
    with pytest.raises(Diverged, match="learning rate"):
        demo.step()


def preset(name, updates=600):
    return ran(updates, **Playground.presets[name].settings)


def test_without_a_bend_about_half_is_wrong():
    demo = preset("no bend")
    assert demo.train_accuracy < 0.7 and demo.train_loss > 0.65


def test_four_neurons_close_a_ring_within_600_steps():
    demo = preset("one bend is enough")
    assert demo.train_accuracy > 0.93 and demo.test_accuracy > 0.85
    probability, _ = demo.surfaces()
    edge = np.concatenate([probability[0], probability[-1], probability[:, 0], probability[:, -1]])
    assert probability[GRID // 2, GRID // 2] > 0.9 and (edge < 0.5).mean() > 0.9


def test_the_narrow_network_misses_the_spiral_and_the_wide_one_finds_it():
    assert preset("spiral, too narrow", 1500).train_accuracy < 0.8
    wide = preset("spiral, wide enough", 1200)
    assert wide.train_accuracy > 0.97 and wide.test_accuracy > 0.95


def test_a_large_learning_rate_jumps_and_recovers_when_lowered():
    demo = preset("learning rate too large", 300)
    recent = demo.curves[0][-20:]
    assert (np.diff(recent) > 0.1).sum() >= 4 and recent.max() > 1.0
    demo.lr = 0.1
    for _ in range(60):
        demo.step()
    assert demo.train_loss < 0.3 and demo.train_accuracy > 0.9


def test_l2_cures_what_learning_the_noise_shows():
    ill, cured = preset("learning the noise"), preset("the cure: L2")
    assert ill.train_loss < 0.1 and ill.test_loss > 2 * float(ill.curves[1].min()) and "overfits" in ill.scene().caption
    assert cured.test_loss < 0.5 * ill.test_loss and cured.train_loss > ill.train_loss
    assert nets.count_parameters(ill.model) == 1185


def test_the_first_optimiser_is_made_before_run_is_pressed(monkeypatch):
    """The first one of a process imports much of PyTorch: that wait belongs to the cell."""
    made, real = [], torch.optim.SGD
    monkeypatch.setattr(torch.optim, "SGD", lambda *args, **kw: made.append(args) or real(*args, **kw))
    Playground(device="cpu")
    assert made


def test_a_stuck_and_a_lost_run_say_what_to_do():
    demo = ran(400, lr=10.0, layers=3, activation="sigmoid", optimizer="momentum")
    assert demo.train_accuracy < 0.6 and "too large" in demo.scene().caption
    demo.train_loss = float("nan")
    assert "reset" in demo.scene().caption
