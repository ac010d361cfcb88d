"""The outermost net, under every command: what nothing else has named becomes a sentence with the next step."""
from __future__ import annotations

import os
import sys
from collections.abc import Callable

from . import symptoms
from .requirements import SetupError
from .typed import COURSE, PYTHON


def caught(run: Callable[[], int | None], typed: str) -> int:
    """The exit status of `run()`. A failure is one sentence on stderr, never a traceback; `typed` is the command as it was typed."""
    try:
        return run() or 0
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:                  # `… | head` has read enough
        sys.stdout = open(os.devnull, "w")   # noqa: SIM115 - so that the interpreter's last flush finds no closed pipe
        return 1
    except Exception as error:               # nobody who learns should have to read a traceback
        print(unexpected(error, typed), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped. To go on where it stopped, type again: {typed}", file=sys.stderr)
        return 130


def as_command(run: Callable[[], int | None], module: str) -> int:
    """`caught` for a module that is a command of its own: `python -m module …`."""
    return caught(run, " ".join([PYTHON, "-m", module, *sys.argv[1:]]))


def unexpected(error: Exception, typed: str) -> str:
    """One sentence for a failure that nothing else names; where it happened stands in a file, for those who can mend it."""
    import tempfile
    import traceback

    if isinstance(error, OSError) and symptoms.of_error(error, typed).startswith("The disk is full"):
        return f"The disk is full: make room, then type again: {typed}"
    told = ""
    try:
        with tempfile.NamedTemporaryFile("w", prefix="course-fault-", suffix=".txt", delete=False, encoding="utf-8",
                                         errors="replace") as file:
            file.write(f"{typed}\n{sys.version}\n\n")
            traceback.print_exception(error, file=file)
        told = f" (the whole story: {file.name})"
    except OSError:
        pass
    reason = (str(error).strip().splitlines() or ["no reason given"])[0]
    if typed.split()[-1:] == ["doctor"]:
        step = "send that file to those who gave you the course" if told else "tell those who gave you the course"
    else:
        step = f"type {COURSE} doctor, do what its arrows say, then type again: {typed}"
    return f"`{typed}` failed: {type(error).__name__}: {reason}{told}. Next: {step}"
