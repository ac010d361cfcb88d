"""The capstone's hidden beans: fresh each time, judged where the answer cannot look, and a bar that means something."""
import random
import subprocess
import sys

import pytest
import torch
from torch.nn import functional as F

from course_utils import nets
from course_utils.checks import beans, lesson_08
from course_utils.checks.core import check


def test_the_learners_beans_are_always_the_same():
    X, y = lesson_08.capstone_data()
    assert X.shape == (300, 20) and X.dtype == torch.float32 and y.dtype == torch.int64 and set(y.tolist()) == {0, 1, 2, 3}
    assert torch.equal(X, lesson_08.capstone_data()[0])


def test_about_the_stated_share_of_labels_is_wrong():
    X, labels = lesson_08.capstone_data()
    centres = torch.tensor(beans._varieties(random.Random(5))).flatten(0, 1)           # (8, 20)
    kinds = torch.cdist(X, centres).argmin(1) // 2                                      # nearly always the true kind
    assert 0.22 < (kinds != labels).float().mean() < 0.38


def test_the_hidden_beans_are_fresh_and_their_kinds_stay_hidden():
    seen = []

    def look(rows):
        seen.append(rows)
        frame, kinds = sys._getframe(), []
        while frame:
            kinds += [v for v in frame.f_locals.values() if isinstance(v, list) and len(v) == beans.HELD and v and isinstance(v[0], int)]
            frame = frame.f_back
        assert not kinds, "the true kinds lie in the caller's reach"
        return [0] * len(rows)

    first, again = beans.held_out(look), beans.held_out(look)
    assert seen[0] != seen[1] and len(seen[0]) == beans.HELD == first[1] == again[1]
    assert 150 < first[0] < 350


def test_an_error_in_the_answer_ends_the_judge():
    started = []
    popen = subprocess.Popen

    def remember(*args, **kwargs):
        started.append(popen(*args, **kwargs))
        return started[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", remember)
        with pytest.raises(ZeroDivisionError):
            beans.held_out(lambda rows: 1 / 0)
    assert started[0].poll() is not None


def test_a_bar_that_the_answer_sets_to_nothing_is_not_the_judges(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    for module in (lesson_08, beans):
        monkeypatch.setattr(module, "NEEDED", 0.0)
    assert check("08.5", lambda X: torch.zeros(len(X), 4)).state == "not yet"


def test_where_no_process_can_be_started_a_sentence_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))

    def refuse(*_, **__):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    verdict = check("08.5", lambda X: torch.zeros(len(X), 4))
    assert verdict.state == "not yet" and "could not be drawn" in verdict.message


def test_a_judge_that_hangs_is_given_up(monkeypatch, tmp_path):
    monkeypatch.setattr(beans, "PATIENCE", 0.3)
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(beans, "__file__", str(slow))
    with pytest.raises(OSError, match="ended before it began"):
        beans.held_out(lambda rows: [])


def trained(model, steps, lr, weight_decay):
    torch.manual_seed(0)
    X, y = lesson_08.capstone_data()
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=weight_decay)
    for _ in range(steps):
        rows = torch.randint(300, (50,))
        optimizer.zero_grad()
        F.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return model.eval()


def test_the_bar_parts_the_fair_from_the_rest_with_room():
    X, y = beans.beans(3000, random.Random(11), 0.0)
    X, y = torch.tensor(X), torch.tensor(y)

    def score(model):
        with torch.no_grad():
            return (model(X).argmax(1) == y).float().mean().item()

    torch.manual_seed(0)
    straight = [score(trained(torch.nn.Linear(20, 4), 300, 0.01, decay)) for decay in (0.0, 3.0)]
    fair = [score(trained(nets.mlp((20, 64, 4), seed=seed), 60, 0.003, 1.0)) for seed in (0, 1, 2)]
    by_heart = score(trained(nets.mlp((20, 256, 256, 4), seed=0), 500, 0.003, 0.0))
    assert max(*straight, by_heart) < lesson_08.NEEDED - 0.05, (straight, by_heart)
    assert min(fair) > lesson_08.NEEDED + 0.05, fair
