"""Small records for the tests of resolving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paper2dcat.model import (
    Basis,
    DatasetRecord,
    Evidence,
    ExtractorInfo,
    PaperDescription,
    PaperRecord,
    Role,
    Status,
)
from paper2dcat.names import normal_form


def dataset(
    title: str,
    *aliases: str,
    role: Role = Role.USED,
    creator: Sequence[str] = (),
    work: str = "",
    quote: str = "",
    version: str = "",
    identifier: Sequence[str] = (),
    landing_page: str = "",
    description: str = "",
) -> DatasetRecord:
    evidence = [
        Evidence(field="skos:altLabel", value=alias, basis=Basis.STATED, quote=quote or alias)
        for alias in aliases
    ]
    if work:
        evidence.append(
            Evidence(
                field="cito:citesAsDataSource", value=work, basis=Basis.REFERENCE, quote=f"{work}. 2009."
            )
        )
    evidence += [Evidence(field="dcterms:creator", value=name, basis=Basis.REFERENCE) for name in creator]
    return DatasetRecord(
        title=title,
        alt_label=aliases,
        role=role,
        confidence=0.9,
        creator=tuple(creator),
        has_version=version,
        identifier=tuple(identifier),
        landing_page=landing_page,
        description=description,
        evidence=tuple(evidence),
    )


def paper(key: str, *datasets: DatasetRecord | str) -> PaperRecord:
    made = tuple(dataset(d) if isinstance(d, str) else d for d in datasets)
    return PaperRecord(
        source=f"{key}.pdf",
        sha256="0" * 64,
        status=Status.OK if made else Status.NO_DATASETS,
        paper=PaperDescription(title=key, identifier=(f"arXiv:{key}",)),
        extractor=ExtractorInfo(name="offline", version="0"),
        datasets=made,
        created="2026-01-01T00:00:00Z",
    )


@dataclass(frozen=True)
class Entry:
    iri: str
    title: str
    aliases: tuple[str, ...] = ()
    long_forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """A catalogue in memory."""

    entries: tuple[Entry, ...]

    def called(self, name: str) -> tuple[Entry, ...]:
        form = normal_form(name)
        return tuple(
            e for e in self.entries if form in map(normal_form, (e.title, *e.aliases, *e.long_forms))
        )
