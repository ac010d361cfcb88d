"""The other side of `recheck`: reads answers line by line, and runs each in a process of its own with limits.

PyTorch is imported once; each answer then gets a fork of this process, so that it starts in milliseconds and cannot
change what the next one meets. Run as `python -m course_utils.classroom.isolated FOLDER SECONDS MEGABYTES`.
"""
from __future__ import annotations

import contextlib
import functools
import gc
import json
import os
import select
import signal
import sys
import tempfile
import time

FILES = 1 << 20                # bytes that an answer may write into one file
PROCESSES = 100                # and threads, of an answer (where the teacher is root the system sets no such limit)


def main(folder: str, seconds: float, megabytes: int) -> None:
    from course_utils.checks import core, guards

    os.chdir(folder)
    os.environ["COURSE_PROGRESS"] = os.path.join(folder, "progress.json")      # what passes here is nobody's progress
    import torch

    torch.set_num_threads(1)                       # a fork inherits no other thread
    for number in {id[:2] for id in core.listing()}:
        core.lesson(number)
    with guards.own_settings():                    # PyTorch imports more when its settings are first given back
        pass
    lines, replies = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    for quiet in (0, 1, 2):                        # answers print to nowhere
        os.dup2(os.open(os.devnull, os.O_RDWR), quiet)
    print("ready", file=replies, flush=True)
    for line in lines:
        task = json.loads(line)
        prepared(task["setup"])                    # here, so that no answer has to wait for imports
        print(json.dumps(judged(task, seconds, megabytes)), file=replies, flush=True)


@functools.cache
def prepared(setup: str) -> dict:
    """The names that a lesson's own setup cell makes."""
    names: dict = {"__name__": "__main__"}
    exec(compile(setup, "<setup>", "exec"), names)
    gc.collect()
    gc.freeze()                                    # forks share these pages
    return names


def judged(task: dict, seconds: float, megabytes: int) -> list[str]:
    """[state, message] of one answer; a process that ends without a word, or does not end, is *not yet* as well."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.closerange(3, writing)                  # the teacher's side reads what this process's parent says, and nothing else
            os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX"))
            os.setsid()
            _limit(seconds, megabytes)
            os.write(writing, json.dumps(verdict(task)).encode()[:60_000])
        except BaseException as error:
            with contextlib.suppress(BaseException):
                os.write(writing, json.dumps(["not yet", f"{type(error).__name__}: {error}"[:500]]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    told, end = b"", time.monotonic() + seconds
    try:
        while (left := end - time.monotonic()) > 0 and len(told) < 100_000:
            if not select.select([reading], [], [], left)[0]:
                break
            piece = os.read(reading, 65536)
            if not piece:
                break
            told += piece
    finally:
        _end(child)
        os.close(reading)
    try:
        state, message = json.loads(told)
        return [str(state), str(message)]
    except (ValueError, TypeError):
        over = time.monotonic() >= end
        return ["not yet", f"It was stopped after {seconds:g} seconds." if over else "It ended its process, or needed more memory than it may have."]


def _end(child: int) -> None:
    """Kill the answer's process and its group; where this process is the first of a namespace, whatever left that group too."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if os.getpid() == 1:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while True:                            # orphans are the first process's own
                os.waitpid(-1, 0)


def _limit(seconds: float, megabytes: int) -> None:
    import resource

    try:
        with open("/proc/self/statm") as file:
            used = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:                                # macOS: time limits alone
        used = 0
    limits = {"RLIMIT_CPU": int(seconds) + 1, "RLIMIT_FSIZE": FILES, "RLIMIT_CORE": 0}
    if used:                                       # PyTorch reserves far more addresses than it uses: count from here
        limits["RLIMIT_AS"] = used + (megabytes << 20)
    if os.getppid() == 1:                          # in a namespace of its own: elsewhere all that the teacher runs would count
        limits["RLIMIT_NPROC"] = PROCESSES
    for name, most in limits.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))


def verdict(task: dict) -> tuple[str, str]:
    """Run the lesson's setup cell, the answer and the check, as the notebook would."""
    import ast

    from course_utils.checks import core

    names = dict(prepared(task["setup"]))
    try:
        exec(compile(task["answer"], "<answer>", "exec"), names)
    except Exception as error:
        from course_utils.checks.advice import in_words
        return "not yet", in_words(error)
    tree = ast.parse(task["check"])
    exec(compile(ast.Module(tree.body[:-1], []), "<check>", "exec"), names)
    told = eval(compile(ast.Expression(tree.body[-1].value), "<check>", "eval"), names | {"check": core.check})
    return told.state, told.message


if __name__ == "__main__":
    tempfile.tempdir = sys.argv[1]
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
