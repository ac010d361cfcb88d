"""The optimiser race: each racer against its update rule written out, equal starts, and leaving the valley."""
import pytest
import torch

from course_utils.demos import OptimizerRace
from course_utils.demos.optimizer_race import STYLES, VALLEYS
from course_utils.live.demo import Diverged


def rules(lr, beta=0.9):
    """name -> function (p, g, memory, t) that returns the moved p, as in the papers."""
    def sgd(p, g, m, t):
        return p - lr * g

    def momentum(p, g, m, t):
        m["v"] = beta * m.get("v", 0) + g
        return p - lr * m["v"]

    def adagrad(p, g, m, t):
        m["s"] = m.get("s", 0) + g**2
        return p - lr * g / (m["s"].sqrt() + 1e-10)

    def rmsprop(p, g, m, t):
        m["s"] = 0.99 * m.get("s", 0) + 0.01 * g**2
        return p - lr * g / (m["s"].sqrt() + 1e-8)

    def adam(p, g, m, t):
        m["m"] = 0.9 * m.get("m", 0) + 0.1 * g
        m["s"] = 0.999 * m.get("s", 0) + 0.001 * g**2
        return p - lr * (m["m"] / (1 - 0.9**t)) / ((m["s"] / (1 - 0.999**t)).sqrt() + 1e-8)

    return {"SGD": sgd, "momentum": momentum, "Adagrad": adagrad, "RMSprop": rmsprop, "Adam": adam}


@pytest.mark.parametrize("ground", VALLEYS)
def test_every_path_is_its_rule(ground):
    demo, steps = OptimizerRace(ground=ground, lr=0.03), 25
    for _ in range(steps):
        demo.step()
    for name, rule in rules(0.03).items():
        p, memory = torch.tensor(VALLEYS[ground].start, dtype=torch.float64), {}
        for t in range(1, steps + 1):
            q = p.clone().requires_grad_()
            VALLEYS[ground].f(*q).backward()
            p = rule(p, q.grad, memory, t)
        assert torch.allclose(torch.tensor(demo.racers[name]["parameters"][0].tolist(), dtype=torch.float64), p, atol=2e-3), name


@pytest.mark.parametrize("ground", [*VALLEYS, "network"])
def test_all_five_start_alike(ground):
    demo = OptimizerRace(ground=ground, device="cpu")
    assert len({racer["loss"] for racer in demo.racers.values()}) == 1
    demo.step()
    assert all(len(racer["track"]) == 2 for racer in demo.racers.values())
    assert list(demo.racers) == list(STYLES)


def test_the_network_learns_and_shows_shares():
    demo = OptimizerRace(ground="network", lr=0.03, device="cpu")
    for _ in range(60):
        demo.step()
    assert demo.racers["Adam"]["loss"] < 0.8 * demo.racers["Adam"]["track"][0][0]
    heights = demo.scene().axes[0].marks[0].heights
    assert ((heights >= 0) & (heights <= 1)).all()


def test_sgd_leaves_a_steep_valley_and_the_caption_says_so():
    demo = OptimizerRace(**OptimizerRace.presets["too large"].settings)
    for _ in range(60):
        demo.step()
    assert "SGD" in demo.out and "Adam" not in demo.out
    assert "SGD at step" in demo.scene().caption and demo.scene().readouts["SGD"] == "out"


def test_when_all_are_out_it_stops_in_words():
    demo = OptimizerRace()
    for racer in demo.racers.values():
        with torch.no_grad():
            racer["parameters"][0].fill_(1e9)
    with pytest.raises(Diverged, match="learning rate"):
        demo.step()


def test_learning_rate_and_momentum_act_on_the_next_step():
    demo = OptimizerRace()
    demo.step()
    assert demo.set(lr=0.5, momentum=0.5) is False and demo.steps == 1
    demo.step()
    group = demo.racers["momentum"]["optimizer"].param_groups[0]
    assert group["lr"] == 0.5 and group["momentum"] == 0.5
