"""Draw a digit without a browser: strokes to pixels in MNIST's frame, probabilities, errors in words."""
import numpy as np
import pytest
import torch

from course_utils import nets
from course_utils.data.framing import frame
from course_utils.live import draw

ONE = [[[0.5, 0.1], [0.5, 0.9]]]


def test_strokes_become_a_framed_picture():
    image = frame(draw.rasterise(ONE), threshold=30)
    rows, columns = image.any(1).nonzero()[0], image.any(0).nonzero()[0]
    assert np.ptp(rows) + 1 == 20 and 1 <= np.ptp(columns) + 1 <= 4
    assert not draw.rasterise([]).any() and draw.rasterise([[[0.2, 0.2]]]).any()


def test_the_same_digit_anywhere_on_the_pad_looks_the_same():
    small = [[[0.1 + (x - 0.5) * 0.5 + 0.2, y * 0.5] for x, y in stroke] for stroke in [[[0.2, 0.2], [0.8, 0.2], [0.4, 0.9]]]]
    moved = [[[x + 0.3, y + 0.2] for x, y in stroke] for stroke in small]
    a, b = (frame(draw.rasterise(s), threshold=30).astype(float) for s in (small, moved))
    assert np.abs(a - b).mean() < 6


def test_pad_follows_the_strokes():
    pad = draw.DrawDigit(nets.mlp([784, 16, 10], flatten=True, seed=0))
    pad.strokes = ONE
    assert abs(sum(pad.probabilities) - 1) < 1e-5 and max(pad.pixels) > 200 and "second guess" in pad.caption
    pad.strokes = []
    assert max(pad.pixels) == 0 and pad.caption == "Draw a digit."


def test_bad_models_in_words(tmp_path):
    with pytest.raises(TypeError, match="trained torch"):
        draw.DrawDigit(None)
    with pytest.raises(ValueError, match="784 inputs"):
        draw.DrawDigit(torch.nn.Linear(5, 10))
    with pytest.raises(ValueError, match="10 outputs"):
        draw.DrawDigit(torch.nn.Linear(784, 3))
    with pytest.raises(ValueError, match="There is no file"):
        draw.load_weights(torch.nn.Linear(784, 10), tmp_path / "w.pt")
    torch.save({"a": torch.ones(1)}, tmp_path / "w.pt")
    with pytest.raises(ValueError, match="does not hold weights"):
        draw.load_weights(torch.nn.Linear(784, 10), tmp_path / "w.pt")
