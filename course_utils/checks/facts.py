"""Facts a lesson claims, checked where they are claimed."""
from __future__ import annotations


def fact(text: str, holds, *, here: object = None) -> None:
    """Print `✔ text (here 96.6 %)` if `holds` is true; AssertionError names the fact and the number if it is not.

    A trained number differs a little from machine to machine, a band does not: claim "above 97 %", and hand what was
    measured to `here`, written as a learner should read it: `here=f"{accuracy:.1%}"`. The claim is compared by tests,
    the number in brackets is not.
    """
    measured = "" if here is None else f" (here {' '.join(str(here).split())})"
    if not bool(holds):
        raise AssertionError(f"this should hold but does not: {text}{measured}")
    print(f"✔ {text}{measured}")
