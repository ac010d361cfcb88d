"""A widget as a cell shows it: the live view, and the still picture below it (`output.py` says why these are two).

The file holds the style that the next day needs once a page has said that it is there; where no page is (a notebook
executed from the command line) the second output is a picture and a text as everywhere else.
"""
from __future__ import annotations

import threading

import anywidget

from .output import still_html, view


def subshells() -> bool | None:
    """Whether this kernel can serve widgets while a cell runs; None outside a kernel."""
    try:
        from ipykernel.kernelbase import Kernel
    except ImportError:
        return None
    if not Kernel.initialized():
        return None
    return bool(getattr(Kernel.instance(), "_supports_kernel_subshells", False))


def free_route(widget) -> None:
    """Let the front end's own subshell serve the widget's messages, so that they arrive while a cell runs.

    ipykernel 7.4 sends a widget's messages to the shell that last published on its comm: after display that is the
    main shell, which waits for the running cell. Forgetting that shell restores the route the front end chose.
    """
    comm = getattr(widget, "comm", None)
    if comm is not None:
        vars(comm).pop("_reply_subshell_id", None)


class Shown(anywidget.AnyWidget):
    """A widget that a cell shows beside a still picture and text, and that leaves nothing behind. `spec["id"]` is its name."""

    _still: tuple[str, bytes | None, int, str] = ("", None, 0, "")
    _place = None                # the second output, once it is displayed
    _page = False                # whether a page has ever shown the first

    def __init__(self, **kw):
        # a page may say that it is there while the cell is still showing it, or as it ends: what goes out last must be the newest
        self._placing = threading.Lock()
        super().__init__(**kw)

    def close(self) -> None:
        """Take the widget away everywhere, with the layout that came with it."""
        if self.layout is not None:
            self.layout.close()
        super().close()

    def display(self, text: str, picture: bytes | None = None, width: int = 0, alt: str = "") -> None:
        """Show it in the running cell: the live view, then the still picture (PNG, `width` CSS pixels) and the text."""
        from IPython.display import display

        with self._placing:
            display(view(self.model_id), raw=True)
            self._still = (text, picture, width, alt)
            data, metadata = self._second()
            self._place = display(data, metadata=metadata, raw=True, display_id=True)
        free_route(self)

    def redisplay(self, text: str, picture: bytes | None, width: int, alt: str) -> None:
        """Another still picture and text in the same place."""
        with self._placing:
            self._still = (text, picture, width, alt)
            self._replace()

    def greeted(self) -> None:
        """A page shows it: from now on the file holds what the next day needs."""
        if self._page:
            return
        with self._placing:
            self._page = True
            self._replace()

    def _replace(self) -> None:
        if self._place is not None:
            data, metadata = self._second()
            self._place.update(data, metadata=metadata, raw=True)

    def _second(self) -> tuple[dict, dict]:
        """(data, metadata) of the second output."""
        text, picture, width, alt = self._still
        data, metadata = {"text/plain": text}, {}
        if picture is not None:
            data["image/png"], metadata["image/png"] = picture, {"width": width, "alt": alt}
        if self._page:
            data["text/html"] = still_html(self.spec["id"], *self._still)
        return data, metadata
