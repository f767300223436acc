"""The controlled lists that field values come from: tasks, themes, kinds of content, file types.

They are SKOS in ``ontology/*.ttl``; nothing here repeats them. Each list is parsed on first use and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from paper2dcat import resources
from paper2dcat.config import DEFAULT_BASE
from paper2dcat.vocab import IANA_MEDIA_TYPES, RDF, SKOS


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of a controlled list. ``slug`` ends its IRI under ``/id/{task,theme,content-kind}/``."""

    slug: str
    label: str
    definition: str = ""
    alt_labels: tuple[str, ...] = ()
    theme: str = ""
    """Of a task: the slug of the theme it belongs to."""
    broader: str = ""
    """Slug of the concept of the same list that this one is a kind of, if any."""
    match: str = ""
    """IRI of the broader concept elsewhere: an EU data theme, a DCMI type."""
    iri: str = ""
    """Full IRI of a concept that is not ours: an EU file type."""
    media_type: str = ""
    """Of a file type: its IANA media type, empty when none is registered."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the concept, the preferred one first."""
        return (self.label, *self.alt_labels)


@cache
def tasks() -> tuple[Concept, ...]:
    """Return the tasks, in the order of the file."""
    return _load("tasks.ttl")


@cache
def themes() -> tuple[Concept, ...]:
    """Return the research themes, in the order of the file."""
    return _load("themes.ttl")


@cache
def content_kinds() -> tuple[Concept, ...]:
    """Return the kinds of content, in the order of the file."""
    return _load("content-kinds.ttl")


@cache
def file_types() -> tuple[Concept, ...]:
    """Return the file types, in the order of the file."""
    return _load("file-types.ttl")


def fold(name: str) -> str:
    """Return the form in which names of concepts are compared: lower case, blanks for hyphens."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def find(concepts: tuple[Concept, ...], name: str) -> Concept | None:
    """Return the concept of this name (preferred, alternative or slug; case and hyphens don't count)."""
    # Hashing a list of concepts costs more than the look-up itself, so lists are told by identity.
    known = _INDEXES.get(id(concepts))
    if known is None or known[0] is not concepts:
        known = _INDEXES[id(concepts)] = (concepts, _index(concepts))
    return known[1].get(fold(name))


_INDEXES: dict[int, tuple[tuple[Concept, ...], dict[str, Concept]]] = {}


def _index(concepts: tuple[Concept, ...]) -> dict[str, Concept]:
    index: dict[str, Concept] = {}
    for names in (lambda c: (c.label, c.slug), lambda c: c.alt_labels):
        for concept in concepts:
            for name in names(concept):
                index.setdefault(fold(name), concept)
    return index


def _load(name: str) -> tuple[Concept, ...]:
    path = resources.folder("ontology") / name
    properties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    concepts: list[str] = []
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        subject = quad.subject.value
        if quad.predicate == RDF.type and quad.object == SKOS.Concept:
            concepts.append(subject)
        properties[subject][quad.predicate.value].append(quad.object.value)
    return tuple(_concept(iri, properties[iri]) for iri in concepts)


def _concept(iri: str, values: dict[str, list[str]]) -> Concept:
    def first(term: NamedNode, start: str = "") -> str:
        return next(_starting(values.get(term.value, ()), start), "")

    theme = first(SKOS.relatedMatch, f"{DEFAULT_BASE}id/theme/")
    media_type = first(SKOS.closeMatch, IANA_MEDIA_TYPES)
    return Concept(
        slug=first(SKOS.notation),
        label=first(SKOS.prefLabel),
        definition=first(SKOS.definition),
        alt_labels=tuple(values.get(SKOS.altLabel.value, ())),
        theme=theme.removeprefix(f"{DEFAULT_BASE}id/theme/"),
        broader=first(SKOS.broader).rpartition("/")[2],
        match=first(SKOS.broadMatch),
        iri="" if iri.startswith(DEFAULT_BASE) else iri,
        media_type=media_type.removeprefix(IANA_MEDIA_TYPES),
    )


def _starting(values: Iterable[str], start: str) -> Iterator[str]:
    return (value for value in values if value.startswith(start))
