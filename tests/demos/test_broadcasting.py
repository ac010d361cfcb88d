"""Broadcasting: the picture and the words agree with torch for every pair of shapes."""
import itertools

import pytest
import torch

from course_utils.demos import Broadcasting
from course_utils.live.scene import HeatMap, Text

SIZES = list(itertools.product(range(5), range(1, 5)))


@pytest.mark.parametrize("a", SIZES)
def test_every_pair_of_shapes_agrees_with_torch(a):
    for b in SIZES:
        demo = Broadcasting(a_rows=a[0], a_columns=a[1], b_rows=b[0], b_columns=b[1])
        first, second = demo.operands()
        scene = demo.scene()
        try:
            want = torch.broadcast_shapes(first.shape, second.shape)
        except RuntimeError:
            assert demo.result() is None and scene.readouts["result"] == "error"
            assert scene.caption.startswith("No result") and "neither is 1" in scene.caption
            continue
        assert demo.result().shape == want and scene.readouts["result"] == str(tuple(want))
        assert str(tuple(want)) in scene.caption and "neither" not in scene.caption


@pytest.mark.parametrize(("operation", "value"), [("+", 34.0), ("−", 26.0), ("×", 120.0)])
def test_every_cell_shows_its_number(operation, value):
    demo = Broadcasting(a_rows=3, a_columns=1, b_rows=1, b_columns=4, operation=operation)
    assert demo.result()[2, 3] == value
    words = {(m.x, m.y): m.text for m in demo.scene().axes[2].marks if isinstance(m, Text)}
    assert words[3, -2] == f"{value:.0f}" and len(words) == 12
    heat = next(m for m in demo.scene().axes[2].marks if isinstance(m, HeatMap))
    assert heat.z[0, 3] == value, "row 0 of a heat map lies at the bottom"


def test_repeated_cells_are_pale_and_stored_ones_bold():
    texts = [m for m in Broadcasting(a_rows=3, a_columns=4, b_rows=0, b_columns=4).scene().axes[1].marks if isinstance(m, Text)]
    assert [m.bold for m in texts] == [True] * 4 + [False] * 8
    assert [m.text for m in texts] == ["1", "2", "3", "4"] * 3


def test_presets_show_what_they_say():
    for name, preset in Broadcasting.presets.items():
        demo = Broadcasting(**preset.settings)
        assert (demo.result() is None) == (name == "does not fit")


@pytest.mark.parametrize("field", ["a_rows", "a_columns", "b_rows", "b_columns"])
def test_every_field_at_both_ends(field):
    control = Broadcasting.controls()[field]
    for end in (control.low, control.high):
        assert Broadcasting(**{field: int(end)}).scene().caption
    with pytest.raises(ValueError, match=field):
        Broadcasting(**{field: control.high + 1})
