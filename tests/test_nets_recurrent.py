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


def test_forget_bias_and_own_randomness():
    plain, keeping = (nets.SequenceModel(8, 4, "LSTM", hidden=6, forget_bias=b, generator=draws(3)) for b in (0.0, 2.0))
    difference = keeping.recurrent.bias_ih_l0 - plain.recurrent.bias_ih_l0
    assert torch.allclose(difference, torch.tensor([0.0] * 6 + [2.0] * 6 + [0.0] * 12), atol=1e-6)
    assert torch.equal(plain.output.weight, keeping.output.weight) and plain.output.weight.abs().max() <= 6 ** -0.5


def test_unknown_cell_is_said():
    with pytest.raises(ValueError, match="RNN, GRU, LSTM"):
        nets.SequenceModel(8, 4, "lstm")


def test_recall_asks_for_the_first_symbol_and_the_rest_is_noise():
    x, y = nets.recall_batch(12, 500, draws(4))
    assert x.shape == (500, 13) and torch.equal(x[:, 0], y)
    assert set(y.tolist()) == {0, 1, 2, 3} and x[:, 1:].min() == 4 and x[:, 1:].max() == 7
    assert torch.equal(x, nets.recall_batch(12, 500, draws(4))[0])
