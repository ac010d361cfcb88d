"""Draw a digit without a browser: strokes to pixels in MNIST's frame, probabilities, errors in words."""
import threading
import time

import numpy as np
import pytest
import torch

from course_utils import nets
from course_utils.data.framing import frame
from course_utils.live import draw
from course_utils.live.output import is_view

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
    said = []
    pad.send = lambda content, buffers=None: said.append(content)
    pad.take({"type": "strokes", "page": "a", "k": 7, "strokes": ONE})
    assert abs(sum(said[0]["probabilities"]) - 1) < 1e-3 and max(said[0]["pixels"]) > 200 and "second guess" in said[0]["caption"]
    assert (said[0]["page"], said[0]["k"], said[0]["strokes"]) == ("a", 7, ONE) and pad.newest()["strokes"] == ONE          # a view that opens later shows the strokes too
    pad.take({"type": "strokes", "page": "a", "k": 8, "strokes": []})
    assert max(said[1]["pixels"]) == 0 and pad.caption == draw.NOTHING and sum(said[1]["probabilities"]) == 0


def test_two_pages_that_draw_at_once_are_each_answered_for_their_own(monkeypatch):
    pad = draw.DrawDigit(nets.mlp([784, 10], flatten=True, seed=0))
    said, read, held, other = [], pad.read, threading.Event(), [[[0.3, 0.3], [0.7, 0.7]]]
    pad.send = lambda content, buffers=None: said.append(content)

    def slowly(strokes):
        read(strokes)
        if not held.is_set():
            held.set()
            time.sleep(0.3)          # the other page draws

    monkeypatch.setattr(pad, "read", slowly)
    second = threading.Thread(target=pad.take, args=({"type": "strokes", "page": "b", "k": 1, "strokes": other},))
    first = threading.Thread(target=pad.take, args=({"type": "strokes", "page": "a", "k": 1, "strokes": ONE},))
    first.start()
    assert held.wait(10)
    second.start()
    first.join(10)
    second.join(10)
    assert {answer["page"]: answer["strokes"] for answer in said} == {"a": ONE, "b": other}


def test_a_failure_is_told_in_the_pad():
    model = nets.mlp([784, 10], flatten=True, seed=0)
    pad = draw.DrawDigit(model)
    model.forward = lambda x: torch.zeros(1, 3)
    pad.read(ONE)
    assert "10 outputs" in pad.error and pad.image.any()
    del model.forward
    pad.read(ONE)
    assert not pad.error


def test_reading_leaves_a_model_in_training_as_it_was():
    model = nets.mlp([784, 8, 10], dropout=0.5, flatten=True, seed=0).train()
    image = frame(draw.rasterise(ONE), threshold=30)
    np.testing.assert_array_equal(draw.read_digit(model, image), draw.read_digit(model, image))          # dropout is off
    assert model.training and all(m.training for m in model.modules())


def test_what_is_shown_and_its_stored_picture(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **kw: shown.append((data, kw)))
    assert draw.draw_digit(nets.mlp([784, 10], flatten=True, seed=0)) is None
    (view, _), (data, kw) = shown
    assert is_view(view)
    assert data["text/plain"] == draw.TEXT and data["image/png"][:4] == b"\x89PNG"
    assert kw["metadata"]["image/png"]["alt"].startswith("A drawn 3. The network reads")


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


def test_weights_that_do_not_fit_leave_the_model_as_it_was(tmp_path):
    """The first layer of the file fits, the second does not: nothing is taken over."""
    model, other = nets.mlp([784, 8, 10], flatten=True, seed=0), nets.mlp([784, 8, 8, 10], flatten=True, seed=1)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    torch.save(other.state_dict(), tmp_path / "w.pt")
    with pytest.raises(ValueError, match="does not hold weights"):
        draw.load_weights(model, tmp_path / "w.pt")
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
