import pytest
import torch

from course_utils.demos import ReversalLive


def after(steps, **settings):
    demo = ReversalLive(device="cpu", **settings)
    for _ in range(steps):
        demo.step()
    return demo


def brightest(demo):
    """Where each row of the first head looks most."""
    return torch.from_numpy(demo.maps[0]).argmax(1).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_the_anti_diagonal_appears_and_the_answers_are_right(seed):
    demo = after(60, seed=seed)
    assert demo.right > 0.99 and brightest(demo) == list(range(7, -1, -1))
    assert demo.maps[0][range(8), range(7, -1, -1)].mean() > 0.9


@pytest.mark.parametrize("seed", range(3))
def test_what_the_other_presets_say(seed):
    presets = {name: preset.settings for name, preset in ReversalLive.presets.items()}
    lost = after(60, seed=seed, **presets["without positions"])
    assert 0.2 < lost.right < 0.45 and lost.maps.max() < 0.5
    assert brightest(after(60, seed=seed, **presets["copy"])) == list(range(8))
    assert brightest(after(60, seed=seed, **presets["shift by two"])) == [6, 7, 0, 1, 2, 3, 4, 5]
    slow = after(60, seed=seed, **presets["learning rate too small"])
    assert slow.maps.max() < 0.5 and slow.right < 0.35
    slow.lr = 0.003
    for _ in range(60):
        slow.step()
    assert slow.right > 0.99
    assert after(60, seed=seed, **presets["two heads"]).maps.shape == (2, 8, 8)


def test_it_leaves_pytorchs_random_numbers_and_grad_mode_alone():
    torch.manual_seed(0)
    before = torch.get_rng_state()
    with torch.no_grad():
        after(3)
        assert not torch.is_grad_enabled()
    assert torch.equal(torch.get_rng_state(), before)


def test_a_red_digit_is_a_wrong_one():
    demo = after(5)
    wanted = demo.X[0].flip(0).tolist()
    texts = [m for m in demo.scene().axes[0].marks if type(m).__name__ == "Text"][demo.length:]
    assert [t.color == "red" for t in texts] == [a != w for a, w in zip(demo.answer, wanted, strict=True)]
