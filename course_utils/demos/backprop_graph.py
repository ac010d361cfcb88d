"""Values forward, gradients backward, one node of a small graph at a time."""
from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from ..live.demo import Demo, choice, slider, toggle
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Points, Scene, Segments, Text
from .parts import fixed, number

HEIGHT = 430                # of the drawing, in CSS pixels


@dataclass(frozen=True)
class Node:
    """A node of the graph: its parents, its value from theirs, and its derivative by each of them."""

    place: tuple[float, float]
    formula: str = ""
    parents: tuple[str, ...] = ()
    value: Callable[..., float] | None = None
    local: tuple[Callable[..., float], ...] = ()


def sigmoid(z: float) -> float:
    return 0.5 + 0.5 * math.tanh(z / 2)


def _times(place, name_a, name_b):
    return Node(place, f"{name_a}·{name_b}", (name_a, name_b), lambda a, b: a * b, (lambda a, b: b, lambda a, b: a))


def _plus(place, name_a, name_b):
    return Node(place, f"{name_a} + {name_b}", (name_a, name_b), lambda a, b: a + b, (lambda a, b: 1.0, lambda a, b: 1.0))


def _minus(place, name_a, name_b):
    return Node(place, f"{name_a} − {name_b}", (name_a, name_b), lambda a, b: a - b, (lambda a, b: 1.0, lambda a, b: -1.0))


def _square(place, name):
    return Node(place, f"{name}²", (name,), lambda a: a * a, (lambda a: 2 * a,))


def _sigmoid(place, name):
    return Node(place, f"σ({name})", (name,), sigmoid, (lambda a: sigmoid(a) * (1 - sigmoid(a)),))


# Nodes in an order in which every node comes after its parents; those without parents are set by slider.
GRAPHS: dict[str, dict[str, Node]] = {
    "one neuron": {
        "x": Node((0, 3)), "w": Node((0, 2)), "b": Node((1, 1)), "y": Node((3, 1)),
        "u": _times((1, 2.5), "x", "w"), "z": _plus((2, 2), "u", "b"), "a": _sigmoid((3, 2), "z"),
        "d": _minus((4, 1.5), "a", "y"), "L": _square((5, 1.5), "d"),
    },
    "two paths": {
        "x": Node((0, 3)), "w": Node((0, 2)), "b": Node((0, 1)),
        "u": _times((1.6, 2.6), "x", "w"), "v": _plus((1.6, 1.4), "w", "b"), "L": _times((3.2, 2), "u", "v"),
    },
    "two layers": {
        "x": Node((0, 3)), "w": Node((0, 2)), "v": Node((1.9, 3.2)), "y": Node((4.3, 1.2)),
        "u": _times((1, 2.5), "x", "w"), "h": _sigmoid((2, 1.7), "u"), "z": _times((3.3, 2.5), "h", "v"),
        "a": _sigmoid((4.3, 2.4), "z"), "d": _minus((5.3, 1.7), "a", "y"), "L": _square((6.3, 1.7), "d"),
    },
}


def _free(name: str) -> Callable[[BackpropGraph], bool]:
    """Whether the graph has this node as an input, so that a slider sets it."""
    return lambda demo: name in GRAPHS[demo.graph] and not GRAPHS[demo.graph][name].parents


def _factor(slope: float) -> str:
    """A derivative as a factor: 2, 0.197, 0.000335, (−1)."""
    said = number(slope)
    said = said.rstrip("0").rstrip(".") if "." in said and "·" not in said else said
    return f"({said})" if slope < 0 else said


@dataclass
class BackpropGraph(Demo):
    """Step through a graph: first every value, then every gradient.

    Taught in: 06_mlp, section 4
    """

    title: ClassVar[str] = "Backpropagation, one node a step"
    uses_seed: ClassVar[bool] = False
    speed: ClassVar[str] = "1 step/s"
    step_is: ClassVar[str] = "one node is visited"
    presets: ClassVar[dict[str, Preset]] = {
        "one neuron": Preset({"graph": "one neuron", "x": 1.0, "w": 2.0, "b": -1.0, "y": 0.0}, "One neuron and its loss: the values go right, the gradients come back left.",
            (Promise("first all values, then all gradients", lambda demo: demo.done == len(demo.computed), after=5),
             Promise("the last gradient ends it", lambda demo: demo.done == demo.total, after=20))),
        "saturated": Preset({"graph": "one neuron", "x": 2.0, "w": 3.0, "b": 2.0, "y": 0.0, "everything": True},
                            "A wrong answer, yet hardly any gradient passes the sigmoid, from a to z.",
            (Promise("a loss near 1, and hardly a gradient", lambda demo: demo.values()["L"] > 0.99 and abs(demo.gradients(demo.values())["w"]) < 0.01),)),
        "two paths": Preset({"graph": "two paths", "x": 2.0, "w": 1.0, "b": 3.0, "everything": True},
                            "w acts through u and through v: its gradient is the sum of both.",
            (Promise("two edges leave w", lambda demo: sum(parent == "w" for parent, _ in demo.locals(demo.values())) == 2),)),
        "two layers": Preset({"graph": "two layers", "x": 1.0, "w": 1.0, "v": -2.0, "y": 1.0}, "One sigmoid behind the other: watch the gradient shrink on its way back.",
            (Promise("the gradient shrinks through each sigmoid", lambda demo: abs(demo.gradients(demo.values())["u"]) < abs(demo.gradients(demo.values())["z"]) < abs(demo.gradients(demo.values())["d"])),)),
    }

    graph: str = choice("one neuron", tuple(GRAPHS), help="which computation to follow", rebuild=True)
    x: float = slider(1.0, -3.0, 3.0, 0.1, help="the input")
    w: float = slider(2.0, -3.0, 3.0, 0.1, help="the weight of the input")
    b: float = slider(-1.0, -3.0, 3.0, 0.1, help="the bias", shown=_free("b"))
    v: float = slider(-2.0, -3.0, 3.0, 0.1, help="weight of the second layer", shown=_free("v"))
    y: float = slider(0.0, 0.0, 1.0, 0.1, help="the wanted answer", shown=_free("y"))
    everything: bool = toggle(False, help="show all values and gradients at once")

    def reset(self):
        self.nodes = GRAPHS[self.graph]
        self.computed = [name for name, node in self.nodes.items() if node.parents]
        # backward visits the loss first, then every node after all nodes it feeds
        self.order = list(reversed(self.nodes))
        self.done = 0                              # nodes visited: forward ones first, then backward ones

    @property
    def total(self) -> int:
        """Steps from the inputs to the last gradient."""
        return len(self.computed) + len(self.order)

    def values(self) -> dict[str, float]:
        """The value of every node: the forward pass."""
        value: dict[str, float] = {}
        for name, node in self.nodes.items():
            value[name] = node.value(*(value[p] for p in node.parents)) if node.parents else float(getattr(self, name))
        return value

    def locals(self, value: dict[str, float]) -> dict[tuple[str, str], float]:
        """(parent, child) -> ∂child/∂parent at these values."""
        return {(p, name): slope(*(value[q] for q in node.parents))
                for name, node in self.nodes.items() for p, slope in zip(node.parents, node.local, strict=True)}

    def gradients(self, value: dict[str, float]) -> dict[str, float]:
        """∂L/∂node for every node: the backward pass, from the loss to the inputs."""
        local, grad = self.locals(value), {"L": 1.0}
        for name in self.order[1:]:
            grad[name] = sum(grad[child] * slope for (parent, child), slope in local.items() if parent == name)
        return grad

    def step(self) -> str | None:
        """Visit the next node; after the last, a sentence."""
        self.done = self.total if self.everything else min(self.done + 1, self.total)
        return "Every gradient is known: this is what loss.backward() does." if self.done == self.total else None

    def scene(self) -> Scene:
        done = self.total if self.everything else self.done
        value = self.values()
        local, grad = self.locals(value), self.gradients(value)
        forward = [n for n in self.nodes if not self.nodes[n].parents] + self.computed[:done]
        backward = self.order[:max(0, done - len(self.computed))]
        now = None if self.everything or done == 0 else (backward or forward)[-1]
        width = max(node.place[0] for node in self.nodes.values())
        marks = self._edges(local, backward, width)
        for kind, colour, names in (("input", "green", [n for n in self.nodes if not self.nodes[n].parents]),
                                    ("computed", "blue", [n for n in self.computed if n in forward]),
                                    ("not yet", "ghost", [n for n in self.computed if n not in forward])):
            if names:
                places = [self.nodes[n].place for n in names]
                marks.append(Points([p[0] for p in places], [p[1] for p in places], color=colour, size=34,
                                    filled=False, label=kind))
        if now:
            x, y = self.nodes[now].place
            marks.append(Points([x], [y], color="orange", size=42, filled=False, label="this step"))
        for name, node in self.nodes.items():
            (x, y), label = node.place, name if not node.formula else f"{name} = {node.formula}"
            marks.append(Text(x, y, name, bold=True, size=14))
            if node.formula:
                marks.append(Text(x, y + 0.34, label, color="muted", size=12))
            if name in forward:
                marks.append(Text(x, y - 0.33, fixed(value[name], 3), color="blue", size=12))
            if name in backward:
                marks.append(Text(x, y - 0.52, fixed(grad[name], 3), color="red", size=12, bold=True))
        axes = Axes(*marks, title="Below a node: its value and, bold, ∂L/∂node; on an edge: the derivative along it",
                    xlim=(-0.5, width + 0.5), ylim=(0.3, 3.6), frame=False)
        return Scene(axes, caption=self._caption(done, value, grad, local, now), height=HEIGHT,
                     readouts={"L": fixed(value["L"], 3) if "L" in forward else "not yet",
                               "step": f"{done} of {self.total}"})

    def _edges(self, local, backward, width) -> list:
        """Edges that end at the nodes' circles; each gets its own derivative once the backward pass has used it."""
        across, along, radius = 900 / (width + 1), HEIGHT / 3.3, 21.0          # pixels in a unit of x and of y
        ends, marks = [], []
        for (parent, child), slope in local.items():
            (x0, y0), (x1, y1) = self.nodes[parent].place, self.nodes[child].place
            cut = radius / math.hypot((x1 - x0) * across, (y1 - y0) * along)
            ends.append((x0 + cut * (x1 - x0), y0 + cut * (y1 - y0), x1 - cut * (x1 - x0), y1 - cut * (y1 - y0)))
            if parent in backward:          # above a falling edge, below a rising one: there is room on that side
                marks.append(Text((x0 + x1) / 2, (y0 + y1) / 2 + (0.13 if y1 <= y0 else -0.13), f"×{_factor(slope)}", color="purple", size=12))
        return [Segments(*map(list, zip(*ends, strict=True))), *marks]

    def _caption(self, done, value, grad, local, now) -> str:
        if self.everything:
            return (f"All at once: L = {value['L']:.3f}. Each gradient is the sum, over the edges that leave the node, of "
                    "the next node's gradient times the derivative on that edge.")
        if done == 0:
            return "Only the inputs are known. Press step: the values are computed from left to right."
        if done <= len(self.computed):
            numbers = ", ".join(f"{p} = {fixed(value[p], 3)}" for p in self.nodes[now].parents)
            return f"Forward, step {done}: {now} = {self.nodes[now].formula} = {fixed(value[now], 3)}, with {numbers}."
        if now == "L":
            return f"Backward, step {done}: start at the loss, ∂L/∂L = 1."
        terms = [(c, slope) for (p, c), slope in local.items() if p == now]
        words = " + ".join(f"∂L/∂{c} · ∂{c}/∂{now}" for c, _ in terms)
        numbers = " + ".join(f"{fixed(grad[c], 3)} · {_factor(slope)}" for c, slope in terms)
        extra = " Two paths lead from here to the loss: their parts add." if len(terms) > 1 else ""
        return f"Backward, step {done}: ∂L/∂{now} = {words} = {numbers} = {fixed(grad[now], 3)}.{extra}"
