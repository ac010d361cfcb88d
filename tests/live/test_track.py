"""Curves that stay small: no peak is lost, the newest point is there, a path stays a path."""
import numpy as np
import pytest

from course_utils.live.track import Track, thinned


@pytest.mark.parametrize("n", [1, 99, 100, 101, 12_345])
def test_a_track_stays_short_and_loses_no_peak(n):
    rng, track = np.random.default_rng(n), Track(2, columns=100)
    values = rng.normal(size=(n, 2)).astype(np.float32)
    for k, (a, b) in enumerate(values):
        track.append(k, a, b)
        assert track.x[-1] == k and track[0][-1] == a and track[1][-1] == b and len(track) <= 300
    assert len(track) == len(track.x) == len(track[0]) and (np.diff(track.x) >= 0).all()
    for k in (0, 1):
        assert (track[k].min(), track[k].max()) == (values[:, k].min(), values[:, k].max())
    assert track.first == tuple(values[0])
    if n <= 100:
        assert np.array_equal(track[0], values[:, 0])          # nothing is thinned before it must be


def test_a_column_holds_what_fell_into_it():
    track = Track(1, columns=4)
    for k, value in enumerate([5, 1, 9, 2, 4, 7]):
        track.append(k, value)
    assert track.x.tolist() == [1, 1, 1, 3, 3, 3, 5, 5, 5]
    assert track[0].tolist() == [1, 5, 1, 2, 9, 2, 4, 7, 7]          # lowest, highest, last
    assert track.lasts(0, 2).tolist() == [2, 7]


def test_a_path_keeps_points_of_itself():
    track = Track(2, columns=50, path=True)
    for k in range(1000):
        track.append(k, np.cos(k / 50), np.sin(k / 50))
    assert np.allclose(track[0] ** 2 + track[1] ** 2, 1) and track.x[-1] == 999 and 20 < len(track) <= 51
    assert (track.x[0], track[0][0], track[1][0]) == (0, 1, 0) and len(track) == len(track.x) == len(track[1])          # its start stays


def test_its_arrays_are_not_written_into_later():
    track = Track(1)
    track.append(0, 1)
    before = track[0]
    track.append(1, 2)
    assert before.tolist() == [1]


def test_the_wrong_number_of_values_is_told():
    with pytest.raises(ValueError, match="2 curve"):
        Track(2).append(1, 2)


def test_a_whole_curve_is_thinned_and_loses_no_peak():
    x = np.arange(100_000, dtype=np.float32)
    y = np.random.default_rng(0).normal(size=100_000).astype(np.float32)
    short = thinned(x, y)
    assert len(short[0]) == len(short[1]) == 1800 and (np.diff(short[0]) >= 0).all()
    assert (short[1].min(), short[1].max(), short[1][-1], short[0][-1]) == (y.min(), y.max(), y[-1], x[-1])
    circle = np.cos(x), np.sin(x)
    assert thinned(*circle) == circle          # not in order: as it is
    assert len(thinned(x[:50], y[:50])[0]) == 50
