"""Records of many papers → dataset identities: which names are one dataset, which are versions of another.

A decision rests on what a person said (curation file), a named catalogue, or words of a paper; likeness of
strings alone never merges two names. See :func:`paper2dcat.names.normal_form` for what one name is.
"""

from __future__ import annotations

from collections.abc import Sequence

from paper2dcat.model import PaperRecord
from paper2dcat.resolve.curation import CreatorCorrection, Curation, Judgement, Rename
from paper2dcat.resolve.facts import Use, uses_of
from paper2dcat.resolve.file_store import FileStore
from paper2dcat.resolve.model import (
    CreatorClaim,
    Creators,
    Decision,
    EntryLike,
    Identities,
    Identity,
    NameSource,
    NoCatalogue,
    Reason,
    Relation,
    RelationKind,
)
from paper2dcat.resolve.resolver import Resolver
from paper2dcat.resolve.store import MemoryStore, UseStore

__all__ = [
    "CreatorClaim",
    "CreatorCorrection",
    "Creators",
    "Curation",
    "Decision",
    "EntryLike",
    "FileStore",
    "Identities",
    "Identity",
    "Judgement",
    "MemoryStore",
    "NameSource",
    "NoCatalogue",
    "Reason",
    "Relation",
    "RelationKind",
    "Rename",
    "Resolver",
    "Use",
    "UseStore",
    "resolve",
    "uses_of",
]


def resolve(records: Sequence[PaperRecord], *, catalogue: NameSource, curation: Curation) -> Identities:
    """Return the identities behind the datasets of these papers; their order doesn't matter."""
    resolver = Resolver(catalogue, curation)
    for record in records:
        resolver.add(record)
    return resolver.identities()
