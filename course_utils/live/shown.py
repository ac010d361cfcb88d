"""What a display puts into a cell's output: the live view and, below it, the still picture for readers without a kernel.

These are two outputs. While a live view stands in the first, the second is hidden (`view.css`). On the next day, when the
kernel is gone, JupyterLab has only an error for the first ("model not found"): then a style inside the second hides that
and shows the still picture. The style comes into the file once a page has said that it is there; where no page is
(a notebook executed from the command line) the second output is a picture and a text as everywhere else.
"""
from __future__ import annotations

import base64
import html

import anywidget

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# "Loading widget..." and "Error displaying widget" are bare words; everything else that is put out has elements
STYLE = ("<style>.jp-OutputArea-child:not(:has(> .jp-OutputArea-output > *)):has(+ .jp-OutputArea-child .cu-still), "
         ".jp-OutputArea-child:has(.cu-root) + .jp-OutputArea-child:has(.cu-still) {display: none}</style>")
AGAIN = "Run this cell to make it live."


def free_route(widget) -> None:
    """Let the front end's own subshell serve the widget's messages, so that they arrive while a cell runs.

    ipykernel 7.4 sends a widget's messages to the shell that last published on its comm: after display that is the
    main shell, which waits for the running cell. Forgetting that shell restores the route the front end chose.
    """
    comm = getattr(widget, "comm", None)
    if comm is not None:
        vars(comm).pop("_reply_subshell_id", None)


def still_html(name: str, text: str, picture: bytes | None, width: int, alt: str) -> str:
    """The second output as the next day needs it; `name` is the widget that it stands for."""
    seen = html.escape(text)
    if picture is not None:
        data = base64.b64encode(picture).decode()
        seen = f'<img src="data:image/png;base64,{data}" width="{width}" alt="{html.escape(alt)}" style="max-width: 100%"><br>'
    return f'{STYLE}<div class="cu-still" data-for="{html.escape(name)}">{seen}{"" if picture is not None else " · "}<i>{AGAIN}</i></div>'


class Shown(anywidget.AnyWidget):
    """A widget that a cell shows beside a still picture and text, and that leaves nothing behind. `spec["id"]` is its name."""

    _still: tuple[str, bytes | None, int, str] = ("", None, 0, "")
    _place = None                # the second output, once it is displayed
    _page = False                # whether a page has ever shown the first

    def close(self) -> None:
        """Take the widget away everywhere, with the layout that came with it."""
        if self.layout is not None:
            self.layout.close()
        super().close()

    def display(self, text: str, picture: bytes | None = None, width: int = 0, alt: str = "") -> None:
        """Show it in the running cell: the live view, then the still picture (PNG, `width` CSS pixels) and the text."""
        from IPython.display import display

        display({WIDGET_VIEW: {"model_id": self.model_id, "version_major": 2, "version_minor": 0}}, raw=True)
        self._still = (text, picture, width, alt)
        data, metadata = self._second()
        self._place = display(data, metadata=metadata, raw=True, display_id=True)
        free_route(self)

    def redisplay(self, text: str, picture: bytes | None, width: int, alt: str) -> None:
        """Another still picture and text in the same place."""
        self._still = (text, picture, width, alt)
        if self._place is not None:
            data, metadata = self._second()
            self._place.update(data, metadata=metadata, raw=True)

    def greeted(self) -> None:
        """A page shows it: from now on the file holds what the next day needs."""
        if not self._page:
            self._page = True
            self.redisplay(*self._still)

    def _second(self) -> tuple[dict, dict]:
        """(data, metadata) of the second output."""
        text, picture, width, alt = self._still
        data, metadata = {"text/plain": text}, {}
        if picture is not None:
            data["image/png"], metadata["image/png"] = picture, {"width": width, "alt": alt}
        if self._page:
            data["text/html"] = still_html(self.spec["id"], *self._still)
        return data, metadata
