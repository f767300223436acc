from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.publish import (
    by_graph,
    graph_name,
    list_graphs,
    open_store,
    sync_store,
    write_graphs,
    write_whole,
)
from paper2dcat.publish.formats import serialise
from paper2dcat.serialise import nquads, turtle

BASE = "https://example.org/kg/"


def quad(graph: str, subject: str, value: str, predicate: str = "http://purl.org/dc/terms/title") -> ox.Quad:
    return ox.Quad(
        ox.NamedNode(f"{BASE}id/{subject}"),
        ox.NamedNode(predicate),
        ox.Literal(value, language="en"),
        ox.NamedNode(f"{BASE}graph/{graph}"),
    )


SYNTAXES = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "json-ld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}
QUADS = [
    quad("paper/arxiv-1", "paper/arxiv-1", 'One\nline "two"'),
    quad("paper/arxiv-2", "paper/arxiv-2", "Zwei “Ü”"),
    quad("identities", "dataset/a", "A"),
    quad("identities", "dataset/b", "B"),
]


def test_order_and_repetition_do_not_matter() -> None:
    shuffled = [*QUADS, *QUADS]
    random.Random(7).shuffle(shuffled)
    assert nquads(shuffled) == nquads(QUADS)
    assert turtle(shuffled) == turtle(QUADS)
    assert nquads(QUADS).count(b"\n") == len(QUADS)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_survives_nquads(text: str) -> None:
    written = nquads([quad("identities", "dataset/a", text)])
    assert written.count(b"\n") == 1
    (read,) = ox.parse(written, format=ox.RdfFormat.N_QUADS)
    assert isinstance(read.object, ox.Literal)
    assert read.object.value == text


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{BASE}graph/paper/arxiv-1904.00962", "paper/arxiv-1904.00962"),
        (f"{BASE}graph/identities", "identities"),
    ],
)
def test_graph_names_are_readable(iri: str, name: str) -> None:
    assert graph_name(iri, BASE) == name


@pytest.mark.parametrize(
    "iri", [f"{BASE}graph/../../etc/passwd", "urn:x:y", f"{BASE}graph/a%2F..", f"{BASE}graph/"]
)
def test_no_graph_name_leaves_the_folder(iri: str) -> None:
    name = graph_name(iri, BASE)
    assert name.startswith("other/")
    assert ".." not in name


def test_graph_files_follow_the_graphs(tmp_path: Path) -> None:
    first = write_graphs(tmp_path, BASE, by_graph(QUADS))
    assert [file.iri.removeprefix(BASE) for file in first] == [
        "graph/identities",
        "graph/paper/arxiv-1",
        "graph/paper/arxiv-2",
    ]
    assert [file.count for file in first] == [2, 1, 1]
    assert list_graphs(tmp_path) == first
    second = write_graphs(tmp_path, BASE, by_graph(QUADS[:1]))
    assert list_graphs(tmp_path) == second
    assert sorted(path.name for path in tmp_path.rglob("*.nq")) == ["arxiv-1.nq"]


def test_the_whole_is_the_graphs_one_after_another(tmp_path: Path) -> None:
    files = write_graphs(tmp_path / "graphs", BASE, by_graph(QUADS))
    write_whole(tmp_path / "graph.nq", files)
    read = set(ox.parse(path=str(tmp_path / "graph.nq"), format=ox.RdfFormat.N_QUADS))
    assert read == set(QUADS)


@pytest.mark.parametrize("syntax", sorted(SYNTAXES))
def test_every_syntax_holds_every_statement(tmp_path: Path, syntax: str) -> None:
    files = write_graphs(tmp_path, BASE, by_graph(QUADS))
    content = b"".join(serialise(files, syntax, BASE))
    read = list(ox.parse(content, format=SYNTAXES[syntax]))
    assert {q.triple for q in read} == {q.triple for q in QUADS}
    if syntax in ("nquads", "trig"):
        assert set(read) == set(QUADS)


def test_statements_need_a_graph() -> None:
    stray = ox.Quad(QUADS[0].subject, QUADS[0].predicate, QUADS[0].object)
    with pytest.raises(ValueError, match="outside every named graph"):
        by_graph([stray])


def test_the_store_is_brought_into_step(tmp_path: Path) -> None:
    folder, ledger = tmp_path / "store", tmp_path / "store.json"
    files = write_graphs(tmp_path / "graphs", BASE, by_graph(QUADS))
    assert sync_store(folder, ledger, files) == 3
    assert set(open_store(folder)) == set(QUADS)
    assert sync_store(folder, ledger, files) == 0
    changed = [*QUADS[1:], quad("identities", "dataset/c", "C")]
    files = write_graphs(tmp_path / "graphs", BASE, by_graph(changed))
    assert sync_store(folder, ledger, files) == 1
    assert set(open_store(folder)) == set(changed)


def test_a_store_left_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    folder, ledger = tmp_path / "store", tmp_path / "store.json"
    files = write_graphs(tmp_path / "graphs", BASE, by_graph(QUADS))
    sync_store(folder, ledger, files)
    store = ox.Store(str(folder))
    store.add(quad("identities", "dataset/half", "half"))
    store.flush()
    del store
    ledger.unlink()
    assert sync_store(folder, ledger, files) == 3
    assert set(open_store(folder)) == set(QUADS)
