"""Uses kept in a file: what survives, and what a bad file is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from paper2dcat.errors import WorkspaceError
from paper2dcat.resolve import Curation, NoCatalogue, Resolver
from paper2dcat.resolve.file_store import FileStore
from tests.resolve.make import dataset, paper


def test_uncommitted_changes_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    with FileStore(path) as store:
        resolver = Resolver(NoCatalogue(), Curation(), store)
        resolver.add(paper("1", "ImageNet"))
        store.commit()
        resolver.add(paper("2", dataset("Water Survey", "WS", creator=["A. Person"], work="Water")))
    with FileStore(path) as store:
        assert store.papers() == ["arXiv:1"]


def test_a_file_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    with sqlite3.connect(path) as old:
        old.execute("create table use (something text)")
    old.close()
    with FileStore(path) as store:
        assert store.forms() == []


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    path.write_text("no database at all, only words " * 50, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"names\.sqlite"):
        FileStore(path)


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="missing"):
        FileStore(tmp_path / "missing" / "names.sqlite")
