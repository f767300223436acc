"""All real replies that can be had go through: records or issues, never an exception."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from paper2dcat.model import PaperRecord
from paper2dcat.peer import PeerPaper, parse_records, unusable

REPLIES = Path(__file__).parents[2].parent / "shared" / "bench" / "llm_replies"
CREATED = "2026-01-01T00:00:00Z"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared,
    pytest.mark.skipif(not REPLIES.is_dir(), reason="the shared folder with the replies is not there"),
]


def read(path: Path) -> list[PeerPaper]:
    data = path.read_bytes()
    return parse_records((gzip.decompress(data) if path.suffix == ".gz" else data).decode(), path.name)


@pytest.mark.parametrize(("pattern", "count"), [("metamine_[gs]*s*.jsonl", 3303), ("*silver*.gz", 20155)])
def test_every_reply_becomes_a_record_or_an_issue(pattern: str, count: int) -> None:
    papers = [paper for path in sorted(REPLIES.glob(pattern)) for paper in read(path)]
    assert len(papers) == count
    for paper in papers:
        record = paper.unverified(CREATED)
        assert record.datasets or paper.issues or not paper.candidates
        assert all(not d.evidence and not d.mentions for d in record.datasets)
    for paper in papers[::50]:
        assert PaperRecord.model_validate_json(paper.unverified(CREATED).to_json()) == paper.unverified(
            CREATED
        )
    assert {"dcterms:title", "dcterms:creator", "dcterms:issued", "dcterms:identifier"} <= set(
        unusable(papers)
    )
