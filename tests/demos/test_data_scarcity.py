"""The curve of lesson 1: measured, not drawn; the second opinion is the same training written out."""
import pytest
import torch
from torch import nn

from course_utils import nets
from course_utils.demos import DataScarcity
from course_utils.demos.data_scarcity import COUNTS
from course_utils.live.preset import SPEEDS
from course_utils.live.scene import Points


def run(demo: DataScarcity) -> str:
    for _ in range(1000):
        if said := demo.step():
            return said
    raise AssertionError("the run never ends")


def test_first_accuracy_is_that_of_the_training_written_out():
    demo = DataScarcity(hidden=16, updates=20, device="cpu")
    demo.step(), demo.step()
    model = nets.mlp([784, 16, 10], seed=0)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    draw = torch.Generator().manual_seed(1)
    for _ in range(20):
        rows = torch.randperm(10, generator=draw)[:32]
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(demo.x[rows]), demo.y[rows]).backward()
        optimizer.step()
    right = (model(demo.x_test).argmax(1) == demo.y_test).float().mean().item()
    assert demo.measured == [(10, pytest.approx(right, abs=1e-6))]


def test_more_examples_more_right_and_the_run_ends_in_words():
    demo = DataScarcity(hidden=32, updates=100, device="cpu")
    assert "measured" in run(demo)
    assert [n for n, _ in demo.measured] == list(COUNTS)
    assert demo.measured[-1][1] > demo.measured[0][1] + 0.2
    assert "from" in demo.scene().caption


def test_the_picture_moves_while_a_network_learns_and_there_is_time_to_see_it():
    demo = DataScarcity(hidden=32, updates=100, device="cpu")

    def hollow():
        """Where the network that learns stands, in the picture."""
        return [(m.x[0], m.y[0]) for m in demo.scene().axes[0].marks if isinstance(m, Points) and not m.filled]

    assert not hollow() and "hollow" not in demo.scene().caption, "nothing is learned yet"
    places = []
    while not demo.step():
        if len(demo.measured) < len(COUNTS):
            places += hollow()
            assert "hollow point" in demo.scene().caption
    assert len(places) == 10 * len(COUNTS) - 1 and len(set(places)) > 0.8 * len(places), "it moves with nearly each step"
    assert [n for n in COUNTS if n not in {x for x, _ in places}] == []
    for n, right in demo.measured:
        assert [y for x, y in places if x == n][-1] == pytest.approx(100 * right, abs=12), "near its end it is nearly there"
    assert not hollow() and "hollow" not in demo.scene().caption, "all is measured"
    steps = len(COUNTS) * DataScarcity().updates / DataScarcity.updates_per_step
    assert 3 < steps / SPEEDS[DataScarcity.speed] < 10, "seconds"
