"""Regression live: a step against the closed formula and torch.optim.SGD, the end against lstsq, and what the presets claim."""
import numpy as np
import pytest
import torch

from course_utils.demos import RegressionLive
from course_utils.live.demo import Diverged
from course_utils.live.scene import HeatMap, Line


def ran(steps, **settings):
    demo = RegressionLive(device="cpu", **settings)
    for _ in range(steps):
        demo.step()
    return demo


@pytest.mark.parametrize(("scaled", "lr"), [(True, 0.1), (False, 1e-5)])
def test_a_full_batch_step_is_the_closed_formula(scaled, lr):
    demo = RegressionLive(device="cpu", scaled=scaled, lr=lr, batch_size=50, seed=1)
    w = b = 0.0
    for _ in range(10):
        demo.step()
        error = w * demo.z + b - demo.price
        w, b = w - lr * 2 * (error * demo.z).mean(), b - lr * 2 * error.mean()
        assert (demo.w.item(), demo.b.item()) == pytest.approx((w, b), rel=1e-4)


def test_small_batches_equal_torch_sgd_and_go_once_through_the_houses():
    demo = ran(5, batch_size=10, lr=0.05, seed=3)
    order = torch.randperm(50, generator=torch.Generator().manual_seed(3))
    line = torch.nn.Linear(1, 1)
    torch.nn.init.zeros_(line.weight)
    torch.nn.init.zeros_(line.bias)
    optimizer = torch.optim.SGD(line.parameters(), lr=0.05)
    for rows in order.split(10):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(line(demo.Z[rows, None])[:, 0], demo.Y[rows]).backward()
        optimizer.step()
    assert (demo.w.item(), demo.b.item()) == pytest.approx((line.weight.item(), line.bias.item()), rel=1e-4)
    assert not len(demo.queue)


def test_standardising_is_mean_0_and_deviation_1():
    demo = RegressionLive(device="cpu")
    assert demo.z.mean() == pytest.approx(0, abs=1e-9) and demo.z.std() == pytest.approx(1)
    assert np.array_equal(RegressionLive(device="cpu", scaled=False).z, demo.area)


def test_it_ends_at_lstsq_and_the_line_in_m2_is_the_same():
    demo = ran(300, batch_size=50, lr=0.1)
    A = torch.stack([torch.from_numpy(demo.z), torch.ones(50, dtype=torch.float64)], 1)
    best = torch.linalg.lstsq(A, torch.from_numpy(demo.price)[:, None]).solution[:, 0].tolist()
    assert (demo.w.item(), demo.b.item()) == pytest.approx(best, rel=1e-4) and (demo.best_w, demo.best_b) == pytest.approx(best)
    scene = demo.scene()
    line = next(m for m in scene.axes[0].marks if isinstance(m, Line) and m.label == "learned so far")
    assert np.allclose(line.y, np.polyval(np.polyfit(demo.area, demo.price, 1), line.x), rtol=1e-3)
    assert "as good as the closed form" in scene.caption


@pytest.mark.parametrize("scaled", [True, False])
def test_the_map_and_the_loss_by_a_plain_loop(scaled):
    demo = ran(3, scaled=scaled, lr=1e-5)

    def mse(w, b):
        return sum((w * z + b - p) ** 2 for z, p in zip(demo.z, demo.price, strict=True)) / 50

    assert demo.losses[0][-1] == pytest.approx(mse(demo.w.item(), demo.b.item()), rel=1e-4)
    heat = next(m for m in demo.scene().axes[1].marks if isinstance(m, HeatMap))
    w0, w1, b0, b1 = heat.extent
    for row, column in ((0, 0), (49, 0), (12, 33)):
        assert heat.z[row, column] == pytest.approx(np.log10(mse(w0 + (w1 - w0) * column / 49, b0 + (b1 - b0) * row / 49)), abs=1e-4)


def test_live_fields_keep_the_run():
    demo = ran(3)
    assert demo.set(lr=0.2, batch_size=50) is False and demo.steps == 3
    assert demo.set(scaled=False) is True and demo.steps == 0


@pytest.mark.parametrize("scaled", [True, False])
def test_the_learning_rate_that_is_advised_converges(scaled):
    lost = RegressionLive(lr=2.0, scaled=scaled, batch_size=50)
    with pytest.raises(Diverged) as told:
        for _ in range(300):
            lost.step()
    assert lost.losses[0][-1] > lost.losses[0][0], "the picture shows the loss that the sentence names"
    demo = RegressionLive(lr=float(str(told.value).removesuffix(".").rsplit(" ", 1)[1]), scaled=scaled, batch_size=50)
    for _ in range(50):
        demo.step()
    assert demo.losses[0][-1] < 0.1 * demo.losses[0][0] and np.diff(demo.losses[0]).max() < 1
