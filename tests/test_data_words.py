"""Names and novels that ship: what they hold, that they are built again byte for byte, that damage is refused."""
import gzip
import re
import struct
import zlib

import pytest

from course_utils import data
from course_utils.data import archives, build_names, build_text, packing, words


def test_names():
    first, female, male, last = (data.names(kind) for kind in ("first", "female", "male", "last"))
    assert [len(x) for x in (first, female, male, last)] == [5163, 4275, 1219, 10_000]
    assert (female[0], male[0], last[0]) == ("mary", "james", "smith")
    assert first == sorted({*female, *male}) and all(re.fullmatch("[a-z]+", name) for name in first + last)
    assert len(set(last)) == len(last)


@pytest.mark.parametrize(("name", "size", "start", "end"), [
    ("pride", 680_738, "It is a truth universally acknowledged", "uniting them.\n"),
    ("emma", 878_610, "Emma Woodhouse, handsome, clever, and rich", "happiness of the union.\n")])
def test_text(name, size, start, end):
    novel = data.text(name)
    assert len(novel) == size and novel.startswith(start) and novel.endswith(end)
    assert novel.isascii() and "_" not in novel and "  " not in novel and "\n\n" not in novel
    assert not re.search(r"(?im)^(chapter|volume) [0-9ivx]+$|^\W+$|^finis$", novel)


def test_all_that_ships_is_small():
    files = [archives.SHIPPED / file.name for file in (*words.NAMES.values(), *words.TEXTS.values())]
    assert sum(path.stat().st_size for path in files) < 650_000


@pytest.mark.parametrize("call", [data.names, data.text])
def test_unknown_is_said(call):
    with pytest.raises(ValueError, match="choose one of"):
        call("nobody's")


def test_missing_and_damaged_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "SHIPPED", tmp_path)
    with pytest.raises(data.DataError, match="is missing"):
        data.text()
    place = tmp_path / words.NAMES["male"].name
    place.parent.mkdir()
    for content in (b"", b"x", gzip.compress(b"james\n"), gzip.compress(b"james\n" * 900)[:-9]):
        place.write_bytes(content)
        with pytest.raises(data.DataError, match=r"git checkout -- data/names/male\.txt\.gz"):
            data.names("male")


def same_bytes() -> bool:
    """Whether this Python's zlib packs as the one that packed what ships: zlib-ng and others do not."""
    return "ng" not in zlib.ZLIB_RUNTIME_VERSION and zlib.ZLIB_RUNTIME_VERSION.startswith("1.")


def test_names_are_reproduced(tmp_path):
    pytest.importorskip("names")
    assert build_names.main([str(tmp_path)]) == 0
    for kind, file in words.NAMES.items():
        built, shipped = (tmp_path / f"{kind}.txt.gz").read_bytes(), (archives.SHIPPED / file.name).read_bytes()
        assert gzip.decompress(built) == gzip.decompress(shipped)
        assert built == shipped or not same_bytes()


def test_without_the_package_the_builder_says_so(monkeypatch, capsys):
    monkeypatch.setattr(build_names, "find_spec", lambda _: None)
    assert build_names.main([]) == 1
    assert "pip install names" in capsys.readouterr().err


def as_r(lines: list[str], version: int = 3) -> bytes:
    """A vector of strings as R serialises it, written from the manual "R Internals", 1.8."""
    head = b"X\n" + struct.pack(">iii", version, 4 << 16, 3 << 16)
    if version == 3:
        head += struct.pack(">i", 5) + b"UTF-8"
    body = b"".join(struct.pack(">ii", 9 | 1 << 18, len(line.encode())) + line.encode() for line in lines)
    return head + struct.pack(">ii", 16, len(lines)) + body


def database(*books: list[str]) -> bytes:
    packed = [zlib.compress(as_r(book)) for book in books]
    return b"".join(struct.pack(">i", len(stream)) + stream for stream in packed)


def test_novels_are_built_from_rs_database(tmp_path):
    emma = ["EMMA", "", "By Jane Austen", "", "CHAPTER I", "", "", "Emma _was_", "clever.", "", "   * * *", "", '"No."', "", "FINIS"]
    source = tmp_path / "Rdata.rdb"
    source.write_bytes(database(["SANDITON", "", "A gentleman."], emma))
    assert build_text.main([str(source), str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Rdata.rdb", "emma.txt.gz"]
    assert gzip.decompress((tmp_path / "emma.txt.gz").read_bytes()) == b'Emma was clever.\n"No."\n'


def test_what_ships_goes_through_the_builder_unchanged():
    for title, file in zip(build_text.BOOKS, words.TEXTS.values(), strict=True):
        lines = file.load().replace("\n", "\n\n").split("\n")
        assert build_text.build(title, build_text.strings(as_r([title, "", *lines], version=2))) == file.load().encode()


def test_builder_without_its_source(tmp_path, capsys):
    assert build_text.main([str(tmp_path / "none.rdb")]) == 1
    assert "apt-get download r-cran-janeaustenr" in capsys.readouterr().err
    with pytest.raises(ValueError, match="no vector of strings"):
        build_text.strings(as_r(["x"]).replace(struct.pack(">i", 16), struct.pack(">i", 13), 1))


def test_pack_leaves_a_right_file_and_mends_a_wrong_one(tmp_path):
    path = tmp_path / "x.gz"
    other = gzip.compress(b"abc", compresslevel=1, mtime=5)
    path.write_bytes(other)
    packing.pack(path, b"abc")
    assert path.read_bytes() == other
    path.write_bytes(b"damaged")
    packing.pack(path, b"abc")
    assert gzip.decompress(path.read_bytes()) == b"abc" and path.read_bytes()[4:8] == bytes(4)
