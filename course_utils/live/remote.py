"""A panel as a page sees it: what it is told (`spec` once, `state` with a frame), and what its messages do (`answer`)."""
from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from .demo import Control
from .failure import told
from .frames import tree
from .ghosts import name_of, number
from .preset import SPEEDS
from .protocol import Ack, Bye, Choose, Here, Message, Point, Press, Set
from .scene import Scene

if TYPE_CHECKING:
    from .panel import Panel


def describe(name: str, c: Control) -> dict:
    """A control as the browser wants it."""
    more = {"pictures": [plain(axes) for axes in tree(Scene(*c.pictures()))["axes"]]} if c.pictures else {}
    if c.kind == "text":
        more["atOnce"] = c.at_once
    return {**more, "name": name, "kind": c.kind, "low": c.low, "high": c.high, "step": c.step, "options": [number(o) for o in c.options],
            "label": name_of(name, c), "unit": c.unit, "help": c.help, "rebuild": c.rebuild}


def spec(panel: Panel) -> dict[str, Any]:
    """What stays as it is: the title, the buttons, the controls."""
    shown = panel.only or [name for name in panel.controls if name != "seed"]
    return {"mode": "panel", "title": panel.title, "present": panel.present, "trains": panel.demo.trains,
            "seed": panel.demo.uses_seed, "guide": len(panel.demo.guide), "speeds": list(SPEEDS), "presets": list(panel.demo.presets),
            "step": step_is(panel),
            "controls": [describe(name, panel.controls[name].control) for name in shown]}


def step_is(panel: Panel) -> str:
    """What the Step button does, and the speed counts, in words."""
    n = panel.demo.updates_per_step
    return panel.demo.step_is or ("one update" if n == 1 else f"{n} updates")


def state(panel: Panel) -> dict[str, Any]:
    """What may change from frame to frame, beside the picture."""
    values, hidden, most = {}, [], {}
    for name, knob in panel.controls.items():
        value = knob.value
        values[name] = to_browser(knob.control, value)
        try:
            visible = knob.visible
        except Exception as failure:          # better a control too many than a panel that says nothing
            visible, panel.error = True, panel.error or told(failure, f"Whether {name} is shown failed")
        if not visible:
            hidden.append(name)
        try:
            if knob.control.most:
                most[name] = knob.end
        except Exception as failure:
            panel.error = panel.error or told(failure, f"How far {name} reaches failed")
    try:
        guide = panel.guide.state()
    except Exception as failure:
        guide, panel.error = None, panel.error or told(failure, "The guide failed")
    presets = list(panel.demo.presets)
    return {"values": values, "hidden": hidden, "most": most, "playing": panel.playing, "speed": list(SPEEDS).index(panel.speed),
            "preset": presets.index(panel.preset) if panel.preset else -1, "curves": panel.has_curves, "keep": panel.keep_runs, "ghosts": len(panel.runs),
            "note": panel.note, "end": panel.end, "guide": guide, "error": panel.error, "code": code(panel)}


def code(panel: Panel) -> str:
    """The line of Python that shows this panel again with the settings it has now."""
    only = f", only={panel.only!r}" if panel.only else ""
    return f"show({type(panel.demo).__name__}.from_settings({panel.settings!r}){only})"


def answer(panel: Panel, message: Message) -> None:
    """Do what a page asks for; a living worker does it between two steps."""
    def do(act, *args, anew: bool = True) -> None:
        panel.worker.do(lambda: panel.attempt(act, *args, asked=message, anew=anew), wait_for=0)

    def confirm() -> None:
        do(lambda: None, anew=False)

    match message:
        case Ack() | Here():
            if panel.owed or panel.view.pages.behind:          # set, not `|=`: the worker may set it too
                panel.dirty = True
            if panel.dirty and not panel.playing and panel.view.watched:          # a run that is ending has perhaps drawn its last picture
                panel.worker.do(lambda: panel.draw() if panel.dirty and panel.view.free() else None, wait_for=0)
        case Bye():
            if not len(panel.view.pages):
                panel.stop()
        case Set(values=values):
            do(move, panel, values)
        case Press(type="play"):
            panel.play(message)
        case Press(type="pause"):
            panel.stop()
            confirm()
        case Press(type="step"):
            panel.stop()
            do(panel.one_step)
        case Press(type="reset"):
            do(panel.restart)
        case Press(type="clear"):
            do(panel.forget_runs, anew=False)
        case Press(type="reseed"):
            do(lambda: panel.apply({"seed": another(panel.demo.seed)}))
        case Choose(type="preset", value=index):
            do(panel.take_preset, list(panel.demo.presets)[index])
        case Choose(type="speed", value=index):
            panel.speed = list(SPEEDS)[index]
            confirm()
        case Point(type="hover", part=part):
            do(panel.demo.hover, part, anew=False)
        case Point(type="pick", part=part):
            do(lambda: panel.apply(panel.demo.pick(part)))
        case Choose(type="guide", value=index):
            do(panel.guide.go, index, anew=False)
        case Choose(type="keep", value=on):
            panel.keep_runs = bool(on)
            confirm()


def another(seed: int) -> int:
    """A seed from 0 to 9999 that is not this one."""
    return (seed + random.SystemRandom().randrange(1, 10_000)) % 10_000


def move(panel: Panel, values: dict[str, Any]) -> None:
    """Set the controls that were moved; a value outside its range is refused in words, and the run goes on."""
    try:
        checked = {name: from_browser(name, panel.demo.controls()[name], value) for name, value in values.items()}
    except ValueError as refusal:
        panel.error = str(refusal)
        return
    panel.apply(checked)


def to_browser(control: Control, value: Any) -> Any:
    """A value as the page wants it: of a list, the places of what is chosen."""
    if control.kind == "several":
        return [control.options.index(v) for v in value]
    return control.options.index(value) if control.kind == "choice" else value


def plain(value: Any) -> Any:
    """A tree of dicts and lists without arrays, as JSON wants it."""
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value.tolist() if hasattr(value, "tolist") else value


def from_browser(name: str, control: Control, value: Any) -> Any:
    """The value of a control as its field wants it; a dragged one stops at the end of its range."""
    if control.kind == "choice":
        return control.options[int(value)]
    if control.kind == "several":
        return control.check(name_of(name, control), [control.options[int(v)] for v in value])
    if isinstance(value, dict) and control.kind != "text":
        value = min(max(float(value["drag"]), control.low), control.high)
        value = round(value) if control.kind == "integer" else value
    return control.check(name_of(name, control), value)
