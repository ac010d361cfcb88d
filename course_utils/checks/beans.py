"""The beans of the capstone, and the judge of held-out ones: a process of its own that the answer does not share.

Run as a program it draws beans that nobody has seen, writes their measurements, reads the kinds that a model gives them
and writes how many are right, and whether that is enough. Their true kinds never leave it. Plain Python, so that it starts in a moment.
"""
from __future__ import annotations

import json
import math
import random
import subprocess
import sys
import threading

BEANS, FEATURES, KINDS = 300, 20, 4
WRONG = 0.3              # share of the learner's labels that are wrong
HELD = 1000              # beans of a judgement
NEEDED = 0.82            # share of them that a model must get right
SIZE, TURN = 6.5, 0.6    # how far a variety lies from the middle, and how much the second one faces the first
PATIENCE = 60            # seconds until a judgement that does not come to an end is given up


def beans(n: int, draw: random.Random, wrong: float) -> tuple[list[list[float]], list[int]]:
    """n beans: rows of measurements and their kinds, of which a share `wrong` is wrong. Each kind has two varieties that
    lie on different sides of the middle, so that no straight border parts the kinds."""
    varieties = _varieties(random.Random(5))
    X, y = [], []
    for _ in range(n):
        kind = draw.randrange(KINDS)
        X.append([place + draw.gauss(0, 1) for place in varieties[kind][draw.randrange(2)]])
        y.append((kind + draw.randrange(1, KINDS)) % KINDS if draw.random() < wrong else kind)
    return X, y


def _varieties(draw: random.Random) -> list[tuple[list[float], list[float]]]:
    def scaled(v):
        length = math.sqrt(sum(x * x for x in v))
        return [SIZE * x / length for x in v]

    kinds = []
    for _ in range(KINDS):
        one, other = (scaled([draw.gauss(0, 1) for _ in range(FEATURES)]) for _ in range(2))
        kinds.append((one, scaled([(1 - TURN) * b - TURN * a for a, b in zip(one, other, strict=True)])))
    return kinds


def held_out(guess) -> tuple[int, int, bool]:
    """How many of the held-out beans `guess(X)` gets right, how many there are, and whether that is enough.

    guess: from rows of measurements, a list of lists, to a list of kinds. Raises OSError where no process can be started.
    """
    # -I: nothing in the learner's folder or environment takes part
    judge = subprocess.Popen([sys.executable, "-I", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                             creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
    alarm = threading.Timer(PATIENCE, judge.kill)
    alarm.daemon = True
    alarm.start()
    try:
        line = judge.stdout.readline()
        if not line:
            raise OSError("the judge of the held-out beans ended before it began")
        kinds = guess(json.loads(line))
        said, _ = judge.communicate(json.dumps(kinds))
        if not said:
            raise OSError(f"the judge of the held-out beans did not end within {PATIENCE} seconds")
        right, of, enough = json.loads(said)
        return right, of, enough
    finally:
        alarm.cancel()
        judge.kill()
        judge.wait()
        for end in (judge.stdin, judge.stdout):
            end.close()


def main() -> None:
    X, y = beans(HELD, random.SystemRandom(), 0.0)
    print(json.dumps(X), flush=True)
    kinds = json.load(sys.stdin)
    right = sum(a == b for a, b in zip(kinds, y, strict=True)) if len(kinds) == HELD else 0
    print(json.dumps([right, HELD, right >= NEEDED * HELD]), flush=True)


if __name__ == "__main__":
    main()
