"""The graph files of a workspace in any RDF syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from paper2dcat.publish.graphs import whole
from paper2dcat.publish.pieces import Pieces
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


def serialise(pieces: Pieces, syntax: str, base: str = "") -> Iterator[bytes]:
    """Yield the graph in a syntax; as N-Quads it may be larger than memory."""
    if syntax == "nquads":
        yield from whole(pieces)
    else:
        yield dump((quad for name in pieces.names() for quad in pieces.quads(name)), syntax, base)
