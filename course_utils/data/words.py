"""Words that ship: names of the US Census of 1990, and two novels of Jane Austen."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .archives import SHIPPED, DataError, read, unpack


@dataclass(frozen=True)
class TextFile:
    """One gzipped text that ships: its place in the data folder, the SHA-256 of its contents, the module that builds it."""

    name: str
    sha256: str
    builder: str

    def load(self) -> str:
        """The checked contents; DataError, with what to type next, where the file is missing or damaged."""
        path = SHIPPED / self.name
        packed = read(path)
        if packed is None:
            raise DataError(f"{path} is missing: it ships in the course's folder, so work from a clone of it.")
        try:
            content = unpack(packed)
        except DataError:
            content = b""
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DataError(f"{path} is damaged: restore it with `git checkout -- data/{self.name}`, "
                            f"or build it again with `python -m course_utils.data.{self.builder}`.")
        return content.decode("ascii")


NAMES = {
    "female": TextFile("names/female.txt.gz", "9067937d9acdafb6c92683ce343dff785db5224b40df05723964adb3d41055ae", "build_names"),
    "male": TextFile("names/male.txt.gz", "cc68490c2ef895961f568833130f90f43a41f0a4fffb1990d84bbadd0b405c63", "build_names"),
    "last": TextFile("names/last.txt.gz", "9525078599e7e72be8dbddb0875b1787ba46883a5e2c7594cfc0964f5d4af3cc", "build_names"),
}
TEXTS = {
    "pride": TextFile("text/pride_and_prejudice.txt.gz", "eaa94544bb57de7a1e7e9823ef185e7ee52d14d376d55b525054511124ad75de", "build_text"),
    "emma": TextFile("text/emma.txt.gz", "3ecfae5758d6b25c9624203f6feb8deff8fe323823ea62f470fc29091459dbd6", "build_text"),
}


def names(kind: str = "first") -> list[str]:
    """Names of the US Census of 1990, in small letters a … z, the most frequent first.

    kind : "female" (4,275 first names), "male" (1,219), "last" (the 10,000 most frequent surnames), or
        "first": all 5,163 different first names, in alphabetical order.

    Raises ValueError for another kind, DataError where a file is missing or damaged. Origin: data/README.md.
    """
    if kind == "first":
        return sorted({*names("female"), *names("male")})
    return _find(NAMES, kind, "kind of names", "first").load().split()


def text(name: str = "pride") -> str:
    """A novel of Jane Austen in plain ASCII, a paragraph a line: "pride" (Pride and Prejudice, 1813) or "emma" (Emma, 1815).

    681,000 and 879,000 characters; without title, chapter headings and marks for italics.

    Raises ValueError for another name, DataError where the file is missing or damaged. Origin: data/README.md.
    """
    return _find(TEXTS, name, "text").load()


def _find(table: dict[str, TextFile], key: str, what: str, *more: str) -> TextFile:
    if key not in table:
        raise ValueError(f"there is no {what} called {key!r}: choose one of {', '.join((*more, *table))}.")
    return table[key]
