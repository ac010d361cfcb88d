"""Round numbers along an axis and their words: one rule for both renderers (`js/src/ticks.js` has the same one, and a test compares them)."""
from __future__ import annotations

import math

APART = (78, 44)          # CSS pixels from one tick to the next, at least about so many, across and along
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def ticks(low: float, high: float, count: float, log: bool = False) -> tuple[list[float], list[float]]:
    """(major, minor) ticks from low to high, about `count` major ones; on a log axis powers of ten, or 1-2-5 within few of them."""
    low, high = min(low, high), max(low, high)
    if not (high > low and math.isfinite(high - low)):
        return [], []
    if log:
        a, b = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
        decades, every = math.log10(high / low), max(1, math.ceil((b - a + 1) / max(count, 2)))
        major, minor = [], []
        for e in range(a - 1, b + 1):
            for k in range(1, 10):
                v = k * 10.0**e
                if not low * (1 - 1e-9) <= v <= high * (1 + 1e-9):
                    continue
                chosen = (e - a) % every == 0 if k == 1 else decades < 1.7 and k in (2, 5) and count >= 3
                (major if chosen else minor).append(v)
        return (major, [] if every > 1 else minor) if len(major) > 1 or decades > 1 else ticks(low, high, min(count, 4))
    raw = (high - low) / max(1, count)
    power = 10.0 ** math.floor(math.log10(raw))
    # never 2.5 itself: a degree, a layer or a step of 7.5 does not exist
    step = next(f * power for f in (1, 2, 2.5, 5, 10) if f * power >= raw * 0.75 and f * power != 2.5)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    if first >= last and count < 12:                  # one number alone tells nothing of the scale
        return ticks(low, high, count + 1)
    return [i * step if i else 0.0 for i in range(first, last + 1)], []


def power_of_ten(e: int) -> str:
    return "10" + str(e).translate(_SUPERSCRIPT)


def labels(values: list[float], log: bool = False) -> list[str]:
    """The words under the ticks, all in one manner."""
    if not values:
        return []
    top = max(map(abs, values))
    least = min([abs(v) for v in values if v] + [top])
    exponents = [math.floor(math.log10(v) + 1e-9) if v > 0 else 0 for v in values]
    parts = [(round(v / 10.0**e), e) for v, e in zip(values, exponents, strict=True)]
    # on a short log axis the ticks are those of a linear one, and so are their words
    if log and all(abs(v / 10.0**e - f) < 1e-6 for v, (f, e) in zip(values, parts, strict=True)):
        if top >= 1e5 or least < 1e-3:
            return [power_of_ten(e) if f == 1 else f"{f}·{power_of_ten(e)}" for f, e in parts]
        return [f"{float(f'{v:.3g}'):g}" for v in values]
    step = abs(values[1] - values[0]) if len(values) > 1 else top or 1
    place = math.floor(math.log10(step) + 1e-9)
    quarter = f"{step / 10.0**math.floor(math.log10(step)):.1f}" == "2.5"
    if top >= 1e6 or 0 < top < 1e-3:
        e = math.floor(math.log10(top))
        digits = max(0, min(3, e - place + quarter))
        return ["0" if v == 0 else f"{v / 10.0**e:.{digits}f}·{power_of_ten(e)}".replace("-", "−") for v in values]
    digits = max(0, -place)
    if abs(step * 10**digits - round(step * 10**digits)) > 1e-6:
        digits += 1
    return [f"{v:.{min(digits, 8)}f}".replace("-", "−") for v in values]
