"""The multilayer perceptron: layers in order, logits at the end, the same start from the same seed."""
import pytest
import torch
from torch import nn

from course_utils import nets


def test_lesson_7_network_layer_by_layer():
    model = nets.mlp((784, 128, 128, 10), flatten=True, seed=0)
    assert [type(layer) for layer in model] == [nn.Flatten, nn.Linear, nn.ReLU, nn.Linear, nn.ReLU, nn.Linear]
    assert model(torch.zeros(64, 1, 28, 28)).shape == (64, 10)
    # weights and biases of each layer, by hand
    assert nets.count_parameters(model) == 784 * 128 + 128 + 128 * 128 + 128 + 128 * 10 + 10 == 118_282


def test_output_is_what_the_formulas_say():
    model = nets.mlp((3, 4, 2), activation="tanh", seed=1)
    W1, b1, W2, b2 = model.parameters()
    X = torch.randn(5, 3)
    torch.testing.assert_close(model(X), torch.tanh(X @ W1.T + b1) @ W2.T + b2)


def test_no_activation_after_the_output_and_none_without_hidden_layers():
    assert [type(layer) for layer in nets.mlp((2, 1), activation="sigmoid")] == [nn.Linear]
    assert type(nets.mlp((2, 3, 1), activation="sigmoid")[-1]) is nn.Linear


@pytest.mark.parametrize("name", nets.ACTIVATIONS)
def test_every_activation_by_name(name):
    model = nets.mlp((2, 3, 1), activation=name)
    assert type(model[1]) is nets.ACTIVATIONS[name] and model(torch.ones(4, 2)).shape == (4, 1)


def test_dropout_after_each_hidden_layer_and_off_in_evaluation():
    model = nets.mlp((2, 64, 64, 1), dropout=0.5, seed=0)
    drops = [layer for layer in model if isinstance(layer, nn.Dropout)]
    assert [d.p for d in drops] == [0.5, 0.5] and not isinstance(model[-1], nn.Dropout)
    x = torch.ones(1, 2)
    assert not torch.equal(model(x), model(x))
    model.eval()
    assert torch.equal(model(x), model(x))


def test_seed_gives_the_same_weights_and_leaves_the_random_state_alone():
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    a, b, c = (nets.mlp((4, 8, 2), seed=s) for s in (0, 0, 1))
    assert torch.equal(torch.rand(3), expected)
    assert all(torch.equal(p, q) for p, q in zip(a.parameters(), b.parameters(), strict=True))
    assert not torch.equal(a[0].weight, c[0].weight)
    torch.manual_seed(0)
    plain = nn.Linear(4, 8)
    assert torch.equal(plain.weight, a[0].weight)         # PyTorch's own initialisation


def test_frozen_parameters_do_not_count():
    model = nets.mlp((3, 4, 2))
    model[0].weight.requires_grad_(False)
    assert nets.count_parameters(model) == 4 + 4 * 2 + 2


@pytest.mark.parametrize(("kwargs", "word"), [
    ({"sizes": (3,)}, "input and an output"), ({"sizes": (3, 0, 2)}, "1 or more"),
    ({"sizes": (3, 2), "dropout": 1.0}, "dropout"), ({"sizes": (3, 2), "activation": "rleu"}, "relu, leaky_relu"),
])
def test_errors_say_what_to_give(kwargs, word):
    with pytest.raises(ValueError, match=word):
        nets.mlp(**kwargs)


def test_a_generator_gives_the_weights_of_its_seed_and_dropout_of_its_own():
    """Nothing is drawn from, or written to, PyTorch's own random state; the start weights do not depend on the dropout."""
    plain, state = nets.mlp((4, 32, 32, 2), seed=7), torch.get_rng_state().clone()
    x = torch.ones(5, 4)

    def made():
        return nets.mlp((4, 32, 32, 2), dropout=0.5, generator=torch.Generator().manual_seed(7)).train()

    a, b = made(), made()
    assert all(torch.equal(p, q) for p, q in zip(plain.parameters(), a.parameters(), strict=True))
    first, second = a(x), a(x)
    assert torch.equal(first, b(x)) and not torch.equal(first, second)
    assert torch.equal(a.eval()(x), plain(x)) and torch.equal(torch.get_rng_state(), state)
    drop = next(m for m in made() if isinstance(m, torch.nn.Dropout))
    kept = drop(torch.ones(100_000))
    assert set(kept.tolist()) == {0.0, 2.0} and abs((kept > 0).float().mean().item() - 0.5) < 0.01
    drop.p = 1.0
    assert not drop(torch.ones(10)).any()
