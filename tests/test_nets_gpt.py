"""The mini-GPT and what lesson 13 puts around it, each against a second way to compute the same."""
import copy
import math

import pytest
import torch
from torch import nn

from course_utils import nets


def small(context=12, **sizes):
    return nets.GPT(20, context, 16, 4, 2, generator=torch.Generator().manual_seed(0), **sizes)


def tokens(batch, n, seed=1):
    return torch.randint(20, (batch, n), generator=torch.Generator().manual_seed(seed))


def spread(model):
    """Weights large enough that a fault would be seen."""
    draw = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for p in model.parameters():
            p.normal_(0, 0.4, generator=draw)
    return model


def test_logits_are_those_of_pytorchs_encoder_with_the_same_weights():
    model = spread(small())
    layer = nn.TransformerEncoderLayer(16, 4, 64, dropout=0, activation="gelu", batch_first=True, norm_first=True)
    theirs = nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(16), enable_nested_tensor=False)
    x = tokens(3, 12)
    with torch.no_grad():
        for target, block in zip(theirs.layers, model.blocks, strict=True):
            parts = [*block.attend.parameters(), *block.think.parameters(), *block.norm1.parameters(), *block.norm2.parameters()]
            for p, source in zip(target.parameters(), parts, strict=True):
                p.copy_(source)
        theirs.norm.load_state_dict(model.norm.state_dict())
        read = model.token(x) + model.position(torch.arange(12))
        want = theirs(read, mask=nn.Transformer.generate_square_subsequent_mask(12)) @ model.token.weight.T
        assert torch.allclose(model(x), want, atol=1e-4)


@pytest.mark.parametrize("cuts", [(12,), (1,) * 12, (5, 1, 1, 5), (11, 1), (3, 9)])
def test_the_cache_changes_nothing(cuts):
    model, x = spread(small()), tokens(2, 12)
    cache = model.new_cache()
    with torch.no_grad():
        found = torch.cat([model(part, cache) for part in x.split(cuts, dim=1)], dim=1)
        assert torch.allclose(found, model(x), atol=1e-4)


def test_more_than_the_context_is_refused_with_what_to_do():
    model = small()
    with pytest.raises(ValueError, match="reads 12 tokens at most, not 13"):
        model(tokens(1, 13))
    cache = model.new_cache()
    model(tokens(1, 12), cache)
    with pytest.raises(ValueError, match="begin a new cache"):
        model(tokens(1, 1), cache)


def test_writing_with_the_cache_is_writing_without():
    model, x = spread(small(context=40)), tokens(2, 5)
    written = nets.write(model, x, 20, lambda logits: logits.argmax(-1))
    plain = x
    with torch.no_grad():
        for _ in range(20):
            plain = torch.cat([plain, model(plain)[:, -1].argmax(-1, keepdim=True)], dim=1)
    assert torch.equal(written, plain)


def test_writing_goes_on_where_the_context_is_full():
    model = spread(small())
    for start in (1, 12, 30):
        assert nets.write(model, tokens(2, start), 40, lambda logits: logits.argmax(-1)).shape == (2, start + 40)


def test_start_weights_come_from_the_generator_alone():
    before = torch.get_rng_state()
    one, two = small(), small()
    assert torch.equal(before, torch.get_rng_state())
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))
    with torch.no_grad():
        bits = -one(tokens(4, 12)).log_softmax(-1).mean().item() / math.log(2)
    assert bits == pytest.approx(math.log2(20), abs=0.1)
    with pytest.raises(ValueError, match="cannot share"):
        nets.GPT(20, 12, 10, 4, 1)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9, 0.999])
def test_top_p_against_a_plain_loop(p):
    logits = 3 * torch.randn(6, 30, generator=torch.Generator().manual_seed(3))
    kept = nets.keep_top_p(logits, p) > -math.inf
    for row, seen in zip(logits.softmax(-1).tolist(), kept.tolist(), strict=True):
        left, total, want = dict(enumerate(row)), 0.0, set()
        while left and total < p - 1e-7:
            best = max(left, key=left.get)
            total += left.pop(best)
            want.add(best)
        assert {i for i, k in enumerate(seen) if k} == want


def test_probabilities_after_temperature_and_cuts():
    logits = torch.tensor([1.0, 3.0, 2.0, -1.0])
    p = nets.next_token_probabilities
    assert torch.allclose(p(logits, 0.5), (logits / 0.5).softmax(0)) and p(logits, 0).tolist() == [0, 1, 0, 0]
    assert p(logits, top_k=2).tolist() == pytest.approx([0, *torch.tensor([3.0, 2.0]).softmax(0).tolist(), 0])
    assert torch.equal(p(logits, top_k=99), p(logits)) and p(logits, top_p=0.01).tolist() == [0, 1, 0, 0]
    assert p(1e5 * logits, 0.01).isfinite().all()


def test_drawing_follows_the_probabilities():
    logits = torch.tensor([[1.0, 2.0, 0.0]]).expand(20_000, 3)
    drawn = nets.drawing(torch.Generator().manual_seed(0), 0.7)(logits)
    assert torch.allclose(torch.bincount(drawn) / 20_000, (logits[0] / 0.7).softmax(0), atol=0.015)


def test_lora_starts_as_the_model_learns_and_merges_to_the_same():
    model, x = spread(small()), tokens(2, 9)
    tuned = nets.add_lora(copy.deepcopy(model), 2, torch.Generator().manual_seed(0))
    assert torch.allclose(tuned(x), model(x), atol=1e-5)
    learning = {name for name, p in tuned.named_parameters() if p.requires_grad}
    assert len(learning) == 16 and all(name.endswith((".A", ".B")) for name in learning)
    with torch.no_grad():
        for p in tuned.parameters():
            if p.requires_grad:
                p.normal_(0, 0.3, generator=torch.Generator().manual_seed(1))
        before = tuned(x)
        assert not torch.allclose(before, model(x), atol=1e-2)
        merged = nets.merge_lora(tuned)
        assert torch.allclose(merged(x), before, atol=1e-3)
    assert [n for n, _ in merged.named_parameters()] == [n for n, _ in model.named_parameters()]


@pytest.mark.parametrize("bits", [2, 4, 8])
def test_quantised_weights_are_the_nearest_levels(bits):
    W = torch.randn(5, 11, generator=torch.Generator().manual_seed(bits))
    numbers, scale = nets.quantise(W, bits)
    m = 2 ** (bits - 1) - 1
    assert numbers.dtype == torch.int8 and numbers.abs().amax(1).tolist() == [m] * 5
    levels = torch.arange(-m, m + 1) * scale                                     # (5, 2 m + 1)
    nearest = (W[:, :, None] - levels[:, None]).abs().amin(-1)
    assert torch.allclose((numbers * scale - W).abs(), nearest, atol=1e-6)
    if bits == 8:
        theirs = torch.fake_quantize_per_channel_affine(W, scale[:, 0], torch.zeros(5, dtype=torch.int32), 0, -128, 127)
        assert torch.allclose(theirs, numbers * scale, atol=1e-7)


def test_rows_of_zeros_sizes_and_bounds():
    numbers, scale = nets.quantise(torch.zeros(2, 3))
    assert not (numbers * scale).any() and scale.isfinite().all()
    for bits in (1, 9):
        with pytest.raises(ValueError, match="2 to 8 bits"):
            nets.quantise(torch.ones(1, 1), bits)
    model = nn.Linear(10, 4)
    assert nets.kilobytes(model) == pytest.approx(0.176) and nets.kilobytes(model, 8) == pytest.approx((40 + 8 + 16) / 1000)
    before = model.weight.clone()
    assert not torch.equal(nets.quantised(model, 3).weight, before) and torch.equal(model.weight, before)
