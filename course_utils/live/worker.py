"""The one thread of a panel: it runs steps, on one core, and between two of them whatever else wants to touch the demo."""
from __future__ import annotations

import atexit
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

from . import cells

FRAME = 1 / 52           # seconds from picture to picture of a run: more of them slow the steps, and a screen shows 60
PATIENCE = 10.0          # seconds that a program waits for the step under way
BUSY = (f"The demo has been busy for {PATIENCE:.0f} s, so nothing was changed. Wait until its step ends; "
        "if it never does, restart the kernel.")
ATTENTION = 10.0         # seconds for which a demo that nobody sees counts as touched by the running cell
LAST = 2.0               # seconds that the end of the process waits for steps under way; Jupyter ends a kernel by force a little later
LOOK = 0.2               # seconds after which a thread that waits looks again: whether it may go on, whether its panel lives


class Pace:
    """When the next picture of a run is due: one each FRAME, fewer where one takes so long to make that steps would stand still."""

    def __init__(self):
        self.cost = self.last = 0.0

    def due(self, now: float) -> bool:
        rest = max(FRAME, 1.5 * self.cost)
        if now - self.last < rest:
            return False
        # on a grid: steps that end a little late must not make every frame late, and after a long one the next frame may come early
        self.last = max(self.last + rest, now - rest)
        return True

    def drawn(self, seconds: float) -> None:
        """A picture took so long to make."""
        self.cost = 0.7 * self.cost + 0.3 * seconds


_ALL: weakref.WeakSet = weakref.WeakSet()          # the workers of this process


class Worker:
    """Steps of `panel` in one daemon thread, started by `play` and ended by `pause`, a failure, the run's end or the panel's.

    `do(act)` runs `act` where no step can be under way: in the worker between two steps while one lives, else at once.
    The panel gives `advance()`, `draw()`, `fail(failure, what)`, `dirty`, `pause_between` and `view`.
    """

    def __init__(self, panel):
        self._panel = weakref.ref(panel)
        self._gate = threading.Lock()          # held where a thread begins, ends or is handed something: none ends with it
        self._lock = threading.RLock()         # held while anything touches the demo
        self._queue: deque[tuple[Callable[[], Any], Future]] = deque()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._pace = Pace()
        self._next = 0.0                       # when the next step is due at a chosen speed
        self._touched = 0.0                    # when a program or a page last asked for something
        self._wanted = False                   # steps are
        self.closed = False                    # no run begins any more
        _ALL.add(self)

    @property
    def alive(self) -> bool:
        return self._thread is not None

    @property
    def playing(self) -> bool:
        """Whether steps follow one another; never without a thread that does them."""
        return self._wanted and self._thread is not None

    def do(self, act: Callable[[], Any], wait_for: float = PATIENCE) -> Any:
        """Run `act` between two steps, and return what it returns; `wait_for=0` leaves it to a living worker and returns None.

        TimeoutError says after `wait_for` seconds that the step under way did not end; `act` is then never run.
        """
        self._touched = time.monotonic()
        if threading.current_thread() is self._thread:
            return act()
        future: Future = Future()
        with self._gate:
            if handed := self._thread is not None:
                self._queue.append((act, future))
                self._wake.set()
        if not handed:
            if not self._lock.acquire(timeout=PATIENCE):
                raise TimeoutError(BUSY)
            try:
                return act()
            finally:
                self._lock.release()
        if not wait_for:
            return None
        wait([future], wait_for)
        if not future.done() and future.cancel():
            raise TimeoutError(BUSY)
        wait([future], 6 * wait_for)          # it has begun: a large network may take its time to be built
        if not future.done():
            raise TimeoutError(BUSY.replace("nothing was changed", "the change has not come to its end"))
        return future.result()

    def play(self, first: Callable[[], Any] = lambda: None, begins: Callable[[], Any] = lambda: None) -> None:
        """Steps from now on; `first` comes before the next of them, and after what was handed over before.

        `begins` is called at once where a run begins: not while one goes on. It must not wait for anything.
        """
        self._touched = time.monotonic()
        with self._gate:
            if self.closed:
                return
            self._queue.append((first, Future()))
            self._wake.set()
            if self._wanted and self._thread is not None:
                return
            begins()
            self._wanted, self._next = True, 0.0
            if self._thread is None:
                self._thread = threading.Thread(target=_run, args=(self._panel, self._wake), daemon=True, name="course_utils panel")
                self._thread.start()

    def stop(self) -> None:
        """No further step; returns at once."""
        self._wanted = False
        self._wake.set()

    def pause(self, patience: float = PATIENCE) -> bool:
        """No further step; returns when the thread has ended, or ▶ was pressed anew. False after `patience` seconds in which a step did not end."""
        self.stop()
        with self._gate:          # one that begins at this moment has begun
            thread = self._thread
        if thread is None or thread is threading.current_thread():
            return True
        end = time.monotonic() + patience
        while thread.is_alive() and not self._wanted and (rest := end - time.monotonic()) > 0:
            thread.join(min(rest, LOOK))
        return self._wanted or not thread.is_alive()

    def close(self, patience: float) -> None:
        """Pause for good, also where a page presses ▶ meanwhile."""
        with self._gate:
            self.closed = True
        self.pause(patience)

    def slice(self, panel) -> float | None:
        """What was asked for, then one step and perhaps a frame; returns seconds to wait, or None when the thread must end."""
        with self._lock:
            self._serve()
            if not self._wanted:
                panel.draw()          # the last state, with ▶ back on the button
                with self._gate:
                    if self._queue or self._wanted:
                        return 0.0
                    self._thread = None
                    return None
            now = time.monotonic()
            if rest := self._rest(panel, now):
                if panel.dirty and panel.view.free():
                    panel.draw()
                return rest
            if not panel.advance():
                self._wanted = False
            between = panel.pause_between
            self._next = max(self._next + between, now) if between else 0.0
            now = time.monotonic()
            if panel.view.free() and self._pace.due(now):
                panel.draw()
                self._pace.drawn(time.monotonic() - now)
        return 0.0

    def _rest(self, panel, now: float) -> float:
        """Seconds until the next step: at a chosen speed, and where nobody sees or touches the demo while a cell runs."""
        cell = cells.running_since()
        if cell is not None and (self._touched < cell or now - self._touched > ATTENTION) and not panel.view.watched:
            return LOOK
        return max(0.0, self._next - now)

    def _serve(self) -> None:
        """Run what was handed over, each with its own end, good or bad."""
        while self._queue:
            act, future = self._queue.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(act())
            except BaseException as failure:
                future.set_exception(failure)

    def crashed(self, panel, failure: BaseException) -> None:
        """The thread cannot go on: say why, and leave the panel as after a pause, so that nobody waits and ▶ starts another."""
        with self._lock:
            with self._gate:
                self._thread, self._wanted = None, False
            panel.fail(failure, "The run failed")
            panel.draw()
            self._serve()


def _run(ref: weakref.ref, wake: threading.Event) -> None:
    """The thread: it holds its panel only for the moment of a slice, so that a forgotten panel ends it."""
    one_core()
    while (panel := ref()) is not None:
        try:
            rest = panel.worker.slice(panel)
        except BaseException as failure:          # whatever it is: a dead thread tells nothing
            panel.worker.crashed(panel, failure)
            return
        del panel
        if rest is None:
            return
        if rest:
            wake.wait(min(rest, LOOK))
        wake.clear()


@atexit.register
def _last() -> None:
    """No step may be under way when Python is taken apart: PyTorch then aborts the whole process."""
    every, end = list(_ALL), time.monotonic() + LAST
    for worker in every:
        worker.stop()
    for worker in every:
        worker.close(max(0.0, end - time.monotonic()))


_cores = threading.Lock()


def one_core() -> None:
    """PyTorch computes in the calling thread alone from now on; all other threads, those to come as well, keep their number.

    A step of a small network gains little from several cores, and waits a hundred times as long as it computes when
    they are busy: with the browser that draws, or with a class on one server.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        return
    with _cores:
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        # PyTorch keeps a number for each thread, and one that new threads begin with: another thread sets that one back
        other = threading.Thread(target=torch.set_num_threads, args=(before,))
        other.start()
        other.join()
