"""A workspace of an older format is brought up to date by the next command that writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from paper2dcat.config import Config
from paper2dcat.errors import WorkspaceError
from paper2dcat.pipeline.build import build, rederive
from paper2dcat.pipeline.fsck import fsck
from paper2dcat.workspace import FORMAT, Workspace
from tests.pdfs import NO_DATASET, PAPER, make_pdf


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "note.pdf").write_bytes(make_pdf(NO_DATASET))
    (folder / "steps.pdf").write_bytes(make_pdf(PAPER))
    return folder


def contents(workspace: Path) -> dict[str, bytes]:
    files = [
        workspace / "graph.nq",
        workspace / "graph.ttl",
        *(path for name in ("graphs", "records") for path in (workspace / name).rglob("*") if path.is_file()),
    ]
    return {str(path.relative_to(workspace)): path.read_bytes() for path in files}


def age(workspace: Path) -> None:
    """Make a workspace look like format 1: one file for each named graph, and other files of state."""
    manifest = workspace / "workspace.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 1}))
    shutil.rmtree(workspace / "graphs")
    (workspace / "graphs").mkdir()
    (workspace / "graphs" / "identities.nq").write_text("<a:a> <a:b> <a:c> <a:g> .\n")
    for path in (workspace / "state").iterdir():
        if path.is_file():
            path.unlink()
    for name in ("derived.json", "names.json", "store.json"):
        (workspace / "state" / name).write_text("{}")


@pytest.mark.parametrize("command", ["build", "derive"])
def test_format_1_is_brought_up_to_date(papers: Path, tmp_path: Path, words: str, command: str) -> None:
    config = Config(extractor=words, shipped_catalogue=False, jobs=1)
    output = tmp_path / "g"
    build([papers], output, config)
    before = contents(output)
    age(output)
    workspace = Workspace.open(output)
    if command == "build":
        assert build([papers], output, config).clean
    else:
        with workspace.writing():
            assert rederive(workspace).clean
    assert contents(output) == before
    assert json.loads((output / "workspace.json").read_text())["format"] == FORMAT
    assert fsck(workspace, mend=False).findings == ()
    assert not (output / "state" / "derived.json").exists()


def test_a_later_format_is_refused(papers: Path, tmp_path: Path, words: str) -> None:
    output = tmp_path / "g"
    build([papers], output, Config(extractor=words, shipped_catalogue=False, jobs=1))
    manifest = output / "workspace.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": FORMAT + 1}))
    with pytest.raises(WorkspaceError, match=f"format {FORMAT + 1}, this program knows {FORMAT}"):
        Workspace.open(output)
