"""Text repair and plain text: whatever goes in, slices map back to the lines they came from."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paper2dcat.errors import PaperError
from paper2dcat.model import Paper, PassageKind
from paper2dcat.read import read_paper
from paper2dcat.read.layout.accents import compose
from paper2dcat.read.layout.fragments import raised
from paper2dcat.read.pdf.fonts import repaired_glyph
from paper2dcat.read.structure.join import Joiner


def read_text(text: str) -> Paper:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.txt"
        path.write_bytes(text.encode("utf-8"))
        return read_paper(path)


@pytest.mark.parametrize(
    ("drawn", "repaired"),
    [
        ("´Sniegula", "Śniegula"),
        ("na¨ıve", "naïve"),
        ("Erd˝os", "Erdős"),
        ("Gul¸cehre", "Gulçehre"),
        ("M¨uller and H¨ahnel", "Müller and Hähnel"),
        ("Ha¨hnel", "Hähnel"),
        ("`quoted'", "`quoted'"),
        ("a ˜ b", "a ˜ b"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_accents(drawn: str, repaired: str) -> None:
    assert compose(drawn) == repaired


@pytest.mark.parametrize(
    ("glyph", "text"), [("ﬁ", "fi"), ("ﬄ", "ffl"), ("\xa0", " "), ("\x03", ""), ("ℝ", "ℝ")]
)
def test_glyphs(glyph: str, text: str) -> None:
    assert repaired_glyph(glyph) == text


@pytest.mark.parametrize(
    ("text", "shown"), [("3", "³"), ("12,15", "¹²,¹⁵"), ("a,b", "ᵃ,ᵇ"), ("th", "th"), ("*", "*")]
)
def test_superscripts(text: str, shown: str) -> None:
    assert raised(text) == shown


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("a data-", "set of", "a dataset of"),
        ("the CIFAR-", "10 images", "the CIFAR-10 images"),
        ("pre-", "training helps", "pre-training helps"),
        ("state-of-the-", "art results", "state-of-the-art results"),
        ("Ryan Mc-", "Donald wrote", "Ryan McDonald wrote"),
        (
            "see https://rajpurkar.github.",
            "io/SQuAD-explorer/",
            "see https://rajpurkar.github.io/SQuAD-explorer/",
        ),
        ("at https://a.org/data-", "sets/x", "at https://a.org/data-sets/x"),
        ("at https://a.org.", "The next", "at https://a.org. The next"),
        ("one word", "another", "one word another"),
    ],
)
def test_lines_are_joined(before: str, after: str, joined: str) -> None:
    joiner = Joiner(["the dataset is pre-training data", "we use pre-training and datasets"])
    text, glue = joiner.join(before, after)
    assert text + glue + after == joined


def test_plain_text_is_read_like_a_paper() -> None:
    paper = read_text(
        "Learning from Pictures\n\nJane Smith and Bo Li\n\nAbstract\n\n"
        "We use CIFAR-10 [1], a data-\nset of pictures.\n"
        "\f\nReferences\n\n[1] A. Krizhevsky. Learning multiple layers of features. 2009.\n"
    )
    assert paper.media_type == "text/plain"
    assert paper.title is not None and paper.title.value == "Learning from Pictures"
    assert [author.value for author in paper.authors] == ["Jane Smith", "Bo Li"]
    assert "a dataset of pictures" in paper.text
    assert (paper.references[0].authors[0].family, paper.references[0].year) == ("Krizhevsky", "2009")
    assert paper.callouts[0].references == (0,)
    assert paper.page_at(paper.references[0].start) == 2
    assert [section.kind.value for section in paper.sections] == ["abstract", "references"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8"), max_size=60),
        max_size=25,
    )
)
def test_spans_always_map_back(lines: list[str]) -> None:
    try:
        paper = read_text("\n".join(lines))
    except PaperError as error:
        assert error.code == "empty"
        return
    end = 0
    for line in paper.lines:
        assert end <= line.start <= line.end <= len(paper.text)
        assert "\n" not in paper.text[line.start : line.end]
        end = line.end
    covered = "".join(paper.text[p.start : p.end] for p in paper.passages)
    assert covered.replace("\n", "") == paper.text.replace("\n", "")
    for passage in paper.passages:
        assert paper.passage_at(passage.start) == passage
    for reference in paper.references:
        assert 0 <= reference.start < reference.end <= len(paper.text)
    assert all(0 <= i < len(paper.references) for c in paper.callouts for i in c.references)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_composing_twice_changes_nothing_more(text: str) -> None:
    once = compose(text)
    assert len(once) <= len(text) * 3
    assert compose(once) == once or "`" in once or any(c in once for c in "¸˛´¨ˆ˜ˇ˝˘˙˚¯")


def test_running_text_below_a_heading_of_two_words_is_not_signed() -> None:
    body = "We train on the Scene Fifteen dataset, which holds many images of many kinds. " * 6
    front = "A title of a paper\n\nAbstract\n\nWe study scenes.\n\n1 Introduction\n\nScenes.\n\n"
    text = f"{front}Scene Classification\n{body}\n"
    paper = read_text(text)
    kinds = [p.kind for p in paper.passages if "Fifteen" in paper.text[p.start : p.end]]
    assert kinds and PassageKind.AUTHORS not in kinds
