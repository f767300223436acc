"""The curation file: what it says and what a bad one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper2dcat.errors import ConfigError
from paper2dcat.resolve import Curation


def test_a_missing_file_is_empty(tmp_path: Path) -> None:
    assert Curation.load(tmp_path / "curation.toml") == Curation()


def test_all_tables(tmp_path: Path) -> None:
    path = tmp_path / "curation.toml"
    path.write_text(
        '[[same]]\nnames = ["A1", "B2", "C3"]\nreason = "known"\n\n[[different]]\nnames = ["A1", "D4"]\n'
        '[[rename]]\nname = "a1"\ntitle = "A-1"\n[[creator]]\ndataset = "A1"\ncreators = []\n',
        encoding="utf-8",
    )
    curation = Curation.load(path)
    assert [(j.left, j.right, j.line) for j in curation.same] == [("A1", "B2", 1), ("A1", "C3", 1)]
    assert [(j.left, j.right, j.line) for j in curation.different] == [("A1", "D4", 5)]
    assert curation.renames[0].title == "A-1"
    assert curation.creators[0].creators == ()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('[[same]]\nnames = ["A1"]\n', "line 1", "two names"),
        ('\n\n[[same]]\nnames = "A1"\n', "line 3", "list of strings"),
        ("[[sane]]\nnames = []\n", "line 1", "unknown table"),
        ('[[rename]]\nname = "A1"\n', "line 1", "lacks title"),
        ('[[rename]]\nname = "A1"\ntitel = "x"\n', "line 1", "unknown key"),
        ("[same]\nx = 1\n", "line 1", "not a list of tables"),
        ('# c\n[[different]]\nnames = ["CIFAR-10", "cifar10"]\n', "line 2", "cannot be told apart"),
        ('[[rename]]\nname = "--"\ntitle = "x"\n', "line 1", "not a name"),
        ('[[same]]\nnames = ["A1", "B2"]\n[[different]]\nnames = ["b2", "a1"]\n', "line 3", "same in line 1"),
        ("[[same]\n", "line 1", "column"),
    ],
)
def test_a_bad_file_is_told_where(text: str, place: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Curation.parse(text, "graph/curation.toml")
    assert "graph/curation.toml" in caught.value.message
    assert place in caught.value.message
    assert words in caught.value.message


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "curation.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"curation\.toml"):
        Curation.load(path)
