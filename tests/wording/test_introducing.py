"""The words by which a paper says that it makes a dataset."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from paper2dcat.introducing import Introductions, Place, first_year, heads_title
from paper2dcat.model import Basis, Box, Fact, Line, Paper, PassageKind, SectionKind, Span
from tests.extract_offline.builders import paper

DATA = SectionKind.DATA


def place(text: str, name: str, *, cited_next: bool = False) -> tuple[Introductions, Place]:
    """Return what the last-but-one sentence of a text says of a name that stands in it."""
    made = paper((PassageKind.PARAGRAPH, DATA, text))
    at = text.index(name)
    ends = [m.end() for m in re.finditer(r"\.(?:\s|$)", text)]
    start = max((e for e in ends if e <= at), default=0)
    end = next(e for e in ends if e > at)
    following = next((Span(end, e) for e in ends if e > end), None)
    return Introductions(made), Place(
        Span(at, at + len(name)), Span(start, end), following, cited_next, False
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In this paper we introduce SciCite, a new dataset of citation intents.", "SciCite"),
        ("We created a weakly supervised training set, SSC (for Silver Standard Corpus).", "SSC"),
        ("This work first builds an RRC dataset called ReviewRC.", "ReviewRC"),
        ("Our MovieTalk dataset has 9 topics.", "MovieTalk"),
        ("We train it on our dataset, MovieTalk.", "MovieTalk"),
        ("We construct MEDHOP using DRUGBANK.", "MEDHOP"),
        ("We induce datasets for this task. The first, WIKIHOP, uses articles.", "WIKIHOP"),
        ("The SIM dataset is constructed by hand. We choose 14 classes from it.", "SIM"),
    ],
)
def test_introduced(text: str, name: str) -> None:
    introductions, where = place(text, name)
    assert introductions.at(where)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We introduce a model trained on ImageNet.", "ImageNet"),
        ("We propose a network for MNIST.", "MNIST"),
        ("We build a larger dataset than SQuAD.", "SQuAD"),
        ("The first, SQuAD, has 100k questions.", "SQuAD"),
        ("The GLUE benchmark was constructed by Wang.", "GLUE"),
        ("We evaluate our method on the CoNLL dataset.", "CoNLL"),
        ("We did not construct MNIST.", "MNIST"),
    ],
)
def test_not_introduced(text: str, name: str) -> None:
    introductions, where = place(text, name)
    assert not introductions.at(where)


def test_what_is_cited_behind_its_name_is_by_others() -> None:
    introductions, where = place("We introduce the Foo dataset.", "Foo", cited_next=True)
    assert not introductions.at(where)


def table(caption: str, said: str) -> Paper:
    rows = "Dataset Classes Size\nAG’s News 4 120,000\nYelp Full [3] 5 650,000\nTotal 9 770,000\nmodel 3 4"
    made = paper(
        (PassageKind.PARAGRAPH, DATA, said),
        (PassageKind.CAPTION, DATA, caption),
        (PassageKind.TABLE, DATA, rows),
    )
    lines, start = [], made.text.index(rows)
    for row in rows.split("\n"):
        lines.append(Line(start, start + len(row), 1, Box(0, 0, 0, 0)))
        start += len(row) + 1
    return replace(made, lines=tuple(lines))


def test_rows_of_a_table_of_our_datasets() -> None:
    made = table("Table 3: Statistics of our datasets.", "We built several large-scale datasets.")
    rows = Introductions(made).rows
    assert [made.text[row.start : row.end] for row in rows] == ["AG’s News"]
    place = Place(rows[0], rows[0], None, False, False)
    assert Introductions(made).at(place)


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("Table 3: Statistics of our datasets.", "We use several datasets."),
        ("Table 3: Results on the datasets.", "We built several datasets."),
        ("Figure 3: Our datasets.", "We built several datasets."),
    ],
)
def test_rows_of_other_tables(caption: str, said: str) -> None:
    assert Introductions(table(caption, said)).rows == ()


def test_titles() -> None:
    assert heads_title("CliCR: A Dataset of Clinical Case Reports", "CliCR")
    assert not heads_title("Deep networks on the CliCR dataset", "CliCR")


@pytest.mark.parametrize(
    ("identifier", "date", "year"),
    [
        ("arXiv:1509.01626", "2016-04-04", "2015"),
        ("arXiv:1509.01626v3", "2015", "2015"),
        ("doi:10.1/x", "2016", "2016"),
        ("arXiv:1905.09263", "", "2019"),
    ],
)
def test_first_year(identifier: str, date: str, year: str) -> None:
    made = replace(
        paper((PassageKind.PARAGRAPH, DATA, "Text.")),
        identifiers=(Fact(identifier, Basis.STATED, 0, 1),),
        date=Fact(date, Basis.STATED, 0, 1) if date else None,
    )
    assert first_year(made) == year
