"""Plausible wrong answers to the exercises of lesson 12, and right ones written differently from the solutions."""

WRONG = {
    "12.1": [
        "def look_up(q, K, V):\n    return (K @ q).softmax(0) @ V",
        "def look_up(q, K, V):\n    return (K @ q / len(q)).softmax(0) @ V",
        "def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(K))).softmax(0) @ V",
        "def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(q))) @ V",
        "def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(q))).softmax(0) @ K",
        "def look_up(q, K, V):\n    return V[(K @ q).argmax()]",
        "def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(q))).softmax(0)",
        "def look_up(q, K, V):\n    return F.scaled_dot_product_attention(q[None], K, V)[0]",
        "def look_up(q, K, V):\n    return (K @ q / math.sqrt(2)).softmax(0) @ V",
        "def look_up(q, K, V):\n    (K @ q / math.sqrt(len(q))).softmax(0) @ V",
    ],
    "12.2": [
        "def window_mask(n, width):\n    return torch.ones(n, n, dtype=torch.bool).tril()",
        "def window_mask(n, width):\n    return torch.ones(n, n).tril() - torch.ones(n, n).tril(-width)",
        "def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return (back >= 0) & (back <= width)",
        "def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return (back > 0) & (back < width)",
        "def window_mask(n, width):\n    back = torch.arange(n) - torch.arange(n)[:, None]\n    return (back >= 0) & (back < width)",
        "def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return back.abs() < width",
        "def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return ~((back >= 0) & (back < width))",
        "def window_mask(n, width):\n    return torch.tensor([[1,0,0,0],[1,1,0,0],[0,1,1,0],[0,0,1,1]]).bool()",
    ],
    "12.3": [
        "def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, heads, n, width // heads)",
        "def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, heads, width // heads)",
        "def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, width // heads, heads).permute(0, 3, 1, 2)",
        "def split_heads(x, heads):\n    return torch.stack(x.chunk(heads, dim=-1))",
        "def split_heads(x, heads):\n    return x.chunk(heads, dim=-1)",
        "def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, heads, width // heads).permute(0, 2, 3, 1)",
    ],
    "12.4": [
        "def attend_real(Q, K, V, real):\n    return (Q @ K.mT / math.sqrt(Q.shape[-1])).softmax(-1) @ V",
        "def attend_real(Q, K, V, real):\n    w = (Q @ K.mT / math.sqrt(Q.shape[-1])).softmax(-1)\n    return (w * real[:, None, :]) @ V",
        "def attend_real(Q, K, V, real):\n    s = (Q @ K.mT / math.sqrt(Q.shape[-1])).masked_fill(real[:, None, :], -math.inf)\n    return s.softmax(-1) @ V",
        "def attend_real(Q, K, V, real):\n    s = Q @ K.mT / math.sqrt(Q.shape[-1])\n    return (s * real[:, None, :]).softmax(-1) @ V",
        "def attend_real(Q, K, V, real):\n    s = (Q @ K.mT).masked_fill(~real[:, None, :], -math.inf)\n    return s.softmax(-1) @ V",
        "def attend_real(Q, K, V, real):\n    K = K * real[:, :, None]\n    V = V * real[:, :, None]\n    return (Q @ K.mT / math.sqrt(Q.shape[-1])).softmax(-1) @ V",
        "def attend_real(Q, K, V, real):\n    s = (Q @ K.mT / math.sqrt(Q.shape[-1])).masked_fill(~real[:, :, None], -math.inf)\n    return s.softmax(-1) @ V",
        "def attend_real(Q, K, V, real):\n    return F.scaled_dot_product_attention(Q, K, V, attn_mask=real[:, None, :])",
        "def attend_real(Q, K, V, real):\n    s = Q @ K.mT / math.sqrt(Q.shape[-1])\n    return s.masked_fill(~real[:, None, :], -math.inf).softmax(1) @ V",
    ],
    "12.5": [
        "def one_more(q, k, v, K, V):\n    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n"
        "    return (w @ V)[:, 0], torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)",
        "def one_more(q, k, v, K, V):\n    K, V = torch.cat([k[:, None], K], 1), torch.cat([v[:, None], V], 1)\n"
        "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V)[:, 0], K, V",
        "def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
        "    return ((q[:, None] @ K.mT).softmax(-1) @ V)[:, 0], K, V",
        "def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
        "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return w @ V, K, V",
        "def one_more(q, k, v, K, V):\n    K2, V2 = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
        "    w = (q[:, None] @ K2.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V2)[:, 0], K, V",
        "def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
        "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V)[:, 0]",
        "def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
        "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return K, V, (w @ V)[:, 0]",
    ],
}

RIGHT = {
    "12.1": [
        "def look_up(q, K, V):\n    scores = torch.einsum('md,d->m', K, q) / q.numel() ** 0.5\n    e = torch.exp(scores - scores.max())\n    return (e / e.sum()) @ V",
        "def look_up(q, K, V):\n    w = torch.softmax(q[None] @ K.T / math.sqrt(K.shape[1]), dim=1)\n    return (w @ V)[0]",
        "def look_up(q, K, V):\n    w = (K @ q / math.sqrt(len(q))).softmax(0)\n    return sum(w[i] * V[i] for i in range(len(V)))",
    ],
    "12.2": [
        "def window_mask(n, width):\n    return torch.ones(n, n, dtype=torch.bool).tril() & ~torch.ones(n, n, dtype=torch.bool).tril(-width)",
        "def window_mask(n, width):\n    return torch.tensor([[0 <= i - j < width for j in range(n)] for i in range(n)])",
    ],
    "12.3": [
        "def split_heads(x, heads):\n    return torch.stack(x.chunk(heads, dim=-1), dim=1)",
        "def split_heads(x, heads):\n    return x.unflatten(-1, (heads, -1)).movedim(2, 1)",
    ],
    "12.4": [
        "def attend_real(Q, K, V, real):\n    s = Q @ K.transpose(1, 2) / Q.shape[2] ** 0.5\n"
        "    e = torch.exp(s - s.amax(-1, keepdim=True)) * real[:, None]\n    return (e / e.sum(-1, keepdim=True)) @ V",
        "def attend_real(Q, K, V, real):\n    return torch.stack([torch.softmax(q @ k[r].T / math.sqrt(q.shape[1]), 1) @ v[r]\n"
        "                        for q, k, v, r in zip(Q, K, V, real)])",
    ],
    "12.5": [
        "def one_more(q, k, v, K, V):\n    K = torch.cat((K, k.unsqueeze(1)), 1)\n    V = torch.cat((V, v.unsqueeze(1)), 1)\n"
        "    s = torch.einsum('bd,bnd->bn', q, K) / q.shape[1] ** 0.5\n    return torch.einsum('bn,bnd->bd', s.softmax(1), V), K, V",
        "def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
        "    return F.scaled_dot_product_attention(q[:, None], K, V)[:, 0], K, V",
    ],
}
