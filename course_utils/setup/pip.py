"""pip, with its output folded into one line of progress and its failures in words."""
from __future__ import annotations

import contextlib
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from .requirements import ROOT, SetupError, release

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


SYMPTOMS = (
    ("disk", r"No space left on device|Errno 28|not enough space on the disk|Disk quota exceeded"),
    ("folder", r"Read-only file system|Errno 30|Permission denied|Errno 13|Access is denied"),
    ("network", r"Failed to establish a new connection|NewConnectionError|Temporary failure in name resolution|"
                r"Name or service not known|getaddrinfo failed|ConnectTimeout|Read timed out|ReadTimeoutError|"
                r"Network is unreachable|ProxyError|SSLError|Connection (?:refused|reset|broken)|ConnectionError"),
    ("index", r"No matching distribution found for (\S+)|Could not find a version that satisfies the requirement (\S+)"),
)


def explain(output: str, again: str) -> str:
    """One sentence that says why pip failed, and what to type next (`again` is the command that was typed)."""
    for kind, pattern in SYMPTOMS:
        match = re.search(pattern, output)
        if not match:
            continue
        if kind == "disk":
            return (f"The disk is full: make room where {ROOT} lies and in {tempfile.gettempdir()} "
                    f"(8 GB is enough; with --torch cpu 3 GB), then type again: {again}")
        if kind == "folder":
            return (f"A file under {ROOT} may not be written: copy the whole folder to a place of your own, "
                    f"or close the program that uses it, then type again: {again}")
        if kind == "network":
            return ("The package index cannot be reached: check the network connection (and the proxy: pip reads "
                    f"HTTPS_PROXY), then type again: {again}")
        name = re.split(r"[<>=!~;\[]", match[1] or match[2] or "it")[0]
        return (f"The package index has no {name} for Python {sys.version_info.major}.{sys.version_info.minor} on this "
                "machine: check that pip may use the network (PIP_NO_INDEX, PIP_INDEX_URL), or install a Python that is "
                f"one version older or newer, then type again: {again}")
    errors = [line.strip() for line in output.splitlines() if re.match(r"\s*(ERROR|error):", line)]
    last = errors[-1].partition(":")[2].strip() if errors else "it gave no reason"
    return f"pip could not install the packages: {last} Then type again: {again}"


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


def install(python: Path, arguments: list[str], *, log: Path, again: str, progress: Progress) -> None:
    """Run `python -m pip install …`; SetupError in one sentence where it fails, the whole output in `log`."""
    bar = "raw" if release(version(python)) >= (24, 1) else "off"       # older ones cannot count for a program
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar", bar,
               *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, text=True,
                               encoding="utf-8", errors="replace", env={**os.environ, "PYTHONUNBUFFERED": "1"})
    output: list[str] = []
    state = "preparing"
    try:
        for line in lines(process):
            if line:
                state = fold(line, state)
                if not line.startswith("Progress "):
                    output.append(line)
            progress.show(state)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        progress.close()
        text = "".join(output)
        with contextlib.suppress(OSError):           # a full disk is the reason, and is told below
            log.write_text(f"$ {' '.join(command)}\n{text}", encoding="utf-8")
    if process.wait() != 0:
        raise SetupError(explain(text, again) + (f"\n(pip's own words: {log})" if log.exists() else ""))


def version(python: Path) -> str:
    """The version of the pip that belongs to an interpreter, or "" where it has none that works."""
    done = subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, text=True)
    match = re.match(r"pip (\S+)", done.stdout)
    return match[1] if done.returncode == 0 and match else ""
