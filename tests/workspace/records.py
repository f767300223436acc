"""Records made by hand, for tests that need some."""

from __future__ import annotations

import hashlib

from paper2dcat.model import (
    Basis,
    DatasetRecord,
    Evidence,
    ExtractorInfo,
    Mention,
    PaperDescription,
    PaperRecord,
    Role,
    Status,
)

CREATED = "2026-11-22T10:00:00Z"
OFFLINE = ExtractorInfo(name="offline", version="1")


def dataset(
    title: str, *, role: Role = Role.USED, creator: tuple[str, ...] = (), start: int = 100
) -> DatasetRecord:
    evidence = tuple(
        Evidence(
            field="dcterms:creator",
            value=name,
            basis=Basis.STATED,
            quote=name,
            page=1,
            start=0,
            end=len(name),
        )
        for name in creator
    )
    named = Evidence(
        field="dcterms:title", value=title, basis=Basis.STATED, quote=title, page=1, start=start,
        end=start + len(title),
    )  # fmt: skip
    mention = Mention(page=1, start=start, end=start + len(title), quote=title)
    return DatasetRecord(
        title=title,
        role=role,
        confidence=0.9,
        creator=creator,
        mentions=(mention,),
        evidence=(named, *evidence),
    )


def record(
    identifier: str, *datasets: DatasetRecord, title: str = "", source: str = "paper.pdf", date: str = "2020"
) -> PaperRecord:
    return PaperRecord(
        source=source,
        sha256=hashlib.sha256(f"{identifier}{source}".encode()).hexdigest(),
        status=Status.OK if datasets else Status.NO_DATASETS,
        paper=PaperDescription(
            title=title or f"Paper {identifier}",
            creator=("Ada Example",),
            identifier=(identifier,) if identifier else (),
            date=date,
            language="en",
            pages=3,
            characters=1000,
        ),
        extractor=OFFLINE,
        datasets=datasets,
        created=CREATED,
    )
