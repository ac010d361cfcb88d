"""Scenes that hold every mark, for both renderers."""
import numpy as np

from course_utils.live.scene import (
    Arrows,
    Axes,
    Band,
    Bars,
    HeatMap,
    Images,
    Line,
    Points,
    Rule,
    Scene,
    Segments,
    Text,
)


def everything() -> Scene:
    rng = np.random.default_rng(0)
    x = np.linspace(0, 6, 200)
    side = np.linspace(-3, 3, 60)
    a, b = np.meshgrid(side, side)
    scene = Scene(
        Axes(Line(x, np.sin(x), label="sin"), Line(x, np.cos(x), color="orange", style="dashed", label="cos"),
             Band(x, np.sin(x) - 0.2, np.sin(x) + 0.2), Rule(y=0), Points(x[::20], np.sin(x[::20]), label="samples"),
             Text(3, 0.8, "costs 5 $ or 6 $", bold=True), x="time (s)", y="amplitude", title="Lines"),
        Axes(HeatMap(np.sin(a) * b, (-3, 3, -3, 3), cmap="diverging", bar=True),
             Points(rng.normal(size=60), rng.normal(size=60), color=rng.integers(0, 3, 60), label="class 0|class 1|class 2"),
             x="x₁", y="x₂", title="Surface", equal=True),
        Axes(Line(np.arange(1, 100), np.exp(-np.arange(1, 100) / 20), label="loss"), xscale="log", yscale="log", x="step", y="loss"),
        Axes(Bars([3, 1, 4, -1, 5], names=("a", "b", "c", "d", "e"), color=[0, 1, 2, 3, 4]), title="Bars", y="count"),
        Axes(Images(rng.random((12, 8, 8)), columns=6, size=0.8, names=tuple("3→5" for _ in range(12)), border=np.arange(12) % 2),
             title="Images", frame=False, equal=True),
        Axes(Segments([0, 0, 0], [0, 1, 2], [1, 1, 1], [1, 1, 1], value=[1, -0.5, 0.2], width=6),
             Arrows([0, 0.2], [0, 0.2], [0.5, 0.2], [0.5, -0.3]),
             Points([0.1, 0.5, 0.9], [1.2, 1.4, 1.2], value=[-1, 0, 1], parts=("left", "middle", "right"), label="by value"), title="Segments", x="x", y="y"),
        Axes(Bars([1, 2], names=("left", "right"), horizontal=True), x="share"),
        Axes(title="Nothing", x="x", y="y"),
        Axes(Line([0, 1, 2, 3], [1, float("nan"), float("inf"), 2]), HeatMap([[1, float("nan")], [2, 3]], (1, 100, 0, 1)), xscale="log"),
        columns=3, height=820, caption="Every mark there is.", readouts={"marks": "10"})
    scene.runs = tuple(Line([], [], color="ghost blue", style=style, label=f"an earlier run, {style}") for style in ("dashed", "dotted", "solid"))
    return scene


def edges() -> Scene:
    """What limits must cope with: one point, equal values, no value, given ends, ends of an extent."""
    return Scene(Axes(Points([2], [3])), Axes(Line([0, 1], [5, 5])), Axes(Line([], [])), Axes(Line([], []), yscale="log"),
                 Axes(Line([0, 1], [-1, 10]), yscale="log"), Axes(Line([0, 1], [0, 1]), xlim=(1, -1)),
                 Axes(HeatMap(np.zeros((2, 2)), (0, 1, 0, 1)), Points([0.5, 1.5], [0.2, 0.4])), Axes(Rule(x=2), Rule(y=3)),
                 Axes(Bars([1, 2], x=[10, 20], width=4)), Axes(Text(1, 2, "here")), columns=5)
