"""Answers to the exercises of lesson 12: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "12.1": [
        ("def look_up(q, K, V):\n    return (K @ q).softmax(0) @ V",
         "The scores are not divided by √d, the root of the query's"),
        ("def look_up(q, K, V):\n    return (K @ q / len(q)).softmax(0) @ V",
         "Divide by the root of d, not by d itself"),
        ("def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(K))).softmax(0) @ V",
         "d is the length of the query, `len(q)`, not the number of keys"),
        ("def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(q))) @ V",
         "These are the bare scores times V: the softmax is missing, so"),
        ("def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(q))).softmax(0) @ K",
         "The weights are right, but the values to be mixed are V, not K"),
        ("def look_up(q, K, V):\n    return V[(K @ q).argmax()]",
         "That is a hard look-up, the value of the best key alone. Mix"),
        ("def look_up(q, K, V):\n    return (K @ q / math.sqrt(len(q))).softmax(0)",
         "Those are the weights, one for each key. Mix the values with"),
        ("def look_up(q, K, V):\n    return F.scaled_dot_product_attention(q[None], K, V)[0]",
         "PyTorch's own attention did the work. Write its three steps"),
        ("def look_up(q, K, V):\n    return (K @ q / math.sqrt(2)).softmax(0) @ V",
         "Scores K @ q, divided by √d; softmax over the keys; weights @ V"),
        ("def look_up(q, K, V):\n    (K @ q / math.sqrt(len(q))).softmax(0) @ V",
         "is None. A function hands its result back"),
        ("def look_up(q, K, V):\n    return (K @ q).softmax(0) / math.sqrt(len(q)) @ V",
         "Divide the scores *before* the softmax: after it the weights no"),
        ("def look_up(q, K, V):\n    return V.mean(dim=0)",
         "That is the plain mean of the values: weigh them by the softmax"),
        ("def look_up(q, K, V):\n    return ((K @ q / math.sqrt(len(q))).softmax(0)[:, None] * V).mean(dim=0)",
         "Scores K @ q, divided by √d; softmax over the keys; weights @ V"),
    ],
    "12.2": [
        ("def window_mask(n, width):\n    return torch.ones(n, n, dtype=torch.bool).tril()",
         "That is the whole causal mask: places further back than the"),
        ("def window_mask(n, width):\n    return torch.ones(n, n).tril() - torch.ones(n, n).tril(-width)",
         "The mask should be bool, True where a place may look; its dtype"),
        ("def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return (back >= 0) & (back <= width)",
         "The window is one too wide: it holds the place itself and the"),
        ("def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return (back > 0) & (back < width)",
         "A place may look at itself, too: the diagonal is True"),
        ("def window_mask(n, width):\n    back = torch.arange(n) - torch.arange(n)[:, None]\n    return (back >= 0) & (back < width)",
         "It looks forward instead of back: row i may see columns up to i"),
        ("def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return back.abs() < width",
         "It looks both ways: no place may see a later one"),
        ("def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return ~((back >= 0) & (back < width))",
         "It is the right mask turned round: True means *may look*"),
        ("def window_mask(n, width):\n    return torch.tensor([[1,0,0,0],[1,1,0,0],[0,1,1,0],[0,0,1,1]]).bool()",
         "has shape (4, 4), expected (5, 5)"),
        ("def window_mask(n, width):\n    return torch.ones(n, n, dtype=torch.bool).tril().triu(-width)",
         "The window is one too wide: it holds the place itself and the"),
        ("def window_mask(n, width):\n    back = torch.arange(n)[:, None] - torch.arange(n)\n    return (back >= 0) & (back < width - 1)",
         "The window is one too narrow: it holds the place itself and the"),
        ("def window_mask(n, width):\n    return [[0 <= i - j < width for j in range(n)] for i in range(n)]",
         "should be a torch tensor, but it is a list"),
        ("def window_mask(n, width):\n    return torch.arange(n)[:, None] - torch.arange(n) < width",
         "Row i goes on to the last column"),
    ],
    "12.3": [
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, heads, n, width // heads)",
         "The shape is right, but tokens are mixed up: a reshape keeps"),
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, heads, width // heads)",
         "Nearly: this is (batch, n, heads, width / heads). Exchange the"),
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, width // heads, heads).permute(0, 3, 1, 2)",
         "Head h gets every heads-th number; it should get the h-th"),
        ("def split_heads(x, heads):\n    return torch.stack(x.chunk(heads, dim=-1))",
         "The heads come first here; the batch should: (batch, heads, n"),
        ("def split_heads(x, heads):\n    return x.chunk(heads, dim=-1)",
         "Those are the heads, each a tensor of its own: `torch.stack`"),
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, heads, width // heads).permute(0, 2, 3, 1)",
         "The last two dimensions have changed places: (batch, heads, n"),
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, heads, width // heads).permute(2, 0, 1, 3)",
         "The heads come first here; the batch should: (batch, heads, n"),
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, heads, width / heads).transpose(1, 2)",
         "A size is a whole number: `//` divides and keeps it whole"),
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.reshape(batch, n, heads, heads).transpose(1, 2)",
         "A reshape must keep the number of elements; -1 stands for the"),
        ("def split_heads(x, heads):\n    batch, n, width = x.shape\n    return x.transpose(1, 2).reshape(batch, heads, n, width // heads)",
         "The last two dimensions have changed places: (batch, heads, n"),
    ],
    "12.4": [
        ("def attend_real(Q, K, V, real):\n    return (Q @ K.mT / math.sqrt(Q.shape[-1])).softmax(-1) @ V",
         "The filling still gets weight: set its scores to -∞ before the"),
        ("def attend_real(Q, K, V, real):\n    w = (Q @ K.mT / math.sqrt(Q.shape[-1])).softmax(-1)\n    return (w * real[:, None, :]) @ V",
         "The weights of the filling are 0, but the rest no longer sums"),
        ("def attend_real(Q, K, V, real):\n    s = (Q @ K.mT / math.sqrt(Q.shape[-1])).masked_fill(real[:, None, :], -math.inf)\n    return s.softmax(-1) @ V",
         "The mask is turned round: `real` is True where a query *may*"),
        ("def attend_real(Q, K, V, real):\n    s = Q @ K.mT / math.sqrt(Q.shape[-1])\n    return (s * real[:, None, :]).softmax(-1) @ V",
         "A score of 0 is not hidden: e to the power of 0 is 1. Use -∞"),
        ("def attend_real(Q, K, V, real):\n    s = (Q @ K.mT).masked_fill(~real[:, None, :], -math.inf)\n    return s.softmax(-1) @ V",
         "The scores are not divided by √d"),
        ("def attend_real(Q, K, V, real):\n    K = K * real[:, :, None]\n    V = V * real[:, :, None]\n    return (Q @ K.mT / math.sqrt(Q.shape[-1])).softmax(-1) @ V",
         "Keys and values of the filling are 0 here, but a score of 0"),
        ("def attend_real(Q, K, V, real):\n    s = (Q @ K.mT / math.sqrt(Q.shape[-1])).masked_fill(~real[:, :, None], -math.inf)\n    return s.softmax(-1) @ V",
         "That hides rows, the queries. The filling stands among the"),
        ("def attend_real(Q, K, V, real):\n    return F.scaled_dot_product_attention(Q, K, V, attn_mask=real[:, None, :])",
         "PyTorch's own attention did the work. Write its steps out"),
        ("def attend_real(Q, K, V, real):\n    s = Q @ K.mT / math.sqrt(Q.shape[-1])\n    return s.masked_fill(~real[:, None, :], -math.inf).softmax(1) @ V",
         "The softmax runs over the queries. The weights of one query"),
        ("def attend_real(Q, K, V, real):\n    s = Q @ K.mT / math.sqrt(Q.shape[-1])\n    return s.masked_fill(~real, -math.inf).softmax(-1) @ V",
         "(batch, m) broadcasts as if its rows were queries. Each"),
        ("def attend_real(Q, K, V, real):\n    s = Q @ K.mT / math.sqrt(Q.shape[-1])\n    s[~real] = -math.inf\n    return s.softmax(-1) @ V",
         "That hides rows, the queries. The filling stands among the"),
        ("def attend_real(Q, K, V, real):\n    s = (Q @ K.mT / math.sqrt(Q.shape[-1])).masked_fill(~real[:, None, :], 0.0)\n    return s.softmax(-1) @ V",
         "A score of 0 is not hidden: e to the power of 0 is 1. Use -∞"),
        ("def attend_real(Q, K, V, real):\n    s = (Q @ K.mT / math.sqrt(Q.shape[-1])).masked_fill(~real[:, None, :], -1.0)\n    return s.softmax(-1) @ V",
         "The scores are (batch, n, m): the mask `real[:, None, :]` hides"),
    ],
    "12.5": [
        ("def one_more(q, k, v, K, V):\n    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n"
         "    return (w @ V)[:, 0], torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)",
         "The new token does not see itself: append its key and value"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([k[:, None], K], 1), torch.cat([v[:, None], V], 1)\n"
         "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V)[:, 0], K, V",
         "The new token stands at the front; append it at the end, since"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    return ((q[:, None] @ K.mT).softmax(-1) @ V)[:, 0], K, V",
         "The scores are not divided by √d"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return w @ V, K, V",
         "What is found has shape (batch, 1, d): take away the dimension"),
        ("def one_more(q, k, v, K, V):\n    K2, V2 = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (q[:, None] @ K2.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V2)[:, 0], K, V",
         "K and V come back as they were: return the longer ones"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V)[:, 0]",
         "Return three results, separated by commas: `return found, K, V`"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return K, V, (w @ V)[:, 0]",
         "They are right, but in another order: `return found, K, V`"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (q[:, None] @ K.mT / math.sqrt(K.shape[1])).softmax(-1)\n    return (w @ V)[:, 0], K, V",
         "d is the length of the query, not the number of keys"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k], 1), torch.cat([V, v], 1)\n"
         "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V)[:, 0], K, V",
         "`x[:, None]` has one dimension more than x, of size 1"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (k[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V)[:, 0], K, V",
         "Append with torch.cat along dim=1, then attention of `q["),
        ("def one_more(q, k, v, K, V):\n    K2, V2 = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (q[:, None] @ K2.mT / math.sqrt(q.shape[-1])).softmax(-1)\n    return (w @ V2)[:, 0], k[:, None], v[:, None]",
         "has shape (1, 1, 2), expected (1, 3, 2)"),
        ("def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
         "    w = (q[:, None] @ K.mT / math.sqrt(q.shape[-1])).softmax(1)\n    return (w @ V)[:, 0], K, V",
         "All values are added up there. The softmax must run over the"),
    ],
}

RIGHT = {
    "12.1": [
        "def look_up(q, K, V):\n    scores = torch.einsum('md,d->m', K, q) / q.numel() ** 0.5\n    e = torch.exp(scores - scores.max())\n    return (e / e.sum()) @ V",
        "def look_up(q, K, V):\n    w = torch.softmax(q[None] @ K.T / math.sqrt(K.shape[1]), dim=1)\n    return (w @ V)[0]",
        "def look_up(q, K, V):\n    w = (K @ q / math.sqrt(len(q))).softmax(0)\n    return sum(w[i] * V[i] for i in range(len(V)))",
        "def look_up(q, K, V):\n    s = K @ (q / math.sqrt(q.shape[0]))\n    return torch.einsum('m,mk->k', F.softmax(s, dim=-1), V)",
    ],
    "12.2": [
        "def window_mask(n, width):\n    return torch.ones(n, n, dtype=torch.bool).tril() & ~torch.ones(n, n, dtype=torch.bool).tril(-width)",
        "def window_mask(n, width):\n    return torch.tensor([[0 <= i - j < width for j in range(n)] for i in range(n)])",
        "def window_mask(n, width):\n    return torch.ones(n, n, dtype=torch.bool).tril().triu(1 - width)",
    ],
    "12.3": [
        "def split_heads(x, heads):\n    return torch.stack(x.chunk(heads, dim=-1), dim=1)",
        "def split_heads(x, heads):\n    return x.unflatten(-1, (heads, -1)).movedim(2, 1)",
        "def split_heads(x, heads):\n    size = x.shape[-1] // heads\n"
        "    return torch.cat([x[:, None, :, h * size:(h + 1) * size] for h in range(heads)], dim=1)",
    ],
    "12.4": [
        "def attend_real(Q, K, V, real):\n    s = Q @ K.transpose(1, 2) / Q.shape[2] ** 0.5\n"
        "    e = torch.exp(s - s.amax(-1, keepdim=True)) * real[:, None]\n    return (e / e.sum(-1, keepdim=True)) @ V",
        "def attend_real(Q, K, V, real):\n    return torch.stack([torch.softmax(q @ k[r].T / math.sqrt(q.shape[1]), 1) @ v[r]\n"
        "                        for q, k, v, r in zip(Q, K, V, real)])",
        "def attend_real(Q, K, V, real):\n    hide = torch.where(real, 0.0, -math.inf).to(Q.dtype)\n"
        "    s = torch.einsum('bnd,bmd->bnm', Q, K) / math.sqrt(K.shape[-1]) + hide.unsqueeze(1)\n    return s.softmax(dim=2) @ V",
    ],
    "12.5": [
        "def one_more(q, k, v, K, V):\n    K = torch.cat((K, k.unsqueeze(1)), 1)\n    V = torch.cat((V, v.unsqueeze(1)), 1)\n"
        "    s = torch.einsum('bd,bnd->bn', q, K) / q.shape[1] ** 0.5\n    return torch.einsum('bn,bnd->bd', s.softmax(1), V), K, V",
        "def one_more(q, k, v, K, V):\n    K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)\n"
        "    return F.scaled_dot_product_attention(q[:, None], K, V)[:, 0], K, V",
        "def one_more(q, k, v, K, V):\n    K = torch.cat([K.transpose(0, 1), k[None]]).transpose(0, 1)\n    V = torch.cat([V.transpose(0, 1), v[None]]).transpose(0, 1)\n"
        "    w = ((K * q[:, None]).sum(-1) / math.sqrt(q.shape[1])).softmax(1)\n    return (w[..., None] * V).sum(1), K, V",
    ],
}
