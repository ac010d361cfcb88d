"""The playground's network: trained batch by batch, measured, read neuron by neuron."""
from __future__ import annotations

import math

import torch
from torch import nn

from ... import nets
from ..parts import Steered
from .problems import DATA, given, regression

GRID = 48            # points a side on which the surface is computed


def places(reach: float) -> torch.Tensor:
    """The points at which the surface is computed, (GRID², 2) from -reach to reach, row 0 at the bottom."""
    side = torch.linspace(-reach, reach, GRID, dtype=torch.float32)
    return torch.stack(torch.meshgrid(side, side, indexing="xy"), dim=-1).reshape(-1, 2)


class Network:
    """A network of these hidden sizes on the data set's training examples; as many again test it.

    `inputs` names what it is given of each point. The loss is cross-entropy, or the mean squared error for a surface.
    """

    def __init__(self, dataset: str, examples: int, noise: float, inputs: tuple[str, ...], hidden: list[int], activation: str,
                 seed: int, device: torch.device):
        self.regression, self.inputs, self.hidden, self.device = regression(dataset), inputs, hidden, device
        make = DATA[dataset]
        self.X, y = make(n=examples, noise=noise, seed=seed)
        self.X_test, y_test = make(n=examples, noise=noise, seed=seed + 10_000)
        self.y, self.y_test = y.float(), y_test.float()
        self.reach = 1.08 * torch.cat([self.X, self.X_test]).abs().max().item()
        self.grid = given(places(self.reach), inputs).to(device)                                  # (GRID², inputs)
        self._x, self._y = given(self.X, inputs).to(device), self.y.to(device)
        self._all, self._truth = torch.cat([self._x, given(self.X_test, inputs).to(device)]), torch.cat([self.y, self.y_test]).to(device)
        self.model = nets.mlp([len(inputs), *hidden, 1], activation=activation, seed=seed).to(device)
        self.layers = [m for m in self.model if isinstance(m, nn.Linear)]
        self.optimiser = Steered(self.model)
        self._order, self._queue = torch.Generator().manual_seed(seed), torch.empty(0, dtype=torch.long)

    def loss(self, out: torch.Tensor, y: torch.Tensor, reduction: str = "mean") -> torch.Tensor:
        """Of outputs (n, 1) against the truth (n,)."""
        if self.regression:
            return nn.functional.mse_loss(out.squeeze(1), y, reduction=reduction)
        return nn.functional.binary_cross_entropy_with_logits(out.squeeze(1), y, reduction=reduction)

    def _batch(self, size: int) -> torch.Tensor:
        """The next example numbers; each epoch goes once through all of them in a new order."""
        if not len(self._queue):
            self._queue = torch.randperm(len(self.X), generator=self._order)
        rows, self._queue = self._queue[:size], self._queue[size:]
        return rows.to(self.device)

    def train(self, updates: int, batch_size: int, optimizer: str, lr: float, l2: float) -> None:
        """So many updates with these settings."""
        optimizer = self.optimiser.ready(optimizer, lr, l2)
        for _ in range(updates):
            rows = self._batch(batch_size)
            loss = self.loss(self.model(self._x[rows]), self._y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()

    @torch.no_grad()
    def measure(self) -> list[float]:
        """[training loss, test loss, training accuracy, test accuracy] on all examples; no accuracy (nan) for a surface."""
        out, n = self.model(self._all), len(self.X)
        loss = self.loss(out, self._truth, "none")
        right = ((out.squeeze(1) > 0).float() == self._truth).float()
        values = torch.stack([loss[:n].mean(), loss[n:].mean(), right[:n].mean(), right[n:].mean()]).tolist()
        return [*values[:2], math.nan, math.nan] if self.regression else values

    @torch.no_grad()
    def views(self) -> list[torch.Tensor]:
        """What each layer says over the grid, inputs first, output last: (neurons, GRID, GRID) each; a class as 2·P(class 1) − 1."""
        found, out = [self.grid], self.grid
        for module in self.model:
            out = module(out)
            if not isinstance(module, (nn.Linear, nn.Dropout)):
                found.append(out)
        last = out if self.regression else 2 * torch.sigmoid(out) - 1
        return [v.T.reshape(-1, GRID, GRID) for v in [*found[:len(self.layers)], last]]

    def weight(self, edge: tuple[int, int, int]) -> float:
        """The weight of (layer, to, from)."""
        layer, to, start = edge
        return self.layers[layer].weight[to, start].item()

    @torch.no_grad()
    def set_weight(self, edge: tuple[int, int, int], value: float) -> None:
        layer, to, start = edge
        self.layers[layer].weight[to, start] = value
