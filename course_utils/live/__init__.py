"""Live pictures: any demo as a panel with sliders, and views that a learner's own loop draws in.

The names below are loaded when first used: describing a scene or a demo needs no widget library. The fields of a demo are made by
`live.demo`: its `slider` is one of them, the one below a slider for a learner's own loop.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(
    __name__,
    scene="Scene Axes Line Points HeatMap Bars Arrows Segments Band Rule Text Images",
    demo="Demo Control Preset Diverged",
    panel="show Panel",
    loop="slider log_slider plot",
    draw="draw_digit DrawDigit",
)
