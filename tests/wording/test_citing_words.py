"""Citations that do not stand right behind the name that they are for."""

from __future__ import annotations

import time

import pytest

from paper2dcat.citing import listed, predates, shares, tells_of
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


def marked_spans(marked: str) -> tuple[str, Span, Span]:
    """Return a text, the name in ``<>`` and the citation in ``^^``, both without their marks."""
    before, rest = marked.split("<")
    name, rest = rest.split(">")
    between, callout, after = rest.split("^")
    start = len(before) + len(name) + len(between)
    text = before + name + between + callout + after
    return text, Span(len(before), len(before) + len(name)), Span(start, start + len(callout))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("We test on data sets such as Rivers (Poe, 2012) and <Lakes> (^Doe, 2013^).", True),
        ("Existing corpora <Rivers> (^Poe, 2012^) and Lakes (Doe, 2013) are small.", True),
        ("It is measured on the <Rivers> [^10^] and Wet Lakes [13] benchmarks.", True),
        ("It is measured on the Rivers [10] and <Wet Lakes> [^13^] benchmarks.", True),
        ("Using <Lakes> (^Doe, 2013^), an existing question answering dataset, we ask again.", True),
        ("We take the <English Lake Treebank> [^3^] and parse it.", True),
        ("We take <Lakes> [^3^] and parse it.", False),
        ("The data set is read with <Lakes> [^3^].", False),
        ("We read <Lakes> (^Poe, 2012^), the network of last year, on other data sets.", False),
        ("<Lakes> was read by Poe in a data set [^4^].", False),
    ],
)
def test_a_citation_in_a_list_of_datasets(marked: str, expected: bool) -> None:
    text, mention, callout = marked_spans(marked)
    assert listed(text, Span(0, len(text)), mention, callout) is expected


def test_rows_of_numbers_and_of_small_words_cost_no_more_than_others() -> None:
    row = " ".join(f"0.{number}" for number in range(50, 90))
    behind, name, mark = marked_spans(f"We take <Lakes> [^3^] {row} was.")
    ahead, name_ahead, mark_ahead = marked_spans(f"Of all corpora {row} was <Lakes> [^3^].")
    heads, name_heads, mark_heads = marked_spans(f"{'of the ' * 20}3 <Lakes> is a corpus of pairs ^[3]^.")
    started = time.process_time()
    assert not listed(behind, Span(0, len(behind)), name, mark)
    assert not listed(ahead, Span(0, len(ahead)), name_ahead, mark_ahead)
    assert not tells_of(heads, Span(0, len(heads)), name_heads, mark_heads)
    assert time.process_time() - started < 5
