"""How soon does the picture follow the hand? Run by `python -m pytest tests/benchmarks/test_bench_live.py`.

One JupyterLab, one Chromium, one notebook. The same picture, a curve of 200 points beside a surface of 100 × 100 numbers
that both depend on a slider, is drawn in two ways: `ipywidgets.interact` with an inline matplotlib figure, and a panel
of ours. The two sliders take turns of a dozen key presses, as a hand moves one for a while and not two at once. Time is taken in the page alone, from the key event's own time
stamp to the moment after the first painted frame in which that slider's picture has changed.

Then the kernel trains lesson 7's network with a picture of the same kind: frames drawn each second, and training speed
with the view open against the view hidden, in turns. The kernel notes when each step ended, so nothing is asked of it
while it is being measured.
"""
from __future__ import annotations

import json
import os
import random
import statistics
import time

import lab
import pytest
from slow_line import slow_line

ROUNDS, PRESSES = 6, 12           # of each slider; a turn's first press is not counted, the other slider has just been at work
TURNS, LONG = 4, 2.5              # how often the view is open and hidden, and for how many seconds each time

BITS, ROUND_TRIP = 5e6, 0.040     # of the slow line

PICTURE = '''
import numpy as np
import torch
from dataclasses import dataclass, field
from course_utils import data, nets, training
from course_utils.demos import MnistLab
from course_utils.live import Axes, Demo, HeatMap, Line, Panel, Scene
from course_utils.live.demo import log_slider, slider

t = np.linspace(0, 1, 200)
u, v = np.meshgrid(np.linspace(-3, 3, 100), np.linspace(-3, 3, 100))

def curve(w):
    return np.sin(2 * np.pi * w * t)                # (200,)

def surface(w):
    return np.sin(w * u) * np.cos(w * v)            # (100, 100)
'''

INLINE = '''
%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact

def draw(w):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
    left.plot(t, curve(w))
    left.set(xlabel="t", ylabel="sin 2πwt", ylim=(-1.1, 1.1))
    right.imshow(surface(w), extent=(-3, 3, -3, 3), origin="lower", aspect="auto", vmin=-1, vmax=1)
    right.set(xlabel="u", ylabel="v")
    plt.show()

interact(draw, w=FloatSlider(value=1.0, min=0.5, max=3.0, step=0.02));
'''

OURS = '''
@dataclass
class Waves(Demo):
    uses_seed = False
    w: float = slider(1.0, 0.5, 3.0, 0.02)

    def scene(self):
        return Scene(Axes(Line(t, curve(self.w)), x="t", y="sin 2πwt", ylim=(-1.1, 1.1)),
                     Axes(HeatMap(surface(self.w), extent=(-3, 3, -3, 3), vmin=-1, vmax=1), x="u", y="v"), caption=f"w = {self.w:g}")

waves = Panel(Waves())
waves.show()
'''

TRAINING = '''
import time

class Clock:
    """Notes when each step ended, by the clock that the test reads too."""
    def step(self):
        super().step()
        self.ends.append(time.time())

@dataclass
class Network(Demo):
    """One step() is one update of 784-128-128-10 on a batch of 64 images; the picture is the last 200 losses and 100 x 100 weights."""
    lr: float = log_slider(0.1, 1e-4, 1)

    def reset(self):
        images = data.mnist()
        self.batches = training.TensorBatches(images.x_train.flatten(1), images.y_train, generator=torch.Generator().manual_seed(0))
        self.model = nets.mlp([784, 128, 128, 10], seed=0)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=self.lr)
        self.loss, self.rest, self.losses, self.ends = torch.nn.CrossEntropyLoss(), iter(()), [], []

    def step(self):
        batch = next(self.rest, None)
        if batch is None:
            self.rest = iter(self.batches)
            batch = next(self.rest)
        x, y = batch
        loss = self.loss(self.model(x), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.losses.append(loss.item())

    def scene(self):
        last = self.losses[-200:]
        return Scene(Axes(Line(range(len(last)), last), x="step", y="loss", xlim=(0, 200), ylim=(0, 2.5)),
                     Axes(HeatMap(self.model[2].weight.detach()[:100, :100], cmap="diverging", vmin=-0.3, vmax=0.3)),
                     caption=f"step {len(self.losses)}")

class TimedNetwork(Clock, Network):
    pass

class TimedLab(Clock, MnistLab):
    def reset(self):
        super().reset()
        self.ends = []
'''

PAGE = """
window.bench = {
  drawn: (canvas) => Number(canvas.dataset.drawn),
  hash: (canvas) => {
    const d = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    let h = 0;
    for (let i = 0; i < d.length; i++) h = (Math.imul(h, 31) + d[i]) | 0;
    return h;
  },
  // what tells that a picture is another one than now
  inline: (cell) => {
    const before = cell.querySelector(".jp-OutputArea img").src;
    return () => { const i = cell.querySelector(".jp-OutputArea img"); return !!i && i.src !== before && i.complete && i.naturalWidth > 0; };
  },
  ours: (cell) => {
    const canvas = cell.querySelector(".cu-picture canvas"), frames = bench.drawn(canvas), before = bench.hash(canvas);
    return () => bench.drawn(canvas) > frames && bench.hash(canvas) !== before;
  },
  // listen for one key on the focused slider; `taken` is the time until a painted frame shows another picture
  arm: (number, kind) => {
    const cell = document.querySelector(`.jp-Cell[data-windowed-list-index='${number}']`);
    const slider = cell.querySelector(kind === "ours" ? ".cu-root input[type=range]" : ".jp-OutputArea [role=slider]");
    const changed = bench[kind](cell);
    slider.focus();
    let pressed = 0;
    slider.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
    bench.taken = new Promise((done, fail) => {
      const after = new MessageChannel(), end = performance.now() + 15000;
      // a message posted in an animation frame arrives when that frame has been painted
      const frame = () => after.port2.postMessage(0);
      after.port1.onmessage = () => {
        const now = performance.now();
        if (pressed && changed()) done(now - pressed);
        else if (now > end) fail(new Error(`no new picture after a key on the ${kind} slider`));
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    return document.activeElement === slider;
  },
};
"""


@pytest.fixture(scope="module")
def jupyter(browser, tmp_path_factory):
    """(address, browser, folder): one server and one browser for all."""
    root = tmp_path_factory.mktemp("lab")
    with lab.server(root) as url:
        yield url, browser, root


@pytest.fixture(scope="module")
def notebook(jupyter):
    url, browser, root = jupyter
    # tall enough for both pictures at once: one out of sight would not be drawn
    page = browser.new_page(viewport={"width": 1200, "height": 1800})
    opened = lab.Notebook(url, page, root, "bench.ipynb")
    opened.run(PICTURE)
    page.evaluate(PAGE)
    yield opened
    opened.close()


def press(notebook, cell: int, kind: str, key: str) -> float:
    """Milliseconds from one key press to the new picture."""
    page = notebook.page
    assert page.evaluate(f"() => bench.arm({cell}, '{kind}')"), "the slider has no focus"
    page.keyboard.press(key)
    taken = page.evaluate("() => bench.taken")
    # the kernel and the page come to rest; and a hand presses at any moment between two pictures of the screen
    page.wait_for_timeout(350 + random.uniform(0, 17))
    return taken


def percentile(values: list[float], share: float) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def test_a_key_press_reaches_the_screen(notebook):
    cells = {"inline": notebook.run(INLINE), "ours": notebook.run(OURS)}
    notebook.page.wait_for_selector(".jp-OutputArea [role=slider]")
    notebook.cell(cells["inline"]).locator("img").wait_for()
    notebook.until(lambda: notebook.drawn(cells["ours"]) > 0)
    taken: dict[str, list[float]] = {kind: [] for kind in cells}
    for turn in range(ROUNDS):
        for kind, cell in cells.items():
            key = "ArrowLeft" if turn % 2 else "ArrowRight"
            taken[kind] += [press(notebook, cell, kind, key) for _ in range(1 + PRESSES)][1:]
    middle = {kind: statistics.median(values) for kind, values in taken.items()}
    late = {kind: percentile(values, 0.95) for kind, values in taken.items()}
    faster = middle["inline"] / middle["ours"]
    print(f"\nkey press → new picture, {ROUNDS} turns of {PRESSES} presses each ({os.cpu_count()} cores):"
          f"\n  {'':30}{'median':>10}{'p95':>10}")
    for kind, name in (("inline", "interact + inline matplotlib"), ("ours", "our panel")):
        print(f"  {name:30}{middle[kind]:7.0f} ms{late[kind]:7.0f} ms")
    print(f"  interact ÷ ours {faster:.2f} (at least 4.5); ours at most 36 ms, p95 52 ms")
    notebook.clear()
    # milliseconds are the machine's and the day's; the ratio is ours
    assert faster >= 4.5
    assert late["ours"] <= middle["inline"], "even a late picture comes before the usual one"


DRAWN = "(e) => [bench.drawn(e.querySelector('.cu-picture canvas')), performance.now()]"


def stream(notebook, demo: str) -> tuple[float, float, float]:
    """(frames a second drawn, steps a second with the view open, the same hidden), each over several turns."""
    page = notebook.page
    cell = notebook.run(f"panel = Panel({demo})\npanel.show()")
    root = notebook.panel(cell)
    root.get_by_role("button", name="Run", exact=True).click()
    notebook.until(lambda: notebook.drawn(cell) > 20, 40)
    frames, seconds, windows = 0, 0.0, {"open": [], "hidden": []}
    for _ in range(TURNS):
        for state in windows:
            root.evaluate("(e, hidden) => { e.style.visibility = hidden ? 'hidden' : ''; e.style.display = hidden ? 'none' : ''; }",
                          state == "hidden")
            page.wait_for_timeout(400)
            start = root.evaluate(DRAWN)
            began = time.time()
            page.wait_for_timeout(1000 * LONG)
            windows[state].append((began, time.time()))
            end = root.evaluate(DRAWN)
            if state == "open":
                frames, seconds = frames + end[0] - start[0], seconds + (end[1] - start[1]) / 1000
            else:
                assert end[0] == start[0], "a hidden view was drawn"
    root.evaluate("(e) => { e.style.visibility = e.style.display = ''; }")
    root.get_by_role("button", name="Pause").click()
    counted = json.loads(notebook.ask(
        "[[sum(a <= e < b for e in panel.demo.ends) for a, b in w] for w in " f"{[windows['open'], windows['hidden']]!r}]"))
    speed = [sum(counts) / sum(b - a for a, b in w) for counts, w in zip(counted, windows.values(), strict=True)]
    assert notebook.ask("repr(panel.error)") == "''"
    notebook.run("panel.close()")
    notebook.clear()
    return frames / seconds, *speed


def test_frames_while_the_kernel_trains(notebook):
    notebook.run(TRAINING)
    print(f"\nlesson 7's network trains in the kernel, view open and hidden in turns of {LONG:g} s:"
          f"\n  {'':30}{'frames/s':>10}{'steps/s open':>15}{'hidden':>10}{'ratio':>8}")
    results = {}
    for name, demo in (("curve + 100 × 100 surface", "TimedNetwork()"), ("MNIST lab", "TimedLab()")):
        rate, seen, unseen = results[name] = stream(notebook, demo)
        print(f"  {name:30}{rate:10.1f}{seen:15.1f}{unseen:10.1f}{seen / unseen:8.2f}")
    print("  frames/s at least 40, ratio at least 0.85 and (MNIST lab) 0.75; a step of the lab is six updates, with 2000 tests now and then")
    for (rate, seen, unseen), least in zip(results.values(), (0.85, 0.75), strict=True):
        assert rate >= 40
        assert seen / unseen >= least


# one key on a slider of a panel that trains: milliseconds until a picture is painted that the change had part in
STEERED = """async (root) => {
    const slider = root.querySelector("input[type=range]"), canvas = root.querySelector(".cu-picture canvas");
    const home = [...globalThis[Symbol.for("course_utils.page")].homes.values()].find((h) => h.state && "lr" in h.state.values);
    const began = performance.now(), end = began + 10000;
    slider.value = String(+slider.value + (+slider.value > +slider.max / 2 ? -1 : 1));
    slider.dispatchEvent(new Event("input"));
    await new Promise((r) => setTimeout(r, 0));
    while (home.busy().size) { if (performance.now() > end) throw new Error("not confirmed"); await new Promise((r) => setTimeout(r, 1)); }
    const drawn = canvas.dataset.drawn;
    while (canvas.dataset.drawn === drawn && performance.now() < end) await new Promise(requestAnimationFrame);
    return performance.now() - began; }"""
# ⏸ on such a panel: milliseconds until its picture stands
STOPPED = """async (root) => {
    const canvas = root.querySelector(".cu-picture canvas"), began = performance.now();
    let last = began, drawn = canvas.dataset.drawn;
    root.querySelector(".cu-run").click();
    while (performance.now() < began + 3000) {
        await new Promise(requestAnimationFrame);
        if (canvas.dataset.drawn !== drawn) { drawn = canvas.dataset.drawn; last = performance.now(); } }
    return last - began; }"""


def test_over_a_slow_line(jupyter):
    """5 Mbit/s and 40 ms there and back: the playground trains, is steered and stopped."""
    url, browser, root = jupyter
    with slow_line(url, BITS, ROUND_TRIP) as (address, line):
        notebook = lab.Notebook(address, browser.new_page(viewport={"width": 1200, "height": 1200}), root, "slow.ipynb")
        notebook.run("from course_utils.demos import Playground\nfrom course_utils.live import Panel\npanel = Panel(Playground())\npanel.show()", timeout=150)
        notebook.until(lambda: notebook.drawn(0) > 0)
        root = notebook.panel(0)
        line.slow = True
        taken, stood, rates = [], [], []
        for _ in range(4):
            root.get_by_role("button", name="Run", exact=True).click()
            notebook.page.wait_for_timeout(2000)
            before, carried, began = notebook.drawn(0), line.carried[1], time.monotonic()
            for _ in range(6):
                taken.append(root.evaluate(STEERED))
                notebook.page.wait_for_timeout(300)
            seconds = time.monotonic() - began
            rates.append(((notebook.drawn(0) - before) / seconds, (line.carried[1] - carried) / seconds / 1000))
            stood.append(root.evaluate(STOPPED))
        line.slow = False
        notebook.close()
    middle, worst = statistics.median(taken), max(stood)
    print(f"\n5 Mbit/s, {1000 * ROUND_TRIP:g} ms there and back, playground trains:"
          f"\n  slider → picture: median {middle:.0f} ms (at most 200), p95 {percentile(taken, 0.95):.0f} ms"
          f"\n  ⏸ → the picture stands: at most {worst:.0f} ms of {len(stood)} (at most 300)"
          f"\n  {statistics.median(r for r, _ in rates):.0f} pictures/s, {statistics.median(b for _, b in rates):.0f} kB/s")
    assert middle <= 200
    assert worst <= 300


def test_memory_stays_flat(notebook):
    """Minutes of streaming (COURSE_BENCH_MINUTES, 10 if not set): kernel and page are no larger at the end than after the first part."""
    notebook.run("import psutil\nfrom course_utils.demos import Playground\npanel = Panel(Playground())\npanel.show()\npanel.play()")
    minutes, session = float(os.environ.get("COURSE_BENCH_MINUTES", 10)), notebook.page.context.new_cdp_session(notebook.page)

    def megabytes() -> tuple[float, float]:
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        return notebook.value("psutil.Process().memory_info().rss") / 1e6, heap

    notebook.page.wait_for_timeout(60_000 * minutes / 4)
    first = megabytes()
    notebook.page.wait_for_timeout(60_000 * minutes * 3 / 4)
    last = megabytes()
    notebook.run("panel.close()")
    notebook.clear()
    print(f"\n{minutes:g} minutes of streaming: kernel {first[0]:.0f} → {last[0]:.0f} MB, page {first[1]:.1f} → {last[1]:.1f} MB (flat: at most 5 % and 3 MB more)")
    assert last[0] <= 1.05 * first[0] and last[1] <= first[1] + 3
