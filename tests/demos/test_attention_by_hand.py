import numpy as np
import pytest
import torch
from torch.nn import functional as F

from course_utils.demos import AttentionByHand
from course_utils.demos.attention_by_hand import KEYS, PRICES


def price(demo):
    return float(demo.weights() @ PRICES)


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize(("sweet", "large", "sure"), [(1.0, 1.0, 1.0), (-0.4, 1.3, 5.0), (0.0, 0.0, 8.0)])
def test_it_is_scaled_dot_product_attention(sweet, large, sure, scaled):
    demo = AttentionByHand(sweet=sweet, large=large, sure=sure, scaled=scaled)
    q, K, V = torch.tensor([[sweet * sure, large * sure]], dtype=torch.float64), torch.tensor(KEYS), torch.tensor(PRICES)[:, None]
    want = F.scaled_dot_product_attention(q, K, V, scale=None if scaled else 1.0)
    assert price(demo) == pytest.approx(want.item(), rel=1e-9)


def test_what_the_presets_say():
    at = {name: AttentionByHand(**preset.settings) for name, preset in AttentionByHand.presets.items()}
    weights = {name: demo.weights() for name, demo in at.items()}
    assert weights["sweet and large"][3:].sum() > 0.7 and 6 <= round(price(at["sweet and large"]), 2) <= 8
    assert np.allclose(weights["no wish"], 0.2) and price(at["no wish"]) == pytest.approx(PRICES.mean())
    assert weights["very sure"].max() > 0.95 and weights["sour"][1] > 0.9
    hidden = weights["only the first two seen"]
    assert (hidden[2:] == 0).all() and hidden[:2].sum() == pytest.approx(1)


def test_the_answers_below_the_demo():
    # from melon to grape the winner changes gradually: no weight jumps by more than a tenth from one degree to the next
    turned = [AttentionByHand(sweet=np.cos(t), large=np.sin(t)).weights() for t in np.linspace(1.1, -1.0, 120)]
    assert np.abs(np.diff(turned, axis=0)).max() < 0.1
    sour = AttentionByHand(**AttentionByHand.presets["sour"].settings).scores()
    assert sour[1] > 0 and (np.delete(sour, 1) < 0).all()


def test_dragging_moves_the_query():
    assert AttentionByHand().scene().axes[0].drag == ("sweet", "large")
