"""The playground in JupyterLab: neurons pointed at by hand and keyboard, weights set, data chosen by picture; guided steps."""
import pytest

OPEN = "from course_utils.demos import Playground, FirstSlider\npanel = Panel({}(device='cpu'))\npanel.show()"


@pytest.fixture
def opened(notebook):
    """A playground's panel."""
    cell = notebook.run(OPEN.format("Playground"))
    notebook.until(lambda: notebook.drawn(cell) > 0)
    yield notebook.panel(cell)
    notebook.value("panel.close()")


def neurons(root):
    """The picture's canvas, in which parts can be pointed at."""
    return root.get_by_role("application")


def sweep(notebook, root, wanted):
    """Move the mouse over the middle third of the picture until it rests on a part whose name begins as wanted."""
    picture = neurons(root)
    box = picture.bounding_box()
    for row in range(3, 22, 2):
        for column in range(1, 40):
            notebook.page.mouse.move(box["x"] + box["width"] * (0.36 + 0.34 * column / 40), box["y"] + box["height"] * row / 24)
            if not picture.evaluate("(e) => e.classList.contains('cu-point')"):
                continue
            notebook.page.wait_for_timeout(100)          # the kernel is a moment behind the hand
            if notebook.value("panel.demo.pointed").startswith(wanted):
                return True
    return False


def test_a_neuron_under_the_hand_fills_the_surface_and_a_weight_is_set(notebook, opened):
    root = opened
    neurons(root).scroll_into_view_if_needed()
    assert sweep(notebook, root, "neuron")
    notebook.until(lambda: notebook.value("panel.scene.axes[0].title").startswith("Neuron"))
    assert root.locator("canvas.cu-point").count() == 1
    notebook.page.mouse.move(5, 5)
    notebook.until(lambda: notebook.value("panel.demo.pointed") == "")
    assert root.get_by_role("slider", name="weight").count() == 0
    assert sweep(notebook, root, "weight")
    notebook.page.mouse.down()
    notebook.page.mouse.up()
    notebook.until(lambda: notebook.value("panel.demo.chosen").startswith("weight"))
    slider = root.get_by_role("slider", name="weight", exact=True)
    slider.press("End")
    notebook.until(lambda: notebook.value("panel.demo.net.weight(panel.demo.edges[panel.demo.chosen])") == 10)


def test_by_keyboard_from_neuron_to_neuron(notebook, opened):
    root = opened
    root.get_by_role("button", name="Copy settings").focus()
    picture = neurons(root)
    while not picture.evaluate("(e) => e === document.activeElement"):
        notebook.page.keyboard.press("Tab")
    notebook.until(lambda: notebook.value("panel.demo.pointed") != "")
    first = notebook.value("panel.demo.pointed")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        picture.press(key)
    notebook.until(lambda: notebook.value("panel.demo.pointed") not in ("", first))
    notebook.until(lambda: root.locator(".cu-picture .cu-spoken").inner_text() == notebook.value("panel.demo.pointed"))
    picture.press("Escape")
    notebook.until(lambda: notebook.value("panel.demo.pointed") == "")


def test_data_and_inputs_are_tiles_that_keys_reach(notebook, opened):
    root = opened
    chosen = root.get_by_role("radiogroup", name="data").get_by_role("radio", checked=True)
    assert chosen.count() == 1
    drawn = root.locator(".cu-tile canvas").first
    assert drawn.evaluate("(c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 3 && v > 0)")
    chosen.press("ArrowRight")
    notebook.until(lambda: notebook.value("panel.demo.dataset") == "circles")
    squares = root.get_by_role("group", name="inputs").get_by_role("checkbox", name="x₁²")
    squares.press("Space")
    notebook.until(lambda: notebook.value("panel.demo.inputs") == ("x₁", "x₂", "x₁²"))
    for name in ("x₁", "x₂", "x₁²"):
        root.get_by_role("checkbox", name=name, exact=True).press("Space")
    notebook.until(lambda: notebook.value("panel.demo.inputs") == ("x₁²",))
    assert squares.is_checked(), "one input must stay"


def test_guided_steps_lead_through_the_questions(notebook):
    cell = notebook.run(OPEN.format("FirstSlider"))
    root = notebook.panel(cell)
    bar = root.get_by_role("region", name="guided steps")
    assert bar.count() == 0
    root.get_by_role("button", name="Guide", exact=True).press("Enter")
    notebook.until(lambda: bar.count() == 1 and "1 of 4" in bar.inner_text())
    assert "Predict:" in bar.inner_text() and "✔" not in bar.inner_text()
    slider = root.get_by_role("slider", name="neurons", exact=True)
    for _ in range(2):
        slider.press("ArrowRight")
    notebook.until(lambda: "✔ From 4 to 5" in bar.inner_text())
    assert bar.locator("[aria-live=polite]").count() == 1
    root.get_by_role("button", name="Lecture view").press("Enter")
    assert bar.is_visible() and root.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")
    bar.get_by_role("button", name="Next").press("Enter")
    notebook.until(lambda: "2 of 4" in bar.inner_text())
    bar.get_by_role("button", name="Leave").press("Enter")
    notebook.until(lambda: bar.count() == 0)
    slider.press("Escape")
    notebook.value("panel.close()")
