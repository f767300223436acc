"""Every shipped query gives its expected table, from a file, named graphs and a store alike."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.query import Answer, FileSource, Rows, Source, Statements, get_query, list_queries, run
from paper2dcat.query.sources import StoreSource

DATA = Path(__file__).parent / "data"
FIXTURE = DATA / "fixture.trig"
BASE = "https://example.org/kg/"
VERBS = {"list", "find", "rank", "show", "count", "export"}


@dataclass(frozen=True)
class Case:
    """A query with parameters, and what it answers on the fixture."""

    query: str
    parameters: dict[str, str] = field(default_factory=dict)
    rows: str = ""
    statements: str = ""

    def assert_answered(self, answer: Answer) -> None:
        if isinstance(answer, Rows):
            found = [" | ".join(cell.replace(BASE, ":") for cell in row) for row in answer.texts()]
            assert found == self.rows.splitlines()
        else:
            assert isinstance(answer, Statements)
            expected = {q.triple for q in ox.parse(path=DATA / self.statements)}
            assert set(answer) == expected
            assert len(answer) == len(expected)


@cache
def all_cases() -> tuple[Case, ...]:
    return tuple(
        Case(**table) for table in tomllib.loads((DATA / "expected.toml").read_text("utf-8"))["case"]
    )


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture as one graph, as ``graph.ttl`` has it."""
    path = tmp_path_factory.mktemp("merged") / "graph.ttl"
    triples = {quad.triple for quad in ox.parse(path=FIXTURE)}
    path.write_bytes(ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.TURTLE) or b"")
    return path


@pytest.fixture(scope="module", params=["named graphs", "one graph", "store of named graphs"])
def source(request: pytest.FixtureRequest, turtle: Path) -> Source:
    if request.param == "named graphs":
        return FileSource([FIXTURE])
    if request.param == "one graph":
        return FileSource([turtle])
    store = ox.Store()
    store.bulk_load(path=FIXTURE, format=ox.RdfFormat.TRIG)
    return StoreSource(store)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: "-".join([case.query, *case.parameters]))
def test_a_query_gives_its_expected_answer_from_every_kind_of_source(case: Case, source: Source) -> None:
    case.assert_answered(run(get_query(case.query), source, case.parameters))


def test_every_shipped_query_has_an_expected_answer_that_is_not_empty() -> None:
    assert {case.query for case in all_cases()} == {query.name for query in list_queries()}
    assert all(case.rows.strip() or case.statements for case in all_cases())


def test_every_parameter_is_tried() -> None:
    tried = {(case.query, name) for case in all_cases() for name in case.parameters}
    declared = {(query.name, parameter.name) for query in list_queries() for parameter in query.parameters}
    assert declared - tried <= {("find-conflicts", "dataset"), ("list-versions", "dataset")}


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_every_header_says_what_the_query_is(query: object) -> None:
    from paper2dcat.query import Query

    assert isinstance(query, Query)
    assert query.name.split("-")[0] in VERBS
    assert query.summary
    assert all(parameter.about for parameter in query.parameters)
    if query.form == "SELECT":
        answer = StoreSource(ox.Store()).ask(query.text)
        assert isinstance(answer, Rows)
        assert [name for name, _ in query.columns] == list(answer.columns)
        assert all(about for _, about in query.columns)
    else:
        assert query.form == "CONSTRUCT"
        assert query.columns == ()


def test_the_questions_of_the_model_are_all_there() -> None:
    assert {query.name for query in list_queries()} >= {
        "list-paper-datasets",
        "list-dataset-papers",
        "rank-datasets-by-year",
        "find-datasets-used-together",
        "list-datasets-by-task",
        "list-datasets-by-theme",
        "list-datasets-by-language",
        "list-datasets-by-format",
        "list-papers-without-datasets",
        "list-uses-without-citation",
        "list-creators",
        "list-versions",
        "show-evidence",
        "find-conflicts",
        "show-provenance",
        "export-schema-org",
        "export-paper",
    }
