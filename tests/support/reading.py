"""Read the course's notebooks: their cells by id, their exercises, and a way to run a few cells without a kernel."""
from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
EXERCISE = re.compile(r"ex-(\d\d)-(\d+)$")
FOLDED_CODE = re.compile(r"\n```python\n(.*?)\n```\n", re.S)


@functools.cache
def notebook(path: Path):
    return nbformat.read(path, as_version=4)


def cells(path: Path) -> dict:
    """Cell id -> cell, in order."""
    return {cell.id: cell for cell in notebook(path).cells}


def exercises(path: Path) -> list[str]:
    """The ids of a notebook's exercises, as in "03.2", in order."""
    return [".".join(match.groups()) for id in cells(path) if (match := EXERCISE.match(id))]


def cell(path: Path, id: str, part: str = "") -> str:
    """The source of one cell of exercise `id`: part "" (starter), "text", "check", "hint" or "solution"."""
    return cells(path)[f"ex-{id.replace('.', '-')}" + (f"-{part}" if part else "")].source


def solution(path: Path, id: str) -> str:
    """The one block of code inside the folded solution."""
    blocks = FOLDED_CODE.findall(cell(path, id, "solution"))
    assert len(blocks) == 1, f"{id}: a solution holds exactly one ```python block, found {len(blocks)}"
    return blocks[0]


@functools.cache
def _setup(path: Path) -> dict:
    names: dict = {"__name__": "__main__"}
    exec(compile(cells(path)["setup"].source, "<setup>", "exec"), names)
    return names


def verdict(path: Path, id: str, answer: str):
    """What the exercise's own check cell says to `answer` (source that replaces the starter), after setup alone."""
    names = dict(_setup(path))
    exec(compile(answer, "<learner>", "exec"), names)
    tree = ast.parse(cell(path, id, "check"))
    assert isinstance(tree.body[-1], ast.Expr), f"{id}: check(...) must be the last expression of its cell"
    exec(compile(ast.Module(tree.body[:-1], []), "<check>", "exec"), names)
    return eval(compile(ast.Expression(tree.body[-1].value), "<check>", "eval"), names)
