"""Which citations a sentence ties to a name."""

from __future__ import annotations

import pytest

from paper2dcat.citing import listed
from paper2dcat.model import Span


def spans(marked: str) -> tuple[str, Span, Span]:
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
    text, mention, callout = spans(marked)
    assert listed(text, Span(0, len(text)), mention, callout) is expected
