"""Words, vocabulary and byte pairs; the pairs against a second implementation, written as the paper writes it."""
import re
from collections import Counter

import pytest

from course_utils import data
from course_utils.data import tokens


def test_words():
    assert data.words('"Don\'t," said Mr. B-- to O\'Neill\'s 2 dogs.') == ["don't", "said", "mr", "b", "to", "o'neill's", "dogs"]
    assert data.words("") == []


def test_vocabulary():
    vocabulary = data.Vocabulary(["the", "cat", "and", "the", "dog", "and", "the", "end"], at_least=2)
    assert (vocabulary.words, vocabulary.counts, len(vocabulary)) == (["the", "and"], [3, 2], 2)
    assert vocabulary.encode(["the", "cat", "and"]) == [0, 1] and vocabulary.decode([1, 0]) == ["and", "the"]
    assert "2 words" in repr(vocabulary)


def papers_merges(text: str, merges: int) -> list[tuple[str, str]]:
    """Sennrich, Haddow and Birch's algorithm 1: words as strings of symbols with spaces between, merged by a pattern."""
    vocab = {" ".join(piece.replace(" ", "_")): n for piece, n in Counter(tokens.PIECE.findall(text)).items()}
    found = []
    for _ in range(merges):
        pairs: Counter = Counter()
        for word, freq in vocab.items():
            symbols = word.split()
            for i in range(len(symbols) - 1):
                pairs[symbols[i], symbols[i + 1]] += freq
        if not pairs:
            break
        most = max(pairs.values())
        best = min((p for p in pairs if pairs[p] == most), key=lambda p: [s.replace("_", " ") for s in p])
        pattern = re.compile(r"(?<!\S)" + re.escape(" ".join(best)) + r"(?!\S)")
        vocab = {pattern.sub("".join(best), word): n for word, n in vocab.items()}
        found.append(best)
    return found


@pytest.mark.parametrize("text", ["low low low lower lower newest newest newest widest", data.text()[:20_000], "aaaa aaa aa a"])
def test_byte_pairs_are_the_papers(text):
    ours = data.BytePairs.learn(text, 60)
    pairs = [tuple(ours.tokens[i].decode().replace(" ", "_") for i in pair) for pair in ours.merges]
    assert pairs == papers_merges(text, 60)


def test_encoding_replays_the_merges_in_their_order():
    text = data.text()[:50_000]
    pairs = data.BytePairs.learn(text, 200)
    for piece in set(tokens.PIECE.findall(text[:9000])) | {" unheardofness", "zzz"}:
        ids = list(piece.encode())
        for k, pair in enumerate(pairs.merges):                    # the slow way: every merge, in order
            ids = tokens.merged(ids, pair, 256 + k)
        assert pairs.encode(piece) == ids


@pytest.mark.parametrize("text", ["It is a truth.\n\n  Universally_acknowledged 1813", "词向量 and naïve café ☕", "", "\x00\t"])
def test_any_text_comes_back(text):
    pairs = data.BytePairs.learn(data.text()[:30_000], 100)
    assert pairs.decode(pairs.encode(text)) == text and len(pairs) == 356
    assert max(pairs.encode(text), default=0) < len(pairs)


def test_pieces_cut_without_loss():
    for text in (data.text("emma")[:5000], "a_b  c\n\nd 12, 词!?"):
        assert "".join(tokens.PIECE.findall(text)) == text


def test_merges_end_where_nothing_is_left():
    pairs = data.BytePairs.learn("ab ab", 50)
    assert [pairs.tokens[i] for i in range(256, len(pairs))] == [b"ab", b" ab"]
    assert pairs.decode([255]) == "�" and "2 of them merged" in repr(pairs)
    assert data.BytePairs(pairs.merges).encode("ab ab") == pairs.encode("ab ab") == [256, 257]
