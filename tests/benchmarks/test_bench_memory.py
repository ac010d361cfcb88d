"""What a learner's kernel needs while it runs a whole lesson: memory of its own, and all that is mapped.

Its own are the pages that nobody else can use (Linux: RssAnon). The rest of what a task list shows are PyTorch's libraries
and MNIST's bytes, which all kernels of one machine share. The figures in the README come from here.
"""
import os
import threading
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
LIMIT = 800         # MB of its own, with the default build of PyTorch


def now(pid: int) -> tuple[float, float]:
    """(own, all) in MB."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return tuple(int(lines[name].split()[0]) / 1024 for name in ("RssAnon", "VmHWM"))


def run(lesson: Path) -> tuple[float, float]:
    """The most that the kernel held on its way through the lesson."""
    manager, client = start_new_kernel(cwd=str(lesson.parent))
    try:
        pids: list[int] = []
        client.execute_interactive("import os; print(os.getpid())", timeout=60,
                                   output_hook=lambda m: pids.append(int(m["content"]["text"])) if m["msg_type"] == "stream" else None)
        pid, most, done = pids[0], [0.0, 0.0], threading.Event()

        def watch():
            while not done.wait(0.05):
                most[:] = map(max, most, now(pid))

        threading.Thread(target=watch, daemon=True).start()
        for cell in nbformat.read(lesson, as_version=4).cells:
            if cell.cell_type == "code":
                client.execute_interactive(cell.source, timeout=300, output_hook=lambda m: None)
        done.set()
        return tuple(map(max, most, now(pid)))
    finally:
        manager.shutdown_kernel(now=True)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="Linux tells what memory is a process's own")
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_fits(lesson):
    own, everything = run(lesson)
    print(f"{lesson.stem}: {own:.0f} MB of its own, {everything:.0f} MB with what is shared")
    assert own <= LIMIT
