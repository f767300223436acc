from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from paper2dcat.errors import ConfigError, UsageError
from paper2dcat.pipeline.collect import collect, record_time


def test_folders_give_their_papers_and_say_what_they_skip(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("a.pdf", "sub/b.PDF", "c.txt", "d.docx", ".hidden/e.pdf", ".f.pdf"):
        (tmp_path / name).write_text(name)
    inputs = collect([tmp_path])
    assert sorted(paper.name for paper in inputs.papers) == ["a.pdf", "b.PDF", "c.txt"]
    assert [(issue.code, issue.where) for issue in inputs.issues] == [("not-a-paper", "d.docx")]


def test_a_named_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    odd = tmp_path / "paper.download"
    odd.write_text("x")
    assert [paper.name for paper in collect([odd]).papers] == ["paper.download"]


def test_missing_paths_and_empty_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file or folder"):
        collect([tmp_path / "none.pdf"])
    with pytest.raises(UsageError, match="no papers in the folder"):
        collect([tmp_path])


def test_the_same_content_is_one_paper_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000")
    for name in ("b.txt", "a.txt", "c.txt"):
        (tmp_path / name).write_text("same")
    (tmp_path / "d.txt").write_text("other")
    paths = sorted(tmp_path.iterdir())
    seen = set()
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        inputs = collect(paths)
        (same,) = [paper for paper in inputs.papers if paper.name != "d.txt"]
        assert (same.name, same.created) == ("a.txt", "1970-01-01T00:16:40Z")
        seen.add(inputs)
    assert len(seen) == 1
    assert [issue.where for issue in inputs.issues] == ["b.txt", "c.txt"]


def test_the_time_of_foreign_records_comes_from_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert record_time(path) == "2023-11-14T22:13:20Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert record_time(path) == "1970-01-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        record_time(path)
