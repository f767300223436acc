"""Parameters go in as terms: no value, however hostile, changes what a query does."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.errors import QueryError
from paper2dcat.query import FileSource, Query, Rows, Truth, get_query, run
from paper2dcat.query.binding import bind
from paper2dcat.query.sources import StoreSource
from paper2dcat.query.tokens import query_form, tokens, variables

FIXTURE = Path(__file__).parent / "data" / "fixture.trig"
TITLE = ox.NamedNode("http://purl.org/dc/terms/title")
ECHO = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
HOSTILE = [
    '" } SELECT * WHERE { ?s ?p ?o } #',
    "x> } ; DROP ALL ; #",
    '\\" } UNION { ?s ?p ?x }',
    '"""\n} INSERT DATA { <a:a> <a:b> <a:c> } #',
    "\\u0022 } #",
    "VALUES ?x { UNDEF }",
    "$x ?x {{{ }}}",
    "\x00\t\r\n'''",
    "Robert'); DROP TABLE datasets;--",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back_as_the_text_it_is(text: str) -> None:
    answer = StoreSource(ox.Store()).ask(bind(ECHO, {"x": [ox.Literal(text)]}))
    assert answer == Rows(("x",), ((ox.Literal(text),),))


@given(st.text())
def test_any_text_comes_back_as_the_text_it_is(text: str) -> None:
    try:
        literal = ox.Literal(text)
    except UnicodeEncodeError:
        return
    answer = StoreSource(ox.Store()).ask(bind(ECHO, {"x": [literal]}))
    assert answer == Rows(("x",), ((literal,),))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["list-dataset-papers", "list-creators", "export-schema-org"])
def test_a_hostile_name_is_a_name_that_nothing_has(name: str, text: str) -> None:
    source = FileSource([FIXTURE])
    with pytest.raises(QueryError) as caught:
        run(get_query(name), source, {"dataset": text})
    assert caught.value.code == "unknown-name"
    assert len(list(source._merged)) == len({q.triple for q in ox.parse(path=FIXTURE)})


def test_a_title_with_quotes_and_brackets_is_found() -> None:
    answer = run(get_query("list-dataset-papers"), FileSource([FIXTURE]), {"dataset": 'Birds, "wild" [set]'})
    assert isinstance(answer, Rows)
    assert [row[-1] for row in answer.texts()] == ["introduced"]


def test_an_iri_that_is_none_is_refused() -> None:
    with pytest.raises(QueryError, match="not an absolute IRI"):
        run(get_query("list-dataset-papers"), FileSource([FIXTURE]), {"dataset": "http://a/b>{}"})


def test_a_blank_node_cannot_be_bound() -> None:
    with pytest.raises(QueryError, match="blank node"):
        bind(ECHO, {"x": [ox.BlankNode("b")]})


def test_places_are_filled_wherever_they_stand_and_taken_out_without_a_value() -> None:
    query = "SELECT * { values $x {undef} { SELECT ?y { VALUES ?x { UNDEF } } } # VALUES ?x { UNDEF }\n}"
    assert bind(query, {"x": [ox.Literal(1)]}).count("^^<http://www.w3.org/2001/XMLSchema#integer>") == 2
    assert bind(query, {"x": []}) == "SELECT * {  { SELECT ?y {  } } # VALUES ?x { UNDEF }\n}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?x ?p ?o }", 1),
        ("SELECT ?x WHERE { { SELECT ?x { ?x ?p ?o } } }", 1),
        ("PREFIX d: <http://d/{> SELECT ?x # {\n WHERE { ?x ?p ?o FILTER(?x < 3 || ?o != '{') }", 0),
        ("CONSTRUCT { ?x ?p ?o } WHERE { ?x ?p ?o }", 1),
        ("CONSTRUCT { ?x ?p ?o } { ?x ?p ?o }", 1),
        ("ASK { ?x ?p ?o }", True),
        ("DESCRIBE ?x WHERE { ?x ?p ?o }", 1),
    ],
)
def test_a_query_without_a_place_gets_one_at_the_start_of_its_group(query: str, expected: object) -> None:
    store = ox.Store()
    for name in ("a", "b"):
        store.add(ox.Quad(ox.NamedNode(f"http://n/{name}"), TITLE, ox.Literal(name)))
    source = StoreSource(store)
    try:
        answer = source.ask(bind(query, {"x": [ox.NamedNode("http://n/a")]}))
    except QueryError:
        # The prefix with a brace is no IRI: the reader of tokens and the parser agree that this is no query.
        assert expected == 0
        return
    assert (answer.value if isinstance(answer, Truth) else len(answer)) == expected


def test_the_short_form_of_construct_has_no_place_and_says_so() -> None:
    with pytest.raises(QueryError, match=r"VALUES \?name { UNDEF }"):
        bind("CONSTRUCT WHERE { ?x ?p ?o }", {"x": [ox.Literal("a")]})


def test_a_query_of_ones_own_takes_values_for_its_variables(tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(
        "SELECT ?s ?t { ?s <http://purl.org/dc/terms/title> ?t FILTER(STR(?t) = ?name) }", "utf-8"
    )
    query = get_query(str(path))
    answer = run(query, FileSource([FIXTURE]), {"name": "SQuAD"})
    assert isinstance(answer, Rows)
    assert answer.texts() == [("https://example.org/kg/squad", "SQuAD")]
    answer = run(query, FileSource([FIXTURE]), {"s": "https://example.org/kg/squad"})
    assert isinstance(answer, Rows)
    assert len(answer) == 0, "?name is unbound, so the filter fails"
    with pytest.raises(QueryError, match="no parameter 'title'"):
        run(query, FileSource([FIXTURE]), {"title": "SQuAD"})


def test_tokens_know_strings_iris_and_comments() -> None:
    text = "SELECT ?a WHERE { ?a <http://x/#a> \"}'\" , '''{\n}''' . # {\n FILTER(?a < 3) }"
    assert [t.text for t in tokens(text) if t.kind == "sign" and t.text in "{}"] == ["{", "}"]
    assert variables(text) == {"a"}
    assert query_form("# SELECT\nPREFIX select: <http://x/> ASK {}") == "ASK"


def test_a_year_that_is_none_is_refused() -> None:
    with pytest.raises(
        QueryError, match="the parameter year is 'nineteen', which is not a year such as 2019"
    ):
        run(get_query("rank-datasets-by-year"), FileSource([FIXTURE]), {"year": "nineteen"})


def test_a_query_value_is_a_query() -> None:
    assert isinstance(get_query("list-creators"), Query)
