"""Any demo as a panel in the notebook: its fields become controls, ▶ runs its `step()`, the picture follows."""
from __future__ import annotations

import random
import traceback
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..figures.style import CSS_DPI, png
from . import cells, ghosts
from .demo import Control, Demo, Diverged
from .ghosts import name_of, number
from .scene import Scene
from .still import still
from .view import View
from .worker import Worker

SPEEDS = {"full speed": 0.0, "20 steps/s": 20.0, "5 steps/s": 5.0, "1 step/s": 1.0}
NOT_FINITE = "The numbers left the finite range (nan or infinity). Lower the learning rate, then press Reset."


def show(demo: Demo, *, present: bool = False) -> None:
    """Put the panel of `demo` into the cell's output; `present=True` enlarges type and lines for a class room.

    With the live view goes a still picture, for readers without a kernel. Re-running the cell closes its old panel.
    """
    Panel(demo, present=present).show()


class Knob:
    """One control of a panel; setting `value` does what moving the slider does."""

    def __init__(self, panel: Panel, name: str, control: Control):
        self._panel, self.name, self.control = panel, name, control

    @property
    def value(self) -> Any:
        return getattr(self._panel.demo, self.name)

    @value.setter
    def value(self, value: Any) -> None:
        self._panel.set(**{self.name: value})

    @property
    def visible(self) -> bool:
        """Whether the control is shown with the present settings."""
        return self.control.shown is None or bool(self.control.shown(self._panel.demo))

    def __repr__(self) -> str:
        return f"Knob({self.name}={self.value!r})"


class Panel:
    """Controls, buttons and picture of one demo.

    `controls[name].value = …` or `set(name=…)` moves a control, `play`, `pause`, `step`, `reset` are the buttons;
    `scene` is the picture last drawn (earlier runs included), `error` the message in red, `note` the one below the controls.
    While a run goes on, one worker thread alone touches the demo: everything else is handed to it between two steps.
    """

    def __init__(self, demo: Demo, *, present: bool = False):
        if not isinstance(demo, Demo):
            raise TypeError(f"a panel shows a Demo, not {type(demo).__name__}: pass an instance, as in show(FirstSlider()).")
        self.demo, self.present = demo, present
        self.controls = {name: Knob(self, name, c) for name, c in demo.controls().items() if name != "seed" or demo.uses_seed}
        self.error = self.note = ""
        self.speed, self.preset, self.keep_runs = "full speed", "", True
        self.runs: list[ghosts.Run] = []
        self._scene: Scene | None = None
        self._first = self._last = None          # settings at the first and the last step of the present run
        self._dirty, self._seen, self._closed = True, 0, False
        self.worker = Worker(self)
        self.view: View | None = None
        self._draw()
        self.view = View(self._spec(), lambda: (self._scene, self._state()), self._receive)

    def __repr__(self) -> str:
        return f"Panel({type(self.demo).__name__}, {'running' if self.playing else 'paused'})"

    # -- what a program may do ------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.demo.title or type(self.demo).__name__

    @property
    def settings(self) -> dict[str, Any]:
        """The short dict that rebuilds this run: `type(demo).from_settings(panel.settings)`."""
        return self.demo.settings

    @property
    def playing(self) -> bool:
        return self.worker.playing

    @property
    def scene(self) -> Scene | None:
        """The picture as it stands, earlier runs included."""
        if self._dirty and not self.worker.alive:
            self.worker.do(self._draw)
        return self._scene

    def show(self) -> None:
        """Display the panel in the running cell."""
        from IPython.display import display

        cells.shown_here(self)
        scene = self.scene
        if scene is None:
            data, metadata = self.view.bundle(f"Live demo: {self.title}")
        else:
            picture = still(scene, self.present)
            data, metadata = self.view.bundle(f"Live demo: {self.title}", png(picture), round(picture.get_figwidth() * CSS_DPI),
                                              scene.caption or self.title)
        display(data, metadata=metadata, raw=True)
        self.view.routed()

    def set(self, **values: Any) -> None:
        """Move controls; ValueError in a sentence, and nothing changed, where a value is outside its range."""
        checked = {}
        for name, value in values.items():
            if name not in self.demo.controls():
                raise ValueError(f"{type(self.demo).__name__} has no control {name!r}: it has {', '.join(self.demo.controls())}.")
            checked[name] = self.demo.controls()[name].check(name, value)
        self.worker.do(lambda: self._attempt(self._apply, checked))

    def play(self) -> None:
        """▶ Run `step()` again and again in the worker thread, until pause, a failure or the demo's own end."""
        if not self.demo.trains:
            raise ValueError(f"{type(self.demo).__name__} has no step() to run: move its controls instead.")
        if not self._closed:
            self.error = ""
            self.worker.play()

    def pause(self) -> None:
        """⏸ Stop after the step that is under way; returns when the worker thread has ended."""
        self.worker.pause()

    def step(self) -> None:
        """One step, by hand."""
        self.worker.pause()
        self.worker.do(lambda: self._attempt(self._one_step))

    def reset(self) -> None:
        """Start anew with the same settings and seed; the curves so far stay as an earlier run."""
        self.worker.do(lambda: self._attempt(self._restart))

    def choose(self, preset: str) -> None:
        """Take a preset: its settings over the defaults, from the start."""
        if preset not in self.demo.presets:
            raise ValueError(f"there is no preset {preset!r}: choose one of {', '.join(map(repr, self.demo.presets))}.")
        self.worker.do(lambda: self._attempt(self._take_preset, preset))

    def clear_runs(self) -> None:
        """Forget the earlier runs."""
        self.runs = []
        self.worker.do(self._refresh)

    def close(self) -> None:
        """End the worker and take the view away; a closed panel cannot be run again."""
        self._closed = True
        self.worker.pause()
        self.view.close()

    # -- the work, on whichever thread holds the demo -------------------------------------------------------------

    def _attempt(self, act, *args) -> None:
        """Do something with the demo; a failure stops the run and is told in the panel."""
        try:
            self.error = ""
            act(*args)
        except Exception as failure:
            self.fail(failure, "The demo failed")
        self._refresh()

    def _apply(self, values: dict[str, Any]) -> None:
        controls = self.demo.controls()
        if any(controls[name].rebuild and value != getattr(self.demo, name) for name, value in values.items()):
            self._keep_run()
        self.demo.set(**values)

    def _restart(self) -> None:
        self._keep_run()
        self.demo.reset()

    def _take_preset(self, name: str) -> None:
        self._keep_run()
        defaults = {f.name: f.default for f in fields(self.demo) if f.name in self.demo.controls() and f.name != "seed"}
        if not self.demo.set(**{**defaults, **self.demo.presets[name].settings}):
            self.demo.reset()
        self.preset, self.note = name, self.demo.presets[name].comment

    def _keep_run(self) -> None:
        """The present run becomes an earlier one."""
        if self._first is not None and self.keep_runs:
            run = ghosts.Run.of(self.demo.scene(), self._first, self._last)
            if run is not None:
                self.runs = ghosts.remember(self.runs, run)
        self._first = self._last = None

    def _one_step(self) -> bool:
        """One step of the demo; False where it says that it has come to its end."""
        now = self._values()
        self._first, self._last = self._first or now, now
        self._dirty = True
        said = self.demo.step()
        if said:
            self.note = str(said)
        return not said

    def advance(self) -> bool:
        """One step for the worker; False ends the run."""
        try:
            return self._one_step()
        except Exception as failure:
            self.fail(failure, "The step failed")
            return False

    def fail(self, failure: Exception, what: str) -> None:
        """Stop, and say in the panel what went wrong."""
        self.worker.playing = False
        if isinstance(failure, Diverged):
            self.error = str(failure) or NOT_FINITE
            return
        frames = traceback.extract_tb(failure.__traceback__)
        where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
        self.error = f"{what}: {type(failure).__name__}: {failure}{where}. The run has stopped; change a setting or press Reset."

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self.demo, name) for name in self.demo.controls()}

    def _draw(self) -> None:
        """Compute the picture and send it."""
        self._dirty = False
        try:
            scene = self.demo.scene()
            if self.playing and ghosts.blown_up(scene):
                self.worker.playing, self.error = False, self.error or NOT_FINITE
            self._scene = ghosts.compose(scene, self.runs, self._values(), self.demo.controls())
        except Exception as failure:
            self.fail(failure, "The picture failed")
        if self.view is not None and self.view.visible is not False and not self._closed:
            self.view.push(self._scene, self._state())

    def _refresh(self) -> None:
        """Draw now, or as soon as the browser has drawn the frame before."""
        self._dirty = True
        if self.view.free():
            self._draw()

    # -- talking with the browser ---------------------------------------------------------------------------------

    def _spec(self) -> dict:
        return {"mode": "panel", "title": self.title, "present": self.present, "trains": self.demo.trains,
                "seed": self.demo.uses_seed, "speeds": list(SPEEDS), "presets": list(self.demo.presets),
                "controls": [describe(name, knob.control) for name, knob in self.controls.items() if name != "seed"]}

    def _state(self) -> dict:
        values = {}
        for name, knob in self.controls.items():
            value = getattr(self.demo, name)
            values[name] = knob.control.options.index(value) if knob.control.kind == "choice" else value
        presets = list(self.demo.presets)
        return {"values": values, "hidden": [n for n, k in self.controls.items() if not k.visible], "playing": self.playing,
                "speed": list(SPEEDS).index(self.speed), "preset": presets.index(self.preset) if self.preset else -1,
                "keep": self.keep_runs, "ghosts": len(self.runs), "note": self.note, "error": self.error, "seen": self._seen,
                "code": f"{type(self.demo).__name__}.from_settings({self.settings!r})"}

    def _receive(self, message: dict) -> None:
        """A message from the browser; a failure here must be seen in the panel, not in a log."""
        try:
            self._answer(message)
        except Exception as failure:
            self.error = f"{failure}" if isinstance(failure, ValueError) else f"{type(failure).__name__}: {failure}"
            self.worker.do(self._refresh, wait=False)

    def _answer(self, message: dict) -> None:
        do = self.worker.do
        match message["type"]:
            case "ack" | "ready" | "view":
                if message["type"] != "ack":
                    self._dirty = True
                if self._dirty and not self.worker.alive and self.view.visible:
                    do(lambda: self._draw() if self._dirty and self.view.free() else None, wait=False)
            case "closed":
                self.worker.pause(wait=False)
            case "set":
                self._seen = message.get("k", self._seen)
                values = {name: self._from_browser(name, v) for name, v in message["values"].items()}
                do(lambda: self._attempt(self._apply, values), wait=False)
            case "play":
                self.play()
            case "pause":
                self.worker.pause(wait=False)
            case "step":
                self.worker.pause(wait=False)
                do(lambda: self._attempt(self._one_step), wait=False)
            case "reset":
                do(lambda: self._attempt(self._restart), wait=False)
            case "preset":
                do(lambda: self._attempt(self._take_preset, list(self.demo.presets)[message["value"]]), wait=False)
            case "reseed":
                other = (self.demo.seed + random.SystemRandom().randrange(1, 10_000)) % 10_000
                do(lambda: self._attempt(self._apply, {"seed": other}), wait=False)
            case "speed":
                self.speed = list(SPEEDS)[message["value"]]
                do(self._refresh, wait=False)
            case "keep":
                self.keep_runs = bool(message["value"])
                do(self._refresh, wait=False)
            case "clear":
                self.runs = []
                do(self._refresh, wait=False)

    def _from_browser(self, name: str, value: Any) -> Any:
        """The value of a control as its field wants it; a dragged one stops at the end of its range."""
        control = self.demo.controls()[name]
        if control.kind == "choice":
            return control.options[int(value)]
        if isinstance(value, dict):
            value = min(max(float(value["drag"]), control.low), control.high)
            value = round(value) if control.kind == "integer" else value
        return control.check(name_of(name, control), value)

    @property
    def pause_between(self) -> float:
        """Seconds from one step to the next at the chosen speed."""
        per_second = SPEEDS[self.speed]
        return 1 / per_second if per_second else 0.0


def describe(name: str, c: Control) -> dict:
    """A control as the browser wants it."""
    return {"name": name, "kind": c.kind, "low": c.low, "high": c.high, "step": c.step, "options": [number(o) for o in c.options],
            "label": name_of(name, c), "unit": c.unit, "help": c.help, "rebuild": c.rebuild}
