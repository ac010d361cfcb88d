"""One threshold neuron set by hand against the truth table of a logic gate."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..live.demo import Demo, choice, slider
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Arrows, Axes, HeatMap, Line, Points, Scene, Segments, Text
from .parts import fixed, signed

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float64)          # (4, 2)
GATES = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NAND": (1, 1, 1, 0), "XOR": (0, 1, 1, 0)}
LOW, HIGH = -2.0, 2.0


def boundary(w1: float, w2: float, b: float, radius: float) -> tuple[np.ndarray, np.ndarray]:
    """Two points, 2·radius apart, of the line w1·x1 + w2·x2 + b = 0; empty arrays where w is 0."""
    length2 = w1 * w1 + w2 * w2
    if length2 < 1e-12:
        return np.empty(0), np.empty(0)
    foot = -b / length2 * np.array([w1, w2])                                   # the line's point nearest to the origin
    along = radius / np.sqrt(length2) * np.array([-w2, w1])
    return np.array([foot[0] - along[0], foot[0] + along[0]]), np.array([foot[1] - along[1], foot[1] + along[1]])


@dataclass
class GateByHand(Demo):
    """Set w₁, w₂ and b so that the neuron answers all four rows as the gate does.

    Taught in: 05_perceptrons, section 2
    """

    title: ClassVar[str] = "Build a logic gate from one neuron"
    uses_seed: ClassVar[bool] = False
    presets: ClassVar[dict[str, Preset]] = {
        "AND": Preset({"gate": "AND", "w1": 1.0, "w2": 1.0, "b": -1.5}, "The line cuts off the corner (1, 1): only there both inputs together pass the threshold.",
            (Promise("all four rows are right", lambda demo: demo.right() == 4 and demo.gate == "AND"),)),
        "OR": Preset({"gate": "OR", "w1": 1.0, "w2": 1.0, "b": -0.5}, "The same direction as AND, the line moved by b: now one input is enough.",
            (Promise("all four rows are right", lambda demo: demo.right() == 4 and demo.gate == "OR"),)),
        "NAND": Preset({"gate": "NAND", "w1": -1.0, "w2": -1.0, "b": 1.5}, "AND with all signs turned round: the arrow points the other way.",
            (Promise("all four rows are right", lambda demo: demo.right() == 4 and demo.gate == "NAND"),)),
        "XOR, as far as it goes": Preset({"gate": "XOR", "w1": 1.0, "w2": 1.0, "b": -0.5}, "At least one row is wrong, whatever you try: no straight line parts XOR.",
            (Promise("three rows are right", lambda demo: demo.right() == 3),)),
    }

    gate: str = choice("AND", tuple(GATES), help="the truth table to match")
    w1: float = slider(1.0, LOW, HIGH, 0.1, label="w₁", help="how much the first input counts")
    w2: float = slider(0.4, LOW, HIGH, 0.1, label="w₂", help="how much the second input counts")
    b: float = slider(-0.2, -3.0, 3.0, 0.1, label="b", help="bias, minus the threshold: the higher, the easier the neuron gives 1")

    guide: ClassVar[tuple[Step, ...]] = (
        Step("The demo opens with an AND that does not work. Move b alone until it does.", "Can b alone repair it?",
             lambda demo: demo.gate == "AND" and demo.right() == 4,
             "Yes, with b from −1.3 to −1.0: the line then passes between (1, 1) and the other three points.",
             lambda demo: demo.right() == 4, ({"b": -1.2},)),
        Step("Choose NAND and find an arrow that makes it.", "Which way must the arrow point?",
             lambda demo: demo.gate == "NAND" and demo.right() == 4, "Down and to the left: the answer is 1 on the side the arrow points to.",
             lambda demo: demo.w1 < 0 and demo.w2 < 0, ({"gate": "NAND", "w1": -1.0, "w2": -1.0, "b": 1.5},)),
        Step("Choose XOR and get as many rows right as you can.", "How many rows will that be?",
             lambda demo: demo.gate == "XOR" and demo.right() == 3, "Three, and never four: no straight line parts XOR.",
             lambda demo: demo.right() == 3, ({"gate": "XOR", "w1": 1.0, "w2": 1.0, "b": -0.5},)),
    )

    def z(self) -> np.ndarray:
        """Weighted sum plus bias for the four rows, (4,); rounded, so that a sum meant to be 0 is 0."""
        return np.round(INPUTS @ np.array([self.w1, self.w2]) + self.b, 9)

    def outputs(self) -> np.ndarray:
        """The neuron's answers, (4,) of 0 and 1."""
        return (self.z() > 0).astype(int)

    def right(self) -> int:
        """How many of the four rows are answered as the gate does."""
        return int((self.outputs() == np.array(GATES[self.gate])).sum())

    def scene(self) -> Scene:
        wanted, z, out = np.array(GATES[self.gate]), self.z(), self.outputs()
        right = out == wanted
        side = np.linspace(LOW, HIGH, 81)
        fires = self.w1 * side[None, :] + self.w2 * side[:, None] + self.b > 1e-9
        plane = Axes(
            HeatMap(fires.astype(float), (LOW, HIGH, LOW, HIGH), "diverging", vmin=0, vmax=1, smooth=False, alpha=0.35),
            Line(*boundary(self.w1, self.w2, self.b, 8.0), color="ink"),
            Arrows([0], [0], [self.w1], [self.w2], color="purple"),
            Points(*INPUTS.T, color=wanted, size=13),
            Points(*INPUTS[~right].T, color="ink", size=22, filled=False),
            x=f"x₁     → w: drag its tip{'' if right.all() else '     ○ wrong'}", y="x₂", title="Orange side: the neuron gives 1",
            xlim=(LOW, HIGH), ylim=(LOW, HIGH), equal=True, drag=("w1", "w2"), width=1.15)
        return Scene(plane, self._table(wanted, z, out), caption=self._caption(z, right), height=390)

    def _table(self, wanted, z, out) -> Axes:
        columns = (0.5, 1.5, 2.8, 4.2, 5.5, 6.6)
        marks = [Text(c, 0.0, t, bold=True, size=14) for c, t in
                 zip(columns, ("x₁", "x₂", "z", "output", self.gate, ""), strict=True)]
        marks.append(Segments([0], [-0.5], [7], [-0.5]))
        for row, (x, zi, oi, wi) in enumerate(zip(INPUTS, z, out, wanted, strict=True)):
            cells = (f"{x[0]:.0f}", f"{x[1]:.0f}", fixed(zi, 1, plus=True), str(oi), str(wi), "✔" if oi == wi else "✘")
            colour = "ink" if oi == wi else "red"
            marks += [Text(c, -1.0 - row, t, color=colour, bold=oi != wi, size=14) for c, t in zip(columns, cells, strict=True)]
        return Axes(*marks, title="Truth table", xlim=(0, 7), ylim=(-4.8, 0.8), frame=False, legend=False)

    def _caption(self, z, right) -> str:
        rule = f"The neuron gives 1 where {fixed(self.w1, 1)} · x₁ {signed(self.w2)} · x₂ {signed(self.b)} > 0."
        if right.all():
            return f"{rule} All 4 rows are right: this neuron is {'an' if self.gate != 'NAND' else 'a'} {self.gate} gate."
        wrong = ", ".join(f"({x[0]:.0f}, {x[1]:.0f})" for x in INPUTS[~right])
        text = f"{rule} It gets {right.sum()} of 4 rows right; wrong: {wrong}."
        if self.gate == "XOR":
            text += " For XOR 3 is the most that any straight line can reach."
        return text
