"""Quotes, names and addresses are found in text as PDFs give it, and nothing else is."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.alignment import Level, TextIndex, fold

TEXT = (
    "We use the Stanford Ques\u00adtion Answering Data-\nset (SQuAD) from https://rajpurkar.github.io/\n"
    "SQuAD-explorer/ and CIFAR‑10. Fashion-MNIST is larger. The con\ufb01gurations of Łukasz Kaiser and "
    "Tomáš Kočiský were na\u0308ive; they swag. See www.example.org/a_b. Deposited as "
    "10.5281/zenodo. 5769577."
)


@pytest.mark.parametrize(
    ("quote", "level", "found"),
    [
        ("We use the Stanford", Level.EXACT, "We use the Stanford"),
        (
            "stanford question answering dataset (squad)",
            Level.FOLDED,
            "Stanford Ques\u00adtion Answering Data-\nset (SQuAD",
        ),
        ("configurations of Lukasz", Level.FOLDED, "con\ufb01gurations of Łukasz"),
        ("the configurations of", Level.FOLDED, "The con\ufb01gurations of"),
        ("Tomas Kocisky", Level.FOLDED, "Tomáš Kočiský"),
        ("10.5281/zenodo.5769577", Level.FOLDED, "10.5281/zenodo. 5769577"),
        (
            "We used teh Stanford Question Answrering Dataset",
            Level.FUZZY,
            "We use the Stanford Ques\u00adtion Answering Data-\nset",
        ),
        ("tanford Question", None, ""),
        ("a sentence that nobody wrote in this paper at all", None, ""),
    ],
)
def test_quotes(quote: str, level: Level | None, found: str) -> None:
    index = TextIndex(TEXT)
    place = index.quote(quote)
    assert (place.level if place else None) == level
    assert (index.slice(place) if place else "") == found


def test_a_fuzzy_quote_keeps_its_digits() -> None:
    index = TextIndex("The corpus holds 570,152 human-written English sentence pairs, labelled by hand.")
    assert index.quote("The corpus hold 570,152 human-writen English sentence pairs") is not None
    assert index.quote("The corpus hold 570,153 human-writen English sentence pairs") is None


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("CIFAR-10", 1),
        ("cifar10", 1),
        ("CIFAR-1", 0),
        ("MNIST", 0),
        ("Fashion-MNIST", 1),
        ("SWAG", 0),
        ("SQuAD", 1),
    ],
)
def test_names(name: str, count: int) -> None:
    assert len(TextIndex(TEXT).names(name)) == count


@pytest.mark.parametrize(
    "text", ["ImageNet-C", "Tiny-ImageNet", "TinyImageNet", "https://x.org/ImageNet/get"]
)
def test_a_name_in_another_name_is_not_it(text: str) -> None:
    assert TextIndex(f"We use {text} here.").names("ImageNet") == ()


@pytest.mark.parametrize(
    "text", ["ImageNet-trained", "ImageNet/ResNet", "(ImageNet)", "pre-ImageNet", "ImageNet-v2"]
)
def test_a_name_in_a_compound_is_it(text: str) -> None:
    assert len(TextIndex(f"We use {text} here.").names("ImageNet")) == 1


def test_scanned_names() -> None:
    index = TextIndex("We use lmageNet and C0NLL-2003 here.")
    assert [index.slice(p) for p in index.names("ImageNet")] == ["lmageNet"]
    assert [index.slice(p) for p in index.names("CoNLL-2003")] == []


@pytest.mark.parametrize(
    ("url", "count"),
    [
        ("https://rajpurkar.github.io/SQuAD-explorer/", 1),
        ("http://rajpurkar.github.io/SQuAD-explorer", 1),
        ("https://rajpurkar.github.io/", 0),
        ("https://rajpurkar.github.io/SQuAD", 0),
        ("http://www.example.org/a_b", 1),
        ("http://www.example.org/a", 0),
        ("https://example.com/", 0),
        ("10.5281/zenodo.5769577", 1),
        ("10.5281/zenodo.576957", 0),
    ],
)
def test_addresses(url: str, count: int) -> None:
    assert len(TextIndex(TEXT).url(url)) == count


@given(st.text(max_size=200), st.data())
def test_every_slice_is_found_again(text: str, data: st.DataObject) -> None:
    index = TextIndex(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = index.quote(text[start:end])
    if place is not None:
        assert 0 <= place.start < place.end <= len(text)
        assert place.level is Level.FUZZY or fold(index.slice(place)) == fold(text[start:end])


@given(st.lists(st.sampled_from(["alpha", "Beta", "gam\ufb01", "délta", "x1"]), min_size=1, max_size=8))
def test_noise_of_typesetting_does_not_matter(words: list[str]) -> None:
    printed = "Lead. " + "\n".join(words) + " tail."
    asked = unicodedata.normalize("NFKD", " ".join(words)).upper()
    place = TextIndex(printed).quote(asked)
    assert place is not None
    assert fold(TextIndex(printed).slice(place)) == fold(" ".join(words))


def test_a_long_text_is_fast() -> None:
    text = TEXT * 350
    started = time.perf_counter()
    index = TextIndex(text)
    for number in range(50):
        index.names(f"Dataset-{number}")
    index.quote("We used teh Stanford Question Answrering Dataset")
    assert len(text) > 100_000
    assert time.perf_counter() - started < 5
