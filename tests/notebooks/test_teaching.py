"""Every lesson has a teacher's page, and what a page names is in its lesson: sections, demos, presets, controls, exercises, cells."""
import ast
import re

import pytest
from reading import NOTEBOOKS, ROOT, cells, exercises, notebook

from course_utils import demos

TEACHING = ROOT / "notebooks" / "teaching"
PARTS = ["45 minutes", "What students get wrong", "If time is short", "For home"]
CLASSES = {name for name in demos.__all__ if hasattr(getattr(demos, name), "presets")}

each_lesson = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])


def page(path) -> str:
    return (TEACHING / f"{path.name[:2]}.md").read_text(encoding="utf-8")


def part(text: str, heading: str) -> str:
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.M | re.S)[1]


def rows(text: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line.strip().strip("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def shown(path) -> set[str]:
    """The demos that a lesson's cells use."""
    words = {word for cell in notebook(path).cells if cell.cell_type == "code" for word in re.findall(r"\w+", cell.source)}
    return words & CLASSES


@each_lesson
def test_skeleton(path):
    text = page(path)
    assert text.startswith(f"# Teaching lesson {int(path.name[:2])}: ")
    assert f"(../{path.name})" in text and "**Before the class.**" in text
    assert re.findall(r"^## (.+)$", text, re.M) == PARTS
    assert f"({path.name[:2]}.md)" in (TEACHING / "README.md").read_text(encoding="utf-8")


@each_lesson
def test_the_plan_fills_45_minutes(path):
    spans = [tuple(map(int, re.fullmatch(r"(\d+)–(\d+)", row[0]).groups())) for row in rows(part(page(path), "45 minutes"))]
    assert spans[0][0] == 0 and spans[-1][1] == 45
    assert all(start < end for start, end in spans)
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]


@each_lesson
def test_what_a_page_names_is_in_the_lesson(path):
    text = page(path)
    sections = {int(n) for cell in notebook(path).cells for n in re.findall(r"^## (\d+)\. ", cell.source, re.M)}
    assert {int(n) for n in re.findall(r"§ (\d+)", text)} <= sections
    assert set(re.findall(r"\b\d\d\.\d\b", re.sub(r"`[^`]*`", "", text))) <= set(exercises(path))
    assert set(re.findall(r"\b\d\d\.\d\b", part(text, "For home"))), "no homework"

    named = {word for word in re.findall(r"`(\w+)", text) if word in CLASSES}
    assert named <= shown(path), "a demo of another lesson"
    assert named, "no demo is used"
    known = {preset for name in shown(path) for preset in getattr(demos, name).presets}
    words = {word for cell in cells(path).values() for word in re.findall(r"[\w']+", cell.source)}
    plan = part(text, "45 minutes")
    presets = {name for row in rows(plan) for name in re.findall(r"\*([^*]+)\*", row[1])}
    assert presets <= known, presets - known
    assert presets or not any(getattr(demos, name).presets for name in named)
    elsewhere = {name for name in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text)} - known - {"by hand", "training"}
    assert all(word in words for phrase in elsewhere for word in phrase.split()), elsewhere     # words of the lesson's own texts


@each_lesson
def test_the_line_to_paste_works(path):
    """`show(Demo(…), only=[…], present=True)`, with names that the lesson has by then."""
    line = re.search(r"```python\n(.*)\n```", page(path))[1]
    call = ast.parse(line).body[0].value
    made = call.args[0]
    demo = getattr(demos, made.func.id)
    assert call.func.id == "show" and made.func.id in shown(path)
    assert demo.guide, "the class is asked by a Guide"
    keywords = {k.arg: k.value for k in call.keywords}
    assert keywords["present"].value is True
    controls = ast.literal_eval(keywords["only"]) if "only" in keywords else []
    assert set(controls) <= set(demo.controls())
    for step in demo.guide if controls else ():
        moved = {name for act in step.by if isinstance(act, dict) for name in act}
        assert moved <= set(controls) or any(f"“{preset}”" in step.do for preset in demo.presets), f"not shown: what “{step.do}” moves"
    source = "\n".join(cell.source for cell in notebook(path).cells if cell.cell_type == "code")
    for argument in made.keywords:
        if isinstance(argument.value, ast.Name):
            assert re.search(rf"^{argument.value.id}\b.* = ", source, re.M)


@each_lesson
def test_ids_of_cells_exist(path):
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page(path)))
    assert named <= set(cells(path))
