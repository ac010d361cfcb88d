"""What must not pile up: threads, widgets and panels of cells run again, memory of a long run, messages of a fast loop."""
import gc
import threading
import time
import tracemalloc
import weakref
from types import SimpleNamespace

import pytest
from fake_browser import Browser, until, workers
from ipywidgets.widgets.widget import _instances
from small_demos import Training, Wave

from course_utils import nets
from course_utils.checks import quiz
from course_utils.demos import RegressionLive
from course_utils.live import Panel, cells, loop
from course_utils.live.draw import DrawDigit
from course_utils.live.ghosts import MOST
from course_utils.live.worker import FRAME


@pytest.fixture
def cell(monkeypatch):
    """`cell(run)` says that the same cell runs for the run-th time; nothing is shown before or after the test."""
    monkeypatch.setattr(cells, "_SHOWN", {})
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: None)
    yield lambda run, name="cell", deleted=(): monkeypatch.setattr(cells, "execution", lambda: (name, f"run {run}", list(deleted)))
    for name in list(cells._SHOWN):
        cells._close(name)


def alive(references):
    gc.collect()
    return [r for r in references if r() is not None]


def made(kind):
    """A new thing of this kind, shown in the running cell, and at work if it can be."""
    if kind == "panel":
        thing = Panel(Training())
        cells.shown_here(thing)          # what show() does, less the still picture
        thing.play()
    elif kind == "slider":
        thing = loop.Slider("rate", 0.1, 0.01, 1.0, log=True)
        thing.show()
    elif kind == "quiz":
        thing = quiz("03")
        thing._ipython_display_()
    elif kind == "pad":
        thing = DrawDigit(nets.mlp([784, 10], flatten=True, seed=0))
        cells.shown_here(thing)
        thing.read([[[0.5, 0.1], [0.5, 0.9]]])
    else:
        thing = loop.Plot(y="loss")
        cells.shown_here(thing)
        for _ in range(20):
            thing.add(loss=1.0)
    return thing


@pytest.mark.parametrize("kind", ["panel", "slider", "plot", "pad", "quiz"])
def test_fifty_runs_of_a_cell_leave_one_of_each(cell, kind):
    gc.collect()
    before, threads = set(_instances), threading.active_count()
    references, counts = [], []
    for run in range(50):
        cell(run)
        references.append(weakref.ref(made(kind)))
        assert len(workers()) == (kind == "panel")
        counts.append(len(set(_instances) - before))
    # of each run only the newest thing, with its view and that view's layout
    assert counts == [counts[0]] * len(counts) and counts[0] <= (40 if kind == "quiz" else 3)
    until(lambda: len(alive(references)) == 1)          # the timer of a closed plot may still hold it for a moment
    assert references[-1]() is not None
    cell("last", name="another", deleted=["cell"])          # the cell itself is deleted
    cells.shown_here(loop.Plot())
    assert not workers()
    until(lambda: not alive(references))
    for name in list(cells._SHOWN):
        cells._close(name)
    until(lambda: threading.active_count() <= threads)
    assert not set(_instances) - before


def test_an_interrupt_pauses(cell):
    cell(0)
    panel = made("panel")
    cells.pause_all()
    assert not panel.playing
    until(lambda: not workers())
    panel.play()
    assert len(workers()) == 1          # and it goes on when asked to


def test_a_closed_panel_starts_nothing(cell):
    cell(0)
    panel = made("panel")
    panel.close()
    panel.play()
    panel.set(lr=0.01)
    panel.reset()
    assert not workers()


def test_a_forgotten_worker_ends():
    from course_utils.live.worker import Worker

    class Holder:
        def __init__(self):
            self.worker, self.view, self.dirty = Worker(self), SimpleNamespace(free=lambda: False, watched=False), False
            self.pause_between = 0.0

        def advance(self):
            return True

        def draw(self):
            pass

    holder = Holder()
    holder.worker.play()
    assert workers()
    del holder
    gc.collect()
    until(lambda: not workers())


def grown(work, warm, more):
    """Bytes that `more` turns of `work` leave behind, after `warm` turns."""
    work(warm)
    gc.collect()
    tracemalloc.start()
    work(warm // 2)
    gc.collect()
    first = tracemalloc.get_traced_memory()[0]
    work(more)
    gc.collect()
    last = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return last - first


def test_moving_a_slider_leaves_nothing(panel_of):
    panel = panel_of(Wave())
    browser = Browser(panel)

    def work(n):
        for k in range(n):
            panel.controls["frequency"].value = 0.5 + 0.5 * (k % 10)
        browser.frames.clear()

    assert grown(work, 100, 300) < 100_000


def test_thousands_of_frames_of_a_run_leave_nothing(panel_of):
    """As the worker does it, a step and a picture in turn: 2 000 frames are over half a minute of watching."""
    panel = panel_of(RegressionLive())
    browser = Browser(panel)
    sent = panel.view.pages.sent

    def work(n):
        for _ in range(n):
            assert panel.advance(), panel.error
            panel.draw()
            browser.frames.clear()

    # the curves are thinned
    assert grown(work, 300, 1700) < 300_000
    assert panel.view.pages.sent - sent >= 300 + 150 + 1700


def test_resets_keep_only_the_newest_runs(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)

    def work(n):
        for k in range(n):
            panel.set(lr=0.1 + 0.001 * (k % 50))
            panel.step()
            panel.step()
            panel.reset()
            browser.frames.clear()

    assert grown(work, 40, 120) < 100_000
    assert len(panel.runs) == MOST


def test_a_loop_of_ten_thousand_turns(monkeypatch):
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: None)
    gc.collect()
    widgets, threads = len(_instances), threading.active_count()
    rate, plot = loop.Slider("rate", 0.1, 0.01, 1.0, log=True), loop.Plot(y="loss")
    sent = []
    plot.view.send = lambda content, buffers=None: sent.append(plot.scene.axes[0].marks[0].x[-1])
    began, computed = time.monotonic(), time.thread_time()          # another process may have the machine
    for step in range(10_000):
        plot.add(loss=rate.value / (step + 1))
        assert step % 500 or threading.active_count() <= threads + 1          # one timer at most
    took = time.thread_time() - computed
    until(lambda: sent[-1] == 9_999)          # what came last is drawn, though nothing came after it
    assert len(sent) <= 2 + (time.monotonic() - began) / FRAME, "more pictures than a screen needs"
    assert took < 10
    until(lambda: threading.active_count() <= threads)
    rate.close()
    plot.close()
    assert len(_instances) == widgets


def test_a_progress_bar_leaves_nothing(monkeypatch):
    from course_utils.training.progress import _NotebookBar

    monkeypatch.setattr("IPython.display.display", lambda *a, **k: None)
    before = set(_instances)
    for _ in range(3):
        bar = _NotebookBar(10)
        bar.update(3, "step 3")
        bar.close()
    assert not set(_instances) - before


def test_cells_know_of_their_begin_and_end(monkeypatch):
    """One pair of handlers for everything shown, however often: a plot never fed stayed registered for ever."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    monkeypatch.setattr(cells, "_shell", lambda: shell)
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: None)
    for _ in range(20):
        loop.plot().close()
    ours = {name: [f for f in found if f.__module__ == cells.__name__] for name, found in shell.events.callbacks.items()}
    assert [len(ours[name]) for name in ("pre_run_cell", "post_run_cell")] == [1, 1] and cells.running_since()
    shell.events.trigger("post_run_cell", SimpleNamespace(error_in_exec=None))
    assert cells.running_since() is None and time.monotonic() - cells.last_end() < 1
    shell.events.trigger("pre_run_cell", None)
    assert time.monotonic() - cells.running_since() < 1
    shell.events.trigger("post_run_cell", SimpleNamespace(error_in_exec=None))


def test_a_plots_last_picture_is_stored_at_the_end_of_the_cell_that_fed_it(monkeypatch):
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: None)
    plot, stored = loop.Plot(y="loss"), []
    plot.view.redisplay = lambda *a: stored.append(a)
    plot.cell_ended()
    assert not stored
    plot.add(loss=1.0)
    plot.cell_ended()
    plot.cell_ended()          # the next cell adds nothing
    assert len(stored) == 1 and stored[0][1][:4] == b"\x89PNG"
    plot.close()
