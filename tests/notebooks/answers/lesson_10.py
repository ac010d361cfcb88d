"""Answers to the exercises of lesson 10: wrong ones, each with words of the hint it must get, and right ones."""

PAIRS = ("def window_pairs(ids, window):\n    pairs = []\n    for i in range(len(ids)):\n        for j in range({}):\n"
         "            if {}:\n                pairs.append({})\n    return pairs")
BOTH = "max(0, i - window), min(len(ids), i + window + 1)"

WRONG = {
    "10.1": [
        ("def cosines(a, B):\n    return B @ a",
         "Those are dot products: long rows win. Divide by both lengths"),
        ("def cosines(a, B):\n    return B @ a / (a.norm() * B.norm())",
         "`B.norm()` is one number for the whole table. Each row has its"),
        ("def cosines(a, B):\n    return B @ a / B.norm(dim=1)",
         "The length of `a` is missing"),
        ("def cosines(a, B):\n    return B @ a / (a.norm() * B.norm(dim=0))",
         "`dim=0` measures the columns; the rows are measured along"),
        ("def cosines(a, B):\n    return F.cosine_similarity(B, a[None])",
         "`cosine_similarity` and `normalize` are not for this exercise"),
        ("def cosines(a, B):\n    return (B @ a)[:, None] / (a.norm() * B.norm(dim=1))",
         "The result is a table, since (n, 1) and (n,) broadcast to (n"),
        ("def cosines(a, B):\n    return B @ a / (a.norm() * B.norm(dim=1, keepdim=True))",
         "The result is a table, since (n, 1) and (n,) broadcast to (n"),
        ("def cosines(a, B):\n    B @ a / (a.norm() * B.norm(dim=1))",
         "is None. A function hands its result back"),
        ("def cosines(a, B):\n    return B @ a / a.norm() * B.norm(dim=1)",
         "`x / a * b` divides by a and multiplies by b: put brackets"),
        ("def cosines(a, B):\n    return B @ a / (a.norm() + B.norm(dim=1))",
         "The two lengths are multiplied, not added"),
        ("def cosines(a, B):\n    return B @ a / ((a ** 2).sum() * (B ** 2).sum(dim=1))",
         "The lengths are squared there: `norm` takes the root, and the"),
        ("def cosines(a, B):\n    return a @ B / (a.norm() * B.norm(dim=1))",
         "`a @ B` goes down the columns of `B`; the dot products with its"),
        ("def cosines(a, B):\n    return B @ a / torch.sqrt(a.norm() * B.norm(dim=1))",
         "That divides by the root of the lengths"),
        ("def cosines(a, B):\n    return (B @ a).abs() / (a.norm() * B.norm(dim=1))",
         "A cosine has a sign"),
        ("def cosines(a, B):\n    return torch.acos((B @ a / (a.norm() * B.norm(dim=1))).clamp(-1, 1))",
         "That is the angle; its cosine is asked for"),
        ("def cosines(a, B):\n    return B * a / (a.norm() * B.norm(dim=1, keepdim=True))",
         "Those are the single products: add up each row"),
        ("def cosines(a, B):\n    return (B / B.norm(dim=1)) @ (a / a.norm())",
         "`B / B.norm(dim=1)` divides the columns"),
        ("def cosines(a, B):\n    return (B @ a / (a.norm() * B.norm(dim=1))).argmax()",
         "That is the number of the nearest row"),
    ],
    "10.2": [
        (PAIRS.format("i + 1, min(len(ids), i + window + 1)", "True", "(ids[i], ids[j])"),
         "Only the neighbours to the right are there. Near works both"),
        (PAIRS.format(BOTH, "ids[j] != ids[i]", "(ids[i], ids[j])"),
         "Two places hold the same word here, and they are near each"),
        (PAIRS.format(BOTH, "True", "(ids[i], ids[j])"),
         "Each word is paired with itself: leave out `j == i`"),
        (PAIRS.format("max(0, i - window), min(len(ids), i + window)", "j != i", "(ids[i], ids[j])"),
         "The last neighbour to the right is missing: `range` stops"),
        (PAIRS.format("i - window, i + window + 1", "j != i", "(ids[i], ids[j])"),
         "The places of n things run from 0 to n - 1, and this one went"),
        (PAIRS.format("i - window, min(len(ids), i + window + 1)", "j != i", "(ids[i], ids[j])"),
         "For the first words `i - window` is negative, and `ids[-1]` is"),
        (PAIRS.format(BOTH, "j != i", "(i, j)"),
         "Those are places; the words there are asked for: `ids[i]`"),
        (PAIRS.format(BOTH, "j != i", "(ids[j], ids[i])"),
         "Centre and neighbour have changed places: the centre comes"),
        (PAIRS.format(BOTH, "i != j", "ids[j]"),
         "Each entry of the list should be a pair, `(centre, near)`"),
        (PAIRS.format("max(0, i - window), min(len(ids), i + window + 1)", "j != i", "(ids[i], ids[j])").replace("    return pairs", "        return pairs"),
         "Only the pairs of the first word are there: does `return` stand"),
        ("def window_pairs(ids, window):\n    return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(len(ids)) if abs(i - j) <= window and i < j]",
         "Only the neighbours to the right are there. Near works both"),
        ("def window_pairs(ids, window):\n    return {(ids[i], ids[j]) for i in range(len(ids)) for j in range(len(ids)) if 0 < abs(i - j) <= window}",
         "A list is asked for, and this is a set. A set keeps no order"),
        (PAIRS.format("max(0, i - window), i", "True", "(ids[i], ids[j])"),
         "Only the neighbours to the left are there"),
        (PAIRS.format("len(ids)", "i != j", "(ids[i], ids[j])"),
         "Those are all pairs, however far apart"),
        (PAIRS.format("len(ids)", "0 < abs(i - j) < window", "(ids[i], ids[j])"),
         "At most `window` apart takes in exactly `window`"),
        (PAIRS.format("len(ids)", "abs(i - j) == 1", "(ids[i], ids[j])"),
         "Those are the direct neighbours alone"),
        ("def window_pairs(ids, window):\n    return [(ids[i], ids[i + d]) for d in range(1, window + 1) for i in range(len(ids) - d)]",
         "Only the neighbours to the right are there, and sorted by"),
        ("def window_pairs(ids, window):\n    pairs = []\n    for d in range(1, window + 1):\n        for i in range(len(ids) - d):\n"
         "            pairs += [(ids[i], ids[i + d]), (ids[i + d], ids[i])]\n    return pairs",
         "All pairs of the first word come first"),
    ],
    "10.3": [
        ("def centre_gradient(v, u, noise):\n    return torch.sigmoid(u @ v) * u + torch.sigmoid(noise @ v) @ noise",
         "The real pair's error is σ(u · v) − 1: its target is 1"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u",
         "The noise words push, too: their sum is missing"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u - torch.sigmoid(noise @ v) @ noise",
         "The noise words' errors come with a plus"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + (torch.sigmoid(noise @ v) @ noise) / len(noise)",
         "The loss adds the noise words up; that is their mean"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * v + torch.sigmoid(noise @ v).sum() * v",
         "That is error times `v`. The gradient is the error times what"),
        ("def centre_gradient(v, u, noise):\n    return (1 - torch.sigmoid(u @ v)) * u - torch.sigmoid(noise @ v) @ noise",
         "It has the opposite sign"),
        ("def centre_gradient(v, u, noise):\n    v = v.clone().requires_grad_()\n    loss = -F.logsigmoid(u @ v) - F.logsigmoid(-(noise @ v)).sum()\n"
         "    return torch.autograd.grad(loss, v)[0]",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(noise @ v)[:, None] * noise",
         "Those are K rows, one push for each noise word: add them up"),
        ("def centre_gradient(v, u, noise):\n    return (1 - torch.sigmoid(u @ v)) * u + torch.sigmoid(noise @ v) @ noise",
         "The real pair's error is turned round: prediction minus target"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(-(noise @ v)) @ noise",
         "The minus stands in the loss, inside the logarithm. The noise"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(noise @ v).sum() * noise.sum(dim=0)",
         "Each noise word is pushed by its own error: multiply first"),
        ("def centre_gradient(v, u, noise):\n    return (u @ v - 1) * u + (noise @ v) @ noise",
         "The sigmoid is missing: the error is a probability minus its"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * v + torch.sigmoid(noise @ v) @ noise",
         "The real pair's part is its error times what came in"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(noise @ v).sum() * v",
         "The noise words' part is error times `v`"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(noise @ u) @ noise",
         "The noise words are paired with the centre"),
        ("def centre_gradient(v, u, noise):\n    p = torch.sigmoid(u @ v)\n    return (p - 1) * p * (1 - p) * u + torch.sigmoid(noise @ v) @ noise",
         "The slope p (1 − p) of the sigmoid cancels"),
        ("def centre_gradient(v, u, noise):\n    return torch.sigmoid(u @ v) - 1 + torch.sigmoid(noise @ v).sum()",
         "Those are the errors alone"),
        ("def centre_gradient(v, u, noise):\n    return -F.logsigmoid(u @ v) - F.logsigmoid(-(noise @ v)).sum()",
         "That is the loss; its gradient"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(noise @ v).mean() * noise.mean(dim=0)",
         "Each noise word is pushed by its own error, and the pushes are"),
        ("def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + (torch.sigmoid(noise @ v) * noise.T).sum(dim=0)",
         "That sum runs over the numbers of each word"),
    ],
    "10.4": [
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    return (rows @ (rows[b] - rows[a] + rows[c])).argmax().item()",
         "That is one of the three words of the question: they are not"),
        ("def analogy(vectors, a, b, c):\n    scores = vectors @ (vectors[b] - vectors[a] + vectors[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
         "Long rows win there: bring every row to length 1 first"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[a] - rows[b] + rows[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
         "The step goes from a to b: b − a, not a − b"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (vectors[b] - vectors[a] + vectors[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
         "The sum was made of the rows as they are; bring them to length"),
        ("def analogy(vectors, a, b, c):\n    vectors /= vectors.norm(dim=1, keepdim=True)\n    scores = vectors @ (vectors[b] - vectors[a] + vectors[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
         "Your function changed its input `vectors`, and whoever calls it"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    scores[c] = -float('inf')\n    return scores.argmax().item()",
         "That is one of the three words of the question: they are not"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return scores.max().item()",
         "That is how well the best row fits; its number is asked for"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    distance = (rows - (rows[b] - rows[a] + rows[c])).norm(dim=1)\n"
         "    distance[[a, b, c]] = float('inf')\n    return distance.argmax().item()",
         "Lengths 1, then b − a + c, then the number of the row with the"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    distance = (rows - (rows[b] - rows[a] + rows[c])).norm(dim=1)\n"
         "    distance[[a, b, c]] = 0\n    return distance.argmax().item()",
         "That is the row that fits worst"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    scores[[a, b, c]] = 0\n    return scores.argmax().item()",
         "The three places were set to a number that other rows may fall"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    scores[[a, b, c]] = -1\n    return scores.argmax().item()",
         "The three places were set to a number that other rows may fall"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    kept = [n for n in range(len(rows)) if n not in (a, b, c)]\n    return scores[kept].argmax().item()",
         "That is its place among the rows that are left"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] - rows[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
         "The sum is b − a + c"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=0)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
         "`dim=0` brings the columns to length 1"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    scores[[a, b, c]] = -float('inf')\n    return vectors[scores.argmax()]",
         "That is the best row itself; its number is asked for"),
        ("def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
         "    scores[[a, b, c]] = 0\n    return scores.argmin().item()",
         "That is the row that fits worst"),
    ],
    "10.5": [
        ("def encode(word, merges):\n    return list(word)",
         "Nothing is merged in the end"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for pair in merges:\n        i = 0\n        while i < len(symbols) - 1:\n"
         "            if symbols[i:i + 2] == pair:\n                symbols[i:i + 2] = [''.join(pair)]\n            i += 1\n    return symbols",
         "And a list never equals a tuple"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        for i in range(len(symbols) - 1, 0, -1):\n"
         "            if (symbols[i - 1], symbols[i]) == (a, b):\n                symbols[i - 1:i + 1] = [a + b]\n    return symbols",
         "That merges from right to left"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        result, i = [], 0\n        while i < len(symbols) - 1:\n"
         "            hit = (symbols[i], symbols[i + 1]) == (a, b)\n            result.append(a + b if hit else symbols[i])\n            i += 1 + hit\n"
         "        symbols = result\n    return symbols",
         "A symbol is lost at the end of each merge"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        for i in range(len(symbols) - 1):\n"
         "            if (symbols[i], symbols[i + 1]) == (a, b):\n                symbols[i:i + 2] = [a + b]\n                break\n    return symbols",
         "Only the first place of each pair was merged; a pair may occur"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for a, b in reversed(merges):\n        result = []\n        for s in symbols:\n"
         "            if result and (result[-1], s) == (a, b):\n                result[-1] += s\n            else:\n                result.append(s)\n"
         "        symbols = result\n    return symbols",
         "A merge that builds on an earlier one found nothing. Go in the"),
        ("def encode(word, merges):\n    known, found, i = {a + b for a, b in merges}, [], 0\n    while i < len(word):\n"
         "        n = next((n for n in range(len(word) - i, 1, -1) if word[i:i + n] in known), 1)\n        found.append(word[i:i + n])\n"
         "        i += n\n    return found",
         "The longest known piece was taken first. Byte pairs replay the"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        for i in range(len(symbols) - 1):\n"
         "            if (symbols[i], symbols[i + 1]) == (a, b):\n                symbols[i:i + 2] = [a + b]\n    return symbols",
         "The places of n things run from 0 to n - 1, and this one went"),
        ("def encode(word, merges):\n    text = ' '.join(word)\n    for a, b in merges:\n        text = text.replace(a + ' ' + b, a + b)\n    return text",
         "A list of strings is asked for, not one string"),
        ("def encode(word, merges):\n    text = ' '.join(word)\n    for a, b in merges:\n        text = text.replace(a + ' ' + b, a + b)\n    return text.split()",
         "`replace` also finds the end of one symbol and the beginning of"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges[:1]:\n        result = []\n        for s in symbols:\n"
         "            if result and (result[-1], s) == (a, b):\n                result[-1] += s\n            else:\n                result.append(s)\n"
         "        symbols = result\n    return symbols",
         "Only the first merge was applied"),
        ("def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        result, i = [], 0\n        while i < len(symbols):\n"
         "            if symbols[i:i + 2] == [a, b]:\n                result.append(a + b)\n            else:\n                result.append(symbols[i])\n"
         "            i += 1\n        symbols = result\n    return symbols",
         "A symbol was used twice: after a merge go on by 2"),
        ("def encode(word, merges):\n    for a, b in merges:\n        word = word.replace(a + b, '|' + a + b + '|')\n    return [s for s in word.split('|') if s]",
         "A merge that builds on an earlier one found nothing. Go in the"),
    ],
}

RIGHT = {
    "10.1": [
        "def cosines(a, B):\n    unit = B / B.norm(dim=1, keepdim=True)\n    return unit @ (a / a.norm())",
        "def cosines(a, B):\n    return torch.stack([row @ a / (row.norm() * a.norm()) for row in B])",
        "def cosines(a, B):\n    return (B * a).sum(1) / torch.sqrt((a ** 2).sum() * (B ** 2).sum(1))",
    ],
    "10.2": [
        "def window_pairs(ids, window):\n    n = len(ids)\n    return [(ids[i], ids[j]) for i in range(n) for j in range(n) if 0 < abs(i - j) <= window]",
        "def window_pairs(ids, window):\n    pairs = []\n    for i, centre in enumerate(ids):\n"
        "        pairs += [(centre, near) for near in ids[max(0, i - window):i] + ids[i + 1:i + 1 + window]]\n    return pairs",
        "def window_pairs(ids, window):\n    return [(centre, near) for i, centre in enumerate(ids) for j, near in enumerate(ids)\n"
        "            if i != j and abs(i - j) <= window]",
    ],
    "10.3": [
        "def centre_gradient(v, u, noise):\n    total = -u / (1 + torch.exp(u @ v))\n    for u_k in noise:\n"
        "        total = total + u_k / (1 + torch.exp(-(u_k @ v)))\n    return total",
        "def centre_gradient(v, u, noise):\n    table = torch.cat([u[None], noise])\n    target = torch.zeros(len(table)).to(v)\n"
        "    target[0] = 1\n    return (torch.sigmoid(table @ v) - target) @ table",
        "def centre_gradient(v, u, noise):\n    return -torch.sigmoid(-u @ v) * u + (torch.sigmoid(noise @ v)[:, None] * noise).sum(dim=0)",
    ],
    "10.4": [
        "def analogy(vectors, a, b, c):\n    rows = vectors / vectors.norm(dim=1, keepdim=True)\n"
        "    cosines = F.cosine_similarity(rows, (rows[b] - rows[a] + rows[c])[None])\n"
        "    return next(i for i in cosines.argsort(descending=True).tolist() if i not in (a, b, c))",
        "def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    target = rows[b] - rows[a] + rows[c]\n"
        "    return max((i for i in range(len(rows)) if i not in {a, b, c}), key=lambda i: float(rows[i] @ target))",
        "def analogy(vectors, a, b, c):\n    rows = vectors / torch.sqrt((vectors ** 2).sum(1, keepdim=True))\n    goal = rows[b] - rows[a] + rows[c]\n"
        "    distance = (rows - goal).norm(dim=1)\n    distance[[a, b, c]] = torch.inf\n    return int(distance.argmin())",
    ],
    "10.5": [
        "def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        result = []\n        for s in symbols:\n"
        "            if result and (result[-1], s) == (a, b):\n                result[-1] += s\n            else:\n                result.append(s)\n"
        "        symbols = result\n    return symbols",
        "def encode(word, merges):\n    symbols = list(word)\n    for pair in merges:\n        i = 0\n        while i < len(symbols) - 1:\n"
        "            if (symbols[i], symbols[i + 1]) == tuple(pair):\n                symbols[i:i + 2] = [''.join(pair)]\n            i += 1\n    return symbols",
        "def encode(word, merges):\n    symbols = [*word]\n    for a, b in merges:\n        i = 0\n        while i + 1 < len(symbols):\n"
        "            if symbols[i] == a and symbols[i + 1] == b:\n                symbols[i] = a + b\n                del symbols[i + 1]\n"
        "            i += 1\n    return symbols",
    ],
}
