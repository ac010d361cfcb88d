"""The widget in the browser: frames go out, only a few ahead of what is drawn; messages come in."""
from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import traitlets

from .. import palette
from .frames import Encoder
from .pages import Pages
from .protocol import Frame, Here, Message, read
from .scene import Scene
from .shown import Shown, free_route

HERE = Path(__file__).parent
PALETTE = {"colors": palette.COLORS, "maps": palette.MAPS, "cycle": palette.CYCLE, "markers": palette.MARKERS}
ENVELOPE = 1_500     # bytes of a message beside its arrays, about
SAME = object()      # for `View.push`: the picture or the state as it was


class View(Shown):
    """Shows scenes and controls. `receive(message)` gets what a page says, `refused(sentence)` what could not be read.

    Only the newest frame counts: `free()` is False while nobody looks and while no page has drawn the last few.
    """

    # as text: of a path anywidget watches the file, and its watcher never lets go of a widget
    _esm = (HERE / "view.js").read_text(encoding="utf-8")
    _css = (HERE / "view.css").read_text(encoding="utf-8")
    spec = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True, to_json=lambda _, view: view.newest())

    def __init__(self, spec: dict, scene: Scene | None, state: dict | None, receive: Callable[[Message], None],
                 refused: Callable[[str], None] = lambda sentence: None):
        self._receive, self._refused = receive, refused
        self._sending = threading.Lock()
        self._encoder, self._state = Encoder(), state
        self._seen: dict[str, int] = {}          # what `_state` is known to hold of each page's wishes
        self._encoder.changes(scene)
        self.pages = Pages()
        self.pages.count(0, whole=True)          # the picture that comes with the widget is frame 1
        super().__init__(spec={"id": uuid4().hex, "palette": PALETTE, "mode": "panel", "title": "", "present": False, "controls": [], **spec})
        self.on_msg(lambda _, content, buffers: self.take(content))

    def newest(self) -> dict:
        """The frame last sent, whole, for a page that opens now; the next one builds on it."""
        with self._sending:
            changes, buffers = self._encoder.whole()
            return {"content": Frame(self.pages.sent, 0, False, changes, self._state, self._seen).content(), "buffers": buffers}

    def free(self) -> bool:
        """Whether a frame sent now would soon be drawn."""
        return self.pages.ready()

    @property
    def watched(self) -> bool:
        """Whether some page shows it where it can be seen."""
        return self.pages.watched

    def push(self, scene: Scene | Callable[[], Scene] | object | None, state: dict | Callable[[], dict] | object | None) -> None:
        """Send what has changed to all pages; SAME is what was sent last. Safe on any thread; where it fails, the next frame is whole.

        What more than one thread may tell is given as a function: it is asked when it is this frame's turn, so that of two
        threads none sends what the other has made old.
        """
        with self._sending:
            pages, before = self.pages, self.pages.sent
            # in this order: what is confirmed is in the state, though a page may speak between the two
            seen = self._seen if state is SAME else pages.seen
            state = self._state if state is SAME else asked(state)
            scene = asked(scene)
            try:
                changes, buffers = ([], []) if scene is SAME else self._encoder.changes(scene)
                if whole := pages.behind or pages.unanswered():
                    changes, buffers = self._encoder.whole()
                told = state if whole or state != self._state else None
                number, ask = pages.count(ENVELOPE + sum(b.nbytes for b in buffers), whole)
                self.send(Frame(number, 0 if whole else before, ask, changes, told, seen).content(), buffers)
            except BaseException:
                pages.behind = True
                raise
            self._state, self._seen = state, seen
            free_route(self)

    def close(self) -> None:
        with self._sending:          # not while another thread sends a frame, which would find the half of a widget
            super().close()

    def take(self, content: dict[str, Any]) -> None:
        """What a page sent."""
        try:
            message = read(content)
        except ValueError as sentence:
            self._refused(str(sentence))
            return
        before = self.pages.sent
        self.pages.hear(message)
        if isinstance(message, Here):
            self.greeted()
        self._receive(message)
        if isinstance(message, Here) and message.visible and self.pages.sent == before:
            self.push(SAME, SAME)          # it has all there is, but wants to know whether the kernel lives


def asked(what: Any) -> Any:
    """What a function tells at this moment; anything else is told as it is."""
    return what() if callable(what) else what
