"""Every exercise: its starter is not started, its solution passes, wrong answers do not, other right ones do."""
import dataclasses
import os
import re
import runpy
import time
from pathlib import Path

import nbformat
import pytest
from reading import EXERCISE, NOTEBOOKS, ROOT, cell, cells, exercises, notebook, solution, verdict

from course_utils.checks import core

ANSWERS = Path(__file__).parent / "answers"
ALL = [(path, id) for path in NOTEBOOKS for id in exercises(path)]
each_exercise = pytest.mark.parametrize(("path", "id"), ALL, ids=[id for _, id in ALL])
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])


@pytest.fixture(autouse=True)
def own_progress(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))


def answers(id: str, kind: str) -> list:
    """WRONG: pairs of an answer and words of the hint it must get; RIGHT: answers."""
    path = ANSWERS / f"lesson_{id[:2]}.py"
    return list(runpy.run_path(str(path)).get(kind, {}).get(id, ())) if path.exists() else []


@each_exercise
def test_starter_is_not_started(path, id):
    assert "..." in cell(path, id)
    seen = verdict(path, id, cell(path, id))
    assert seen.state == "not started", seen


@each_exercise
def test_solution_passes_quickly(path, id):
    names = solution(path, id)
    verdict(path, id, cell(path, id))                      # what the check imports
    begun = time.process_time()
    seen = verdict(path, id, names)
    assert seen.state == "passed", seen
    assert id == "08.5" or time.process_time() - begun < 3, "a check takes well below a second"


@each_exercise
def test_solution_passes_whatever_the_notebook_did_before(path, id):
    """Other settings than a fresh kernel's, switched on after the answer was made; they are still on afterwards."""
    import torch

    try:
        seen = verdict(path, id, f"import torch\n{solution(path, id)}\ntorch.set_default_dtype(torch.float64)\ntorch.set_grad_enabled(False)")
        assert torch.get_default_dtype() == torch.float64 and not torch.is_grad_enabled()
    finally:
        torch.set_default_dtype(torch.float32)
        torch.set_grad_enabled(True)
    assert seen.state == "passed", seen


@each_exercise
def test_wrong_answers_get_the_fitting_hint(path, id):
    wrong = answers(id, "WRONG")
    assert len(wrong) >= 5, f"{id} needs at least five plausible wrong answers"
    for answer, words in wrong:
        seen = verdict(path, id, answer)
        assert seen.state == "not yet" and words in seen.message, f"{seen}\n{answer}"


@each_exercise
def test_right_answers_written_differently_pass(path, id):
    right = answers(id, "RIGHT")
    assert len(right) >= 2, f"{id} needs at least two right answers that differ from the solution"
    for answer in right:
        assert answer.strip() != solution(path, id).strip()
        seen = verdict(path, id, answer)
        assert seen.state == "passed", f"{seen}\n{answer}"


@each_exercise
def test_an_answer_that_never_ends_is_told(path, id, monkeypatch):
    starter = re.match(r"def \w+\(.*\):\n", cell(path, id))
    if starter is None:
        pytest.skip("the answer is no function")
    core.lesson(id[:2])
    monkeypatch.setitem(core._REGISTRY, id, dataclasses.replace(core._REGISTRY[id], seconds=0.3))
    seen = verdict(path, id, f"{starter.group()}    while True:\n        pass")
    assert seen.state == "not yet" and "line 2 of your cell" in seen.message and "never ends" in seen.message, seen


@each_exercise
def test_cells_in_order_and_folded(path, id):
    base = f"ex-{id.replace('.', '-')}"
    ids = list(cells(path))
    start = ids.index(f"{base}-text")
    assert ids[start:start + 5] == [f"{base}{part}" for part in ("-text", "", "-check", "-hint", "-solution")]
    title = core.listing()[id]
    assert cell(path, id, "text").startswith(f"### Exercise {id}: {title}\n"), f"the heading must say: {title}"
    assert cells(path)[base].cell_type == "code"
    assert re.search(rf"check\(\"{re.escape(id)}\", .+\)\s*$", cell(path, id, "check"))
    for part, word in (("hint", "Hint"), ("solution", "Solution")):
        source = cell(path, id, part).strip()
        assert source.startswith(f"<details><summary>{word}</summary>") and source.endswith("</details>")


@each_notebook
def test_exercises_and_checks_belong_together(path):
    number = path.name[:2]
    assert exercises(path) == [id for id in core.listing() if id.startswith(number)]
    assert len(exercises(path)) >= 3
    known = {n.split("_")[1][:2] for n in os.listdir(ANSWERS) if n.startswith("lesson_")}
    assert number in known


@each_notebook
def test_solved_notebook_runs_to_the_end(path, tmp_path):
    """In a real kernel, with the solutions typed in: setup and everything from the first exercise on.

    What lies between does not depend on the exercises and runs under nbval; COURSE_SOLVED=all runs it here too.
    """
    from nbclient import NotebookClient

    solved = nbformat.from_dict(notebook(path))
    first = next(n for n, c in enumerate(solved.cells) if c.id.startswith("ex-"))
    if os.environ.get("COURSE_SOLVED") != "all":
        solved.cells = [c for n, c in enumerate(solved.cells) if n >= first or c.id == "setup"]
    for c in solved.cells:
        if EXERCISE.match(c.id):
            c.source = solution(path, ".".join(EXERCISE.match(c.id).groups()))
    resources = {"metadata": {"path": str(ROOT / "notebooks")}}
    NotebookClient(solved, timeout=180, kernel_name="python3", resources=resources).execute()
    for c in solved.cells:
        if c.id.endswith("-check"):
            said = c.outputs[-1].data["text/plain"]
            assert ": passed." in said, said
