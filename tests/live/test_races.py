"""Two pages are heard on two threads, beside the worker, a plot's late picture and the running cell: what comes between what."""
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from fake_browser import Browser, until, workers
from small_demos import Training

from course_utils.live import cells, loop, remote, worker
from course_utils.live.draw import DrawDigit
from course_utils.live.view import View


def beside(act, *args, seconds=0.3, **kw):
    """`act` on a thread of its own, which gets `seconds` here before this one goes on; returns what waits for its end."""
    thread = threading.Thread(target=act, args=args, kwargs=kw)
    thread.start()
    thread.join(seconds)
    return thread


def once(act):
    """`act` at the first call alone."""
    calls = iter([act])
    return lambda *args: next(calls, lambda *args: None)(*args)


class Waits(Training):
    """A step waits until it may go."""

    def reset(self):
        super().reset()
        self.begun, self.go = threading.Event(), threading.Event()

    def step(self):
        self.begun.set()
        self.go.wait(20)
        return super().step()


# -- a run begins and ends ---------------------------------------------------------------------------------------


def test_a_pause_as_a_run_begins(panel_of, monkeypatch):
    """A page presses ▶, and the cell pauses: "cannot join thread before it is started"."""
    panel, begins, start = panel_of(Training()), threading.Event(), threading.Thread.start

    def slowly(thread):
        if thread.name == "course_utils panel":
            begins.set()
            time.sleep(0.3)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", slowly)
    page = threading.Thread(target=panel.play)
    page.start()
    assert begins.wait(10)
    panel.pause()
    page.join(10)
    assert not panel.playing and not workers()


def test_a_pause_does_not_wait_for_a_run_that_a_page_goes_on_with(panel_of, monkeypatch):
    """It waited for the end of the thread, and said after ten seconds that a step had not ended."""
    monkeypatch.setattr(worker.Worker.pause, "__defaults__", (5.0,))
    panel = panel_of(Waits())
    browser = Browser(panel)
    panel.play()
    assert panel.demo.begun.wait(10)
    began = time.monotonic()
    page = threading.Thread(target=lambda: (until(lambda: not panel.playing), browser.say(type="play")))
    page.start()
    panel.pause()
    assert time.monotonic() - began < 3 and panel.playing
    panel.demo.go.set()
    panel.pause()
    assert not workers()


def test_a_panel_that_is_closed_as_a_page_starts_it(panel_of, monkeypatch):
    panel = panel_of(Training())
    play = panel.worker.play
    monkeypatch.setattr(panel.worker, "play", lambda *first: (panel.close(), play(*first)))
    panel.play()
    time.sleep(0.1)
    assert not panel.playing and not workers()


def test_a_press_of_run_is_confirmed_after_what_came_before_it(panel_of):
    """Paused, moved and run again while a step is under way: the page was told that all this was done, and the slider went back."""
    panel = panel_of(Waits())
    browser = Browser(panel)
    panel.play()
    assert panel.demo.begun.wait(10)
    browser.say(type="pause")
    moved = browser.say(type="set", values={"lr": 0.5})
    last = browser.say(type="play")
    panel.demo.go.set()
    until(lambda: browser.pages[0].seen >= last)
    panel.pause()
    state = None
    for content, _ in list(browser.frames):
        state = content["state"] or state
        assert content["seen"].get("first", 0) < moved or state["values"]["lr"] == 0.5


def test_the_last_words_of_a_run_stay_though_a_page_presses_run_at_that_moment(panel_of, monkeypatch):
    panel = panel_of(Training(stop_after=3))
    browser, advance = Browser(panel), panel.advance

    def ends(*_):
        beside(browser.say, type="play").join()
        return False

    meanwhile = once(ends)
    monkeypatch.setattr(panel, "advance", lambda: advance() or bool(meanwhile()))
    browser.say(type="play")
    until(lambda: not workers())
    until(lambda: not browser.state["playing"])
    assert browser.state["end"] == "Done after 3 steps."


def test_what_a_run_said_at_its_end_is_forgotten_when_another_begins(panel_of):
    """At once, also where ⏸ follows before the worker has looked: whoever waits for the new run's words must not read the old."""
    panel = panel_of(Training(stop_after=3))
    panel.play()
    until(lambda: panel.end and not workers())
    with panel.worker._lock:          # the worker can do nothing yet
        panel.play()
        assert not panel.end and not panel.error
        panel.stop()
    until(lambda: not workers())
    assert not panel.end and not panel.error


# -- a page comes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["watched", "drawn"])
def test_a_page_that_comes_back_as_a_run_ends_gets_its_last_picture(panel_of, monkeypatch, moment):
    """The picture is not sent, as nobody looks. What is owed was noted after the page had asked, and left to a thread that was ending."""
    panel, back = panel_of(Training()), []
    browser = Browser(panel)
    page, draw, watched = browser.pages[0], panel.draw, View.watched.fget
    page.answer = False
    browser.say(type="play")
    until(lambda: page.state["playing"])
    browser.say(type="here", visible=False, have=page.have)
    comes = once(lambda: back.append(beside(browser.say, type="here", visible=True, have=page.have)))

    def looked(view):
        found = watched(view)
        if moment == "watched":
            comes()
        return found

    def drawn():
        draw()
        if not panel.playing:
            comes()

    monkeypatch.setattr(View, "watched", property(looked))
    monkeypatch.setattr(panel, "draw", drawn)
    panel.pause()
    back[0].join(10)
    assert not page.state["playing"] and page.scene["caption"] == f"{len(panel.demo.losses)} steps"


def test_a_page_that_comes_as_a_plot_is_fed_does_not_end_the_cell(monkeypatch):
    """It draws at once and takes the late picture back: "'NoneType' object has no attribute 'start'", in the learner's own loop."""
    plot = loop.Plot(y="loss")
    browser = Browser(plot)

    class Late(threading.Timer):
        @property
        def daemon(self):
            return True

        @daemon.setter
        def daemon(self, value):
            browser.say(type="here", visible=True, have=browser.pages[0].have)

    monkeypatch.setattr(loop.threading, "Timer", Late)
    plot.flush()
    plot.add(loss=1.0)
    assert list(browser.scene["axes"][0]["marks"][0]["y"]) == [1]
    plot.close()


# -- a cell ends, or runs again ----------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [lambda: loop.Plot(y="loss"), lambda: DrawDigit(torch.nn.Linear(784, 10))])
def test_nothing_is_closed_while_it_sends(made):
    shown, sends, found = made(), threading.Event(), []
    widget = getattr(shown, "view", shown)

    def send(*_):
        sends.set()
        time.sleep(0.3)
        found.append(widget.comm)

    widget.send = send
    other = threading.Thread(target=widget.take, args=[{"page": "a", "k": 1, "type": "strokes", "strokes": []}]
                             if widget is shown else [{"page": "a", "k": 1, "type": "here", "visible": True, "have": 0}])
    other.start()
    assert sends.wait(10)
    shown.close()
    other.join(10)
    assert found[0] is not None and widget.comm is None


def test_a_second_interrupt_while_the_last_pictures_are_made_still_ends_the_cell(monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    thing = SimpleNamespace(cell_ended=interrupted)
    monkeypatch.setattr(cells, "_ALIVE", [thing])
    cells._cell_begins()
    with pytest.raises(KeyboardInterrupt):
        cells._cell_ends(SimpleNamespace(error_in_exec=None))
    assert cells.running_since() is None


AT_THE_END = """
import time
from small_demos import Training
from course_utils.live import Panel
panels = [Panel(Training()) for _ in range(4)]
panels[3].speed = "1 step/s"
for panel in panels:
    panel.play()
time.sleep(0.3)
"""


def test_a_process_that_ends_while_demos_run_ends_well():
    """PyTorch aborted it ("terminate called without an active exception"), as steps were told to stop and nobody waited."""
    support = str(Path(__file__).parents[1] / "support")
    ended = subprocess.run([sys.executable, "-c", AT_THE_END], env={**os.environ, "PYTHONPATH": os.pathsep.join([support, *sys.path])},
                           capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0 and "terminate called" not in ended.stderr, ended.stderr


# -- everything at once ------------------------------------------------------------------------------------------


def any_message(rnd):
    return rnd.choice([
        *({"type": button} for button in ("play", "play", "pause", "step", "reset", "clear", "reseed")),
        *({"type": "set", "values": values} for values in ({"lr": rnd.choice([0.01, 0.5])}, {"lr": 1e9}, {"hidden": rnd.randint(1, 32)},
                                                            {"crash": rnd.random() < 0.2}, {"stop_after": rnd.choice([0, 5])})),
        {"type": "preset", "value": rnd.randint(0, 1)}, {"type": "speed", "value": rnd.randint(0, 3)}, {"type": "keep", "value": rnd.random() < 0.5}])


def press(page, seed, end):
    rnd, last = random.Random(seed), 0
    while time.monotonic() < end:
        if rnd.random() < 0.1:
            page.say(type="here", visible=rnd.random() < 0.5, have=rnd.choice([0, page.have]))
        last = page.say(**any_message(rnd))
        time.sleep(0.01 * rnd.random())
    page.say(type="here", visible=True, have=page.have)
    page.last = last


def test_four_pages_that_press_everything_at_once_end_with_what_the_kernel_has(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel, pages=("a", "b", "c", "d"))
    before, end = sys.getswitchinterval(), time.monotonic() + 1.5
    sys.setswitchinterval(1e-5)
    try:
        hands = [threading.Thread(target=press, args=(page, page.name, end)) for page in browser.pages]
        for hand in hands:
            hand.start()
        while time.monotonic() < end:
            panel.set(lr=0.2)
            panel.scene  # noqa: B018
            time.sleep(0.005)
        for hand in hands:
            hand.join(20)
            assert not hand.is_alive()
        panel.stop()
        until(lambda: not workers() and not panel.playing)
        for page in browser.pages:
            until(lambda p=page: p.seen >= p.last and p.state == remote.state(panel))
            for axes, kept in zip(panel.scene.axes, page.scene["axes"], strict=True):
                for mark, copy in zip(axes.marks, kept["marks"], strict=True):
                    assert all(np.array_equal(np.float32(getattr(mark, name)), np.reshape(copy[name], np.shape(getattr(mark, name))))
                               for name in mark.ARRAYS if name in "xy")
    finally:
        sys.setswitchinterval(before)
