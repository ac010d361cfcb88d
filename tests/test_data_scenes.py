"""Scenes and captions: shapes, ranges, what is kept apart, and a grammar whose sentences say what is there."""
import pytest
import torch

from course_utils import data


def draws(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def images():
    return data.digits()


@pytest.mark.parametrize("size", [10, 28])
def test_hidden_digits(images, size):
    x, y = data.hidden_digits(images, 50, size=size, generator=draws())
    assert x.shape == y.shape == (50, 1, 32, 32) and x.dtype == y.dtype == torch.float32
    assert x.min() >= 0 and x.max() <= 1 and set(y.unique().tolist()) == {0.0, 1.0}
    assert (0.005 < y.mean() < 0.03) if size == 10 else (0.07 < y.mean() < 0.15)
    again = data.hidden_digits(images, 50, size=size, generator=draws())
    assert torch.equal(x, again[0]) and torch.equal(y, again[1])


def test_ink_is_brighter_than_its_ground_and_a_line_is_no_ink(images):
    plain, mask = data.hidden_digits(images, 100, bars=0, generator=draws(1))
    crossed, same = data.hidden_digits(images, 100, bars=1, generator=draws(1))
    assert torch.equal(mask, same)
    ink, ground = plain[mask > 0].mean(), plain[mask == 0].mean()
    assert ink > ground + 0.2 and crossed[mask == 0].mean() > ground + 0.02


def test_training_and_test_scenes_have_other_sources(images):
    a, b = (data.painted_digits(images, data.all_scenes()[:20], train=train, generator=draws(2)) for train in (True, False))
    assert not torch.allclose(a, b)


def test_a_painted_digit_has_its_colour_in_its_place(images):
    scenes = data.all_scenes()
    pictures = data.painted_digits(images, scenes, generator=draws(3))
    assert pictures.shape == (180, 3, 32, 32) and pictures.min() >= 0 and pictures.max() <= 1
    paints = torch.tensor(list(data.COLOURS.values()))
    middles = torch.tensor([[7.5, 7.5], [7.5, 23.5], [23.5, 7.5], [23.5, 23.5], [15.5, 15.5]])
    for (colour, _, place), picture in zip(scenes.tolist(), pictures, strict=True):
        bright = (picture.amax(0) > 0.55).nonzero()
        found = picture[:, bright[:, 0], bright[:, 1]].mean(1)
        assert torch.nn.functional.cosine_similarity(found, paints).argmax() == colour
        assert torch.cdist(bright.float().mean(0)[None], middles).argmin() == place


def test_every_caption_tells_its_scene_from_all_others():
    for language in data.LANGUAGES:
        for sentence in range(3):
            assert len({frozenset(data.caption_tokens(data.scene_caption(s, language, sentence))) for s in data.all_scenes()}) == 180
    assert data.scene_caption((0, 3, 0)) == "a red three at the top left" and data.scene_caption((3, 2, 4), "Chinese") == "中间有个蓝色的二"
    with pytest.raises(ValueError, match="Latin"):
        data.scene_caption((0, 0, 0), "Latin")
