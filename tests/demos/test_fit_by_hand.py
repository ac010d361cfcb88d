"""Fit by hand: the mean squared error by a plain loop and by torch, the best line by lstsq, and what the picture shows."""
import numpy as np
import pytest
import torch

from course_utils import data
from course_utils.demos import FitByHand
from course_utils.live.scene import HeatMap, Line, Segments


@pytest.mark.parametrize(("w", "b", "seed"), [(0.0, 0.0, 0), (2.0, 30.0, 1), (3.1, -60.0, 2)])
def test_mse_by_a_plain_loop_and_by_torch(w, b, seed):
    demo = FitByHand(w=w, b=b, seed=seed, houses=13)
    area, price = data.house_prices(13, seed)
    total = 0.0
    for a, p in zip(area.tolist(), price.tolist(), strict=True):
        total += (w * a + b - p) ** 2
    assert float(demo.mse(w, b)) == pytest.approx(total / 13)
    assert float(demo.mse(w, b)) == pytest.approx(torch.nn.functional.mse_loss(w * area + b, price).item(), rel=1e-4)


def test_the_best_line_equals_lstsq_and_polyfit_and_no_other_is_better():
    demo = FitByHand(seed=5)
    A = torch.from_numpy(np.stack([demo.area, np.ones_like(demo.area)], 1))
    w, b = torch.linalg.lstsq(A, torch.from_numpy(demo.price)[:, None]).solution[:, 0].tolist()
    assert (demo.best_w, demo.best_b) == pytest.approx((w, b))
    assert (demo.best_w, demo.best_b) == pytest.approx(tuple(np.polyfit(demo.area, demo.price, 1)))
    least = demo.mse(demo.best_w, demo.best_b)
    assert all(demo.mse(demo.best_w + dw, demo.best_b + db) > least for dw, db in ((1e-3, 0), (-1e-3, 0), (0, 0.1), (0, -0.1)))


def test_how_far_one_slider_gets_alone():
    demo = FitByHand(seed=3)
    w, b = np.linspace(-2, 6, 8001)[:, None], np.linspace(-200, 300, 5001)[:, None]
    least = demo.mse(demo.best_w, demo.best_b)
    assert demo.alone(1.2, 105) == pytest.approx((demo.mse(w, 105).min() / least, demo.mse(1.2, b).min() / least), rel=1e-3)


def test_each_cell_of_the_map_is_one_line():
    demo = FitByHand()
    heat = next(m for m in demo.scene().axes[1].marks if isinstance(m, HeatMap))
    w0, w1, b0, b1 = heat.extent
    rows, columns = heat.z.shape
    for row, column in ((0, 0), (0, columns - 1), (rows - 1, 0), (17, 42)):
        w, b = w0 + (w1 - w0) * column / (columns - 1), b0 + (b1 - b0) * row / (rows - 1)
        assert heat.z[row, column] == pytest.approx(np.log10(((w * demo.area + b - demo.price) ** 2).mean()), abs=1e-4)


def test_the_residuals_run_from_price_to_line():
    demo = FitByHand(w=1.5, b=10.0)
    marks = demo.scene().axes[0].marks
    pieces, line = next(m for m in marks if isinstance(m, Segments)), next(m for m in marks if isinstance(m, Line))
    assert np.allclose(pieces.y0, demo.price, rtol=1e-6) and np.allclose(pieces.y1, 1.5 * demo.area + 10, rtol=1e-6)
    assert np.allclose(pieces.x0, pieces.x1) and np.allclose(line.y, 1.5 * line.x + 10)


def test_squares_have_the_residual_as_their_side():
    marks = FitByHand(squares=True).scene().axes[0].marks
    residuals, guess, price, far = (m for m in marks if isinstance(m, Segments))
    assert np.allclose(np.abs(far.y1 - far.y0), np.abs(residuals.y1 - residuals.y0), rtol=1e-5)
    assert np.allclose(guess.y0, residuals.y1) and np.allclose(price.y0, residuals.y0)


def test_readouts_and_caption_count_by_hand():
    demo = FitByHand(w=0.5, b=40.0)
    scene = demo.scene()
    above = sum(p > 0.5 * a + 40 for a, p in zip(demo.area, demo.price, strict=True))
    assert f"{above} of 20 houses lie above" in scene.caption
    mse = ((0.5 * demo.area + 40 - demo.price) ** 2).mean()
    assert float(scene.readouts["MSE"].replace(",", "")) == pytest.approx(mse, rel=0.01)
    assert float(scene.readouts["RMSE"].split(" ×")[0]) == pytest.approx(mse**0.5, rel=0.01)


def test_the_presets_show_what_they_say():
    at = {name: FitByHand(**preset.settings) for name, preset in FitByHand.presets.items()}

    def share_above(demo):
        return (demo.price > demo.w * demo.area + demo.b).mean()

    least = at["far off"].mse(at["far off"].best_w, at["far off"].best_b)
    assert share_above(at["far off"]) > 0.9
    low = at["right slope, wrong height"]
    assert share_above(low) == 1 and low.mse(low.w, low.b + (low.price - low.w * low.area - low.b).mean()) < 1.2 * least
    trade = at["a trade"]
    assert least < trade.mse(trade.w, trade.b) < 0.25 * min(trade.mse(trade.w, 30.0), trade.mse(2.0, trade.b))
    best = at["near the best line"]
    assert least < best.mse(best.w, best.b) < 1.2 * least
