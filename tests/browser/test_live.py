"""Panels and steered loops in a real JupyterLab."""
import warnings

import nbformat

from course_utils.live.output import is_view

THREADS = "sum(t.name == 'course_utils panel' for t in threading.enumerate())"


def name(root, text):
    """The button called `text`."""
    return root.get_by_role("button", name=text, exact=True)


def paused(notebook, root):
    notebook.until(lambda: name(root, "Run").count() == 1)


def test_a_panel_appears_and_a_slider_moved_by_keyboard_changes_the_picture(notebook):
    cell = notebook.run("panel = Panel(Wave())\npanel.show()")
    root = notebook.panel(cell)
    root.wait_for()
    notebook.until(lambda: notebook.caption(cell) == "sine of 1 Hz, height 1")
    assert root.locator("canvas").get_attribute("role") == "img"
    assert root.locator("canvas").get_attribute("aria-label") == "sine of 1 Hz, height 1"
    before = notebook.pixels(cell)
    slider = root.get_by_label("frequency", exact=True)
    slider.focus()
    notebook.press("ArrowRight", 3)
    notebook.until(lambda: notebook.caption(cell) == "sine of 2.5 Hz, height 1")
    assert slider.get_attribute("aria-valuetext") == "2.5 Hz"
    notebook.until(lambda: notebook.pixels(cell) != before)
    # the other kinds of control, by keyboard too
    root.get_by_label("dots").focus()
    notebook.press("Space")
    root.get_by_label("size", exact=True).wait_for()          # shown only with dots
    root.get_by_label("shape").select_option("square")
    notebook.until(lambda: notebook.caption(cell).startswith("square"))
    root.get_by_label("height: type a value").fill("1.5")
    notebook.press("Enter")
    notebook.until(lambda: notebook.caption(cell).endswith("height 1.5"))
    root.get_by_label("height: type a value").fill("15")
    notebook.press("Enter")
    notebook.until(lambda: "height must lie from 0 to 2" in root.get_by_role("alert").inner_text())
    # a preset: nothing happens while the list is looked through; the same one can be chosen again
    for _ in range(2):
        root.get_by_role("button", name="try").press("ArrowDown")
        for key in ("ArrowDown", "Home", "End", "ArrowUp"):
            notebook.press(key)
        assert notebook.caption(cell).endswith("height 1.5")
        notebook.press("Enter")
        notebook.until(lambda: notebook.caption(cell) == "sine of 4 Hz, height 1")
        assert "Four waves" in root.locator(".cu-note").inner_text()
        root.get_by_label("height: type a value").fill("1.5")
        notebook.press("Enter")
        notebook.until(lambda: notebook.caption(cell).endswith("height 1.5"))
        assert "Four waves" in root.locator(".cu-note").inner_text()          # it holds
    root.get_by_role("button", name="try").press("Enter")
    root.get_by_role("menu").wait_for()
    notebook.press("Escape")
    root.get_by_role("menu").wait_for(state="hidden")
    # dragging in the picture
    box = root.locator("canvas").bounding_box()
    notebook.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    notebook.page.mouse.down()
    notebook.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40, steps=4)
    notebook.page.mouse.up()
    notebook.until(lambda: "0.5" in notebook.caption(cell))


def test_a_run_streams_and_is_steered_while_it_runs(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()")
    root = notebook.panel(cell)
    name(root, "Run").focus()
    height = root.bounding_box()["height"]
    notebook.press("Enter")
    notebook.until(lambda: notebook.drawn(cell) > 20)
    rate = root.get_by_label("learning rate", exact=True)
    for key, value in (("Home", 1e-4), ("ArrowRight", 1.1e-4), ("ArrowRight", 1.2e-4), ("Home", 1e-4)):
        rate.press(key)
        notebook.until(lambda value=value: notebook.value("panel.demo.rates[-1]") == value)
    assert notebook.value("panel.playing") and name(root, "Pause").count() == 1
    assert abs(root.bounding_box()["height"] - height) < 45          # the caption may take a line, nothing else moves
    name(root, "Pause").click()
    paused(notebook, root)
    notebook.until(lambda: notebook.caption(cell) == notebook.value("f'{len(panel.demo.losses)} steps'"))
    steps = notebook.value("len(panel.demo.losses)")
    name(root, "Step").click()
    notebook.until(lambda: notebook.caption(cell) == f"{steps + 1} steps")
    assert notebook.value("len(panel.demo.losses)") == steps + 1


# how often the caption changes in two seconds, and how many pictures are drawn in them
WORDS = """async (root) => {
    const caption = root.querySelector(".cu-caption"), canvas = root.querySelector("canvas"), before = +canvas.dataset.drawn;
    let changes = 0;
    const watch = new MutationObserver(() => { changes += 1; });
    watch.observe(caption, { childList: true, characterData: true, subtree: true });
    await new Promise((done) => setTimeout(done, 2000));
    watch.disconnect();
    return [changes, canvas.dataset.drawn - before]; }"""


# shows a frame to the views of the page's only panel, and another, and waits for the screen's next images: pictures drawn by each
SHOWN = """(root) => new Promise((done) => {
    const canvas = root.querySelector(".cu-picture canvas"), drawn = () => Number(canvas.dataset.drawn), counts = [drawn()];
    const home = [...globalThis[Symbol.for("course_utils.page")].homes.values()].find((h) => h.scene && h.views.size);
    const show = () => { for (const view of home.views) view.scene(home.scene, null); counts.push(drawn()); };
    show();
    show();
    show();
    requestAnimationFrame(() => setTimeout(() => { counts.push(drawn()); setTimeout(() => { counts.push(drawn()); done(counts); }, 100); }));
})"""


def test_a_frame_is_drawn_as_it_arrives_and_once_for_each_image_of_the_screen(notebook):
    cell = notebook.run("panel = Panel(Wave())\npanel.show()")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    notebook.page.wait_for_timeout(300)
    before, first, second, third, next_image, later = notebook.panel(cell).evaluate(SHOWN)
    assert first == before + 1, "not kept for the animation frame"
    assert second == third == first, "the screen could not show these"
    assert next_image == later == first + 1, "the newest is drawn, once"


def test_words_change_ten_times_a_second_and_the_last_ones_stay(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    notebook.until(lambda: notebook.drawn(cell) > 5)
    changes, drawn = notebook.panel(cell).evaluate(WORDS)
    assert 2 <= changes <= min(21, drawn)
    name(notebook.panel(cell), "Pause").click()
    paused(notebook, notebook.panel(cell))
    said = notebook.value("panel.scene.caption")
    notebook.until(lambda: notebook.caption(cell) == said, 5)


def test_a_run_that_diverges_says_so_and_reset_starts_anew(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()")
    root = notebook.panel(cell)
    name(root, "Run").click()
    notebook.until(lambda: notebook.drawn(cell) > 3)
    rate = root.get_by_label("learning rate", exact=True)
    rate.press("End")
    notebook.until(lambda: "lower the learning rate" in root.get_by_role("alert").inner_text())
    paused(notebook, root)
    rate.press("Home")
    notebook.until(lambda: not root.get_by_role("alert").is_visible())
    name(root, "Reset").click()
    notebook.until(lambda: notebook.caption(cell) == "0 steps")
    name(root, "Run").click()
    notebook.until(lambda: notebook.value("len(panel.demo.losses) > 5 and panel.demo.rates[-1] == 1e-4"))
    name(root, "Pause").click()


def test_earlier_runs_presets_and_settings(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()")
    root = notebook.panel(cell)
    for _ in range(2):
        name(root, "Step").click()
    notebook.until(lambda: notebook.caption(cell) == "2 steps")
    root.get_by_role("button", name="try").click()
    root.get_by_role("menuitemradio", name="wide").click()
    notebook.until(lambda: notebook.caption(cell) == "0 steps")
    assert root.locator(".cu-note").inner_text() == "More neurons."
    assert notebook.value("[m.label for m in panel.scene.runs]") == ["hidden 4"]
    name(root, "Copy settings").click()
    code = root.get_by_label("settings as Python code")
    code.wait_for()
    assert code.input_value() == "show(Training.from_settings({'hidden': 16, 'seed': 0}))"
    assert notebook.value(code.input_value().removeprefix("show(").removesuffix(")") + ".settings") == {"hidden": 16, "seed": 0}
    name(root, "Clear earlier runs").click()
    notebook.until(lambda: name(root, "Clear earlier runs").is_disabled())
    assert notebook.value("len(panel.scene.axes[0].marks)") == 1
    for control in root.locator(".cu-control").all():
        helped = control.locator("input, select").first.get_attribute("aria-description")
        assert (helped or "") in control.get_attribute("title")
    assert "starts" in root.locator(".cu-control", has_text="hidden").get_attribute("title")


def test_errors_are_told_in_words(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    root = notebook.panel(cell)
    root.get_by_label("crash").check()
    notebook.until(lambda: "the gradient is gone" in root.get_by_role("alert").inner_text())
    paused(notebook, root)


def test_every_control_is_reached_and_used_by_keyboard(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()")
    root = notebook.panel(cell)
    name(root, "Run").focus()
    reached = []
    for _ in range(15):
        reached.append(notebook.focused())
        notebook.press("Tab")
    want = ["Run", "Step", "Reset", "speed", "try", "New seed", "Keep runs", "Copy settings", "learning rate", "hidden", "crash", "stop after"]
    found = [next((w for w in want if r.startswith(w)), None) for r in reached]
    assert [w for w in found if w] == want, reached
    # Notebook 7 takes its shortcuts (arrows, D D) before a control can stop them: each must be marked
    assert root.locator(":is(input, select, button):not([data-lm-suppress-shortcuts])").count() == 0
    # Enter on a slider leads to its number, Enter and Escape lead back
    slider = root.get_by_label("learning rate", exact=True)
    slider.press("Enter")
    assert notebook.focused() == "learning rate: type a value"
    notebook.page.keyboard.type("0.5")
    notebook.press("Enter")
    notebook.until(lambda: notebook.value("panel.demo.lr") == 0.5)
    assert notebook.focused() == "learning rate"
    slider.press("Enter")
    notebook.page.keyboard.type("7")
    notebook.press("Escape")
    assert notebook.focused() == "learning rate" and notebook.value("panel.demo.lr") == 0.5
    assert notebook.value("len(panel.demo.losses)") == 0, "keys must not leave the controls"


def test_two_panels_stream_side_by_side_and_both_answer(notebook):
    first = notebook.run("a = Panel(Training())\na.show()")
    second = notebook.run("b = Panel(Training(hidden=8))\nb.show()")
    notebook.page.set_viewport_size({"width": 1200, "height": 1500})
    for cell in (first, second):
        root = notebook.panel(cell)
        root.locator(".cu-label", has_text="hidden").click()          # a label leads to the slider of its own panel
        assert root.locator("input:focus").count() == 1
        name(root, "Run").click()
    assert notebook.page.evaluate("(() => { const ids = [...document.querySelectorAll('.cu-root [id]')].map(e => e.id);"
                                  " return ids.length - new Set(ids).size; })()") == 0
    before = notebook.drawn(first), notebook.drawn(second)
    notebook.until(lambda: notebook.drawn(first) > before[0] + 20 and notebook.drawn(second) > before[1] + 20)
    took = notebook.page.evaluate(
        """async () => {
            const panels = [...document.querySelectorAll('.cu-root')], slider = panels[1].querySelector('input[type=range]');
            const marks = () => +panels[1].querySelector('canvas').dataset.drawn, began = performance.now(), from = marks();
            slider.value = 0; slider.dispatchEvent(new Event('input'));
            while (marks() < from + 2) await new Promise(requestAnimationFrame);
            return performance.now() - began; }""")
    notebook.until(lambda: notebook.value("b.demo.rates[-1]") == 1e-4, 1 if took < 300 else 10)
    assert notebook.value("a.demo.lr") == 0.1 and notebook.value("a.playing and b.playing")
    assert took < 1000
    for cell in (first, second):
        name(notebook.panel(cell), "Pause").click()
    notebook.until(lambda: notebook.value(THREADS) == 0)


def test_a_view_that_nobody_sees_gets_no_frames_and_comes_back_with_the_newest(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    notebook.until(lambda: notebook.drawn(cell) > 5)
    notebook.lengthen()
    for move, away, back in ((notebook.hide, True, False), (notebook.scroll, 5000, 0)):
        move(away)
        notebook.until(lambda: not notebook.value("panel.view.watched"))
        sent, steps = notebook.value("panel.view.pages.sent, len(panel.demo.losses)")
        notebook.until(lambda steps=steps: notebook.value("len(panel.demo.losses)") > steps + 50)
        assert notebook.value("panel.view.pages.sent") == sent, "frames were sent though nobody looks"
        move(back)
        newest = notebook.value("len(panel.demo.losses)")
        notebook.until(lambda newest=newest: int(notebook.caption(cell).split()[0]) >= newest)
    notebook.value("panel.pause()")


def test_running_a_cell_again_replaces_its_panel_and_leaves_no_thread(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    for _ in range(3):
        notebook.again(cell)
    assert notebook.value(THREADS) == 1
    assert notebook.cell(cell).locator(".cu-root").count() == 1
    notebook.until(lambda: notebook.drawn(cell) > 3)
    # clearing the output pauses
    notebook.page.evaluate("(n) => { jupyterapp.shell.currentWidget.content.activeCellIndex = n;"
                           " jupyterapp.commands.execute('notebook:clear-cell-output'); }", cell)
    notebook.until(lambda: notebook.value(THREADS) == 0)
    # an interrupt of the idle kernel pauses
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    notebook.until(lambda: notebook.value(THREADS) == 1)
    notebook.command("notebook:interrupt-kernel")
    notebook.until(lambda: notebook.value(THREADS) == 0)


def test_an_ordinary_loop_is_steered_while_it_runs(notebook):
    cell = notebook.run("lr = live.slider('learning rate', 0.1, 1e-4, 1, log=True)\nplot = live.plot(y='loss')")
    slider = notebook.panel(cell).get_by_label("learning rate", exact=True)
    slider.wait_for()
    # ends when eight values have come in while it runs; a kernel that takes them only afterwards ends by the clock
    loop = notebook.run("seen, end = {lr.value}, time.monotonic() + 40\nwhile len(seen) < 9 and time.monotonic() < end:\n"
                        "    seen.add(lr.value)\n    plot.add(loss=1 / len(seen))\n    time.sleep(0.01)\nprint(len(seen))", wait=False)
    plot = notebook.cell(cell).locator(".cu-root").nth(1)

    def frames():
        return int(plot.locator(".cu-picture canvas").get_attribute("data-drawn") or 0)

    notebook.until(lambda: frames() > 5)
    assert "[*]" in notebook.cell(loop).locator(".jp-InputPrompt").first.inner_text(), "the cell must still run"
    slider.focus()
    for _ in range(60):
        if notebook.text(loop).strip():
            break
        notebook.press("ArrowLeft")
        notebook.page.wait_for_timeout(60)
    notebook.until(lambda: notebook.text(loop).strip() != "")
    assert notebook.text(loop).strip() == "9", "moves did not arrive while the cell ran"
    count = notebook.value("plot._count")
    notebook.until(lambda: f"at step {count - 1}" in plot.locator(".cu-caption").inner_text())


def test_dark_theme_changes_the_picture(notebook):
    cell = notebook.run("show(Wave())")
    notebook.until(lambda: notebook.caption(cell) != "")
    light = notebook.pixels(cell)
    notebook.command("apputils:change-theme", "{theme: 'JupyterLab Dark'}")
    notebook.until(lambda: "cu-dark" in notebook.panel(cell).get_attribute("class"))
    notebook.until(lambda: notebook.pixels(cell) != light)
    notebook.command("apputils:change-theme", "{theme: 'JupyterLab Light'}")
    notebook.until(lambda: "cu-dark" not in notebook.panel(cell).get_attribute("class"))
    notebook.until(lambda: notebook.pixels(cell) == light)


def test_a_narrow_cell_has_no_horizontal_scrollbar(notebook):
    cell = notebook.run("show(Training())")
    notebook.until(lambda: notebook.drawn(cell) > 0)
    wide = notebook.panel(cell).locator("canvas").bounding_box()
    notebook.page.set_viewport_size({"width": 760, "height": 1000})
    notebook.until(lambda: notebook.panel(cell).locator("canvas").bounding_box()["width"] < 700)
    notebook.until(lambda: notebook.panel(cell).locator("canvas").bounding_box()["height"] > wide["height"])
    assert notebook.panel(cell).evaluate("(e) => e.scrollWidth <= e.clientWidth")
    assert notebook.cell(cell).locator(".jp-OutputArea-output").last.evaluate("(e) => e.scrollWidth <= e.clientWidth + 1")


def test_the_saved_notebook_and_its_html_hold_the_still_picture(notebook):
    from nbconvert import HTMLExporter

    cell = notebook.run("show(Wave())")
    plot = notebook.run("plot = live.plot(y='loss')\nfor k in range(5):\n    plot.add(loss=k)")
    # a plot's still is put beside it as the cell ends, and reaches the page a moment later
    notebook.until(lambda: "image/png" in notebook.save().cells[plot].outputs[1].data)
    saved = notebook.save()
    view, output = saved.cells[cell].outputs
    assert is_view(view.data)
    assert output.data["text/plain"] == "Live demo: A wave" and len(output.data["image/png"]) > 5000
    assert output.metadata["image/png"] == {"width": 900, "alt": "sine of 1 Hz, height 1"}
    saved.metadata.pop("widgets", None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")          # of an output that cannot be shown
        html, _ = HTMLExporter().from_notebook_node(nbformat.from_dict(saved))
    # pictures alone: the page's own style holds one as data too, and nbconvert's lab template knows no alt text
    assert sum("data:image/png;base64" in tag.split(">")[0] for tag in html.split("<img")[1:]) == 2
