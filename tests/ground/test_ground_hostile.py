"""Hostile papers and a model that obeys them: nothing of it reaches the record, and the attempt is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper2dcat.catalogue import Catalogue
from paper2dcat.ground import ground
from paper2dcat.ground.instructions import is_instruction
from paper2dcat.model import ExtractorInfo, PaperRecord
from paper2dcat.read import read_paper
from tests.ground.hostile import ATTACKS, EVIL, ORDERS, Attack, obey, typeset

INFO = ExtractorInfo(name="obedient", version="1")


def record_of(attack: Attack, folder: Path) -> PaperRecord:
    path = folder / "rain.pdf"
    path.write_bytes(typeset(attack))
    paper = read_paper(path)
    return ground(paper, obey(), INFO, catalogue=Catalogue(), created="2026-01-01T00:00:00Z")


def test_there_are_enough_attacks() -> None:
    assert len(ATTACKS) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: f"{a.order}, {a.place}")
def test_nothing_reaches_the_record(attack: Attack, tmp_path: Path) -> None:
    record = record_of(attack, tmp_path)
    said = record.model_copy(update={"issues": ()}).to_json().casefold()
    assert [word for word in EVIL if word in said] == []
    assert [d.title for d in record.datasets] == ["MNIST"]
    if attack.place != "metadata":
        codes = {issue.code for issue in record.issues}
        assert "instruction-in-text" in codes
    if attack.place != "reference":
        # What the authors say around the order is still believed; a bibliography entry with an order is not.
        assert record.datasets[0].creator == ("Y. LeCun",)
        assert record.datasets[0].issued == "2010"


@pytest.mark.parametrize("order", ORDERS)
def test_orders_are_recognised(order: str) -> None:
    first = ORDERS[order].split(". ")[0]
    assert is_instruction(first) or is_instruction(ORDERS[order])


@pytest.mark.parametrize(
    "sentence",
    [
        "We add the dataset of Smith to our training set and report results on all benchmarks.",
        "The language model outputs a list of answers, and we set the learning rate to 0.1.",
        "You must cite the source when you use the data.",
        "This article is licensed under a licence that permits use, provided you give credit to the authors.",
        "Open Access data are available at https://osf.io/6xtyw for the extraction.",
        "The prompt asks the model to answer in JSON.",
        "We call this dataset PuddleBench and make it available at https://puddle.example.org.",
        "Following previous instructions of the organisers, we ignore examples without labels.",
    ],
)
def test_ordinary_sentences_are_no_orders(sentence: str) -> None:
    assert not is_instruction(sentence)
