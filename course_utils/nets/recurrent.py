"""Networks that read a sequence step by step: a letter model, and the task that tests a memory."""
from __future__ import annotations

import torch
from torch import nn

from .start import started

CELLS = {"RNN": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM}
SYMBOLS, KEPT = 8, 4              # recall: symbols 0 to 3 are to be kept in mind, 4 to 7 are noise


class SequenceModel(nn.Module):
    """Embedding, one recurrent layer, one linear layer: (batch, time) numbers -> (batch, time, outputs) logits.

    cell : "RNN", "GRU" or "LSTM". generator : where the start weights are drawn from.
    keep_bias : above 0 the gates begin by keeping the old state. It is added to the bias of the LSTM's forget gate and taken from
    its input gate's, and added to the bias of the GRU's z (Tallec and Ollivier, 2018); an RNN has no gate, and it does nothing.

    Taught in: 11_sequences, sections 4 and 6
    """

    def __init__(self, inputs: int, outputs: int, cell: str = "LSTM", embedding: int = 16, hidden: int = 64,
                 keep_bias: float = 0.0, generator: torch.Generator | None = None):
        super().__init__()
        if cell not in CELLS:
            raise ValueError(f"there is no cell {cell!r}: choose one of {', '.join(CELLS)}.")
        self.embedding = started(lambda: nn.Embedding(inputs, embedding), generator)
        self.recurrent = started(lambda: CELLS[cell](embedding, hidden, batch_first=True), generator)
        self.output = started(lambda: nn.Linear(hidden, outputs), generator)
        with torch.no_grad():
            if cell != "RNN":                                         # PyTorch's order: i, f, g, o and r, z, n
                self.recurrent.bias_ih_l0[hidden:2 * hidden] += keep_bias
            if cell == "LSTM":                                       # what is kept is not written over by noise
                self.recurrent.bias_ih_l0[:hidden] -= keep_bias

    def forward(self, x: torch.Tensor, state=None):
        """Logits at every step, and the state after the last one, with which a later call goes on."""
        states, last = self.recurrent(self.embedding(x), state)      # (batch, time, hidden)
        return self.output(states), last


def recall_batch(distance: int, batch: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """A memory task: x (batch, distance + 1) begins with the symbol y (batch,), 0 to 3; noise, 4 to 7, follows.

    The answer is due after the last symbol, `distance` steps later; guessing is right once in four times.

    Taught in: 11_sequences, section 7
    """
    x = torch.randint(KEPT, SYMBOLS, (batch, distance + 1), generator=generator)
    x[:, 0] = torch.randint(KEPT, (batch,), generator=generator)
    return x, x[:, 0].clone()
