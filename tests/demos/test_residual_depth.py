"""Residual depth: the gradients against autograd on the same network, steps against a plain loop, what the presets promise."""
import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_utils import data, nets
from course_utils.demos import ResidualDepth
from course_utils.demos.residual_depth import BATCH


def ran(steps, **settings):
    demo = ResidualDepth(device="cpu", **settings)
    for _ in range(steps):
        demo.step()
    return demo


@pytest.mark.parametrize("kind", ["plain", "residual"])
def test_first_gradients_and_steps_equal_a_plain_loop(kind):
    demo = ran(2, kind=kind, layers=4, seed=1)
    model, order = nets.deep(4, kind == "residual", generator=torch.Generator().manual_seed(1)), torch.Generator().manual_seed(1)
    optimizer = torch.optim.SGD(model.parameters(), lr=demo.lr)
    for step in range(3):                                       # the first batch is for the gradients alone
        rows = torch.randint(0, len(demo.x), (BATCH,), generator=order)
        loss = F.cross_entropy(model(data.scaled(demo.x[rows])), demo.y[rows])
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            inside = [m for b in model if isinstance(b, nets.Block) for m in b.modules() if isinstance(m, nn.Conv2d)]
            assert np.allclose(demo.before, [m.weight.grad.norm().item() for m in inside], rtol=1e-3)
        else:
            optimizer.step()
    assert demo.loss == pytest.approx(loss.item(), abs=1e-4)
    for ours, theirs in zip(demo.model.parameters(), model.parameters(), strict=True):
        assert torch.allclose(ours, theirs, atol=1e-5)


def test_the_learning_rate_acts_on_the_next_step():
    demo = ran(1, layers=2)
    before = [p.detach().clone() for p in demo.model.parameters()]
    demo.set(lr=1e-3)
    demo.step()
    moved = max(float((a - b).abs().max()) for a, b in zip(before, demo.model.parameters(), strict=True))
    assert 0 < moved < 0.01 and demo.steps == 2


def test_the_global_random_state_is_left_alone():
    before = torch.random.get_rng_state()
    ran(1, layers=2, norm=True)
    assert torch.equal(before, torch.random.get_rng_state())


def test_the_presets_show_what_they_say():
    found = {name: ran(120, **preset.settings) for name, preset in ResidualDepth.presets.items()}
    end = {name: float(np.mean(demo.losses[0][-20:])) for name, demo in found.items()}
    ratio = {name: demo.before[0] / demo.before[-1] for name, demo in found.items()}
    guess = math.log(10)
    assert ratio["plain, 20 layers"] < 1e-5 and abs(end["plain, 20 layers"] - guess) < 0.1
    assert ratio["residual, 20 layers"] > 0.1 and end["residual, 20 layers"] < 1.2
    # "though not at once": after 100 steps still a guess, after 300 learned
    slow = ran(300, **ResidualDepth.presets["plain, 2 layers"].settings).losses[0]
    assert np.mean(slow[:100]) > 2.2 and np.mean(slow[-20:]) < 1
    assert ratio["plain with batch norm"] > 1
    assert end["residual, 20 layers"] < end["plain with batch norm"] < guess - 0.2
    assert end["residual with batch norm"] < guess - 0.5
