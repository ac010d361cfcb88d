"""A page says that it is there at any moment, on a thread of its own: what the file holds in the end is the newest."""
import threading

import IPython.display
import pytest

from course_utils.live.view import View

PICTURE = b"\x89PNG"
PAUSE = 0.3          # seconds that a thread is held where another might slip in


@pytest.fixture
def outputs(monkeypatch):
    """What a cell's second output has held, oldest first; `between(k)` is called before the k-th (0: the first) gets there."""
    class Outputs(list):
        def between(self, k):
            pass

        def put(self, data):
            self.between(len(self))
            self.append(data)

    held = Outputs()

    class Place:
        def update(self, data, **kw):
            held.put(data)

    def display(data, display_id=None, **kw):
        if display_id:
            held.put(data)
            return Place()

    monkeypatch.setattr(IPython.display, "display", display)
    return held


@pytest.fixture
def view():
    made = View({"mode": "plot"}, None, None, lambda message: None)
    yield made
    made.close()


def test_a_page_that_comes_as_the_cell_ends_keeps_the_last_picture(view, outputs):
    """The plot's picture is put there as its cell ends: a greeting at that moment put back what was there before."""
    view.display("Live plot: loss")
    greeting = threading.Thread(target=view.greeted)
    ended = threading.Event()

    def between(k):
        if threading.current_thread() is greeting:
            held.set()
            ended.wait(PAUSE)

    held = threading.Event()
    outputs.between = between
    greeting.start()
    assert held.wait(10)
    view.redisplay("Live plot: loss", PICTURE, 900, "loss 0.1 at step 9")
    ended.set()
    greeting.join(10)
    assert outputs[-1]["image/png"] == PICTURE and "cu-still" in outputs[-1]["text/html"]
    assert "image/png" not in outputs[0]


def test_a_page_that_comes_while_the_cell_shows_it_is_heard(view, outputs):
    greeting = threading.Thread(target=view.greeted)

    def between(k):
        if k == 0:
            greeting.start()
            greeting.join(PAUSE)

    outputs.between = between
    view.display("Live plot: loss", PICTURE, 900, "loss 0.1 at step 9")
    greeting.join(10)
    assert outputs[-1]["image/png"] == PICTURE and "cu-still" in outputs[-1]["text/html"]


def test_a_second_page_changes_nothing(view, outputs):
    view.display("Live plot: loss")
    for _ in range(3):
        view.greeted()
    assert len(outputs) == 2
