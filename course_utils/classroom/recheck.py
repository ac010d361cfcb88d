"""Answers run again, because a progress file can be edited: each in a process of its own, with limits of time and memory,
without network and with a disk that cannot be written where the system can do that."""
from __future__ import annotations

import contextlib
import functools
import json
import os
import select
import subprocess
import sys
import tempfile

from ..setup.requirements import ROOT, SetupError
from ..setup.typed import COURSE
from . import answers
from .work import Work

SECONDS = 45                    # for one answer; the longest check takes about ten
MEGABYTES = 2000                # beyond what PyTorch itself takes
START = 180                     # seconds for importing PyTorch on a slow disk
# every disk is read-only but the folder that is the answers' own, and in one more namespace nobody has the right to undo that;
# without the first and the last step the shell ends
# (-pf --kill-child: the checker is the first of its processes, which no answer can end and with which all others end)
ALONE = ["unshare", "-rnpf", "--kill-child"]
SHUT_IN = """mount -o remount,bind,ro / || exit 1
while read -r _ at _; do case $at in /proc*|/sys*|/dev*) ;; *) mount -o remount,bind,ro "$at" ;; esac; done < /proc/self/mounts 2> /dev/null
mount -t tmpfs -o size=64m tmpfs "$0" && exec unshare -Ur "$@\""""
PROBE = 'for place; do [ -w "$place" ] && exit 1; done; exit 0'
STATES = {"passed": "passed", "not yet": "tried", "not started": "", "unknown": ""}


@functools.cache
def shut_in() -> tuple[str, str]:
    """How far this system can shut a process in: ("disk" | "network" | "", a sentence for the teacher)."""
    places = [str(ROOT), os.path.expanduser("~"), os.getcwd(), "/"]
    with tempfile.TemporaryDirectory() as folder:
        return _tried([*ALONE, "-m", "sh", "-c", SHUT_IN, folder, "sh", "-c", PROBE, "sh", *places], [*ALONE, "true"])


def _tried(disk: list[str], network: list[str]) -> tuple[str, str]:
    tried = {"disk": disk, "network": network}
    for reach, command in tried.items():
        try:
            if subprocess.run(command, capture_output=True, timeout=20).returncode == 0:
                return reach, ("Answers run without network, and cannot write to your folders." if reach == "disk" else
                               "Answers run without network, but with your rights on this disk.")
        except (OSError, subprocess.SubprocessError):
            continue
    return "", ("This system cannot shut answers in: they run with time and memory limits, but with your network and your rights. "
                "Use a machine that holds nothing of value.")


def tasks(works: list[Work]) -> dict[tuple[int, str], dict]:
    """{(student, exercise): what to run} for every answer that differs from its starter."""
    starters, lessons = answers.originals(), lesson_cells()
    return {(n, id): {"answer": text, "setup": lessons["setup", id[:2]], "check": lessons["check", id]}
            for n, work in enumerate(works) for id, text in sorted(work.answers.items())
            if ("check", id) in lessons and not answers.untouched(text, starters.get(id))}


def lesson_cells() -> dict[tuple[str, str], str]:
    """The course's own setup cells by lesson, and check cells by exercise: never those that were handed in."""
    here = {path.name[:2]: path for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")}
    lessons = answers.delivered() or {number: answers.cells(path.read_bytes()) for number, path in here.items()}
    found = {}
    for number, cells in lessons.items():
        for cell in cells:
            name = str(cell.get("id", ""))
            if name == "setup":
                found["setup", number] = answers.source(cell)
            elif match := answers.CHECK.match(name):
                found["check", ".".join(match.groups())] = answers.source(cell)
    return found


def verdicts(works: list[Work], seconds: float = SECONDS, megabytes: int = MEGABYTES, told=lambda done, of: None
             ) -> dict[tuple[int, str], tuple[str, str]]:
    """{(student, exercise): (state, message)} of all answers. Equal answers run once. SetupError where processes cannot fork."""
    if not hasattr(os, "fork"):
        raise SetupError("Answers can be rechecked on Linux and macOS only, as this system starts no process that is a copy of another: "
                         "use WSL, or leave --recheck out.")
    wanted, known, found = tasks(works), {}, {}
    with tempfile.TemporaryDirectory(prefix="recheck-") as folder:
        server = Server(folder, seconds, megabytes)
        try:
            for done, (key, task) in enumerate(wanted.items(), 1):
                text = json.dumps(task)
                if text not in known:
                    known[text] = server.ask(text)
                state, message = known[text]
                found[key] = STATES.get(state, ""), answers.plain(message)
                told(done, len(wanted))
        finally:
            server.close()
    return found


class Server:
    """The process that imports PyTorch once and forks for each answer; started again where an answer brought it down."""

    def __init__(self, folder: str, seconds: float, megabytes: int):
        self.folder, self.seconds, self.megabytes = folder, seconds, megabytes
        self.process = None

    def start(self) -> None:
        run = [sys.executable, "-m", "course_utils.classroom.isolated", self.folder, str(self.seconds), str(self.megabytes)]
        reach = shut_in()[0]
        before = {"disk": [*ALONE, "-m", "sh", "-c", SHUT_IN, self.folder], "network": ALONE, "": []}[reach]
        # nothing of the teacher's surroundings but what Python needs: no tokens, no proxies
        env = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "COURSE_DATA", "LD_LIBRARY_PATH") if name in os.environ}
        env |= {"HOME": self.folder, "TMPDIR": self.folder, "PYTHONPATH": str(ROOT), "COURSE_DEVICE": "cpu", "OMP_NUM_THREADS": "1",
                "MPLCONFIGDIR": self.folder, "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen([*before, *run], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env=env, cwd=self.folder, start_new_session=True)
        if self.line(START) != "ready":
            self.close()
            raise SetupError(f"The checks could not be started: type {COURSE} doctor, then the same command again.")

    def ask(self, text: str) -> tuple[str, str]:
        if self.process is None:
            self.start()
        try:
            self.process.stdin.write(text + "\n")
            self.process.stdin.flush()
            state, message = json.loads(self.line(self.seconds + START))
            return state, message
        except (OSError, ValueError, TypeError):
            self.close()
            return "not yet", "It brought its checker down."

    def line(self, seconds: float) -> str:
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            return ""
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()
            self.process = None

