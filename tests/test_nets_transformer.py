"""Attention, the block and the Transformer against PyTorch's own; start weights from a generator of one's own."""
import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_utils import nets


def draw(*shape, seed=0, dtype=torch.float32):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("causal", [False, True])
def test_attention_is_pytorchs(dtype, causal):
    Q, K, V = (draw(2, 3, 7, 5, seed=s, dtype=dtype) for s in range(3))
    found, weights = nets.attention(Q, K, V, nets.causal_mask(7) if causal else None)
    assert torch.allclose(found, F.scaled_dot_product_attention(Q, K, V, is_causal=causal), atol=1e-6)
    assert torch.allclose(weights.sum(-1), torch.ones(2, 3, 7, dtype=dtype))


def test_attentions_gradient_is_that_of_finite_differences():
    Q, K, V = (draw(3, 4, seed=s, dtype=torch.float64).requires_grad_() for s in range(3))
    assert torch.autograd.gradcheck(lambda *a: nets.attention(*a, nets.causal_mask(3))[0], (Q, K, V))


@pytest.mark.parametrize("heads", [1, 2, 8])
@pytest.mark.parametrize("causal", [False, True])
def test_self_attention_is_pytorchs(heads, causal):
    mine, theirs = nets.SelfAttention(16, heads, causal), nn.MultiheadAttention(16, heads, batch_first=True)
    theirs.in_proj_weight.data, theirs.in_proj_bias.data = mine.to_qkv.weight.data, draw(48)
    mine.to_qkv.bias.data = theirs.in_proj_bias.data
    theirs.out_proj.weight.data, theirs.out_proj.bias.data = mine.mix.weight.data, mine.mix.bias.data
    x = draw(3, 6, 16, seed=5)
    want, weights = theirs(x, x, x, attn_mask=~nets.causal_mask(6) if causal else None)
    assert torch.allclose(mine(x), want, atol=1e-6) and torch.allclose(mine.weights.mean(1), weights, atol=1e-6)


def test_a_width_that_the_heads_cannot_share_is_refused():
    with pytest.raises(ValueError, match="3 heads cannot share a width of 16"):
        nets.SelfAttention(16, 3)


def test_a_block_is_pytorchs_encoder_layer():
    mine = nets.TransformerBlock(16, 4)
    theirs = nn.TransformerEncoderLayer(16, 4, 64, dropout=0, activation="gelu", batch_first=True, norm_first=True)
    parts = [*mine.attend.parameters(), *mine.think.parameters(), *mine.norm1.parameters(), *mine.norm2.parameters()]
    with torch.no_grad():
        for target, source in zip(theirs.parameters(), parts, strict=True):
            source.normal_()
            target.copy_(source)
    x = draw(2, 5, 16, seed=3)
    assert torch.allclose(mine(x), theirs(x), atol=1e-4)


def test_a_causal_transformer_does_not_see_the_future_and_another_does():
    tokens = torch.tensor([[1, 2, 3, 4, 5]])
    other = torch.tensor([[1, 2, 3, 4, 0]])
    for causal in (True, False):
        model = nets.started(lambda causal=causal: nets.Transformer(6, 5, 8, 2, 2, causal=causal), torch.Generator().manual_seed(1))
        same = torch.isclose(model(tokens), model(other)).all(-1)[0].tolist()
        assert same == ([True] * 4 + [False] if causal else [False] * 5)


def test_without_positions_the_order_of_the_tokens_is_lost():
    tokens = torch.tensor([[1, 2, 3, 4]])
    for positions in (True, False):
        model = nets.started(lambda positions=positions: nets.Transformer(5, 4, 8, 2, 1, positions=positions), torch.Generator().manual_seed(1))
        assert torch.allclose(model(tokens).flip(1), model(tokens.flip(1)), atol=1e-6) is not positions


def test_a_generator_draws_the_start_and_nothing_else_moves():
    torch.manual_seed(3)
    before = torch.get_rng_state()
    first, again = (nets.started(lambda: nets.Transformer(11, 9, 16, 2, 2), torch.Generator().manual_seed(4)) for _ in range(2))
    assert torch.equal(torch.get_rng_state(), before)
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters(), strict=True))
    # and they are spread as PyTorch spreads its own
    theirs = nets.Transformer(11, 9, 16, 2, 2)
    assert not torch.equal(torch.get_rng_state(), before)
    for (name, mine), other in zip(first.named_parameters(), theirs.parameters(), strict=True):
        assert mine.shape == other.shape and mine.requires_grad and mine.dtype == torch.float32
        if mine.numel() > 100:
            assert mine.std().item() == pytest.approx(other.std().item(), rel=0.25), name
            assert abs(mine.mean().item()) < 4 * mine.std().item() / math.sqrt(mine.numel())
