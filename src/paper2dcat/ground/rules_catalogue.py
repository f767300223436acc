"""The rule for values that a named catalogue vouches for."""

from __future__ import annotations

from collections.abc import Sequence

from paper2dcat.alignment import fold
from paper2dcat.catalogue import CatalogueEntry
from paper2dcat.ground.outcome import Dropped, Kept, Outcome
from paper2dcat.ground.subject import Subject
from paper2dcat.model import Basis, Claim, Evidence


def from_catalogue(subject: Subject, claim: Claim) -> Outcome:
    """A value that the catalogue entry named as the claim's source has, found by a name of the dataset."""
    for name in subject.names:
        for entry in subject.context.catalogue.find(name):
            if entry.iri != claim.source:
                continue
            if not any(_same(claim.value, value) for value in values(entry, claim.field)):
                return Dropped(
                    "catalogue-mismatch", f"the catalogue entry {entry.iri} does not say '{claim.value[:80]}'"
                )
            quote = subject.context.paper.quote(*_mention_of(subject, name))
            evidence = Evidence(
                field=claim.field,
                value=claim.value,
                basis=Basis.CATALOGUE,
                quote=quote.quote,
                page=quote.page,
                start=quote.start,
                end=quote.end,
                source=entry.iri,
            )
            return Kept(claim.value, evidence, claim.value)
    return Dropped(
        "catalogue-mismatch", f"no catalogue entry '{claim.source[:80]}' bears the name {subject.title}"
    )


def values(entry: CatalogueEntry, field: str) -> Sequence[str]:
    """Return what an entry says for a field, by record key."""
    single = {
        "dcterms:issued": entry.issued,
        "dcat:landingPage": entry.landing_page,
        "dcterms:identifier": entry.identifier,
    }
    if field in single:
        return (single[field],) if single[field] else ()
    many: dict[str, Sequence[str]] = {
        "dcterms:creator": entry.creators,
        "dcterms:language": entry.languages,
        "mls:task": entry.tasks,
        "skos:altLabel": (*entry.aliases, entry.title),
    }
    return many.get(field, ())


def _same(one: str, other: str) -> bool:
    return one == other or (bool(fold(one)) and fold(one) == fold(other))


def _mention_of(subject: Subject, name: str) -> tuple[int, int]:
    for mention in subject.mentions:
        if fold(subject.text(mention)) == fold(name):
            return mention
    return subject.mentions[0]
