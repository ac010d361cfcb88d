"""The colours of the course, as plain data: one palette for the live view, the still pictures and the figures.

The eight line colours are Okabe and Ito's colour-blind-safe set (https://jfly.uni-koeln.de/color/, 2008),
lightened where the dark theme needs it. The "ghost" colours are for earlier runs: paler, at least 3:1 on paper. A colour never carries meaning alone: vary the line style or the marker too.
"""
from __future__ import annotations

COLORS = {
    "light": {
        "blue": "#0072b2", "orange": "#d98200", "green": "#00875f", "red": "#c8500a", "purple": "#b0588c",
        "sky": "#3d9fd6", "yellow": "#b5a400", "ink": "#1f2328", "muted": "#6b7280", "ghost": "#868d97",
        "ghost blue": "#6592b4", "ghost orange": "#b98a4a", "ghost green": "#62998a", "ghost purple": "#b385a2",
        "grid": "#e4e7eb", "paper": "#ffffff",
    },
    "dark": {
        "blue": "#4fb0ea", "orange": "#ffb43d", "green": "#2fc796", "red": "#ff8a4f", "purple": "#e592bf",
        "sky": "#8fd0f5", "yellow": "#f0e442", "ink": "#e6e8eb", "muted": "#9aa3af", "ghost": "#737c88",
        "ghost blue": "#4d7ca0", "ghost orange": "#95713a", "ghost green": "#3d8a72", "ghost purple": "#8f6480",
        "grid": "#33383f", "paper": "#111111",
    },
}

# Class k is drawn in CYCLE[k % 7] with MARKERS[k % 5]: class 0 blue circles, class 1 orange squares, ...
CYCLE = ("blue", "orange", "green", "red", "purple", "sky", "yellow")
MARKERS = ("circle", "square", "triangle", "diamond", "cross")

# Colour maps as evenly spaced stops. "diverging" runs from class 0 (blue) over paper to class 1 (orange);
# "sequential" is cividis thinned to nine stops; "gray" is ink 0 (black) to 1 (white), as MNIST stores its digits.
MAPS = {
    "light": {
        "diverging": ("#0072b2", "#7db4d8", "#f7f7f7", "#f2bd75", "#d98200"),
        "sequential": ("#00224e", "#1c3d6c", "#434e6c", "#5f636e", "#7d7c78", "#9b9477", "#bdae6c", "#e1cb55", "#fee838"),
        "gray": ("#000000", "#ffffff"),
    },
    "dark": {
        "diverging": ("#4fb0ea", "#2c6286", "#1d2024", "#8a6326", "#ffb43d"),
        "sequential": ("#00224e", "#1c3d6c", "#434e6c", "#5f636e", "#7d7c78", "#9b9477", "#bdae6c", "#e1cb55", "#fee838"),
        "gray": ("#000000", "#ffffff"),
    },
}

# What scenes are painted with (red, green, blue, 0 to 1), and a map for each: below 0.4 the grey of the ground, above it the paint
PAINTS = {"red": (0.95, 0.25, 0.2), "yellow": (0.95, 0.85, 0.2), "green": (0.2, 0.8, 0.35),
          "blue": (0.3, 0.5, 1.0), "purple": (0.75, 0.35, 0.9), "white": (0.95, 0.95, 0.95)}


def _hex(*rgb: float) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, v)):02x}" for v in rgb)


for _theme in MAPS.values():
    for _name, _rgb in PAINTS.items():
        _theme[f"paint {_name}"] = tuple(_hex(v, v, v) if v < 0.4 else _hex(*(c * v / max(_rgb) for c in _rgb))
                                         for v in (k / 8 for k in range(9)))
