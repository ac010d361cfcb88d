"""How a command is typed in a terminal of this system; no message names a command in another way."""
from __future__ import annotations

import os
import sys
from pathlib import Path

PYTHON = "py" if os.name == "nt" else "python3"
COURSE = f"{PYTHON} -m course_utils"


def program(python: Path | str | None = None) -> str:
    """The whole path of a program (this Python's by default), at the beginning of a line that is typed.

    Windows' PowerShell takes a quoted path there for a text, and starts it only after `&`; without quotes both of Windows' shells do.
    """
    path = str(python or sys.executable)
    if os.name != "nt":
        return f'"{path}"'
    return f'& "{path}"' if " " in path else path
