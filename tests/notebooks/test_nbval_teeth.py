"""The comparison has teeth: a notebook whose stored output is not what the code gives fails, with the project's own settings."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[2]
FACT = 'from course_utils.checks import fact\n\nfact("two and two are four", 2 + 2 == 4)'
HERE = 'from course_utils.checks import fact\n\nfact("half are right", True, here="51.3 % (of 9)")\nprint("end")'


def run(path: Path, **environment) -> subprocess.CompletedProcess:
    """pytest on one notebook with the settings of pyproject.toml, in a process of its own."""
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}",
               "-c", str(ROOT / "pyproject.toml"), str(path)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600)


def notebook(path: Path, source: str, stored: str) -> Path:
    cell = new_code_cell(source, id="fact", execution_count=1, outputs=[new_output("stream", name="stdout", text=stored)])
    nbformat.write(new_notebook(cells=[cell], metadata={"kernelspec": {
        "display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}), path)
    return path


@pytest.mark.parametrize(("source", "stored", "passes"), [
    (FACT, "✔ two and two are four\n", True),
    (FACT, "✔ two and two are five\n", False),                       # the stored text was changed
    (FACT.replace("== 4", "== 5"), "✔ two and two are four\n", False),   # the fact no longer holds
    ("print(60_000 * 2)", "120001\n", False),
    (HERE, "✔ half are right (here 49.9 %)\nend\n", True),            # another machine measures another number
    (HERE, "✔ all are right (here 51.3 % (of 9))\nend\n", False),     # the claim was changed
    (HERE, "✔ half are right\nend\n", False),                         # the number is missing
])
def test_a_changed_fact_fails(tmp_path, source, stored, passes):
    done = run(notebook(tmp_path / "copy.ipynb", source, stored))
    assert (done.returncode == 0) == passes, done.stdout
    assert ("1 passed" if passes else "1 failed") in done.stdout
