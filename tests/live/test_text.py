"""A line of text as a control: what it takes, what it refuses and in which words."""
import pytest
from fake_browser import Browser
from small_demos import Spelling

from course_utils.live.ghosts import Run, difference


def test_a_typed_line_is_set_in_order_and_read(panel_of):
    panel = panel_of(Spelling())
    browser = Browser(panel)
    assert [c.get("atOnce") for c in panel.view.spec["controls"]] == [True, False, False]
    assert panel.view.spec["controls"][1]["options"] == ["anne", "emma"]
    for typed, held in (("a  red\ttwo ", "a red two"), ("红色的二", "红色的二"), ("", "")):
        browser.say(type="set", values={"line": typed})
        assert browser.state["values"]["line"] == held and not browser.state["error"]
    browser.say(type="set", values={"name": "Emma"})
    assert panel.settings == {"name": "emma"} and browser.state["values"]["name"] == "emma"
    assert eval(browser.state["code"].removeprefix("show").replace("()", ""), {"Spelling": Spelling}).name == "emma"
    browser.say(type="set", values={"start": "then"})
    assert panel.demo.resets == 2 and browser.scene["caption"] == "|emma|then"


@pytest.mark.parametrize(("values", "said"), [
    ({"line": "a" * 13}, "a line has 0 to 12 characters: 'aaaaaaaaaaaaa' has 13."),
    ({"line": "\x1b[31m"}, "a line is a line of text"), ({"line": 7}, "a line is a line of text: 7 is none."),
    ({"line": {"drag": 1.0}}, "a line is a line of text"), ({"line": "\ud800"}, "a line is a line of text"),
    ({"name": "ann3"}, "name cannot be 'ann3': it holds more than letters."),
    ({"start": "x"}, "start has 2 to 8 characters: 'x' has 1."), ({"start": "   "}, "start has 2 to 8 characters: '' has 0."),
])
def test_a_line_that_does_not_fit_is_refused_in_words(panel_of, values, said):
    panel = panel_of(Spelling())
    browser = Browser(panel)
    browser.say(type="set", values=values)
    assert browser.state["error"].startswith(said) and panel.settings == {} and panel.demo.resets == 1
    browser.say(type="set", values={"name": "emma"})
    assert not browser.state["error"], "what was refused is forgotten with the next one"


def test_an_earlier_run_is_named_by_what_was_typed():
    controls = Spelling.controls()
    now = {"line": "", "name": "anne", "start": "once", "seed": 0}
    run = Run({**now, "start": "then"}, {**now, "start": "then"}, {})
    assert difference(run, now, controls) == "start then"
    assert difference(Run(now, now, {}), {**now, "line": "new"}, controls) == "a line none"
