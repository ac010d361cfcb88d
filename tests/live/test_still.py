"""The matplotlib renderer: the numbers of a scene become marks and pixels where they must be."""
import numpy as np
import pytest
from kitchen_sink import edges, everything

from course_utils.live.limits import limits
from course_utils.live.scene import Axes, Bars, HeatMap, Images, Line, Points, Rule, Scene, Segments
from course_utils.live.still import still


def pixels(figure):
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)


def at(figure, ax, x, y):
    """The colour drawn at (x, y) in data units."""
    shot = pixels(figure)
    px, py = ax.transData.transform((x, y))
    return shot[round(shot.shape[0] - 1 - py), round(px)]


def near(color, hexadecimal, tolerance=25):
    want = [int(hexadecimal[i:i + 2], 16) for i in (1, 3, 5)]
    return max(abs(a - b) for a, b in zip(color, want, strict=True)) <= tolerance


@pytest.mark.parametrize("present", [False, True])
@pytest.mark.parametrize("make", [everything, edges])
def test_every_mark_is_drawn(make, present):
    figure = still(make(), present)
    assert pixels(figure).std() > 5
    assert len(figure.axes) >= len(make().axes)


def test_size_follows_the_scene():
    width, height = still(Scene(Axes(), height=300)).get_size_inches()
    assert (width * 80, height * 80) == (900, 300)


def test_line_has_the_scenes_numbers_and_colour():
    figure = still(Scene(Axes(Line([0, 1, 2], [1, 2, 0], color="orange", style="dashed", width=8, label="run"), xlim=(0, 2), ylim=(0, 2))))
    ax, = figure.axes
    line, = ax.lines
    np.testing.assert_allclose(line.get_xydata(), [[0, 1], [1, 2], [2, 0]])
    assert line.get_color() == "#d98200"
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["run"]
    figure = still(Scene(Axes(Line([0, 2], [1, 1], width=8), xlim=(0, 2), ylim=(0, 2))))
    assert near(at(figure, figure.axes[0], 0.7, 1), "#0072b2")
    assert near(at(figure, figure.axes[0], 0.7, 1.31), "#ffffff")


def test_heat_map_has_row_0_at_the_bottom_and_its_range():
    scene = Scene(Axes(HeatMap([[0, 0], [1, 1]], (0, 2, 0, 2), cmap="gray", smooth=False)))
    figure = still(scene)
    assert near(at(figure, figure.axes[0], 1, 0.5), "#000000") and near(at(figure, figure.axes[0], 1, 1.5), "#ffffff")
    figure = still(Scene(Axes(HeatMap([[-1, 3]], (0, 2, 0, 1), cmap="diverging", smooth=False))))
    assert figure.axes[0].images[0].get_clim() == (-3, 3)
    assert near(at(figure, figure.axes[0], 1.5, 0.5), "#d98200")


def test_class_numbers_choose_colour_and_marker():
    figure = still(Scene(Axes(Points([0, 1], [0, 1], color=[0, 1], size=30, label="no|yes"), xlim=(-1, 2), ylim=(-1, 2))))
    ax, = figure.axes
    assert near(at(figure, ax, 0, 0), "#0072b2") and near(at(figure, ax, 1, 1), "#d98200")
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["no", "yes"]


def test_images_stand_upright_in_squares():
    z = np.zeros((1, 4, 4))
    z[0, 0] = 1          # the top row is white
    figure = still(Scene(Axes(Images(z, x=[1], y=[1], size=1), xlim=(0, 4), ylim=(0, 2), frame=False)))
    ax, = figure.axes
    assert near(at(figure, ax, 1, 1), "#000000")
    picture, = ax.images
    x0, x1, y0, y1 = picture.get_extent()
    (a, b), (c, d) = ax.transData.transform([(x0, y0), (x1, y1)])
    assert abs((c - a) - (d - b)) < 0.01
    assert near(at(figure, ax, 1, y1 - 0.06), "#ffffff")


def test_bars_rules_segments():
    figure = still(Scene(Axes(Bars([1, 3], names=("a", "b"))), Axes(Rule(x=1), Rule(y=2), xlim=(0, 2), ylim=(0, 3)),
                         Axes(Segments([0, 0], [0, 1], [1, 1], [0, 1], value=[1, -2], width=4))))
    bars, rules, segments = figure.axes
    assert [p.get_height() for p in bars.patches] == [1, 3] and [t.get_text() for t in bars.get_xticklabels()] == ["a", "b"]
    assert [line.get_xdata()[0] for line in rules.lines] == [1, 0]
    widths = segments.collections[0].get_linewidths()
    assert widths[1] == pytest.approx(2 * widths[0])
    figure = still(Scene(Axes(Bars([1, 2], horizontal=True))))
    assert figure.axes[0].yaxis_inverted()


def test_log_axes_and_given_limits():
    figure = still(Scene(Axes(Line([1, 1000], [1e-3, 1]), xscale="log", yscale="log", ylim=(1e-4, 10))))
    ax, = figure.axes
    assert ax.get_xscale() == ax.get_yscale() == "log" and ax.get_ylim() == (1e-4, 10)
    assert 1 > ax.get_xlim()[0] > 0.5


def test_limits_hold_the_data_with_a_little_room():
    (x0, x1), (y0, y1) = limits(Axes(Line([0, 10], [0, 1])))
    assert (x0, x1, y0, y1) == pytest.approx((-0.4, 10.4, -0.04, 1.04))
    assert limits(Axes(HeatMap([[1.0]], (0, 2, 3, 4)))) == ((0, 2), (3, 4))
    assert limits(Axes(Bars([2, 4])))[1] == pytest.approx((0, 4.16))
    assert limits(Axes(Line([], []))) == ((0, 1), (0, 1))
    assert limits(Axes(Line([0, 1], [float("nan"), 2])))[1] == (1.5, 2.5)
    low, high = limits(Axes(Line([0, 1], [0.001, 10]), yscale="log"))[1]
    assert low < 0.001 < 10 < high


def test_ticks_are_those_of_the_live_view():
    figure = still(Scene(Axes(Line([1, 100], [0.09, 3]), xscale="log", yscale="log"), height=260))
    pixels(figure)
    words = [[t.get_text() for t in axis.get_ticklabels() if t.get_text()] for axis in (figure.axes[0].xaxis, figure.axes[0].yaxis)]
    assert words == [["1", "10", "100"], ["0.1", "0.2", "0.5", "1", "2"]]
    figure = still(Scene(Axes(HeatMap([[0, 1]], vmin=0, vmax=1, bar=True), x="x", xlim=(0, 1))))
    pixels(figure)
    bar, = figure.axes[0].child_axes
    assert [t.get_text() for t in bar.get_yticklabels()] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]


def test_a_bar_is_as_high_as_its_map():
    """It was as high as the axes' cell, though its map is a square with words below it."""
    figure = still(Scene(Axes(HeatMap(np.eye(4), (0, 4, 0, 4), smooth=False, bar=True), xlim=(-1, 4), ylim=(-2, 4), equal=True, frame=False), Axes(), height=400))
    figure.canvas.draw()
    ax = figure.axes[0]
    bar, ends = ax.child_axes[0].get_window_extent(), ax.transData.transform([(4, 0), (4, 4)])
    assert (bar.y0, bar.y1) == pytest.approx(tuple(ends[:, 1]), abs=0.5)
    assert ends[0, 0] < bar.x0 < ends[0, 0] + 20 and bar.x0 + 5 < bar.x1 < figure.axes[1].get_window_extent().x0


def test_points_have_an_outline_on_a_surface_of_their_own_colour():
    figure = still(Scene(Axes(HeatMap([[0, 0], [0, 0]], (0, 2, 0, 2), cmap="diverging", vmin=0, vmax=1), Points([1], [1], size=20))))
    ax = figure.axes[0]
    shot = pixels(figure)
    px, py = ax.transData.transform((1, 1))
    row = shot[round(shot.shape[0] - 1 - py), round(px):round(px + 20 * figure.dpi / 80)]
    assert near(row[0], "#0072b2") and near(row[-1], "#0072b2") and any(near(color, "#ffffff", 60) for color in row)


def test_a_marker_on_the_edge_is_whole_and_one_beyond_it_is_not_drawn():
    figure = still(Scene(Axes(Points([0, 1.1], [1, 0.5], size=30), Points([1], [0.5], value=[1], size=30), xlim=(0, 1), ylim=(0, 1))))
    ax, shot = figure.axes[0], pixels(figure)

    def beside(x, y, right, up):
        px, py = ax.transData.transform((x, y))
        return shot[round(shot.shape[0] - 1 - py - up), round(px + right)]

    far = 10 * figure.dpi / 80
    assert near(beside(0, 1, -far, 0), "#0072b2") and near(beside(0, 1, 0, far), "#0072b2") and near(beside(1, 0.5, far, 0), "#d98200")
    assert [len(dots.get_offsets()) for dots in ax.collections] == [1, 1]


@pytest.mark.parametrize(("xscale", "width"), [("linear", 2.0), ("log", 100.0)])
def test_values_of_a_smooth_map_lie_where_they_were_computed(xscale, width):
    """A border at 0.9 of the way appeared at 0.881: the map was drawn as if its values filled cells."""
    n, border = 40, 0.9
    x = np.linspace(0, 1, n)
    z = np.tile(x > border, (n, 1)).astype(float)
    low, high = (1.0, 100.0) if xscale == "log" else (0.0, 1.0)
    figure = still(Scene(Axes(HeatMap(z, (low, high, 0, 1), cmap="gray", vmin=0, vmax=1), xscale=xscale)))
    figure.canvas.draw()
    ax, = figure.axes
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., 0]
    left, right = (ax.transData.transform((v, 0.5))[0] for v in (low, high))
    row = pixels[pixels.shape[0] // 2, int(left) + 3:int(right) - 2].astype(float)
    darkened = row < row.max() / 2 if row[0] > row[-1] else row > row.max() / 2
    at = (darkened.argmax() + 3) / (right - left)
    last_below = np.flatnonzero(x <= border)[-1]
    assert at == pytest.approx((x[last_below] + x[last_below + 1]) / 2, abs=0.004)          # midway between two points


def test_cells_of_a_map_that_is_not_smooth_fill_it():
    figure = still(Scene(Axes(HeatMap([[0, 1]], (0, 2, 0, 1), cmap="gray", smooth=False, vmin=0, vmax=1))))
    figure.canvas.draw()
    ax, = figure.axes
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., 0]
    places = [pixels[pixels.shape[0] // 2, int(ax.transData.transform((v, 0.5))[0])] for v in (0.1, 0.95, 1.05, 1.9)]
    assert places[0] == places[1] != places[2] == places[3]


def test_points_by_value_have_the_map_s_colours():
    ax = still(Scene(Axes(Points([0, 1, 2], [0, 0, 0], value=[-1, 0, 7], label="measured")))).axes[0]
    (points,) = ax.collections
    low, _, high = points.cmap(points.norm(np.array([-1.0, 0.0, 7.0])))
    assert np.allclose(low, points.cmap(0.0)) and np.allclose(high, points.cmap(1.0)), "what lies beyond 1 has the colour of 1"
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["measured"]
