"""Lecture view: a panel that fills the window for the back of the room, at the size of a projector."""
import pytest

from course_utils import demos

PARTS = """(e) => {
    const box = (s) => { const f = e.querySelector(s); if (!f || !f.offsetParent) return null;
        const r = f.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom].map(Math.round); };
    return {root: box('.cu-title') && [e.clientWidth, e.clientHeight], title: box('.cu-name'), bar: box('.cu-bar'), rows: box('.cu-rows'),
            picture: box('.cu-picture canvas'), caption: box('.cu-caption'), size: parseFloat(getComputedStyle(e).fontSize),
            scrolls: [e, ...e.querySelectorAll('.cu-rows')].some((x) => x.scrollHeight > x.clientHeight + 1)}; }"""


def lecture(root):
    return root.get_by_role("button", name="Lecture view")


@pytest.fixture
def projector(notebook):
    """The notebook in a window of a projector's size."""
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    yield notebook
    notebook.page.keyboard.press("Escape")


@pytest.mark.parametrize("name", demos.__all__)
def test_every_demo_fits(projector, name):
    cell = projector.run(f"from course_utils import demos, data\ndata.mnist = data.digits\npanel = Panel(demos.{name}())\npanel.show()")
    root = projector.panel(cell)
    projector.until(lambda: projector.drawn(cell) > 0)
    small = root.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    lecture(root).click()
    projector.page.wait_for_timeout(400)
    projector.until(lambda: root.evaluate(PARTS)["picture"] is not None)
    parts = root.evaluate(PARTS)
    assert parts["root"] == [1280, 720] and not parts["scrolls"], parts
    for part in ("title", "bar", "rows", "picture", "caption"):
        if (box := parts[part]) is not None:
            left, top, right, bottom = box
            assert left >= 0 and top >= 0 and right <= 1280 and bottom <= 720, f"{part} leaves the window: {parts}"
    left, top, right, bottom = parts["picture"]
    assert right - left > 850 and bottom - top > 340 and parts["size"] >= small + 2, parts
    projector.press("Escape")
    projector.until(lambda: "cu-lecture" not in root.get_attribute("class"))
    projector.value("panel.close()")


WRITTEN = """() => { const fill = CanvasRenderingContext2D.prototype.fillText; window.written = [];
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { window.written.push([text, parseFloat(this.font.match(/[\\d.]+px/)[0])]); fill.call(this, text, ...at); }; }"""


def test_earlier_runs_can_be_read_and_the_picture_does_not_jump_with_them(projector):
    projector.page.set_viewport_size({"width": 1280, "height": 1100})          # what is not on the screen is not drawn
    cell = projector.run("from course_utils import demos\npanel = Panel(demos.Regularisation())\npanel.show()")
    root = projector.panel(cell)
    root.locator(".cu-caption").scroll_into_view_if_needed()
    projector.until(lambda: projector.drawn(cell) > 0)

    def height(do):
        """Of the picture, after that."""
        drawn = projector.drawn(cell)
        projector.value(do)
        projector.until(lambda: projector.drawn(cell) > drawn)
        projector.until(lambda: projector.caption(cell) == projector.value("panel.scene.caption"))
        return round(root.locator("canvas").bounding_box()["height"])

    runs = [{"hidden": 3, "examples": 500, "jitter": 0.3}, {"hidden": 32, "examples": 100, "jitter": 0.1}, {"hidden": 16, "examples": 300, "jitter": 0.2},
            {"hidden": 12, "examples": 200, "jitter": 0.4}, {"hidden": 48, "examples": 60, "jitter": 0.0}]
    bare, first = root.locator("canvas").bounding_box()["height"], runs[0]
    projector.value(f"(panel.set(**{first!r}), panel.step(), panel.step(), panel.reset())")
    projector.until(lambda: root.locator("canvas").bounding_box()["height"] > bare)          # the room of the names
    heights = [round(root.locator("canvas").bounding_box()["height"]),
               *(height(f"(panel.set(**{settings!r}), panel.step(), panel.step(), panel.reset())") for settings in runs[1:])]
    assert len(set(heights)) == 1, f"the picture jumps with another run: {heights}"
    assert height("panel.set(flipped=0.3)") == heights[0] and projector.value("len(panel.scene.runs)") == 0, "no run can be compared with another task"
    assert height("panel.set(flipped=0.15)") == heights[0] and projector.value("len(panel.scene.runs)") == 4
    projector.page.set_viewport_size({"width": 1280, "height": 720})
    projector.page.evaluate(WRITTEN)
    lecture(root).click()
    names = projector.value("[m.label for m in panel.scene.runs]")
    assert names[1] == "hidden units 16, examples 300, augmentation 0.2"
    said = projector.value("' '.join([panel.scene.caption, *(f'Earlier run: {m.label}.' for m in panel.scene.runs)])")
    projector.until(lambda: root.locator("canvas").get_attribute("aria-label").replace("\u00a0", " ") == said)          # what a screen reader hears
    projector.until(lambda: dict(projector.page.evaluate("() => window.written")).keys() >= set(names))
    sizes = dict(projector.page.evaluate("() => window.written"))
    assert min(sizes[name] for name in names) >= sizes["input 1"] * 0.9, f"smaller than the words at the axes: {sizes}"


def test_keys_while_a_run_goes_on(projector):
    cell = projector.run("panel = Panel(Training())\npanel.show()")
    root, cells = projector.panel(cell), projector.page.locator(".jp-Cell").count()
    width = root.locator("canvas").bounding_box()["width"]
    root.get_by_label("learning rate", exact=True).focus()
    projector.press("l")
    projector.until(lambda: "cu-lecture" in root.get_attribute("class"))
    projector.until(lambda: root.locator("canvas").bounding_box()["width"] > width)
    projector.press("Space")
    projector.until(lambda: projector.value("panel.playing") and projector.drawn(cell) > 10)
    root.locator("canvas").click(position={"x": 5, "y": 5})          # a click beside everything must not take the keys away
    projector.press("r")
    projector.until(lambda: projector.value("len(panel.runs)") == 1)          # the run before the reset stays
    projector.press("?")
    keys = root.locator(".cu-keys")
    projector.until(keys.is_visible)
    assert "run or pause" in keys.inner_text() and "full screen" in keys.inner_text()
    projector.press("?")
    assert not keys.is_visible()
    projector.press("Space")
    projector.until(lambda: not projector.value("panel.playing"))
    projector.press("d", 2)          # deletes a cell elsewhere in JupyterLab
    assert projector.page.locator(".jp-Cell").count() == cells
    # Tab stays inside
    for _ in range(30):
        projector.press("Tab")
        assert projector.page.evaluate("() => !!document.activeElement.closest('.cu-lecture')")
    root.get_by_role("button", name="Keys").focus()
    projector.press("f")
    projector.until(lambda: projector.page.evaluate("() => !!document.fullscreenElement"))
    projector.press("f")
    projector.until(lambda: not projector.page.evaluate("() => !!document.fullscreenElement"))
    projector.until(lambda: "cu-lecture" not in root.get_attribute("class"))
    assert root.locator("canvas").bounding_box()["width"] == pytest.approx(width, abs=2)


def test_it_needs_no_kernel(projector):
    cell = projector.run("panel = Panel(Training())\npanel.show()")
    projector.until(lambda: projector.drawn(cell) > 0)
    busy = projector.run("time.sleep(15)", wait=False)
    root = projector.panel(cell)
    lecture(root).click()
    projector.until(lambda: root.locator("canvas").bounding_box()["height"] > 380, 12)
    projector.press("Escape")
    assert "cu-lecture" not in root.get_attribute("class")
    projector.until(lambda: "[*]" not in projector.cell(busy).locator(".jp-InputPrompt").first.inner_text())


def test_only_some_controls_and_the_line_that_rebuilds_them(projector):
    cell = projector.run("show(Training(lr=0.5), only=['lr'])")
    root = projector.panel(cell)
    root.wait_for()
    assert root.locator(".cu-label").all_inner_texts() == ["learning rate"]
    root.get_by_role("button", name="Copy settings").click()
    code = root.get_by_label("settings as Python code").input_value()
    assert code.startswith("show(Training.from_settings({'lr': 0.5") and "only=['lr']" in code
