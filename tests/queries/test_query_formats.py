"""Answers in the W3C formats are read back by another implementation as what they were."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pyoxigraph as ox
import pytest

from paper2dcat.errors import QueryError
from paper2dcat.query import FORMATS, Rows, Statements, Truth, render
from paper2dcat.query.sources import to_answer
from paper2dcat.vocab import XSD

ROWS = Rows(
    ("thing", "text"),
    (
        (
            ox.NamedNode("http://example.org/a?b=1&c=2"),
            ox.Literal('a "quote", <tag> & more\nlines', language="en-gb"),
        ),
        (ox.BlankNode("b"), ox.Literal("2009", datatype=XSD.gYear)),
        (None, ox.Literal("tab\there\rreturn [bold]")),
        (ox.NamedNode("http://example.org/c"), None),
    ),
)
STATEMENTS = Statements(
    (
        ox.Triple(
            ox.NamedNode("http://example.org/a"),
            ox.NamedNode("http://purl.org/dc/terms/title"),
            ox.Literal("x", language="en"),
        ),
    )
)


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_rows_are_read_back_as_they_were(form: str) -> None:
    syntax = ox.QueryResultsFormat.from_extension({"json": "srj", "xml": "srx", "tsv": "tsv"}[form])
    back = to_answer(ox.parse_query_results(render(ROWS, form).encode(), format=syntax))
    assert back == ROWS


def test_csv_has_plain_values() -> None:
    rows = list(csv.reader(StringIO(render(ROWS, "csv"), newline="")))
    assert rows[0] == ["thing", "text"]
    assert rows[1] == ["http://example.org/a?b=1&c=2", 'a "quote", <tag> & more\nlines']
    assert rows[2] == ["_:b", "2009"]
    assert rows[3][0] == ""
    assert render(ROWS, "csv").startswith("thing,text\r\n")


def test_a_table_shows_values_and_their_number_and_reads_brackets_as_text() -> None:
    text = render(ROWS, "table")
    assert "[bold]" in text
    assert text.endswith("(4 rows)\n")
    assert render(Rows(("a",), ((ox.Literal("x"),),)), "table").endswith("(1 row)\n")


def test_a_table_lets_no_escape_sequence_through() -> None:
    text = render(Rows(("a",), ((ox.Literal("\x1b[31mred\x1b]0;title\x07"),),)), "table")
    assert "\x1b" not in text
    assert "\x07" not in text


def test_a_table_fits_a_width_that_is_given() -> None:
    assert max(len(line) for line in render(ROWS, "table", width=40).splitlines()) <= 40


@pytest.mark.parametrize(
    ("form", "expected"),
    [("table", "true\n"), ("csv", "true\n"), ("json", '{"head": {}, "boolean": true}\n')],
)
def test_yes_and_no(form: str, expected: str) -> None:
    assert render(Truth(True), form) == expected


def test_yes_and_no_in_xml_are_read_back() -> None:
    back = to_answer(
        ox.parse_query_results(render(Truth(False), "xml").encode(), format=ox.QueryResultsFormat.XML)
    )
    assert back == Truth(False)


@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        ("table", ox.RdfFormat.TURTLE),
        ("turtle", ox.RdfFormat.TURTLE),
        ("json", ox.RdfFormat.JSON_LD),
        ("xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_statements_are_read_back_as_they_were(form: str, syntax: ox.RdfFormat) -> None:
    assert {q.triple for q in ox.parse(render(STATEMENTS, form), format=syntax)} == set(STATEMENTS)


def test_turtle_has_only_the_prefixes_it_uses() -> None:
    text = render(STATEMENTS, "turtle")
    assert text.count("@prefix") == 1
    assert "dcterms:title" in text


@pytest.mark.parametrize(
    ("answer", "form"), [(ROWS, "turtle"), (Truth(True), "turtle"), (STATEMENTS, "csv"), (STATEMENTS, "tsv")]
)
def test_a_form_that_does_not_fit_is_refused_with_one_that_does(
    answer: Rows | Truth | Statements, form: str
) -> None:
    with pytest.raises(QueryError) as caught:
        render(answer, form)
    assert "-f " in caught.value.remedy


def test_an_unknown_form_is_named_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no output format 'yaml'"):
        render(ROWS, "yaml")


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_are_still_an_answer(form: str) -> None:
    if form == "turtle":
        return
    text = render(Rows(("a",), ()), form)
    assert text.endswith("\n")
    if form == "json":
        assert json.loads(text)["results"]["bindings"] == []


def test_a_large_answer_lies_in_a_file_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [
        ox.Triple(
            ox.NamedNode(f"http://a.example/{n % 37}"),
            ox.NamedNode("http://p.example/"),
            ox.Literal(f"{n}\n\u2028é"),
        )
        for n in range(100)
    ]
    small = Statements(made)
    monkeypatch.setattr("paper2dcat.query.answers.HELD", 7)
    large = Statements([*made, *reversed(made)])
    assert len(large) == len(small) == 100
    assert list(large) == list(small) == list(large)
    assert large == small != Statements(made[1:])
    for form in ("turtle", "json", "xml"):
        assert render(large, form) == render(small, form)
