"""Facts a lesson claims, checked where they are claimed."""
from __future__ import annotations


def fact(text: str, holds) -> None:
    """Print `✔ text` if `holds` is true; AssertionError names the fact if it is not.

    A trained number differs a little from machine to machine, a band does not: claim "above 97 %", not "97.43 %".
    """
    if not bool(holds):
        raise AssertionError(f"this should hold but does not: {text}")
    print(f"✔ {text}")
