from itertools import pairwise

import pytest
import torch
from torch import nn

from course_utils import nets
from course_utils.demos import AttentionOf
from course_utils.live.scene import Text


def model(causal=True, layers=2):
    return nets.started(lambda: nets.Transformer(30, 20, 16, 4, layers, causal=causal), torch.Generator().manual_seed(0))


TOKENS = torch.tensor([3, 1, 4, 1, 5])


def test_it_shows_the_models_own_attention():
    net = model()
    demo = AttentionOf(net, TOKENS, "abcde")
    net(TOKENS[None])
    for layer in (1, 2):
        for head in range(1, 5):
            demo.set(layer=layer, head=str(head))
            assert torch.equal(demo.rows(), net.blocks[layer - 1].attend.weights[0, head - 1])
        demo.set(head="mean")
        assert torch.allclose(demo.rows(), net.blocks[layer - 1].attend.weights[0].mean(0))


def test_a_row_is_read_and_the_future_is_empty():
    demo = AttentionOf(model(), TOKENS, "abcde", row=2)
    bars = demo.scene().axes[1].marks[0].heights
    assert bars[2:].max() == 0 and bars.sum() == pytest.approx(1, abs=1e-5)
    assert "Place 2, 'b'" in demo.scene().caption


def test_layer_head_and_place_end_where_the_model_does():
    demo = AttentionOf(model(layers=1), TOKENS, "abcde", layer=9, head="8", row=48)
    assert "Layer 1 of 1, head 4 of 4. Place 5, 'e'" in demo.scene().caption
    assert (demo.layer, demo.head, demo.row) == (1, "4", 5), "the controls say so too"
    demo.set(head="7", row=30)
    assert (demo.head, demo.row) == ("4", 5)
    demo.model, demo.tokens, demo.names = model(layers=1), TOKENS[:3], "abc"          # as a cell may, before a reset
    demo.begin()
    assert demo.row == 3 and "Place 3, 'c'" in demo.scene().caption


def test_who_reads_the_last_place_stays_there_while_the_text_grows():
    demo = AttentionOf()
    assert demo.row == 9
    for typed in ("a", "an", "and", ""):
        demo.set(typed=typed)
        assert demo.row == (len(typed) or 9)
    demo.typed = "and so on"
    assert demo.row == len(demo.words) == 9, "from code as from the page"
    demo.typed = ""
    demo.set(row=2)
    demo.set(typed="and")
    assert demo.row == 2
    demo.set(row=15, typed="a" * 20)
    assert demo.row == 15, "a place that is there only with the text set beside it"
    demo.set(typed="a")
    demo.take("from the start")
    assert (demo.row, len(demo.words)) == (1, 9), "the first place was asked for, though it was the last just now"


@pytest.mark.parametrize(("typed", "apart"), [("a" * 20, 1), ("a" * 48, 2)])
def test_the_names_of_a_long_text_do_not_touch(typed, apart):
    axes = AttentionOf(typed=typed).scene().axes[0]
    beside = [(m.x, m.y) for m in axes.marks if isinstance(m, Text) and m.x < -1]
    for column in {x for x, _ in beside}:
        rows = sorted(y for x, y in beside if x == column)
        assert column > axes.xlim[0] + 0.5 and min(b - a for a, b in pairwise(rows)) == apart


def test_the_model_is_left_as_it_was():
    net = model()
    net.train()
    before = [p.clone() for p in net.parameters()]
    AttentionOf(net, TOKENS, "abcde")
    assert net.training and all(torch.equal(a, b) and a.grad is None for a, b in zip(net.parameters(), before, strict=True))


@pytest.mark.parametrize(("arguments", "said"), [
    ((model(), TOKENS[None], "abcde"), "one sequence of 1 to 48 numbers"),
    ((model(), TOKENS, "abc"), "5 tokens need as many names, and 3 were given"),
    ((nn.Sequential(nn.Embedding(30, 4)), TOKENS, "abcde"), "No part of this model keeps its attention"),
])
def test_what_does_not_fit_is_said_in_a_sentence(arguments, said):
    with pytest.raises(ValueError, match=said):
        AttentionOf(*arguments)


def test_any_model_that_keeps_its_weights_will_do():
    class Mine(nn.Module):
        def __init__(self):
            super().__init__()
            self.part = nn.Linear(1, 1)

        def forward(self, tokens):
            n = tokens.shape[1]
            self.weights = torch.full((1, 1, n, n), 1 / n)
            return tokens

    assert AttentionOf(Mine(), TOKENS, "abcde").rows().sum() == pytest.approx(5)


def test_a_typed_text_is_read_by_a_function_of_your_own():
    def read(typed):
        return torch.tensor(["abcdefghij".index(c) for c in typed]), typed

    net = model()
    demo = AttentionOf(net, TOKENS, "abcde", read)
    given = demo.rows()
    demo.set(typed="jig")
    net(torch.tensor([[9, 8, 6]]))
    assert demo.words == list("jig") and torch.allclose(demo.rows(), net.blocks[0].attend.weights[0].mean(0))
    demo.set(typed="jigs")                                         # s was not in training
    assert demo.words == list("jig") and "“jigs” cannot be read" in demo.scene().caption
    demo.set(typed="a" * 21)                                       # longer than the places it knows
    assert demo.words == list("jig") and "too long" in demo.scene().caption
    demo.set(typed="")
    assert demo.words == list("abcde") and torch.equal(demo.rows(), given) and "cannot be read" not in demo.scene().caption
    assert AttentionOf(net, TOKENS, "abcde", read, typed="jig").words == list("jig")


def test_without_a_function_that_reads_nothing_can_be_typed():
    shown = AttentionOf.controls()["typed"].shown
    assert not shown(AttentionOf(model(), TOKENS, "abcde")) and shown(AttentionOf())
    demo = AttentionOf(typed="Look")
    assert demo.words == list("look") and demo.rows().shape == (4, 4)
