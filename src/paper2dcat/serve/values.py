"""What is said of a thing, value by value, each with the places that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from paper2dcat.serve.render import Row
from paper2dcat.vocab import DCAT, DCTERMS, LPWC, OWL, SKOS

FIELDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Name", (DCTERMS.title.value,)),
    ("Also called", (SKOS.altLabel.value,)),
    ("Description", (DCTERMS.description.value,)),
    ("Made by", (DCTERMS.creator.value,)),
    ("Published", (DCTERMS.issued.value,)),
    ("Dated", (DCTERMS.date.value,)),
    ("Task", (LPWC.usedForTask.value,)),
    ("Theme", (DCAT.theme.value,)),
    ("Content", (DCTERMS.type.value,)),
    ("Format", (DCTERMS.format.value,)),
    ("Language", (DCTERMS.language.value,)),
    ("Keyword", (DCAT.keyword.value,)),
    ("Page", (DCAT.landingPage.value,)),
    ("Identifier", (DCTERMS.identifier.value, OWL.sameAs.value)),
    ("Version", (DCAT.version.value, DCAT.hasVersion.value)),
    ("Version of", (DCAT.isVersionOf.value,)),
    ("Part of", (DCTERMS.isPartOf.value,)),
    ("Replaced by", (DCTERMS.isReplacedBy.value,)),
)
_ONE_NAME: Final = "http://publications.europa.eu/resource/authority/data-theme/"
"""The EU's themes repeat ours: they are in the data, and left out on the page."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a paper: ``span`` is the IRI of the place, whose document shows the page."""

    quote: str
    page: str
    span: str


@dataclass(slots=True)
class Proof:
    """One claim: on what it rests, which paper makes it, and the words."""

    basis: str
    paper: str
    title: str
    source: str
    rule: str
    quotes: list[Quoted] = field(default_factory=list)


@dataclass(slots=True)
class Value:
    """One value of a field. ``held``: it is in the description, not only claimed by some paper."""

    value: str
    label: str
    held: bool
    proofs: list[Proof] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Together:
    """Values that rest on the same words: all the makers in one entry of a bibliography, say."""

    values: tuple[Value, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One field with its values: those that are held, and what else papers say."""

    name: str
    held: tuple[Together, ...]
    other: tuple[Together, ...]


def proofs(claims: Iterable[Row], quotes: Iterable[Row]) -> dict[tuple[str, str], list[Proof]]:
    """Return the proofs of each property and value out of the rows of claims and of their quotes."""
    known: dict[str, Proof] = {}
    found: dict[tuple[str, str], list[Proof]] = {}
    for row in claims:
        if row["claim"] not in known:
            proof = Proof(row["basis"], row["paper"], row["title"], row["source"], row["rule"])
            known[row["claim"]] = proof
            found.setdefault((row["property"], row["value"]), []).append(proof)
    for row in quotes:
        if row["claim"] in known:
            known[row["claim"]].quotes.append(Quoted(row["quote"], row["page"], row["span"]))
    return found


def said(facts: Sequence[Row], claims: Sequence[Row], quotes: Sequence[Row], iri: str) -> list[Said]:
    """Bring together what is held of a thing and what papers claim, field by field."""
    why = proofs(claims, quotes)
    labels = {(row["property"], row["value"]): row["label"] for row in claims}
    result = []
    for name, properties in FIELDS:
        values: dict[str, Value] = {}
        for row in facts:
            if row["property"] in properties and not _repeats(row, iri):
                values.setdefault(row["value"], Value(row["value"], row["label"], True))
        for (prop, value), reasons in why.items():
            if prop in properties:
                known = values.setdefault(value, Value(value, labels[prop, value], False))
                known.proofs += reasons
        held = _together(value for value in values.values() if value.held)
        other = _together(value for value in values.values() if not value.held)
        if held or other:
            result.append(Said(name, held, other))
    return result


def _together(values: Iterable[Value]) -> tuple[Together, ...]:
    groups: dict[object, list[Value]] = {}
    for value in values:
        words = [(p.basis, p.paper, p.source, p.rule, tuple(p.quotes)) for p in value.proofs]
        groups.setdefault(tuple(words) or value.value, []).append(value)
    return tuple(Together(tuple(group), tuple(group[0].proofs)) for group in groups.values())


def _repeats(row: Row, iri: str) -> bool:
    return row["value"] == iri or row["value"].startswith(_ONE_NAME)
