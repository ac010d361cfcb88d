"""A live demo without a face: a dataclass whose fields are its controls.

A subclass declares its fields with `slider`, `log_slider`, `integer`, `toggle`, `choice`, `several` or `text` and writes `reset()`
and `scene()`; one that trains adds `step()`. No widget, no thread, no drawing here: the panel adds those.
"""
from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from .guide import Step
from .preset import Preset
from .scene import Axes, Scene


class Diverged(ArithmeticError):
    """Raised by `step()` when the computation left the finite numbers; the message says what to change."""


@dataclass(frozen=True)
class Control:
    """What a panel needs to know of one field: its kind, range, and how it acts.

    kind: "slider", "log", "integer", "toggle", "choice", "several" or "text". `rebuild`: a change calls `reset()`; otherwise it acts
    on the next step or picture. `task`: another value is another task, so that curves are not compared across it
    (other data, another quantity). `shown`: a predicate of the demo; the control is hidden where it is False.
    `pictures()`: an Axes for each option, without heat maps or images, drawn on its button. `state`: the field follows what
    the demo computes (a weight), so it is none of the settings that describe a run. `most`: of the demo, how far the range
    reaches with its present settings, where that may be less than `high` (of a choice: how many of its options there are);
    of a slider, an integer or a choice.
    Of a text, `low` and `high` count its characters, `options` are suggestions, and `reads(typed)` is what the demo takes it
    for, or a ValueError that says why not.
    """

    kind: str
    low: float | None = None
    high: float | None = None
    step: float | None = None
    options: tuple = ()
    label: str = ""
    unit: str = ""
    help: str = ""
    rebuild: bool = False
    task: bool = False
    shown: Callable[[Any], bool] | None = None
    pictures: Callable[[], tuple[Axes, ...]] | None = None
    state: bool = False
    most: Callable[[Any], float] | None = None
    reads: Callable[[str], str] | None = None

    @property
    def at_once(self) -> bool:
        """Whether a text acts with each letter; one that starts anew, or may be refused while half typed, waits for Enter."""
        return self.kind == "text" and not (self.rebuild or self.reads or self.low)

    def end(self, demo: Any) -> float:
        """The last value that there is now, in the field's own type; of a choice, how many of its options there are."""
        least, most = (1, len(self.options)) if self.kind == "choice" else (self.low, self.high)
        if self.most is None:
            return most
        return (int if self.kind in ("integer", "choice") else float)(min(max(self.most(demo), least), most))

    def within(self, value: Any, demo: Any) -> Any:
        """`value`, or the last one that there is now."""
        end = self.end(demo)
        return self.options[min(self.options.index(value), end - 1)] if self.kind == "choice" else min(value, end)

    def check(self, name: str, value: Any) -> Any:
        """`value` in the field's own type, or ValueError with the range in words."""
        if self.kind == "toggle":
            if isinstance(value, (bool, int)) and value in (0, 1):
                return bool(value)
            raise ValueError(f"{name} is on or off: set it to True or False, not {value!r}.")
        if self.kind == "choice":
            if value in self.options:
                return self.options[self.options.index(value)]
            raise ValueError(f"{name} cannot be {value!r}: choose one of {', '.join(map(repr, self.options))}.")
        if self.kind == "several":
            if isinstance(value, (list, tuple)) and len(value) and set(value) <= set(self.options):
                return tuple(option for option in self.options if option in value)
            raise ValueError(f"{name} cannot be {value!r}: give at least one of {', '.join(map(repr, self.options))}.")
        if self.kind == "text":
            return self._line(name, value)
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise ValueError(f"{name} must be a number from {self.low:g} to {self.high:g}, not {value!r}.") from None
        # a log slider sends 10**exponent: allow for the rounding at its ends
        slack = 1e-9 * max(abs(self.low), abs(self.high))
        if not (math.isfinite(number) and self.low - slack <= number <= self.high + slack):
            raise ValueError(f"{name} must lie from {self.low:g} to {self.high:g}: {number:g} is outside.")
        number = min(max(number, self.low), self.high)
        if self.kind == "integer":
            if number != round(number):
                raise ValueError(f"{name} must be a whole number from {self.low:g} to {self.high:g}, not {number:g}.")
            return int(number)
        return number

    def _line(self, name: str, value: Any) -> str:
        """A typed text as one line, its blanks set in order."""
        line = " ".join(value.split()) if isinstance(value, str) else None
        if line is None or not line.isprintable():
            raise ValueError(f"{name} is a line of text: {value!r} is none.")
        if not self.low <= len(line) <= self.high:
            raise ValueError(f"{name} has {self.low} to {self.high} characters: {line[:20] + '…' if len(line) > 21 else line!r} has {len(line)}.")
        try:
            return self.reads(line) if self.reads else line
        except ValueError as refusal:
            raise ValueError(f"{name} cannot be {line!r}: {refusal}") from None


def slider(default: float, low: float, high: float, step: float | None = None, **kw) -> Any:
    """A field moved by a linear slider from `low` to `high` (`step` None: a hundredth of the range)."""
    return field(default=default, metadata={"control": Control("slider", low, high, step or (high - low) / 100, **kw)})


def log_slider(default: float, low: float, high: float, **kw) -> Any:
    """A field moved by a slider on a logarithmic scale: learning rates, penalties. Both ends are above 0."""
    return field(default=default, metadata={"control": Control("log", low, high, **kw)})


def integer(default: int, low: int, high: int, step: int = 1, **kw) -> Any:
    """A whole-number field from `low` to `high`."""
    return field(default=default, metadata={"control": Control("integer", low, high, step, **kw)})


def toggle(default: bool, **kw) -> Any:
    """A field that is on or off."""
    return field(default=default, metadata={"control": Control("toggle", **kw)})


def choice(default: Any, options, **kw) -> Any:
    """A field that takes one of `options` (shown in a drop-down list)."""
    return field(default=default, metadata={"control": Control("choice", options=tuple(options), **kw)})


def several(default: tuple, options, **kw) -> Any:
    """A field that holds one or more of `options`, each a switch of its own."""
    return field(default=tuple(default), metadata={"control": Control("several", options=tuple(options), **kw)})


def text(default: str, longest: int, *, shortest: int = 0, suggestions=(), **kw) -> Any:
    """A line of text, typed by hand, of `shortest` to `longest` characters; `suggestions` are offered while it is typed."""
    return field(default=default, metadata={"control": Control("text", shortest, longest, options=tuple(suggestions), **kw)})


@dataclass(kw_only=True)
class Demo:
    """The headless twin of a live demo. Every control is checked when it is set, from code as from a slider.

    Subclass it as a dataclass. `reset()` builds data and state from the fields (same seed, same run), `scene()`
    returns the picture, `step()` (only in demos that train) does one small piece of work, about 10 ms; it may return
    a sentence, which stops the run and is shown, and raises `Diverged` where the numbers blow up.
    """

    title: ClassVar[str] = ""
    presets: ClassVar[dict[str, Preset]] = {}
    guide: ClassVar[tuple[Step, ...]] = ()    # the questions before the demo, to walk through
    speed: ClassVar[str] = "full speed"       # at which it opens: one of SPEEDS, slow enough to follow what is to be seen
    updates_per_step: ClassVar[int] = 1       # how many updates one step() makes; the axis of a curve counts updates
    step_is: ClassVar[str] = ""               # what one step() does, where that is no update: "one example is looked at"
    uses_seed: ClassVar[bool] = True          # False hides the seed: nothing random in the demo
    _stands: ClassVar[bool] = False           # its fields and what they are about belong together: not so while it is built

    seed: int = integer(0, 0, 9999, help="starts the random numbers: same seed, same run", rebuild=True)
    device: str | None = None                 # None: as course_utils.device.choose() decides

    def __post_init__(self):
        self.begin()

    def begin(self) -> None:
        """`reset()`, and each field within what there is now."""
        self._stands = False
        try:
            self.reset()
        finally:
            self._stands = True
        self.settle()

    def __setattr__(self, name: str, value: Any) -> None:
        control = self.controls().get(name)
        object.__setattr__(self, name, control.check(name, value) if control else value)
        if control and self._stands:
            self.settle()

    @classmethod
    def controls(cls) -> dict[str, Control]:
        """Field name -> Control, in the order of declaration, the seed last."""
        found = cls.__dict__.get("_controls")
        if found is None:
            found = {f.name: f.metadata["control"] for f in fields(cls) if "control" in f.metadata}
            found["seed"] = found.pop("seed")
            # fields() is complete only once the dataclass decorator has run
            if "__dataclass_fields__" in cls.__dict__:
                cls._controls = found
        return found

    @property
    def trains(self) -> bool:
        """Whether the demo has a `step()`, so that its panel has ▶ and ⏸."""
        return callable(getattr(self, "step", None))

    def settle(self) -> None:
        """Once fields were set: those whose range reaches less far now (`most`) go back to its end, so that they say what is shown."""
        for name, control in self.controls().items():
            if control.most:
                object.__setattr__(self, name, control.within(getattr(self, name), self))

    def reset(self) -> None:
        """Build data and state afresh from the fields."""

    def scene(self) -> Scene:
        """The picture of the present state."""
        raise NotImplementedError(f"{type(self).__name__} needs a scene() method")

    def hover(self, part: str) -> None:
        """A hand, or the keyboard, points at this part of the picture (a name from a mark's `parts`); "" at none."""

    def pick(self, part: str) -> dict[str, Any]:
        """This part of the picture was clicked: returns the fields to set."""
        return {}

    @classmethod
    def checked(cls, values: dict[str, Any]) -> dict[str, Any]:
        """The values as their fields want them; ValueError says in a sentence which is none."""
        controls = cls.controls()
        for name in values:
            if name not in controls:
                raise ValueError(f"{cls.__name__} has no control {name!r}: it has {', '.join(controls)}.")
        return {name: controls[name].check(name, value) for name, value in values.items()}

    def set(self, **values: Any) -> bool:
        """Set several fields at once, all or none; returns True where one of them made the demo start anew."""
        changed = {name: value for name, value in self.checked(values).items() if value != getattr(self, name)}
        for name, value in changed.items():
            object.__setattr__(self, name, value)          # of several, one may only fit with the others
        rebuild = any(self.controls()[name].rebuild for name in changed)
        if rebuild:
            self.begin()
        else:
            self.settle()
        return rebuild

    def take(self, preset: str) -> None:
        """A preset's settings over the defaults, from the start; the seed stays."""
        defaults = {f.name: f.default for f in fields(self) if f.name in self.controls() and f.name != "seed"}
        if not self.set(**{**defaults, **self.presets[preset].settings}):
            self.begin()

    @property
    def settings(self) -> dict[str, Any]:
        """The fields that differ from their defaults, and the seed: enough to rebuild the same run."""
        defaults = {f.name: f.default for f in fields(self)}
        return {name: getattr(self, name) for name, control in self.controls().items()
                if not control.state and (getattr(self, name) != defaults[name] or (name == "seed" and self.uses_seed))}

    @classmethod
    def from_settings(cls, settings: dict[str, Any], **kw) -> Demo:
        """The demo that `settings` describes; ValueError names a setting it does not know."""
        return cls(**cls.checked(settings), **kw)
