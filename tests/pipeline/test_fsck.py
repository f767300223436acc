from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from paper2dcat.files import TEMPORARY_PREFIX
from paper2dcat.pipeline import derive
from paper2dcat.pipeline.build import build
from paper2dcat.pipeline.fsck import fsck
from paper2dcat.workspace import Workspace
from tests.conftest import PLUGIN
from tests.pdfs import NO_DATASET, PAPER, make_pdf

from .test_faults import config, published


def first(folder: Path) -> Path:
    return sorted(folder.glob("*"))[0]


def tear(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


DAMAGE: dict[str, tuple[Callable[[Workspace], object], str]] = {
    "stale lock": (lambda w: w.lock.write_text("4711\n"), "held the lock"),
    "unfinished file": (lambda w: (w.records / f"{TEMPORARY_PREFIX}1-x").write_text("x"), "unfinished"),
    "torn record": (lambda w: tear(first(w.records)), "is not a record"),
    "record without graph": (lambda w: first(w.graphs / "paper").unlink(), "is missing"),
    "graph without record": (lambda w: first(w.records).unlink(), "its graph isn't"),
    "record under another name": (
        lambda w: first(w.records).rename(w.records / "other.json"),
        "is the record of",
    ),
    "torn piece": (lambda w: tear(first(w.graphs / "dataset")), "is torn"),
    "stray piece": (
        lambda w: (w.graphs / "paper" / "nobody.nq").write_text("<a:b> <a:b> <a:b> <a:b> .\n"),
        "belongs",
    ),
    "store with less": (lambda w: [*map(Path.unlink, w.store.glob("*.sst"))], "store: "),
    "text lost": (lambda w: first(w.texts).unlink(), "its text is missing"),
    "text of nobody": (lambda w: (w.texts / "nobody.txt").write_text("x"), "belongs to no record"),
    "torn source": (lambda w: tear(first(w.sources)), "is torn"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of papers and a workspace of them."""
    folder = tmp_path_factory.mktemp("fsck")
    (folder / "papers").mkdir()
    (folder / "papers" / "note.pdf").write_bytes(make_pdf(NO_DATASET))
    (folder / "papers" / "steps.pdf").write_bytes(make_pdf(PAPER))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PLUGIN))
        patch.setenv("PYTHONPATH", str(PLUGIN))
        build([folder / "papers"], folder / "g", config("words"))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("looked_at", [5000, 0], ids=["few", "many"])
@pytest.mark.parametrize("kind", sorted(DAMAGE))
def test_damage_is_found_and_mended(
    built: Path, tmp_path: Path, words: str, kind: str, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derive, "_LOOKED_AT", looked_at)
    output = tmp_path / "g"
    # With their times, which tell whether a file was changed.
    shutil.copytree(built / "g", output, copy_function=shutil.copy2)
    whole = published(output)
    workspace = Workspace.open(output)
    assert fsck(workspace, mend=False).findings == ()
    damage, words_of_it = DAMAGE[kind]
    damage(workspace)
    told = fsck(workspace, mend=False).findings
    assert any(words_of_it in f"{finding.where}: {finding.what}" for finding in told), told
    assert fsck(workspace).findings
    assert fsck(workspace).findings == ()
    # What a record lacked is read again.
    assert build([built / "papers"], output, config(words)).clean
    assert published(output) == whole
    assert fsck(workspace, mend=False).findings == ()


def test_of_many_pieces_a_run_sees_what_was_lost_or_replaced(
    built: Path, tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derive, "_LOOKED_AT", 0)
    output = tmp_path / "g"
    shutil.copytree(built / "g", output, copy_function=shutil.copy2)
    build([built / "papers"], output, config(words))
    whole = published(output)
    piece = first(output / "graphs" / "dataset")
    piece.unlink()
    build([built / "papers"], output, config(words))
    assert published(output) == whole
    other = piece.with_name("other")
    other.write_text("<a:b> <a:b> <a:b> <a:b> .\n")
    other.replace(piece)
    build([built / "papers"], output, config(words))
    assert published(output) == whole
