"""MNIST lab: steps against a plain loop, accuracy against training.accuracy, the pictures against the data and the weights."""
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_utils import data, nets, training
from course_utils.demos import MnistLab
from course_utils.demos.mnist_lab import EVERY, SHOWN, TESTED
from course_utils.demos.parts import OPTIMIZERS
from course_utils.live.demo import Diverged
from course_utils.live.scene import Images


def ran(steps, **settings):
    """The demo after at least `steps` updates."""
    demo = MnistLab(device="cpu", **settings)
    while demo.steps < steps:
        demo.step()
    return demo


@pytest.mark.parametrize(("settings", "sizes"), [
    ({"optimizer": "SGD", "lr": 0.1, "layers": 1, "hidden1": 16}, [784, 16, 10]),
    ({"optimizer": "Adam", "lr": 0.001, "layers": 2, "hidden1": 32, "hidden2": 8, "activation": "tanh", "batch_size": 256}, [784, 32, 8, 10]),
    ({"optimizer": "momentum", "lr": 0.01, "layers": 0}, [784, 10]),
])
def test_steps_equal_a_plain_loop(settings, sizes):
    demo = ran(12, seed=3, **settings)
    model = nets.mlp(sizes, settings.get("activation", "relu"), seed=3)
    optimizer = OPTIMIZERS[settings["optimizer"]](list(model.parameters()), settings["lr"])
    order, losses, batches = torch.Generator().manual_seed(3), [], []
    while len(batches) < demo.steps:
        batches += torch.randperm(len(demo.x), generator=order).split(settings.get("batch_size", 64))
    for rows in batches[:demo.steps]:
        loss = F.cross_entropy(model(data.scaled(demo.x[rows])), demo.y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    for ours, theirs in zip(demo.model.parameters(), model.parameters(), strict=True):
        assert torch.allclose(ours, theirs, atol=2e-5)
    # the curve shows the mean loss of each step()'s updates
    each = demo.updates_per_step
    assert demo.losses[0][0] == pytest.approx(np.mean(losses[:each]), abs=1e-4) and demo.loss == pytest.approx(np.mean(losses[-each:]), abs=1e-4)
    assert demo.seen == sum(map(len, batches[:demo.steps]))


def test_accuracy_equals_trainings_and_dropout_is_off():
    demo = ran(30, dropout=0.5)
    demo.measure()
    assert demo.accuracy == pytest.approx(training.accuracy(demo.model, demo.x_test, demo.y_test))
    assert demo.wrong == round((1 - demo.accuracy) * len(demo.x_test)) and len(demo.x_test) <= TESTED
    assert not demo.model.training


def test_dropout_acts_in_training_repeats_with_the_seed_and_leaves_the_global_state_alone():
    torch.manual_seed(1)
    before = torch.random.get_rng_state()
    first = ran(12, dropout=0.6, layers=1)
    assert torch.equal(before, torch.random.get_rng_state())
    torch.manual_seed(2)
    second, none = ran(12, dropout=0.6, layers=1), ran(12, layers=1)
    assert torch.equal(first.model[0].weight, second.model[0].weight) and not torch.equal(first.model[0].weight, none.model[0].weight)
    seen = []
    first.drops[0].register_forward_hook(lambda module, x, out: seen.append((out[x[0] > 0] > 0).float().mean().item()) if module.training else None)
    first.step()
    assert np.mean(seen) == pytest.approx(0.4, abs=0.03)


def test_misclassified_digits_are_misclassified():
    demo = ran(60)
    demo.measure()
    with torch.no_grad():
        guess = demo.model(demo.x_test).argmax(1)
    wrong = (guess != demo.y_test).nonzero()[:, 0][:SHOWN]
    shown = demo.scene().axes[2].marks[0]
    assert isinstance(shown, Images) and len(shown.z) == len(wrong) == len(shown.names) > 0
    for picture, name, i in zip(shown.z, shown.names, wrong, strict=True):
        true, said = map(int, name.split("→"))
        assert true == demo.y_test[i] != said == guess[i]
        assert np.allclose(picture.ravel(), demo.x_test[i])


@pytest.mark.parametrize("layers", [0, 1])
def test_the_weights_shown_are_the_first_layers(layers):
    demo = ran(12, layers=layers, hidden1=8)
    first = demo.model[0].weight.detach()
    shown = demo.scene().axes[3].marks[0].z
    assert len(shown) == (10, 8)[layers]
    for picture, w in zip(shown, first, strict=True):
        assert np.allclose(picture.ravel(), w / w.abs().max(), atol=1e-6)


def test_the_accuracy_curve_is_measured_every_few_steps():
    demo = MnistLab(device="cpu", layers=0)
    for _ in range(2 * EVERY):
        demo.step()
    each = demo.updates_per_step
    assert demo.accuracies.x.tolist() == [each * k for k in (0, 1, 2, 4, EVERY, 2 * EVERY)]
    assert demo.accuracies[0][-1] == pytest.approx(100 * demo.accuracy, abs=1e-3)


def test_live_fields_keep_the_weights():
    demo = ran(6)
    assert demo.set(lr=0.01, dropout=0.3, batch_size=128, optimizer="Adam") is False and demo.steps == 6
    assert demo.set(hidden1=64) is True and demo.steps == 0 and isinstance(demo.model[0], nn.Linear)


def after(name, seen=20_000):
    """A preset after so many images."""
    demo = MnistLab(device="cpu", **MnistLab.presets[name].settings)
    while demo.seen < seen:
        demo.step()
    demo.measure()
    return demo


def test_the_presets_show_what_they_say():
    found = {name: after(name) for name in MnistLab.presets}
    plain = found["the lesson's network"]
    assert plain.accuracy > 0.8 and found["Adam"].accuracy > plain.accuracy
    for name in ("no hidden layer", "a bottleneck"):
        assert found[name].accuracy > 0.75
    assert found["no hidden layer"].accuracy < found["Adam"].accuracy + 0.005
    dead = found["too fast"]
    assert dead.accuracy < 0.2 and "no learning rate wakes them" in dead.scene().caption
    dead.lr = 0.1
    for _ in range(20):
        dead.step()
    dead.measure()
    assert dead.accuracy < 0.2
    dropped = found["half switched off"]
    assert dropped.loss > plain.loss and dropped.accuracy > plain.accuracy - 0.08


def test_divergence_is_said_in_words():
    demo = ran(6)
    with torch.no_grad():
        demo.model[-1].bias.fill_(float("nan"))
    with pytest.raises(Diverged, match="learning rate"):
        demo.step()
