"""Convolutional networks: the layers of lesson 9, sizes, the way around, starts that touch nobody's random state."""
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_utils import nets


def start(seed=0):
    return torch.Generator().manual_seed(seed)


def test_lenet_is_lesson_9s_layer_by_layer():
    model = nets.lenet()
    kinds = [type(layer) for layer in model]
    assert kinds == [nn.Conv2d, nn.ReLU, nn.MaxPool2d] * 2 + [nn.Flatten, nn.Linear, nn.ReLU, nn.Linear, nn.ReLU, nn.Linear]
    assert nets.count_parameters(model) == 6 * 26 + 16 * 151 + 401 * 120 + 121 * 84 + 85 * 10 == 61_706


@pytest.mark.parametrize("head", ["flatten", "pool"])
@pytest.mark.parametrize("kernel", [3, 5, 7])
def test_lenet_takes_images_and_gives_logits(head, kernel):
    model = nets.lenet((4, 8), head, norm=True, kernel=kernel, generator=start())
    assert model(torch.rand(3, 1, 28, 28)).shape == (3, 10)
    assert sum(isinstance(m, nn.BatchNorm2d) for m in model) == sum(isinstance(m, nn.Conv2d) for m in model)


def test_the_pooling_head_does_not_mind_where_a_stroke_is():
    stroke = torch.rand(1, 1, 6, 6, generator=start())
    # the pooling head takes images of any size: here no border is near enough to be seen from the stroke
    wide, small = F.pad(stroke, (40, 50, 40, 50)), F.pad(stroke, (8, 14, 8, 14))
    pool, flat = nets.lenet(head="pool", generator=start()), nets.lenet(generator=start())
    for move in ((4, 4), (-8, 4)):                                            # multiples of what is pooled
        torch.testing.assert_close(pool(wide), pool(torch.roll(wide, move, dims=(2, 3))))
    assert not torch.allclose(pool(wide), pool(torch.zeros_like(wide)), atol=1e-3)
    assert not torch.allclose(flat(small), flat(torch.roll(small, (4, 4), dims=(2, 3))), atol=1e-4)


def test_block_is_what_its_formula_says():
    x = torch.randn(2, 4, 5, 5, generator=start())
    for residual in (True, False):
        block = nets.Block(4, residual=residual)
        first, _, second = block.branch
        by_hand = F.conv2d(F.conv2d(x, first.weight, first.bias, padding=1).relu(), second.weight, second.bias, padding=1)
        torch.testing.assert_close(block(x), (x * residual + by_hand).relu())


@pytest.mark.parametrize("norm", [False, True])
def test_deep_has_the_layers_asked_for(norm):
    model = nets.deep(6, norm=norm, channels=4, generator=start())
    inside = [m for block in model if isinstance(block, nets.Block) for m in block.modules() if isinstance(m, nn.Conv2d)]
    assert len(inside) == 6 and model(torch.rand(2, 1, 28, 28)).shape == (2, 10)
    assert any(isinstance(m, nn.BatchNorm2d) for m in model.modules()) == norm


def test_gradient_vanishes_plain_and_not_residual():
    ratio = {}
    for residual in (False, True):
        model = nets.deep(20, residual=residual, generator=start())
        F.cross_entropy(model(torch.rand(16, 1, 28, 28, generator=start(1))), torch.arange(16) % 10).backward()
        blocks = [b for b in model if isinstance(b, nets.Block)]
        ratio[residual] = (blocks[0].branch[0].weight.grad.norm() / blocks[-1].branch[2].weight.grad.norm()).item()
    assert ratio[False] < 1e-5 and ratio[True] > 0.05


@pytest.mark.parametrize("make", [lambda g: nets.lenet(norm=True, generator=g), lambda g: nets.deep(4, norm=True, generator=g)])
def test_same_generator_same_start_and_the_global_state_is_left_alone(make):
    before = torch.random.get_rng_state()
    one, same, other = make(start(3)).state_dict(), make(start(3)).state_dict(), make(start(4)).state_dict()
    assert torch.equal(before, torch.random.get_rng_state())
    assert all(torch.equal(one[name], same[name]) for name in one)
    weights = next(iter(one))
    assert not torch.equal(one[weights], other[weights])
    assert all(torch.isfinite(v.float()).all() for v in one.values())


def test_the_start_is_spread_as_pytorchs_own():
    ours, theirs = nets.lenet(generator=start()), nets.lenet()
    for a, b in zip(ours.parameters(), theirs.parameters(), strict=True):
        if a.numel() > 100:
            assert a.std().item() == pytest.approx(b.std().item(), rel=0.2) and a.abs().max() <= 1.05 * b.abs().max()


@pytest.mark.parametrize(("make", "word"), [(lambda: nets.lenet(head="sum"), "head"), (lambda: nets.lenet(kernel=4), "3, 5 or 7"),
                                            (lambda: nets.deep(3), "even")])
def test_refused_with_a_sentence(make, word):
    with pytest.raises(ValueError, match=word):
        make()
