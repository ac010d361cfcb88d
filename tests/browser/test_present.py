"""`lab --present` in Chromium at a projector's size: no slide is higher than the window, and a question comes before its answer."""
import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import urllib.request

import lab
import nbformat
import pytest

from course_utils.authoring import slides

ROOT = lab.Path(__file__).parents[2]
# for each cell: make it the active one, and what is then on the screen, as [height, whether it is seen yet]
SHOWN = """async (cells) => { const told = [], notebook = jupyterapp.shell.currentWidget.content;
    for (const index of cells) {
        notebook.activeCellIndex = index;
        await new Promise((done) => setTimeout(done, 40));
        told.push([...document.querySelectorAll('.jp-Notebook .jp-Cell.jp-deck-mod-onscreen')].map((c) => [
            c.getBoundingClientRect().height, c.classList.contains('jp-deck-mod-visible')])); }
    return told; }"""
# the lines of code, in whatever cell, that go on beyond the right edge
CUT = """() => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .cm-scroller')].filter((e) => e.scrollWidth > e.clientWidth + 1)
    .map((e) => e.innerText.slice(0, 60))"""


@pytest.fixture(scope="module")
def presenting(browser, tmp_path_factory):
    """(address, browser) of what the command starts."""
    if importlib.util.find_spec("jupyterlab_slideshow") is None:
        pytest.skip('needs the slides: pip install -e ".[present]"')
    folder = tmp_path_factory.mktemp("present")
    with lab.socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    env = {**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), "COURSE_DEVICE": "cpu"}
    log = open(folder / "log", "w")          # noqa: SIM115 - the process writes to it
    process = subprocess.Popen([sys.executable, "-m", "course_utils", "lab", "--present", "--no-browser", "--port", str(port), "--ip=127.0.0.1",
                                "--expose-app-in-browser", "--IdentityProvider.token="], cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        for _ in range(240):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status", timeout=2)
                break
            assert process.poll() is None, (folder / "log").read_text()
            lab.time.sleep(0.25)
        yield f"http://127.0.0.1:{port}", browser
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("name", ["00_environment", "03_linear_regression", "06_mlp", "08_overfitting", "13_mini_gpt", "14_pictures_and_words"])
def test_slides_at_a_projectors_size(presenting, name):
    url, browser = presenting
    cells = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4).cells
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{url}/doc/tree/notebooks/{name}.ipynb")
    page.wait_for_function("() => document.body.dataset.jpDeckMode === 'presenting'", timeout=150_000)
    page.wait_for_function("(n) => document.querySelectorAll('.jp-Notebook .jp-Cell').length === n", arg=len(cells), timeout=60_000)
    page.wait_for_timeout(1500)

    assert page.evaluate("() => jupyterapp.shell.leftCollapsed && jupyterapp.shell.rightCollapsed && jupyterapp.shell.mode") == "single-document"
    high = {}
    groups = []
    for index, kind in enumerate(slides.types(cells)):
        if kind in ("slide", "subslide"):
            groups.append([])
        if kind not in ("notes", "skip"):
            groups[-1].append(index)
    opened, cut = page.evaluate(SHOWN, [group[0] for group in groups]), []
    whole = []
    for group in groups:
        whole += page.evaluate(SHOWN, [group[-1]])
        cut += page.evaluate(CUT)
    assert not cut, f"cut at the right edge: {cut}"
    for group, first, last in zip(groups, opened, whole, strict=True):
        assert [visible for _, visible in first].count(True) == 1, f"{cells[group[0]].id}: a slide opens with one cell, and the rest one by one"
        assert len(last) == len(group)
        if (height := sum(height for height, _ in last)) > 720:
            high[cells[group[0]].id] = round(height)
    assert not high, f"higher than the window: {high}"
    page.close()
