"""What describing needs of identities, so that it knows nothing of how they are resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class RelationLike(Protocol):
    """A typed relation to another identity: ``kind`` by name (``subset-of``), ``target`` by slug."""

    @property
    def kind(self) -> str:
        """Name of the relation, read from left to right."""

    @property
    def target(self) -> str:
        """Slug of the other identity."""


class CreatorsLike(Protocol):
    """The creators that were decided on."""

    @property
    def names(self) -> Sequence[str]:
        """Their names."""


class IdentityLike(Protocol):
    """What describing needs of an identity."""

    @property
    def slug(self) -> str:
        """What ends the dataset's IRI."""

    @property
    def title(self) -> str:
        """The dataset's name."""

    @property
    def aliases(self) -> Sequence[str]:
        """Its other names."""

    @property
    def version_of(self) -> str | None:
        """Slug of the dataset that it is a version of."""

    @property
    def relations(self) -> Sequence[RelationLike]:
        """Its other relations."""

    @property
    def redirects_from(self) -> Sequence[str]:
        """Slugs that were merged into it."""

    @property
    def catalogue(self) -> Sequence[str]:
        """IRIs of the catalogue entries that are this dataset."""

    @property
    def creators(self) -> CreatorsLike:
        """The creators that were decided on."""


class IdentitySource(Protocol):
    """Where identities are looked up: :class:`paper2dcat.resolve.Identities` or a stand-in."""

    @property
    def identities(self) -> Sequence[IdentityLike]:
        """Every identity, sorted by slug."""

    def dataset_of(self, paper_key: str, title: str) -> IdentityLike:
        """Return the identity of what a paper calls by this name."""

    def get(self, slug: str) -> IdentityLike | None:
        """Return the identity with this slug."""
