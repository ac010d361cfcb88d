"""A lesson as a web page or as slides, for places without a kernel: `jupyter nbconvert --to course-html notebooks/03*.ipynb`.

The pictures stored in the notebook stand where the demos stood, with the text that describes them: nbconvert's own templates
leave that text out. `pyproject.toml` makes both exporters known to nbconvert.
"""
from pathlib import Path

from nbconvert.exporters import HTMLExporter, SlidesExporter
from traitlets import Bool, List, Unicode

TEMPLATES = str(Path(__file__).parent / "templates")


def ours():
    """The trait of nbconvert that names where templates lie, with our folder as its start."""
    return List(Unicode(), [TEMPLATES]).tag(config=True)


class Page(HTMLExporter):
    export_from_notebook = None          # JupyterLab's export menu has its own HTML already
    template_name = Unicode("course").tag(config=True)
    extra_template_basedirs, extra_template_paths = ours(), ours()
    embed_images = Bool(True).tag(config=True)          # one file, which can be sent


class Slides(SlidesExporter):
    export_from_notebook = None
    template_name = Unicode("course_slides").tag(config=True)
    extra_template_basedirs, extra_template_paths = ours(), ours()
    embed_images = Bool(True).tag(config=True)          # one file, which can be sent
