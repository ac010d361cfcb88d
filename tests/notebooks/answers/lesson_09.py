"""Answers to the exercises of lesson 9: wrong ones, each with words of the hint it must get, and right ones."""


def _residual(forward, init="self.branch = branch"):
    return (f"class Residual(nn.Module):\n    def __init__(self, branch):\n        super().__init__()\n        {init}\n\n"
            f"    def forward(self, x):\n        {forward}")


WRONG = {
    "09.1": [
        ("def output_size(n, k, padding, stride):\n    return (n + padding - k) // stride + 1",
         "The padding is added on both sides: 2 · padding"),
        ("def output_size(n, k, padding, stride):\n    return (n + 2 * padding - k) // stride",
         "One is missing: a window that cannot move at all still gives"),
        ("def output_size(n, k, padding, stride):\n    return (n + 2 * padding - k + 1) // stride",
         "The 1 for the first window is not divided by the stride: it is"),
        ("def output_size(n, k, padding, stride):\n    return (n + 2 * padding - k) / stride + 1",
         "A size is a whole number: `//` divides and drops what is left"),
        ("def output_size(n, k, padding, stride):\n    return n + 2 * padding - k + 1",
         "The stride is missing: the window moves `stride` pixels at a"),
        ("def output_size(n, k, padding, stride):\n    return math.ceil((n + 2 * padding - k) / stride) + 1",
         "A window that does not fit whole is left out, so round down"),
        ("def output_size(n, k, padding, stride):\n    return n // stride",
         "How far can the window move, (n + 2·padding − k), and how many"),
        ("def output_size(n, k, padding, stride):\n    return round((n + 2 * padding - k) / stride) + 1",
         "A window that does not fit whole is left out, so round down"),
        ("def output_size(n, k, padding, stride):\n    return (n - k) // stride + 1",
         "The padding is missing"),
        ("def output_size(n, k, padding, stride):\n    (n + 2 * padding - k) // stride + 1",
         "is None. A function hands its result back"),
        ("def output_size(n, k, padding, stride):\n    return n + 2 * padding - k // stride + 1",
         "How far can the window move, (n + 2·padding − k), and how many"),
    ],
    "09.2": [
        ("def convolve(image, kernel):\n    return F.conv2d(image[None, None], kernel[None, None])[0, 0]",
         "PyTorch's own convolution did the work. Cut out the windows"),
        ("def convolve(image, kernel):\n    kh, kw = kernel.shape\n    k = kernel.flip(0, 1)\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
         "    return torch.stack([torch.stack([(image[r:r + kh, c:c + kw] * k).sum() for c in range(w)]) for r in range(h)])",
         "You turned the filter by 180 degrees, as mathematics does. In"),
        ("def convolve(image, kernel):\n    k = kernel.shape[0]\n    n = image.shape[0] - k + 1\n"
         "    return torch.stack([torch.stack([(image[r:r + k, c:c + k] * kernel).sum() for c in range(n)]) for r in range(n)])",
         "Neither the image nor the filter needs to be square: rows and"),
        ("def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh, image.shape[1] - kw\n"
         "    out = torch.zeros(h, w)\n    for r in range(h):\n        for c in range(w):\n"
         "            out[r, c] = (image[r:r + kh, c:c + kw] * kernel).sum()\n    return out",
         "The last position is missing: there are h − kh + 1 of them, and"),
        ("def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
         "    return torch.stack([torch.stack([(image[r:r + kh, c:c + kw] * kernel).mean() for c in range(w)]) for r in range(h)])",
         "That is the mean of the products; their sum is asked for"),
        ("def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
         "    return [[(image[r:r + kh, c:c + kw] * kernel).sum() for c in range(w)] for r in range(h)]",
         "should be a torch tensor, but it is a list"),
        ("def convolve(image, kernel):\n    kh, kw = kernel.shape\n    image = F.pad(image, (1, 1, 1, 1))\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
         "    return torch.stack([torch.stack([(image[r:r + kh, c:c + kw] * kernel).sum() for c in range(w)]) for r in range(h)])",
         "The output is too large: no padding is asked for, so the window"),
        ("def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n    out = image.new_zeros(h, w)\n"
         "    for r in range(h):\n        for c in range(w):\n            out[r, c] = image[r:r + kh, c:c + kw] * kernel\n    return out",
         "What is written has another shape than the place where it goes"),
        ("def convolve(image, kernel):\n    kh, kw = kernel.shape\n    out = image.new_zeros(image.shape)\n    for r in range(image.shape[0] - kh + 1):\n"
         "        for c in range(image.shape[1] - kw + 1):\n            out[r, c] = (image[r:r + kh, c:c + kw] * kernel).sum()\n    return out",
         "has shape (2, 2), expected (2, 1)"),
    ],
    "09.3": [
        ("def max_pool(x):\n    return F.max_pool2d(x, 2)",
         "PyTorch's own pooling did the work. Give each square of 2×2"),
        ("def max_pool(x):\n    return nn.MaxPool2d(2)(x)",
         "PyTorch's own pooling did the work. Give each square of 2×2"),
        ("def max_pool(x):\n    return x[:, :, ::2, ::2]",
         "That takes the upper left pixel of each square, whatever the"),
        ("def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, h // 2, 2, w // 2, 2).mean(dim=(3, 5))",
         "That is average pooling; the largest value of each square is"),
        ("def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, h // 2, w // 2, 4).amax(dim=-1)",
         "Those four values lie side by side in one row, not in a square"),
        ("def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(dim=3)",
         "is values and places together, as `max` returns them"),
        ("def max_pool(x):\n    return x.amax(dim=(2, 3))",
         "That is one value for each whole channel; one for each square"),
        ("def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, 2, h // 2, 2, w // 2).amax(dim=(2, 4))",
         "Those four pixels lie h // 2 and w // 2 apart. Neighbours stay"),
        ("def max_pool(x):\n    n, c, h, w = x.shape\n    out = x.new_zeros(n, c, h // 2, w // 2)\n    for i in range(h // 2):\n        for j in range(w // 2):\n"
         "            out[:, :, i, j] = x[:, :, 2 * i:2 * i + 2, 2 * j:2 * j + 2].amax(dim=(2, 3))\n    return out",
         "The result is right, but the exercise asks for it without a"),
        ("def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, h // 2, 2, w // 2, 2).amax(dim=3)",
         "Only the rows were pooled so far: take the largest along both"),
        ("def max_pool(x):\n    n, c, h, w = x.shape\n    return x.relu().reshape(n, c, h // 2, 2, w // 2, 2).amax(dim=(3, 5))",
         "A largest value may be negative: nothing is compared with 0"),
    ],
    "09.4": [
        ("def receptive_field(layers):\n    return 1 + sum(k - 1 for k, s in layers)",
         "The strides are missing: after a stride of 2, one step further"),
        ("def receptive_field(layers):\n    return sum(k for k, s in layers)",
         "Windows overlap: each layer adds k − 1, not k, to the 1 pixel"),
        ("def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        jump *= s\n        field += (k - 1) * jump\n    return field",
         "A layer's own stride comes after it: its window still moves"),
        ("def receptive_field(layers):\n    field, before = 1, 1\n    for k, s in layers:\n        field, before = field + (k - 1) * before, s\n    return field",
         "The strides multiply: after two strides of 2, neighbours are 4"),
        ("def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        field += k * jump\n        jump *= s\n    return field",
         "A window of k pixels spans k − 1 gaps: each layer adds k − 1"),
        ("def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        field += (k - 1) * jump\n        jump *= s\n        return field",
         "Only the first layer was counted: does `return` stand inside"),
        ("def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        field += (k - 1) * jump\n        jump *= s\n    return field ** 2",
         "That is how many pixels there are in the square; its side is"),
        ("def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        field += (k - 1) * jump\n        jump += s\n    return field",
         "The jump is multiplied by each stride, not added to it"),
        ("def receptive_field(layers):\n    side = 1\n    for k, s in layers:\n        side = (side - 1) * s + k\n    return side",
         "That is right for the layers in reverse order: which of them"),
    ],
    "09.5": [
        (_residual("return self.branch(x)"),
         "The input was not added: x + branch(x)"),
        (_residual("return torch.relu(x + self.branch(x))"),
         "The text asks for the sum alone, without a ReLU behind it"),
        (_residual("return x + self.branch(x)", init="self.branch = [branch]").replace("self.branch(x)", "self.branch[0](x)"),
         "The module has no parameters, so an optimiser would not train"),
        (_residual("return x * self.branch(x)"),
         "The two are added, not multiplied: a product passes no gradient"),
        (_residual("return x.detach() + self.branch(x)"),
         "The output is right, but the gradient of x is not: one of the"),
        (_residual("return torch.cat([x, self.branch(x)], dim=1)"),
         "The two were laid side by side; they are added, so that the"),
        (_residual("return x + self.branch(self.branch(x))"),
         "The branch ran twice. Once is enough: x + branch(x)"),
        ("def Residual(branch):\n    return lambda x: x + branch(x)",
         "`Residual(branch)` should be a module: `class"),
        (_residual("x += self.branch(x)\n        return x"),
         "`forward` changed its input x, and whoever calls the module"),
        (_residual("return x + torch.relu(self.branch(x))"),
         "The branch's output is added as it is, without a ReLU"),
        (_residual("return self.branch(x) + self.branch(x)"),
         "The branch was added to itself: the way around carries x as it"),
        (_residual("with torch.no_grad():\n            h = self.branch(x)\n        return x + h"),
         "No gradient flows through one of the two ways: leave out"),
        (_residual("x + self.branch(x)"),
         "is None. A function hands its result back"),
        (_residual("return x + self.branch(x)").replace("        super().__init__()\n", ""),
         "The `__init__` of a module begins with `super().__init__()`"),
    ],
}

RIGHT = {
    "09.1": [
        "def output_size(n, k, padding, stride):\n    return len(range(0, n + 2 * padding - k + 1, stride))",
        "def output_size(n, k, padding, stride):\n    return F.conv2d(torch.zeros(1, 1, n, n), torch.zeros(1, 1, k, k), padding=padding, stride=stride).shape[-1]",
        "def output_size(n, k, padding, stride):\n    return math.floor((n + 2 * padding - k) / stride + 1)",
    ],
    "09.2": [
        "def convolve(image, kernel):\n    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)\n"
        "    return (windows * kernel).sum(dim=(2, 3))",
        "def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
        "    out = torch.zeros_like(image[:h, :w])\n    for r in range(kh):\n        for c in range(kw):\n"
        "            out += kernel[r, c] * image[r:r + h, c:c + w]\n    return out",
        "def convolve(image, kernel):\n    kh, kw = kernel.shape\n    columns = F.unfold(image[None, None], (kh, kw))[0]\n"
        "    return (kernel.flatten() @ columns).reshape(image.shape[0] - kh + 1, image.shape[1] - kw + 1)",
    ],
    "09.3": [
        "def max_pool(x):\n    rows = torch.maximum(x[:, :, ::2], x[:, :, 1::2])\n    return torch.maximum(rows[..., ::2], rows[..., 1::2])",
        "def max_pool(x):\n    return x.unfold(2, 2, 2).unfold(3, 2, 2).amax(dim=(4, 5))",
        "def max_pool(x):\n    return torch.stack([x[..., ::2, ::2], x[..., ::2, 1::2], x[..., 1::2, ::2], x[..., 1::2, 1::2]]).max(dim=0).values",
    ],
    "09.4": [
        "def receptive_field(layers):\n    side = 1\n    for k, s in reversed(layers):\n        side = (side - 1) * s + k\n    return side",
        "def receptive_field(layers):\n    return 1 + sum((k - 1) * math.prod(s for _, s in layers[:i]) for i, (k, _) in enumerate(layers))",
        "def receptive_field(layers):\n    if not layers:\n        return 1\n    k, s = layers[0]\n    return (receptive_field(layers[1:]) - 1) * s + k",
    ],
    "09.5": [
        _residual("h = self.f(x)\n        h = h + x\n        return h", init="self.f = branch"),
        _residual("return torch.add(self.inner(x), x)", init="self.add_module('inner', branch)"),
        _residual("return sum([x, self.layers[0](x)])", init="self.layers = nn.ModuleList([branch])"),
    ],
}
