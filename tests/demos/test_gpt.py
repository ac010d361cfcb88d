"""The demos of lesson 13: what they compute against a second way, and what their presets promise."""
import copy
import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from course_utils import data, nets
from course_utils.demos import GptLab, LoraAndBits, Sampler
from course_utils.demos.novel import counted_bits, quick_model, tokenised, windows
from course_utils.demos.sampler import MOST


def after(updates, **settings):
    demo = GptLab(device="cpu", **settings)
    for _ in range(updates):
        demo.step()
    return demo


def test_the_lab_learns_and_writes():
    demo = after(60)
    assert demo.bits < counted_bits()["pairs counted"] + 0.3 < after(0).bits
    assert len(demo.sentences) == 2 and all(text.startswith("Elizabeth") for _, text in demo.sentences)
    assert "60 updates" in demo.scene().caption


def test_its_sentences_begin_as_you_type():
    demo = after(30)
    demo.set(beginning="My  dear Mr. Darcy")
    for _ in range(60):
        demo.step()
    assert demo.updates == 90 and demo.sentences[-1][1].startswith("My dear Mr. Darcy")
    with pytest.raises(ValueError, match="beginning has 1 to 30 characters"):
        demo.set(beginning=" ")
    long = GptLab(beginning="言" * 30, device="cpu")              # three tokens a character: longer than any sentence
    for _ in range(20):
        long.step()
    assert len(long.sentences) == 1 and long.sentences[0][1].startswith("言" * 30)


def test_learning_rates_at_both_ends_stay_behind():
    assert after(40, lr=0.0001).bits > after(40).bits + 0.3
    assert after(200, lr=0.1).bits > after(200).bits + 0.2


def test_two_tokens_of_context_stay_behind():
    assert after(250, context=2).bits > after(250).bits + 0.2


def test_counted_bits_against_a_loop():
    text = data.text("pride")[:250_000]
    cut = len(text) * 9 // 10
    pairs = {}
    for a, b in pairwise(text[:cut]):
        pairs.setdefault(a, {}).setdefault(b, 0)
        pairs[a][b] += 1
    bits = [-math.log2((pairs.get(a, {}).get(b, 0) + 0.1) / (sum(pairs.get(a, {}).values()) + 12.8)) for a, b in zip(text[cut:cut + 9000], text[cut + 1:], strict=False)]
    assert counted_bits()["pairs counted"] == pytest.approx(np.mean(bits), abs=0.05)


def test_windows_are_the_text_and_what_follows():
    x, y = windows(torch.arange(100), 5, 7, torch.Generator().manual_seed(0))
    assert x.shape == (5, 7) and torch.equal(x + 1, y) and (x.diff(dim=1) == 1).all()


def test_the_sampler_shows_and_draws_what_the_settings_leave():
    demo = Sampler(device="cpu", top_k=3)
    assert int((demo.probabilities() > 0).sum()) == 3 and "3 candidates" in demo.scene().caption
    demo.set(top_k=0, top_p=0.5)
    p = demo.probabilities()
    assert p.sum() == pytest.approx(1, abs=1e-5) and demo.logits.softmax(0)[p > 0].sum() >= 0.5
    demo.set(top_p=1.0, temperature=0.0)
    demo.step()
    assert demo.written[-1] == quick_model()(torch.tensor([demo.written[:-1]]))[0, -1].argmax()


def test_the_sampler_goes_on_from_what_was_typed():
    demo, said = Sampler(beginning="Emma, by accident,", temperature=0.0, device="cpu"), None
    assert demo.pairs.decode(demo.written) == "Emma, by accident,"
    while not said:
        said = demo.step()
    assert len(demo.written) == MOST + len(demo.pairs.encode("Emma, by accident,"))
    assert said.startswith(f"{MOST} tokens are written") and demo.scene().readouts["tokens written"] == str(MOST)
    demo.set(beginning="She")
    assert demo.pairs.decode(demo.written) == "She", "a new beginning starts anew"


def test_greedy_goes_round_in_a_circle_and_the_end_is_told():
    demo, said = Sampler(device="cpu", **Sampler.presets["greedy"].settings), None
    while not said:
        said = demo.step()
    assert "reset" in said and demo.circles() and len(set(demo.written[-36:])) <= 12
    free = Sampler(device="cpu")
    while not free.step():
        pass
    assert not free.circles() and len(set(free.written[-36:])) > 20


def test_the_sampler_wants_a_model_with_its_tokens():
    with pytest.raises(ValueError, match="or neither"):
        Sampler(device="cpu", model=quick_model())


def test_lora_alone_learns_and_the_base_stays():
    base = copy.deepcopy(quick_model())
    demo = LoraAndBits(device="cpu")
    start = demo.loss
    for _ in range(30):
        demo.step()
    assert demo.loss < start - 0.03
    assert all(torch.equal(a, b) for a, b in zip(base.parameters(), quick_model().parameters(), strict=True))
    assert demo.added == sum(p.numel() for p in demo.learning)


def test_fewer_bits_cost_loss_and_save_size():
    demos = {bits: LoraAndBits(device="cpu", bits=bits) for bits in (32, 8, 4, 2)}
    known = demos[32].known_loss
    assert known[8] < 1.01 * known[32] and known[2] > 1.05 * known[32] and known[2] > known[4] > known[8] - 0.01
    assert all(demo.loss == pytest.approx(demo.losses[bits], rel=1e-5) for bits, demo in demos.items()), "a fresh LoRA changes nothing"
    assert demos[8].size < 0.3 * demos[32].size and demos[4].size < demos[8].size
    assert len(set(demos[2].levels.tolist())) <= 3


def test_your_own_model_and_examples():
    pairs, train, held_out, _ = tokenised()
    own = nets.GPT(len(pairs), 16, 16, 4, 1, torch.Generator().manual_seed(0))
    x, y = windows(train, 20, 16, torch.Generator().manual_seed(1))
    test = windows(held_out, 8, 16, torch.Generator().manual_seed(1))
    known = windows(held_out, 8, 16, torch.Generator().manual_seed(2))
    demo = LoraAndBits(device="cpu", base=own, known=known, train=(x, y), test=test)
    with torch.no_grad():
        assert demo.known_loss[32] == pytest.approx(F.cross_entropy(own(known[0]).flatten(0, 1), known[1].flatten()).item(), rel=1e-5)
        assert demo.loss == pytest.approx(F.cross_entropy(own(test[0]).flatten(0, 1), test[1].flatten()).item(), rel=1e-5)
    with pytest.raises(ValueError, match="or none of the four"):
        LoraAndBits(device="cpu", base=own)
