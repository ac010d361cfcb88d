"""What the course needs (read from pyproject.toml) and what of it this Python has."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTION = "dl-workbook"


class SetupError(Exception):
    """What stands in the way of the set-up, in one sentence with the next step."""


@dataclass(frozen=True)
class Requirement:
    """A distribution and the lowest version that will do ("" for any)."""

    name: str
    lowest: str = ""

    def __str__(self) -> str:
        return f"{self.name}>={self.lowest}" if self.lowest else self.name

    @classmethod
    def parse(cls, text: str) -> Requirement:
        """`numpy>=1.26` or `numpy`; anything else is a ValueError: pyproject.toml has lower bounds only."""
        match = re.fullmatch(r"\s*([A-Za-z0-9._-]+)\s*(?:>=\s*([0-9][0-9a-z.]*))?\s*", text)
        if not match:
            raise ValueError(f"not a plain lower bound: {text!r}")
        return cls(match[1], match[2] or "")


@dataclass(frozen=True)
class Lack:
    """A requirement that is not met; `found` is the version that is there, or None."""

    requirement: Requirement
    found: str | None

    def __str__(self) -> str:
        return f"{self.requirement} ({f'{self.found} is here' if self.found else 'not installed'})"


@cache
def project() -> dict:
    """The table [project] of pyproject.toml; SetupError where the package does not lie in the workbook's folder."""
    import tomllib  # here and below: what takes long to import waits until it is needed

    path = ROOT / "pyproject.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    except FileNotFoundError:
        raise SetupError(f"{path} is missing: course_utils must stay inside the workbook's folder. "
                         "Fetch the folder again and type the command there.") from None


def requirements(*extras: str) -> list[Requirement]:
    """What the course needs to run, and what the named extras ("test") add."""
    table = project()
    lines = [*table["dependencies"], *(line for extra in extras for line in table["optional-dependencies"][extra])]
    return [Requirement.parse(line) for line in dict.fromkeys(lines)]


def release(version: str) -> tuple[int, ...]:
    """The numbers a version starts with: "2.15.0+cu130" -> (2, 15); trailing zeros mean nothing and are dropped."""
    numbers = [int(n) for n in re.match(r"[\d.]*", version)[0].strip(".").split(".") if n]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def installed(name: str, path: list[str] | None = None) -> str | None:
    """The version of a distribution in this Python (or in the folders of `path`), or None."""
    from importlib import metadata

    if path is None:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return None
    found = (distribution.version for distribution in metadata.distributions(name=name, path=path))
    return next(filter(None, found), None)           # what is left of a damaged installation has no version


def missing(*extras: str, path: list[str] | None = None) -> list[Lack]:
    """The requirements this Python (or the folders of `path`) does not meet. Reads metadata only: nothing is imported."""
    lacks = []
    for requirement in requirements(*extras):
        found = installed(requirement.name, path)
        if found is None or release(found) < release(requirement.lowest):
            lacks.append(Lack(requirement, found))
    return lacks
