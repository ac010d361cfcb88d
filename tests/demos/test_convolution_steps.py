"""Convolution step by step: the arithmetic against torch, every place, what the presets promise."""
import numpy as np
import pytest
import torch
from torch.nn import functional as F

from course_utils.demos import ConvolutionSteps
from course_utils.demos.convolution_steps import FILTERS, PICTURES, out_size, picture


@pytest.mark.parametrize("filter", FILTERS)
@pytest.mark.parametrize(("padding", "stride"), [(0, 1), (1, 1), (2, 1), (0, 2), (1, 2), (2, 3)])
def test_each_output_pixel_is_its_window_times_the_filter(filter, padding, stride):
    demo = ConvolutionSteps(filter=filter, padding=padding, stride=stride)
    image, kernel = torch.from_numpy(picture("seven"))[None, None], torch.tensor(FILTERS[filter], dtype=torch.float64)[None, None]
    want = F.conv2d(image, kernel, padding=padding, stride=stride)[0, 0].numpy()
    assert demo.size == len(want) == out_size(10, 3, padding, stride)
    for row, column in np.ndindex(want.shape):
        demo.set(row=row, column=column)
        assert (demo.window() * demo.kernel).sum() == pytest.approx(want[row, column])


def test_steps_go_through_the_output_row_by_row_and_stop():
    demo = ConvolutionSteps(stride=3, row=0, column=0)                 # 3×3 outputs
    places = [demo.place()]
    while not (said := demo.step()):
        places.append(demo.place())
    assert places == [(r, c) for r in range(3) for c in range(3)] and "last pixel" in said and demo.place() == (0, 0)


def test_the_controls_walk_with_the_window_and_reset_goes_back_to_the_chosen_pixel():
    demo = ConvolutionSteps(row=1, column=6)
    demo.step()
    assert demo.place() == (demo.row, demo.column) == (1, 7)
    demo.step()
    assert demo.place() == (demo.row, demo.column) == (2, 0)
    demo.reset()
    assert demo.place() == (demo.row, demo.column) == (1, 6)
    demo.step()
    demo.set(column=3)
    demo.reset()
    assert demo.place() == (1, 3)
    demo.step()
    demo.set(row=1, column=4, filter="blur")          # where the window stands just now, but chosen
    assert demo.place() == (1, 4)
    demo.step()
    demo.take("same size")
    assert demo.place() == (0, 0)


def test_a_place_beyond_a_smaller_output_is_its_last_pixel_and_the_controls_say_so():
    demo = ConvolutionSteps(row=11, column=11)
    assert demo.place() == (demo.row, demo.column) == (7, 7)
    demo.set(stride=3)
    assert demo.place() == (demo.row, demo.column) == (2, 2)
    demo.set(column=9)
    assert demo.place() == (demo.row, demo.column) == (2, 2)


def test_the_caption_writes_the_sum_out():
    demo = ConvolutionSteps(picture="edge", row=3, column=3)
    assert demo.scene().caption == "Output row 3, column 3: 1.00 + 1.00 + 1.00 = 3.00."
    border = ConvolutionSteps(picture="edge", padding=1, row=0, column=0)
    assert "nine zeros" in border.scene().caption and "border of zeros" in border.scene().caption


def at(name):
    return ConvolutionSteps(**ConvolutionSteps.presets[name].settings)


def test_the_presets_show_what_they_say():
    edge = at("a vertical edge").output
    assert (np.abs(edge).sum(axis=0) > 0).sum() == 2 and np.abs(edge).max() == 3
    assert at("same size").size == 10 and at("every second").size == 5
    corner = at("same size")
    assert corner.place() == (0, 0)
    dot = at("a dot").output
    assert list(zip(*np.nonzero(dot), strict=True)) == [(4, 5)] and picture("dot")[4, 4] == 1
    turned = at("the filter, turned")
    assert np.array_equal(turned.output[3:6, 3:6], turned.kernel[::-1, ::-1])


def test_pictures_are_of_ink_and_paper():
    for name in PICTURES:
        assert picture(name).shape == (10, 10) and picture(name).min() == 0 and picture(name).max() == 1
