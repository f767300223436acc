"""The graph files of a workspace in any RDF syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from paper2dcat.publish.graphs import GraphFile, chunks
from paper2dcat.rdffiles import iter_quads
from paper2dcat.serialise import json_ld, nquads, rdf_xml, trig, turtle


def _ntriples(quads: Iterable[ox.Quad], base: str) -> bytes:
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads})).encode("utf-8")


_WRITERS: Final[dict[str, Callable[[Iterable[ox.Quad], str], bytes]]] = {
    "nquads": lambda quads, base: nquads(quads),
    "trig": trig,
    "turtle": turtle,
    "nt": _ntriples,
    "json-ld": json_ld,
    "xml": lambda quads, base: rdf_xml(quads),
}


def dump(quads: Iterable[ox.Quad], syntax: str, base: str = "") -> bytes:
    """Return statements in a syntax, sorted. Syntaxes without named graphs get the union of all."""
    return _WRITERS[syntax](quads, base)


def serialise(files: Sequence[GraphFile], syntax: str, base: str = "") -> Iterator[bytes]:
    """Yield the graphs in a syntax, in pieces where the syntax allows it."""
    if syntax == "nquads":
        yield from chunks(files)
    else:
        yield dump((quad for file in files for quad in iter_quads(file.path, lenient=True)), syntax, base)
