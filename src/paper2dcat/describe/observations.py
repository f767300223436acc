"""What one paper contributes to what is held true of a dataset across papers: small, kept for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paper2dcat.describe.context import best_basis
from paper2dcat.describe.datasets import DESCRIPTION_LENGTHS, creator_scope
from paper2dcat.describe.draft import clean, is_placeholder
from paper2dcat.describe.interfaces import IdentitySource
from paper2dcat.describe.iris import name_keys
from paper2dcat.describe.merging import merged_datasets
from paper2dcat.describe.versions import child_slug
from paper2dcat.model import Basis, DatasetRecord, PaperRecord, Role
from paper2dcat.names import key_slug, normal_form

CATALOGUE_FIELDS: Final = ("landing_page", "task")
"""The fields that a catalogue may fill where no paper does, by attribute name."""
_SHORTEST_QUOTE = 40
_LONGEST_QUOTE = 1000


@dataclass(frozen=True, slots=True, order=True)
class Stated:
    """A value with the strongest basis that one paper gives it."""

    value: str
    basis: Basis


@dataclass(frozen=True, slots=True, order=True)
class Maker:
    """A creator that one paper names: scope and key end the agent's IRI."""

    name: str
    scope: str
    key: str
    basis: Basis


@dataclass(frozen=True, slots=True, order=True)
class Observation:
    """One dataset of one paper, as far as decisions across papers need it."""

    paper: str
    slug: str
    title: str
    paper_title: str
    language: str
    role: Role
    names: tuple[Stated, ...] = ()
    """Every name that the paper uses, with its basis."""
    description: Stated | None = None
    issued: Stated | None = None
    creators: tuple[Maker, ...] = ()
    quote: str = ""
    """The longest of the paper's words about the dataset that name it, empty when there are none."""
    version: str = ""
    child: str = ""
    """Slug of the version that the paper uses, when it is a dataset of its own."""
    filled: tuple[str, ...] = ()
    """Names of the fields with a value, among those that a catalogue may fill otherwise."""
    unverified: bool = False
    """The record has no evidence: it counts only where no other record speaks of the dataset."""


def is_unverified(record: PaperRecord) -> bool:
    """Return whether a record makes claims without any evidence (another program's output)."""
    return bool(record.datasets) and not any(d.evidence or d.mentions for d in record.datasets)


def observe(record: PaperRecord, identities: IdentitySource) -> tuple[Observation, ...]:
    """Return what a record says about each of its datasets."""
    unverified, datasets = is_unverified(record), merged_datasets(record, identities)
    return tuple(_observe(record, dataset, identities, unverified) for dataset in datasets)


def _observe(
    record: PaperRecord, dataset: DatasetRecord, identities: IdentitySource, unverified: bool
) -> Observation:
    identity = identities.dataset_of(record.key, dataset.title)
    fits = len(clean(dataset.description)) in DESCRIPTION_LENGTHS
    version = dataset.has_version
    return Observation(
        paper=record.key,
        slug=identity.slug,
        title=dataset.title,
        paper_title=record.paper.title,
        language=record.paper.language or "en",
        role=dataset.role,
        names=(
            Stated(dataset.title, Basis.STATED),
            *(_stated(dataset, "skos:altLabel", name) for name in dataset.alt_label),
        ),
        description=_stated(dataset, "dcterms:description", dataset.description) if fits else None,
        issued=_stated(dataset, "dcterms:issued", dataset.issued) if dataset.issued else None,
        creators=_makers(record, dataset, identity.slug),
        quote=_quote(dataset),
        version=version,
        child=child_slug(identities, record.key, identity, dataset.title, version) if version else "",
        filled=tuple(field for field in CATALOGUE_FIELDS if dataset.values(field)),
        unverified=unverified,
    )


def _stated(dataset: DatasetRecord, key: str, value: str) -> Stated:
    return Stated(value, best_basis(dataset.evidence_for(key, value)))


def _makers(record: PaperRecord, dataset: DatasetRecord, slug: str) -> tuple[Maker, ...]:
    keys = name_keys(dataset.creator)
    makers = []
    for name in (name for name in dataset.creator if not is_placeholder(name)):
        evidence = dataset.evidence_for("dcterms:creator", name)
        scope = creator_scope(key_slug(record.key), slug, dataset, evidence)
        makers.append(Maker(name, scope, keys[name], best_basis(evidence)))
    return tuple(makers)


def _quote(dataset: DatasetRecord) -> str:
    names = [form for name in (dataset.title, *dataset.alt_label) if (form := normal_form(name))]
    quotes = [e.quote for e in dataset.evidence if e.basis is Basis.STATED]
    fitting = [
        " ".join(quote.split())
        for quote in quotes
        if _is_sentence(quote) and any(n in normal_form(quote) for n in names)
    ]
    return max(fitting, key=lambda quote: (len(quote), quote), default="")


def _is_sentence(quote: str) -> bool:
    return _SHORTEST_QUOTE <= len(quote) <= _LONGEST_QUOTE and bool(
        re.search(r"[a-z]{2}.*[.!?][\"”’)]*$", quote, re.S)
    )
