"""More than one page, more than one view, a page that goes or a kernel that does: what an instructor's hour brings."""
import contextlib

import lab
import nbformat
from slow_line import slow_line

from course_utils.setup.trust import trust

# one pixel, as a figure that came with the file
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
OUTPUTS = "(n) => document.querySelector(`.jp-Cell[data-windowed-list-index='${n}'] .jp-OutputArea`).innerText"


@contextlib.contextmanager
def another(notebook):
    """A second page of the same notebook and kernel, as on a projector."""
    notebook.save()
    root = notebook.path.parent
    page = notebook.page.context.browser.new_page(viewport={"width": 1200, "height": 1000})
    opened = lab.Notebook(notebook.address.split("/doc/")[0], page, root, notebook.path.name, new=False)
    opened.count = notebook.count
    try:
        yield opened
    finally:
        page.close()


def rate(notebook, cell, seconds=2.0):
    """Pictures drawn a second."""
    before = notebook.drawn(cell)
    notebook.page.wait_for_timeout(1000 * seconds)
    return (notebook.drawn(cell) - before) / seconds


def name(root, text):
    return root.get_by_role("button", name=text, exact=True)


@contextlib.contextmanager
def second_view(notebook, cell):
    """"Create New View for Output" of a cell: the panel in it."""
    notebook.page.evaluate("(n) => { jupyterapp.shell.currentWidget.content.activeCellIndex = n;"
                           " jupyterapp.commands.execute('notebook:create-output-view'); }", cell)
    root = notebook.page.locator(".jp-LinkedOutputView .cu-root")
    root.wait_for()
    yield root
    notebook.page.locator(".lm-TabBar-tab", has_text="Output View").locator(".lm-TabBar-tabCloseIcon").click()
    notebook.until(lambda: root.count() == 0)


def test_two_views_of_a_slider_are_one_slider(notebook):
    cell = notebook.run("gain = live.slider('gain', 0.1, 0, 2)")
    first = notebook.panel(cell).locator("input[type=range]")
    with second_view(notebook, cell) as root:
        second = root.locator("input[type=range]")
        assert first.get_attribute("id") != second.get_attribute("id"), "each view has its own labels"
        second.press("End")
        notebook.until(lambda: notebook.value("gain.value") == 2)
        notebook.until(lambda: first.get_attribute("aria-valuetext") == "2.00")
        first.press("Home")
        notebook.until(lambda: second.get_attribute("aria-valuetext") == "0")
        assert notebook.page.locator(".jp-LinkedOutputView .jp-RenderedText:visible").count() == 0, "the text for readers without a kernel"


def test_a_second_view_shares_the_first_ones_life(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()")
    notebook.lengthen()
    with second_view(notebook, cell) as root:
        drawn = root.locator(".cu-picture canvas")
        assert notebook.page.locator(".jp-LinkedOutputView img:visible").count() == 0
        name(root, "Run").click()
        notebook.until(lambda: int(drawn.get_attribute("data-drawn") or 0) > 5)
        # the first view scrolled away, the second goes on
        notebook.scroll(5000)
        before = int(drawn.get_attribute("data-drawn"))
        notebook.until(lambda: int(drawn.get_attribute("data-drawn")) > before + 20)
    # closing the second does not stop the run
    notebook.scroll(0)
    notebook.page.wait_for_timeout(500)
    assert notebook.value("panel.playing")
    before = notebook.drawn(cell)
    notebook.until(lambda: notebook.drawn(cell) > before + 10)
    notebook.value("panel.pause()")


def test_two_views_of_a_pad_are_one_drawing(notebook):
    cell = notebook.run("import torch\nfrom course_utils import nets\nfrom course_utils.live import draw\n"
                        "pad = draw.DrawDigit(nets.mlp([784, 64, 10], flatten=True, seed=0))\npad.show()")
    first = notebook.panel(cell)
    ink = """(c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.reduce((sum, v) => sum + v, 0)"""
    with second_view(notebook, cell) as second:
        drawings = [root.locator("canvas.cu-pad") for root in (first, second)]
        blank = [pad.evaluate(ink) for pad in drawings]
        drawings[1].click(position={"x": 60, "y": 60})
        notebook.until(lambda: notebook.value("len(pad.strokes)") == 1)
        said = second.locator(".cu-caption")
        notebook.until(lambda: said.inner_text().startswith("The network reads") and first.locator(".cu-caption").inner_text() == said.inner_text())
        assert all(pad.evaluate(ink) != before for pad, before in zip(drawings, blank, strict=True)), "the stroke stands in both"
        name(first, "Undo").click()
        notebook.until(lambda: notebook.value("len(pad.strokes)") == 0)
        notebook.until(lambda: [pad.evaluate(ink) for pad in drawings] == blank)
    # the second is closed, the first goes on
    first.locator(".cu-pad").click(position={"x": 30, "y": 30})
    notebook.until(lambda: notebook.value("len(pad.strokes)") == 1)


def test_after_a_reload_the_hand_is_as_quick_as_before(notebook):
    cell = notebook.run("class Counting(Wave):\n    def scene(self):\n        moves.append(time.time())\n        return super().scene()\n"
                        "moves = []\npanel = Panel(Counting())\npanel.show()")

    def moved():
        """Pictures made while the slider is dragged for a second."""
        slider = notebook.panel(cell).get_by_label("frequency", exact=True)
        notebook.value("moves.clear()")
        slider.evaluate("""async (e) => { for (let i = 0; i < 60; i++) {
            e.value = String(5 + i % 2); e.dispatchEvent(new Event('input')); await new Promise((r) => setTimeout(r, 17)); } }""")
        notebook.page.wait_for_timeout(400)
        return notebook.value("len(moves)")

    notebook.until(lambda: notebook.drawn(cell) > 0)
    before = max(moved() for _ in range(3))
    notebook.save()
    notebook.open()
    notebook.panel(cell).wait_for()
    notebook.until(lambda: notebook.drawn(cell) > 0)
    assert notebook.panel(cell).get_by_label("frequency", exact=True).get_attribute("aria-valuetext")
    after = max(moved() for _ in range(3))
    assert after > before / 3, f"{before} pictures in a second before, {after} after"


def test_a_lesson_with_stored_outputs_shows_its_panel_on_a_second_page(notebook, jupyter):
    """A file with outputs of somebody else's is shown live only where it is trusted, which `lab` sees to."""
    url, browser, root = jupyter
    figure = nbformat.v4.new_output("display_data", {"text/plain": "a figure", "image/png": PIXEL})
    live, other = nbformat.v4.new_code_cell(""), nbformat.v4.new_code_cell("'not run today'", outputs=[figure], execution_count=1)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[other, live], metadata=kernel), root / "trusted.ipynb")
    assert "trusted.ipynb" not in trust(root)
    laptop = lab.Notebook(url, browser.new_page(), root, "trusted.ipynb", new=False)
    laptop.count = 1
    cell = laptop.run("from course_utils.live import Panel\nfrom small_demos import Training\npanel = Panel(Training())\npanel.show()", timeout=150)
    with another(laptop) as projector:
        projector.panel(cell).wait_for()
        projector.until(lambda: projector.drawn(cell) > 0)
    assert not laptop.errors
    laptop.close()


def test_two_pages_neither_holds_the_other_up(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()")
    with another(notebook) as projector:
        projector.until(lambda: projector.panel(cell).count() == 1 and projector.drawn(cell) > 0)
        name(notebook.panel(cell), "Run").click()
        notebook.until(lambda: notebook.drawn(cell) > 10)
        projector.until(lambda: projector.drawn(cell) > 10)
        projector.hide(True)
        notebook.page.wait_for_timeout(500)
        alone, hidden = rate(notebook, cell), projector.drawn(cell)
        assert alone > 2, f"{alone:g} pictures a second while the other page is in the background"
        assert projector.drawn(cell) <= hidden + 1
        projector.hide(False)
        projector.until(lambda: projector.drawn(cell) > hidden + 10)
        # a control moved on one page moves on the other, and the run is paused from there
        notebook.panel(cell).get_by_label("learning rate", exact=True).press("Home")
        there = projector.panel(cell).get_by_label("learning rate", exact=True)
        projector.until(lambda: there.get_attribute("aria-valuetext") == notebook.panel(cell).get_by_label("learning rate", exact=True).get_attribute("aria-valuetext"))
        name(projector.panel(cell), "Pause").click()
        notebook.until(lambda: name(notebook.panel(cell), "Run").count() == 1)
        notebook.until(lambda: notebook.caption(cell) == projector.caption(cell))
        name(notebook.panel(cell), "Run").click()
        notebook.until(lambda: notebook.value("panel.playing"))
    # a page that vanished holds nobody up, and does not stop what others watch
    notebook.page.wait_for_timeout(1500)
    assert rate(notebook, cell) > 2 and notebook.value("panel.playing")
    notebook.value("panel.pause()")


def test_the_next_day_the_still_picture_stands_there(jupyter, page):
    url, browser, root = jupyter
    first = lab.Notebook(url, browser.new_page(viewport={"width": 1200, "height": 1000}), root, "day.ipynb")
    try:
        first.start()
        cell = first.run("show(Wave())")
        slider = first.run("lr = live.slider('learning rate', 0.1, 1e-4, 1, log=True)")
        first.until(lambda: first.drawn(cell) > 0)
        first.page.wait_for_timeout(800)
        assert first.cell(cell).locator("img:visible").count() == 0, "beside the live view no still picture"
        saved = first.save()
        assert "cu-still" in saved.cells[cell].outputs[1].data["text/html"]
    finally:
        first.close()
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    later = lab.Notebook(url, page, root, "day.ipynb", new=False)
    try:
        later.cell(cell).locator("img").wait_for()
        later.page.wait_for_timeout(1500)
        for number, words in ((cell, "Run this cell to make it live."), (slider, "Slider: learning rate")):
            told = later.page.evaluate(OUTPUTS, number)
            assert words in told and "Error displaying widget" not in told, told
        box = later.cell(cell).locator("img").bounding_box()
        assert box["width"] > 700 and box["height"] > 150
        # and run again it lives
        later.start()
        later.again(cell)
        later.until(lambda: later.cell(cell).locator(".cu-root").count() == 1 and later.drawn(cell) > 0)
        assert later.cell(cell).locator("img:visible").count() == 0
    finally:
        later.close()


def test_after_a_restart_the_panel_says_what_to_do(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    pad = notebook.run("import torch\nfrom course_utils import nets\nlive.draw_digit(nets.mlp([784, 10], flatten=True, seed=0))")
    notebook.until(lambda: notebook.drawn(cell) > 3)
    notebook.restart()
    for number in (cell, pad):
        line = notebook.panel(number).locator(".cu-lost")
        notebook.until(lambda line=line: line.is_visible() and "run this cell again" in line.inner_text())
    assert notebook.panel(cell).locator(".cu-controls button:not([inert])").count() == 0, "controls that move nothing must not look alive"
    notebook.start()
    notebook.again(cell)
    notebook.until(lambda: notebook.drawn(cell) > 3)
    assert not notebook.panel(cell).locator(".cu-lost").is_visible()
    notebook.value("panel.pause()")


def test_a_kernel_that_is_busy_is_told_and_taken_back(notebook):
    cell = notebook.run("class Slow(Wave):\n    def scene(self):\n        if self.frequency > 3:\n            time.sleep(8)\n"
                        "        return super().scene()\npanel = Panel(Slow())\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    root = notebook.panel(cell)
    root.get_by_label("frequency", exact=True).press("End")
    notebook.until(lambda: "does not answer" in root.locator(".cu-lost").inner_text(), 15)
    notebook.until(lambda: not root.locator(".cu-lost").is_visible(), 30)
    notebook.until(lambda: notebook.caption(cell).startswith("sine of 5"))


def test_a_line_that_is_cut_for_ten_seconds(jupyter):
    """As a hub's proxy does it: what was running runs, the picture goes on, and the hand is heard again."""
    url, browser, root = jupyter
    with slow_line(url, 1e9, 0.0) as (address, line):
        notebook = lab.Notebook(address, browser.new_page(viewport={"width": 1200, "height": 1000}), root, "cut.ipynb")
        try:
            notebook.start()
            cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
            notebook.until(lambda: notebook.drawn(cell) > 10)
            line.cut()
            notebook.page.wait_for_timeout(1000)
            stood, root_of = notebook.drawn(cell), notebook.panel(cell)
            # not by a key: JupyterLab's own dialog about the connection may have the keyboard by now
            root_of.get_by_label("learning rate", exact=True).evaluate("(e) => { e.value = '0'; e.dispatchEvent(new Event('input')); }")
            notebook.page.wait_for_timeout(9000)
            notebook.until(lambda: "does not answer" in root_of.locator(".cu-lost").inner_text(), 10)
            assert notebook.drawn(cell) <= stood + 1, "the line was not cut"
            line.mend()
            notebook.until(lambda: notebook.drawn(cell) > stood + 20, 90)
            assert not root_of.locator(".cu-lost").is_visible()
            notebook.until(lambda: notebook.value("panel.demo.lr == panel.controls['lr'].control.low"))
            assert notebook.value("panel.playing")
            name(root_of, "Pause").evaluate("(e) => e.click()")
            notebook.until(lambda: not notebook.value("panel.playing"))
        finally:
            line.mend()
            notebook.close()
