"""The one thread of a panel: it runs steps, and between two of them whatever else wants to touch the demo."""
from __future__ import annotations

import contextlib
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

FRAME = 1 / 50           # seconds from frame to frame at the least
SLOWEST = 1 / 38         # a smooth picture comes before the two rules below
SHARE = 4.5              # pictures take at most about a fifth of the time
FREE = 0.9               # share of the time that steps must really compute; below it the browser takes it from them
WINDOW = 0.25            # seconds over which that is measured


class Pace:
    """When the next picture of a run is due.

    Drawing a picture in the browser costs more than making it here. Where steps and browser have cores enough, there are
    50 pictures a second; where the steps are kept waiting, fewer.
    """

    def __init__(self):
        self.interval, self.cost, self.last = FRAME, 0.0, 0.0
        self.begin()

    def begin(self) -> None:
        """A run begins or has waited: measure from here."""
        self.since, self.spent = time.monotonic(), time.thread_time()

    def due(self, now: float) -> bool:
        rest = max(self.interval, min(SHARE * self.cost, SLOWEST), 1.5 * self.cost)
        if now - self.last < rest:
            return False
        # on a grid: steps that end a little late must not make every frame late
        self.last = self.last + rest if now - self.last < 2 * rest else now
        return True

    def drawn(self, seconds: float) -> None:
        """A picture took so long to make."""
        self.cost = 0.7 * self.cost + 0.3 * seconds
        now, spent = time.monotonic(), time.thread_time()
        if now - self.since > WINDOW:
            waits = (spent - self.spent) / (now - self.since) < FREE
            self.interval = min(max(self.interval * (1.2 if waits else 0.95), FRAME), SLOWEST)
            self.since, self.spent = now, spent


class Worker:
    """Steps of `panel` in one daemon thread, started by `play` and ended by `pause`, a failure, the run's end or the panel's.

    `do(act)` runs `act` where no step can be under way: in the worker between two steps while one lives, else at once.
    """

    def __init__(self, panel):
        self._panel = weakref.ref(panel)
        self._gate = threading.Lock()          # guards _thread, _queue, playing
        self._lock = threading.RLock()         # held while anything touches the demo
        self._queue: deque[tuple[Callable[[], Any], Future]] = deque()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._next = 0.0
        self._pace = Pace()
        self.playing = self._begins = False

    @property
    def alive(self) -> bool:
        return self._thread is not None

    def do(self, act: Callable[[], Any], wait: bool = True) -> Any:
        """Run `act` between two steps. `wait=False` returns at once if the worker will do it."""
        if threading.current_thread() is self._thread:
            return act()
        with self._gate:
            future = None
            if self._thread is not None:
                future = Future()
                self._queue.append((act, future))
                self._wake.set()
        if future is None:
            with self._lock:
                return act()
        return future.result(timeout=60) if wait else None

    def play(self) -> None:
        with self._gate:
            if self.playing:
                return
            self.playing, self._begins, self._next = True, True, 0.0
            if self._thread is None:
                self._thread = threading.Thread(target=_run, args=(self._panel, self._wake), daemon=True, name="course_utils panel")
                self._thread.start()

    def pause(self, wait: bool = True) -> None:
        with self._gate:
            self.playing = False
            thread = self._thread
        self._wake.set()
        if wait and thread is not None and thread is not threading.current_thread():
            thread.join(timeout=60)

    def slice(self, panel) -> float | None:
        """What was asked for, then one step and perhaps a frame; returns seconds to wait, or None when the thread must end."""
        with self._lock:
            while self._queue:
                act, future = self._queue.popleft()
                try:
                    future.set_result(act())
                except BaseException as failure:
                    future.set_exception(failure)
            if not self.playing:
                panel._draw()          # the last state, with ▶ back on the button
                with self._gate:
                    if self._queue or self.playing:
                        return 0.0
                    self._thread = None
                    return None
            if self._begins:           # the button answers at once, however long the first step takes
                self._begins = False
                self._pace.begin()
                if panel.view.free():
                    panel._draw()
                    return 0.0
            now = time.monotonic()
            if now < self._next:
                if panel._dirty and panel.view.free():
                    panel._draw()
                self._pace.begin()
                return self._next - now
            if not panel.advance():
                self.playing = False
            between = panel.pause_between
            self._next = max(self._next + between, now) if between else 0.0
            now = time.monotonic()
            if panel.view.free() and self._pace.due(now):
                panel._draw()
                self._pace.drawn(time.monotonic() - now)
        return 0.0


def _run(ref: weakref.ref, wake: threading.Event) -> None:
    """The thread: it holds its panel only for the moment of a slice, so that a forgotten panel ends it."""
    with one_core():
        while (panel := ref()) is not None:
            wait = panel.worker.slice(panel)
            del panel
            if wait is None:
                return
            if wait:
                wake.wait(min(wait, 0.2))
            wake.clear()


@contextlib.contextmanager
def one_core():
    """PyTorch computes in the calling thread alone, other threads keep their number.

    A step of a small network gains little from several cores, and waits a hundred times as long as it computes when
    they are busy: with the browser that draws, or with a class on one server.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        yield
        return
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
