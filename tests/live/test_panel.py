"""Panels driven in-process: every control and button, errors, earlier runs."""
import threading
import time
from dataclasses import dataclass
from itertools import cycle

import numpy as np
import pytest
from fake_browser import Browser, until, workers
from small_demos import Shelf, Training, Wave

import course_utils.demos as demos
from course_utils.live import Panel, worker
from course_utils.live.demo import Control, integer
from course_utils.live.failure import NOT_FINITE
from course_utils.live.frames import tree
from course_utils.live.guide import Step
from course_utils.live.output import is_view
from course_utils.live.pages import EVERY, OVERDUE
from course_utils.live.remote import describe
from course_utils.live.scene import Scene


def test_every_control_changes_the_picture(panel_of):
    panel = panel_of(Wave())
    for name, value in {"frequency": 3.0, "height": 0.5, "points": 80, "shape": "square", "dots": True, "size": 20.0}.items():
        before = repr(tree(panel.scene))
        panel.controls[name].value = value
        assert panel.controls[name].value == value
        assert repr(tree(panel.scene)) != before, name
    line = panel.scene.axes[0].marks[0]
    assert len(line.x) == 80
    assert set(np.unique(np.round(line.y, 3))) <= {-0.5, 0.0, 0.5}


def test_refused_values_leave_everything_as_it_was(panel_of):
    panel = panel_of(Wave())
    with pytest.raises(ValueError, match=r"frequency must lie from 0\.5 to 5"):
        panel.controls["frequency"].value = 50
    with pytest.raises(ValueError, match="cannot be 'round'"):
        panel.set(height=0.5, shape="round")
    with pytest.raises(ValueError, match="no control 'colour'"):
        panel.set(colour=1)
    assert panel.settings == {}
    assert not panel.error


def test_browser_messages_do_what_the_controls_do(panel_of):
    panel = panel_of(Wave())
    browser = Browser(panel)
    k = browser.say(type="set", values={"frequency": 2.5, "shape": 1, "dots": True})
    assert (panel.demo.frequency, panel.demo.shape, panel.demo.dots) == (2.5, "square", True)
    assert browser.pages[0].seen == k and browser.state["values"]["shape"] == 1
    assert browser.state["hidden"] == []
    browser.say(type="set", values={"dots": False})
    assert browser.state["hidden"] == ["size"] and not panel.controls["size"].visible
    browser.say(type="set", values={"frequency": {"drag": 99.0}, "points": {"drag": 33.4}})
    assert (panel.demo.frequency, panel.demo.points) == (5.0, 33)
    browser.say(type="set", values={"frequency": 99.0})
    assert "frequency must lie from 0.5 to 5" in browser.state["error"] and panel.demo.frequency == 5.0
    browser.say(type="preset", value=1)
    assert panel.settings == {"height": 0.0} and browser.state["note"] == "Nothing to see." and not browser.state["error"]
    assert browser.state["code"] == "show(Wave.from_settings({'height': 0.0}))"
    assert eval(browser.state["code"], {"Wave": Wave, "show": lambda demo: demo}).settings == panel.settings


def test_buttons_of_a_run(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    browser.say(type="step")
    assert len(panel.demo.losses) == 1
    browser.say(type="play")
    assert panel.playing
    until(lambda: len(panel.demo.losses) > 20)
    browser.say(type="pause")
    until(lambda: not workers())
    assert not browser.state["playing"]
    steps = len(panel.demo.losses)
    assert len(panel.scene.axes[0].marks[0].x) == steps          # the last state is drawn
    browser.say(type="reseed")
    assert panel.demo.seed != 0 and not panel.demo.losses
    browser.say(type="reset")
    browser.say(type="speed", value=1)
    assert panel.pause_between == 1 / 20


def test_changes_act_within_one_step_while_it_runs(panel_of):
    panel = panel_of(Training())
    panel.play()
    until(lambda: len(panel.demo.losses) > 5)
    for rate in (0.05, 0.02, 0.3):
        panel.controls["lr"].value = rate
        steps = len(panel.demo.rates)
        until(lambda n=steps: len(panel.demo.rates) > n + 1)
        assert panel.demo.rates[steps + 1] == rate
    panel.controls["hidden"].value = 9
    assert panel.playing and panel.demo.model[0].out_features == 9
    panel.pause()
    assert not workers()


def test_the_run_button_answers_before_a_long_first_step_ends(panel_of):
    panel = panel_of(Training())
    browser, go = Browser(panel), threading.Event()
    step = panel.demo.step
    panel.demo.step = lambda: go.wait(20) and step()
    browser.say(type="play")
    until(lambda: browser.state["playing"])
    assert not panel.demo.losses
    go.set()
    panel.pause()


def test_speed_is_kept(panel_of):
    panel = panel_of(Training())
    panel.speed = "20 steps/s"
    panel.play()
    time.sleep(1.0)
    panel.pause()
    assert 10 <= len(panel.demo.losses) <= 25


def test_few_frames_on_the_way_and_the_newest_at_the_end(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel, answer=False)
    panel.play()
    time.sleep(EVERY + OVERDUE + 0.3)          # one asks for an answer by now, and it is overdue
    began, sent, steps = time.monotonic(), len(browser.frames), len(panel.demo.losses)
    until(lambda: len(panel.demo.losses) > steps + 50)
    assert len(browser.frames) - sent <= 1 + (time.monotonic() - began)
    panel.pause()
    browser.say(type="ack", n=panel.view.pages.sent)
    assert browser.scene["caption"] == f"{len(panel.demo.losses)} steps"


def test_steps_compute_on_one_core_and_the_main_thread_keeps_its_own(panel_of):
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        panel, seen = panel_of(Training()), []
        step = panel.demo.step
        panel.demo.step = lambda: seen.append(torch.get_num_threads()) or step()
        panel.play()
        until(lambda: len(seen) > 2)
        panel.pause()
        assert set(seen) == {1} and torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_pictures_come_evenly_and_seldom_where_they_take_long():
    def rate(step, cost, now_and_then=()):
        """Pictures a second over 20 s of steps, and of pictures, that take so long; after each step those that come now and then."""
        pace, now, count, lengths = worker.Pace(), 100.0, 0, cycle((step, *now_and_then))
        while now < 120:
            now += next(lengths)
            if pace.due(now):
                count, now = count + 1, now + cost
                pace.drawn(cost)
        return count / 20

    assert rate(0.001, 0.001) == pytest.approx(1 / worker.FRAME, abs=1)
    assert rate(0.007, 0.001) == pytest.approx(1 / worker.FRAME, abs=1)          # steps of 7 ms do not make it 48
    assert rate(0.008, 0.001, (0.008, 0.008, 0.008, 0.035)) > 40, "after a long step, one that measures, the next picture comes early"
    assert rate(0.001, 0.1) == pytest.approx(1 / 0.15, abs=1), "a third of the time is left for steps"


def test_hidden_view_costs_nothing(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    page = browser.pages[0]
    browser.say(type="here", visible=False, have=page.have)
    count, drawn = len(browser.frames), []
    scene = panel.demo.scene
    panel.demo.scene = lambda: drawn.append(1) or scene()
    panel.play()
    until(lambda: len(panel.demo.losses) > 30)
    assert len(browser.frames) == count and not drawn
    browser.say(type="here", visible=True, have=page.have)
    until(lambda: len(browser.frames) > count)
    panel.pause()


def test_closed_output_pauses(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    panel.play()
    browser.say(type="bye")
    until(lambda: not workers())


def test_earlier_runs_stay_with_what_was_different(panel_of):
    panel = panel_of(Training())
    for rate in (0.1, 0.01, 0.3):
        panel.controls["lr"].value = rate
        for _ in range(5):
            panel.step()
        panel.reset()
    marks = panel.scene.axes[0].marks
    assert [m.label for m in panel.scene.runs] == ["learning rate 0.1", "learning rate 0.01", "same settings"]
    assert {m.color for m in marks[:-1]} == {"ghost blue"} and len({m.style for m in marks[:-1]}) == 3
    assert all(len(m.x) == 5 for m in marks[:-1]) and len(marks[-1].x) == 0
    panel.controls["lr"].value = 0.1
    assert [m.label for m in panel.scene.runs] == ["same settings", "learning rate 0.01", "learning rate 0.3"]
    # moved during the run, and a rebuild
    panel.step()
    panel.controls["lr"].value = 0.05
    panel.step()
    panel.controls["hidden"].value = 8
    assert panel.scene.runs[3].label == "learning rate 0.1→0.05, hidden 4"
    for k in range(4):
        panel.step()
        panel.step()
        panel.set(seed=k + 1)
    assert len(panel.scene.axes[0].marks) == 5
    panel.clear_runs()
    assert len(panel.scene.axes[0].marks) == 1
    panel.keep_runs = False
    panel.step()
    panel.step()
    panel.reset()
    assert len(panel.scene.axes[0].marks) == 1


def test_earlier_runs_are_named_by_what_tells_them_apart(panel_of):
    panel = panel_of(Training(stop_after=500))
    for hidden in (2, 3, 5):
        panel.set(hidden=hidden)
        panel.step()
        panel.step()
    panel.set(lr=0.2, stop_after=0, hidden=8)
    assert [m.label for m in panel.scene.runs] == [f"hidden {h}, learning rate 0.1, stop after 500" for h in (2, 3, 5)]
    panel.set(seed=7)
    assert [m.label for m in panel.scene.runs] == [f"hidden {h}, learning rate 0.1, stop after 500, …" for h in (2, 3, 5)]


def test_the_demo_is_not_changed_by_earlier_runs(panel_of):
    panel = panel_of(Training())
    panel.step()
    panel.step()
    panel.reset()
    assert len(panel.demo.scene().axes[0].marks) == 1 < len(panel.scene.axes[0].marks)


def test_failures_are_told_in_words_and_stop_the_run(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    panel.play()
    until(lambda: len(panel.demo.losses) > 3)
    panel.controls["crash"].value = True
    until(lambda: not workers())
    assert "the gradient is gone" in panel.error and "small_demos.py" in panel.error
    assert browser.state["error"] == panel.error and not browser.state["playing"]
    panel.controls["crash"].value = False
    assert panel.error == ""
    panel.play()
    until(lambda: len(panel.demo.losses) > 8)
    panel.controls["lr"].value = 100.0
    until(lambda: not workers())
    assert "lower the learning rate" in panel.error


def test_numbers_that_are_not_finite_stop_the_run(panel_of):
    class Careless(Training):
        def step(self):
            self.losses.append(float("nan"))

    panel = panel_of(Careless())
    Browser(panel)
    panel.play()
    until(lambda: not workers())
    assert panel.error == NOT_FINITE


def test_failing_pictures_and_resets_are_told(panel_of):
    class NoPicture(Wave):
        def scene(self):
            if self.height > 1.5:
                raise ZeroDivisionError("division by zero")
            return super().scene()

    panel = panel_of(NoPicture())
    panel.controls["height"].value = 2.0
    assert "The picture failed: ZeroDivisionError: division by zero" in panel.error
    assert panel.scene.caption == "sine of 1 Hz, height 1"          # the last good one
    panel.controls["height"].value = 1.0
    assert panel.error == ""


def test_the_demos_own_end_is_told(panel_of):
    panel = panel_of(Training(stop_after=7))
    panel.play()
    until(lambda: not workers())
    assert panel.end == "Done after 7 steps." and not panel.note and not panel.error and len(panel.demo.losses) == 7


def test_a_preset_holds_its_note_and_can_be_taken_again(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    assert panel.speed == "full speed"
    for _ in range(2):
        browser.say(type="preset", value=1)
        assert (panel.note, panel.speed, panel.settings) == ("More neurons.", "20 steps/s", {"hidden": 16, "seed": 0})
        panel.set(stop_after=3, hidden=8)
        panel.play()
        until(lambda: not workers())
        assert browser.state["note"] == "More neurons." and browser.state["end"] == "Done after 3 steps."
        panel.reset()
        assert browser.state["note"] == "More neurons." and browser.state["end"] == ""
    browser.say(type="preset", value=0)
    assert (panel.note, panel.speed) == ("Hardly moves.", "full speed")


def test_only_a_preset_that_compares_keeps_the_run_before(panel_of):
    panel = panel_of(Training())
    for preset, runs in (("slow", 0), ("slow", 0), ("wide", 1), ("slow", 1)):
        panel.choose(preset)
        assert len(panel.runs) == runs
        panel.step()
        panel.step()
    panel.clear_runs()
    panel.reset()
    assert [run.first["lr"] for run in panel.runs] == [0.001]


def test_only_some_controls(panel_of):
    panel = panel_of(Training(), only=["hidden", "lr"])
    assert [c["name"] for c in panel.view.spec["controls"]] == ["hidden", "lr"]
    panel.set(crash=True)          # the others are there, and rebuilt by the copied line
    browser = Browser(panel)
    assert browser.state["code"] == "show(Training.from_settings({'crash': True, 'seed': 0}), only=['hidden', 'lr'])"
    with pytest.raises(ValueError, match="no control 'colour': only= takes some of lr, hidden, crash, stop_after, seed"):
        Panel(Training(), only=["colour"])


def test_the_button_says_what_a_step_is(panel_of):
    class Ten(Training):
        updates_per_step = 10

    class Looks(Training):
        step_is = "one example is looked at"

    assert [panel_of(kind()).view.spec["step"] for kind in (Training, Ten, Looks)] == ["one update", "10 updates", "one example is looked at"]


def test_a_demo_without_steps_cannot_be_run(panel_of):
    panel = panel_of(Wave())
    with pytest.raises(ValueError, match="no step"):
        panel.play()
    assert not panel.view.spec["trains"] and not panel.view.spec["seed"]


def test_what_is_not_a_demo_is_refused():
    with pytest.raises(TypeError, match="pass an instance"):
        Panel(Wave)


def test_two_panels_at_once(panel_of):
    a, b = panel_of(Training()), panel_of(Training(hidden=8))
    a.play()
    b.play()
    until(lambda: len(a.demo.losses) > 30 and len(b.demo.losses) > 30)
    began = time.monotonic()
    a.controls["lr"].value = 0.02
    b.controls["lr"].value = 0.03
    assert time.monotonic() - began < 1.0 and (a.demo.lr, b.demo.lr) == (0.02, 0.03)
    a.pause()
    assert b.playing
    b.pause()


def test_show_gives_the_view_and_below_it_picture_and_stable_text(monkeypatch):
    from course_utils.live import show

    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **kw: shown.append((data, kw)))
    assert show(Wave()) is None
    (view, _), (still, kw) = shown
    assert is_view(view)
    assert still["text/plain"] == "Live demo: A wave" and still["image/png"][:4] == b"\x89PNG" and len(still) == 2
    assert kw["metadata"]["image/png"] == {"width": 900, "alt": "sine of 1 Hz, height 1"} and kw["raw"]


def test_the_still_pictures_words_name_the_earlier_runs(panel_of, monkeypatch):
    shown, panel = [], panel_of(Training())
    monkeypatch.setattr("IPython.display.display", lambda data, **kw: shown.append(kw))
    for _ in range(3):
        panel.step()
    panel.set(lr=0.5)
    panel.reset()
    run, = panel.scene.runs
    assert run.label.startswith("learning rate")
    panel.show()
    assert shown[1]["metadata"]["image/png"]["alt"] == f"{panel.scene.caption} Earlier run: {run.label}."


@pytest.mark.parametrize("name", demos.__all__)
def test_every_demo_has_a_panel_whose_controls_all_move(name, panel_of):
    demo = getattr(demos, name)()
    panel = panel_of(demo)
    browser = Browser(panel)
    for field, knob in panel.controls.items():
        spec = describe(field, knob.control)
        assert spec["label"] and spec["help"], f"{name}.{field} needs help text"
        if spec["kind"] == "choice":
            other = len(spec["options"]) - 1
        elif spec["kind"] == "toggle":
            other = not knob.value
        elif spec["kind"] == "several":
            other = [0, len(spec["options"]) - 1]
        elif spec["kind"] == "text":
            other = spec["options"][-1] if spec["options"] else "anne"
        else:
            other = spec["low"] if knob.value != spec["low"] else spec["high"]
        browser.say(type="set", values={field: other})
        assert not panel.error, f"{name}.{field}: {panel.error}"
        end = browser.state["most"].get(field)
        assert end is None or end > (1 if spec["kind"] == "choice" else spec["low"]) or (name, field) == ("AttentionOf", "layer"), f"{name}.{field} cannot move"
        assert browser.state["values"][field] == (other if end is None else min(other, end - 1 if spec["kind"] == "choice" else end))
        assert browser.scene["axes"]
    for k in range(len(demo.presets)):
        browser.say(type="preset", value=k)
        assert not panel.error and browser.state["preset"] == k
        if demo.trains:
            browser.say(type="step")
            assert not panel.error


def test_guided_steps_are_walked_through_and_done_in_any_order(panel_of):
    panel = panel_of(demos.FirstSlider())
    browser, steps = Browser(panel), demos.FirstSlider.guide
    assert browser.state["guide"] is None and panel.view.spec["guide"] == len(steps)
    browser.say(type="guide", value=1)
    assert browser.state["guide"] == {"at": 1, "of": len(steps), "do": steps[1].do, "predict": steps[1].predict, "seen": ""}
    browser.say(type="set", values={"neurons": 19})
    assert browser.state["guide"]["seen"] == steps[1].seen
    browser.say(type="set", values={"neurons": 3})
    assert browser.state["guide"]["seen"], "what was seen stays until the next step"
    browser.say(type="guide", value=2)
    assert browser.state["guide"]["at"] == 2 and not browser.state["guide"]["seen"]
    browser.say(type="guide", value=-1)
    assert browser.state["guide"] is None


def test_a_step_that_fails_says_so_and_leaves_the_panel_alive(panel_of, monkeypatch):
    broken = Step("Do it.", "What?", lambda demo: demo.nothing, "Seen.", lambda demo: True, ())
    monkeypatch.setattr(Wave, "guide", (broken,))
    browser = Browser(panel_of(Wave()))
    browser.say(type="guide", value=0)
    assert browser.state["guide"] is None and "nothing" in browser.state["error"]
    browser.say(type="set", values={"frequency": 2.0})
    assert browser.state["values"]["frequency"] == 2.0


def test_parts_of_the_picture_are_pointed_at_and_picked(panel_of):
    panel = panel_of(demos.Playground(device="cpu"))
    browser = Browser(panel)
    k = browser.say(type="hover", part="neuron 2 of layer 1")
    assert browser.scene["axes"][0]["title"] == "Neuron 2 of layer 1" and browser.pages[0].seen == k
    browser.say(type="hover", part="")
    assert browser.scene["axes"][0]["title"] == "What the network says"
    edge = "weight from input x₁ to neuron 1 of layer 1"
    assert "weight" in browser.state["hidden"]
    browser.say(type="pick", part=edge)
    assert "weight" not in browser.state["hidden"]
    browser.say(type="set", values={"weight": 2.5})
    assert panel.demo.net.weight((0, 0, 0)) == 2.5 and browser.state["values"]["weight"] == 2.5
    browser.say(type="pick", part="input x₁², off")
    assert panel.demo.inputs == ("x₁", "x₂", "x₁²") and browser.state["values"]["inputs"] == [0, 1, 2]
    assert "weight" not in browser.state["code"]


def test_several_options_and_pictures_of_options(panel_of):
    panel = panel_of(demos.Playground(device="cpu"))
    browser = Browser(panel)
    data, inputs = panel.view.spec["controls"][:2]
    assert len(data["pictures"]) == len(data["options"]) == 7 and "pictures" not in inputs
    points = data["pictures"][0]["marks"][0]
    assert points["type"] == "Points" and len(points["x"]) == len(points["color"]) > 20
    browser.say(type="set", values={"inputs": [3, 2]})
    assert panel.demo.inputs == ("x₁²", "x₂²")
    browser.say(type="set", values={"inputs": []})
    assert "at least one" in browser.state["error"] and browser.state["values"]["inputs"] == [2, 3]


def test_a_control_reaches_as_far_as_the_other_settings_let_it(panel_of):
    panel = panel_of(Shelf(place=50, edition="third"))
    browser = Browser(panel)
    assert (panel.demo.place, browser.state["values"]["place"], browser.state["most"]) == (10, 10, {"place": 10, "edition": 3})
    browser.say(type="set", values={"shelf": 4})
    assert (panel.demo.place, panel.demo.edition, browser.state["most"]) == (4, "first", {"place": 4, "edition": 1})
    browser.say(type="set", values={"place": {"drag": 30.0}})
    assert panel.demo.place == 4 and not browser.state["error"]
    panel.set(place=18, shelf=20)          # the place is there only with the shelf
    assert panel.settings == {"place": 18, "shelf": 20} and Shelf.from_settings(panel.settings).place == 18
    panel.demo.place = 44
    assert panel.demo.place == 20
    panel.demo.shelf = 3          # as a cell may: it holds once the demo starts anew
    panel.reset()
    assert panel.demo.place == 3 and "book 3 of 3" in browser.scene["caption"]


def test_a_field_that_a_reset_sets_is_not_held_to_what_there_was():
    @dataclass
    class Refilled(Shelf):
        first: int = integer(1, 1, 50, state=True)

        def reset(self):
            self.first = 1
            super().reset()

    demo = Refilled()
    demo.set(place=18, shelf=20)
    assert demo.place == 18
    demo.set(shelf=5)
    demo.place = 9
    assert demo.place == 5, "and afterwards each is held to what there is"


@pytest.mark.parametrize(("control", "want"), [
    (Control("integer", 1, 50, 1, most=lambda demo: np.float64(7.0)), "7"), (Control("slider", 0, 1, 0.1, most=lambda demo: np.float32(0.5)), "0.5"),
    (Control("integer", 1, 50, 1, most=lambda demo: -3), "1"), (Control("choice", options=("a", "b", "c"), most=lambda demo: np.int64(2)), "2")])
def test_a_reach_is_told_in_the_fields_own_type(control, want):
    assert repr(control.end(None)) == want


def test_a_reach_that_cannot_be_told_is_said_in_words(panel_of):
    panel = panel_of(Shelf())
    browser = Browser(panel)
    panel.demo.scene, panel.demo.held = lambda: Scene(caption="no shelf"), None
    browser.say(type="set", values={"edition": 1})
    assert "The demo failed: TypeError" in browser.state["error"]
    browser.say(type="keep", value=False)
    assert browser.state["most"] == {} and "TypeError" in browser.state["error"]
