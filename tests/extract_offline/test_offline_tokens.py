from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.extract.offline.tokens import sentence_spans, tokenize


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


def test_superscripts_are_tokens_of_their_own() -> None:
    assert [t.text for t in tokenize("SQuAD¹ and CIFAR-10")] == ["SQuAD", "¹", "and", "CIFAR", "-", "10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use MNIST. It is small.", ["We use MNIST.", "It is small."]),
        ("As in Deng et al. We differ.", ["As in Deng et al. We differ."]),
        ("See Fig. 3 of it. Good.", ["See Fig. 3 of it.", "Good."]),
        ("SQuAD 1.1 has 5. 3 more follow.", ["SQuAD 1.1 has 5.", "3 more follow."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(max_size=200))
def test_tokens_are_slices_in_order(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert token.start >= at
        assert text[token.start : token.end] == token.text
        at = token.end


@given(st.text(alphabet="ab .!?A(\n", max_size=80))
def test_sentences_cover_all_words(text: str) -> None:
    assert "".join(sentences(text)).split() == "".join(text).split() or "".join(
        "".join(sentences(text)).split()
    ) == "".join(text.split())
