"""Answers to the exercises of lesson 11: wrong ones, each with words of the hint it must get, and right ones."""

RNN = ("def rnn_states(x, W, U, b):\n    h, states = {start}, []\n    for t in range(x.shape[1]):\n        h = {step}\n"
       "        states.append(h)\n    return {result}")
ZERO, STEP, STACK = "x.new_zeros(len(x), len(b))", "torch.tanh(x[:, t] @ W.T + h @ U.T + b)", "torch.stack(states, dim=1)"
LENGTH = "def clipped(gradients, limit):\n    length = torch.sqrt(sum((g ** 2).sum() for g in gradients))\n    "

WRONG = {
    "11.1": [
        ("def bits_and_perplexity(p):\n    bits = -torch.log(p).mean()\n    return bits, torch.exp(bits)",
         "Those are nats, with the natural logarithm. Bits need"),
        ("def bits_and_perplexity(p):\n    bits = -torch.log2(p).mean()\n    return bits, torch.exp(bits)",
         "Bits belong to base 2: the perplexity is 2 to their power, not"),
        ("def bits_and_perplexity(p):\n    bits = -torch.log2(p).sum()\n    return bits, 2 ** bits",
         "That is the sum over the letters; per character means their"),
        ("def bits_and_perplexity(p):\n    bits = torch.log2(p).mean()\n    return bits, 2 ** bits",
         "Logarithms of probabilities are negative: the minus is missing"),
        ("def bits_and_perplexity(p):\n    bits = -torch.log2(p.mean())\n    return bits, 2 ** bits",
         "The mean comes after the logarithm, not before it"),
        ("def bits_and_perplexity(p):\n    bits = -(p * torch.log2(p)).sum()\n    return bits, 2 ** bits",
         "That is the entropy of p. Here every letter counts once: a"),
        ("def bits_and_perplexity(p):\n    bits = -torch.log2(p).mean()\n    return 2 ** bits, bits",
         "The two have changed places: `return bits, perplexity`"),
        ("def bits_and_perplexity(p):\n    return -torch.log2(p).mean()",
         "Return two results, separated by commas: `return bits"),
        ("def bits_and_perplexity(p):\n    bits = -torch.log2(p).mean()\n    return bits, 2 ** -bits",
         "That is 1 / perplexity: raise 2 to the bits, without a minus"),
        ("def bits_and_perplexity(p):\n    bits = -torch.log2(p).mean()\n    return bits, bits ** 2",
         "The perplexity is 2 to the power of the bits, not their square"),
        ("def bits_and_perplexity(p):\n    bits = -torch.log2(p)\n    return bits, 2 ** bits",
         "has shape (3,), expected (). A number without dimensions is"),
    ],
    "11.2": [
        (RNN.format(start=ZERO, step=STEP, result="h"),
         "That is the last state alone; all of them are asked for"),
        (RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W.T + b)", result=STACK),
         "The old state is not used: each step begins from nothing. Is `h"),
        (RNN.format(start=ZERO, step="x[:, t] @ W.T + h @ U.T + b", result=STACK),
         "The tanh is missing"),
        (RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W.T + h @ U + b)", result=STACK),
         "`h @ U` mixes up rows and columns: U is (to, from), so it is `h"),
        (RNN.format(start=ZERO, step=STEP, result="torch.stack(states)"),
         "Batch and time have changed places: stack along `dim=1`"),
        (RNN.format(start=ZERO, step=STEP, result="torch.cat(states, dim=1)"),
         "`cat` glues the states to one long row; `stack` makes a new"),
        (RNN.format(start=ZERO, step="torch.sigmoid(x[:, t] @ W.T + h @ U.T + b)", result=STACK),
         "The activation is tanh, not the sigmoid"),
        (RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W.T + h @ U.T)", result=STACK),
         "The bias is missing"),
        (RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W + h @ U + b)", result=STACK),
         "The inner sizes of a matrix product must agree: (n, k) @ (k, m)"),
        (RNN.format(start=ZERO, step=STEP, result="states"),
         "That is a list of states: `torch.stack(states, dim=1)` makes"),
        (RNN.format(start=ZERO, step="torch.tanh(x[:, t] @ W.T + h @ U.T) + b", result=STACK),
         "The bias belongs inside the tanh, with the two products"),
        ("def rnn_states(x, W, U, b):\n    states = [x.new_zeros(len(x), len(b))]\n    for t in range(x.shape[1]):\n"
         "        states.append(torch.tanh(x[:, t] @ W.T + states[-1] @ U.T + b))\n    return torch.stack(states, dim=1)",
         "The zeros at the beginning are no state of the sequence: leave"),
        ("def rnn_states(x, W, U, b):\n    h, states = x.new_zeros(len(x), len(b)), []\n    for t in range(x.shape[1]):\n"
         "        states.append(torch.tanh(x[:, t] @ W.T + h @ U.T + b))\n    return torch.stack(states, dim=1)",
         "The old state is not used: each step begins from nothing. Is `h"),
        ("def rnn_states(x, W, U, b):\n    h, states = x.new_zeros(len(x), len(b)), []\n    for t in range(len(x)):\n"
         "        h = torch.tanh(x[:, t] @ W.T + h @ U.T + b)\n        states.append(h)\n    return torch.stack(states, dim=1)",
         "`len(x)` is the number of sequences; there are `x.shape[1]`"),
    ],
    "11.3": [
        ("def clipped(gradients, limit):\n    return [g * min(1.0, limit / g.norm()) if g.norm() > 0 else g for g in gradients]",
         "Each gradient was clipped by its own length. Their direction as"),
        ("def clipped(gradients, limit):\n    return [g.clamp(-limit, limit) for g in gradients]",
         "Each number was cut off at the limit. That changes the"),
        (LENGTH + "return [g * limit / length for g in gradients]",
         "A gradient that is short enough already must stay as it is"),
        ("def clipped(gradients, limit):\n    length = sum(g.norm() for g in gradients)\n"
         "    return [g * (limit / length if length > limit else 1.0) for g in gradients]",
         "The common length is the root of the sum of all squares, not"),
        ("def clipped(gradients, limit):\n    length = sum((g ** 2).sum() for g in gradients)\n"
         "    return [g * (limit / length if length > limit else 1.0) for g in gradients]",
         "The square root is missing"),
        (LENGTH + "return [g / length if length > limit else g for g in gradients]",
         "The length becomes 1 there, whatever the limit is: multiply by"),
        (LENGTH + "for g in gradients:\n        g *= limit / length if length > limit else 1.0\n    return gradients",
         "Your function changed its input `gradients`, and whoever calls"),
        ("def clipped(gradients, limit):\n    return gradients",
         "Nothing was clipped"),
        (LENGTH + "return (g * (limit / length if length > limit else 1.0) for g in gradients)",
         "Round brackets around a `for` make a generator, which holds no"),
        ("def clipped(gradients, limit):\n    length = max(g.norm() for g in gradients)\n"
         "    return [g * (limit / length if length > limit else 1.0) for g in gradients]",
         "That is the length of the longest gradient; the common length"),
        (LENGTH + "return [g * limit if length > limit else g for g in gradients]",
         "The factor is the limit divided by the common length"),
        (LENGTH + "return [g * limit / length if length < limit else g for g in gradients]",
         "Nothing was clipped"),
        (LENGTH + "factor = limit / length if length > limit else 1.0\n    for g in gradients:\n        return g * factor",
         "A list is asked for, with one gradient for each that came in"),
    ],
    "11.4": [
        ("def lstm_step(i, f, g, o, c):\n    c = f * c + i * g\n    return o * torch.tanh(c), c",
         "The sigmoids are missing: the sums come before their"),
        ("def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(i) * c + torch.sigmoid(f) * torch.tanh(g)\n    return torch.sigmoid(o) * torch.tanh(c), c",
         "Two gates have changed places: `f` keeps the old cell, `i` lets"),
        ("def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.sigmoid(o) * c, c",
         "What is shown is the tanh of the cell"),
        ("def lstm_step(i, f, g, o, c):\n    h = torch.sigmoid(o) * torch.tanh(c)\n    return h, torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)",
         "The old cell is shown there. Make the new one first, then show"),
        ("def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.sigmoid(g)\n    return torch.sigmoid(o) * torch.tanh(c), c",
         "`g` is no gate: it can be negative, so it gets a tanh"),
        ("def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return c, torch.sigmoid(o) * torch.tanh(c)",
         "The two have changed places: `return h, c`"),
        ("def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.tanh(c), c",
         "The output gate is missing"),
        ("def lstm_step(i, f, g, o, c):\n    c = c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.sigmoid(o) * torch.tanh(c), c",
         "The forget gate is missing"),
        ("def lstm_step(i, f, g, o, c):\n    c = torch.tanh(torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g))\n    return torch.sigmoid(o) * c, c",
         "The cell itself is kept as it is: only what is shown of it goes"),
        ("def lstm_step(i, f, g, o, c):\n    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return o * torch.tanh(c), c",
         "Three gates get a sigmoid, `g` a tanh. The cell first, then"),
        ("def lstm_step(i, f, g, o, c):\n    new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.sigmoid(o) * torch.tanh(new), c",
         "h is right, but the old cell comes back with it: return the new"),
        ("def lstm_step(i, f, g, o, c):\n    keep = 1 - torch.sigmoid(i)\n    c = keep * c + torch.sigmoid(i) * torch.tanh(g)\n    return torch.sigmoid(o) * torch.tanh(c), c",
         "That is how a GRU shares out. An LSTM has a forget gate of its"),
    ],
    "11.5": [
        ("def with_temperature(logits, T):\n    return (logits * T).softmax(dim=0)",
         "Divide by T. Multiplied, a low temperature makes the choice"),
        ("def with_temperature(logits, T):\n    return logits.softmax(dim=0)",
         "The temperature does nothing yet"),
        ("def with_temperature(logits, T):\n    return logits.softmax(dim=0) / T",
         "The temperature acts on the logits, before softmax: those no"),
        ("def with_temperature(logits, T):\n    e = torch.exp(logits / T)\n    return e / e.sum()",
         "For T = 0 that divides by 0. All probability goes to the"),
        ("def with_temperature(logits, T):\n    return (logits / T).softmax(dim=0)",
         "For T = 0 that divides by 0. All probability goes to the"),
        ("def with_temperature(logits, T):\n    return (logits / max(T, 1)).softmax(dim=0)",
         "A temperature below 1 is to count as well: only T = 0 needs a"),
        ("def with_temperature(logits, T):\n    if T == 0:\n        return logits.argmax()\n    return (logits / T).softmax(dim=0)",
         "For T = 0 that is the place of the largest logit; its"),
        ("def with_temperature(logits, T):\n    if T == 0:\n        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)\n"
         "    e = torch.exp(logits / T)\n    return e / e.sum()",
         "exp overflows for large logits: subtract the largest one first"),
        ("def with_temperature(logits, T):\n    if T == 0:\n        return torch.full_like(logits, 1 / len(logits))\n    return (logits / T).softmax(dim=0)",
         "T = 0 is the safest choice, not the boldest: the largest logit"),
        ("def with_temperature(logits, T):\n    if T == 0:\n        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)\n"
         "    return (logits.softmax(dim=0) / T).softmax(dim=0)",
         "Softmax was applied twice. Divide the logits, then apply it"),
        ("def with_temperature(logits, T):\n    if T == 0:\n        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)\n"
         "    return (logits / T).log_softmax(dim=0)",
         "Those are logarithms of probabilities"),
        ("def with_temperature(logits, T):\n    if T == 0:\n        return logits.max()\n    return (logits / T).softmax(dim=0)",
         "has shape (), expected (3,)"),
    ],
}

RIGHT = {
    "11.1": [
        "def bits_and_perplexity(p):\n    nats = F.nll_loss(torch.log(p)[:, None], torch.zeros(len(p), dtype=torch.long, device=p.device))\n"
        "    return nats / math.log(2), torch.exp(nats)",
        "def bits_and_perplexity(p):\n    bits = sum(-math.log2(v) for v in p.tolist()) / len(p)\n    return bits, 2 ** bits",
        "def bits_and_perplexity(p):\n    perplexity = torch.exp(-torch.log(p).mean())\n    return torch.log2(perplexity), perplexity",
    ],
    "11.2": [
        "def rnn_states(x, W, U, b):\n    inputs = x @ W.T + b\n    states = torch.zeros_like(inputs)\n"
        "    h = torch.zeros_like(inputs[:, 0])\n    for t in range(inputs.shape[1]):\n        h = torch.tanh(inputs[:, t] + h @ U.T)\n"
        "        states[:, t] = h\n    return states",
        "def rnn_states(x, W, U, b):\n    states = [torch.tanh(F.linear(x[:, 0], W, b))]\n    for t in range(1, x.shape[1]):\n"
        "        states.append(torch.tanh(F.linear(x[:, t], W, b) + F.linear(states[-1], U)))\n    return torch.stack(states, 1)",
        "def rnn_states(x, W, U, b):\n    h, states = torch.zeros(x.shape[0], U.shape[0], dtype=x.dtype, device=x.device), []\n"
        "    for step in x.unbind(1):\n        h = torch.tanh((W @ step.T + U @ h.T + b[:, None]).T)\n        states += [h]\n"
        "    return torch.stack(states).transpose(0, 1)",
    ],
    "11.3": [
        "def clipped(gradients, limit):\n    length = torch.cat([g.flatten() for g in gradients]).norm().item()\n"
        "    return [g * min(1.0, limit / (length + 1e-12)) for g in gradients]",
        "def clipped(gradients, limit):\n    ps = [nn.Parameter(torch.zeros_like(g)) for g in gradients]\n    for p, g in zip(ps, gradients):\n"
        "        p.grad = g.clone()\n    nn.utils.clip_grad_norm_(ps, limit)\n    return [p.grad for p in ps]",
        LENGTH + "return [g * (limit / torch.clamp(length, min=limit)) for g in gradients]",
    ],
    "11.4": [
        "def lstm_step(i, f, g, o, c):\n    i, f, o = i.sigmoid(), f.sigmoid(), o.sigmoid()\n    new = f * c + i * g.tanh()\n    return o * new.tanh(), new",
        "def lstm_step(i, f, g, o, c):\n    c = torch.addcmul(torch.sigmoid(i) * torch.tanh(g), torch.sigmoid(f), c)\n"
        "    return (1 / (1 + torch.exp(-o))) * torch.tanh(c), c",
        "def lstm_step(i, f, g, o, c):\n    gates = torch.sigmoid(torch.stack([i, f, o]))\n    c = gates[1] * c + gates[0] * torch.tanh(g)\n"
        "    h = gates[2] * torch.tanh(c)\n    return [h, c]",
    ],
    "11.5": [
        "def with_temperature(logits, T):\n    if T == 0:\n        p = torch.zeros_like(logits)\n        p[logits.argmax()] = 1\n        return p\n"
        "    return torch.softmax(logits / T, dim=-1)",
        "def with_temperature(logits, T):\n    e = torch.exp((logits - logits.max()) / max(T, 1e-6))\n    return e / e.sum()",
        "def with_temperature(logits, T):\n    if T == 0:\n        return (logits == logits.max()).to(logits.dtype)\n"
        "    return torch.exp(torch.log_softmax(logits / T, 0))",
    ],
}
