"""Content negotiation (RFC 9110, section 12): which of our media types a client wants."""

from __future__ import annotations

import mimeparse

ROWS = (
    "text/tab-separated-values",
    "text/csv",
    "application/sparql-results+xml",
    "application/sparql-results+json",
)
GRAPHS = (
    "application/n-quads",
    "application/trig",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "text/turtle",
)
"""Best last: of equally wanted types the matcher takes the last."""

SUFFIXES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "html": "text/html",
}

_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}


def choose(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the offered type that ``accept`` likes best; None when it likes none. No header: the last."""
    if not accept.strip():
        return offered[-1]
    try:
        best: str = mimeparse.best_match(list(offered), accept)  # type: ignore[no-untyped-call]
    except mimeparse.MimeTypeParseException:
        return offered[-1]
    return best or None


def choose_rows(accept: str) -> str | None:
    """Return the media type for rows; plain JSON and XML are taken as their SPARQL kinds."""
    found = choose(accept, (*_ALIASES, *ROWS))
    return _ALIASES.get(found, found) if found else None


def choose_graph(accept: str) -> str | None:
    """Return the media type for a graph."""
    return choose(accept, GRAPHS)
