"""Live pictures: any demo as a panel with sliders, and views that a learner's own loop draws in.

The names below are loaded when first used: describing a scene or a demo needs no widget library.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(
    __name__,
    scene="Scene Axes Line Points HeatMap Bars Arrows Segments Band Rule Text Images",
    demo="Demo Control Preset Diverged integer toggle choice text",
    panel="show Panel",
    loop="slider log_slider plot",
    draw="draw_digit DrawDigit",
)
