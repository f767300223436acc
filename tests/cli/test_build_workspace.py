from __future__ import annotations

import json
import os
import random
import re
import shutil
from pathlib import Path

import pytest

from paper2dcat.workspace import Workspace
from tests.pdfs import NO_DATASET, PAPER, make_pdf

from .conftest import Call

Built = dict[str, bytes]


def options(words: str) -> list[str]:
    return ["--extractor", words, "--no-catalogue", "--jobs", "2"]


def contents(folder: Path) -> Built:
    """The bytes of everything that must not depend on when or in which order it was made."""
    kept = ["graph.nq", "graph.ttl", *(str(p.relative_to(folder)) for p in folder.glob("graphs/**/*.nq"))]
    kept += [str(p.relative_to(folder)) for part in ("records", "text") for p in folder.glob(f"{part}/*")]
    return {name: _timeless((folder / name).read_bytes()) for name in sorted(kept)}


def _timeless(content: bytes) -> bytes:
    """Records carry the time of processing, graphs no time at all."""
    return re.sub(rb'"created":"[^"]*"', b'"created":""', content)


@pytest.fixture
def many(papers: Path) -> list[Path]:
    for n in range(4):
        lines = [line.replace("Steady", f"Steady {n}") for line in PAPER[0]]
        (papers / f"more{n}.pdf").write_bytes(make_pdf([lines]))
    for n, path in enumerate(sorted(papers.iterdir())):
        os.utime(path, (1_700_000_000 + n, 1_700_000_000 + n))
    return sorted(papers.iterdir())


def test_building_twice_and_shuffled_gives_the_same_bytes(
    call: Call, many: list[Path], tmp_path: Path, words: str
) -> None:
    assert call("build", *many, "-o", tmp_path / "a", *options(words)).code == 0
    first = contents(tmp_path / "a")
    assert call("build", *many, "-o", tmp_path / "a", *options(words)).code == 0
    assert contents(tmp_path / "a") == first
    random.Random(3).shuffle(many)
    assert call("build", *many, "-o", tmp_path / "b", *options(words)).code == 0
    assert contents(tmp_path / "b") == first
    assert call("diff", tmp_path / "a", tmp_path / "b").out == "no difference\n"


def test_adding_papers_one_by_one_gives_the_same_bytes(
    call: Call, many: list[Path], tmp_path: Path, words: str
) -> None:
    assert call("build", *many, "-o", tmp_path / "a", *options(words)).code == 0
    for part in (many[4:], many[:2], many[2:4]):
        assert call("build", *part, "-o", tmp_path / "b", *options(words)).code == 0
    assert contents(tmp_path / "b") == contents(tmp_path / "a")


def test_known_papers_are_not_read_again(
    call: Call, papers: Path, tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "g"

    def run() -> tuple[int, int]:
        assert call("build", papers, "-o", output, *options(words)).code == 0
        report = json.loads((output / "report.json").read_text())
        return report["run"]["read"], report["run"]["kept"]

    assert run() == (2, 0)
    before = {path.name: path.read_bytes() for path in (output / "records").iterdir()}
    assert run() == (0, 2)
    os.utime(papers / "note.pdf", (1, 1))
    assert run() == (0, 2)
    assert {path.name: path.read_bytes() for path in (output / "records").iterdir()} == before
    (papers / "note.pdf").write_bytes(make_pdf([[*NO_DATASET[0], "One more line of the proof."]]))
    assert run() == (1, 1)
    monkeypatch.setenv("WORDS_VERSION", "2")
    assert run() == (2, 0)


def test_a_workspace_has_what_it_should(call: Call, papers: Path, tmp_path: Path, words: str) -> None:
    output = tmp_path / "g"
    result = call("build", papers, "-o", output, "--base", "https://kg.example.org", *options(words))
    assert result.code == 0
    assert result.out == ""
    assert "2 papers (1 with datasets, 1 without); 2 datasets" in result.err
    names = {path.name for path in output.iterdir()}
    assert {"records", "text", "graphs", "graph.nq", "graph.ttl", "store", "curation.toml"} <= names
    assert {"report.json", "report.md", "workspace.json"} <= names
    assert b"https://kg.example.org/id/dataset/" in (output / "graph.nq").read_bytes()
    record = next(r for r in Workspace.open(output).read_records() if r.datasets)
    text = Workspace.open(output).read_text(record.key)
    for dataset in record.datasets:
        for mention in dataset.mentions:
            assert text[mention.start : mention.end] == mention.quote
    # The base is remembered: nobody has to say it again.
    assert call("build", papers, "-o", output, *options(words)).code == 0
    assert Workspace.open(output).settings().base == "https://kg.example.org/"


def test_removed_papers_leave_no_trace(call: Call, many: list[Path], tmp_path: Path, words: str) -> None:
    call("build", *many[1:], "-o", tmp_path / "a", *options(words))
    call("build", *many, "-o", tmp_path / "b", *options(words))
    result = call("remove", tmp_path / "b", many[0].name)
    assert result.code == 0
    assert contents(tmp_path / "b") == contents(tmp_path / "a")
    left = [path for path in (tmp_path / "b").rglob("*.json") if many[0].name in path.read_text()]
    assert left == []
    call("remove", tmp_path / "b", "nobody.pdf").fails("no paper")


def test_a_paper_that_fails_and_is_mended(call: Call, papers: Path, tmp_path: Path, words: str) -> None:
    bad = papers / "steps.pdf"
    good = bad.read_bytes()
    bad.write_bytes(good[:300])
    assert call("build", papers, "-o", tmp_path / "g", *options(words)).code == 1
    bad.write_bytes(good)
    assert call("build", papers, "-o", tmp_path / "g", *options(words)).code == 0


def test_two_files_of_one_paper(call: Call, tmp_path: Path, words: str) -> None:
    def version(year: str) -> bytes:
        lines = [*PAPER[0][:4], f"Published: {year}-03-04. doi:10.1234/abc.567", *PAPER[0][4:]]
        return make_pdf([lines])

    for name, year in (("old.pdf", "2019"), ("new.pdf", "2021")):
        path = tmp_path / name
        path.write_bytes(version(year))
        os.utime(path, (1_700_000_000, 1_700_000_000))
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    built = []
    for n, order in enumerate(((old, new), (new, old))):
        for path in order:
            assert call("build", path, "-o", tmp_path / f"g{n}", *options(words)).code == 0
        result = call("build", *order, "-o", tmp_path / f"g{n}", *options(words))
        assert "the same paper as" in result.err
        assert len(Workspace.open(tmp_path / f"g{n}").read_records()) == 1
        built.append(contents(tmp_path / f"g{n}"))
    assert built[0] == built[1]


def test_corrections_survive(call: Call, papers: Path, tmp_path: Path, words: str) -> None:
    output = tmp_path / "g"
    call("build", papers, "-o", output, *options(words))
    corrections = tmp_path / "mine.toml"
    corrections.write_text('[[rename]]\nname = "CIFAR-10"\ntitle = "CIFAR-10 (tiny images)"\n')
    result = call("curate", output, corrections)
    assert result.code == 0
    assert "CIFAR-10: was CIFAR-10, is now CIFAR-10 (tiny images)" in result.err
    assert "CIFAR-10 (tiny images)" in (output / "graph.ttl").read_text()
    assert call("curate", output, corrections).err.startswith("no dataset changed")
    call("build", papers, "-o", output, *options(words))
    assert "CIFAR-10 (tiny images)" in (output / "graph.ttl").read_text()
    before = (output / "curation.toml").read_text()
    corrections.write_text("[[rename]]\nname = 3\n")
    call("curate", output, corrections).fails("mine.toml, line 1")
    corrections.write_text("[[merge]]\n")
    call("curate", output, corrections).fails("unknown table")
    assert (output / "curation.toml").read_text() == before


def test_a_copy_of_a_workspace_works(call: Call, papers: Path, tmp_path: Path, words: str) -> None:
    call("build", papers, "-o", tmp_path / "g", *options(words))
    before = contents(tmp_path / "g")
    shutil.move(tmp_path / "g", tmp_path / "h")
    assert call("build", papers, "-o", tmp_path / "h", *options(words)).code == 0
    assert contents(tmp_path / "h") == before
