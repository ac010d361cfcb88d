"""Letters, the sequence model and the memory task: against PyTorch's cells, against loops, and every refusal."""
import pytest
import torch
from torch import nn

from course_utils import nets
from course_utils.data.letters import IGNORED, LETTERS, letter_tensors, spelled


def draws(seed=0):
    return torch.Generator().manual_seed(seed)


def test_letters():
    X, Y = letter_tensors(["ab", "zoe"])
    assert X.tolist() == [[0, 1, 2, 0], [0, 26, 15, 5]] and Y.tolist() == [[1, 2, 0, IGNORED], [26, 15, 5, 0]]
    assert len(LETTERS) == 27 and spelled(Y[1].tolist()) == "zoe" and spelled([1, 2, 0, 5]) == "ab" and spelled([]) == ""
    assert letter_tensors([])[0].shape == (0, 1)


@pytest.mark.parametrize("name", ["Zoe", "o'neill", "a.b", "é"])
def test_other_letters_are_refused(name):
    with pytest.raises(ValueError, match="letters a to z"):
        letter_tensors(["ann", name])


@pytest.mark.parametrize("cell", ["RNN", "GRU", "LSTM"])
def test_model_is_embedding_cell_linear(cell):
    model = nets.SequenceModel(27, 9, cell, embedding=5, hidden=7, generator=draws(1))
    x = torch.randint(27, (3, 6), generator=draws(2))
    logits, _ = model(x)
    by_hand = getattr(nn, cell)(5, 7, batch_first=True)
    by_hand.load_state_dict(model.recurrent.state_dict())
    want = by_hand(model.embedding.weight[x])[0] @ model.output.weight.T + model.output.bias
    assert logits.shape == (3, 6, 9) and torch.allclose(logits, want, atol=1e-6)
    # read in two halves, the state carried over: the same
    first, state = model(x[:, :4])
    second, _ = model(x[:, 4:], state)
    assert torch.allclose(torch.cat((first, second), dim=1), logits, atol=1e-6)


@pytest.mark.parametrize(("cell", "shifts"), [("LSTM", (-2, 2, 0, 0)), ("GRU", (0, 2, 0)), ("RNN", (0,))])
def test_bias_to_keep_and_own_randomness(cell, shifts):
    plain, keeping = (nets.SequenceModel(8, 4, cell, hidden=6, keep_bias=b, generator=draws(3)) for b in (0.0, 2.0))
    difference = keeping.recurrent.bias_ih_l0 - plain.recurrent.bias_ih_l0
    assert torch.allclose(difference, torch.tensor(shifts, dtype=torch.float).repeat_interleave(6), atol=1e-6)
    assert torch.equal(plain.output.weight, keeping.output.weight) and plain.output.weight.abs().max() <= 6 ** -0.5


@pytest.mark.parametrize("cell", ["LSTM", "GRU"])
def test_with_the_bias_the_state_is_kept(cell):
    x = torch.randint(8, (5, 30), generator=draws(5))

    def apart(keep_bias):
        """How much of a difference of 1 in the first state is left after 30 steps, (5, 6)."""
        model, last = nets.SequenceModel(8, 4, cell, hidden=6, keep_bias=keep_bias, generator=draws(3)), []
        for start in (-0.5, 0.5):
            state = torch.full((1, 5, 6), start)
            ended = model(x, (torch.zeros_like(state), state) if cell == "LSTM" else state)[1]
            last.append(ended[1] if cell == "LSTM" else ended)
        return (last[1] - last[0]).abs()

    assert apart(0.0).max() < 0.05 and apart(6.0).min() > 0.5


def test_unknown_cell_is_said():
    with pytest.raises(ValueError, match="RNN, GRU, LSTM"):
        nets.SequenceModel(8, 4, "lstm")


def test_recall_asks_for_the_first_symbol_and_the_rest_is_noise():
    x, y = nets.recall_batch(12, 500, draws(4))
    assert x.shape == (500, 13) and torch.equal(x[:, 0], y)
    assert set(y.tolist()) == {0, 1, 2, 3} and x[:, 1:].min() == 4 and x[:, 1:].max() == 7
    assert torch.equal(x, nets.recall_batch(12, 500, draws(4))[0])
