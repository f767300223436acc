"""The mission's own case: four models' replies about the LAMB paper, grounded in the paper itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from paper2dcat.ground import ground
from paper2dcat.model import Paper, PaperRecord
from paper2dcat.peer import PEER, parse_records
from paper2dcat.read import read_paper

BENCH = Path(__file__).parents[2].parent / "shared" / "bench"
FILES = ("gs", "sys_llama", "sys_llama_tuned", "sys_qwen")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not BENCH.is_dir(), reason="the shared folder with paper and replies is not there"),
]


@pytest.fixture(scope="module")
def lamb() -> Paper:
    return read_paper(BENCH / "pdfs" / "lamb-1904.00962v3.pdf")


def reply(name: str, number: str) -> str:
    text = (BENCH / "llm_replies" / f"metamine_{name}.jsonl").read_text()
    return next(line for line in text.splitlines() if line.startswith(f'{{"id": "{number}"'))


def grounded(lamb: Paper, name: str) -> PaperRecord:
    said = parse_records(reply(name, "212"), f"metamine_{name}.jsonl")[0]
    catalogue = load_catalogue(Config())
    return ground(lamb, said.extraction(), PEER, catalogue=catalogue, created="2026-01-01T00:00:00Z")


@pytest.mark.parametrize("name", FILES)
def test_what_survives_is_right(lamb: Paper, name: str) -> None:
    record = grounded(lamb, name)
    right = {"ImageNet", "SQuAD", "CIFAR-10", "MNIST", "BooksCorpus"}
    assert {d.title for d in record.datasets} <= right
    for dataset in record.datasets:
        assert dataset.creator == ()
        assert dataset.issued == ""
        assert dataset.language == ()
        assert dataset.identifier == ()
        page = {"SQuAD": ("", "https://rajpurkar.github.io/SQuAD-explorer/")}.get(dataset.title, ("",))
        assert dataset.landing_page in page
        assert dataset.role == "used"
        assert not {"BERT", "ResNet-50"} & set(dataset.keyword)
    assert "ImageNet" in {d.title for d in record.datasets}


def test_the_page_that_is_printed_is_kept(lamb: Paper) -> None:
    squad = next(d for d in grounded(lamb, "gs").datasets if d.title == "SQuAD")
    assert squad.landing_page == "https://rajpurkar.github.io/SQuAD-explorer/"
    assert squad.task == ("Question answering",)
    assert squad.description.startswith(
        "Stanford Question Answering Dataset (SQuAD) is a reading comprehension"
    )


def test_what_fell_is_told(lamb: Paper) -> None:
    record = grounded(lamb, "sys_llama")
    fallen = {(i.code, i.where.split(" > ")[-1]) for i in record.issues if i.stage == "ground"}
    assert ("not-bound", "dcterms:creator") in fallen
    assert ("not-bound", "dcat:landingPage") in fallen
    assert any(i.code == "not-a-dataset" and "BERT" in i.message for i in record.issues)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("number", ["212", "213"])
def test_without_the_paper_nothing_has_evidence(name: str, number: str) -> None:
    record = parse_records(reply(name, number), "reply.jsonl")[0].unverified("2026-01-01T00:00:00Z")
    assert all(not d.evidence and not d.mentions for d in record.datasets)
    assert "BERT" not in {d.title for d in record.datasets}
