"""Putting parameter values into a query: as RDF terms in ``VALUES``, never as pasted text.

A query holds a place for a parameter as ``VALUES ?name { UNDEF }`` (as often as it needs one: a sub-select
has a scope of its own). Binding puts terms, serialised by the RDF library, there; a parameter without a value
has its places taken out, since joining with UNDEF keeps stores from using their indexes. A query without
such places gets a ``VALUES`` at the start of its outermost group. The result has the same form and scope
whatever the value, so no value can change what a query does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from paper2dcat.errors import QueryError
from paper2dcat.query.answers import Term
from paper2dcat.query.tokens import Token, query_form, tokens


def bind(query: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return the query with each named variable restricted to its terms; no terms leave it free."""
    found = list(tokens(query))
    edits: list[tuple[int, int, str]] = []
    for name, terms in values.items():
        places = _places(found, name)
        if places:
            edits += [(start, end, _values(name, terms)) for start, end in places]
        elif terms:
            at = _outer_group(found, query)
            edits.append((at, at, f" {_values(name, terms)}"))
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def places_of(query: str) -> frozenset[str]:
    """Return the variables that a query holds a place for."""
    found = list(tokens(query))
    return frozenset(
        token.text[1:] for token in found if token.kind == "variable" and _places(found, token.text[1:])
    )


def _places(found: Sequence[Token], name: str) -> list[tuple[int, int]]:
    """Return where ``VALUES ?name { UNDEF }`` stands."""
    places = []
    for at in range(len(found) - 4):
        values, variable, opening, undef, closing = found[at : at + 5]
        if (
            values.is_word("VALUES")
            and variable.kind == "variable"
            and variable.text[1:] == name
            and (opening.text, closing.text) == ("{", "}")
            and undef.is_word("UNDEF")
        ):
            places.append((values.start, closing.end))
    return places


def _values(name: str, terms: Sequence[Term]) -> str:
    if not terms:
        return ""
    return f"VALUES ?{name} {{ {' '.join(term_text(term) for term in terms)} }}"


def term_text(term: Term) -> str:
    """Return a term as SPARQL writes it; blank nodes have no name that a query could use."""
    if isinstance(term, ox.BlankNode):
        raise QueryError("a blank node cannot be the value of a parameter")
    return str(term)


def _outer_group(found: Sequence[Token], query: str) -> int:
    """Return the place after the ``{`` of the outermost group graph pattern."""
    braces = []
    depth = 0
    for token in found:
        if token.text == "{" and token.kind == "sign":
            if depth == 0:
                braces.append(token)
            depth += 1
        elif token.text == "}" and token.kind == "sign":
            depth -= 1
    template = query_form(query) == "CONSTRUCT" and not _short_construct(found)
    wanted = 1 if template else 0
    if len(braces) <= wanted or _short_construct(found):
        raise QueryError(
            "this query has no place for a parameter",
            remedy="Write VALUES ?name { UNDEF } in its WHERE part, where the value should stand.",
        )
    return braces[wanted].end


def _short_construct(found: Sequence[Token]) -> bool:
    """Whether this is ``CONSTRUCT WHERE { … }``, whose braces are template and pattern at once."""
    for at, token in enumerate(found):
        if token.is_word("CONSTRUCT"):
            following = next((t for t in found[at + 1 :] if t.text == "{" or t.is_word("WHERE")), None)
            return following is not None and following.is_word("WHERE")
    return False
