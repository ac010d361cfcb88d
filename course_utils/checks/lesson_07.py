"""Exercises and quiz of lesson 7, an MLP reads digits."""
from __future__ import annotations

import copy

from .compare import alike
from .core import NotYet, Question, close, exercise, function
from .judge import draws, judge


@exercise("07.1", "Back to images")
def to_images(answer):
    import torch

    draw = draws(71)
    cases = [(torch.randn(n, 784, generator=draw),) for n in (3, 1, 5, 28)]
    judge(answer, lambda flat: flat.reshape(-1, 1, 28, 28), [*cases, cases[0]], what="the result", mistakes=(
        (lambda flat: flat, "The batch comes back flat: `reshape` it to (n, 1, 28, 28)."),
        (lambda flat: flat.reshape(-1, 28, 28), "The channel is missing: (n, 28, 28) should be (n, 1, 28, 28)."),
        (lambda flat: flat.reshape(1, -1, 28, 28), "The images have become channels of one image: the batch dimension comes first, (n, 1, 28, 28)."),
        (lambda flat: flat.reshape(-1, 28, 28, 1), "The channel comes before height and width in PyTorch: (n, 1, 28, 28)."),
        (lambda flat: flat.reshape(-1, 1, 28, 28).transpose(2, 3), "Rows and columns of each image have changed places: `reshape` alone keeps the order, a transpose does not."),
        (lambda flat: flat.T.reshape(-1, 1, 28, 28), "The transpose mixes pixels of all images: `reshape` alone keeps the order."),
        (lambda flat: flat.reshape(-1, 1, 28, 28).flip(2), "The images stand on their heads: `reshape` alone keeps the order."),
        (lambda flat: flat[:1].reshape(-1, 1, 28, 28), "Only the first image comes back."),
        (lambda flat: flat.reshape(-1, 1, 28, 28) / 255, "The pixels are to stay as they are: no division.")),
        hint="Some pixels changed places: `reshape` alone keeps their order. It must work for any number of images.")


@exercise("07.2", "Accuracy of each digit")
def accuracy_of_each_digit(answer):
    import torch

    def each(y, y_hat, by):
        hits = torch.bincount(y[y == y_hat], minlength=10).double()
        return hits / by

    def right(y, y_hat):
        return each(y, y_hat, torch.bincount(y, minlength=10))

    draw = draws(72)
    cases = [(torch.tensor([0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9]), torch.tensor([0, 0, 0, 6, 1, 7, 2, 3, 9, 5, 5, 6, 7, 3, 8, 9]))]
    for n in (40, 17, 200):
        y = torch.cat([torch.randperm(10, generator=draw), torch.randint(10, (n - 10,), generator=draw)])
        y = y[torch.randperm(n, generator=draw)]                         # not sorted, every digit at least once
        guess = torch.randint(10, (n,), generator=draw)
        cases.append((y, torch.where(torch.rand(n, generator=draw) < 0.6, y, guess)))
    judge(answer, right, cases, what="the result", mistakes=(
        (lambda y, y_hat: (y == y_hat).double().mean(), "That is one number for all digits together; ten are asked for, one for each true digit."),
        (lambda y, y_hat: right(y, y_hat).tolist(), "The ten shares are right, but a tensor is asked for: `torch.stack` or `torch.tensor` makes one of the list."),
        (lambda y, y_hat: torch.nan_to_num(each(y, y_hat, torch.bincount(y_hat, minlength=10))), "Each count is divided by how often the digit was predicted. Divide by how often it is the true one."),
        (lambda y, y_hat: each(y, y_hat, torch.bincount(y_hat, minlength=10)), "Each count is divided by how often the digit was predicted. Divide by how often it is the true one."),
        (lambda y, y_hat: 100 * right(y, y_hat), "Those are percentages; a share goes from 0 to 1."),
        (lambda y, y_hat: 1 - right(y, y_hat), "Those are the shares that were read wrongly; the right ones are asked for."),
        (lambda y, y_hat: each(y, y_hat, 1), "Those are counts. Divide each by the number of images of that digit."),
        (lambda y, y_hat: each(y, y_hat, len(y)), "Each count is divided by the number of all images. Divide by the number of images of that digit."),
        (lambda y, y_hat: torch.bincount(y, minlength=10) / len(y), "That is how frequent each digit is. Count how many of its images were read correctly."),
        (lambda y, y_hat: right(y.sort().values, y_hat), "That is right only if the images are sorted by digit: pick those of digit k with the mask `y == k`."),
        (lambda y, y_hat: torch.stack([(y == k).eq(y_hat == k).double().mean() for k in range(10)]),
         "That also counts images of other digits that were not called k. Only the images with `y == k` count.")),
        hint="For digit k only the images with `y == k` count.")


@exercise("07.3", "The most frequent mistake")
def most_frequent_mistake(answer):
    import torch

    function(answer, "most_frequent_mistake")

    def largest(table):
        return divmod(int(table.argmax()), len(table))

    def off(table):
        return table.clone().fill_diagonal_(0)

    def right(table):
        return largest(off(table))

    def plain(table):
        got = answer(table)
        if isinstance(got, torch.Tensor):
            got = tuple(got.tolist()) if got.ndim == 1 else got
        if isinstance(got, (tuple, list)):
            if any(isinstance(v, torch.Tensor) and v.numel() != 1 for v in got):
                raise NotYet("The pair holds whole rows of numbers. `argmax()` without a dimension gives one place in the whole table.")
            got = tuple(v.item() if hasattr(v, "item") else v for v in got)
            got = tuple(int(v) if isinstance(v, float) and v.is_integer() else v for v in got)
        return got

    cases = [(torch.tensor([[50, 1, 0, 8], [3, 40, 0, 6], [0, 12, 60, 1], [0, 7, 5, 30]]),)]
    six = torch.eye(6, dtype=torch.long) * 7
    six[1, 5] = 2
    rare = torch.tensor([[900, 0, 40, 10], [1, 2, 3, 0], [0, 30, 800, 0], [5, 5, 0, 20]])        # most often (0, 2), largest share (1, 2)
    cases += [(six,), (rare,), (torch.tensor([[1, 9], [8, 1]]),), (torch.tensor([[5, 0, 0], [0, 5, 0], [1, 0, 5]]),)]
    draw = draws(73)
    for n in (3, 10, 7):
        table = torch.randperm(n * n, generator=draw).reshape(n, n) + 1                           # no two equal counts
        cases.append((table + 500 * torch.eye(n, dtype=torch.long),))
    judge(plain, right, cases, what="the pair", mistakes=(
        (lambda table: (int(off(table).sum(1).argmax()), int(off(table).sum(0).argmax())), "That takes the class with most mistakes in its row and the one with most in its column. One entry of the table is asked for: the largest beside the diagonal."),
        (largest, "That lies on the diagonal: those are the right answers. Set the diagonal to 0 in a copy first."),
        (lambda table: right(table)[::-1], "Row and column are swapped: the row is the true class and comes first."),
        (lambda table: int(off(table).max()), "That is how often the mistake occurs; the pair (true, predicted) is asked for."),
        (lambda table: int(off(table).argmax()), "That is the place when counting row by row. `divmod(place, len(table))` splits it into row and column."),
        (lambda table: divmod(int(off(table).argmax()), 10), "You divided by 10. The number of classes is `len(table)`."),
        (lambda table: divmod(int(off(table).argmax()), 4), "You divided by 4. The number of classes is `len(table)`."),
        (lambda table: largest(off(table) / table.sum(1, keepdim=True)), "That is the largest share of its row. Asked for is the mistake that occurs most often, in numbers."),
        (lambda table: largest(off(table) / table.sum(0, keepdim=True)), "That is the largest share of its column. Asked for is the mistake that occurs most often, in numbers."),
        (lambda table: largest(off(table + table.T)), "You added both directions of each confusion. A 4 read as 9 and a 9 read as 4 are two different mistakes."),
        (lambda table: largest(torch.triu(table, 1)), "You looked only above the diagonal."),
        (lambda table: largest(torch.tril(table, -1)), "You looked only below the diagonal."),
        (lambda table: largest(-table), "That is the rarest entry. The largest beside the diagonal is asked for.")),
        hint="Look for the largest number beside the diagonal; the number of classes is `len(table)`.")


@exercise("07.4", "One step in two halves", changes_inputs=True)
def step_in_two_halves(answer):
    import torch
    from torch import nn

    function(answer, "step_in_two_halves")
    draw, loss = draws(74), nn.CrossEntropyLoss()

    def network(features, hidden, classes):
        model = nn.Sequential(nn.Linear(features, hidden), nn.ReLU(), nn.Linear(hidden, classes))
        for p in model.parameters():
            p.data = torch.randn(p.shape, generator=draw) / 2
        return model

    def after(step, base, lr, momentum, xb, yb, stale):
        """Weights after `step`, started with gradients left over from before; what the network was given; the updates."""
        model, given, updates = copy.deepcopy(base), [], []
        optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
        for p in model.parameters():
            p.grad = torch.full_like(p, stale)
        optimizer.register_step_post_hook(lambda *_: updates.append(1))
        model.register_forward_hook(lambda module, inputs, out: given.append(inputs[0].detach().clone()))
        images, labels = xb.clone(), yb.clone()
        step(model, loss, optimizer, images, labels)
        told = _left_behind(model, optimizer, lr, momentum, (images, xb), (labels, yb))
        return torch.cat([p.detach().flatten() for p in model.parameters()]), given, len(updates), told

    def portions(*factors, clear=False, both=True):
        """A step with the portions' losses multiplied; `clear`: gradients thrown away between them."""
        def step(model, loss, optimizer, xb, yb):
            optimizer.zero_grad()
            for k, (x, y) in enumerate(zip(xb.chunk(2), yb.chunk(2), strict=True)):
                if clear and k:
                    optimizer.zero_grad()
                if both or not k:
                    (factors[k] * loss(model(x), y)).backward()
            optimizer.step()
        return step

    for n, shape, lr, momentum in ((8, (6, 5, 3), 0.5, 0.0), (6, (4, 3, 5), 0.1, 0.9), (2, (3, 4, 2), 1.0, 0.0), (30, (5, 7, 4), 0.3, 0.0)):
        base = network(*shape)
        xb, yb = torch.randn(n, shape[0], generator=draw), torch.randint(shape[-1], (n,), generator=draw)
        setting = (base, lr, momentum, xb, yb)
        want, got = after(portions(0.5, 0.5), *setting, 0.0)[0], after(answer, *setting, 0.0)
        weights, given, updates, told = got
        half = n // 2
        if updates == 0:
            raise NotYet("The optimiser made no update: `optimizer.step()` is missing.")
        if updates > 1:
            raise NotYet(f"There were {updates} updates. One is asked for, after both halves.")
        sizes = [len(x) for x in given]
        if sizes == [n]:
            raise NotYet(f"The whole batch of {n} images went through the network at once: that is what the GPU has no room for. Give it the first half, then the second.")
        if sizes != [half, half]:
            raise NotYet(f"The network was given portions of {sizes} images; two halves of {half} are asked for"
                         + (", whatever the size of the batch is: use `len(xb) // 2` or `xb.chunk(2)`." if n != 8 else "."))
        if not (alike(given[0], xb[:half]) and alike(given[1], xb[half:])):
            raise NotYet("The two portions are not the first and the second half of the batch: `xb.chunk(2)` makes them.")
        stale = after(answer, *setting, 1.0)[0]
        for wrong, hint in (
                (portions(1.0, 1.0), "The update is twice too large: the mean of the whole batch is half the sum of the halves' means."),
                (portions(0.25, 0.25), "The update is half of what it should be: each half's mean is divided by 2 once."),
                (portions(1.0, 0.5), "The first half counts double: both halves' means are divided by 2."),
                (portions(0.5, 1.0), "The second half counts double: both halves' means are divided by 2."),
                *((portions(0.0, f), "Only the second half counted: each half needs a `backward()` of its own, and no `zero_grad()` between them, which throws gradients away.") for f in (0.5, 1.0)),
                *((portions(f, 0.0), "Only the first half counted: both need a `backward()` before the update.") for f in (0.5, 1.0)),
                *((portions(f / n, f / n), "The loss is a mean already: divide each half's by 2, not by the number of images.") for f in (1.0, 2.0))):
            there = after(wrong, *setting, 0.0)[0]
            if alike(weights, there, rtol=1e-4, atol=1e-5) and not alike(there, want, rtol=1e-4, atol=1e-5):
                raise NotYet(hint)
        close(weights, want, "a weight after the step", hint="Add up the gradients of both halves, each divided by 2, then update once.")
        if not alike(stale, want, rtol=1e-4, atol=1e-5):
            raise NotYet("Gradients from an earlier step were still there: call `optimizer.zero_grad()` first.")
        if told:
            raise NotYet(told)


def _left_behind(model, optimizer, lr, momentum, *batch) -> str:
    """What a step changed beside the weights, in words, or ''."""
    group = optimizer.param_groups[0]
    if group["lr"] != lr or group["momentum"] != momentum:
        return (f"The weights are right, but the optimiser's learning rate is {group['lr']:g} now and was {lr:g}: it would stay so for all steps that "
                "follow. Halve the losses instead.")
    if not all(module.training for module in model.modules()):
        return "The weights are right, but the network is left in evaluation mode, which switches dropout off for the training that follows."
    if not all(p.requires_grad for p in model.parameters()):
        return "The weights are right, but some of them need no gradient any more, so that the next step could not train them."
    if not all(alike(now, then) for now, then in batch):
        return "The weights are right, but your function changed the images or labels of the batch."
    return ""


QUIZ = (
    Question("A batch has shape (64, 1, 28, 28). Which layer must come before `nn.Linear(784, 128)`?",
             ("nn.Softmax(dim=1)", "nn.Flatten()", "nn.ReLU()", "none"), answer=1,
             why="A linear layer works on the last dimension, which must be 784. Flatten makes (64, 784) of the batch."),
    Question("The network ends with `nn.Linear(128, 10)` and the loss is `nn.CrossEntropyLoss()`. Where does softmax belong?",
             ("after the last layer, inside the network", "before the first layer", "nowhere: the loss applies it itself",
              "after each hidden layer"), answer=2,
             why="CrossEntropyLoss takes logits. A second softmax makes training slower and keeps the loss above 1.46."),
    Question("An untrained network for 10 classes shows a first loss of 25. What is the most likely reason?",
             ("the inputs are not scaled", "nothing, that is normal", "the test set is too small", "too few steps"), answer=0,
             why="About ln 10 = 2.3 is normal. Pixels up to 255 make huge logits, so a wrong answer costs a lot."),
    Question("You leave out `optimizer.zero_grad()`. What happens?",
             ("an error at the second step", "the weights stay as they are", "the network trains faster",
              "each update also contains the gradients of all steps before it"), answer=3,
             why="backward() adds to `.grad`. Nothing fails, but the direction of the update is wrong."),
    Question("Training accuracy is 99.9 %, test accuracy 97.5 %. What do you report?",
             ("99.9 %, the better one", "97.5 %, measured on images it has never seen", "the mean of both"), answer=1,
             why="The network partly knows its training images by heart. New images are what it is for."),
    Question("Why is `torch.load(path, weights_only=True)` safer than loading a whole model?",
             ("it reads tensors only, and a pickle could run its author's code", "it checks the accuracy",
              "it encrypts the file", "it works without PyTorch"), answer=0,
             why="Unpickling an object can execute arbitrary code. With weights_only=True such a file is refused."),
)
