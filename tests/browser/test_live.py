"""Panels and steered loops in a real JupyterLab."""

import nbformat


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
    for _ in range(3):
        notebook.page.keyboard.press("ArrowRight")
    notebook.until(lambda: notebook.caption(cell) == "sine of 2.5 Hz, height 1")
    assert slider.get_attribute("aria-valuetext") == "2.5 Hz"
    assert notebook.pixels(cell) != before
    # the other kinds of control, by keyboard too
    root.get_by_label("dots").focus()
    notebook.page.keyboard.press("Space")
    root.get_by_label("size", exact=True).wait_for()          # shown only with dots
    root.get_by_label("shape").select_option("square")
    notebook.until(lambda: notebook.caption(cell).startswith("square"))
    root.get_by_label("height: type a value").fill("1.5")
    notebook.page.keyboard.press("Enter")
    notebook.until(lambda: notebook.caption(cell).endswith("height 1.5"))
    root.get_by_label("height: type a value").fill("15")
    notebook.page.keyboard.press("Enter")
    notebook.until(lambda: "height must lie from 0 to 2" in root.get_by_role("alert").inner_text())
    root.get_by_label("try").select_option("high")
    notebook.until(lambda: notebook.caption(cell) == "sine of 4 Hz, height 1")
    assert "Four waves" in root.locator(".cu-note").inner_text()
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
    root.get_by_role("button", name="Run", exact=True).focus()
    height = root.bounding_box()["height"]
    notebook.page.keyboard.press("Enter")
    notebook.until(lambda: notebook.drawn(cell) > 20)
    root.get_by_label("learning rate", exact=True).focus()
    notebook.page.keyboard.press("End")
    notebook.page.keyboard.press("PageDown")
    notebook.until(lambda: float(notebook.ask("panel.demo.lr")) > 1)
    notebook.page.keyboard.press("Home")
    assert abs(root.bounding_box()["height"] - height) < 45          # an error or a note may come, nothing else moves
    if root.get_by_role("alert").is_visible():
        root.get_by_role("button", name="Reset").click()
        root.get_by_role("button", name="Run", exact=True).click()
    root.get_by_label("learning rate", exact=True).press("Home")
    notebook.until(lambda: notebook.ask("panel.demo.rates[-1:]") == "[0.0001]")
    root.get_by_role("button", name="Pause").click()
    notebook.until(lambda: root.get_by_role("button", name="Run", exact=True).count() == 1)
    notebook.until(lambda: notebook.caption(cell) == notebook.ask("f'{len(panel.demo.losses)} steps'"))
    root.get_by_role("button", name="Step").click()
    notebook.until(lambda: notebook.caption(cell) == notebook.ask("f'{len(panel.demo.losses)} steps'"))
    before = notebook.pixels(cell)
    root.get_by_role("button", name="Reset").click()
    notebook.until(lambda: notebook.caption(cell) == "0 steps" and notebook.pixels(cell) != before)
    root.get_by_role("button", name="Clear earlier runs").click()
    notebook.until(lambda: root.get_by_role("button", name="Clear earlier runs").is_disabled())


def test_errors_are_told_in_words(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    root = notebook.panel(cell)
    root.get_by_label("crash").check()
    notebook.until(lambda: "the gradient is gone" in root.get_by_role("alert").inner_text())
    assert root.get_by_role("button", name="Run", exact=True).count() == 1


def test_running_a_cell_again_replaces_its_panel_and_leaves_no_thread(notebook):
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    for _ in range(3):
        notebook.again(cell)
    count = "sum(t.name == 'course_utils panel' for t in threading.enumerate())"
    assert notebook.ask(count) == "1"
    assert notebook.cell(cell).locator(".cu-root").count() == 1
    notebook.until(lambda: notebook.drawn(cell) > 3)
    # clearing the output pauses
    notebook.page.evaluate("(n) => { jupyterapp.shell.currentWidget.content.activeCellIndex = n;"
                           " jupyterapp.commands.execute('notebook:clear-cell-output'); }", cell)
    notebook.until(lambda: notebook.ask(count) == "0")
    # an interrupt of the idle kernel pauses
    cell = notebook.run("panel = Panel(Training())\npanel.show()\npanel.play()")
    notebook.until(lambda: notebook.ask(count) == "1")
    notebook.command("notebook:interrupt-kernel")
    notebook.until(lambda: notebook.ask(count) == "0")


def test_an_ordinary_loop_is_steered_while_it_runs(notebook):
    cell = notebook.run("lr = live.slider('learning rate', 0.1, 1e-4, 1, log=True)\nplot = live.plot(y='loss')")
    slider = notebook.panel(cell).get_by_label("learning rate", exact=True)
    slider.wait_for()
    loop = notebook.run("seen = []\nfor step in range(400):\n    seen.append(lr.value)\n    plot.add(loss=1 / (step + 1))\n"
                        "    time.sleep(0.01)\nprint(len(set(seen)))", wait=False)
    plot = notebook.cell(cell).locator(".cu-root").nth(1)
    frames = lambda: plot.evaluate("(e) => e.cuPicture.drawn")
    notebook.until(lambda: frames() > 5)
    slider.focus()
    for _ in range(10):
        notebook.page.keyboard.press("ArrowLeft")
        notebook.page.wait_for_timeout(60)
    assert "[*]" in notebook.cell(loop).locator(".jp-InputPrompt").first.inner_text(), "the cell must still run"
    notebook.until(lambda: notebook.text(loop).strip() != "", 30)
    assert int(notebook.text(loop)) >= 8, "moves did not arrive while the cell ran"
    assert frames() > 30
    notebook.until(lambda: "at step 399" in plot.locator(".cu-caption").inner_text())


def test_dark_theme_changes_the_picture(notebook):
    cell = notebook.run("show(Wave())")
    notebook.until(lambda: notebook.caption(cell) != "")
    light = notebook.pixels(cell)
    notebook.command("apputils:change-theme", "{theme: 'JupyterLab Dark'}")
    notebook.until(lambda: notebook.pixels(cell) != light)
    assert "cu-dark" in notebook.panel(cell).get_attribute("class")
    notebook.command("apputils:change-theme", "{theme: 'JupyterLab Light'}")
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
    saved = notebook.save()
    output, = saved.cells[cell].outputs
    assert output.data["text/plain"] == "Live demo: A wave" and len(output.data["image/png"]) > 5000
    assert output.metadata["image/png"]["width"] == 900
    assert "image/png" in saved.cells[plot].outputs[0].data
    for number in (cell, plot):
        for stored in saved.cells[number].outputs:
            stored.data.pop("application/vnd.jupyter.widget-view+json", None)
    saved.metadata.pop("widgets", None)
    html, _ = HTMLExporter().from_notebook_node(nbformat.from_dict(saved))
    import re; print([c["outputs"] and [list(o["data"]) if "data" in o else o["output_type"] for o in c["outputs"]] for c in saved.cells], re.findall("<img[^>]{0,80}", html), [html[m.start()-80:m.end()] for m in re.finditer("data:image/png", html)])
    assert html.count("data:image/png;base64") == 2 and 'alt="sine of 1 Hz, height 1"' in html
