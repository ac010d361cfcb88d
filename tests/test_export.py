"""A lesson exported as a page or as slides keeps its pictures, and says what is in them."""
import importlib
import tomllib
import warnings
from html.parser import HTMLParser

import pytest
from nbconvert.exporters import HTMLExporter
from reading import NOTEBOOKS, ROOT, notebook

from course_utils.authoring.export import Page, Slides
from course_utils.live.output import view

ENTRY_POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["nbconvert.exporters"]


class Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.found.append(dict(attributes))


@pytest.mark.parametrize("exporter", [Page, Slides])
@pytest.mark.parametrize("path", [NOTEBOOKS[0], NOTEBOOKS[3]], ids=lambda path: path.stem)
def test_every_picture_is_there_with_its_text(exporter, path):
    html, _ = exporter().from_filename(str(path))
    images = Images()
    images.feed(html)
    pictures = [output for cell in notebook(path).cells if cell.cell_type == "code" for output in cell.outputs
                if "image/png" in output.get("data", {})]
    said = [image["alt"] for image in images.found]
    assert len(pictures) >= 1 and all(said) and not any("No description" in text for text in said)
    for output in pictures:
        assert output.metadata["image/png"]["alt"] in said
    # one file holds everything: also the pictures that lie beside the notebook
    assert all(image["src"].startswith("data:image/") for image in images.found)
    assert "Error displaying widget" not in html and "<details" in html


def test_a_text_is_escaped_and_never_missing():
    import nbformat

    def output(**metadata):
        return nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo=", "text/plain": "Figure: a < b"}, metadata=metadata)

    cell = nbformat.v4.new_code_cell("1", outputs=[output(), output(**{"image/png": {"alt": 'x" onerror="alert(1)'}})])
    html, _ = Page().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    images = Images()
    images.feed(html)
    assert [image["alt"] for image in images.found] == ["Figure: a < b", 'x" onerror="alert(1)']
    assert not any("onerror" in image for image in images.found)


@pytest.mark.parametrize("exporter", [Page, Slides, HTMLExporter])
def test_a_notebook_as_a_learner_saved_it_is_exported_without_a_warning(exporter):
    """Its demo has a live view, which no page can show, and below that its picture."""
    import nbformat

    seen = {"image/png": "iVBORw0KGgo=", "text/plain": "Live demo: A wave"}
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("display_data", data) for data in (view("gone"), seen)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        html, _ = exporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert html.count("data:image/png;base64,iVBORw0KGgo=") == 1 and "Error displaying widget" not in html


def test_nbconvert_finds_both():
    assert set(ENTRY_POINTS) == {"course-html", "course-slides"}
    for target, want in zip(ENTRY_POINTS.values(), (Page, Slides), strict=True):
        module, _, name = target.partition(":")
        assert getattr(importlib.import_module(module), name) is want
