"""Any demo as a panel in the notebook."""
from __future__ import annotations

import ipywidgets
from IPython.display import display

from ..figures.style import CSS_DPI, png
from .demo import Demo
from .still import still

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def show(demo: Demo, *, present: bool = False) -> None:
    """Put the panel of `demo` into the cell's output; `present=True` enlarges type and lines for a class room."""
    scene = demo.scene()
    picture = still(scene, present)
    widget = ipywidgets.HTML(scene.caption)
    title = demo.title or type(demo).__name__
    display({WIDGET_VIEW: {"model_id": widget.model_id, "version_major": 2, "version_minor": 0},
             "image/png": png(picture), "text/plain": f"Live demo: {title}"}, raw=True,
            metadata={"image/png": {"width": round(picture.get_figwidth() * CSS_DPI), "alt": scene.caption or title}})
