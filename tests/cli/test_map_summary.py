"""What ``map`` tells of values that it could not use, and which of many papers ``--paper`` means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pdfs import PAPER, make_pdf

from .conftest import Call

SAID = {
    "dcterms:title": "CIFAR-10",
    "dcterms:creator": ["Eve Nobody", "et al."],
    "dcterms:issued": "around 1400",
}


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    papers = [
        {
            "id": "1",
            "title": "Another Study of Other Things",
            "datasets": [{"dcterms:title": "Elsewhere Corpus"}],
        },
        {"id": "2", "title": PAPER[0][0], "datasets": [SAID, {"dcterms:title": "BERT"}]},
    ]
    path = tmp_path / "replies.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    return path


def rows(err: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in err.splitlines() if line.startswith("dcterms:")}


def test_what_could_not_be_used_is_counted_by_field(call: Call, replies: Path) -> None:
    mapped = call("map", replies, "-f", "nquads", "--no-catalogue")
    assert mapped.code == 0
    assert "2 papers, 2 datasets" in mapped.err
    assert rows(mapped.err) == {
        "dcterms:title": ["2", "1", "not-a-dataset", "1"],
        "dcterms:creator": ["1", "1", "et-al", "1"],
        "dcterms:issued": ["0", "1", "approximate-date", "1"],
    }
    assert call("map", replies, "-f", "nquads", "--no-catalogue", "-q").err == ""


def test_the_paper_picks_what_is_said_of_it(call: Call, replies: Path, tmp_path: Path) -> None:
    paper = tmp_path / "steps.pdf"
    paper.write_bytes(make_pdf(PAPER))
    mapped = call("map", replies, "-f", "nquads", "--no-catalogue", "--paper", paper)
    assert mapped.code == 0, mapped.err
    assert '"CIFAR-10"@en' in mapped.out
    assert "Elsewhere" not in mapped.out + mapped.err
    assert rows(mapped.err)["dcterms:creator"] == ["1", "0", "0", "1"]


def test_a_paper_that_nobody_speaks_of_is_told(call: Call, replies: Path, tmp_path: Path) -> None:
    lines = ["Quite a Different Paper", *PAPER[0][1:]]
    paper = tmp_path / "other.pdf"
    paper.write_bytes(make_pdf([lines]))
    call("map", replies, "--paper", paper).fails("none of the 2 papers", "other.pdf")
