"""What may go wrong while a panel runs, and what must not be disturbed by it: every failure is told, nothing waits for ever."""
import threading
import time

import pytest
import torch
from fake_browser import Browser, until, workers
from small_demos import WALKS, Training, Wave
from torch import nn

from course_utils import demos, nets
from course_utils.live import cells, loop, worker
from course_utils.live.scene import Axes, Scene

TRAINS = [name for name in demos.__all__ if getattr(demos, name)(device="cpu").trains]


def steps(panel):
    return len(panel.demo.losses)


# -- no press is lost --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRAINS)
def test_thirty_presses_while_it_trains_are_thirty_steps_of_the_slider(name, panel_of):
    """As the page does it: what a key adds starts from what the slider shows, and that is the state unless an answer is awaited."""
    panel = panel_of(getattr(demos, name)(device="cpu", **WALKS.get(name, {})))
    browser = Browser(panel)
    page, = browser.pages
    moves = [n for n, k in panel.controls.items() if k.control.kind in ("slider", "integer") and not k.control.rebuild]
    if name in WALKS:
        panel.speed, moves = "1 step/s", ["row"]
    panel.play()
    for field in moves[:2]:
        c = panel.controls[field].control
        panel.set(**{field: c.low})
        until(lambda f=field, c=c: page.state["values"][f] == c.low)
        value, last, presses = c.low, 0, min(30, round((c.high - c.low) / c.step))
        for _ in range(presses):
            if page.seen >= last:          # confirmed: the slider shows what the kernel says
                value = page.state["values"][field]
            value = min(c.high, value + c.step)
            last = page.say(type="set", values={field: value})
            time.sleep(0.008)
        until(lambda n=last: page.seen >= n)
        assert getattr(panel.demo, field) == pytest.approx(c.low + presses * c.step, abs=1e-6), field
    panel.pause()
    assert not panel.error and (name not in WALKS or panel.demo.column > 0), "it went on meanwhile"


def test_a_change_is_confirmed_by_the_frame_that_shows_it_applied(panel_of):
    panel = panel_of(Training())
    browser, go = Browser(panel), threading.Event()
    step = panel.demo.step
    panel.demo.step = lambda: go.wait(20) and step()
    panel.play()
    until(lambda: browser.state["playing"])
    k = browser.say(type="set", values={"lr": 0.5})
    time.sleep(0.2)
    assert browser.pages[0].seen < k and browser.state["values"]["lr"] == 0.1          # a step is under way
    go.set()
    until(lambda: browser.pages[0].seen >= k)
    assert browser.state["values"]["lr"] == 0.5
    panel.pause()


# -- failures ----------------------------------------------------------------------------------------------------


class Breaks(Training):
    """Fails where `broken` says."""

    broken = ""

    def step(self):
        if self.broken == "exit":
            raise SystemExit(3)
        if self.broken == "base":
            raise GeneratorExit("out")
        return super().step()

    def scene(self):
        if self.broken == "scene":
            raise ZeroDivisionError("division by zero")
        return super().scene()


@pytest.mark.parametrize(("broken", "said"), [("exit", "SystemExit: 3"), ("base", "GeneratorExit: out"), ("scene", "division by zero")])
def test_whatever_ends_a_run_is_told_and_the_panel_goes_on(panel_of, broken, said):
    panel = panel_of(Breaks())
    browser = Browser(panel)
    browser.say(type="play")
    until(lambda: steps(panel) > 3)
    panel.demo.broken = broken
    until(lambda: not workers())
    until(lambda: said in browser.state["error"])
    assert said in panel.error and not panel.playing and not browser.state["playing"]
    panel.reset()          # returns, and resets, whatever cannot be drawn
    assert steps(panel) == 0
    panel.demo.broken = ""
    k = browser.say(type="reset")
    assert browser.pages[0].seen == k and not browser.state["error"]
    browser.say(type="play")
    until(lambda: steps(panel) > 3)
    panel.pause()


def test_reset_rebuild_and_preset_work_while_the_picture_fails(panel_of):
    panel = panel_of(Breaks())
    panel.step()
    panel.step()
    panel.demo.broken = "scene"
    panel.reset()
    assert steps(panel) == 0 and "division by zero" in panel.error
    panel.step()
    panel.set(hidden=9)
    assert steps(panel) == 0 and panel.demo.model[0].out_features == 9
    panel.step()
    panel.choose("wide")
    assert panel.demo.hidden == 16 and steps(panel) == 0


def test_a_failure_of_the_engine_itself_is_told(panel_of):
    """Outside of step and scene the thread died, playing stayed True, ▶ did nothing and reset waited for ever."""
    panel = panel_of(Training())
    browser = Browser(panel)
    real = panel.view.free
    panel.play()
    until(lambda: steps(panel) > 3)
    panel.view.free = lambda: 1 / 0
    until(lambda: not workers())
    panel.view.free = real
    assert "The run failed: ZeroDivisionError" in panel.error and not panel.playing
    panel.reset()
    panel.play()
    until(lambda: steps(panel) > 3 and not browser.state["error"])
    panel.pause()


def test_a_state_that_cannot_be_told_does_not_end_the_thread(panel_of):
    panel = panel_of(Training())
    Browser(panel)
    panel.play()
    until(lambda: steps(panel) > 3)
    Training.settings = property(lambda self: 1 / 0)
    try:
        until(lambda: not panel.playing)
        assert "ZeroDivisionError" in panel.error
    finally:
        del Training.settings          # the one it inherits is back
    panel.reset()
    assert steps(panel) == 0 and not panel.error


def test_an_error_in_shown_leaves_the_control_and_says_so(panel_of, monkeypatch):
    panel = panel_of(Wave())
    monkeypatch.setitem(vars(panel.controls["size"]), "control", type(panel.controls["size"].control)("log", 1, 100, shown=lambda demo: demo.no_such))
    browser = Browser(panel)
    panel.set(frequency=2.0)
    assert browser.state["hidden"] == [] and "no_such" in browser.state["error"] and browser.state["values"]["frequency"] == 2.0


def test_readouts_of_any_kind_become_words():
    scene = Scene(Axes(), readouts={"loss": torch.tensor(0.25), 3: 4, "pair": torch.ones(2), "share": 1 / 3})
    assert scene.readouts == {"loss": "0.25", "3": "4", "pair": "tensor([1., 1.])", "share": "0.3333"}


# -- waits -------------------------------------------------------------------------------------------------------


@pytest.fixture
def stuck(panel_of, monkeypatch):
    """A panel whose step does not end before `go` is set; programs lose patience soon."""
    monkeypatch.setattr(worker.Worker.do, "__defaults__", (0.3,))
    monkeypatch.setattr(worker.Worker.pause, "__defaults__", (0.3,))
    panel, begun, go = panel_of(Training()), threading.Event(), threading.Event()
    step = panel.demo.step
    panel.demo.step = lambda: begun.set() or (go.wait(30) and step())
    panel.play()
    assert begun.wait(20)
    yield panel, go
    go.set()


def test_a_step_that_does_not_end(stuck):
    panel, go = stuck
    with pytest.raises(TimeoutError, match="nothing was changed"):
        panel.set(lr=0.5)
    with pytest.raises(TimeoutError, match="restart the kernel"):
        panel.pause()
    go.set()
    until(lambda: not workers())
    assert panel.demo.lr == 0.1          # nothing was changed, also not afterwards
    panel.set(lr=0.5)
    assert panel.demo.lr == 0.5


def test_closing_does_not_wait_for_a_step_without_end(stuck):
    panel, go = stuck
    began = time.monotonic()
    panel.close()
    assert time.monotonic() - began < 2
    go.set()
    until(lambda: not workers())


# -- what runs beside a panel ------------------------------------------------------------------------------------


def learners_loop():
    """A seeded loop as a learner writes it, with everything that draws random numbers."""
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 8), nn.Dropout(0.3), nn.Tanh(), nn.Linear(8, 1))
    x = torch.randn(64, 2)
    for _ in range(60):
        rows = torch.randperm(64)[:16]
        loss = ((model(x[rows]) - x[rows].sum(1, keepdim=True)) ** 2).mean()
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= 0.1 * p.grad
        time.sleep(0.001)
    return loss.item()


def run_of(panel, n=12):
    panel.reset()
    for _ in range(n):
        panel.worker.do(panel.one_step)
    return [w.tolist() for w in panel.demo.model.state_dict().values()]


WILD = {"MnistLab": {"dropout": 0.5}, "Regularisation": {"dropout": 0.5, "jitter": 0.2}}


@pytest.mark.parametrize("name", TRAINS)
def test_steps_pictures_and_resets_leave_the_random_numbers_of_others_alone(name, panel_of):
    panel = panel_of(getattr(demos, name)(device="cpu"))
    states = torch.get_rng_state().clone(), torch.get_default_dtype(), torch.is_grad_enabled()
    panel.set(**WILD.get(name, {}))
    for _ in range(5):
        panel.step()
        panel.scene  # noqa: B018
    panel.reset()
    panel.set(seed=3)
    assert not panel.error
    assert torch.equal(torch.get_rng_state(), states[0]) and (torch.get_default_dtype(), torch.is_grad_enabled()) == states[1:]


def test_a_learners_seeded_loop_is_the_same_beside_one_and_two_panels(panel_of):
    alone = learners_loop()
    panels = [panel_of(demos.Regularisation(device="cpu", dropout=0.5, jitter=0.2)), panel_of(demos.MnistLab(device="cpu", dropout=0.5))]
    quiet = [run_of(p) for p in panels]
    for count in (1, 2):
        for p in panels[:count]:
            p.play()
        assert learners_loop() == alone
        for p in panels[:count]:
            p.pause()
    # and the panels' own runs are those of their seed, whatever ran beside them
    panels[0].play()
    assert run_of(panels[1]) == quiet[1]
    panels[0].pause()


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("name", TRAINS)
def test_on_cuda_too(name, panel_of):
    panel = panel_of(getattr(demos, name)(device="cuda", **WILD.get(name, {})))
    states = torch.get_rng_state().clone(), torch.cuda.get_rng_state().clone()
    for _ in range(5):
        panel.step()
    panel.reset()
    assert not panel.error
    assert torch.equal(torch.get_rng_state(), states[0]) and torch.equal(torch.cuda.get_rng_state(), states[1])


@pytest.mark.parametrize("name", demos.__all__)
def test_demos_do_not_depend_on_the_default_dtype(name):
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        demo = getattr(demos, name)(device="cpu")
        for _ in range(2 if demo.trains else 0):
            demo.step()
        demo.scene()
    finally:
        torch.set_default_dtype(before)


def test_start_weights_of_a_generator_are_those_of_the_seed():
    torch.manual_seed(5)
    plain = nets.mlp((3, 4, 2))
    state = torch.get_rng_state().clone()
    for made in (nets.mlp((3, 4, 2), seed=5), nets.mlp((3, 4, 2), generator=torch.Generator().manual_seed(5))):
        assert all(torch.equal(a, b) for a, b in zip(plain.parameters(), made.parameters(), strict=True))
    assert torch.equal(torch.get_rng_state(), state)


def test_two_overlapping_runs_leave_new_threads_their_cores(panel_of):
    def in_a_new_thread():
        found = []
        thread = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
        thread.start()
        thread.join()
        return found[0]

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        a, b = panel_of(Training()), panel_of(Training())
        a.play()
        b.play()
        until(lambda: steps(a) > 3 and steps(b) > 3)
        assert in_a_new_thread() == 2          # while they run, too
        a.pause()
        b.pause()
        assert in_a_new_thread() == torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_a_demo_that_nobody_sees_or_touches_gives_way_to_a_running_cell(panel_of, monkeypatch):
    panel, watched = panel_of(Training()), panel_of(Training())
    Browser(watched)
    panel.play()
    watched.play()
    until(lambda: steps(panel) > 3)
    now = time.monotonic()
    monkeypatch.setattr(cells, "running_since", lambda: now)
    time.sleep(0.3)
    before = steps(panel), steps(watched)
    time.sleep(0.5)
    assert steps(panel) == before[0] and steps(watched) > before[1]
    panel.set(lr=0.3)          # the cell itself wants something of it
    until(lambda: steps(panel) > before[0] + 3)
    monkeypatch.setattr(worker, "ATTENTION", 0.0)
    time.sleep(0.3)
    before = steps(panel)
    time.sleep(0.3)
    assert steps(panel) == before
    monkeypatch.setattr(cells, "running_since", lambda: None)
    until(lambda: steps(panel) > before + 3)
    panel.pause()
    watched.pause()


def test_sixteen_playing_demos_leave_a_training_cell_its_speed(panel_of, monkeypatch):
    a = torch.randn(64, 64)

    def lap() -> float:
        """Seconds for a little training: small steps, so that every wait for the interpreter counts."""
        start = time.perf_counter()
        for _ in range(1500):
            torch.tanh(a @ a).sum()
        return time.perf_counter() - start

    alone = min(lap() for _ in range(5))
    panels = [panel_of(Training()) for _ in range(16)]
    for panel in panels:
        panel.play()
    until(lambda: all(steps(panel) > 3 for panel in panels))
    busy = min(lap() for _ in range(2))
    now = time.monotonic()
    monkeypatch.setattr(cells, "running_since", lambda: now)
    time.sleep(0.5)                 # each ends the step it is in
    beside = min(lap() for _ in range(5))
    for panel in panels:
        panel.pause()
    assert busy > 2 * alone, "sixteen of them are felt where no cell asks them to give way"
    assert beside < 2 * alone, f"{beside / alone:.1f} times as long as alone"


# -- a learner's own loop ----------------------------------------------------------------------------------------


def test_a_vector_is_refused_and_later_values_are_drawn():
    plot = loop.Plot(y="loss")
    plot.add(loss=1.0)
    with pytest.raises(ValueError, match=r"loss must be one number, not an array of shape \(3,\): add its mean"):
        plot.add(loss=torch.ones(3), other=1.0)
    plot.add(loss=torch.tensor(2.0))
    assert plot.scene.axes[0].marks[0].y.tolist() == [1, 2] and len(plot.scene.axes[0].marks) == 1
    plot.close()


def test_a_plot_of_a_long_loop_stays_small():
    plot = loop.Plot(y="loss")
    plot._due = time.monotonic() + 1000          # no pictures here
    for k in range(5000):
        plot.add(loss=(k == 3333))
    line, = plot.scene.axes[0].marks
    assert len(line.x) <= 1800 and line.y.max() == 1 and line.x[-1] == 4999
    plot.close()


def test_a_front_end_that_holds_messages_back_is_found_out(monkeypatch):
    slider = loop.Slider("rate", 0.1, 0.01, 1.0, log=True)
    now = time.monotonic()
    slider._made = now - 20          # the cell that made it ran for 20 s and has just ended
    monkeypatch.setattr(cells, "last_end", lambda: now)
    page = Browser(slider).pages[0]          # only now its page is heard
    assert "only after the cell has ended" in page.state["note"]
    page.say(type="set", values={"value": 0.5})
    assert slider.value == 0.5 and not page.state["note"]
    slider.close()


def test_a_front_end_that_delivers_is_not_blamed(monkeypatch):
    slider = loop.Slider("rate", 0.1, 0.01, 1.0, log=True)
    page = Browser(slider).pages[0]
    now = time.monotonic()
    slider._made, seen = now - 20, slider._made
    assert seen == float("inf")          # heard at once, so never asked again
    page.say(type="set", values={"value": "nonsense"})
    assert slider.value == 0.1 and "must be a number" in page.state["note"]
    slider.close()
