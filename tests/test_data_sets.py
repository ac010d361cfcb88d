"""The digits that ship, the frame they are put in, house prices, the curve, the sets in the plane."""
import gzip
import os
import subprocess
import sys
import zlib

import numpy as np
import pytest
import torch

from course_utils import data
from course_utils.data import archives, build_digits, build_photographs, framing, images, photos

SHIPPED = archives.SHIPPED / "digits"


def test_digits():
    found = data.digits()
    assert tuple(found.x_train.shape) == (1500, 1, 28, 28) and tuple(found.x_test.shape) == (297, 1, 28, 28)
    assert found.x_train.dtype == torch.float32 and found.y_train.dtype == torch.int64
    assert found.x_train.min() == 0 and found.x_train.max() == 1
    for y in (found.y_train, found.y_test):
        counts = y.bincount(minlength=10)
        assert len(counts) == 10 and counts.min() > 0.75 * len(y) / 10
    assert repr(found) == "digits: 1,500 training and 297 test images of 28×28 pixels, shipped with the course"
    assert found.to("cpu").name == "digits"
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 500_000


def test_digits_are_reproduced(tmp_path):
    pytest.importorskip("sklearn")
    assert build_digits.main([str(tmp_path)]) == 0
    for archive in images.DIGITS:
        built, shipped = (tmp_path / archive.name).read_bytes(), (SHIPPED / archive.name).read_bytes()
        assert gzip.decompress(built) == gzip.decompress(shipped)
        # zlib-ng and others pack the same contents into other bytes
        if "ng" not in zlib.ZLIB_RUNTIME_VERSION and zlib.ZLIB_RUNTIME_VERSION.startswith("1.3"):
            assert built == shipped


def test_damaged_digits_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(images, "SHIPPED", tmp_path)
    with pytest.raises(data.DataError, match="is missing"):
        data.digits()
    (tmp_path / "digits").mkdir()
    (tmp_path / "digits" / images.DIGITS[0].name).write_bytes(b"x")
    with pytest.raises(data.DataError, match="git checkout"):
        data.digits()


def test_photographs():
    found = data.photographs()
    assert list(found) == ["temple", "flower"]
    for photo in found.values():
        assert tuple(photo.shape) == (3, 200, 300) and photo.dtype == torch.float32
        assert photo.min() < 0.02 and photo.max() > 0.95
    # the flower is orange, the sky above the temple is bright: channels and rows are where they belong
    red, green, blue = found["flower"][:, 80:120, 120:160].mean(dim=(1, 2))
    assert red > green > blue and found["temple"][:, :20].mean() > 0.7 > found["temple"][:, 150:].mean()
    assert sum(path.stat().st_size for path in (archives.SHIPPED / photos.FOLDER).iterdir()) < 250_000


def test_photographs_are_reproduced(tmp_path):
    pytest.importorskip("sklearn")
    assert build_photographs.main([str(tmp_path)]) == 0
    for name in photos.PHOTOGRAPHS:
        built, shipped = (tmp_path / f"{name}.png").read_bytes(), (archives.SHIPPED / photos.FOLDER / f"{name}.png").read_bytes()
        # a zlib of another make packs the same pixels into other bytes
        assert built == shipped or build_photographs.same_pixels(built, build_photographs.shrink(_source(name)))
    (tmp_path / "temple.png").write_bytes(b"no picture")
    assert build_photographs.main([str(tmp_path)]) == 0 and build_photographs.same_pixels(
        (tmp_path / "temple.png").read_bytes(), build_photographs.shrink(_source("temple")))


def _source(name):
    from sklearn.datasets import load_sample_image

    return load_sample_image(build_photographs.SOURCES[name])


def test_damaged_photographs_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(photos, "SHIPPED", tmp_path)
    with pytest.raises(data.DataError, match=r"is missing.*git checkout"):
        data.photographs()
    (tmp_path / photos.FOLDER).mkdir()
    path = tmp_path / photos.FOLDER / "temple.png"
    path.write_bytes(b"x")
    with pytest.raises(data.DataError, match=r"is damaged.*build_photographs"):
        data.photographs()
    path.write_bytes(build_photographs.png(np.zeros((200, 300, 3), np.uint8)))
    with pytest.raises(data.DataError, match="not the ones that shipped"):
        data.photographs()


def test_dataset_of_digits():
    from torchvision.transforms import ToTensor

    found = data.digits()
    picture, label = found.dataset(train=False)[5]
    assert picture.size == (28, 28) and label == int(found.y_test[5])
    x, _ = found.dataset(train=False, transform=ToTensor())[5]
    assert torch.equal(x, found.x_test[5])


def test_frame_is_mnists():
    for image in (data.digits().x_test[:60, 0] * 255).round().numpy().astype(np.uint8):
        # put elsewhere and twice as large: it comes back in its place
        large = np.pad(image.repeat(2, 0).repeat(2, 1), ((30, 3), (5, 50)))
        framed = framing.frame(large)
        rows, columns = framed.any(1).nonzero()[0], framed.any(0).nonzero()[0]
        assert framed.shape == (28, 28) and framed.dtype == np.uint8
        assert 18 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 20
        mass = framed.astype(float)
        for axis in (0, 1):
            assert abs((mass.sum(axis) * np.arange(28)).sum() / mass.sum() - 14) <= 0.51
        assert np.abs(framed.astype(float) - image).mean() < 12
    assert not framing.frame(np.zeros((5, 9))).any()
    with pytest.raises(ValueError, match="one picture"):
        framing.frame(np.zeros(5))


def test_weights_add_up():
    for size, new in ((8, 20), (280, 20), (1, 20), (20, 20), (37, 5)):
        inner = framing.weights(size + 200, new)[1:-1]
        assert framing.weights(size, new).shape == (new, size)
        assert np.abs(inner[new // 3:new // 2].sum(1) - framing.ONE).max(initial=0) <= size + 200
    assert np.array_equal(framing.weights(20, 20), np.eye(20, dtype=int) * framing.ONE)


def test_house_prices():
    area, price = data.house_prices(5000, seed=1)
    assert area.shape == price.shape == (5000,) and area.dtype == price.dtype == torch.float32
    assert area.min() >= 40 and area.max() <= 140
    A = torch.stack([area, torch.ones_like(area)], 1)
    slope, base = torch.linalg.lstsq(A, price[:, None]).solution[:, 0]
    assert abs(slope - data.HOUSES.slope) < 0.05 and abs(base - data.HOUSES.base) < 5
    assert abs((price - A @ torch.stack([slope, base])).std() - data.HOUSES.noise) < 1
    assert torch.equal(price, data.house_prices(5000, seed=1)[1])
    assert not torch.equal(price, data.house_prices(5000, seed=2)[1])


def test_polynomial():
    x, y = data.polynomial(30, noise=0.0, seed=4)
    assert x.shape == (30,) and torch.equal(x, x.sort().values) and x.abs().max() <= 1
    assert torch.allclose(y, data.polynomial_truth(x))
    assert abs((data.polynomial(4000, noise=0.3)[1] - data.polynomial_truth(data.polynomial(4000)[0])).std() - 0.3) < 0.03


@pytest.mark.parametrize("name", data.TOY_SETS)
def test_toy_sets(name):
    make = data.TOY_SETS[name]
    X, y = make(n=201, seed=5)
    assert X.shape == (201, 2) and X.dtype == torch.float32 and y.dtype == torch.int64
    assert y.bincount().tolist() == [101, 100] and X.abs().max() < 2
    assert torch.equal(X, make(n=201, seed=5)[0]) and not torch.equal(X, make(n=201, seed=6)[0])
    assert y[:20].unique().numel() == 2                       # in random order
    near = make(n=200, noise=0.0)[0]
    assert near.abs().max() <= (1.6 if name != "gaussians" else 2)


def test_xor_without_noise_is_xor():
    X, y = data.xor(noise=0.0)
    assert torch.equal(((X[:, 0] > 0) != (X[:, 1] > 0)).long(), y)


def test_circles_without_noise():
    X, y = data.circles(noise=0.0)
    assert torch.allclose(X.norm(dim=1), torch.where(y == 0, 1.1, 0.5))


@pytest.mark.parametrize("name", data.TOY_SURFACES)
def test_toy_surfaces(name):
    X, y = data.TOY_SURFACES[name](300, noise=0.0, seed=1)
    assert X.shape == (300, 2) and y.shape == (300,) and X.dtype == y.dtype == torch.float32
    assert 0.8 < y.max() < 1.1 and -1.1 < y.min() < -0.8 and abs(y.mean()) < 0.15
    assert all(torch.equal(a, b) for a, b in zip((X, y), data.TOY_SURFACES[name](300, noise=0.0, seed=1), strict=True))
    noisy = data.TOY_SURFACES[name](300, noise=0.2, seed=1)
    assert torch.equal(noisy[0], X) and (noisy[1] - y).std() == pytest.approx(0.2, abs=0.03)


def test_the_surfaces_are_what_they_are_called():
    X, y = data.plane(200, noise=0.0)
    assert torch.allclose(y, X.sum(1) / 2.4)
    X, y = data.hills(400, noise=0.0, seed=3)
    high = X[y > 0.5]
    assert (high[:, 0] * high[:, 1] > 0).all() and (X[y < -0.5].prod(1) < 0).all(), "hills on one diagonal, hollows on the other"


@pytest.mark.parametrize("name", ["digits", "names", "photographs", "text"])
def test_a_build_that_cannot_write_says_so_in_a_sentence(name, tmp_path):
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "odd.rdb").write_bytes(b"no database")
    # the text stops at the source, the others where they write (the names where their package is not installed)
    arguments = [str(tmp_path / "odd.rdb")] if name == "text" else [str(tmp_path / "file" / "below")]
    done = subprocess.run([sys.executable, "-m", f"course_utils.data.build_{name}", *arguments], capture_output=True, text=True, encoding="utf-8",
                          env=os.environ | {"TMPDIR": str(tmp_path)})
    assert done.returncode == 1 and "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert ("type again: " in done.stderr and f"course_utils.data.build_{name}" in done.stderr) or "pip install names" in done.stderr
