"""Plausible wrong answers to the exercises of lesson 11, and right ones written differently from the solutions."""

RNN = ("def rnn_states(x, W, U, b):\n    h, states = {start}, []\n    for t in range(x.shape[1]):\n        h = {step}\n"
       "        states.append(h)\n    return {result}")
ZERO, STEP, STACK = "x.new_zeros(len(x), len(b))", "torch.tanh(x[:, t] @ W.T + h @ U.T + b)", "torch.stack(states, dim=1)"
LENGTH = "def clipped(gradients, limit):\n    length = torch.sqrt(sum((g ** 2).sum() for g in gradients))\n    "

WRONG = {
    "11.1": [
        "def bits_and_perplexity(p):\n    bits = -torch.log(p).mean()\n    return bits, torch.exp(bits)",
        "def bits_and_perplexity(p):\n    bits = -torch.log2(p).mean()\n    return bits, torch.exp(bits)",
        "def bits_and_perplexity(p):\n    bits = -torch.log2(p).sum()\n    return bits, 2 ** bits",
        "def bits_and_perplexity(p):\n    bits = torch.log2(p).mean()\n    return bits, 2 ** bits",
        "def bits_and_perplexity(p):\n    bits = -torch.log2(p.mean())\n    return bits, 2 ** bits",
        "def bits_and_perplexity(p):\n    bits = -(p * torch.log2(p)).sum()\n    return bits, 2 ** bits",
        "def bits_and_perplexity(p):\n    bits = -torch.log2(p).mean()\n    return 2 ** bits, bits",
        "def bits_and_perplexity(p):\n    return -torch.log2(p).mean()",
    ],
    "11.2": [
        RNN.format(start=ZERO, step=STEP, result="h"),
        RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W.T + b)", result=STACK),
        RNN.format(start=ZERO, step="x[:, t] @ W.T + h @ U.T + b", result=STACK),
        RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W.T + h @ U + b)", result=STACK),
        RNN.format(start=ZERO, step=STEP, result="torch.stack(states)"),
        RNN.format(start=ZERO, step=STEP, result="torch.cat(states, dim=1)"),
        RNN.format(start=ZERO, step="torch.sigmoid(x[:, t] @ W.T + h @ U.T + b)", result=STACK),
        RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W.T + h @ U.T)", result=STACK),
        RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W + h @ U + b)", result=STACK),
        RNN.format(start=ZERO, step=STEP, result="states"),
    ],
    "11.3": [
        "def clipped(gradients, limit):\n    return [g * min(1.0, limit / g.norm()) if g.norm() > 0 else g for g in gradients]",
        "def clipped(gradients, limit):\n    return [g.clamp(-limit, limit) for g in gradients]",
        LENGTH + "return [g * limit / length for g in gradients]",
        "def clipped(gradients, limit):\n    length = sum(g.norm() for g in gradients)\n"
        "    return [g * (limit / length if length > limit else 1.0) for g in gradients]",
        "def clipped(gradients, limit):\n    length = sum((g ** 2).sum() for g in gradients)\n"
        "    return [g * (limit / length if length > limit else 1.0) for g in gradients]",
        LENGTH + "return [g / length if length > limit else g for g in gradients]",
        LENGTH + "for g in gradients:\n        g *= limit / length if length > limit else 1.0\n    return gradients",
        "def clipped(gradients, limit):\n    return gradients",
    ],
    "11.4": [
        "def lstm_step(i, f, g, o, c):\n    c = f * c + i * g\n    return o * torch.tanh(c), c",
        "def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(i) * c + torch.sigmoid(f) * torch.tanh(g)\n    return torch.sigmoid(o) * torch.tanh(c), c",
        "def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.sigmoid(o) * c, c",
        "def lstm_step(i, f, g, o, c):\n    h = torch.sigmoid(o) * torch.tanh(c)\n    return h, torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)",
        "def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.sigmoid(g)\n    return torch.sigmoid(o) * torch.tanh(c), c",
        "def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return c, torch.sigmoid(o) * torch.tanh(c)",
        "def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.tanh(c), c",
        "def lstm_step(i, f, g, o, c):\n    c = c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.sigmoid(o) * torch.tanh(c), c",
    ],
    "11.5": [
        "def with_temperature(logits, T):\n    return (logits * T).softmax(dim=0)",
        "def with_temperature(logits, T):\n    return logits.softmax(dim=0)",
        "def with_temperature(logits, T):\n    return logits.softmax(dim=0) / T",
        "def with_temperature(logits, T):\n    e = torch.exp(logits / T)\n    return e / e.sum()",
        "def with_temperature(logits, T):\n    return (logits / T).softmax(dim=0)",
        "def with_temperature(logits, T):\n    return (logits / max(T, 1)).softmax(dim=0)",
        "def with_temperature(logits, T):\n    if T == 0:\n        return logits.argmax()\n    return (logits / T).softmax(dim=0)",
    ],
}

RIGHT = {
    "11.1": ["def bits_and_perplexity(p):\n    nats = F.nll_loss(torch.log(p)[:, None], torch.zeros(len(p), dtype=torch.long, device=p.device))\n"
             "    return nats / math.log(2), torch.exp(nats)",
             "def bits_and_perplexity(p):\n    bits = sum(-math.log2(v) for v in p.tolist()) / len(p)\n    return bits, 2 ** bits"],
    "11.2": ["def rnn_states(x, W, U, b):\n    inputs = x @ W.T + b\n    states = torch.zeros_like(inputs)\n"
             "    h = torch.zeros_like(inputs[:, 0])\n    for t in range(inputs.shape[1]):\n        h = torch.tanh(inputs[:, t] + h @ U.T)\n"
             "        states[:, t] = h\n    return states",
             "def rnn_states(x, W, U, b):\n    states = [torch.tanh(F.linear(x[:, 0], W, b))]\n    for t in range(1, x.shape[1]):\n"
             "        states.append(torch.tanh(F.linear(x[:, t], W, b) + F.linear(states[-1], U)))\n    return torch.stack(states, 1)"],
    "11.3": ["def clipped(gradients, limit):\n    length = torch.cat([g.flatten() for g in gradients]).norm().item()\n"
             "    return [g * min(1.0, limit / (length + 1e-12)) for g in gradients]",
             "def clipped(gradients, limit):\n    ps = [nn.Parameter(torch.zeros_like(g)) for g in gradients]\n    for p, g in zip(ps, gradients):\n"
             "        p.grad = g.clone()\n    nn.utils.clip_grad_norm_(ps, limit)\n    return [p.grad for p in ps]"],
    "11.4": ["def lstm_step(i, f, g, o, c):\n    i, f, o = i.sigmoid(), f.sigmoid(), o.sigmoid()\n    new = f * c + i * g.tanh()\n    return o * new.tanh(), new",
             "def lstm_step(i, f, g, o, c):\n    c = torch.addcmul(torch.sigmoid(i) * torch.tanh(g), torch.sigmoid(f), c)\n"
             "    return (1 / (1 + torch.exp(-o))) * torch.tanh(c), c"],
    "11.5": ["def with_temperature(logits, T):\n    if T == 0:\n        p = torch.zeros_like(logits)\n        p[logits.argmax()] = 1\n        return p\n"
             "    return torch.softmax(logits / T, dim=-1)",
             "def with_temperature(logits, T):\n    e = torch.exp((logits - logits.max()) / max(T, 1e-6))\n    return e / e.sum()"],
}
