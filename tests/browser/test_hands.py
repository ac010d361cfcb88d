"""What a hand does at a panel: keys, mouse, finger, and a screen of another density."""
import pytest
from small_demos import WALKS

from course_utils import demos

PRESSES = 30
TRAINS = [name for name in demos.__all__ if hasattr(getattr(demos, name), "step")]
SLIDERS = "(e) => [...e.querySelectorAll('.cu-control:not([hidden]) input[type=range]')].map(s => [s.id, s.labels[0].innerText])"


@pytest.mark.parametrize("name", TRAINS)
def test_no_press_is_lost_while_it_trains(notebook, name):
    cell = notebook.run(f"from course_utils import demos, data\ndata.mnist = data.digits\npanel = Panel(demos.{name}())\npanel.show()", timeout=120)
    root = notebook.panel(cell)
    notebook.until(lambda: notebook.drawn(cell) > 0)
    for ident, label in root.evaluate(SLIDERS):
        slider = root.locator(f"#{ident}")
        if not slider.is_visible():          # a layer less than before: its slider is gone
            continue
        if name in WALKS:
            notebook.value(f"(panel.set(**{WALKS[name]!r}), setattr(panel, 'speed', '1 step/s'))")
            notebook.until(lambda: notebook.caption(cell) == notebook.value("panel.scene.caption"))
        if label != "column":          # that of a walk is pressed while it stands
            notebook.value("panel.play()")
        slider.focus()
        low, high = slider.evaluate("(s) => [+s.min, +s.max]")
        start, key = int(slider.input_value()), "ArrowRight" if int(slider.input_value()) < (low + high) / 2 else "ArrowLeft"
        want = min(start + PRESSES, high) if key == "ArrowRight" else max(start - PRESSES, low)
        for _ in range(PRESSES):
            notebook.press(key)
            notebook.page.wait_for_timeout(10)
        notebook.value("panel.pause()")
        # nothing is under way any more when page and kernel tell the same
        notebook.until(lambda: notebook.caption(cell) == notebook.value("panel.scene.caption"))
        notebook.until(lambda slider=slider, want=want: int(slider.input_value()) == want, 10)
        assert notebook.value("panel.error") == "" or "Lower" in notebook.value("panel.error") or "lower" in notebook.value("panel.error"), label
    notebook.value("panel.close()")


def test_the_right_button_moves_nothing(notebook):
    cell = notebook.run("panel = Panel(Wave())\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    box = notebook.panel(cell).locator("canvas").bounding_box()
    notebook.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    notebook.page.mouse.down(button="right")
    notebook.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 40, steps=3)
    notebook.page.mouse.up(button="right")
    notebook.page.wait_for_timeout(300)
    assert notebook.value("panel.settings") == {}
    notebook.page.keyboard.press("Escape")          # the browser's menu


def test_the_first_drag_of_a_finger_moves_the_picture_and_not_the_page(notebook):
    cell = notebook.run("panel = Panel(Wave())\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    notebook.lengthen()
    session = notebook.page.context.new_cdp_session(notebook.page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    outer = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"

    def swipe(x, y, dy):
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for k in range(1, 11):
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + dy * k / 10}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        notebook.page.wait_for_timeout(400)

    box = notebook.panel(cell).locator("canvas").bounding_box()
    before = notebook.page.evaluate(outer)
    swipe(box["x"] + box["width"] / 2, box["y"] + 110, -80)
    assert notebook.page.evaluate(outer) == before, "the page was scrolled"
    notebook.until(lambda: notebook.value("panel.demo.height") > 1.2)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_a_screen_of_another_density_gets_a_sharp_picture_at_once(notebook):
    cell = notebook.run("show(Wave())")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    canvas = notebook.panel(cell).locator("canvas")
    session = notebook.page.context.new_cdp_session(notebook.page)
    # with another height as well, or the emulation tells the page nothing; the picture's size stays
    for density, height in ((2, 990), (1.5, 980), (1, 1000)):
        session.send("Emulation.setDeviceMetricsOverride", {"width": 1200, "height": height, "mobile": False, "deviceScaleFactor": density})
        notebook.until(lambda density=density: canvas.evaluate("(c) => Math.round(100 * c.width / c.clientWidth)") == round(100 * density), 10)


def test_a_border_between_nodes_is_drawn_where_it_is(notebook):
    cell = notebook.run("import numpy as np\nfrom dataclasses import dataclass\nfrom course_utils.live import Axes, Demo, HeatMap, Rule, Scene\n"
                        "@dataclass\nclass Border(Demo):\n    uses_seed = False\n    def scene(self):\n        x = np.linspace(-1, 1, 21)\n"
                        "        return Scene(Axes(HeatMap(np.tile((x - 0.9), (21, 1)), (-1, 1, -1, 1), cmap='gray', vmin=-1e-3, vmax=1e-3), frame=False,"
                        " xlim=(-1, 1), ylim=(-1, 1)))\nshow(Border())")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    assert notebook.panel(cell).locator("canvas").get_attribute("aria-label") == "picture", "one without a caption has a name, too"
    at = notebook.panel(cell).locator("canvas").evaluate("""(c) => {
        const d = c.getContext('2d').getImageData(0, Math.round(c.height / 2), c.width, 1).data, on = (i) => d[4 * i + 3] > 200;
        let first = 0, last = c.width - 1;
        while (!on(first)) first++;
        while (!on(last)) last--;
        let border = first;
        while (d[4 * border] < 128) border++;
        return -1 + 2 * (border - first) / (last - first); }""")
    assert at == pytest.approx(0.9, abs=0.012), f"a border at 0.900 appears at {at:.3f}"


def test_a_line_of_text_is_typed(notebook):
    cell = notebook.run("from small_demos import Spelling\npanel = Panel(Spelling())\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    line, name, start = notebook.panel(cell).locator(".cu-typed").all()

    def shown(words):
        notebook.until(lambda: notebook.caption(cell) == words, 10)

    line.focus()
    for k, key in enumerate("rl ?f"):             # the panel's own keys are letters here
        notebook.press("Space" if key == " " else key)
        shown(" ".join("rl ?f"[:k + 1].split()) + "|anne|once")
    assert notebook.panel(cell).get_attribute("class").count("cu-lecture") == 0
    notebook.press("Tab")
    assert notebook.focused() == "name"
    name.fill("Em")
    notebook.page.wait_for_timeout(300)
    shown("rl ?f|anne|once")                       # half a word is not yet read
    notebook.page.keyboard.type("ma")
    notebook.press("Enter")
    shown("rl ?f|emma|once")
    name.fill("ann3")
    notebook.press("Enter")
    error = notebook.panel(cell).locator(".cu-error")
    notebook.until(lambda: error.is_visible())
    assert "more than letters" in error.inner_text() and name.input_value() == "ann3"
    notebook.press("Escape")
    assert name.input_value() == "emma"
    start.fill("then")
    notebook.press("Tab")                         # to leave it is as good as Enter
    shown("rl ?f|emma|then")
    assert notebook.value("panel.demo.resets") == 2 and notebook.value("panel.error") == ""


def test_a_suggestion_acts_when_it_is_chosen(notebook):
    cell = notebook.run("from small_demos import Spelling\npanel = Panel(Spelling())\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    name = notebook.panel(cell).locator(".cu-typed").nth(1)
    assert name.evaluate("(e) => [...e.list.options].map(o => o.value)") == ["anne", "emma"]
    # what the browser's own list does, which no page may open
    name.evaluate("(e) => { e.value = 'emma'; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    notebook.until(lambda: notebook.caption(cell) == "|emma|once", 10)


def test_chinese_is_read_when_it_is_composed(notebook):
    cell = notebook.run("from small_demos import Spelling\npanel = Panel(Spelling())\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    notebook.panel(cell).locator(".cu-typed").first.focus()
    session = notebook.page.context.new_cdp_session(notebook.page)
    for half in ("h", "ho", "hon", "hong"):
        session.send("Input.imeSetComposition", {"text": half, "selectionStart": len(half), "selectionEnd": len(half)})
    notebook.page.wait_for_timeout(300)
    assert notebook.caption(cell) == "|anne|once", "half a character was read"
    session.send("Input.insertText", {"text": "红"})
    notebook.until(lambda: notebook.caption(cell) == "红|anne|once", 10)


def test_in_the_lecture_view_escape_leaves_the_word_first(notebook):
    cell = notebook.run("from small_demos import Spelling\npanel = Panel(Spelling(), present=False)\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    root, name = notebook.panel(cell), notebook.panel(cell).locator(".cu-typed").nth(1)
    root.get_by_role("button", name="Lecture view").press("Enter")
    name.fill("zoe")
    notebook.press("Escape")
    assert name.input_value() == "anne" and "cu-lecture" in root.get_attribute("class")
    notebook.press("Escape")
    assert "cu-lecture" not in root.get_attribute("class")


def test_a_slider_ends_where_what_it_stands_for_does(notebook):
    cell = notebook.run("from small_demos import Shelf\npanel = Panel(Shelf())\npanel.show()")
    root = notebook.panel(cell)
    notebook.until(lambda: notebook.drawn(cell) > 0)
    place, shelf, edition = (root.get_by_label(label) for label in ("place", "shelf", "edition"))
    place, shelf = (knob.and_(root.locator("input[type=range]")) for knob in (place, shelf))
    place.press("End")
    notebook.until(lambda: notebook.caption(cell) == "book 10 of 10")
    assert place.evaluate("(e) => [e.max, e.style.getPropertyValue('--at'), e.ariaValueText ?? e.getAttribute('aria-valuetext')]") == ["9", "100%", "10"]
    assert edition.evaluate("(e) => [...e.options].map(o => o.disabled)") == [False, False, False]
    shelf.press("Home")
    notebook.until(lambda: notebook.caption(cell) == "book 1 of 1")
    notebook.until(lambda: place.evaluate("(e) => [e.max, e.value, e.style.getPropertyValue('--at')]") == ["0", "0", "0%"])
    assert edition.evaluate("(e) => [...e.options].map(o => o.disabled)") == [False, True, True]
    place.press("ArrowRight")
    shelf.press("End")
    notebook.until(lambda: notebook.caption(cell) == "book 1 of 50")
    place.press("End")
    notebook.until(lambda: notebook.caption(cell) == "book 50 of 50")
