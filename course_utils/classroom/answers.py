"""Exercise cells: found by their ids, in notebooks that may hold anything. Standard library alone."""
from __future__ import annotations

import functools
import html
import json
import re

from ..setup.requirements import ROOT
from ..upkeep import original

LESSON = re.compile(r"(\d\d)_\w+\.ipynb$")
STARTER = re.compile(r"ex-(\d\d)-(\d{1,2})$")
CHECK = re.compile(r"ex-(\d\d)-(\d{1,2})-check$")
LONGEST = 20_000                 # characters of one answer; the longest solution has about 2,000
TAG = re.compile(r"<[^>]{0,2000}>")


def cells(content: bytes) -> list[dict]:
    """The cells of a notebook; ValueError where it is none."""
    try:
        found = json.loads(content)["cells"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("it is no notebook") from error
    if not isinstance(found, list):
        raise ValueError("it is no notebook")
    return [cell for cell in found if isinstance(cell, dict)]


def source(cell: dict) -> str:
    """A cell's text, whether it is stored as one string or as lines."""
    return joined(cell.get("source", ""))


def joined(text) -> str:
    return "".join(part for part in text if isinstance(part, str)) if isinstance(text, list) else text if isinstance(text, str) else ""


def of(found: list[dict]) -> tuple[dict[str, str], dict[str, str]]:
    """{exercise: answer} of the cells, and {exercise: why not yet} where the check's stored output says so."""
    given, reasons = {}, {}
    for cell in found:
        name = cell.get("id", "")
        if not isinstance(name, str) or cell.get("cell_type") != "code":
            continue
        if match := STARTER.match(name):
            given[".".join(match.groups())] = source(cell)[:LONGEST]
        elif (match := CHECK.match(name)) and (why := reason(cell.get("outputs"))):
            reasons[".".join(match.groups())] = why
    return given, reasons


def reason(outputs) -> str:
    """What a check's stored output gave as the reason of *not yet*, or ""."""
    for output in outputs if isinstance(outputs, list) else ():
        text = joined(output.get("data", {}).get("text/plain", "")) if isinstance(output, dict) and isinstance(output.get("data"), dict) else ""
        if ": not yet. " in text[:300]:
            return plain(text.partition(": not yet. ")[2])
    return ""


def plain(text: str, longest: int = 300) -> str:
    """One line without tags and control characters: what strangers wrote is shown in a terminal and opened in a spreadsheet."""
    line = " ".join(html.unescape(TAG.sub(" ", str(text)[:4 * longest])).split())
    line = "".join(c if c.isprintable() else "�" for c in line)
    return line if len(line) <= longest else line[:longest - 1] + "…"


@functools.cache
def delivered() -> dict[str, list[dict]]:
    """{lesson: its cells} as the course was delivered: learners write into the notebooks themselves, so those do not tell."""
    found = {}
    for path, content in (original.tree(ROOT) or {}).items():
        if path.count("/") == 1 and path.startswith("notebooks/") and (match := LESSON.search(path)):
            found[match[1]] = cells(content)
    return found


@functools.cache
def originals() -> dict[str, str]:
    """{exercise: starter} as the course was delivered; empty where nobody kept that."""
    return {id: starter for lesson in delivered().values() for id, starter in of(lesson)[0].items()}


def same(one: str, other: str) -> bool:
    """Whether two sources are the same but for space at line ends and empty lines."""
    return [line.rstrip() for line in one.split("\n") if line.strip()] == [line.rstrip() for line in other.split("\n") if line.strip()]


def untouched(answer: str, starter: str | None) -> bool:
    """Whether nothing was written into a starter cell yet; where nobody kept the starter, its `...` tells."""
    return not answer.strip() or (same(answer, starter) if starter is not None else "..." in answer)
