"""The demos of lesson 14: segmentation against a plain loop, the search against cosines by hand."""
import numpy as np
import pytest
import torch
from torch.nn import functional as F

from course_utils import data, nets
from course_utils.demos import PicturesByText, SegmentationLive
from course_utils.demos.pictures_by_text import GALLERY, WAYS, quick_encoders
from course_utils.demos.segmentation_live import BATCH, SHOWN


def ran(steps, **settings):
    demo = SegmentationLive(device="cpu", **settings)
    for _ in range(steps):
        demo.step()
    return demo


def test_steps_equal_a_plain_loop():
    demo, draw = ran(3, seed=2), torch.Generator().manual_seed(2)
    net = nets.unet(generator=draw)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(3):
        rows = torch.randint(len(demo.x), (BATCH,), generator=draw)
        loss = F.binary_cross_entropy_with_logits(net(demo.x[rows]), demo.y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert demo.last == pytest.approx(loss.item(), abs=1e-5)
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(demo.net.parameters(), net.parameters(), strict=True))


def test_the_numbers_are_those_of_the_test_pictures():
    demo = ran(5)
    with torch.no_grad():
        found = demo.net.eval()(demo.x_test) > 0
    truth = demo.y_test > 0.5
    tp, fp, fn = ((a & b).sum().item() for a, b in ((found, truth), (found, ~truth), (~found, truth)))
    assert demo.dice == pytest.approx(2 * tp / max(1, 2 * tp + fp + fn)) and demo.iou == pytest.approx(tp / max(1, tp + fp + fn))
    picture = demo.scene().axes[0].marks[0].z
    assert picture.shape == (3 * SHOWN, 32, 32) and np.allclose(picture[SHOWN:2 * SHOWN], demo.y_test[:SHOWN, 0])


def test_the_loss_acts_at_once_and_the_skips_start_anew():
    demo = ran(2)
    assert demo.set(loss="Dice", lr=0.001) is False and demo.updates == 2
    assert demo.set(skips=False) is True and demo.updates == 0 and not demo.net.skips


def test_ones_own_network_is_shown_and_left_alone():
    net = nets.unet(generator=torch.Generator().manual_seed(5))
    before = [p.clone() for p in net.parameters()]
    demo = SegmentationLive(model=net, device="cpu")
    assert "Your network" in demo.scene().caption
    with torch.no_grad():
        assert np.allclose(demo.p, torch.sigmoid(demo.net(demo.x_test))[:, 0], atol=1e-6)
    demo.step()
    assert all(torch.equal(a, b) for a, b in zip(net.parameters(), before, strict=True))
    demo.reset()
    assert "A network with skips" in demo.scene().caption and demo.updates == 0


def test_the_small_digits_presets_show_what_they_say():
    found = {name: ran(60, **SegmentationLive.presets[name].settings) for name in ("small digits, cross-entropy", "small digits, Dice loss")}
    cross, dice = (found[name] for name in found)
    assert cross.curve[0][len(cross.curve[0]) // 2] < 0.1 and cross.right > 0.97
    assert dice.curve[0].mean() > cross.curve[0].mean()


@pytest.mark.parametrize("language", data.LANGUAGES)
def test_the_ranking_is_that_of_the_cosines(language):
    demo = PicturesByText(language=language, device="cpu")
    see, read, encode = quick_encoders()
    with torch.no_grad():
        cosines = F.cosine_similarity(see(demo.pictures), read(encode([demo.asked()])))
    order, found, shares = demo.ranking()
    assert torch.allclose(found, cosines.sort(descending=True).values, atol=1e-5) and shares.sum().item() == pytest.approx(1, abs=1e-5)
    assert torch.allclose(cosines[order], found, atol=1e-5)
    assert torch.allclose(shares, torch.exp(found / 0.07) / torch.exp(found / 0.07).sum(), atol=1e-5)


def test_temperature_changes_shares_and_no_order():
    cold, warm = (PicturesByText(temperature=t, device="cpu").ranking() for t in (0.02, 1.0))
    assert torch.equal(cold[0], warm[0]) and torch.equal(cold[1], warm[1]) and cold[2][0] > warm[2][0]


def test_a_picture_asks_for_captions_and_the_true_one_is_named():
    demo = PicturesByText(way=WAYS[1], picture=7, device="cpu")
    order = demo.ranking()[0]
    assert len(order) == 180 and len(demo.pictures) == GALLERY
    assert data.scene_caption(demo.scenes[7]) in demo.scene().caption
    names = demo.scene().axes[1].marks[0].names
    assert names[0].removeprefix("✔ ") == data.scene_caption(demo.everything[order[0]])
    # a still picture has no Chinese letters; the tick stands before the true caption alone
    assert all(name.removeprefix("✔ ").isascii() for name in names)
    true = data.scene_caption(demo.scenes[7])
    assert [name for name in names if name.startswith("✔")] == [f"✔ {true}"] * (true in {name.removeprefix("✔ ") for name in names})


def test_a_typed_caption_is_asked_and_unknown_words_are_named():
    demo = PicturesByText(typed="a red dog in the middle", device="cpu")
    assert demo.asked() == "a red dog in the middle" and "not read: dog" in demo.scene().caption
    assert demo.scene().axes[0].title == "Best for “a red dog in the middle”"
    listed = [name for name in ("language", "colour", "number", "place") if demo.controls()[name].shown(demo)]
    assert not listed, "the lists do not act while a caption is typed"


def test_each_letter_of_a_caption_can_be_asked():
    demo, seen = PicturesByText(device="cpu"), set()
    for caption in ("a white four at the top left", "中间有个绿色的二"):
        for k in range(1, len(caption) + 1):
            demo.set(typed=caption[:k])
            assert "nan" not in demo.scene().caption
            seen.add(tuple(demo.ranking()[0].tolist()))
        assert data.scene_caption(demo.scenes[demo.ranking()[0][0]]).split()[:2] == caption.split()[:2] or not caption.isascii()
    assert len(seen) > 6
    demo.set(typed="")
    assert demo.asked() == "a red two in the middle" and demo.scene().axes[0].title.startswith("Best for “a red")


def test_half_a_pair_of_encoders_is_refused():
    see, _, _ = quick_encoders()
    with pytest.raises(ValueError, match="all three"):
        PicturesByText(see=see)


def test_the_global_random_state_is_left_alone():
    before = torch.get_rng_state()
    ran(2)
    PicturesByText(device="cpu").scene()
    assert torch.equal(before, torch.get_rng_state())
