"""Answers to the exercises of lesson 7: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "07.1": [
        ("def to_images(flat):\n    return flat.reshape(-1, 28, 28)",
         "The channel is missing: (n, 28, 28) should be (n, 1, 28, 28)"),
        ("def to_images(flat):\n    return flat.reshape(1, 28, 28)",
         "A reshape must keep the number of elements; -1 stands for the"),
        ("def to_images(flat):\n    return flat.reshape(1, -1, 28, 28)",
         "The images have become channels of one image: the batch"),
        ("def to_images(flat):\n    return flat.reshape(-1, 1, 28, 28).transpose(2, 3)",
         "Rows and columns of each image have changed places"),
        ("def to_images(flat):\n    return flat.reshape(3, 1, 28, 28)",
         "A reshape must keep the number of elements; -1 stands for the"),
        ("def to_images(flat):\n    flat.reshape(-1, 1, 28, 28)",
         "The result for flat of shape (3, 784) is None"),
        ("def to_images(flat):\n    return flat.reshape(-1, 28, 28, 1)",
         "The channel comes before height and width in PyTorch: (n, 1,"),
        ("def to_images(flat):\n    return flat.T.reshape(-1, 1, 28, 28)",
         "The transpose mixes pixels of all images"),
        ("def to_images(flat):\n    return flat",
         "The batch comes back flat"),
        ("def to_images(flat):\n    return flat[:1].reshape(-1, 1, 28, 28)",
         "Only the first image comes back"),
        ("def to_images(flat):\n    return flat.reshape(-1, 1, 28, 28).flip(2)",
         "The images stand on their heads"),
        ("def to_images(flat):\n    return flat.reshape(-1, 1, 28, 28) / 255",
         "The pixels are to stay as they are: no division"),
    ],
    "07.2": [
        ("def accuracy_of_each_digit(y, y_hat):\n    return (y == y_hat).float().mean()",
         "That is one number for all digits together; ten are asked"),
        ("def accuracy_of_each_digit(y, y_hat):\n"
         "    return torch.stack([(y[y_hat == k] == k).float().mean() for k in range(10)])",
         "Each count is divided by how often the digit was predicted"),
        ("def accuracy_of_each_digit(y, y_hat):\n"
         "    return torch.stack([(y_hat[y == k] == k).float().sum() for k in range(10)])",
         "Those are counts"),
        ("def accuracy_of_each_digit(y, y_hat):\n"
         "    return torch.stack([100 * (y_hat[y == k] == k).float().mean() for k in range(10)])",
         "Those are percentages; a share goes from 0 to 1"),
        ("def accuracy_of_each_digit(y, y_hat):\n"
         "    return torch.stack([((y_hat == k) & (y == k)).float().mean() for k in range(10)])",
         "Each count is divided by the number of all images"),
        ("def accuracy_of_each_digit(y, y_hat):\n    return [(y_hat[y == k] == k).float().mean() for k in range(10)]",
         "The result for y of shape (16,), y_hat of shape (16,) should"),
        ("def accuracy_of_each_digit(y, y_hat):\n    return torch.tensor([0.75, 0.5, 1, 1, 0, 1, 1, 1, 0.5, 1])",
         "For digit k only the images with `y == k` count"),
        ("def accuracy_of_each_digit(y, y_hat):\n    return torch.ones(10)",
         "For digit k only the images with `y == k` count"),
        ("def accuracy_of_each_digit(y, y_hat):\n    y = y.sort().values\n"
         "    return torch.stack([(y_hat[y == k] == k).float().mean() for k in range(10)])",
         "That is right only if the images are sorted by digit: pick"),
        ("def accuracy_of_each_digit(y, y_hat):\n"
         "    return torch.stack([((y == k) == (y_hat == k)).float().mean() for k in range(10)])",
         "That also counts images of other digits that were not called k"),
        ("def accuracy_of_each_digit(y, y_hat):\n"
         "    return torch.stack([(y_hat[y == k] != k).float().mean() for k in range(10)])",
         "Those are the shares that were read wrongly; the right ones"),
        ("def accuracy_of_each_digit(y, y_hat):\n    return torch.bincount(y[y == y_hat], minlength=10) / len(y)",
         "Each count is divided by the number of all images"),
    ],
    "07.3": [
        ("def most_frequent_mistake(table):\n    return divmod(table.argmax().item(), len(table))",
         "That lies on the diagonal: those are the right answers"),
        ("def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n"
         "    return divmod(t.argmax().item(), len(table))[::-1]",
         "Row and column are swapped: the row is the true class and"),
        ("def most_frequent_mistake(table):\n    return table.clone().fill_diagonal_(0).max().item()",
         "That is how often the mistake occurs; the pair (true,"),
        ("def most_frequent_mistake(table):\n    return divmod(table.fill_diagonal_(0).argmax().item(), len(table))",
         "changed its input `table`"),
        ("def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n"
         "    return divmod(t.argmax().item(), 4)",
         "You divided by 4"),
        ("def most_frequent_mistake(table):\n    return table.clone().fill_diagonal_(0).argmax()",
         "That is the place when counting row by row"),
        ("def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n"
         "    return t.argmax(dim=0), t.argmax(dim=1)",
         "The pair holds whole rows of numbers"),
        ("def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n"
         "    return divmod((t / table.sum(1, keepdim=True)).argmax().item(), len(table))",
         "That is the largest share of its row"),
        ("def most_frequent_mistake(table):\n    t = table + table.T\n    t.fill_diagonal_(0)\n"
         "    return divmod(t.argmax().item(), len(table))",
         "You added both directions of each confusion"),
        ("def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n"
         "    return divmod(t.argmax().item(), 10)",
         "You divided by 10"),
        ("def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n"
         "    return t.sum(1).argmax().item(), t.sum(0).argmax().item()",
         "That takes the class with most mistakes in its row and the"),
        ("def most_frequent_mistake(table):\n    return divmod(torch.triu(table, 1).argmax().item(), len(table))",
         "You looked only above the diagonal"),
        ("def most_frequent_mistake(table):\n    return (2, 1)",
         "Look for the largest number beside the diagonal; the number"),
        ("def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n"
         "    return divmod((t / table.sum(0)).argmax().item(), len(table))",
         "That is the largest share of its column"),
    ],
    "07.4": [
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        loss(model(x), y).backward()\n"
         "    optimizer.step()",
         "The update is twice too large: the mean of the whole batch is"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n"
         "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        optimizer.zero_grad()\n"
         "        (loss(model(x), y) / 2).backward()\n    optimizer.step()",
         "Only the second half counted: each half needs a `backward()`"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n"
         "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        optimizer.zero_grad()\n"
         "        (loss(model(x), y) / 2).backward()\n        optimizer.step()",
         "There were 2 updates"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n"
         "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        (loss(model(x), y) / 2).backward()\n"
         "    optimizer.step()",
         "Gradients from an earlier step were still there: call"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    loss(model(xb), yb).backward()\n    optimizer.step()",
         "The whole batch of 8 images went through the network at once:"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        (loss(model(x), y) / 2).backward()",
         "The optimiser made no update"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    for x, y in ((xb[:4], yb[:4]), (xb[4:], yb[4:])):\n        (loss(model(x), y) / 2).backward()\n"
         "    optimizer.step()",
         "The network was given portions of [4, 2] images; two halves"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    for group in optimizer.param_groups:\n"
         "        group['lr'] /= 2\n    optimizer.zero_grad()\n    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n"
         "        loss(model(x), y).backward()\n    optimizer.step()",
         "The weights are right, but the optimiser's learning rate is"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    model.eval()\n"
         "    optimizer.zero_grad()\n    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n"
         "        (loss(model(x), y) / 2).backward()\n    optimizer.step()",
         "The weights are right, but the network is left in evaluation"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        (loss(model(x), y) / len(xb)).backward()\n"
         "    optimizer.step()",
         "The loss is a mean already: divide each half's by 2, not by"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    for x, y in zip(xb.split(1), yb.split(1)):\n        (loss(model(x), y) / len(xb)).backward()\n"
         "    optimizer.step()",
         "The network was given portions of [1, 1, 1, 1, 1, 1, 1, 1]"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        l = loss(model(x), y) / 2\n    l.backward()\n"
         "    optimizer.step()",
         "Only the second half counted: each half needs a `backward()`"),
        ("def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
         "    for _ in range(2):\n        (loss(model(xb[:len(xb) // 2]), yb[:len(xb) // 2]) / 2).backward()\n"
         "    optimizer.step()",
         "The two portions are not the first and the second half of the"),
    ],
}

RIGHT = {
    "07.1": [
        "def to_images(flat):\n    return flat.unflatten(1, (1, 28, 28))",
        "def to_images(x):\n    return x.view(len(x), 28, 28)[:, None]",
        "def to_images(flat):\n    return torch.stack([row.reshape(1, 28, 28) for row in flat])",
    ],
    "07.2": [
        "def accuracy_of_each_digit(y, y_hat):\n"
        "    return torch.bincount(y[y == y_hat], minlength=10) / torch.bincount(y, minlength=10)",
        "def accuracy_of_each_digit(y, y_hat):\n    result = torch.zeros(10)\n    for k in range(10):\n"
        "        result[k] = ((y == k) & (y_hat == k)).sum() / (y == k).sum()\n    return result",
        "def accuracy_of_each_digit(y, y_hat):\n    table = torch.zeros(10, 10)\n"
        "    for t, p in zip(y, y_hat):\n        table[t, p] += 1\n    return table.diagonal() / table.sum(1)",
    ],
    "07.3": [
        "def most_frequent_mistake(table):\n"
        "    pairs = [(i, j) for i in range(len(table)) for j in range(len(table)) if i != j]\n"
        "    return max(pairs, key=lambda p: table[p].item())",
        "def most_frequent_mistake(table):\n    m = table - torch.diag(torch.diag(table))\n"
        "    return tuple(torch.nonzero(m == m.max())[0].tolist())",
        "def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(-1)\n"
        "    place = int(t.argmax())\n    return place // len(t), place % len(t)",
        "def most_frequent_mistake(table):\n    t = table.clone().float()\n    t.fill_diagonal_(-1)\n"
        "    return torch.tensor(divmod(int(t.argmax()), len(t)))",
    ],
    "07.4": [
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    n = len(xb) // 2\n"
        "    optimizer.zero_grad()\n    total = loss(model(xb[:n]), yb[:n]) + loss(model(xb[n:]), yb[n:])\n"
        "    (0.5 * total).backward()\n    optimizer.step()",
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
        "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        loss(model(x), y).backward()\n"
        "    for p in model.parameters():\n        p.grad /= 2\n    optimizer.step()\n    return None",
    ],
}
