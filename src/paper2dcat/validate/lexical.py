"""Literals whose text is not of their datatype, made visible to every engine in the same way.

Engines differ in what they take for well-formed: rdflib accepts ``"2009-01-01T00:00:00Z"^^xsd:date`` and
any text at all as ``xsd:gYear``, the compiled engine any text as ``xsd:hexBinary``. So a literal whose text
is not in the lexical space of its datatype (XML Schema 1.1 part 2, section 3.3) gets a datatype of its own
before validation, which no ``sh:datatype`` allows, and its true datatype back in the results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

import pyoxigraph as ox

MASK: Final = "urn:x-paper2dcat:ill-formed:"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_ZONE: Final = r"(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR: Final = r"-?([1-9]\d{3,}|0\d{3})"
_MONTH: Final = r"(0[1-9]|1[0-2])"
_DAY: Final = r"(0[1-9]|[12]\d|3[01])"
_TIME: Final = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?"


def _form(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _dated(pattern: str) -> Callable[[str], bool]:
    """Also ask the calendar: the 30th of February has the right form and is no day."""
    compiled = re.compile(pattern, re.ASCII)

    def check(text: str) -> bool:
        if not compiled.fullmatch(text):
            return False
        try:
            date.fromisoformat(text[:10])
        except ValueError:
            # Years before 1 or after 9999 are beyond the calendar of Python, not of XML Schema.
            return not re.match(r"\d{4}-", text)
        return True

    return check


_FORMS: Final[dict[str, Callable[[str], bool]]] = {
    "gYear": _form(_YEAR + _ZONE),
    "gYearMonth": _form(f"{_YEAR}-{_MONTH}{_ZONE}"),
    "date": _dated(f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}"),
    "dateTime": _dated(f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}"),
    "boolean": _form("true|false|0|1"),
    "integer": _form(r"[+-]?\d+"),
    "nonNegativeInteger": _form(r"\+?\d+|-0+"),
    "positiveInteger": _form(r"\+?0*[1-9]\d*"),
    "decimal": _form(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    "double": _form(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN"),
    "float": _form(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN"),
    "hexBinary": _form("([0-9a-fA-F]{2})*"),
    "anyURI": _form(r"\S*"),
}
_CHECKS: Final = {_XSD + name: check for name, check in _FORMS.items()}


def is_well_formed(literal: ox.Literal) -> bool:
    """Whether a literal's text is in the lexical space of its datatype; true for datatypes not known."""
    check = _CHECKS.get(literal.datatype.value)
    return check is None or check(literal.value)


def masked(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """Yield the statements as triples, ill-formed literals with a datatype that no shape allows."""
    for quad in quads:
        value = quad.object
        if isinstance(value, ox.Literal) and not is_well_formed(value):
            value = ox.Literal(value.value, datatype=ox.NamedNode(MASK + value.datatype.value))
            yield ox.Triple(quad.subject, quad.predicate, value)
        else:
            yield quad.triple


def unmasked(term: str) -> str:
    """Return a term in N-Triples syntax with its true datatype."""
    return term.replace(f"^^<{MASK}", "^^<") if term.startswith('"') else term
