"""Softmax with temperature against torch."""
import pytest
import torch

from course_utils.demos import SoftmaxTemperature
from course_utils.demos.softmax_temperature import entropy, probabilities


@pytest.mark.parametrize("temperature", [0.05, 1.0, 20.0])
def test_probabilities_agree_with_torch(temperature):
    z = torch.tensor([2.0, 1.0, 0.0, -1.0])
    assert torch.allclose(probabilities(z, temperature), torch.softmax(z / temperature, 0))


def test_large_logits_do_not_overflow():
    assert torch.allclose(probabilities(torch.tensor([1000.0, 999.0]), 1.0), torch.tensor([0.7311, 0.2689]), atol=1e-4)


def test_entropy_at_its_ends():
    assert torch.isclose(entropy(torch.full((4,), 0.25)), torch.tensor(2.0))
    assert entropy(torch.tensor([1.0, 0.0, 0.0, 0.0])) == 0


def test_the_caption_follows():
    demo = SoftmaxTemperature(temperature=0.05)
    assert "close to argmax" in demo.scene().caption
    demo.set(temperature=20.0)
    assert "close to uniform" in demo.scene().caption
