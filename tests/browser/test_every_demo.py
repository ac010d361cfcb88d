"""Every demo in JupyterLab, as a curious student uses it: each control to both ends by keyboard, every preset and button."""
import pytest

from course_utils import demos

# what goes wrong is collected in the kernel; a run that diverges is no fault, it says so in words
WATCH = """
from course_utils import demos, data
from course_utils.live import remote
from course_utils.live.demo import Diverged
from stories import outside
data.mnist = data.digits          # the shipped digits: no download in a test
faults = []

def heard(panel, message, answer=remote.answer):
    try:
        answer(panel, message)
    except Exception as failure:
        faults.append(f"{message}: {failure!r}")
        raise

remote.answer = heard

def watched(name):
    panel = Panel(getattr(demos, name)())
    fail = panel.fail

    def failed(failure, what):
        if not isinstance(failure, Diverged):
            faults.append(f"{what}: {failure!r} with {panel.settings}")
        fail(failure, what)

    panel.fail = failed
    return panel
"""


@pytest.fixture(scope="module")
def watching(page):
    page.clear()
    page.run(WATCH)
    return page


def settled(notebook, cell):
    """Stop the run and wait until the browser shows what the kernel has."""
    notebook.value("panel.pause()")
    notebook.until(lambda: notebook.value("panel.scene.caption") == notebook.caption(cell), 15)
    assert notebook.value("faults") == []
    shown = notebook.caption(cell)
    assert shown and "nan" not in shown.lower().split(), shown


@pytest.mark.parametrize("name", demos.__all__)
def test_a_curious_student_breaks_nothing(watching, notebook, name):
    cell = notebook.run(f"faults.clear()\npanel = watched({name!r})\npanel.show()")
    root = notebook.panel(cell)
    notebook.until(lambda: notebook.drawn(cell) > 0)
    trains = root.get_by_role("button", name="Run", exact=True).count() == 1
    if trains:
        root.get_by_role("button", name="Step", exact=True).press("Enter")
        root.get_by_role("button", name="Run", exact=True).press("Enter")
        # the first step may take seconds (PyTorch's optimisers load what they need): what pauses the run below must not come before it
        notebook.until(lambda: notebook.value("panel.playing or panel.end or panel.error"))
    drawn = notebook.drawn(cell)
    # while it runs: every slider to its ends and some steps back, every switch twice, every choice of every list, every text typed
    for knob in root.locator(".cu-control :is(input, select):not(.cu-number)").all():
        if not knob.is_visible():
            continue
        kind = knob.evaluate("(e) => e.type")
        if kind == "range":
            for key in ("End", "Home", "PageUp", "ArrowRight"):
                knob.press(key)
        elif kind in ("checkbox", "radio"):
            knob.press("Space")
            knob.press("Space")
        elif kind == "text":
            before = knob.input_value()
            for word in (knob.evaluate("(e) => e.list?.options[0].value") or "anne", before):
                # as for a list: what was chosen before may just be hiding it
                knob.evaluate("(e, word) => { e.value = word; e.dispatchEvent(new Event('change')); }", word)
        else:
            for k in range(knob.evaluate("(e) => e.options.length")):
                knob.evaluate("(e, k) => { e.selectedIndex = k; e.dispatchEvent(new Event('change')); }", k)
    settled(notebook, cell)
    assert notebook.drawn(cell) > drawn
    for preset, note in notebook.value("{n: p.note for n, p in panel.demo.presets.items()}").items():
        root.get_by_role("button", name="try").press("Enter")
        root.get_by_role("menuitemradio", name=preset, exact=True).press("Enter")
        notebook.until(lambda preset=preset: notebook.value("panel.preset") == preset)
        if trains:
            root.get_by_role("button", name="Run", exact=True).press("Enter")
            notebook.until(lambda: notebook.value("panel.demo.trains and (panel._first is not None or panel.end or panel.error)"))
        settled(notebook, cell)
        notebook.until(lambda note=note: root.locator(".cu-note").inner_text().replace("\u00a0", " ") == note)       # it comes with the preset's first picture
        # the newest point of each curve of the run lies in the picture
        assert notebook.value("outside(panel.scene)") == []
    for button in ("New seed", "Reset", "Copy settings", "Clear earlier runs"):
        found = root.get_by_role("button", name=button, exact=True)
        if found.count() and found.is_enabled():
            found.press("Enter")
    settled(notebook, cell)
    assert root.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    labels = root.locator(".cu-label").evaluate_all("(all) => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)")
    assert not labels, f"labels cut off: {labels}"
    notebook.value("panel.close()")
