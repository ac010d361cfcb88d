"""The memory lab and the name maker: what they measure against a second way, and what their presets promise."""
import pytest
import torch
from torch.nn import functional as F

from course_utils import data
from course_utils.demos import MemoryLab, NameMaker
from course_utils.demos.name_maker import LONGEST, quick_model


def test_what_is_heard_is_the_gradient_at_each_symbol():
    demo = MemoryLab(distance=6, device="cpu")
    x, y = demo_batch(demo)
    for cell, model in demo.models.items():
        vectors = model.embedding(x).detach().requires_grad_()
        F.cross_entropy(model.output(model.recurrent(vectors)[0][:, -1]), y).backward()
        assert torch.allclose(torch.tensor(demo.heard[cell]), vectors.grad.norm(dim=(0, 2)), rtol=1e-4)


def demo_batch(demo):
    from course_utils import nets

    return nets.recall_batch(demo.distance, 32, torch.Generator().manual_seed(demo.seed))


def test_before_training_the_bias_to_keep_makes_the_first_symbol_louder():
    heard = {bias: MemoryLab(distance=20, keep_bias=bias, device="cpu").heard for bias in (0.0, 1.0)}
    assert heard[1.0]["LSTM"][0] > 10 * heard[0.0]["LSTM"][0]
    assert heard[1.0]["LSTM"][0] > 100 * heard[1.0]["RNN"][0]


def test_a_short_distance_is_learned_by_the_gated_ones():
    demo = MemoryLab(distance=4, device="cpu")
    for _ in range(250):
        demo.step()
    assert demo.accuracy["GRU"] > 0.8 and demo.accuracy["LSTM"] > 0.8, demo.accuracy
    assert "4 symbols back" in demo.scene().caption


def test_probabilities_are_softmax_with_a_temperature():
    logits = torch.linspace(-3, 3, 27)
    demo = NameMaker(model=lambda x: logits.expand(1, x.shape[1], 27), device="cpu")
    for T in (0.3, 1.0, 2.0):
        demo.temperature = T
        assert torch.allclose(demo.probabilities(), (logits / T).softmax(dim=0), atol=1e-6)
    demo.temperature = 0.0
    assert demo.probabilities().tolist() == [0.0] * 26 + [1.0]


def test_a_name_ends_with_the_point_or_when_it_is_too_long():
    always_a = torch.full((27,), -50.0)
    always_a[1] = 50.0
    demo = NameMaker(model=lambda x: always_a.expand(1, x.shape[1], 27), device="cpu")
    for _ in range(LONGEST + 1):
        demo.step()
    assert demo.made == ["a" * LONGEST] and demo.written == [0]
    ends = -always_a
    ends[0] = 100.0
    demo = NameMaker(model=lambda x: ends.expand(1, x.shape[1], 27), device="cpu")
    demo.step()
    assert demo.made == [""] and "1 name made so far, not a real one" in demo.scene().caption


def test_every_name_goes_on_from_the_letters_that_were_typed():
    demo = NameMaker(start="Mar", device="cpu")
    assert demo.start == "mar" and "after “mar”" in demo.scene().axes[0].title
    assert demo.probabilities().argmax() == quick_model()(torch.tensor([[0, 13, 1, 18]]))[0][0, -1].argmax()
    while len(demo.made) < 5:
        demo.step()
    assert all(name.startswith("mar") for name in demo.made) and len(set(demo.made)) > 1
    with pytest.raises(ValueError, match="a to z"):
        demo.set(start="zoë")


def test_the_short_training_makes_names_and_no_training_makes_none():
    real = set(data.names("first"))

    def share(**settings):
        demo = NameMaker(device="cpu", **settings)
        while len(demo.made) < 60:
            demo.step()
        return sum(name in real for name in demo.made) / 60

    assert share(temperature=0.5) > 0.1 > share(trained=False)


def test_your_own_network_is_the_one_that_writes():
    class Own(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.table = torch.nn.Embedding(27, 27)

        def forward(self, x):
            return self.table(x)

    own = Own()
    assert torch.allclose(NameMaker(model=own, device="cpu").probabilities(), own.table.weight[0].softmax(dim=0))


@pytest.mark.parametrize("demo", [MemoryLab, NameMaker])
def test_before_the_first_step_the_caption_says_what_to_do(demo):
    assert demo(device="cpu").scene().caption.endswith((".", "▶."))


@pytest.mark.parametrize("distance", [2, 10, 60])
def test_no_gradient_lies_on_the_edge_of_its_axes(distance):
    axes = MemoryLab(distance=distance, device="cpu").scene().axes[1]
    low, high = axes.ylim
    assert low <= 1e-4 and all(2 * low <= line.y.min() and line.y.max() <= high / 2 for line in axes.marks)
    assert low == 1e-4 or distance == 60, "the same axis as long as that will do"
