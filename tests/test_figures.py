"""Figures draw what they were given: checked by reading the numbers and texts back from the Axes."""
import numpy as np
import pytest
import torch
from matplotlib.axes import Axes

from course_utils import figures, training
from course_utils.figures.training import rolling_mean


def texts(ax):
    return [t.get_text() for t in ax.texts]


def test_image_grid_puts_each_image_under_its_label():
    images = torch.arange(1, 13).float()[:, None, None, None].expand(12, 1, 28, 28) / 12
    ax = figures.image_grid(images, labels=torch.arange(12), columns=5)
    assert isinstance(ax, Axes) and texts(ax) == [str(k) for k in range(12)]
    canvas = ax.images[0].get_array().filled(np.nan)
    for k, text in enumerate(ax.texts):                 # right below label k lies image k
        x, y = text.get_position()
        assert canvas[int(y) + 15, int(x)] == pytest.approx((k + 1) / 12)
    assert np.isnan(canvas).any() and (~np.isnan(canvas)).sum() == 12 * 28 * 28


def test_image_grid_is_dark_ink_on_white():
    ax = figures.image_grid(np.stack([np.zeros((8, 8)), np.ones((8, 8))]))
    picture = ax.images[0]
    assert picture.cmap(picture.norm(0.0))[:3] == (1, 1, 1) and picture.cmap(picture.norm(1.0))[:3] == (0, 0, 0)


@pytest.mark.parametrize(("images", "labels", "word"), [
    (torch.zeros(3, 28, 28), [1, 2], "3 images but 2 labels"), (torch.zeros(0, 28, 28), None, "n, h, w"),
    (torch.zeros(3, 784), None, "n, h, w"),
])
def test_image_grid_refuses(images, labels, word):
    with pytest.raises(ValueError, match=word):
        figures.image_grid(images, labels)


def test_mistakes_shows_the_wrong_ones_only():
    images = torch.rand(5, 1, 28, 28)
    ax = figures.mistakes(images, torch.tensor([4, 1, 7, 2, 3]), torch.tensor([9, 1, 1, 2, 8]), n=2)
    assert texts(ax) == ["4 → 9", "7 → 1"]
    canvas = ax.images[0].get_array().filled(np.nan)
    assert np.isclose(canvas, images[2, 0, 14, 14].item()).any() and not np.isclose(canvas, images[4, 0, 14, 14].item()).any()
    with pytest.raises(ValueError, match="every prediction is right"):
        figures.mistakes(images, torch.zeros(5), torch.zeros(5))


def test_weights_grid_has_one_symmetric_scale():
    W = torch.randn(20, 784, requires_grad=True)
    ax = figures.weights_grid(W, columns=8)
    picture = ax.images[0]
    assert picture.norm.vmin == -picture.norm.vmax < 0
    shown = picture.get_array().filled(np.nan)
    np.testing.assert_allclose(shown[1:29, 31:59], W[1].detach().reshape(28, 28), rtol=1e-6)
    with pytest.raises(ValueError, match="784"):
        figures.weights_grid(torch.zeros(4, 100))


def test_pixel_values_writes_the_numbers_where_they_belong():
    image = torch.zeros(1, 28, 28)
    image[0, 10, 12], image[0, 11, 13] = 0.375, 1.0
    ax = figures.pixel_values(image, slice(10, 13), slice(12, 15))
    assert texts(ax) == [".38", "0", "0", "0", "1", "0", "0", "0", "0"]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["10", "11", "12"]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["12", "13", "14"]


def test_rolling_mean_by_hand():
    np.testing.assert_allclose(rolling_mean([4, 2, 6, 8], 2), [4, 3, 4, 7])
    np.testing.assert_allclose(rolling_mean([4, 2, 6, 8], 1), [4, 2, 6, 8])
    np.testing.assert_allclose(rolling_mean([4, 2, 6], 50), [4, 3, 4])


def test_loss_curve_of_a_history_and_of_a_list():
    ax = figures.loss_curve(training.History(loss=[4.0, 2.0, 6.0, 8.0]), smooth=2, label="a")
    smooth, raw = ax.lines
    assert smooth.get_ydata().tolist() == [4, 3, 4, 7] and raw.get_ydata().tolist() == [4, 2, 6, 8]
    assert smooth.get_xdata().tolist() == [1, 2, 3, 4] and (ax.get_xlabel(), ax.get_ylabel()) == ("step", "loss")
    same = figures.loss_curve([1.0, 2.0], label="b", ax=ax, log=True)
    assert same is ax and [t.get_text() for t in ax.get_legend().get_texts()] == ["a", "b"] and ax.get_yscale() == "log"
    a, b = (line for line in ax.lines if not line.get_label().startswith("_"))
    assert a.get_color() != b.get_color() and a.get_linestyle() != b.get_linestyle()
    with pytest.raises(ValueError, match="no losses"):
        figures.loss_curve([])


def test_confusion_matrix_counts_and_colours():
    ax = figures.confusion_matrix(torch.tensor([[50, 0, 2], [1, 40, 0], [0, 10, 30]]), labels=["cat", "dog", "cow"])
    assert {(*map(int, t.get_position()), t.get_text()) for t in ax.texts} == {
        (0, 0, "50"), (2, 0, "2"), (0, 1, "1"), (1, 1, "40"), (1, 2, "10"), (2, 2, "30")}
    colors = ax.images[0].get_array()
    red, blue = colors[..., 0], colors[..., 2]
    assert (np.diag(blue) > np.diag(red)).all()                          # right: blue
    assert red[2, 1] > blue[2, 1] and blue[2, 1] < blue[0, 2]            # the worst mistake is the deepest orange
    assert red[0, 1] == blue[0, 1] == 1                                  # 0 stays white
    assert [t.get_text() for t in ax.get_xticklabels()] == ["cat", "dog", "cow"]
    with pytest.raises(ValueError, match="square"):
        figures.confusion_matrix(torch.zeros(2, 3))


def test_confusion_matrix_without_a_mistake_and_with_an_empty_class():
    assert texts(figures.confusion_matrix(torch.diag(torch.tensor([3, 0])))) == ["3"]


def test_bars_from_top_to_bottom_with_their_values():
    ax = figures.bars({"slow": 3.0, "fast": 0.5}, x="seconds", form="{:.1f} s")
    assert [p.get_width() for p in ax.patches] == [3.0, 0.5] and texts(ax) == ["3.0 s", "0.5 s"]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["slow", "fast"] and ax.yaxis_inverted()
    assert ax.get_xlim()[0] == 0 and ax.get_xlabel() == "seconds"
    with pytest.raises(ValueError, match="no bars"):
        figures.bars({})


def test_named_points_covers_no_name_and_no_point_where_there_is_room():
    points = torch.tensor([[0.0, 0.0], [0.05, 0.0], [0.05, 0.04], [1.0, 1.0]])
    ax = figures.named_points(points, ["first", "second", "third", "far away"], ["a", "b", "a", "b"])
    a, b = ax.lines
    assert a.get_xydata().tolist() == pytest.approx(points[[0, 2]].numpy(), abs=1e-6) and a.get_color() != b.get_color()
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["a", "b"]
    ax.figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in ax.texts]
    assert texts(ax) == ["first", "second", "third", "far away"]
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[:n])
    assert not any(box.contains(*spot) for box in boxes for spot in ax.transData.transform(points))
    with pytest.raises(ValueError, match="2 points, 1 names"):
        figures.named_points(points[:2], ["first"], ["a", "a"])


def test_named_points_stays_readable_where_many_are_close():
    points = torch.randn(40, 2, generator=torch.Generator().manual_seed(0))
    ax = figures.named_points(points, [f"word{n}" for n in range(40)], ["a", "b"] * 20)
    ax.figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in ax.texts]
    assert sum(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[:n]) <= 2


def test_everything_listed_can_be_had():
    assert all(callable(getattr(figures, name)) for name in figures.__all__)


def test_show_puts_picture_and_alt_text_into_the_output(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **kw: shown.append((data, kw)))
    figures.show(figures.bars({"a": 1.0}), "one bar")
    data, kw = shown[0]
    assert data["image/png"].startswith(b"\x89PNG") and data["text/plain"] == "Figure: one bar"
    assert kw["metadata"]["image/png"]["alt"] == "one bar"
    with pytest.raises(ValueError, match="alt text"):
        figures.show(figures.bars({"a": 1.0}), " ")


def test_drawing_tells_pyplot_nothing():
    import matplotlib.pyplot as plt

    figures.loss_curve([1.0, 0.5])
    assert plt.get_fignums() == []


def test_a_matplotlibrc_of_the_learners_changes_no_picture(tmp_path):
    import os
    import subprocess
    import sys

    (tmp_path / "matplotlibrc").write_text("axes.facecolor: black\nxtick.direction: in\nlines.linewidth: 9\nfont.size: 22\nfigure.dpi: 33\naxes.formatter.use_locale: True\n"
                                           "savefig.bbox: tight\nlegend.fontsize: 30\naxes.xmargin: 0.4\nimage.cmap: hot\n")
    code = ("import hashlib, sys\nfrom course_utils import figures\nax = figures.new_axes(x='x', title='t')\nax.plot([1, 2])\n"
            "print(hashlib.md5(figures.png(ax)).hexdigest())")
    told = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env=os.environ | {"MATPLOTLIBRC": str(rc)}).stdout for rc in (tmp_path / "none", tmp_path / "matplotlibrc")]
    assert told[0] == told[1]
