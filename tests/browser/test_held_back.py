"""A front end that keeps messages back while a cell runs is found out from what happens."""
import pytest

SET = """(how) => { jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.commsOverSubshells = how; }"""


@pytest.mark.parametrize(("how", "told"), [("disabled", True), ("perCommTarget", False)])
def test_a_slider_that_hears_nothing_while_its_cell_runs_says_why(notebook, how, told):
    notebook.page.evaluate(SET, how)
    try:
        # long enough that a page which may speak has spoken, also on a busy machine
        cell = notebook.run("rate = live.slider('rate', 0.1, 0.001, 1, log=True)\ntime.sleep(8)", timeout=90)
        notebook.until(lambda: "1" in notebook.ask("len(rate.view.pages)"))
        assert ("only after the cell has ended" in notebook.panel(cell).inner_text()) == told
    finally:
        notebook.page.evaluate(SET, "perCommTarget")
