from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.config import Config
from paper2dcat.describe import describe_paper
from paper2dcat.files import TEMPORARY_PREFIX
from paper2dcat.model import PaperRecord
from paper2dcat.pipeline.build import Build, build, rederive
from paper2dcat.pipeline.fsck import fsck
from paper2dcat.publish import Pieces, StoreCopy, named_graphs, open_store
from paper2dcat.resolve import Identities
from paper2dcat.workspace import Workspace
from tests.conftest import ROOT
from tests.pdfs import NO_DATASET, PAPER, make_pdf

Describe = Callable[[PaperRecord, Identities, Config], list[ox.Quad]]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "note.pdf").write_bytes(make_pdf(NO_DATASET))
    for n in range(5):
        lines = [line.replace("Steady", f"Steady {n}") for line in PAPER[0]]
        (folder / f"steps{n}.pdf").write_bytes(make_pdf([lines]))
    return folder


def config(words: str) -> Config:
    return Config(extractor=words, shipped_catalogue=False, jobs=1)


def published(workspace: Path) -> dict[str, bytes]:
    files = [workspace / "graph.nq", workspace / "graph.ttl", *sorted((workspace / "graphs").rglob("*.nq"))]
    return {str(path.relative_to(workspace)): path.read_bytes() for path in files}


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_finishes(papers: Path, tmp_path: Path, words: str) -> None:
    build([papers], tmp_path / "whole", config(words))
    whole = published(tmp_path / "whole")
    output = tmp_path / "g"
    command = [sys.executable, "-m", "paper2dcat", "build", str(papers), "-o", str(output)]
    command += ["--extractor", words, "--no-catalogue", "--jobs", "1", "-q"]
    moments = random.Random(11)
    for _ in range(12):
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(moments.uniform(0.3, 6.0))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        for path in output.rglob("*.nq") if output.exists() else []:
            assert path.read_bytes().endswith(b" .\n") or path.name.startswith(TEMPORARY_PREFIX)
    assert build([papers], output, config(words)).clean
    assert published(output) == whole
    assert not list(output.rglob(f"{TEMPORARY_PREFIX}*"))
    # The store writes some numbers in another way, so graphs are compared by their sizes.
    stored = Counter(quad.graph_name.value for quad in open_store(output / "store"))
    with named_graphs(Pieces(output / "graphs")) as files:
        assert stored == {file.iri: file.count for file in files}


def test_damage_is_mended(papers: Path, tmp_path: Path, words: str) -> None:
    output = tmp_path / "g"
    build([papers], output, config(words))
    whole = published(output)
    (output / "graph.ttl").unlink()
    next((output / "graphs" / "dataset").glob("*.nq")).write_text("<half")
    next((output / "store").glob("*.sst")).unlink()
    (output / "state" / "store.sqlite").write_text("no database")
    next((output / "records").glob("*.json")).unlink()
    result = build([papers], output, config(words))
    assert result.report.run["read"] == 1
    assert published(output) == whole


def test_an_end_between_the_pieces_and_their_mark(
    papers: Path, tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "g"
    build([papers], output, config(words))

    def interrupted(store: StoreCopy, catalog: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(StoreCopy, "finish", interrupted)
        (papers / "note.pdf").write_bytes(make_pdf(PAPER))
        with pytest.raises(KeyboardInterrupt):
            build([papers], output, config(words))
    build([papers], output, config(words))
    assert fsck(Workspace.open(output), mend=False).findings == ()


def test_what_breaks_the_shapes_is_kept_aside(
    papers: Path, tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "g"
    without = [path for path in sorted(papers.iterdir()) if path.name != "steps3.pdf"]
    build(without, tmp_path / "without", config(words))
    describe: Describe = describe_paper

    def broken(record: PaperRecord, identities: Identities, config: Config) -> list[ox.Quad]:
        quads = describe(record, identities, config)
        if record.source == "steps3.pdf":
            kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
            nameless = ox.NamedNode(f"{config.base}id/dataset/nameless")
            dataset = ox.NamedNode("http://www.w3.org/ns/dcat#Dataset")
            quads.append(ox.Quad(nameless, kind, dataset, quads[0].graph_name))
        return quads

    for name in ("derive", "describing"):
        monkeypatch.setattr(sys.modules[f"paper2dcat.pipeline.{name}"], "describe_paper", broken)
    result: Build = build([papers], output, config(words))
    assert not result.clean
    assert [item.source for item in result.report.quarantined] == ["steps3.pdf"]
    assert published(output) == published(tmp_path / "without")
    (kept,) = (output / "quarantine").glob("*.nq")
    assert b"nameless" in kept.read_bytes()
    assert "steps3.pdf" in (output / "report.md").read_text()
    assert len(Workspace.open(output).read_records()) == 6
    monkeypatch.undo()
    for path in (output / "records").glob("*.json"):
        os.utime(path)
    workspace = Workspace.open(output)
    with workspace.writing():
        assert rederive(workspace).clean
    assert not list((output / "quarantine").iterdir())


@pytest.mark.slow
def test_faults_of_every_kind_leave_nothing_wrong() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "faults.py"), "--faults", "12", "--seed", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith("0 left something wrong")
