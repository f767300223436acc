"""The graph files of a workspace in any RDF syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from paper2dcat.publish.graphs import GraphFile, chunks, nquads, turtle
from paper2dcat.rdffiles import iter_quads
from paper2dcat.vocab import PREFIXES

SYNTAXES: Final = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "json-ld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}


def dump(quads: Iterable[ox.Quad], syntax: str) -> bytes:
    """Return statements in a syntax, sorted. Syntaxes without named graphs get the union of all."""
    if syntax == "turtle":
        return turtle(quads)
    if syntax == "nquads":
        return nquads(quads)
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad)))
    if syntax == "nt":
        return "".join(sorted({f"{quad.triple} .\n" for quad in ordered})).encode("utf-8")
    return _dump(ordered, SYNTAXES[syntax])


def serialise(files: Sequence[GraphFile], syntax: str) -> Iterator[bytes]:
    """Yield the graphs in a syntax, in pieces. Syntaxes without named graphs get the union of all."""
    if syntax == "nquads":
        yield from chunks(files)
    elif syntax == "turtle":
        yield turtle(quad for file in files for quad in iter_quads(file.path, lenient=True))
    elif syntax == "nt":
        yield "".join(sorted({line for file in files for line in _triples(file)})).encode("utf-8")
    else:
        quads = (quad for file in files for quad in iter_quads(file.path, lenient=True))
        yield _dump(quads, SYNTAXES[syntax])


def _triples(file: GraphFile) -> Iterator[str]:
    for quad in iter_quads(file.path, lenient=True):
        yield f"{quad.triple} .\n"


def _dump(quads: Iterable[ox.Quad], syntax: ox.RdfFormat) -> bytes:
    if syntax.supports_datasets:
        content = ox.serialize(quads, format=syntax, prefixes=PREFIXES)
    else:
        triples = sorted({quad.triple for quad in quads}, key=str)
        content = ox.serialize(triples, format=syntax, prefixes=PREFIXES)
    assert content is not None
    return content
