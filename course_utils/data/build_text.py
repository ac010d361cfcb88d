"""Builds the novels that ship, from the R package `janeaustenr`: `python -m course_utils.data.build_text Rdata.rdb`.

R is not needed. `Rdata.rdb` lies in the folder `janeaustenr/data` of an R library, and in Debian's package:
`apt-get download r-cran-janeaustenr`, then `dpkg -x r-cran-janeaustenr_*.deb .`
"""
from __future__ import annotations

import argparse
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..setup.net import as_command
from .archives import SHIPPED, read
from .packing import pack

BOOKS = {"PRIDE AND PREJUDICE": "pride_and_prejudice", "EMMA": "emma"}
STRINGS = 16                        # R's number for a vector of strings
# what is no prose: headings, the end, rows of stars between scenes
NO_PROSE = re.compile(r"(volume|chapter) [0-9ivxl]+|finis|by jane austen|[* ]+", re.IGNORECASE)


def objects(database: bytes) -> Iterator[bytes]:
    """The serialised objects in one of R's .rdb files: each has its length (4 bytes, then zlib's stream)."""
    while database:
        stream = zlib.decompressobj()
        yield stream.decompress(database[4:])
        database = stream.unused_data


def strings(serialised: bytes) -> list[str]:
    """The vector of strings in R's binary form (XDR, version 2 or 3), as R's manual "R Internals" describes it."""
    version, at = struct.unpack(">2xi", serialised[:6])[0], 14
    if version == 3:                # the name of an encoding comes first
        at += 4 + struct.unpack_from(">i", serialised, at)[0]
    kind, n = struct.unpack_from(">ii", serialised, at)
    if not serialised.startswith(b"X\n") or kind & 255 != STRINGS:
        raise ValueError("this is no vector of strings.")
    at, found = at + 8, []
    for _ in range(n):
        size = struct.unpack_from(">4xi", serialised, at)[0]
        found.append(serialised[at + 8:at + 8 + size].decode("utf-8"))
        at += 8 + size
    return found


def build(title: str, lines: list[str]) -> bytes:
    """A novel as ASCII, one paragraph a line; without headings, rows of stars and the _ that mark italics."""
    blocks = "\n".join(line.strip() for line in lines).split("\n\n")
    paragraphs = (" ".join(block.replace("_", "").split()) for block in blocks)
    prose = [p for p in paragraphs if p and p != title and not NO_PROSE.fullmatch(p)]
    return ("\n".join(prose) + "\n").encode("ascii")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m course_utils.data.build_text", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path, help="janeaustenr's Rdata.rdb")
    parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED / "text", help="where the files go")
    asked = parser.parse_args(argv)
    database = read(asked.database)
    if database is None:
        print(f"{asked.database} is not there: get it with `apt-get download r-cran-janeaustenr` and "
              "`dpkg -x r-cran-janeaustenr_*.deb .`, or from an R library.", file=sys.stderr)
        return 1
    for lines in map(strings, objects(database)):
        title = next(line.strip() for line in lines if line.strip())
        if title in BOOKS:
            pack(asked.folder / f"{BOOKS[title]}.txt.gz", build(title, lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(as_command(main, __spec__.name))
