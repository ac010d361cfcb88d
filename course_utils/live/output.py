"""What a display puts into a cell's output: a live view and, below it, what readers without a kernel see instead.

These are two outputs. While a live view stands in the first, the second is hidden: by view.css in JupyterLab, by `js/src/mount.js`
elsewhere, and by the style below where the first is a quiz. On the next day, when the kernel is gone,
JupyterLab has only an error for the first ("model not found"): the style hides that, and so the second is seen.
"""
from __future__ import annotations

import base64
import html

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# "Loading widget..." and "Error displaying widget" are bare words; everything else that is put out has elements
STYLE = ("<style>.jp-OutputArea-child:not(:has(> .jp-OutputArea-output > *)):has(+ .jp-OutputArea-child .cu-still), "
         ".jp-OutputArea-child:has(.course-quiz) + .jp-OutputArea-child:has(.cu-still) {display: none}</style>")
# the same for an output with a face of its own; `store` takes it away, and sanitize.cfg
NEXT_DAY = f'{STYLE}<i class="cu-still"></i>'
AGAIN = "Run this cell to make it live."


def view(model_id: str) -> dict:
    """The first output. Its text is empty, not missing: of an output that readers without a kernel cannot see nbconvert warns."""
    return {WIDGET_VIEW: {"model_id": model_id, "version_major": 2, "version_minor": 0}, "text/plain": ""}


def is_view(data: dict) -> bool:
    """Whether an output is a live view and nothing else: it is neither stored nor compared."""
    return WIDGET_VIEW in data and not any(shown for kind, shown in data.items() if kind != WIDGET_VIEW)


def still_html(name: str, text: str, picture: bytes | None, width: int, alt: str) -> str:
    """The second output of the widget `name` as the next day needs it: its still picture (PNG), or its text."""
    seen = f"{html.escape(text)} · "
    if picture is not None:
        data = base64.b64encode(picture).decode()
        seen = f'<img src="data:image/png;base64,{data}" width="{width}" alt="{html.escape(alt)}" style="max-width: 100%"><br>'
    return f'{STYLE}<div class="cu-still" data-for="{html.escape(name)}">{seen}<i>{AGAIN}</i></div>'
