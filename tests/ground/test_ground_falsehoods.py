"""Planted falsehoods in replies about real papers: none survives, and nearly all true values do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config
from paper2dcat.ground import ground
from paper2dcat.model import ExtractorInfo, Paper
from paper2dcat.read import read_paper
from tests.ground.falsehoods import Label, make_reply, survives

PDFS = Path(__file__).parents[2].parent / "shared" / "bench" / "pdfs"
NAMES = (
    "1904.02232v2", "1810.04805v2", "1802.05365v2", "N18-1202", "1901.04085v4", "1706.02596v3",
    "1606.03126v2", "Unified-Language-Model-Pre-training-for-Natural-Language-Understanding",
    "1812.01207v1", "1707.09098v1", "1710.10723v2", "1607.07155v1", "1707.02786v4", "1809.08887v5",
    "1511.08630v2", "1812.01216v1", "1802.05577v2", "2001.04063", "1508.05326v1", "1611.01603v6",
    "1506.02075v1", "D16-1257", "N18-1140", "1609.05284v3", "1711.04903v2", "1901.02262v2",
    "lamb-1904.00962v3", "1710.06481v2", "1711.01068v2", "1912.08777",
)  # fmt: skip
INFO = ExtractorInfo(name="scripted", version="1")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared,
    pytest.mark.skipif(not PDFS.is_dir(), reason="the shared folder with the papers is not there"),
]


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    return [read_paper(PDFS / f"{name}.pdf") for name in NAMES]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Config())


@pytest.mark.parametrize("seed", [1, 2])
def test_no_planted_falsehood_survives(papers: list[Paper], catalogue: Catalogue, seed: int) -> None:
    kept: list[Label] = []
    lost: list[Label] = []
    leaked: list[tuple[str, Label]] = []
    false: Counter[str] = Counter()
    for paper in papers:
        reply = make_reply(paper, seed)
        record = ground(paper, reply.extraction, INFO, catalogue=catalogue, created="2026-01-01T00:00:00Z")
        for label in reply.labels:
            alive = survives(label, record)
            if label.true:
                (kept if alive else lost).append(label)
                continue
            false[label.kind] += 1
            if alive:
                leaked.append((paper.source, label))
    assert leaked == []
    assert sum(false.values()) >= 400
    assert set(false) >= {
        "wrong reference", "own authors", "invented URL", "invented year", "invented version", "invented DOI",
        "not there", "only in references", "model", "the paper's title", "merged pair",
    }  # fmt: skip
    assert len(kept) + len(lost) >= 600
    assert len(kept) >= 0.97 * (len(kept) + len(lost)), Counter((x.field, x.dataset) for x in lost)


def test_the_generator_is_seeded(papers: list[Paper]) -> None:
    for paper in papers[:3]:
        assert make_reply(paper, 1) == make_reply(paper, 1)
        assert make_reply(paper, 1).labels != make_reply(paper, 2).labels
