"""Real papers: bibliographies checked by hand, quotes at their pages."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from paper2dcat.read import read_paper
from tests.read.scoring import MEASURES, Tally, fronts, gold_files, load, score, score_front

pytestmark = pytest.mark.shared

FLOORS = {
    "segmentation": 0.99,
    "authors": 0.97,
    "title": 0.97,
    "year": 0.98,
    "callout": 0.97,
    "section": 0.96,
    "headings": 0.95,
}


FRONT_FLOORS = {"title": 0.97, "authors in order": 0.97, "names": 0.97}


def test_titles_and_authors(shared: Path) -> None:
    total = {name: Tally() for name in FRONT_FLOORS}
    for gold in fronts()[::6]:
        paper = read_paper(shared / "bench" / "pdfs" / gold["file"])
        assert paper.sha256 == gold["sha256"]
        for name, tally in score_front(gold, paper).items():
            total[name].add(tally)
    assert {name: total[name].f1 for name in total if total[name].f1 < FRONT_FLOORS[name]} == {}


def normal(text: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text).lower())


def test_bibliographies(shared: Path) -> None:
    total = {name: Tally() for name in MEASURES}
    for path in gold_files():
        gold = load(path)
        paper = read_paper(shared / "bench" / "pdfs" / gold["file"])
        assert paper.sha256 == gold["sha256"]
        for name, tally in score(gold, paper).items():
            total[name].add(tally)
    assert {name: total[name].f1 for name in MEASURES if total[name].f1 < FLOORS[name]} == {}


@pytest.mark.parametrize(
    "name", ["lamb_1904.00962v3", "rcc_189_nhis", "plos_biochar_0263302", "fastspeech_1905.09263v5"]
)
def test_quotes_stand_on_their_page(shared: Path, name: str) -> None:
    gold = json.loads((shared / "bench" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    paper = read_paper(shared / "bench" / "pdfs" / gold["pdf"])
    pages = {
        number: normal(
            " ".join(paper.text[line.start : line.end] for line in paper.lines if line.page == number)
        )
        for number in range(1, len(paper.pages) + 1)
    }
    whole = normal(paper.text)
    for dataset in gold["datasets"]:
        for evidence in dataset["evidence"]:
            quote = normal(evidence["quote"])
            assert quote in whole
            assert quote[:30] in pages[evidence["page"]] or quote[-30:] in pages[evidence["page"]]
