"""Any demo as a panel in the notebook: its fields become controls, ▶ runs its `step()`, the picture follows."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from . import cells, ghosts, remote
from .demo import Control, Demo, Diverged
from .failure import NOT_FINITE, told
from .guide import Guide
from .preset import SPEEDS
from .protocol import Message
from .scene import Scene
from .still import stored
from .view import SAME, View
from .worker import PATIENCE, Worker


def show(demo: Demo, *, only: Sequence[str] = (), present: bool = False) -> None:
    """Put the panel of `demo` into the cell's output.

    `only=["lr", "hidden1"]` shows just these controls, in this order; `present=True` opens it enlarged for a class room.
    With the live view goes a still picture, for readers without a kernel. Re-running the cell closes its old panel.
    """
    Panel(demo, only=only, present=present).show()


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

    @property
    def end(self) -> float | None:
        """How far its range reaches with the present settings; of a choice, how many of its options there are. None of a switch."""
        return self.control.end(self._panel.demo)

    def __repr__(self) -> str:
        return f"Knob({self.name}={self.value!r})"


class Panel:
    """Controls, buttons and picture of one demo.

    `controls[name].value = …` or `set(name=…)` moves a control, `play`, `pause`, `step`, `reset` are the buttons;
    `scene` is the picture last drawn (earlier runs included); `note` is what the preset says, `end` what the run said at its end,
    `error` the message in red.
    While a run goes on, one worker thread alone touches the demo: everything else is handed to it between two steps.
    """

    def __init__(self, demo: Demo, *, only: Sequence[str] = (), present: bool = False):
        if not isinstance(demo, Demo):
            raise TypeError(f"a panel shows a Demo, not {type(demo).__name__}: pass an instance, as in show(FirstSlider()).")
        self.demo, self.present, self.only = demo, present, [only] if isinstance(only, str) else list(only)
        self.controls = {name: Knob(self, name, c) for name, c in demo.controls().items() if name != "seed" or demo.uses_seed}
        for name in self.only:
            if name not in self.controls:
                raise ValueError(f"{type(demo).__name__} has no control {name!r}: only= takes some of {', '.join(self.controls)}.")
        self.error = self.note = self.end = ""
        self.speed, self.preset, self.keep_runs = demo.speed, "", True
        self.runs: list[ghosts.Run] = []
        self.guide = Guide(demo)
        self._scene: Scene | None = None
        self._first = self._last = None          # settings at the first and the last step of the present run
        self.dirty = True                        # the picture is older than the demo
        self.owed = False                        # no page has got the picture
        self.has_curves = False                  # the picture has had some that can stay as an earlier run
        self.worker = Worker(self)
        self.view: View | None = None
        self.draw()
        self.view = View(remote.spec(self), self._scene, remote.state(self), self._receive, self._say)

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
        if self.dirty and not self.worker.alive:
            self.worker.do(self.draw)
        return self._scene

    def show(self) -> None:
        """Display the panel in the running cell."""
        cells.shown_here(self)
        scene, text = self.scene, f"Live demo: {self.title}"
        if scene is None:
            self.view.display(text)
        else:
            said = [scene.caption or self.title, *(f"Earlier run: {run.label}." for run in scene.runs)]
            self.view.display(text, *stored(scene, self.present), " ".join(said))

    def set(self, **values: Any) -> None:
        """Move controls; ValueError in a sentence, and nothing changed, where a value is outside its range.

        Beyond what there is now (`Control.most`) a control stops at the end.
        """
        checked = self.demo.checked(values)
        self.worker.do(lambda: self.attempt(self.apply, checked))

    def play(self, asked: Message | None = None) -> None:
        """▶ Run `step()` again and again in the worker thread, until pause, a failure or the demo's own end. The page that `asked` hears of it."""
        if not self.demo.trains:
            raise ValueError(f"{type(self.demo).__name__} has no step() to run: move its controls instead.")
        # the button answers before the first step, however long that takes; a run that goes on already keeps its words
        self.worker.play(lambda: self.attempt(lambda: None, asked=asked, anew=False), self._forget)

    def _forget(self) -> None:
        """What was said before no longer holds."""
        self.error = self.end = ""

    def stop(self) -> None:
        """⏸ without waiting for the step that is under way."""
        self.worker.stop()

    def pause(self) -> None:
        """⏸ Stop after the step that is under way; returns when the worker thread has ended, or a page has pressed ▶ anew.

        TimeoutError where the step does not end within 10 s: it is then the last one all the same.
        """
        if not self.worker.pause():
            raise TimeoutError(f"The step under way has not ended in {PATIENCE:.0f} s; no other will follow. "
                               "If it never ends, restart the kernel.")

    def step(self) -> None:
        """One step, by hand."""
        self.pause()
        self.worker.do(lambda: self.attempt(self.one_step))

    def reset(self) -> None:
        """Start anew with the same settings and seed; the curves so far stay as an earlier run."""
        self.worker.do(lambda: self.attempt(self.restart))

    def choose(self, preset: str) -> None:
        """Take a preset: its settings over the defaults, from the start."""
        if preset not in self.demo.presets:
            raise ValueError(f"there is no preset {preset!r}: choose one of {', '.join(map(repr, self.demo.presets))}.")
        self.worker.do(lambda: self.attempt(self.take_preset, preset))

    def clear_runs(self) -> None:
        """Forget the earlier runs."""
        self.worker.do(lambda: self.attempt(self.forget_runs, anew=False))

    def close(self) -> None:
        """End the worker and take the view away; a closed panel cannot be run again."""
        self.worker.close(patience=1.0)          # a step that takes longer ends by itself, and is the last
        self.view.close()

    # -- the work, on whichever thread holds the demo -------------------------------------------------------------

    def attempt(self, act: Callable, *args: Any, asked: Message | None = None, anew: bool = True) -> None:
        """Do something with the demo; a failure stops the run and is told in the panel. The page that `asked` hears that it is done.

        `anew`: the demo gets another chance.
        """
        try:
            if anew:
                self._forget()
            act(*args)
        except (Exception, SystemExit) as failure:
            self.fail(failure, "The demo failed")
        if asked is not None:
            self.view.pages.applied(asked)
        self._refresh()

    def apply(self, values: dict[str, Any]) -> None:
        controls = self.demo.controls()
        if any(controls[name].rebuild and value != getattr(self.demo, name) for name, value in values.items()):
            self._keep_run()
        self.demo.set(**values)

    def restart(self) -> None:
        self._keep_run()
        self.demo.begin()

    def take_preset(self, name: str) -> None:
        preset = self.demo.presets[name]
        if preset.compare:
            self._keep_run()
        self._first = self._last = None
        self.demo.take(name)
        # the note stays until another preset is chosen: it often says what to move next
        self.preset, self.note, self.speed = name, preset.note, preset.speed or self.demo.speed

    def forget_runs(self) -> None:
        self.runs = []

    def _keep_run(self) -> None:
        """The present run becomes an earlier one; what cannot be drawn is dropped, so that a reset always resets."""
        if self._first is not None and self.keep_runs:
            try:
                run = ghosts.Run.of(self.demo.scene(), self._first, self._last)
            except Exception:
                run = None
            if run is not None:
                self.runs = ghosts.remember(self.runs, run)
        self._first = self._last = None

    def one_step(self) -> bool:
        """One step of the demo; False where it says that it has come to its end."""
        now = self.values()
        self._first, self._last = self._first or now, now
        self.dirty = True
        said = self.demo.step()
        if said:
            self.end = str(said)
        return not said

    def advance(self) -> bool:
        """One step for the worker; False ends the run."""
        try:
            return self.one_step()
        except (Exception, SystemExit) as failure:
            self.fail(failure, "The step failed")
            return False

    def fail(self, failure: BaseException, what: str) -> None:
        """Stop, and say in the panel what went wrong."""
        self.error = (str(failure) or NOT_FINITE) if isinstance(failure, Diverged) else \
            f"{told(failure, what)} The run has stopped; change a setting or press Reset."
        self.worker.stop()

    def values(self) -> dict[str, Any]:
        """The settings that describe a run now; None for what the demo itself changes, so that no run differs by it."""
        return {name: None if control.state else getattr(self.demo, name) for name, control in self.demo.controls().items()}

    def draw(self) -> None:
        """Compute the picture and send it; whatever fails is told in the panel."""
        self.dirty = False
        try:
            scene = self.demo.scene()
            self.has_curves = self.has_curves or ghosts.can_stay(scene)
            if self.playing and ghosts.blown_up(scene):
                self.error = self.error or NOT_FINITE
                self.worker.stop()
            self._scene = ghosts.compose(scene, self.runs, self.values(), self.demo.controls())
        except (Exception, SystemExit) as failure:
            self.fail(failure, "The picture failed")
        if self.view is None or self.worker.closed:
            return
        self.owed = True          # before one looks whether somebody sees it: a page that comes now looks whether something is owed
        if not self.view.watched:
            return
        self.owed = False
        try:
            self.view.push(self._scene, lambda: remote.state(self))
        except Exception as failure:
            self.fail(failure, "The picture could not be sent")
            self._tell()

    def _tell(self) -> None:
        """Send the state alone; where even that fails, `error` still says why."""
        try:
            self.view.push(SAME, lambda: remote.state(self))
        except Exception as failure:
            self.error = self.error or told(failure, "The state could not be sent")

    def _refresh(self) -> None:
        """Draw now, or as soon as the browser has drawn the frame before; a program that has no page is told of a failure at once."""
        self.dirty = True
        if self.view.free() or not (len(self.view.pages) or self.worker.alive):
            self.draw()

    def _say(self, sentence: str) -> None:
        """Something other than the demo went wrong."""
        self.error = sentence
        self._tell()

    def _receive(self, message: Message) -> None:
        """A message from a page; a failure here must be seen in the panel, not in a log."""
        try:
            remote.answer(self, message)
        except Exception as failure:
            self.view.pages.applied(message)
            self._say(told(failure))

    @property
    def pause_between(self) -> float:
        """Seconds from one step to the next at the chosen speed."""
        per_second = SPEEDS[self.speed]
        return 1 / per_second if per_second else 0.0
