"""Which cell of a lesson starts a slide: a rule, so that nobody types it and a test can hold it.

A section is a slide, and goes down in subslides as high as a projector. On a slide the cells come one after the other, as
fragments: a class sees the question, then the run, then the explanation. Only what all must see at once stands together.
"""
from __future__ import annotations

import base64
import math
import re
import struct

WIDTH, HEIGHT = 1180, 700        # CSS pixels for the cells, of a window of 1280 × 720
TEXT, LINE = 118, 30             # letters a line and its height at the size of `lab --present`
CODE, PADDING = 23, 22           # height of a line of code; around each cell
# no picture is higher, below so many lines of code: the rules of setup/jupyter/present/custom.css, in shares of 720
PICTURES = ((16, 230), (11, 302), (0, 374))
EXERCISE = re.compile(r"ex-\d\d-\d+-(hint|solution)")


def text_height(source: str) -> int:
    """About how high this Markdown is on a slide."""
    height, fenced = 0, False
    for line in source.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            height += CODE
        elif line.startswith("|"):
            height += 34 * math.ceil(len(line) / (TEXT + 20)) if "---" not in line else 0
        elif line.startswith("#"):
            height += 62
        elif line.startswith("!["):
            height += PICTURES[-1][1]
        elif line.startswith("$$"):
            height += 34
        elif line.strip():
            # a formula is written longer than it looks
            height += LINE * math.ceil(len(re.sub(r"\$[^$]+\$|\]\([^)]*\)", "formula", line)) / TEXT)
        else:
            height += 14
    return height + PADDING


def picture_height(data: str, lines: int = 0) -> int:
    """The height of a PNG on a slide, as wide as the slide at most, below so many lines of code."""
    width, height = struct.unpack(">II", base64.b64decode(data[:64])[16:24])
    most = next(most for least, most in PICTURES if lines >= least)
    return min(most, round(height * min(1, WIDTH / width)))


def cell_height(cell) -> int:
    """About how high this cell is on a slide, with its stored outputs, in CSS pixels."""
    if cell.cell_type != "code":
        return text_height(cell.source)
    if is_demo(cell):
        return HEIGHT                # the panel, which has a slide to itself
    lines = len(cell.source.splitlines())
    height = CODE * lines + PADDING
    for output in cell.outputs:
        data = output.get("data", {})
        if "image/png" in data:
            height += picture_height(data["image/png"], lines) + 12
        else:
            text = output.get("text") or data.get("text/plain", "") or "\n".join(output.get("traceback", ()))
            height += CODE * len(text.splitlines()) + 8
    return height


def is_demo(cell) -> bool:
    """Whether the cell shows a panel."""
    return cell.cell_type == "code" and re.search(r"^(live\.)?(show|draw)\(", cell.source, re.M) is not None


def asks(cell) -> bool:
    """Whether the class is to say something before it goes on."""
    return cell.cell_type == "markdown" and ("**Predict.**" in cell.source or re.search(r"^1\. .+\?", cell.source, re.M) is not None)


def types(cells) -> list[str]:
    """The slide type of each cell: slide, subslide, fragment, notes (for the teacher alone) or skip."""
    told, used, left_out = [], 0, False
    for n, cell in enumerate(cells):
        heading = cell.cell_type == "markdown" and re.match(r"(#+) ", cell.source)
        if heading and len(heading[1]) == 2:
            # looked up at home, and higher than a window with its answers
            left_out = cell.source.startswith(("## Appendix ", "## Quiz"))
        if left_out:
            told.append("skip")
        elif EXERCISE.fullmatch(cell.get("id", "")):
            told.append("notes")
        else:
            height = cell_height(cell)
            follows = cell_height(cells[n + 1]) if asks(cell) and n + 1 < len(cells) else 0
            # a question and its run stay together where a slide has room for both
            wanted = height + follows if height + follows <= HEIGHT else height
            if heading and len(heading[1]) <= 2:
                told.append("slide")
                used = 0
            elif heading or used + wanted > HEIGHT:
                told.append("subslide")
                used = 0
            else:
                told.append("fragment")
            used += height
    return told


def write(notebook) -> None:
    """Give every cell of the notebook its slide type."""
    for cell, kind in zip(notebook.cells, types(notebook.cells), strict=True):
        cell.metadata["slideshow"] = {"slide_type": kind}
