"""The lessons are trusted when a server of the course has started, so that a page loaded anew shows panels and not their pictures."""
import lab
import nbformat
import pytest
from nbformat.sign import NotebookNotary

from course_utils.setup.requirements import ROOT
from course_utils.setup.trust import trust

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture
def mine(monkeypatch, tmp_path):
    """Signatures of this test alone."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def signed(path, data):
    """Whether a server of this user believes it."""
    data.mkdir(exist_ok=True)
    return NotebookNotary(data_dir=str(data)).check_signature(nbformat.read(path, as_version=4))


def test_notebooks_are_signed_and_what_is_damaged_is_told(mine):
    folder = mine / "notebooks"
    folder.mkdir()
    good = folder / "01.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[
        nbformat.v4.new_output("display_data", {"text/plain": "a\nb"})])]), good)
    before = good.read_bytes()
    (folder / "02.ipynb").write_text("{ torn")
    assert not signed(good, mine / "data")
    assert trust(folder) == ["02.ipynb"]
    assert signed(good, mine / "data") and good.read_bytes() == before
    # a changed output is another file
    nb = nbformat.read(good, as_version=4)
    nb.cells[0].outputs[0].data["text/plain"] = "something else"
    nbformat.write(nb, good)
    assert not signed(good, mine / "data")


def test_a_place_that_cannot_be_written_stops_nothing(mine):
    (mine / "data").write_text("a file where the folder should be")
    assert trust() == [path.name for path in LESSONS]


def test_the_server_that_lab_starts_trusts_the_lessons(mine):
    assert not signed(LESSONS[6], mine / "data")
    with lab.server(mine):
        assert all(signed(path, mine / "data") for path in LESSONS)
