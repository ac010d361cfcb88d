"""Exercises and quiz of lesson 9, convolution."""
from __future__ import annotations

import math

from .compare import alike, given
from .core import NotYet, Question, exercise, function
from .demands import forbidding, no_loop
from .judge import draws, judge

READY_MADE = ("conv2d", "conv1d", "conv3d", "convolution", "_convolution", "conv_transpose2d")


@exercise("09.1", "The size of the output")
def output_size(answer):
    def right(n, k, padding, stride):
        return (n + 2 * padding - k) // stride + 1

    cases = [(5, 3, 0, 1), (28, 5, 2, 1), (28, 3, 1, 2), (10, 3, 0, 3), (7, 7, 0, 1), (13, 4, 1, 3), (224, 7, 3, 2)]
    judge(answer, right, cases, what="the size", mistakes=(
        (lambda n, k, padding, stride: (n + padding - k) // stride + 1, "The padding is added on both sides: 2 · padding."),
        (lambda n, k, padding, stride: (n + 2 * padding - k + 1) // stride,
         "The 1 for the first window is not divided by the stride: it is added at the end."),
        (lambda n, k, padding, stride: (n + 2 * padding - k) // stride, "One is missing: a window that cannot move at all still gives one output."),
        (lambda n, k, padding, stride: n + 2 * padding - k + 1, "The stride is missing: the window moves `stride` pixels at a time."),
        (lambda n, k, padding, stride: (n - k) // stride + 1, "The padding is missing."),
        (lambda n, k, padding, stride: (n - 2 * padding - k) // stride + 1, "Padding makes the row longer: + 2 · padding."),
        (lambda n, k, padding, stride: n + 2 * padding - k // stride + 1,
         "`//` is worked out before + and −, so only k is divided there: put n + 2 · padding − k in brackets."),
        (lambda n, k, padding, stride: (n + 2 * padding - k) / stride + 1,
         "A size is a whole number: `//` divides and drops what is left over, since a window that does not fit is left out."),
        (lambda n, k, padding, stride: -(-(n + 2 * padding - k) // stride) + 1,
         "A window that does not fit whole is left out, so round down: `//`."),
        *((wide, "The window's own width is missing: it can move by n + 2·padding − k pixels, not by the whole row.")
          for wide in (lambda n, k, padding, stride: (n + 2 * padding) // stride, lambda n, k, padding, stride: (n + 2 * padding) // stride + 1)),
    ), hint="How far can the window move, (n + 2·padding − k), and how many steps of `stride` is that?")


@exercise("09.2", "A convolution of your own")
def convolve(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "convolve")
    answer = forbidding(answer, READY_MADE, "PyTorch's own convolution did the work. Cut out the windows yourself: `image[r:r + h, c:c + w]`, or `unfold`.")

    def right(image, kernel):
        return F.conv2d(image[None, None], kernel[None, None])[0, 0]

    def moved_sizes(image, kernel):
        return right(F.pad(image, (1, 1, 1, 1)), kernel)

    def roomy(image, kernel):
        output = torch.zeros_like(image)
        inner = right(image, kernel)
        output[:inner.shape[0], :inner.shape[1]] = inner
        return output

    def looped(number, turned=False):
        """The output whose number at (r, c) is `number(image, kernel, r, c, kh, kw)`."""
        def convolution(image, kernel):
            kh, kw = kernel.T.shape if turned else kernel.shape
            places = range(image.shape[0] - kh + 1), range(image.shape[1] - kw + 1)
            return torch.stack([torch.stack([number(image, kernel, r, c, kh, kw) for c in places[1]]) for r in places[0]])
        return convolution

    def as_square(image, kernel):
        k, n = len(kernel), len(image) - len(kernel) + 1
        return torch.stack([torch.stack([(image[r:r + k, c:c + k] * kernel).sum() for c in range(n)]) for r in range(n)])

    cases = [(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[1.0, 2.0]])),
             (torch.arange(16.0).reshape(4, 4), torch.tensor([[1.0, 0.0], [0.0, -1.0]])),
             (torch.randn(6, 6, generator=draws(1)), torch.randn(3, 3, generator=draws(2))),
             (torch.randn(5, 8, generator=draws(3)), torch.randn(2, 4, generator=draws(4)))]
    judge(answer, right, cases, what="the output", mistakes=(
        (lambda image, kernel: right(image, kernel.flip(0, 1)), "You turned the filter by 180 degrees, as mathematics does. In deep learning it stays as it is."),
        (lambda image, kernel: right(image, kernel.T), "Rows and columns of the filter have changed places."),
        (lambda image, kernel: right(image, kernel) / kernel.numel(), "That is the mean of the products; their sum is asked for."),
        (as_square, "Neither the image nor the filter needs to be square: rows and columns have numbers of their own, `kh` and `kw`."),
        (moved_sizes, "The output is too large: no padding is asked for, so the window stays inside the image."),
        (roomy, "The output is as large as the image, with a border that nothing was written to: make it (h − kh + 1, w − kw + 1)."),
        (lambda image, kernel: right(image, kernel)[None, None], "Batch and channel are not asked for: the output has two dimensions."),
        (looped(lambda image, kernel, r, c, kh, kw: (image[c:c + kh, r:r + kw] * kernel).sum()),
         "Row and column have changed places: the row comes first, `image[r:r + kh, c:c + kw]`."),
        (looped(lambda image, kernel, r, c, kh, kw: (image[r:r + kh, c:c + kw] * kernel).sum(), turned=True),
         "A shape is (rows, columns), so it is `kh, kw = kernel.shape`."),
        (looped(lambda image, kernel, r, c, kh, kw: (image[r:r + kh, c:c + kw] @ kernel.T).sum()),
         "`@` is the matrix product. Here each weight meets the one pixel under it: `*`."),
        (looped(lambda image, kernel, r, c, kh, kw: image[r + kh - 1, c + kw - 1] * kernel[-1, -1]),
         "Only the last product is left: each one is added to those before it, `+=`."),
        (lambda image, kernel: right(image, kernel)[:-1, :-1], "The last position is missing: there are h − kh + 1 of them, and `range` leaves out its end."),
    ), hint="Output pixel (r, c) is the sum of `image[r:r + kh, c:c + kw] * kernel`.")


@exercise("09.3", "Max pooling without a loop")
def max_pool(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "max_pool")
    answer = forbidding(answer, ("max_pool2d", "max_pool2d_with_indices", "adaptive_max_pool2d", "max_pool1d", "max_pool3d", "boolean_dispatch"),
                        "PyTorch's own pooling did the work. Give each square of 2×2 pixels dimensions of its own with `reshape`, and take the largest along them.")

    def right(x):
        return F.max_pool2d(x, 2)

    def squares(x):
        n, c, h, w = x.shape
        return x.reshape(n, c, h // 2, 2, w // 2, 2)

    def far_apart(x):
        n, c, h, w = x.shape
        return x.reshape(n, c, 2, h // 2, 2, w // 2).amax(dim=(2, 4))

    cases = [(torch.tensor([[[[2.0, 5.0], [1.0, 3.0]]]]),), (torch.arange(16.0).reshape(1, 1, 4, 4),),
             (-torch.rand(2, 3, 4, 6, generator=draws(1)),), (torch.randn(3, 2, 8, 4, generator=draws(2)),)]
    judge(answer, right, cases, what="the result", mistakes=(
        (lambda x: squares(x).mean(dim=(3, 5)), "That is average pooling; the largest value of each square is asked for."),
        (lambda x: x[:, :, ::2, ::2], "That takes the upper left pixel of each square, whatever the others are."),
        (lambda x: x.reshape(*x.shape[:2], x.shape[2] // 2, x.shape[3] // 2, 4).amax(dim=-1),
         "Those four values lie side by side in one row, not in a square. Split rows *and* columns: (n, c, h // 2, 2, w // 2, 2)."),
        (lambda x: right(x.relu()), "A largest value may be negative: nothing is compared with 0 here."),
        (far_apart, "Those four pixels lie h // 2 and w // 2 apart. Neighbours stay together in (h // 2, 2), where the 2 comes last."),
        *((whole, "That is one value for each whole channel; one for each square of 2×2 pixels is asked for.")
          for whole in (lambda x: x.amax(dim=(2, 3), keepdim=True), lambda x: x.amax(dim=(2, 3)))),
        (lambda x: squares(x).amin(dim=(3, 5)), "Those are the smallest values; the largest are asked for."),
        (lambda x: squares(x).sum(dim=(3, 5)), "That is the sum of each square; its largest value is asked for."),
        (lambda x: torch.maximum(x[:, :, ::2, ::2], x[:, :, 1::2, 1::2]), "Only two of the four pixels were compared: the other diagonal of each square counts, too."),
        (lambda x: squares(x).amax(dim=(2, 4)), "Those are dimensions 2 and 4, which say *which* square. The pixels of a square lie along dimensions 3 and 5."),
        (lambda x: x.amax(), "That is the largest value of all: give `amax` the dimensions along which it is to look."),
        (lambda x: squares(x).amax(dim=5), "Only the columns were pooled so far: take the largest along both of the new dimensions."),
        (lambda x: squares(x).amax(dim=3), "Only the rows were pooled so far: take the largest along both of the new dimensions."),
    ), hint="`x.reshape(n, c, h // 2, 2, w // 2, 2)` has the rows of a square in dimension 3 and its columns in dimension 5.")
    no_loop(answer, "The result is right, but the exercise asks for it without a loop: give each square dimensions of its own with `reshape`, "
                    "and take the largest along them.")


@exercise("09.4", "How much of the image an output pixel sees")
def receptive_field(answer):
    def walked(gain=lambda k, jump, stride: (k - 1) * jump, wider=lambda jump, stride: jump * stride):
        """A rule that adds `gain` to the side at each layer and then makes the jump `wider`; as it stands, the right one."""
        def side(layers):
            field, jump = 1, 1
            for k, stride in layers:
                field, jump = field + gain(k, jump, stride), wider(jump, stride)
            return field
        return side

    right = walked()
    # in the first case no two of the mistakes below agree, so that each gets its own hint
    cases = [([(2, 3), (4, 2), (3, 1)],), ([(3, 1), (3, 1)],), ([(5, 1), (2, 2), (5, 1), (2, 2)],), ([(3, 2), (3, 2), (3, 2)],), ([],),
             ([(7, 2), (3, 2), (3, 1), (1, 1), (3, 1)],)]
    judge(answer, right, cases, what="the side", mistakes=(
        (lambda layers: 1 + sum(k - 1 for k, _ in layers), "The strides are missing: after a stride of 2, one step further in the map is two pixels in the image."),
        (walked(lambda k, jump, stride: (k - 1) * jump * stride), "A layer's own stride comes after it: its window still moves over the map *before* it. Widen first, then multiply the jump."),
        (walked(wider=lambda jump, stride: stride), "The strides multiply: after two strides of 2, neighbours are 4 pixels apart."),
        (lambda layers: right(layers[::-1]), "That is right for the layers in reverse order: which of them does your rule want first?"),
        (walked(wider=lambda jump, stride: jump + stride), "The jump is multiplied by each stride, not added to it."),
        (walked(lambda k, jump, stride: (k - 1) * stride), "A window's gaps are as wide as all the strides *before* it have made them; its own stride comes after it."),
        (walked(lambda k, jump, stride: k // 2 * jump), "That is how far a window reaches to one side of its middle; with both sides it is k − 1."),
        (walked(lambda k, jump, stride: k * jump), "A window of k pixels spans k − 1 gaps: each layer adds k − 1 times the jump."),
        (lambda layers: right(layers[:1]), "Only the first layer was counted: does `return` stand inside the loop?"),
        (lambda layers: right(layers) - 1, "An output without any layer sees 1 pixel, so that is where the side begins."),
        (lambda layers: right([(stride, k) for k, stride in layers]), "Each pair is (kernel size, stride), in this order."),
        (lambda layers: math.prod(stride for _, stride in layers), "That is the jump, the distance of neighbours; the side is asked for."),
        (lambda layers: math.prod(k for k, _ in layers), "The windows overlap, so sides do not multiply: each layer adds k − 1 times the jump."),
        (lambda layers: sum(k for k, _ in layers), "Windows overlap: each layer adds k − 1, not k, to the 1 pixel you begin with."),
        (lambda layers: right(layers) ** 2, "That is how many pixels there are in the square; its side is asked for."),
    ), hint="Keep two numbers: the side, which begins at 1, and the jump, how many pixels of the image lie between neighbours of the map.")


@exercise("09.5", "A way around")
def residual(answer):
    import torch
    from torch import nn

    function(answer, "Residual")

    def branch(seed):
        layers = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.Tanh(), nn.Conv2d(4, 4, 3, padding=1))
        with torch.no_grad():
            for p in layers.parameters():
                p.uniform_(-0.5, 0.5, generator=draws(seed))
        return layers

    module = answer(branch(1))
    if not isinstance(module, nn.Module):
        raise NotYet("`Residual(branch)` should be a module: `class Residual(nn.Module)`.")
    entered = torch.randn(2, 4, 5, 5, generator=draws(2))
    before = entered.clone()
    given(module(entered), "the output")
    if not torch.equal(entered, before):
        raise NotYet("`forward` changed its input x, and whoever calls the module still needs that as it was: write `x + …` and not `x += …`.")
    if not list(module.parameters()):
        raise NotYet("The module has no parameters, so an optimiser would not train it: keep the branch as an attribute, `self.branch = branch`.")
    x = torch.randn(2, 4, 5, 5, generator=draws(2))

    def wrap(kind):
        class Wrong(nn.Module):
            def __init__(self, inner):
                super().__init__()
                self.inner = inner

            def forward(self, x):
                return kind(x, self.inner(x))
        return Wrong

    def use(make):
        return lambda seed, x: make(branch(seed))(x)

    judge(use(answer), use(wrap(lambda x, h: x + h)), [(1, x[:, :, :2, :2]), (2, x), (3, torch.randn(1, 4, 7, 3, generator=draws(3)))],
          what="the output", in_double=False, elsewhere=False, mistakes=(
        (use(wrap(lambda x, h: h)), "The input was not added: x + branch(x)."),
        (use(wrap(lambda x, h: h + h)), "The branch was added to itself: the way around carries x as it is."),
        (use(wrap(lambda x, h: x + torch.relu(h))), "The branch's output is added as it is, without a ReLU."),
        (use(wrap(lambda x, h: torch.relu(x + h))), "The text asks for the sum alone, without a ReLU behind it."),
        (use(wrap(lambda x, h: torch.relu(x) + h)), "The way around carries x as it is: no ReLU on it."),
        (use(lambda inner: wrap(lambda x, h: x + inner(torch.relu(x)))(inner)), "The branch gets x itself, without a ReLU before it."),
        (use(wrap(lambda x, h: x + x)), "The branch is not used: x + branch(x)."),
        (use(lambda inner: wrap(lambda x, h: inner(x + x))(inner)), "That sum goes into the branch. The way around goes past it: x + branch(x)."),
        (use(wrap(lambda x, h: x * h)), "The two are added, not multiplied: a product passes no gradient where the branch is 0."),
        (use(wrap(lambda x, h: x - h)), "The branch is added to x, not taken from it."),
        (use(lambda inner: wrap(lambda x, h: x + inner(h))(inner)), "The branch ran twice. Once is enough: x + branch(x)."),
        (use(wrap(lambda x, h: (x + h) / 2)), "The sum is asked for, not the mean."),
        (use(wrap(lambda x, h: torch.cat([x, h], dim=1))), "The two were laid side by side; they are added, so that the shape stays."),
    ), hint="`forward` returns x + self.branch(x).")
    entering = x.clone().requires_grad_()
    module(entering).sum().backward()
    if entering.grad is None or any(p.grad is None for p in module.parameters()):
        raise NotYet("No gradient flows through one of the two ways: leave out `detach()` and `no_grad()`.")
    known = entering.detach().clone().requires_grad_()
    inner = branch(1)
    (known + inner(known)).sum().backward()
    if not alike(entering.grad, known.grad):
        raise NotYet("The output is right, but the gradient of x is not: one of the two ways passes none back. Leave out `detach()` and `no_grad()`.")


QUIZ = (
    Question("A layer `nn.Conv2d(3, 16, kernel_size=5)` has how many numbers to learn?",
             ("16 · 25 + 16 = 416", "3 · 16 · 5 + 16 = 256", "16 · (3 · 25) + 16 = 1,216", "it depends on the size of the image"), answer=2,
             why="Each of the 16 filters has 5×5 weights for each of the 3 channels, and one bias. The image's size does not matter."),
    Question("A 28×28 image, a 5×5 filter, no padding, stride 1. How large is the output?",
             ("28×28", "24×24", "23×23", "14×14"), answer=1,
             why="28 − 5 + 1 = 24. A padding of 2 on each side would keep 28."),
    Question("You move a digit by 3 pixels. What happens to the output of a convolution, away from the borders?",
             ("it moves by 3 pixels too", "it does not change", "it is turned", "it becomes 0"), answer=0,
             why="The same filter is applied everywhere, so what it finds moves with the digit. Only pooling over places makes the place disappear."),
    Question("What does deep learning call a convolution that mathematics calls a cross-correlation?",
             ("one with padding", "one over three channels", "one with a stride above 1", "one whose filter is not turned by 180 degrees"), answer=3,
             why="A learned filter can be turned as well as not, so the turning is left out."),
    Question("A network with batch normalisation gives other answers for one image when other images are in its batch. Why?",
             ("it was trained for too long", "it is still in training mode: call `model.eval()`", "its convolutions lack padding", "that is always so"), answer=1,
             why="In training mode the mean and variance come from the batch itself; in evaluation mode from the running averages."),
    Question("What does the way around in a residual block do for the gradient?",
             ("it reaches the layers before the block without being multiplied by the block's weights", "it makes it smaller",
              "it keeps it from reaching the block", "nothing, it only speeds up the forward pass"), answer=0,
             why="The derivative of x + branch(x) is 1 + the branch's own. The 1 carries the gradient past the block unchanged."),
)
