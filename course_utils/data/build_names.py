"""Builds the lists of names that ship, from the PyPI package `names`: `python -m course_utils.data.build_names`.

The package carries three files of the US Census Bureau (1990): a name, its share in per cent, the running total, the rank.
"""
from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from ..setup.net import as_command
from .archives import SHIPPED
from .packing import pack

SURNAMES = 10_000               # of 88,799; the rest are borne by fewer than one in 100,000
SOURCES = {"female": "dist.female.first", "male": "dist.male.first", "last": "dist.all.last"}


def build(census: str, limit: int | None = None) -> bytes:
    """The names of one census file in small letters, one a line, the most frequent first; at most `limit`."""
    found = [line.split()[0].lower() for line in census.splitlines() if line.strip()][:limit]
    return ("\n".join(found) + "\n").encode("ascii")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m course_utils.data.build_names", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED / "names", help="where the files go")
    target = parser.parse_args(argv).folder
    package = find_spec("names")
    if package is None or package.origin is None:
        print("Building the names needs the package that carries them: pip install names", file=sys.stderr)
        return 1
    for kind, source in SOURCES.items():
        census = (Path(package.origin).parent / source).read_text(encoding="ascii")
        pack(target / f"{kind}.txt.gz", build(census, SURNAMES if kind == "last" else None))
    return 0


if __name__ == "__main__":
    raise SystemExit(as_command(main, __spec__.name))
