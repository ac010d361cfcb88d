"""The activation explorer: values against torch, slopes against finite differences."""
import pytest
import torch

from course_utils.demos import ActivationExplorer
from course_utils.demos.activation_explorer import FUNCTIONS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_slope_agrees_with_finite_differences(name):
    demo = ActivationExplorer(function=name)
    x, h = torch.tensor([-3.1, -0.7, 0.4, 2.3], dtype=torch.float64), 1e-6
    high, low = (demo.value_and_slope(x + d)[0] for d in (h, -h))
    assert torch.allclose(demo.value_and_slope(x)[1], (high - low) / (2 * h), atol=1e-6)


def test_prelu_above_one_is_not_the_maximum():
    demo = ActivationExplorer(function="PReLU", a=2.0)
    x = torch.tensor([-1.0])
    assert demo.value_and_slope(x)[0] == torch.nn.functional.prelu(x, torch.tensor([2.0])) == -2
    demo.set(function="max(ax, x)")
    assert demo.value_and_slope(x)[0] == -1


def test_selu_keeps_mean_and_spread():
    readouts = ActivationExplorer(function="SELU").scene().readouts
    assert abs(float(readouts["mean out"].replace("−", "-"))) < 0.05 and abs(float(readouts["std deviation out"]) - 1) < 0.05
