"""The examples that shapes are tested with: one graph that conforms, and updates that break one rule each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.vocab import PREFIXES, XSD

DATA = Path(__file__).parent / "data"
BASE = "https://example.org/kg/"
SHAPES = "https://w3id.org/paper2dcat/shapes#"
SCHEMA = "http://schema.org/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
# Oxigraph's store rewrites literals ("1"^^xsd:nonNegativeInteger becomes xsd:integer): datatypes wear a mask.
MASK = "urn:mask:"
_PREFIXES = "".join(
    f"PREFIX {prefix}: <{MASK if prefix == 'xsd' else ''}{iri}>\n"
    for prefix, iri in [*PREFIXES.items(), ("", BASE), ("file-type", FILE_TYPE), ("schema", SCHEMA)]
)


@dataclass(frozen=True)
class Case:
    """A change of the conforming graph (an update, or a node made blank), and the one result it brings."""

    file: str
    number: int
    shape: str
    component: str
    focus: str
    update: str = ""
    blank: str = ""

    @property
    def profile(self) -> str:
        return "google" if self.file == "google" else "recommended"

    @property
    def id(self) -> str:
        return f"{self.file}-{self.number}-{self.shape}-{self.component}"

    def quads(self) -> list[ox.Quad]:
        """Return the graph with this violation in it."""
        if self.blank:
            return [_made_blank(quad, BASE + self.blank) for quad in good_quads()]
        store = ox.Store()
        store.extend(_with_datatypes(quad, lambda iri: MASK + iri) for quad in good_quads())
        store.update(_PREFIXES + self.update)
        unmasked = (_with_datatypes(quad, lambda iri: iri.removeprefix(MASK)) for quad in store)
        return sorted(unmasked, key=str)


def _with_datatypes(quad: ox.Quad, change: Callable[[str], str]) -> ox.Quad:
    value = quad.object
    if not isinstance(value, ox.Literal) or value.language or value.datatype.value == XSD.string.value:
        return quad
    typed = ox.Literal(value.value, datatype=ox.NamedNode(change(value.datatype.value)))
    return ox.Quad(quad.subject, quad.predicate, typed)


def _made_blank(quad: ox.Quad, iri: str) -> ox.Quad:
    node, blank = ox.NamedNode(iri), ox.BlankNode("blank")
    subject = blank if quad.subject == node else quad.subject
    return ox.Quad(subject, quad.predicate, blank if quad.object == node else quad.object)


@cache
def good_quads() -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(path=DATA / "good.ttl"))


@cache
def all_cases() -> tuple[Case, ...]:
    return tuple(
        Case(path.stem, number, **table)
        for path in sorted((DATA / "cases").glob("*.toml"))
        for number, table in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1)
    )


def serialized(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as N-Triples."""
    content = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    assert content is not None
    return content


def moved(quad: ox.Quad, number: int) -> ox.Quad:
    """Return a statement of an example under a base of its own, so that examples can share a graph."""
    subject = _move(quad.subject, number)
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    return ox.Quad(subject, quad.predicate, _move(quad.object, number))


def _move(term: object, number: int) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, ox.NamedNode):
        return ox.NamedNode(term.value.replace("example.org/kg/", f"example.org/kg{number}/"))
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{term.value}x{number}")
    assert isinstance(term, ox.Literal)
    return term
