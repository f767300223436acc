"""Reading a graph by its nodes: what every export starts from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from paper2dcat.vocab import RDF


class View:
    """The union of some quads, by subject and property. Values come sorted, so that exports are stable."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        nodes: dict[str, dict[NamedNode, set[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                nodes[quad.subject.value][quad.predicate].add(quad.object)
        self._nodes = nodes

    def instances(self, cls: NamedNode) -> list[str]:
        """Return the IRIs of all things of a class, sorted."""
        return self.subjects(RDF.type, cls.value)

    def is_a(self, iri: str, cls: NamedNode) -> bool:
        """Return whether a thing is of a class."""
        return cls in self._values(iri, RDF.type)

    def iris(self, iri: str, predicate: NamedNode) -> list[str]:
        """Return the things that a property leads to."""
        return sorted(v.value for v in self._values(iri, predicate) if isinstance(v, NamedNode))

    def texts(self, iri: str, predicate: NamedNode) -> list[str]:
        """Return the literals of a property."""
        return sorted(v.value for v in self._values(iri, predicate) if isinstance(v, Literal))

    def text(self, iri: str, predicate: NamedNode) -> str:
        """Return the first literal of a property, empty when there is none."""
        return next(iter(self.texts(iri, predicate)), "")

    def iri(self, iri: str, predicate: NamedNode) -> str:
        """Return the first thing that a property leads to, empty when there is none."""
        return next(iter(self.iris(iri, predicate)), "")

    def subjects(self, predicate: NamedNode, iri: str) -> list[str]:
        """Return the things from which a property leads to this one."""
        return sorted(self._backwards.get((predicate, iri), ()))

    @cached_property
    def _backwards(self) -> dict[tuple[NamedNode, str], list[str]]:
        links: dict[tuple[NamedNode, str], list[str]] = defaultdict(list)
        for subject, properties in self._nodes.items():
            for predicate, values in properties.items():
                for value in values:
                    if isinstance(value, NamedNode):
                        links[predicate, value.value].append(subject)
        return links

    def list_of(self, iri: str, predicate: NamedNode) -> list[str]:
        """Return the members of an RDF list in their order."""
        members: list[str] = []
        cell = self.iri(iri, predicate)
        while cell and cell != RDF.nil.value:
            members += self.iris(cell, RDF.first)
            cell = self.iri(cell, RDF.rest)
        return members

    def _values(self, iri: str, predicate: NamedNode) -> set[NamedNode | Literal]:
        properties = self._nodes.get(iri)
        return properties.get(predicate, set()) if properties else set()


def filled(values: Mapping[str, object]) -> dict[str, object]:
    """Return only what has a value: an export leaves out what is not known."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def single(values: Sequence[object]) -> object:
    """Return one value as itself, several as a list, none as None."""
    return values[0] if len(values) == 1 else list(values) or None


def as_json(document: object) -> bytes:
    """Return a document as JSON for people: indented, in UTF-8."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
