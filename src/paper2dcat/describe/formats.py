"""Format, taken apart: kinds of content are types of the dataset, file types belong to a distribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from paper2dcat import schemes
from paper2dcat.describe.draft import Sheet, tagged
from paper2dcat.describe.iris import Iris
from paper2dcat.describe.papers import describe_media_type
from paper2dcat.vocab import DCAT, DCTERMS


@dataclass(frozen=True, slots=True)
class FormatParts:
    """What a format names: kinds of content and file types. What is neither is left out."""

    kinds: tuple[schemes.Concept, ...]
    file_types: tuple[schemes.Concept, ...]


@lru_cache(maxsize=4096)
def split_format(value: str) -> FormatParts:
    """Return the parts of a format such as ``Image, CSV``."""
    kinds: dict[str, schemes.Concept] = {}
    file_types: dict[str, schemes.Concept] = {}
    for part in (part.strip() for part in value.split(",")):
        if kind := schemes.find(schemes.content_kinds(), part):
            kinds[kind.slug] = kind
        elif file_type := schemes.find(schemes.file_types(), part):
            file_types[file_type.slug] = file_type
    return FormatParts(tuple(kinds.values()), tuple(file_types.values()))


def describe_kind(iris: Iris, kind: schemes.Concept) -> NamedNode:
    """Return the IRI of a kind of content."""
    return iris.concept("content-kind", kind.slug)


def describe_distribution(
    sheet: Sheet, vocabularies: Sheet, dataset: NamedNode, distribution: NamedNode,
    file_type: schemes.Concept, pages: Sequence[NamedNode],
) -> None:  # fmt: skip
    """State the files of one type of a dataset, reached at these pages (DCAT-AP demands an access URL)."""
    sheet.add(dataset, DCAT.distribution, distribution)
    sheet.type(distribution, DCAT.Distribution, DCAT.Resource)
    sheet.add(distribution, DCTERMS.title, tagged(f"{file_type.label} files"))
    sheet.add(distribution, DCAT.accessURL, *pages)
    sheet.add(distribution, DCTERMS.format, NamedNode(file_type.iri))
    if file_type.media_type:
        media_type = describe_media_type(vocabularies, file_type.media_type)
        sheet.add(distribution, DCAT.mediaType, media_type)
