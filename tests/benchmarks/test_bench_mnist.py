"""How fast is an epoch of lesson 7? Run by `python -m pytest tests/benchmarks`, not by the default tests.

Four runs alternate in one process, so that whatever else the machine does hits them alike: the loop most courses
show (a Dataset of images, ToTensor, a DataLoader), ours (TensorBatches and fit), the four lines of training alone on
batches that lie ready, and the bare matrix products that one epoch cannot do without. What counts is the ratios of
their fastest runs; seconds depend on the machine.
"""
from __future__ import annotations

import os
import time
from itertools import pairwise

import pytest
import torch
from torch import nn

from course_utils import data, nets, training
from course_utils.training.threads import GAIN

SIZES, BATCH, LR, EPOCHS = (784, 128, 128, 10), 64, 0.1, 3
ROUNDS = 8                    # of the short runs; the plain loop is timed in its three epochs
# An epoch of ours, as a multiple of the four lines alone: what is added is a batch picked out of memory, and the losses.
# Where several threads bring less than a tenth, fit leaves them to others.
ADDED = {1: 1.15, 2: 1.15 / GAIN}
# The same of its bare matrix products. An aim, not a limit: the faster a core multiplies, and the more of them do, the
# more of a step are the calls of Python, autograd and optimiser around the products, and the four lines miss it by themselves.
AIM = 2.2


def new_model():
    model = nets.mlp(SIZES, flatten=True, seed=0)
    return model, torch.optim.SGD(model.parameters(), lr=LR)


class Order:
    """What shuffle=True does, in the order that TensorBatches takes: both runs see the same batches."""

    def __init__(self, n: int):
        self.n, self.generator = n, torch.Generator().manual_seed(0)

    def __len__(self) -> int:
        return self.n

    def __iter__(self):
        return iter(torch.randperm(self.n, generator=self.generator).tolist())


class PlainLoop:
    """The usual way: image after image through ToTensor, stacked by a DataLoader. One call trains one epoch."""

    def __init__(self, mnist):
        from torchvision.transforms import ToTensor

        images = mnist.dataset(train=True, transform=ToTensor())        # torchvision's own MNIST class
        self.loader = torch.utils.data.DataLoader(images, batch_size=BATCH, sampler=Order(len(images)))
        self.model, self.optimizer = new_model()
        self.loss = nn.CrossEntropyLoss()

    def __call__(self) -> None:
        self.model.train()
        for step, (xb, yb) in enumerate(self.loader):
            value = self.loss(self.model(xb), yb)
            self.optimizer.zero_grad()
            value.backward()
            self.optimizer.step()
            if step % 100 == 0:
                value.item()


class Ours:
    """TensorBatches and fit. One call trains one epoch."""

    def __init__(self, mnist):
        self.batches = training.TensorBatches(mnist.x_train, mnist.y_train, BATCH,
                                              generator=torch.Generator().manual_seed(0))
        self.model, self.optimizer = new_model()

    def __call__(self) -> None:
        training.fit(self.model, self.batches, nn.CrossEntropyLoss(), self.optimizer, progress=False)


class FourLines:
    """Forward, loss, backward, update, as the lesson writes them, on batches that lie ready in memory."""

    def __init__(self, mnist):
        self.batches = list(training.TensorBatches(mnist.x_train, mnist.y_train, BATCH, shuffle=False))
        self.model, self.optimizer = new_model()
        self.loss = nn.CrossEntropyLoss()

    def __call__(self) -> None:
        for xb, yb in self.batches:
            value = self.loss(self.model(xb), yb)
            self.optimizer.zero_grad()
            value.backward()
            self.optimizer.step()


class MatrixProducts:
    """What no implementation can leave out: each layer's outputs, weight gradients and (but for the first) input
    gradients, for every batch of the 60,000 images."""

    def __init__(self, mnist):
        self.batches = mnist.x_train.flatten(1).split(BATCH)
        self.weights = [torch.randn(n_out, n_in) for n_in, n_out in pairwise(SIZES)]
        self.hidden = [torch.randn(BATCH, n) for n in SIZES[1:]]

    def __call__(self) -> None:
        for xb in self.batches:
            x = xb
            for k, (w, out) in enumerate(zip(self.weights, self.hidden, strict=True)):
                out = out[:len(xb)]
                x @ w.t()                            # (batch, n_in) -> (batch, n_out)
                out.t() @ x                          # (n_out, n_in)
                if k:
                    out @ w                          # (batch, n_out) -> (batch, n_in)
                x = out


def seconds(run) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


@pytest.fixture(scope="module")
def mnist():
    images = data.mnist()
    if len(images.x_train) != 60_000:
        pytest.skip("the benchmark needs MNIST; `python -m course_utils data` fetches it.")
    return images


@pytest.fixture(params=[1, 2])
def threads(request):
    if (os.cpu_count() or 1) < request.param:
        pytest.skip(f"this machine has fewer than {request.param} cores.")
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield request.param
    torch.set_num_threads(before)


def test_an_epoch_of_lesson_7(mnist, threads):
    plain, ours, lines, products = PlainLoop(mnist), Ours(mnist), FourLines(mnist), MatrixProducts(mnist)
    seconds(products)                                # a warm-up: the first call sets up the threads
    times = {"plain loop": [], "ours": [], "four lines": [], "matrix products": []}
    for epoch in range(ROUNDS):
        for name, run in (("matrix products", products), ("ours", ours), ("four lines", lines)):
            times[name].append(seconds(run))
        if epoch < EPOCHS:
            times["plain loop"].append(seconds(plain))
        if epoch == EPOCHS - 1:
            test = mnist.x_test, mnist.y_test
            reached = {"plain loop": training.accuracy(plain.model, *test), "ours": training.accuracy(ours.model, *test)}
    best = {name: min(values) for name, values in times.items()}
    faster, added = best["plain loop"] / best["ours"], best["ours"] / best["four lines"]
    print(f"\n{threads} thread{'s' * (threads > 1)}, one epoch of 60,000 images, batch {BATCH}:")
    for name, value in best.items():
        print(f"  {name:16}{value:8.3f} s" + (f"   {reached[name]:.2%} after {EPOCHS} epochs" if name in reached else ""))
    print(f"  ours ÷ four lines {added:.2f} (at most {ADDED[threads]:.2f})   plain loop ÷ ours {faster:.2f} (above 1)"
          f"\n  ÷ matrix products: ours {best['ours'] / best['matrix products']:.2f}, four lines "
          f"{best['four lines'] / best['matrix products']:.2f} (aim {AIM})")
    assert abs(reached["ours"] - reached["plain loop"]) <= 0.005
    assert added <= ADDED[threads]
    assert faster > 1
