"""The drawing pad's view in Chromium: strokes by mouse and by keys reach the model, what comes back is drawn."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
VIEW = Path(__file__).resolve().parents[2] / "course_utils" / "live" / "draw.js"

# a model as anywidget hands it to a view, without a kernel behind it
PAGE = """
<div id="here"></div><script type="module">
const {render} = (await import("data:text/javascript;base64," + "%s")).default;
const values = {strokes: [], pixels: Array(784).fill(0), probabilities: Array(10).fill(0), caption: "Draw a digit."};
const heard = {};
window.model = {get: k => values[k], set: (k, v) => { values[k] = v; (heard["change:" + k] || []).forEach(f => f()); },
  save_changes: () => {}, on: (k, f) => { (heard[k] ||= []).push(f); }};
render({model: window.model, el: document.querySelector("#here")});
</script>"""


@pytest.fixture
def page():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    import base64
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(PAGE % base64.b64encode(VIEW.read_bytes()).decode())
        page.wait_for_selector(".course-pad")
        yield page
        browser.close()


def strokes(page, count):
    page.wait_for_function(f"model.get('strokes').length === {count}", timeout=5000)
    return page.evaluate("model.get('strokes')")


def test_mouse_keys_and_clear(page):
    box = page.locator(".course-pad").bounding_box()
    page.mouse.move(box["x"] + 120, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 200, steps=8)
    page.mouse.up()
    strokes(page, 1)
    page.wait_for_function("model.get('strokes')[0].length >= 8")
    (x0, y0), (x1, y1) = (page.evaluate("model.get('strokes')[0]")[i] for i in (0, -1))
    assert abs(x0 - 0.5) < 0.02 and abs(x1 - 0.5) < 0.02 and y0 < 0.2 < 0.7 < y1
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_function("model.get('strokes')[1]?.length === 6")
    page.keyboard.press("Delete")
    strokes(page, 0)


def test_what_comes_back_is_shown(page):
    page.evaluate("model.set('probabilities', [0,0,0,0.75,0,0,0,0,0.25,0]); model.set('caption', 'The network reads 3.')")
    page.evaluate("model.set('pixels', Array(784).fill(255))")
    assert page.locator(".course-caption").inner_text() == "The network reads 3."
    assert "75 %" in page.locator(".course-bars > div").nth(3).inner_text()
    assert page.evaluate("document.querySelector('.course-sees').getContext('2d').getImageData(5, 5, 1, 1).data[0]") == 255
