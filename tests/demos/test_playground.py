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
        assert heat.z[row, column] == pytest.approx(2 * torch.sigmoid(demo.net.model(point)).item() - 1, abs=1e-4)


@pytest.mark.parametrize("activation", ["tanh", "relu", "identity", "prelu"])
def test_each_small_picture_is_what_its_neuron_puts_out(activation):
    demo = ran(20, layers=3, hidden1=10, hidden2=2, hidden3=4, activation=activation)
    inputs, *hidden, last = (v.numpy() for v in demo.net.views())
    assert [len(h) for h in hidden] == [10, 2, 4] and np.allclose(inputs[0], inputs[1].T) and last.shape == (1, GRID, GRID)
    layers = list(demo.net.model)
    for k, pictures in enumerate(hidden):
        with torch.no_grad():
            outputs = nn.Sequential(*layers[:2 * k + 2])(demo.net.grid).reshape(GRID, GRID, -1)       # (rows, columns, neurons)
        assert np.allclose(pictures, outputs.permute(2, 0, 1), atol=1e-6)
    images = next(m for m in demo.scene().axes[1].marks if isinstance(m, Images))
    first = hidden[0][0][::THIN, ::THIN] / np.abs(hidden[0][0][::THIN, ::THIN]).max()
    assert len(images.z) == len(images.parts) == 2 + SHOWN + 2 + 4 and np.allclose(images.z[2], first[::-1], atol=1e-5)      # row 0 on top


def test_the_lines_of_the_diagram_are_the_weights():
    demo = ran(20, layers=1, hidden1=3)
    lines = next(m for m in demo.scene().axes[1].marks if isinstance(m, Segments) and m.value is not None)
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
    assert Playground().net.device.type == "cpu"


def test_divergence_is_said_in_words():
    demo = ran(10)
    with torch.no_grad():
        demo.net.model[-1].bias.fill_(float("nan"))
    with pytest.raises(Diverged, match="learning rate"):
        demo.step()


def test_four_neurons_close_a_ring_within_600_updates():
    demo = ran(600, **Playground.presets["one bend is enough"].settings)
    surface = demo.net.views()[-1][0].numpy()
    edge = np.concatenate([surface[0], surface[-1], surface[:, 0], surface[:, -1]])
    assert surface[GRID // 2, GRID // 2] > 0.8 and (edge < 0).mean() > 0.9


def test_l2_cures_what_learning_the_noise_shows():
    ill, cured = (ran(600, **Playground.presets[name].settings) for name in ("learning the noise", "the cure: L2"))
    assert "overfits" in ill.scene().caption and cured.test_loss < 0.6 * ill.test_loss
    assert nets.count_parameters(ill.net.model) == 1185
    losses = ill.scene().axes[2]
    assert losses.ylim[1] > ill.curves[1].max(), "the rising test loss stays in the picture"


def test_inputs_are_what_their_names_say():
    X = torch.tensor([[0.5, -2.0]])
    assert given(X, tuple(INPUTS)).tolist()[0] == pytest.approx([0.5, -2.0, 0.25, 4.0, -1.0, np.sin(1.5), np.sin(-6.0)])
    demo = Playground(device="cpu", inputs=["sin 3x₁", "x₁"])
    assert demo.inputs == ("x₁", "sin 3x₁") and demo.net.model[0].in_features == 2
    with pytest.raises(ValueError, match="at least one"):
        demo.set(inputs=())


def test_a_surface_is_learned_by_squared_error():
    demo = ran(30, dataset="plane", noise=0.0)
    out = demo.net.model(demo.net.X).squeeze(1)
    assert F.mse_loss(out, demo.net.y).item() == pytest.approx(demo.train_loss, abs=1e-6)
    assert "accuracy" not in " ".join(demo.scene().readouts) and "RMSE" in demo.scene().caption
    points = next(m for m in demo.scene().axes[0].marks if isinstance(m, Points) and m.filled)
    assert np.allclose(points.value, demo.net.y.clamp(-1, 1)) and demo.scene().axes[1].marks[-2].text != "P(class 1)"


def test_a_neuron_that_is_pointed_at_fills_the_surface():
    demo = ran(20)
    before = demo.scene().axes[0]
    demo.hover("neuron 3 of layer 2")
    shown = demo.scene().axes[0]
    own = demo.net.views()[2][2].numpy()
    assert shown.title == "Neuron 3 of layer 2" and np.allclose(shown.marks[0].z, own / np.abs(own).max(), atol=1e-6)
    demo.hover("")
    assert np.array_equal(demo.scene().axes[0].marks[0].z, before.marks[0].z)


def test_a_weight_is_read_and_set():
    demo = ran(20, layers=1, hidden1=3)
    assert demo.pick("weight from neuron 2 of layer 1 to the output") == {} and demo.controls()["weight"].shown(demo)
    weight = demo.net.model[2].weight
    assert demo.weight == pytest.approx(weight[0, 1].item())
    loss = demo.train_loss
    demo.set(weight=-4.0)
    assert weight[0, 1].item() == -4 and demo.train_loss != loss and "weight" not in demo.settings
    demo.step()
    assert demo.weight == pytest.approx(weight[0, 1].item()) != -4
    read = demo.scene().axes[1].marks
    assert any(getattr(m, "text", "") == f"{demo.weight:+.2f}".replace("-", "−") for m in read)
    demo.pick("weight from neuron 2 of layer 1 to the output")
    assert not demo.chosen, "a second click lets it go"
    demo.pick("weight from input x₂ to neuron 1 of layer 1")
    demo.take("no bend")
    assert demo.net.weight((0, 0, 1)) == Playground(device="cpu", **Playground.presets["no bend"].settings).net.weight((0, 0, 1))


def test_an_input_is_switched_by_a_click_and_one_stays():
    demo = Playground(device="cpu")
    assert demo.pick("input x₁x₂, off") == {"inputs": ("x₁", "x₂", "x₁x₂")} and demo.pick("input x₂") == {"inputs": ("x₁",)}
    demo.set(inputs=("x₁",))
    assert demo.pick("input x₁") == {"inputs": ("x₁",)}
    assert demo.pick("neuron 1 of layer 1") == {}


def test_the_surface_in_steps_and_without_test_points():
    demo = ran(20)
    demo.set(in_steps=True, show_test=False)
    plane = demo.scene().axes[0]
    assert set(np.unique(plane.marks[0].z)) == {-1.0, 1.0} and len([m for m in plane.marks if isinstance(m, Points)]) == 1
    demo.set(dataset="hills")
    assert np.allclose(demo.scene().axes[0].marks[0].z % 0.25, 0)


def test_names_of_parts_are_the_weights_drawn():
    edges = picture.edges(("x₁", "x₂"), (10, 2))
    assert len(edges) == 2 * SHOWN + SHOWN * 2 + 2 and edges["weight from neuron 8 of layer 1 to neuron 2 of layer 2"] == (1, 1, 7)


def test_the_first_optimiser_is_made_before_run_is_pressed(monkeypatch):
    """The first one of a process imports much of PyTorch: that wait belongs to the cell."""
    made, real = [], torch.optim.SGD
    monkeypatch.setattr(torch.optim, "SGD", lambda *args, **kw: made.append(args) or real(*args, **kw))
    Playground(device="cpu")
    assert made


def test_a_stuck_and_a_lost_run_say_what_to_do():
    demo = ran(300, **Playground.presets["learning rate too large"].settings)
    assert "too large" in demo.scene().caption
    demo.train_loss = float("nan")
    assert "reset" in demo.scene().caption
