"""Plausible wrong answers to the exercises of lesson 9, and right ones written differently from the solutions."""


def _residual(forward, init="self.branch = branch"):
    return (f"class Residual(nn.Module):\n    def __init__(self, branch):\n        super().__init__()\n        {init}\n\n"
            f"    def forward(self, x):\n        {forward}")


WRONG = {
    "09.1": [
        "def output_size(n, k, padding, stride):\n    return (n + padding - k) // stride + 1",
        "def output_size(n, k, padding, stride):\n    return (n + 2 * padding - k) // stride",
        "def output_size(n, k, padding, stride):\n    return (n + 2 * padding - k + 1) // stride",
        "def output_size(n, k, padding, stride):\n    return (n + 2 * padding - k) / stride + 1",
        "def output_size(n, k, padding, stride):\n    return n + 2 * padding - k + 1",
        "def output_size(n, k, padding, stride):\n    return math.ceil((n + 2 * padding - k) / stride) + 1",
        "def output_size(n, k, padding, stride):\n    return n // stride",
    ],
    "09.2": [
        "def convolve(image, kernel):\n    return F.conv2d(image[None, None], kernel[None, None])[0, 0]",
        "def convolve(image, kernel):\n    kh, kw = kernel.shape\n    k = kernel.flip(0, 1)\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
        "    return torch.stack([torch.stack([(image[r:r + kh, c:c + kw] * k).sum() for c in range(w)]) for r in range(h)])",
        "def convolve(image, kernel):\n    k = kernel.shape[0]\n    n = image.shape[0] - k + 1\n"
        "    return torch.stack([torch.stack([(image[r:r + k, c:c + k] * kernel).sum() for c in range(n)]) for r in range(n)])",
        "def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh, image.shape[1] - kw\n"
        "    out = torch.zeros(h, w)\n    for r in range(h):\n        for c in range(w):\n"
        "            out[r, c] = (image[r:r + kh, c:c + kw] * kernel).sum()\n    return out",
        "def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
        "    return torch.stack([torch.stack([(image[r:r + kh, c:c + kw] * kernel).mean() for c in range(w)]) for r in range(h)])",
        "def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
        "    return [[(image[r:r + kh, c:c + kw] * kernel).sum() for c in range(w)] for r in range(h)]",
    ],
    "09.3": [
        "def max_pool(x):\n    return F.max_pool2d(x, 2)",
        "def max_pool(x):\n    return nn.MaxPool2d(2)(x)",
        "def max_pool(x):\n    return x[:, :, ::2, ::2]",
        "def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, h // 2, 2, w // 2, 2).mean(dim=(3, 5))",
        "def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, h // 2, w // 2, 4).amax(dim=-1)",
        "def max_pool(x):\n    n, c, h, w = x.shape\n    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(dim=3)",
        "def max_pool(x):\n    return x.amax(dim=(2, 3))",
    ],
    "09.4": [
        "def receptive_field(layers):\n    return 1 + sum(k - 1 for k, s in layers)",
        "def receptive_field(layers):\n    return sum(k for k, s in layers)",
        "def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        jump *= s\n        field += (k - 1) * jump\n    return field",
        "def receptive_field(layers):\n    field, before = 1, 1\n    for k, s in layers:\n        field, before = field + (k - 1) * before, s\n    return field",
        "def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        field += k * jump\n        jump *= s\n    return field",
        "def receptive_field(layers):\n    field, jump = 1, 1\n    for k, s in layers:\n        field += (k - 1) * jump\n        jump *= s\n        return field",
    ],
    "09.5": [
        _residual("return self.branch(x)"),
        _residual("return torch.relu(x + self.branch(x))"),
        _residual("return x + self.branch(x)", init="self.branch = [branch]").replace("self.branch(x)", "self.branch[0](x)"),
        _residual("return x * self.branch(x)"),
        _residual("return x.detach() + self.branch(x)"),
        _residual("return torch.cat([x, self.branch(x)], dim=1)"),
        _residual("return x + self.branch(self.branch(x))"),
        "def Residual(branch):\n    return lambda x: x + branch(x)",
    ],
}

RIGHT = {
    "09.1": ["def output_size(n, k, padding, stride):\n    return len(range(0, n + 2 * padding - k + 1, stride))",
             "def output_size(n, k, padding, stride):\n    return F.conv2d(torch.zeros(1, 1, n, n), torch.zeros(1, 1, k, k), padding=padding, stride=stride).shape[-1]"],
    "09.2": ["def convolve(image, kernel):\n    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)\n"
             "    return (windows * kernel).sum(dim=(2, 3))",
             "def convolve(image, kernel):\n    kh, kw = kernel.shape\n    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1\n"
             "    out = torch.zeros_like(image[:h, :w])\n    for r in range(kh):\n        for c in range(kw):\n"
             "            out += kernel[r, c] * image[r:r + h, c:c + w]\n    return out"],
    "09.3": ["def max_pool(x):\n    rows = torch.maximum(x[:, :, ::2], x[:, :, 1::2])\n    return torch.maximum(rows[..., ::2], rows[..., 1::2])",
             "def max_pool(x):\n    return x.unfold(2, 2, 2).unfold(3, 2, 2).amax(dim=(4, 5))"],
    "09.4": ["def receptive_field(layers):\n    side = 1\n    for k, s in reversed(layers):\n        side = (side - 1) * s + k\n    return side",
             "def receptive_field(layers):\n    return 1 + sum((k - 1) * math.prod(s for _, s in layers[:i]) for i, (k, _) in enumerate(layers))"],
    "09.5": [_residual("h = self.f(x)\n        h = h + x\n        return h", init="self.f = branch"),
             _residual("return torch.add(self.inner(x), x)", init="self.add_module('inner', branch)")],
}
