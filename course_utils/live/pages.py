"""The pages that show one widget: who sees it, who has drawn what, and whether a next frame would find somebody ready."""
from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass

from .protocol import Ack, Bye, Here, Message

# Bytes on the way to a page without its answer. A line that answers quickly may have more, one that does not gets what
# it carries in QUICK seconds: a picture must not wait in a queue for its turn.
FIRST, LEAST, MOST = 64_000, 32_000, 1_000_000
QUICK, SLOW = 0.1, 0.2         # seconds for an answer
EVERY = 0.5                    # an answer is asked for at least so often (seconds), and before half of the bytes are under way
OVERDUE = 0.3                  # an answer that takes longer holds up the next frame
LATE = 1.0                     # one that does not come at all holds nobody up
FORGOTTEN = 60.0               # seconds of silence after which a page is no longer counted; it tells of itself more often (`ALIVE` in home.js)


@dataclass
class Page:
    """One page: `drawn` is the newest frame it has answered for, `bytes` all that was sent up to then."""

    heard: float
    visible: bool = False
    drawn: int = 0
    bytes: int = 0
    applied: int = 0


class Pages:
    """Every page is judged by itself: one that sleeps, is hidden or gone holds no other up.

    Messages come on other threads than frames go: lists are made of what is looked through, and `behind` is set, never
    read and written back.
    """

    def __init__(self):
        self._pages: dict[str, Page] = {}
        self._sizes: deque[tuple[int, int]] = deque(maxlen=64)          # (frame, bytes sent up to it)
        self.sent = self.bytes = 0          # frames and bytes so far
        self.asked = self.asked_bytes = 0   # those up to the newest that asks for an answer
        self.sent_at = self.whole_at = self.asked_at = 0.0
        self.behind = False                 # some page needs a whole frame
        self.window = FIRST                 # bytes that may be on the way
        self._answered = (0, 0, 0.0)        # (frame, bytes, when) of the newest answer to an asking frame

    def hear(self, message: Message) -> None:
        """A page has said something."""
        now = time.monotonic()
        if isinstance(message, Bye):
            self._pages.pop(message.page, None)
            return
        page = self._pages.get(message.page)
        if page is None and isinstance(message, Ack):
            return          # it has said goodbye in the meantime
        if page is None:
            # one that was silent for long and acts: it is seen, and what it has is not known
            page = self._pages[message.page] = Page(now, True, self.sent, self.bytes)
            if not isinstance(message, Here):
                self.behind = True
        page.heard = now
        match message:
            case Here(visible=visible, have=have):
                # a page that was hidden did not answer: it starts afresh
                page.visible, page.drawn, page.bytes = bool(visible), self.sent, self.bytes
                if have == 0 or (have != self.sent and now - self.sent_at > LATE):
                    self.behind = True
            case Ack(n=n):
                page.drawn = max(page.drawn, n)
                page.bytes = max([page.bytes, *(total for frame, total in list(self._sizes) if frame <= n)])
                self._judge(n, now)

    def _judge(self, n: int, now: float) -> None:
        """What the first answer to an asking frame tells of the line: how much may be on the way."""
        frame, total, when = self._answered
        if not n >= self.asked > frame:
            return
        self._answered = self.asked, self.asked_bytes, now
        if now - self.asked_at < QUICK:
            self.window = min(2 * self.window, MOST)
        elif now - self.asked_at > SLOW:
            self.window = int(min(max((self.asked_bytes - total) / (now - when) * QUICK, LEAST), self.window))

    def applied(self, message: Message) -> None:
        """What the page asked for is done (or refused): the next frame tells it."""
        if page := self._pages.get(message.page):
            page.applied = max(page.applied, message.k)

    @property
    def seen(self) -> dict[str, int]:
        return {name: page.applied for name, page in list(self._pages.items())}

    def __len__(self) -> int:
        return len(self._known())

    def _known(self) -> list[Page]:
        now = time.monotonic()
        for name in [name for name, page in list(self._pages.items()) if now - page.heard > FORGOTTEN]:
            self._pages.pop(name, None)
        return list(self._pages.values())

    @property
    def watched(self) -> bool:
        """Whether somebody sees the widget."""
        return any(page.visible for page in self._known())

    def ready(self) -> bool:
        """Whether a frame sent now would soon be drawn by somebody."""
        seeing, now = [page for page in self._known() if page.visible], time.monotonic()
        soon = now - self.asked_at < OVERDUE
        if any(p.drawn >= self.asked or (soon and self.bytes - p.bytes < self.window) for p in seeing):
            return True
        return bool(seeing) and now - self.sent_at > LATE

    def unanswered(self) -> bool:
        """Whether nobody answers, or could ask for a whole frame: pages that cannot speak while a cell runs get one every second."""
        now = time.monotonic()
        return now - self.whole_at > LATE and all(page.drawn < self.asked and now - page.heard > LATE for page in list(self._pages.values()))

    def count(self, size: int, whole: bool) -> tuple[int, bool]:
        """A frame of so many bytes is about to be sent: (its number, whether to ask for an answer).

        An answer costs the page more than a frame does (without `setup.server` JupyterLab even shows the kernel busy, then idle),
        so few are asked for.
        """
        self.sent, self.bytes, self.sent_at = self.sent + 1, self.bytes + size, time.monotonic()
        if whole:
            self.behind, self.whole_at = False, self.sent_at
        self._sizes.append((self.sent, self.bytes))
        ask = self.sent_at - self.asked_at > EVERY or self.bytes - self.asked_bytes >= self.window // 2
        if ask:
            self.asked, self.asked_bytes, self.asked_at = self.sent, self.bytes, self.sent_at
        return self.sent, ask
