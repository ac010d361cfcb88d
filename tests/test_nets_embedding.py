"""Word vectors: pairs and counts against loops, the loss against its formula and autograd, the noise's frequencies."""
import math

import torch
from torch.nn import functional as F

from course_utils import nets


def draws(seed=0):
    return torch.Generator().manual_seed(seed)


def test_pairs_and_counts_against_loops():
    ids = torch.randint(6, (40,), generator=draws())
    for window in (1, 3):
        want = torch.zeros(6, 6)
        for i in range(40):
            for j in range(max(0, i - window), min(40, i + window + 1)):
                if i != j:
                    want[ids[i], ids[j]] += 1
        assert torch.equal(nets.cooccurrences(ids, 6, window), want)
        assert len(nets.neighbour_pairs(ids, window)) == want.sum()


def test_association_is_the_logarithm_of_seen_over_expected():
    counts = torch.tensor([[4.0, 0.0, 2.0], [0.0, 1.0, 1.0], [2.0, 1.0, 0.0]])
    total = counts.sum().item()
    for i in range(3):
        for j in range(3):
            p, expected = counts[i, j].item() / total, counts[i].sum().item() / total * counts[:, j].sum().item() / total
            want = max(0.0, math.log(p / expected)) if p else 0.0
            assert abs(nets.association(counts)[i, j].item() - want) < 1e-6
    assert torch.isfinite(nets.association(torch.zeros(2, 2))).all()


def test_nearest_leaves_the_word_itself_out():
    vectors = torch.tensor([[1.0, 0.0], [10.0, 1.0], [0.0, 3.0], [-1.0, 0.0]])
    cosines, rows = nets.nearest(vectors, 0, 3)
    assert rows.tolist() == [1, 2, 3] and torch.allclose(cosines[1:], torch.tensor([0.0, -1.0]), atol=1e-6)


def test_loss_is_the_papers_when_each_pair_draws_the_same_noise():
    model = nets.SkipGram(9, size=4, negatives=5, generator=draws(1)).double()
    with torch.no_grad():
        model.near.copy_(torch.randn(9, 4, generator=draws(2)))
    centre, near, noise = torch.tensor([0, 3, 3]), torch.tensor([1, 2, 8]), torch.tensor([4, 5, 6, 7, 4])
    total = 0.0
    for c, n in zip(centre.tolist(), near.tolist(), strict=True):
        v = model.centre[c]
        total = total - F.logsigmoid(model.near[n] @ v) - sum(F.logsigmoid(-(model.near[k] @ v)) for k in noise.tolist())
    loss = model(centre, near, noise)
    assert torch.isclose(loss, total / 3)
    assert torch.autograd.gradcheck(lambda a, b: torch.func.functional_call(model, {"centre": a, "near": b}, (centre, near, noise)),
                                    (model.centre.detach().requires_grad_(), model.near.detach().requires_grad_()))


def test_the_gradient_by_hand():
    model = nets.SkipGram(9, size=4, negatives=3, generator=draws(1)).double()
    with torch.no_grad():
        model.near.copy_(torch.randn(9, 4, generator=draws(2)))
    noise = torch.tensor([4, 5, 6])
    model(torch.tensor([0]), torch.tensor([1]), noise).backward()
    v, u, others = model.centre[0].detach(), model.near[1].detach(), model.near[noise].detach()
    error, errors = torch.sigmoid(u @ v) - 1, torch.sigmoid(others @ v)
    assert torch.allclose(model.centre.grad[0], error * u + errors @ others)
    assert torch.allclose(model.near.grad[1], error * v) and torch.allclose(model.near.grad[noise], errors[:, None] * v)
    assert model.centre.grad[1:].abs().sum() == 0


def test_first_loss_and_same_start():
    model = nets.SkipGram(20, generator=draws(3))
    loss = model(torch.arange(5), torch.arange(5, 10), torch.arange(10, 14))
    assert math.isclose(loss.item(), 6 * math.log(2), rel_tol=1e-6)
    assert torch.equal(model.centre, nets.SkipGram(20, generator=draws(3)).centre)


def test_noise_words_follow_the_counts_to_the_power_of_three_quarters():
    counts = torch.tensor([1000, 100, 10, 1])
    noise = nets.NoiseWords(counts)
    want = counts.double() ** 0.75 / (counts.double() ** 0.75).sum()
    drawn = noise.draw(200_000, draws(5))
    assert torch.allclose(drawn.bincount(minlength=4).double() / 200_000, want, atol=0.004) and drawn.dtype == torch.int64
    assert torch.equal(noise.draw(9, draws(1)), noise.draw(9, draws(1)))
