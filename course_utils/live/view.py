"""The widget in the browser: frames go out, only a few ahead of what is drawn; messages come in."""
from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from .. import palette
from .scene import Scene

HERE = Path(__file__).parent
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PALETTE = {"colors": palette.COLORS, "maps": palette.MAPS, "cycle": palette.CYCLE, "markers": palette.MARKERS}
ON_THE_WAY = 16      # frames sent and not yet answered: an answer takes longer than a frame may
BYTES = 1_200_000    # and no more than these many bytes of them, so that a slow line does not fill up
LOST = 1.0           # seconds after which unanswered frames no longer hold up the next
UNSEEN = 0.05        # the same before any view has answered at all


def free_route(widget) -> None:
    """Let the front end's own subshell serve the widget's messages, so that they arrive while a cell runs.

    ipykernel 7.4 sends a widget's messages to the shell that last published on its comm: after display that is the
    main shell, which waits for the running cell. Forgetting that shell restores the route the front end chose.
    """
    comm = getattr(widget, "comm", None)
    if comm is not None:
        vars(comm).pop("_reply_subshell_id", None)


def subshells() -> bool | None:
    """Whether this kernel can serve widgets while a cell runs; None outside a kernel."""
    try:
        from ipykernel.kernelbase import Kernel
    except ImportError:
        return None
    if not Kernel.initialized():
        return None
    return bool(getattr(Kernel.instance(), "_supports_kernel_subshells", False))


class Shown(anywidget.AnyWidget):
    """A widget that a cell shows beside a still picture and text, and that leaves nothing behind."""

    def close(self) -> None:
        """Take the widget away everywhere, with the layout that came with it."""
        if self.layout is not None:
            self.layout.close()
        super().close()

    def routed(self) -> None:
        """Call after display: see `free_route`."""
        free_route(self)

    def bundle(self, text: str, picture: bytes | None = None, width: int = 0, alt: str = "") -> tuple[dict, dict]:
        """The mimebundle of one display: the live view, the still picture for readers without a kernel, and text."""
        data = {WIDGET_VIEW: {"model_id": self.model_id, "version_major": 2, "version_minor": 0}, "text/plain": text}
        if picture is None:
            return data, {}
        return {**data, "image/png": picture}, {"image/png": {"width": width, "alt": alt}}


class View(Shown):
    """Shows scenes and controls. `snapshot()` tells the present (scene, state); `receive(message)` gets what the browser sends.

    Only the newest frame counts: `free()` is False while the browser has not drawn the last few, and while nobody looks.
    An answer costs the page more than a frame does (JupyterLab shows the kernel busy, then idle), so few are asked for.
    """

    # as text: of a path anywidget watches the file, and its watcher never lets go of a widget
    _esm = (HERE / "view.js").read_text(encoding="utf-8")
    _css = (HERE / "view.css").read_text(encoding="utf-8")
    spec = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True, to_json=lambda _, view: view.newest())

    def __init__(self, spec: dict, snapshot: Callable[[], tuple[Scene | None, dict | None]], receive: Callable[[dict], None]):
        self._snapshot, self._receive = snapshot, receive
        self._sending = threading.Lock()
        self.number = self.acknowledged = self.asked = 0
        self.window = 1
        self.sent_at = 0.0
        self.visible: bool | None = None          # None: no view has reported yet
        self.draw_ms = 0.0
        super().__init__(spec={"palette": PALETTE, "mode": "panel", "title": "", "present": False, "controls": [], **spec})
        self.on_msg(lambda _, content, buffers: self.take(content))

    def newest(self) -> dict:
        """The present frame for a view that opens now (or once more, after the page was loaded anew)."""
        scene, state = self._snapshot()
        message, buffers = scene.message() if scene is not None else (None, [])
        return {"content": {"type": "frame", "n": 0, "scene": message, "state": state}, "buffers": buffers}

    def free(self) -> bool:
        """Whether a frame sent now would be drawn soon."""
        if self.visible is False:
            return False
        waited = time.monotonic() - self.sent_at
        return self.number - self.acknowledged < self.window or waited > (UNSEEN if self.visible is None else LOST)

    def push(self, scene: Scene | None, state: dict | None) -> None:
        """Send a frame. Safe on any thread."""
        message, buffers = scene.message() if scene is not None else (None, [])
        with self._sending:
            self.number += 1
            self.sent_at = time.monotonic()
            size = sum(b.nbytes for b in buffers)
            self.window = max(2, min(ON_THE_WAY, BYTES // max(size, 1)))
            ask = self.number - self.asked >= self.window // 2 or self.number - self.acknowledged > self.window
            self.asked = self.number if ask else self.asked
            self.send({"type": "frame", "n": self.number, "ask": ask, "scene": message, "state": state}, buffers)
            free_route(self)

    def take(self, content: dict[str, Any]) -> None:
        match content.get("type"):
            case "ack":
                self.acknowledged, self.draw_ms = max(self.acknowledged, content["n"]), content.get("ms", 0.0)
            case "ready":
                self.visible, self.acknowledged = True, self.number
            case "view":
                self.visible, self.acknowledged = bool(content["visible"]), self.number
            case "closed":
                self.visible = False
        self._receive(content)
