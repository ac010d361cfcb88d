"""Storing a notebook: run on a clean kernel, outputs left the way they are compared."""
import base64
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils import authoring
from course_utils.authoring import compare, pictures
from course_utils.live.output import view

CELLS = {
    "plain": "import sys\nprint('six', 2 * 3, sys.prefix)",
    "panel": ("import ipywidgets\nfrom IPython.display import display\n"
              "slider = ipywidgets.IntSlider()\n"
              "display({'text/plain': 'Live demo: nothing', 'application/vnd.jupyter.widget-view+json':\n"
              "         {'model_id': slider.model_id, 'version_major': 2, 'version_minor': 0}}, raw=True)"),
    "bare-widget": "display(slider)",
    "live-view": "from course_utils.live.output import view\ndisplay(view(slider.model_id), raw=True)\nprint('below it')",
    "picture": "from course_utils import figures\nfigures.show(figures.new_axes(), 'an empty picture')",
    "error": "import torch\ntorch.nn.Linear(3, 4)(torch.zeros(2, 5))",
}


@pytest.fixture
def path(tmp_path):
    cells = [new_markdown_cell("# 9. A lesson", id="title")]
    cells += [new_code_cell(source, id=name) for name, source in CELLS.items()]
    cells[1].outputs = [new_output("stream", text="old\n")]
    cells[1].metadata["tags"] = ["nbval-ignore-output"]
    cells[-1].metadata["tags"] = ["raises-exception"]
    path = tmp_path / "09_lesson.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"widgets": {}, "kernelspec": {"name": "mine", "display_name": "x"}}), path)
    return path


def test_store(path, capsys):
    assert authoring.main([str(path)]) == 0
    assert "executed and stored" in capsys.readouterr().out
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    notebook = nbformat.read(path, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    assert list(cells) == ["title", *CELLS]
    assert notebook.metadata.kernelspec.name == "python3" and "widgets" not in notebook.metadata
    assert [c.execution_count for c in notebook.cells if c.cell_type == "code"] == [1, 2, 3, 4, 5, 6]
    assert all("execution" not in c.metadata for c in notebook.cells)
    assert cells["plain"].outputs[0].text == "six 6 /home/you/dl-workbook/.venv\n"
    assert dict(cells["panel"].outputs[0].data) == {"text/plain": "Live demo: nothing"}
    assert authoring.WIDGET_VIEW not in str([c.outputs for c in notebook.cells if c.cell_type == "code"])
    assert [o.output_type for o in cells["live-view"].outputs] == ["stream"]
    assert {"image/png", "text/plain"} == set(cells["picture"].outputs[0].data)
    error = cells["error"].outputs[0]
    assert error.ename == "RuntimeError" and cells["error"].metadata.tags == ["raises-exception"]
    assert sys.prefix not in "".join(error.traceback) and "…/site-packages/" in "".join(error.traceback)

    # what is stored is what nbval finds
    done = subprocess.run([sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
                           "-p", "course_utils.authoring.compare", "-c", "/dev/null", "--rootdir", str(path.parent), str(path)], capture_output=True, text=True)
    assert done.returncode == 0 and "6 passed" in done.stdout, done.stdout


def test_a_cell_that_fails_leaves_the_file_alone(path, capsys):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = "1 / 0"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    assert authoring.main([str(path)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert path.read_bytes() == before and [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_notebook_that_is_not_there(tmp_path, capsys):
    assert authoring.main([str(tmp_path / "x.ipynb")]) == 1
    assert "There is no notebook" in capsys.readouterr().err


@pytest.mark.parametrize(("line", "told"), [
    ("File /home/me/.venv/lib/python3.12/site-packages/torch/nn/modules/linear.py:134, in f", "File …/site-packages/torch/nn/modules/linear.py:134, in f"),
    (r"File C:\Users\me\workbook\course_utils\data\images.py:7", r"File …/course_utils\data\images.py:7"),
    ("File /usr/lib/python3.11/json/decoder.py:355", "File …/python3.11/json/decoder.py:355"),
    ("Cell In[5], line 1", "Cell In[5], line 1"),
])
def test_folders_of_this_machine_are_not_stored(line, told):
    assert authoring.ELSEWHERE.sub("…/", line) == told


def test_what_was_saved_meanwhile_is_kept(path, capsys):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = (f"import nbformat\nnb = nbformat.read({str(path)!r}, 4)\nnb.cells[0].source = '# saved in the editor'\n"
                                f"nbformat.write(nb, {str(path)!r})")
    nbformat.write(notebook, path)
    assert authoring.main([str(path)]) == 1
    assert "was saved while it ran" in capsys.readouterr().err
    assert nbformat.read(path, as_version=4).cells[0].source == "# saved in the editor"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(("text", "options", "words"), [("no notebook", [], "is not a notebook"), (None, ["--kernel", "none-such"], "no kernel 'none-such'")])
def test_every_failure_of_store_is_a_sentence(path, capsys, text, options, words):
    if text:
        path.write_text(text)
    before = path.read_bytes()
    assert authoring.main([str(path), *options]) == 1
    assert words in capsys.readouterr().err and path.read_bytes() == before


NOTEBOOKS = sorted((Path(authoring.__file__).parents[2] / "notebooks").rglob("*.ipynb"))


@pytest.mark.parametrize("file", [p for p in NOTEBOOKS if ".ipynb_checkpoints" not in p.parts], ids=lambda p: p.stem)
def test_notebooks_say_their_language_in_full(file):
    assert nbformat.read(file, as_version=4).metadata.language_info == authoring.LANGUAGE


# ---- pictures

def picture(draw=lambda ax: ax.plot([1, 3, 2]), **size) -> bytes:
    from course_utils import figures

    ax = figures.new_axes(x="step", y="loss", **size)
    draw(ax)
    return figures.png(ax)


def test_the_same_picture_with_other_numbers_passes():
    assert pictures.difference(picture(), picture()) == ""
    assert pictures.difference(picture(), picture(lambda ax: ax.plot([1, 2.8, 2.1]))) == ""
    assert pictures.difference(picture(), picture(width=7.0)) == "", "a little smaller"


def empty(ax):
    ax.set_axis_off()


@pytest.mark.parametrize(("make", "fault"), [
    (lambda: base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), "it measures 1 × 1"),
    (lambda: picture()[:300], "it is not a picture"), (lambda: b"", "it is not a picture"), (lambda: picture(empty), "is drawn on instead of"),
    (lambda: picture(lambda ax: ax.set(xlim=(-0.1, 2.1), ylim=(0.9, 3.1))), "its data are missing"),
    (lambda: picture(lambda ax: ax.imshow(np.eye(7))), "drawn on|lies elsewhere"), (lambda: picture(height=9), "it measures")])
def test_an_empty_broken_or_other_picture_fails(make, fault):
    assert re.search(fault, pictures.difference(picture(), make()))


def test_as_many_pictures_as_are_stored():
    shown = {"output_type": "display_data", "data": {"image/png": base64.b64encode(picture()).decode()}}
    assert compare.faults([shown], [shown]) == []
    assert compare.faults([], [shown]) == ["0 pictures instead of 1"]


def test_a_live_view_is_not_compared_and_every_other_output_is():
    from nbval.plugin import IPyNbCell, nocolors

    cell = SimpleNamespace(parent=SimpleNamespace(skip_compare=("output_type", "metadata", authoring.WIDGET_VIEW)), colors=nocolors, sanitize=str)
    text = {"text/plain": "Live demo: A wave"}

    def agree(*shown):
        return IPyNbCell.compare_outputs(cell, [new_output("display_data", data) for data in shown], [new_output("display_data", text)])

    assert agree(view("id"), text)
    assert not agree({**view("id"), "text/plain": "another"}, text)
    assert not agree({"text/plain": ""}, text)
