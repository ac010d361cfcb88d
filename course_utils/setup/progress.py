"""What a waiting person sees of pip: one line, and a limit to the silence."""
from __future__ import annotations

import queue
import re
import shutil
import subprocess
import sys
import threading
import time

QUIET = 20         # seconds between two lines where the output is not a terminal


class Progress:
    """One line that says what is being done and for how long: rewritten on a terminal, rare lines elsewhere."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stdout
        self.live = self.stream.isatty()
        self.start = self.last = time.monotonic()

    def show(self, text: str) -> None:
        now = time.monotonic()
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            line = f"  {int(now - self.start) // 60}:{int(now - self.start) % 60:02d}  {text}"
            self.stream.write(f"\r{line[:width]:{width}}")         # spaces wipe out what stood there, on any console
        elif now - self.last >= QUIET:
            self.stream.write(f"  {now - self.start:.0f} s: {text}\n")
        else:
            return
        self.last = now
        self.stream.flush()

    def close(self) -> None:
        if self.live:
            self.stream.write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")
            self.stream.flush()


def fold(line: str, before: str) -> str:
    """What one line of pip's output means to somebody who waits; `before` where it says nothing new."""
    line = line.strip()
    if match := re.match(r"Progress (\d+) of (\d+)", line):
        name = before.partition(" · ")[0]
        share = int(match[1]) / max(1, int(match[2]))
        return f"{name} · {share:.0%}" if name.startswith("downloading") else before
    if match := re.match(r"(?:Downloading|Using cached) (?:.*/)?([A-Za-z0-9._]+?)-(\d[^-]*)-\S+\s*\(([^)]*)\)", line):
        return f"downloading {match[1]} {match[2]} ({match[3]})"
    if match := re.match(r"Collecting ([A-Za-z0-9._-]+)", line):
        return f"looking up {match[1]}"
    if line.startswith("Installing collected packages"):
        return f"installing {line.count(',') + 1} packages (a minute or two)"
    if line.startswith("Installing build dependencies"):
        return "preparing"
    return before


class Patience:
    """Counts how long nothing worth the name has happened: a new line, or `enough` more bytes of a download."""

    def __init__(self, limit: float, enough: int = 500_000):
        self.limit, self.enough = limit, enough
        self.bytes, self.since = 0, time.monotonic()

    def saw(self, line: str | None) -> bool:
        """Take in a line of pip (None: half a second without one); whether the limit is passed."""
        match = re.match(r"Progress (\d+) of", line or "")
        if match:
            got = int(match[1])
            if got < self.bytes or got >= self.bytes + self.enough:
                self.bytes, self.since = got, time.monotonic()
        elif line:
            self.since = time.monotonic()
        return time.monotonic() - self.since > self.limit


def lines(process: subprocess.Popen):
    """The process's output line by line, and None whenever half a second passes without one."""
    waiting: queue.Queue = queue.Queue()

    def read():
        for line in process.stdout:
            waiting.put(line)
        waiting.put(EOFError)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = waiting.get(timeout=0.5)
        except queue.Empty:
            line = None
        if line is EOFError:
            return
        yield line
