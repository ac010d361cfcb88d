"""Two encoders and the contrastive loss against PyTorch's cross-entropy and autograd."""
import math

import pytest
import torch
from torch.nn import functional as F

from course_utils import nets


def draws(seed=0):
    return torch.Generator().manual_seed(seed)


def unit(n, size, seed):
    return F.normalize(torch.randn(n, size, generator=draws(seed), dtype=torch.float64), dim=1)


def test_it_is_cross_entropy_both_ways_and_symmetric():
    a, b = unit(7, 5, 1), unit(7, 5, 2)
    scores, pairs = a @ b.T / 0.2, torch.arange(7)
    want = (F.cross_entropy(scores, pairs) + F.cross_entropy(scores.T, pairs)) / 2
    assert torch.allclose(nets.contrastive_loss(a, b, 0.2), want) and torch.allclose(nets.contrastive_loss(b, a, 0.2), want)
    long = -(scores.softmax(1).diagonal().log() + scores.softmax(0).diagonal().log()).mean() / 2
    assert torch.allclose(want, long)


def test_a_guess_costs_the_logarithm_of_the_batch_and_perfect_pairs_nothing():
    same = unit(1, 4, 3).repeat(9, 1)
    assert nets.contrastive_loss(same, same).item() == pytest.approx(math.log(9))
    assert nets.contrastive_loss(torch.eye(6), torch.eye(6), 0.01).item() < 1e-6


def test_its_gradient_is_probability_minus_truth_both_ways():
    C = torch.randn(5, 5, generator=draws(4), dtype=torch.float64, requires_grad=True)
    nets.contrastive_loss(C, torch.eye(5, dtype=torch.float64), 0.3).backward()
    scores, truth = C.detach() / 0.3, torch.eye(5)
    assert torch.allclose(C.grad, (scores.softmax(1) - truth + scores.softmax(0) - truth) / (2 * 5 * 0.3))


def test_encoders_give_rows_of_length_1_and_filling_changes_nothing():
    see, read = nets.two_encoders(20, 16, draws(5))
    assert see.eval()(torch.rand(3, 3, 32, 32, generator=draws(6))).norm(dim=1).tolist() == pytest.approx([1] * 3, abs=1e-5)
    tokens = torch.tensor([[3, 5, 7]])
    filled = torch.tensor([[3, 5, 7, 0, 0]])
    assert torch.allclose(read(tokens), read(filled), atol=1e-6) and torch.allclose(read(tokens), read(tokens.flip(1)), atol=1e-6)
    assert not torch.allclose(read(tokens), read(torch.tensor([[3, 5, 8]])), atol=1e-3)
    assert torch.isfinite(read(torch.zeros(1, 3, dtype=torch.long))).all()


def test_the_place_is_kept():
    see, _ = nets.two_encoders(2, 16, draws(7))
    picture = torch.zeros(1, 3, 32, 32)
    picture[..., 2:10, 2:10] = 1
    assert not torch.allclose(see.eval()(picture), see(picture.flip(-1)), atol=1e-2)
