"""What the doctor found: a line for each check, and the table of all."""
from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line of the table: `cure` is what to type (on an OK line: what could be better)."""

    name: str
    ok: bool
    found: str
    cure: str = ""


class Report(tuple):
    """The results of all checks; prints as a table and shows as one in a notebook."""

    @property
    def ok(self) -> bool:
        """Whether no check failed."""
        return all(result.ok for result in self)

    def __repr__(self) -> str:
        width = max(len(result.name) for result in self)
        lines = []
        for result in self:
            lines.append(f"{'OK' if result.ok else 'FAIL':5}{result.name:{width}}  {result.found}")
            if result.cure:
                lines.append(f"{'':{width + 7}}→ {result.cure}")
        failed = sum(not result.ok for result in self)
        lines.append("Everything is fine." if self.ok else f"{failed} of {len(self)} checks failed: do what the arrows say.")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        left, whole = "style='text-align: left'", "style='text-align: left; white-space: nowrap'"
        rows = "".join(
            f"<tr><td {whole}><b>{'✔ OK' if r.ok else '✘ FAIL'}</b></td><td {whole}>{html.escape(r.name)}</td>"
            f"<td {left}>{html.escape(r.found)}</td><td {left}>{html.escape(r.cure)}</td></tr>" for r in self)
        return (f"<table><tr><th></th><th {left}>check</th><th {left}>found</th><th {left}>what to do</th></tr>"
                f"{rows}</table>")
