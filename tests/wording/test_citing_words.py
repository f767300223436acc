"""Citations that do not stand right behind the name that they are for."""

from __future__ import annotations

import pytest

from paper2dcat.citing import predates, shares, tells_of
from paper2dcat.model import Span


def spans(text: str, name: str) -> tuple[Span, Span, Span]:
    """Return the sentence, the name and the citation in brackets."""
    at, mark = text.index(name), text.index("[9]")
    return Span(0, len(text)), Span(at, at + len(name)), Span(mark, mark + 3)


@pytest.mark.parametrize(
    "text",
    [
        "STS is a collection of sentence pairs drawn from news headlines [9].",
        "The STS corpus consists of sentence pairs with human annotations [9].",
        "Semantic Textual STS is an entailment task similar to MNLI, but smaller [9].",
        "We obtained STS from the web, which contains reviews of many users [9].",
    ],
)
def test_a_sentence_that_tells_what_a_dataset_holds(text: str) -> None:
    assert tells_of(text, *spans(text, "STS"))


@pytest.mark.parametrize(
    "text",
    [
        "STS is a corpus on which BERT outperforms all baselines [9].",
        "STS is a corpus of pairs used by [9].",
        "On STS, a task of sentence pairs, accuracy is high [9].",
        "STS is a corpus of pairs [9] and of news.",
        "STS is hard for every network that reads pairs [9].",
        "As the STS dataset contains tiny faces in images, we keep all of them [9].",
        "As in MNLI, the STS task has sentence pairs [9].",
    ],
)
def test_other_sentences(text: str) -> None:
    assert not tells_of(text, *spans(text, "STS"))


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("a combination of the SogouCA and SogouCS news corpora [9], with", True),
        ("SogouCA, SogouCS and Reuters datasets [9]", True),
        ("SogouCA and the network of SogouCS [9]", False),
        ("SogouCA and SogouCS [9]", False),
    ],
)
def test_a_citation_behind_a_common_noun(text: str, shared: bool) -> None:
    _, name, mark = spans(text, "SogouCA")
    assert shares(text, name, mark) is shared


@pytest.mark.parametrize(
    ("name", "year", "older"),
    [
        ("CoNLL-2003", "2002", True),
        ("CoNLL-2003", "2003", False),
        ("MNIST", "1998", False),
        ("WMT14", "2002", False),
    ],
)
def test_a_work_older_than_the_year_in_a_name(name: str, year: str, older: bool) -> None:
    assert predates([name], year) is older
