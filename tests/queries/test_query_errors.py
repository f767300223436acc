"""What a person does wrong with a query is told with its place and what to do."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.errors import GraphError, QueryError, WorkspaceError
from paper2dcat.query import FileSource, Rows, Truth, WorkspaceSource, get_query, run

FIXTURE = Path(__file__).parent / "data" / "fixture.trig"


def written(tmp_path: Path, text: str, name: str = "own.rq") -> str:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("list-creator", "list-creators"),
        ("datasets-of-paper", "list-paper-datasets"),
        ("show-evidenc", "show-evidence"),
    ],
)
def test_an_unknown_name_is_answered_with_close_ones(name: str, hint: str) -> None:
    with pytest.raises(QueryError, match=f"no query named '{name}'") as caught:
        get_query(name)
    assert hint in caught.value.remedy or "Did you mean" in caught.value.remedy
    assert "lists them all" in caught.value.remedy


def test_a_missing_query_file_is_told() -> None:
    with pytest.raises(QueryError, match=r"no query file nowhere.rq"):
        get_query("nowhere.rq")


def test_a_malformed_query_is_told_by_line_and_column_with_the_line_shown(tmp_path: Path) -> None:
    query = get_query(written(tmp_path, "SELECT ?s\nWHERE {\n  ?s ?p y .\n}\n"))
    with pytest.raises(QueryError, match=r"own\.rq is not a SPARQL 1\.1 query: line 3, column \d+") as caught:
        run(query, FileSource([FIXTURE]))
    assert "\n    ?s ?p y .\n" in caught.value.remedy
    assert caught.value.remedy.rstrip().endswith("^")


def test_an_update_is_not_a_query(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"not a SPARQL 1.1 query"):
        run(get_query(written(tmp_path, "DROP ALL")), FileSource([FIXTURE]))


def test_a_query_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "picture.rq"
    path.write_bytes(b"\x89PNG\xff")
    with pytest.raises(QueryError, match=r"picture\.rq cannot be read as a query"):
        get_query(str(path))


def test_a_malformed_header_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"header of .* is malformed"):
        get_query(written(tmp_path, "#+ summary: not TOML\nASK {}"))
    with pytest.raises(QueryError, match="unknown type 'colour'"):
        get_query(written(tmp_path, '#+ [parameters.x]\n#+ type = "colour"\nASK { VALUES ?x { UNDEF } }'))


def test_a_missing_parameter_is_named_with_what_it_is() -> None:
    with pytest.raises(QueryError, match="list-paper-datasets needs the parameter paper: IRI") as caught:
        run(get_query("list-paper-datasets"), FileSource([FIXTURE]))
    assert caught.value.remedy == "Give it with --param paper=VALUE."


def test_an_unknown_parameter_is_named_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"no parameter 'papre'.*Did you mean paper\? It takes paper\."):
        run(get_query("list-paper-datasets"), FileSource([FIXTURE]), {"papre": "x"})
    with pytest.raises(QueryError, match="It takes none"):
        run(get_query("count-things"), FileSource([FIXTURE]), {"thing": "papers"})


def test_a_name_that_nothing_has_is_told_with_the_kind_of_thing() -> None:
    with pytest.raises(QueryError, match="the graph has no paper named 'CIFAR-10'"):
        run(get_query("list-paper-datasets"), FileSource([FIXTURE]), {"paper": "CIFAR-10"})


def test_a_graph_that_is_not_rdf_is_told(tmp_path: Path) -> None:
    source = FileSource([written(tmp_path, "not rdf at all", "graph.ttl")])
    with pytest.raises(GraphError, match=r"graph\.ttl:1 is not Turtle"):
        run(get_query("count-things"), source)


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="holds no graph"):
        run(get_query("count-things"), WorkspaceSource(tmp_path))
    with pytest.raises(WorkspaceError, match="there is no folder"):
        run(get_query("count-things"), WorkspaceSource(tmp_path / "nowhere"))


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with pytest.raises(WorkspaceError, match=r"the store .* cannot be opened"):
        run(get_query("count-things"), WorkspaceSource(tmp_path))


def test_a_workspace_is_asked_by_store_graphs_or_file_alike(tmp_path: Path) -> None:
    quads = list(ox.parse(path=FIXTURE))
    content = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    expected = run(get_query("count-things"), FileSource([FIXTURE]))
    for name in ("graph.nq", "graphs/all.nq", "store"):
        folder = tmp_path / name.replace("/", "-")
        path = folder / name
        path.parent.mkdir(parents=True)
        if name == "store":
            store = ox.Store(str(path))
            store.bulk_extend(quads)
            store.flush()
            del store
        else:
            path.write_bytes(content)
        assert run(get_query("count-things"), WorkspaceSource(folder)) == expected


def test_a_query_that_names_graphs_sees_them_as_they_are(tmp_path: Path) -> None:
    source = FileSource([FIXTURE])
    graphs = run(get_query(written(tmp_path, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")), source)
    assert isinstance(graphs, Rows)
    assert len(graphs) == 8
    text = "ASK FROM <https://example.org/kg/graph-paper-d> "
    text += "{ ?s a <https://linkedpaperswithcode.com/class/paper> }"
    assert run(get_query(written(tmp_path, text)), source) == Truth(True)
