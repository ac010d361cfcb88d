"""Slide types follow from the cells: what a class sees before it predicts never holds the answer, and slides fit a projector."""
import re
from itertools import pairwise

import nbformat
import pytest
from reading import NOTEBOOKS, ROOT, notebook

from course_utils.authoring import slides

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])


def told(path):
    return [(c, c.metadata.get("slideshow", {}).get("slide_type")) for c in notebook(path).cells]


@each_notebook
def test_the_file_says_what_the_rule_says(path):
    cells = notebook(path).cells
    assert [kind for _, kind in told(path)] == slides.types(cells), "python -m course_utils store --tidy notebooks/*.ipynb"


@each_notebook
def test_a_class_sees_no_answer_before_it_predicts(path):
    pairs = told(path)
    asked = 0
    for (cell, _), (after, kind) in pairwise(pairs):
        if slides.asks(cell) and after.cell_type == "code":
            asked += 1
            # a fragment appears on the presenter's key, a subslide is another slide
            assert kind in ("fragment", "subslide"), f"{after.id} stands beside its question {cell.id}"
    assert asked >= 3
    for cell, kind in pairs:
        if re.fullmatch(r"ex-\d\d-\d+-solution", cell.id):
            assert kind == "notes", f"{cell.id} would be projected"


@each_notebook
def test_slides_fit(path):
    pairs = [(c, kind) for c, kind in told(path) if kind not in ("notes", "skip")]
    assert pairs[0][1] == "slide"
    groups: list[list] = []
    for cell, kind in pairs:
        if kind in ("slide", "subslide"):
            groups.append([])
        groups[-1].append(cell)
    for group in groups:
        assert len(group) == 1 or sum(map(slides.cell_height, group)) <= slides.HEIGHT, [c.id for c in group]
    # a text of many short lines is guessed too high: tests/browser/test_present.py measures those that come near
    for cell, _ in pairs:
        assert slides.cell_height(cell) <= slides.HEIGHT * (1.1 if cell.cell_type == "code" else 1.2), f"{cell.id}: split it"


def lesson(*sources):
    """Cells from ("m" or "c", text)."""
    make = {"m": nbformat.v4.new_markdown_cell, "c": nbformat.v4.new_code_cell}
    return [make[kind](text) for kind, text in sources]


def test_the_rule():
    run = ("c", "x = 1\nprint(x)")
    assert slides.types(lesson(("m", "# 1. Title"), run, ("m", "## 1. A\n\n> **Predict.** What?"), run, ("m", "Seen."))) \
        == ["slide", "fragment", "slide", "fragment", "fragment"]
    # no room for the run below its question: another slide
    tall = ("c", "x\n" * 25)
    assert slides.types(lesson(("m", "## 1. A\n\n" + "Text.\n\n" * 5), tall)) == ["slide", "subslide"]
    # a question moves to the slide of its run
    long = ("m", "## 1. A\n\n" + "Text.\n\n" * 9)
    assert slides.types(lesson(long, ("m", "> **Predict.** What?"), ("c", "x\n" * 10))) == ["slide", "subslide", "fragment"]
    assert slides.types(lesson(("m", "## Quiz"), run, ("m", "## Next"), ("m", "## Appendix A. More"), run)) == ["skip", "skip", "slide", "skip", "skip"]
    assert slides.types(lesson(("m", "## 1. A\n\n1. What moves?"), ("c", "show(Wave())"), ("m", "It."))) == ["slide", "subslide", "subslide"]
    solution = nbformat.v4.new_markdown_cell("<details>", id="ex-01-1-solution")
    assert slides.types([*lesson(("m", "## Exercises")), solution]) == ["slide", "notes"]


def test_pictures_count_with_their_height():
    import base64
    import struct

    def png(width, height):
        return base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\0" * 40).decode()

    assert slides.picture_height(png(800, 300)) == 300
    assert slides.picture_height(png(2 * slides.WIDTH, 600)) == 300      # drawn as wide as the slide
    assert slides.picture_height(png(600, 3000)) == 374
    assert [slides.picture_height(png(600, 3000), lines) for lines in (10, 11, 16)] == [374, 302, 230]


def test_the_style_sheet_has_the_same_pictures():
    told = re.findall(r"max-height: (\d+)vh", (ROOT / "course_utils/setup/jupyter/present/custom.css").read_text(encoding="utf-8"))
    assert [round(7.2 * int(share)) for share in told] == [most for _, most in reversed(slides.PICTURES)]
