"""Exercises and quiz of lesson 7, an MLP reads digits."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, same, tensor


@exercise("07.1", "Back to images")
def to_images(answer):
    import torch

    function(answer, "to_images")
    images = torch.arange(3 * 784.0).reshape(3, 1, 28, 28)
    got = tensor(answer(images.flatten(1)), "the result")
    if tuple(got.shape) == (3, 28, 28):
        raise NotYet("The channel is missing: (3, 28, 28) should be (3, 1, 28, 28).")
    tensor(got, "the result for 3 images", shape=(3, 1, 28, 28))
    close(got, images, "the result", hint="Some pixels changed places: `reshape` alone keeps their order, a transpose does not.")
    five = torch.rand(5, 1, 28, 28)
    close(answer(five.flatten(1)), five, "the result for 5 images", hint="It must work for any number of images.")


@exercise("07.2", "Accuracy of each digit")
def accuracy_of_each_digit(answer):
    import torch

    function(answer, "accuracy_of_each_digit")
    y = torch.tensor([0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9])
    y_hat = torch.tensor([0, 0, 0, 6, 1, 7, 2, 3, 9, 5, 5, 6, 7, 3, 8, 9])
    want = torch.tensor([0.75, 0.5, 1, 1, 0, 1, 1, 1, 0.5, 1])
    got = tensor(answer(y, y_hat), "the result")
    if got.ndim == 0:
        raise NotYet("That is one number for all digits together; ten are asked for, one for each true digit.")
    tensor(got, "the result", shape=(10,))
    precision = torch.tensor([1, 1, 1, 0.5, 0, 1, 0.5, 0.5, 1, 0.5])
    got = got.detach().cpu()
    if torch.allclose(torch.nan_to_num(got.float()), precision, atol=1e-4):
        raise NotYet("Each count is divided by how often the digit was predicted. Divide by how often it is the true one.")
    if torch.allclose(got.float(), 100 * want, atol=1e-2):
        raise NotYet("Those are percentages; a share goes from 0 to 1.")
    if torch.allclose(got.float(), 1 - want, atol=1e-4):
        raise NotYet("Those are the shares that were read wrongly; the right ones are asked for.")
    if torch.allclose(got.float(), want * torch.bincount(y), atol=1e-4):
        raise NotYet("Those are counts. Divide each by the number of images of that digit.")
    close(got, want, "the result", hint="For digit k only the images with `y == k` count.")


@exercise("07.3", "The most frequent mistake")
def most_frequent_mistake(answer):
    import torch

    function(answer, "most_frequent_mistake")
    table = torch.tensor([[50, 1, 0, 2], [3, 40, 0, 0], [0, 12, 60, 1], [4, 0, 5, 30]])
    before = table.clone()
    got = answer(table)
    if not torch.equal(table, before):
        raise NotYet("`table` was changed: work on `table.clone()`.")
    if isinstance(got, torch.Tensor):
        got = tuple(got.tolist()) if got.ndim else got.item()
    if isinstance(got, (tuple, list)):
        if any(isinstance(v, torch.Tensor) and v.numel() != 1 for v in got):
            raise NotYet("The pair holds whole rows of numbers. `argmax()` without a dimension gives one place in the whole table.")
        got = tuple(v.item() if isinstance(v, torch.Tensor) and v.numel() == 1 else v for v in got)
    if got == (2, 2):
        raise NotYet("(2, 2) lies on the diagonal: those are the right answers.")
    if got == (1, 2):
        raise NotYet("Row and column are swapped: the row is the true class and comes first.")
    if got == 12:
        raise NotYet("12 is how often the mistake occurs; the pair (true, predicted) is asked for.")
    if got == 9:
        raise NotYet("9 is the place when counting row by row. `divmod(9, 4)` splits it into row and column.")
    same(got, (2, 1), "the pair", hint="The largest number beside the diagonal is 12, in row 2, column 1.")
    six = torch.eye(6, dtype=torch.long) * 7
    six[1, 5] = 2
    got = answer(six)
    same(tuple(int(v) for v in got), (1, 5), "the pair for 6 classes", hint="The number of classes is `len(table)`.")


@exercise("07.4", "One step in two halves")
def step_in_two_halves(answer):
    import copy

    import torch
    from torch import nn

    function(answer, "step_in_two_halves")
    generator = torch.Generator().manual_seed(0)
    xb, yb = torch.randn(8, 6, generator=generator), torch.tensor([0, 1, 2, 0, 1, 2, 0, 1])
    torch.manual_seed(0)
    base, loss = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 3)), nn.CrossEntropyLoss()

    def after(step, stale, steps=1):
        """Weights after `step`, started with gradients left over from before."""
        model, sizes, updates = copy.deepcopy(base), [], []
        optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        for p in model.parameters():
            p.grad = torch.full_like(p, stale)
        optimizer.register_step_post_hook(lambda *_: updates.append(1))
        model.register_forward_hook(lambda module, given, out: sizes.append(len(given[0])))
        result = [step(model, loss, optimizer, xb, yb) for _ in range(steps)]
        return torch.cat([p.detach().flatten() for p in model.parameters()]), sizes, len(updates), result

    def whole(model, loss, optimizer, xb, yb):
        optimizer.zero_grad()
        loss(model(xb), yb).backward()
        optimizer.step()

    want, start = after(whole, 0.0)[0], torch.cat([p.detach().flatten() for p in base.parameters()])
    got, sizes, updates, _ = after(answer, 0.0)
    if updates == 0:
        raise NotYet("The optimiser made no update: `optimizer.step()` is missing.")
    if updates > 1:
        raise NotYet(f"There were {updates} updates. One is asked for, after both halves.")
    if sizes != [4, 4]:
        raise NotYet(f"The network was given portions of {sizes} images; two halves of 4 are asked for.")
    if torch.allclose(got - start, 2 * (want - start), rtol=1e-3, atol=1e-5):
        raise NotYet("The update is twice too large: the mean of the whole batch is half the sum of the halves' means.")
    model = copy.deepcopy(base)
    model.zero_grad()
    (loss(model(xb[4:]), yb[4:])).backward()
    second = torch.cat([p.grad.flatten() for p in model.parameters()])
    if any(torch.allclose(got - start, -0.5 * c * second, rtol=1e-3, atol=1e-5) for c in (0.5, 1.0)):
        raise NotYet("Only the second half counted: `zero_grad()` in between threw the first half's gradients away.")
    close(got, want, "a weight after the step", hint="Add up the gradients of both halves, each divided by 2, then update once.")
    if not torch.allclose(after(answer, 1.0)[0], want, rtol=1e-4, atol=1e-5):
        raise NotYet("Gradients from an earlier step were still there: call `optimizer.zero_grad()` first.")


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
