from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paper2dcat.errors import WorkspaceError
from paper2dcat.publish import (
    CATALOG,
    Numbers,
    Pieces,
    StoreCopy,
    bulk,
    dataset_piece,
    named_graphs,
    open_store,
    paper_piece,
    piece_bytes,
    whole,
)
from paper2dcat.publish.formats import serialise
from paper2dcat.serialise import nquads, turtle, turtle_of

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
PIECES = {
    "paper/arxiv-1": [
        quad("paper/arxiv-1", "paper/arxiv-1", 'One\nline "two"'),
        quad("inferred", "dataset/a", "Theme of A"),
    ],
    "paper/arxiv-2": [
        quad("paper/arxiv-2", "paper/arxiv-2", "Zwei “Ü”"),
        quad("inferred", "dataset/a", "Theme of A"),
    ],
    "dataset/a": [quad("identities", "dataset/a", "A")],
    "dataset/b": [quad("identities", "dataset/b", "B")],
}
QUADS = list(dict.fromkeys(quad for piece in PIECES.values() for quad in piece))
HEAD = [quad("catalog", "catalog", "The catalogue")]


def written(folder: Path) -> Pieces:
    pieces = Pieces(folder / "graphs")
    for name, quads in PIECES.items():
        pieces.write(name, piece_bytes(quads))
    return pieces


def bring(folder: Path, changes: dict[str, list[ox.Quad]], *, anew: bool = False) -> Numbers:
    """Apply changes of pieces to a store; an empty list removes a piece."""
    pieces = Pieces(folder / "graphs")
    with StoreCopy(pieces, folder / "store", folder / "book.sqlite", anew=anew) as copy:
        for name, quads in changes.items():
            copy.replace(name, piece_bytes(quads))
        copy.numbers()
        copy.finish(piece_bytes(HEAD))
        return copy.numbers()


def stored(folder: Path) -> set[ox.Quad]:
    return set(open_store(folder / "store"))


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


@pytest.mark.parametrize("slug", ["../../etc/passwd", "a/b", "", "Ü", "a" * 300, ".hidden"])
def test_no_piece_leaves_the_folder(slug: str) -> None:
    for name in (paper_piece(slug), dataset_piece(slug)):
        kind, _, rest = name.partition("/")
        assert kind in ("paper", "dataset")
        assert rest.isalnum()
        assert rest.isascii()


def test_pieces_have_readable_names() -> None:
    assert paper_piece("arxiv-1904.00962") == "paper/arxiv-1904.00962"
    assert dataset_piece("cifar-10") == "dataset/cifar-10"


def test_a_named_graph_is_what_all_pieces_say_in_it(tmp_path: Path) -> None:
    with named_graphs(written(tmp_path)) as files:
        found = {file.iri.removeprefix(f"{BASE}graph/"): list(file.lines()) for file in files}
        assert [file.count for file in files] == [len(lines) for lines in found.values()]
        digests = {file.iri: file.digest for file in files}
    assert list(found) == sorted(found) == ["identities", "inferred", "paper/arxiv-1", "paper/arxiv-2"]
    assert len(found["identities"]) == 2
    assert len(found["inferred"]) == 1
    assert all(lines == sorted(set(lines)) for lines in found.values())
    Pieces(tmp_path / "graphs").write("paper/arxiv-2", b"")
    with named_graphs(Pieces(tmp_path / "graphs")) as files:
        assert {file.iri: file.digest for file in files}.items() <= digests.items()


def test_the_whole_is_the_graphs_one_after_another(tmp_path: Path) -> None:
    content = b"".join(whole(written(tmp_path)))
    assert set(ox.parse(content, format=ox.RdfFormat.N_QUADS)) == set(QUADS)
    assert content.count(b"\n") == len(QUADS)
    graphs = [line.split()[-2] for line in content.splitlines()]
    assert graphs == sorted(graphs)


def test_sorting_on_disk_is_sorting_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = written(tmp_path)
    content = b"".join(whole(pieces))
    monkeypatch.setattr("paper2dcat.publish.graphs._RUN", 1)
    assert b"".join(whole(pieces)) == content


@pytest.mark.parametrize("syntax", sorted(SYNTAXES))
def test_every_syntax_holds_every_statement(tmp_path: Path, syntax: str) -> None:
    content = b"".join(serialise(written(tmp_path), syntax, BASE))
    read = list(ox.parse(content, format=SYNTAXES[syntax]))
    assert {q.triple for q in read} == {q.triple for q in QUADS}
    if syntax in ("nquads", "trig"):
        assert set(read) == set(QUADS)


def test_a_torn_piece_is_named(tmp_path: Path) -> None:
    pieces = written(tmp_path)
    path = pieces.path("dataset/a")
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(WorkspaceError, match=r"dataset/a\.nq is torn"):
        b"".join(whole(pieces))


@pytest.mark.parametrize("at_once", [1, 150, 10_000])
def test_a_store_is_loaded_in_portions_of_whole_pieces(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", at_once)
    numbers = bring(tmp_path, PIECES, anew=True)
    assert stored(tmp_path) == {*QUADS, *HEAD}
    assert numbers.statements == len(QUADS)


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="the system keeps no thread on one processor"
)
def test_loading_leaves_the_processors_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", 1)
    before, during = os.sched_getaffinity(0), []
    contents = (f"<a:{n}> <a:p> <a:{n}> <a:g> .\n".encode() for n in range(20))

    def watched() -> Iterator[bytes]:
        for content in contents:
            during.append(len(os.sched_getaffinity(0)))
            yield content

    store = bulk.load(tmp_path / "store", watched())
    assert len(store) == 20
    assert set(during) == {1}
    assert os.sched_getaffinity(0) == before


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="the system keeps no thread on one processor"
)
def test_a_store_is_loaded_where_threads_may_not_be_scheduled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    for name in ("sched_setaffinity", "sched_setscheduler"):
        monkeypatch.setattr(os, name, forbidden)
    monkeypatch.setattr(bulk, "_AT_ONCE", 1)
    contents = (f"<a:{n}> <a:p> <a:{n}> <a:g> .\n".encode() for n in range(20))
    assert len(bulk.load(tmp_path / "store", contents)) == 20


def test_the_store_is_brought_into_step(tmp_path: Path) -> None:
    first = bring(tmp_path, PIECES)
    assert stored(tmp_path) == {*QUADS, *HEAD}
    assert (first.triples, first.catalog) == (len(QUADS), 1)
    assert (first.graphs, first.statements) == (len({q.graph_name for q in QUADS}), len(QUADS))
    gone = bring(tmp_path, {"paper/arxiv-1": []})
    assert stored(tmp_path) == {*QUADS, *HEAD} - {PIECES["paper/arxiv-1"][0]}
    assert gone.triples == gone.statements == len(QUADS) - 1
    bring(tmp_path, {"paper/arxiv-2": []})
    assert stored(tmp_path) == {*PIECES["dataset/a"], *PIECES["dataset/b"], *HEAD}
    assert bring(tmp_path, PIECES) == first
    assert stored(tmp_path) == {*QUADS, *HEAD}


_SMALL = st.lists(
    st.builds(
        quad,
        st.sampled_from(["inferred", "identities", "paper/a"]),
        st.sampled_from(["dataset/a", "dataset/b"]),
        st.sampled_from(["x", "y"]),
        st.sampled_from(["urn:p", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]),
    ),
    max_size=6,
)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["dataset/a", "dataset/b", "paper/c"]), _SMALL), max_size=4))
def test_piece_by_piece_counts_as_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, list[ox.Quad]]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    numbers = bring(folder, {})
    for name, quads in changes:
        numbers = bring(folder, {name: quads})
    content = stored(folder)
    assert bring(folder, {}, anew=True) == numbers
    assert stored(folder) == content
    assert numbers.triples == len({q.triple for q in content} - {q.triple for q in HEAD})
    assert numbers.subjects == len({q.subject for q in content} - {q.subject for q in HEAD})


def test_a_store_left_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    whole_numbers = bring(tmp_path, PIECES)
    pieces = Pieces(tmp_path / "graphs")
    with (
        pytest.raises(KeyboardInterrupt),
        StoreCopy(pieces, tmp_path / "store", tmp_path / "book.sqlite") as copy,
    ):
        copy.replace("dataset/a", b"")
        raise KeyboardInterrupt
    pieces.write("dataset/a", piece_bytes(PIECES["dataset/a"]))
    assert bring(tmp_path, {}) == whole_numbers
    assert stored(tmp_path) == {*QUADS, *HEAD}


def test_a_store_that_was_deleted_is_made_anew(tmp_path: Path) -> None:
    bring(tmp_path, PIECES)
    next((tmp_path / "store").glob("CURRENT")).unlink()
    bring(tmp_path, {})
    assert stored(tmp_path) == {*QUADS, *HEAD}
    assert CATALOG in set(Pieces(tmp_path / "graphs").names())


def test_turtle_of_nquads_is_turtle_of_their_statements() -> None:
    node = ox.NamedNode("http://example.org/a")
    values: list[ox.Literal | ox.Triple | ox.BlankNode | ox.NamedNode] = [
        ox.Literal('a "b" \\ c\n\td'),
        ox.Literal("x^^<y>"),
        ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.Literal("one", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.Literal("1.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        ox.Literal("mot > mot", language="fr"),
        ox.Triple(node, node, ox.Literal("in <<it>>")),
        ox.BlankNode("b"),
        node,
    ]
    graph = ox.NamedNode("http://example.org/g")
    quads = [ox.Quad(node, ox.NamedNode("http://example.org/p"), value, graph) for value in values]
    written = turtle(quads, "http://example.org/")
    assert turtle_of(nquads(quads), "http://example.org/") == written
    literals = turtle(quads[:6], "http://example.org/")
    assert {quad.object for quad in ox.parse(literals, format=ox.RdfFormat.TURTLE)} == set(values[:6])
