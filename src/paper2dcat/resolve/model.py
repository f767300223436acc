"""What resolving yields: identities, the decisions behind them and the typed relations between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from paper2dcat.names import normal_form, slug


class RelationKind(StrEnum):
    """How one name stands to another; read from left to right (``SQuAD 1.1`` version-of ``SQuAD``)."""

    SAME = "same"
    VERSION_OF = "version-of"
    SUBSET_OF = "subset-of"
    LANGUAGE_PAIR_OF = "language-pair-of"
    MEMBER_OF = "member-of"
    DIFFERENT = "different"

    @property
    def inverse(self) -> str:
        """Name of the relation read from right to left."""
        return {"version-of": "has-version", "subset-of": "has-subset", "member-of": "has-member",
                "language-pair-of": "has-language-pair"}.get(self.value, self.value)  # fmt: skip


class Reason(StrEnum):
    """Why a decision was taken, strongest first: a person, a catalogue, words of a paper, the name itself."""

    CURATED = "curated"
    KNOWN = "known"
    CATALOGUE = "catalogue"
    IDENTIFIER = "identifier"
    EXPANSION = "expansion"
    STATED = "stated"
    REFERENCE = "reference"
    LANDING_PAGE = "landing-page"
    SPELLING = "spelling"
    NAME_PARTS = "name-parts"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """One decision about two names. ``source``: paper key, catalogue IRI or line of the curation file."""

    left: str
    right: str
    relation: RelationKind
    reason: Reason
    detail: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A typed relation from one identity to another, named by the other's slug."""

    kind: RelationKind
    target: str
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True, order=True)
class CreatorClaim:
    """Who one paper says made the dataset. ``work`` is the entry it cites for it, normalised."""

    paper: str
    names: tuple[str, ...]
    basis: str
    work: str = ""


@dataclass(frozen=True, slots=True)
class Creators:
    """The decided creators of a dataset, by what they were decided, and every claim beside them."""

    names: tuple[str, ...] = ()
    reason: str = ""
    """``curated``, ``own-paper``, ``majority``, ``only-claim`` or empty when nothing was decided."""
    supporters: tuple[str, ...] = ()
    """Keys of the papers whose claims agree with the decision."""
    claims: tuple[CreatorClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """One dataset across papers. ``slug`` depends on its names only, never on the order of papers."""

    slug: str
    title: str
    aliases: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    version_of: str | None = None
    relations: tuple[Relation, ...] = ()
    redirects_from: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    creators: Creators = field(default_factory=Creators)
    catalogue: tuple[str, ...] = ()
    """IRIs of the catalogue entries that are this dataset."""


class EntryLike(Protocol):
    """What resolving needs of a catalogue entry."""

    @property
    def iri(self) -> str:
        """The entry's IRI."""

    @property
    def title(self) -> str:
        """The entry's main name."""

    @property
    def aliases(self) -> Sequence[str]:
        """Its other names."""

    @property
    def long_forms(self) -> Sequence[str]:
        """What its description spells a name out by."""


class NameSource(Protocol):
    """Where known names are looked up: :class:`paper2dcat.catalogue.Catalogue` or a stand-in."""

    def called(self, name: str) -> Sequence[EntryLike]:
        """Return the entries that have a name or a long form of this normal form."""


class NoCatalogue:
    """A catalogue that knows nothing."""

    def called(self, name: str) -> Sequence[EntryLike]:
        """Return no entries."""
        return ()


@dataclass(frozen=True)
class Identities:
    """All identities of a set of papers, sorted by slug."""

    identities: tuple[Identity, ...]
    by_form: Mapping[str, str]
    """Normal form of every name in use to the slug of its identity."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_slug", {identity.slug: identity for identity in self.identities})

    def dataset_of(self, paper_key: str, title: str) -> Identity:
        """Return the identity of the dataset that a paper calls ``title``.

        A title that was not among the resolved records gets an identity of its own, the same that it
        would get in a corpus of one.
        """
        found = self.get(self.by_form.get(normal_form(title), ""))
        return found or Identity(slug=slug(title), title=title, papers=(paper_key,))

    def get(self, slug: str) -> Identity | None:
        """Return the identity with this slug, following no redirect."""
        by_slug: Mapping[str, Identity] = getattr(self, "_by_slug")  # noqa: B009
        return by_slug.get(slug)

    @property
    def redirects(self) -> dict[str, str]:
        """Slugs that were merged away, with the slug that stands for them now."""
        return {old: identity.slug for identity in self.identities for old in identity.redirects_from}

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision taken, sorted."""
        return tuple(sorted({decision for identity in self.identities for decision in identity.decisions}))
