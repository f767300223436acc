"""What the title of a dataset's own entry says of its task, content and language."""

from __future__ import annotations

import pytest

from paper2dcat.citing import presents_data
from paper2dcat.extract.offline import entries
from paper2dcat.extract.offline.citing import Citation
from paper2dcat.model import Basis, Span
from tests.extract_offline.builders import entry


def said(title: str, *taken: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for claim in entries.claims(Citation(entry(4, title), Span(3, 6), 4.0), ["Harbour"], taken):
        assert (claim.basis, claim.reference, claim.via) == (Basis.REFERENCE, 4, Span(3, 6))
        found.setdefault(claim.field.split(":")[1], []).append(claim.value)
    return found


NLP = "Natural language processing"


@pytest.mark.parametrize(
    ("title", "values"),
    [
        (
            "Harbour: a challenge dataset for reading comprehension",
            {"task": ["Question answering"], "theme": [NLP], "format": ["Text"]},
        ),
        ("Harbour: ships for visual recognition", {"format": ["Image"]}),
        ("Collecting a corpus of english: the Harbour treebank", {"language": ["English"], "format": ["Text"]}),
        (
            "A broad corpus for recognizing textual entailment",
            {"task": ["Natural language inference"], "theme": [NLP], "format": ["Text"]},
        ),
        ("Harbour: a benchmark for natural language understanding", {}),
        ("The Harbour release 5.0 corpus", {"hasVersion": ["5.0"]}),
        ("Ships of the Harbour 1.2 dataset", {"hasVersion": ["1.2"]}),
        ("Ships of the Harbour 12 dataset", {}),
        ("Question answering on Harbour with neural networks", {}),
        ("Neural machine translation of Finnish", {}),
    ],
)  # fmt: skip
def test_what_a_title_says(title: str, values: dict[str, list[str]]) -> None:
    assert said(title) == values


def test_what_the_paper_says_comes_first() -> None:
    title = "Harbour: a challenge dataset for reading comprehension"
    assert said(title, "mls:task", "dcterms:format") == {}


@pytest.mark.parametrize(
    ("title", "presents"),
    [
        ("A large corpus of letters", True),
        ("Quays: datasets for search", True),
        ("Reading a corpus with neural networks", False),
        ("Letters and their readers", False),
    ],
)
def test_titles_that_present_data(title: str, presents: bool) -> None:
    assert presents_data(title) is presents
