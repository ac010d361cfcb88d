"""Pictures of tensors show what the tensors hold: read back from the texts and squares of the Axes."""
import numpy as np
import pytest
import torch
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch, Rectangle

from course_utils import figures
from course_utils.palette import COLORS

BLUE = COLORS["light"]["blue"]


def texts(ax):
    return [t.get_text() for t in ax.texts]


def squares(ax, color=None):
    return [p for p in ax.patches if isinstance(p, Rectangle) and color in (None, to_hex(p.get_edgecolor()))]


def test_shapes_draws_one_square_a_number():
    ax = figures.shapes({"scalar": (), "vector": (3,), "matrix": (5, 3), "image": (3, 4, 4), "batch": (2, 3, 4, 4)})
    assert len(squares(ax)) == 1 + 3 + 15 + 48 + 96
    assert "batch\n(2, 3, 4, 4)\nrank 4" in texts(ax)
    with pytest.raises(ValueError, match="four"):
        figures.shapes({"too much": (1, 1, 1, 1, 1)})


@pytest.mark.parametrize(("view", "steps", "first"), [
    (lambda x: x, ["one column on: 1 place", "one row on: 3 places"], [0, 1, 2]),
    (lambda x: x.T, ["one row on: 1 place", "one column on: 3 places"], [0, 3, 6, 9, 12]),
    (lambda x: x[:, 1], ["one element on: 3 places"], [1, 4, 7, 10, 13]),
    (lambda x: x[1:, ::2], ["one column on: 2 places", "one row on: 3 places"], [3, 5]),
])
def test_storage_shows_the_places_a_view_reads(view, steps, first):
    x = torch.arange(1, 16).reshape(5, 3)
    ax = figures.storage(view(x), title="a view")
    assert [t for t in texts(ax) if " on: " in t] == steps
    assert sum(isinstance(p, FancyArrowPatch) for p in ax.patches) == len(steps)
    assert sorted(round(p.get_x() - 0.03) for p in squares(ax, BLUE) if p.get_y() < 1) == first
    assert "a view" in texts(ax)
    with pytest.raises(ValueError, match="rank 3"):
        figures.storage(torch.zeros(2, 2, 2))


def test_storage_shows_repeated_places_once():
    ax = figures.storage(torch.arange(3.0).expand(2, 3))
    assert "one row on: 0 places" in texts(ax) and len([p for p in squares(ax) if p.get_y() < 1]) == 3


def test_picked_fills_what_the_index_chooses():
    x = torch.arange(1, 16).reshape(5, 3)
    axes = figures.picked(x, {"x[0]": np.s_[0], "x[1:3, :2]": np.s_[1:3, :2], "x[x > 12]": x > 12})
    chosen = [len(squares(ax, BLUE)) for ax in axes.flat]
    assert chosen == [3, 4, 3] and all("15" in texts(ax) for ax in axes.flat)


def test_broadcast_frames_what_is_stored_and_repeats_the_rest():
    ax = figures.broadcast(torch.tensor([[10.0], [20.0]]), torch.tensor([1.0, 2.0, 3.0]), sign="·")
    assert len(squares(ax)) == 2 + 3 + 6
    assert {"a  (2, 1)", "b  (3,)", "a · b  (2, 3)"} <= set(texts(ax))
    assert texts(ax).count("10") == 4 and {"20", "30", "40", "60"} <= set(texts(ax))      # 10 · 1 is one more


def test_autograd_graph_names_leaves_and_operations():
    w = torch.tensor(2.0, requires_grad=True)
    ax = figures.autograd_graph(w**3 - 2 * w, {"w": w})
    assert sorted(texts(ax)) == sorted(["w", "power", "×", "−", "y = 4"])
    assert sum(isinstance(p, FancyArrowPatch) for p in ax.patches) == 4
    with pytest.raises(ValueError, match="requires_grad"):
        figures.autograd_graph(torch.ones(()), {})
