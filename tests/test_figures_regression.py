"""The loss surface shows the loss: its darkest place is the best line, a path lies where it went."""
import numpy as np
import torch

from course_utils import data, figures
from course_utils.figures.regression import loss_surface


def test_the_lowest_place_is_the_best_line_and_the_path_is_drawn():
    x, y = data.house_prices(n=50, seed=0)
    z = (x - x.mean()) / x.std(correction=0)
    path = torch.tensor([[0.0, 0.0], [10.0, 40.0], [30.0, 120.0]])
    ax = loss_surface(z, y, (-20, 120), (-20, 260), paths={"a run": path})
    levels = ax.collections[0]
    low = next(p for p in levels.get_paths() if len(p.vertices))                     # the innermost, darkest region
    w, b = low.vertices.mean(axis=0)
    slope = ((z * (y - y.mean())).mean()).item()                                     # closed form on standardised x
    assert abs(w - slope) < 8 and abs(b - y.mean().item()) < 8
    np.testing.assert_allclose(ax.lines[0].get_xydata(), path)
    assert ax.get_xlim() == (-20, 120) and ax.get_ylim() == (-20, 260)
    assert len(ax.get_figure().axes) == 2                                            # with its colour bar


def test_it_draws_into_given_axes_without_a_bar():
    x, y = data.house_prices(n=10, seed=1)
    left, right = figures.new_axes(columns=2)
    paths = {"slow": [(0, 0), (1, 2)], "fast": [(0, 0), (2, 20)]}
    assert figures.loss_surface(x, y, (0, 4), (-100, 160), paths=paths, ax=left) is left
    assert [t.get_text() for t in left.get_legend().get_texts()] == ["slow", "fast"]
    assert len(left.get_figure().axes) == 2 and not right.collections
