"""Focal loss against cross-entropy and its own formula."""
import torch

from course_utils.demos import FocalLoss
from course_utils.demos.focal_loss import focal


def test_gamma_zero_is_cross_entropy():
    z, y = torch.tensor([[2.0, -1.0, 0.5]]), torch.tensor([1])
    p = torch.softmax(z, 1)[0, y]
    assert torch.allclose(focal(p, 0.0), torch.nn.functional.cross_entropy(z, y))


def test_weights_of_the_paper():
    p = torch.tensor([0.9, 0.1])
    assert torch.allclose(focal(p, 2.0) / focal(p, 0.0), torch.tensor([0.01, 0.81]))


def test_caption_names_the_share():
    assert "81 times" in FocalLoss().scene().caption
    assert FocalLoss(gamma=0.0).scene().caption.count("18 %") == 2
