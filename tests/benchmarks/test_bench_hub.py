"""How many learners one machine holds: the same minute of a lesson for 1, 2, 4 … of them on a hub, all training at once.

Each has the playground of lesson 6 running and moves its learning rate once a second; the table goes into the README.
`COURSE_HUB_LEARNERS=8` sets the largest class.
"""
import os
import statistics
import time

import hub
import psutil

LESSON = hub.ROOT / "notebooks" / "06_mlp.ipynb"
MOVES = 8
LIMIT = 0.150            # seconds from slider to picture, of which the page needs about 25 ms


def classes(largest: int) -> list[int]:
    """1, 2, 4 … up to the largest."""
    sizes = [2 ** n for n in range(largest.bit_length()) if 2 ** n <= largest]
    return sizes if sizes[-1] == largest else [*sizes, largest]


def ready(one) -> None:
    """The playground runs."""
    one.sign_in()
    one.put(LESSON)
    cells = {c["id"]: "".join(c["source"]) for c in one.open(LESSON.name)["cells"]}
    one.run(cells["setup"])
    one.show(cells["playground-demo"])


def lecture(one) -> tuple[list[float], float, float]:
    """(seconds of each move, bytes a second, pictures a second) while everybody trains."""
    one.say(type="play")
    one.wait(lambda: one.state.get("playing"))
    time.sleep(2)
    start, received, frames, times = time.perf_counter(), one.received, one.frames, []
    for n in range(MOVES):
        times.append(one.move(lr=(0.03, 0.3)[n % 2]))
        time.sleep(max(0.0, start + n + 1 - time.perf_counter()))
    lasted = time.perf_counter() - start
    told = (times, (one.received - received) / lasted, (one.frames - frames) / lasted)
    one.say(type="pause")
    return told


def memory(hub_process) -> tuple[float, float]:
    """(MB of all learners' servers and kernels, shared pages counted once; MB of the hub and its proxy)."""
    theirs = own = 0.0
    for process in [psutil.Process(hub_process.pid), *psutil.Process(hub_process.pid).children(recursive=True)]:
        try:
            line, used = " ".join(process.cmdline()), process.memory_full_info()
        except psutil.Error:
            continue
        mb = getattr(used, "pss", used.uss) / 1e6
        if "singleuser" in line or "ipykernel" in line:
            theirs += mb
        else:
            own += mb
    return theirs, own


def test_how_many_learners(capsys):
    command = hub.proxy()
    largest = int(os.environ.get("COURSE_HUB_LEARNERS", 8))
    rows, there = [], []
    with hub.running(command) as (address, process, _):
        for size in classes(largest):
            new = [hub.Learner(address, f"learner{n}") for n in range(len(there), size)]
            hub.together(new, ready)
            there += new
            told = hub.together(there, lecture)
            times = sorted(t for each, _, _ in told for t in each)
            theirs, own = memory(process)
            rows.append((size, statistics.median(times), times[int(0.95 * (len(times) - 1))], theirs / size, own,
                         statistics.mean(b for _, b, _ in told), statistics.mean(f for _, _, f in told)))
        for one in there:
            one.leave()
    with capsys.disabled():
        print(f"\n\n{os.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB; all learners train and move a slider once a second")
        print("| learners | slider to frame, median / p95 | memory of each | pictures/s of each | received by each |")
        print("|---|---|---|---|---|")
        for size, median, late, each, _, bytes_, frames in rows:
            print(f"| {size} | {1000 * median:.0f} / {1000 * late:.0f} ms | {each:.0f} MB | {frames:.0f} | {bytes_ / 1000:.0f} kB/s |")
        print(f"the hub and its proxy: {rows[-1][4]:.0f} MB")
    assert rows[0][1] < LIMIT, "one learner alone must have it at once"
