from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paper2dcat.errors import UsageError, WorkspaceError
from paper2dcat.workspace import Settings, Source, Workspace, find_paper, open_paper

from .records import dataset, record


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path / "g")
    made.save_settings(Settings("https://example.org/"))
    return made


def test_records_come_back_as_they_went(workspace: Workspace) -> None:
    first = record("arXiv:1904.00962", dataset("CIFAR-10"), dataset("MNIST", start=300))
    workspace.write_record(first, "text with “quotes”\n\nand é")
    assert workspace.record_path(first.key).name == "arxiv-1904.00962.json"
    assert workspace.read_records() == [first]
    assert workspace.read_text(first.key) == "text with “quotes”\n\nand é"
    workspace.remove_record(first.key)
    assert workspace.read_records() == []
    assert workspace.read_text(first.key) == ""


def test_a_broken_record_is_named(workspace: Workspace) -> None:
    workspace.records.mkdir()
    (workspace.records / "x.json").write_text('{"schema": "other"}')
    with pytest.raises(WorkspaceError, match=r"x\.json is not a record"):
        workspace.read_records()


def test_sources_survive_and_damage_is_forgotten(workspace: Workspace) -> None:
    source = Source("ab" * 32, "mark", "arXiv:1", "ok", {"read": 0.5})
    workspace.save_source(source)
    assert workspace.source(source.sha256) == source
    assert workspace.all_sources() == [source]
    (workspace.sources / f"{source.sha256}.json").write_text("{half")
    assert workspace.source(source.sha256) is None


def test_a_strangers_folder_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(WorkspaceError, match="not empty and not a paper2dcat workspace"):
        Workspace.create(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "g").write_text("")
    with pytest.raises(WorkspaceError, match="is a file"):
        Workspace.create(tmp_path / "g")


def test_only_workspaces_open(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        Workspace.open(tmp_path / "none")
    with pytest.raises(UsageError, match="not a paper2dcat workspace"):
        Workspace.open(tmp_path)


def test_a_later_format_is_refused(workspace: Workspace) -> None:
    text = workspace.manifest.read_text().replace('"format": 2', '"format": 3')
    workspace.manifest.write_text(text)
    with pytest.raises(WorkspaceError, match="workspace format 3"):
        Workspace.open(workspace.root)


def test_settings_are_kept(workspace: Workspace) -> None:
    settings = Settings("https://kg.example.org/", shipped_catalogue=False, catalogues=("a.ttl",))
    workspace.save_settings(settings)
    assert Workspace.open(workspace.root).settings() == settings


def test_catalogues_are_copied_under_their_content(workspace: Workspace, tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text("# one")
    first = workspace.keep_catalogue(mine)
    mine.write_text("# two")
    second = workspace.keep_catalogue(mine)
    assert first != second
    assert first.endswith("-mine.ttl")
    assert (workspace.catalogues / first).read_text() == "# one"


def test_a_second_writer_is_refused_and_a_dead_one_forgotten(workspace: Workspace) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom paper2dcat.workspace import Workspace\n"
        f"with Workspace.open(Path({str(workspace.root)!r})).writing():\n"
        "    print('locked', flush=True)\n    time.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(WorkspaceError, match=f"process {holder.pid}"), workspace.writing():
            pass
    finally:
        holder.kill()
        holder.wait()
        if holder.stdout is not None:
            holder.stdout.close()
    (workspace.root / ".p2d-1-x").write_text("")
    with workspace.writing():
        assert not (workspace.root / ".p2d-1-x").exists()


RECORDS = [
    record("arXiv:1904.00962", title="Large Batch Optimization", source="lamb.pdf"),
    record("arXiv:1810.04805", title="BERT: Pre-training", source="bert.pdf"),
    record("doi:10.1371/journal.pone.0263302", title="Large Fields of Biochar", source="plos.pdf"),
    record("", title="", source="notes.txt"),
]


@pytest.mark.parametrize(
    ("wanted", "source"),
    [
        ("arXiv:1904.00962", "lamb.pdf"),
        ("1904.00962", "lamb.pdf"),
        ("arxiv-1904.00962", "lamb.pdf"),
        ("lamb.pdf", "lamb.pdf"),
        ("lamb", "lamb.pdf"),
        ("bert: pre", "bert.pdf"),
        ("large batch", "lamb.pdf"),
        ("Biochar", "plos.pdf"),
        ("10.1371/journal.pone.0263302", "plos.pdf"),
        ("notes", "notes.txt"),
    ],
)
def test_papers_are_found_by_what_people_type(wanted: str, source: str) -> None:
    assert find_paper(RECORDS, wanted).source == source


def test_ambiguous_and_unknown_papers_are_told() -> None:
    with pytest.raises(UsageError, match="fits 2 papers"):
        find_paper(RECORDS, "large")
    with pytest.raises(UsageError, match="no paper"):
        find_paper(RECORDS, "imagenet")


def test_a_key_is_found_without_reading_other_records(workspace: Workspace) -> None:
    for known in RECORDS:
        workspace.write_record(known, "text")
    (workspace.records / "broken.json").write_text("{")
    key = RECORDS[0].key
    assert open_paper(workspace, key.upper()).key == key
    with pytest.raises(WorkspaceError, match="not a record"):
        open_paper(workspace, RECORDS[0].source)
    (workspace.records / "broken.json").unlink()
    assert open_paper(workspace, RECORDS[0].source).key == key
