"""What is kept between runs is what would be worked out again, whatever lies on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper2dcat.catalogue import Catalogue, CatalogueEntry, load_catalogue
from paper2dcat.config import Config
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.kept import kept


class Made:
    """Counts how often something is worked out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return {"a": 1}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "paper2dcat"


def test_the_same_content_is_worked_out_once() -> None:
    make = Made()
    for content in (b"x", b"x", b"y", b"y"):
        assert kept("thing", (__file__,), (content,), make) == {"a": 1}
    assert make.times == 2


def test_content_parted_otherwise_is_other_content() -> None:
    make = Made()
    kept("thing", (), (b"ab", b"c"), make)
    kept("thing", (), (b"a", b"bc"), make)
    assert make.times == 2


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\0" * 500])
def test_a_damaged_file_is_made_again(folder: Path, damage: bytes) -> None:
    make = Made()
    kept("thing", (), (), make)
    whole = (folder / "thing").read_bytes()
    for content in (damage, whole[:-1], whole[:70] + damage):
        (folder / "thing").write_bytes(content)
        assert kept("thing", (), (), make) == {"a": 1}
        assert (folder / "thing").read_bytes() == whole


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path) -> None:
    folder.write_text("a file in the way")
    make = Made()
    assert [kept("thing", (), (), make) for _ in range(2)] == [{"a": 1}] * 2
    assert make.times == 2


def test_a_catalogue_survives_as_it_was() -> None:
    entries = [
        CatalogueEntry(
            "urn:a", "Rain Set", "us", aliases=("RS",), tasks=("Clustering",), long_forms=("Rainy",)
        ),
        CatalogueEntry("urn:b", "RS", "us", issued="2001"),
    ]
    one = Catalogue(entries)
    other = Catalogue.unpacked(one.packed())
    assert other.entries == one.entries
    assert other.by_iri == one.by_iri
    for name in ("rs", "rain set", "Rainy", "nothing"):
        assert (other.find(name), other.called(name)) == (one.find(name), one.called(name))


def test_known_names_survive_as_they_were() -> None:
    catalogue = load_catalogue(Config())
    fresh = Lexicon(name for entry in catalogue.entries for name in entry.names)
    tokens = ["We", "use", "ImageNet", ",", "CIFAR", "10", "and", "the", "Penn", "Treebank"]
    assert fresh.find(tokens)
    for _ in range(2):
        assert Lexicon.of_catalogue(catalogue).find(tokens) == fresh.find(tokens)
