"""Word map and neighbours: what they compute against a second way, and what their presets promise."""
import numpy as np
import pytest
import torch
from torch.nn import functional as F

from course_utils import data
from course_utils.demos import WordMap, WordNeighbours
from course_utils.demos.word_space import corpus
from course_utils.live.scene import Text


def kinds(words, group):
    return sum(word in data.WORD_GROUPS[group] for word in words)


@pytest.fixture(scope="module")
def trained():
    demo = WordMap(device="cpu")
    for _ in range(250):
        demo.step()
    return demo


def test_a_short_training_brings_kinds_together(trained):
    assert trained.loss < 3.5
    for word, group in (("five", "numbers"), ("mother", "family")):
        trained.word = word
        assert kinds(trained.neighbours()[0][:6], group) >= 2, trained.neighbours()
    assert "After 500 updates of 2,048 pairs" in trained.scene().caption


def test_the_map_turns_towards_the_plane_of_the_largest_spread(trained):
    points = trained._points()
    best = torch.linalg.svdvals(points)[:2].square().sum()
    kept = (points @ trained.plane).square().sum()
    assert kept > 0.9 * best
    assert torch.allclose(trained.plane.T @ trained.plane, torch.eye(2), atol=1e-4)


def test_the_map_does_not_jump():
    demo = WordMap(device="cpu")
    for _ in range(60):
        demo.step()
    before = demo._points() @ demo.plane
    demo.step()
    after = demo._points() @ demo.plane
    assert (after - before).norm(dim=1).max() < 0.25          # of a length of 1


def test_words_by_chance_before_the_first_step():
    demo = WordMap(device="cpu")
    assert "No update yet" in demo.scene().caption and demo.loss is None


@pytest.mark.parametrize("way", ["counts", "association", "skip-gram"])
def test_neighbours_against_cosine_similarity(way):
    demo = WordNeighbours(way=way, word="five", device="cpu")
    near, cosines, _ = demo.neighbours()
    rows, own = demo.rows(), corpus().vocabulary.ids["five"]
    want = F.cosine_similarity(rows, rows[own][None])
    want[own] = -2
    assert torch.allclose(cosines, want.topk(10).values, atol=1e-5)
    assert near == [corpus().vocabulary.words[i] for i in want.topk(10).indices]


def test_an_analogy_leaves_its_own_words_out():
    demo = WordNeighbours(word="himself", minus="he", plus="she", device="cpu")
    near, _, target = demo.neighbours()
    rows, ids = demo.rows(), corpus().vocabulary.ids
    assert torch.allclose(target, rows[ids["himself"]] - rows[ids["he"]] + rows[ids["she"]], atol=1e-6)
    assert not {"himself", "he", "she"} & set(near) and "himself − he + she" in demo.scene().caption


def test_your_own_vectors_are_the_ones_compared():
    vectors = torch.zeros(len(corpus().vocabulary), 3)
    vectors[:, 0] = 1
    vectors[corpus().vocabulary.ids["five"]] = vectors[corpus().vocabulary.ids["tea"]] = torch.tensor([0.0, 1.0, 0.0])
    demo = WordNeighbours(vectors=vectors, word="five", device="cpu")
    assert demo.neighbours()[0][0] == "tea" and demo.scene().readouts["compared"] == "3 numbers a word"
    with pytest.raises(ValueError, match="2,163 rows"):
        WordNeighbours(vectors=vectors[:5], device="cpu")


def test_a_typed_word_is_drawn_and_its_neighbours_are_listed():
    demo = WordMap(word="Tea", device="cpu")
    assert demo.word == "tea" and "tea" not in demo.words
    demo.step()
    points, words = demo._points(("tea",)), demo.corpus.vocabulary.ids
    assert torch.equal(points[:-1], demo._points())
    spot = (points[-1] @ demo.plane).tolist()
    told = [mark for mark in demo.scene().axes[0].marks if getattr(mark, "text", "") == "tea"]
    assert len(told) == 1 and told[0].bold and told[0].x == pytest.approx(spot[0])
    vectors = F.normalize(demo.model.centre.detach(), dim=1)
    cosines = vectors @ vectors[words["tea"]]
    cosines[words["tea"]] = -2
    assert demo.neighbours()[0] == demo.corpus.vocabulary.decode(cosines.topk(8).indices.tolist())


@pytest.mark.parametrize("kind", [WordMap, WordNeighbours])
def test_a_word_that_is_not_in_the_novels_is_refused_and_others_are_named(kind):
    demo = kind(device="cpu")
    with pytest.raises(ValueError, match=r"word cannot be 'elisabeth': it stands in the two novels fewer than 10 times\. They have elizabeth"):
        demo.set(word="elisabeth")
    with pytest.raises(ValueError, match=r"'qqqq': it stands .* times\.$"):
        demo.set(word="qqqq")


def test_no_label_of_the_map_covers_another(trained):
    from course_utils.demos import word_map

    for word in ("five", "mother", "joy"):
        trained.word = word
        trained.label()
        reach = max(0.3, 1.15 * float((trained._points() @ trained.plane).abs().max()))
        labels = [m for m in trained.scene().axes[0].marks if isinstance(m, Text)]
        boxes = [(m.x / reach, m.y / reach, word_map.LETTER * len(m.text) / 2, word_map.LINE / 2 - 1e-6) for m in labels]
        assert word in [m.text for m in labels] and len(labels) > 0.8 * len(trained.words)
        for n, box in enumerate(boxes):
            assert not word_map.overlap(box, np.array(boxes[:n] + boxes[n + 1:])), labels[n].text
    before = dict(trained.sides)
    trained.label()
    assert trained.sides == before, "a word that has a place keeps it"


def test_the_caption_tells_where_the_expected_answer_of_a_sum_stands():
    demo = WordNeighbours(word="himself", minus="he", plus="she", way="association", device="cpu")
    rows, ids = demo.rows(), demo.vocabulary.ids
    target = rows[ids["himself"]] - rows[ids["he"]] + rows[ids["she"]]
    nearer = [w for w in demo.vocabulary.words if w not in ("himself", "he", "she") and rows[ids[w]] @ target > rows[ids["herself"]] @ target]
    assert f"herself is number {len(nearer) + 1}." in demo.scene().caption
    demo.set(plus="good")
    assert "is number" not in demo.scene().caption
