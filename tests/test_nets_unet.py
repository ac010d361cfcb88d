"""The U-Net, its measures and its losses, against second formulas."""
import pytest
import torch
from torch.nn import functional as F

from course_utils import nets


def draws(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("size", [(32, 32), (27, 33), (8, 9), (13, 8)])
@pytest.mark.parametrize("skips", [True, False])
def test_a_picture_of_any_size_keeps_its_size(size, skips):
    net = nets.unet(skips=skips, generator=draws()).eval()
    assert net(torch.zeros(2, 1, *size)).shape == (2, 1, *size)


def test_the_skips_carry_what_the_way_down_loses():
    """One pixel changed inside a pooled square reaches the output sharply only through a skip: with the bottom silenced nothing else is left."""
    picture = torch.rand(1, 1, 16, 16, generator=draws(1))
    for skips in (True, False):
        net = nets.unet((4, 4, 4), skips, generator=draws(2)).eval()
        net.bottom[0].weight.data.zero_()
        assert (net(picture) - net(picture.flip(-1))).abs().max().item() > 1e-3 if skips else torch.allclose(net(picture), net(picture.flip(-1)), atol=1e-6)


def test_dice_and_iou_agree_with_counts_and_with_one_another():
    A, B = torch.rand(2, 40, 40, generator=draws(3)) < 0.3
    tp, fp, fn = (A & B).sum().item(), (A & ~B).sum().item(), (~A & B).sum().item()
    assert nets.dice(A, B) == pytest.approx(2 * tp / (2 * tp + fp + fn)) and nets.iou(A, B) == pytest.approx(tp / (tp + fp + fn))
    assert nets.dice(A, B) == pytest.approx(2 * nets.iou(A, B) / (1 + nets.iou(A, B)))
    empty = torch.zeros(3, 3)
    assert nets.dice(empty, empty) == nets.iou(empty, empty) == 1 and nets.dice(empty, empty + 1) == 0


def test_dice_loss_of_certain_answers_is_one_minus_dice():
    y = (torch.rand(2, 1, 30, 30, generator=draws(4)) < 0.4).float()
    found = (torch.rand(y.shape, generator=draws(5)) < 0.4).float()
    assert nets.dice_loss(1000 * (found - 0.5), y).item() == pytest.approx(1 - nets.dice(found, y), abs=2e-3)
    x = torch.randn(1, 1, 3, 3, generator=draws(6), dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda z: nets.dice_loss(z, y[:1, :, :3, :3].double()), x)


def test_focal_loss_is_bce_at_gamma_0_and_the_papers_formula_else():
    z, y = 3 * torch.randn(2, 1, 9, 9, generator=draws(7)), (torch.rand(2, 1, 9, 9, generator=draws(8)) < 0.3).float()
    assert torch.allclose(nets.pixel_focal_loss(z, y, 0), F.binary_cross_entropy_with_logits(z, y))
    p = torch.where(y > 0, torch.sigmoid(z), 1 - torch.sigmoid(z))
    assert torch.allclose(nets.pixel_focal_loss(z, y, 2), (-((1 - p) ** 2) * p.log()).mean(), atol=1e-5)
    assert torch.isfinite(nets.pixel_focal_loss(100 * z, y))


def test_start_weights_come_from_the_generator_alone():
    before = torch.get_rng_state()
    first, again = nets.unet(generator=draws(9)), nets.unet(generator=draws(9))
    assert torch.equal(before, torch.get_rng_state())
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters(), strict=True))
