"""From the text of a parameter to RDF terms; names of things are looked up in the graph that is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from paper2dcat.errors import QueryError
from paper2dcat.query.answers import Answer, Rows, Term
from paper2dcat.query.binding import bind
from paper2dcat.query.library import Parameter
from paper2dcat.vocab import DCAT, DCTERMS, FOAF, LPWCC, PREFIXES, SKOS, XSD

Ask = Callable[[str], Answer]
"""Asks the source at hand."""

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+$|urn:\S+$")
_CLASSES: Final = {
    "paper": LPWCC.paper,
    "dataset": DCAT.Dataset,
    "agent": FOAF.Agent,
    "concept": SKOS.Concept,
    "node": None,
}
_NAMES: Final = (DCTERMS.title, SKOS.altLabel, SKOS.prefLabel, SKOS.notation, FOAF.name, DCTERMS.identifier)

# By index first: the name as given, plain or English. Only when nothing has it, a scan that folds case.
_EXACT: Final = """
SELECT DISTINCT ?node WHERE {
  VALUES ?name { UNDEF }
  VALUES ?property { UNDEF }
  ?node ?property ?name .
  VALUES ?class { UNDEF }
  FILTER(!BOUND(?class) || EXISTS { ?node a ?class })
} ORDER BY ?node
"""
_FOLDED: Final = """
SELECT DISTINCT ?node WHERE {
  VALUES ?class { UNDEF }
  ?node a ?class .
  VALUES ?property { UNDEF }
  ?node ?property ?label .
  VALUES ?name { UNDEF }
  FILTER(LCASE(STR(?label)) = LCASE(STR(?name)))
} ORDER BY ?node
"""


def to_terms(parameter: Parameter, value: str, ask: Ask) -> list[Term]:
    """Return the terms that a value stands for: one, or as many things as have that name."""
    if parameter.type in _CLASSES:
        return _things(parameter, value, ask)
    if parameter.type == "iri" or (parameter.type == "term" and _ABSOLUTE.match(value)):
        return [_iri(parameter, value)]
    if parameter.type in ("integer", "year"):
        if not re.fullmatch(r"[+-]?\d+" if parameter.type == "integer" else r"\d{4}", value):
            raise _unfit(
                parameter, value, "a whole number" if parameter.type == "integer" else "a year such as 2019"
            )
        return [ox.Literal(value, datatype=XSD.integer)]
    return [ox.Literal(value)]


def _iri(parameter: Parameter, value: str) -> ox.NamedNode:
    prefix, _, local = value.partition(":")
    known = PREFIXES.get(prefix, "") if not local.startswith("//") else ""
    try:
        return ox.NamedNode(known + local if known else value.removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise _unfit(parameter, value, f"an absolute IRI ({error})") from error


def _things(parameter: Parameter, value: str, ask: Ask) -> list[Term]:
    if _ABSOLUTE.match(value):
        return [_iri(parameter, value)]
    cls = _CLASSES[parameter.type]
    classes: list[Term] = [cls] if cls is not None else []
    names: list[Term] = [ox.Literal(value), ox.Literal(value, language="en")]
    found = _nodes(ask(bind(_EXACT, {"name": names, "property": _NAMES, "class": classes})))
    found = found or _nodes(
        ask(bind(_FOLDED, {"name": [ox.Literal(value)], "property": _NAMES, "class": classes}))
    )
    if not found:
        raise QueryError(
            f"the graph has no {_WORDS[parameter.type]} named {value!r}",
            remedy=f"Give --param {parameter.name}=… as an IRI, a name or an identifier in the graph.",
            code="unknown-name",
        )
    return found


_WORDS: Final = {
    "paper": "paper",
    "dataset": "dataset",
    "agent": "agent",
    "concept": "concept",
    "node": "thing",
}


def _nodes(answer: Answer) -> list[Term]:
    assert isinstance(answer, Rows)
    return [row[0] for row in answer.rows if isinstance(row[0], ox.NamedNode)]


def _unfit(parameter: Parameter, value: str, wanted: str) -> QueryError:
    return QueryError(
        f"the parameter {parameter.name} is {value!r}, which is not {wanted}",
        remedy=f"Give it with --param {parameter.name}=VALUE.",
        code="bad-parameter",
    )
