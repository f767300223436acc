"""One paper as somebody else describes it, and what can be made of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from paper2dcat.model import (
    FIELDS,
    Basis,
    Candidate,
    Claim,
    DatasetRecord,
    Extraction,
    ExtractorInfo,
    Issue,
    PaperDescription,
    PaperRecord,
    Role,
    Severity,
    Span,
    Status,
    field_by_key,
)
from paper2dcat.names import normal_form

PEER: Final = ExtractorInfo(name="map", version="1")
"""Who speaks in a record made of somebody else's values."""

STAGE: Final = "map"
_ROLES = (Role.INTRODUCED, Role.USED, Role.MENTIONED)


@dataclass(frozen=True, slots=True)
class PeerPaper:
    """What one object of the input says about one paper, cleaned."""

    source: str
    """The file's name, with the line where there are several papers in it."""
    id: str
    title: str
    candidates: tuple[Candidate, ...] = ()
    issues: tuple[Issue, ...] = ()
    record: PaperRecord | None = None
    """Our own record, where the input was one."""
    has_roles: bool = False
    """Whether the input says what the paper does with any of its datasets."""

    def extraction(self) -> Extraction:
        """Return what is to be grounded against the paper's text.

        Where the input has no roles, use is claimed: grounding takes it back where the words don't say so.
        """
        if self.record is None:
            if self.has_roles:
                return Extraction(self.candidates, self.issues)
            return Extraction(tuple(replace(c, role=Role.USED) for c in self.candidates), self.issues)
        kept = tuple(issue for issue in self.record.issues if issue.stage == "extract")
        return Extraction(tuple(map(_candidate, self.record.datasets)), kept)

    def unverified(self, created: str) -> PaperRecord:
        """Return a record of the cleaned values, without evidence; where no role is said, the weakest."""
        if self.record is not None:
            stripped = tuple(
                d.model_copy(update={"evidence": (), "mentions": (), "conflicts": ()})
                for d in self.record.datasets
            )
            return self.record.model_copy(update={"datasets": stripped, "created": created})
        datasets = tuple(_dataset(candidate) for candidate in _merged(self.candidates))
        return PaperRecord(
            source=self.source,
            sha256=hashlib.sha256(f"{self.source}\n{self.id}\n{self.title}".encode()).hexdigest(),
            status=Status.OK if datasets else Status.NO_DATASETS,
            paper=PaperDescription(title=self.title),
            extractor=PEER,
            datasets=datasets,
            issues=self.issues,
            created=created,
        )


def _merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return one candidate for each normal form; later ones add what the first does not say."""
    merged: dict[str, Candidate] = {}
    for candidate in candidates:
        form = normal_form(candidate.title)
        held = merged.get(form)
        if held is None:
            merged[form] = candidate
            continue
        said = {claim.field for claim in held.claims}
        more = tuple(claim for claim in candidate.claims if claim.field not in said)
        role = min(held.role, candidate.role, key=_ROLES.index)
        merged[form] = replace(held, role=role, claims=(*held.claims, *more))
    return tuple(merged.values())


def _dataset(candidate: Candidate) -> DatasetRecord:
    values: dict[str, str | tuple[str, ...]] = {}
    for field in FIELDS:
        said = tuple(dict.fromkeys(c.value for c in candidate.claims if c.field == field.key))
        if said and field.name != "title":
            values[field.name] = said if field.many else said[0]
    aliases = (*candidate.aliases, *(c.value for c in candidate.claims if c.field == "skos:altLabel"))
    return DatasetRecord.model_validate(
        {
            "title": candidate.title,
            "alt_label": tuple(a for a in dict.fromkeys(aliases) if a != candidate.title),
            "role": candidate.role,
            "confidence": candidate.confidence,
            **values,
        }
    )


def _candidate(dataset: DatasetRecord) -> Candidate:
    """Return a dataset of our own record as unchecked claims again."""
    claims = []
    for evidence in (*dataset.evidence, *dataset.conflicts):
        if evidence.field in ("dcterms:title", "role"):
            continue
        span = (
            Span(evidence.start, evidence.end)
            if evidence.start is not None and evidence.end is not None
            else None
        )
        basis = evidence.basis
        claims.append(
            Claim(
                evidence.field,
                evidence.value,
                basis,
                None if basis is Basis.REFERENCE else span,
                source=evidence.source,
                said_by=evidence.said_by,
            )
        )
    said = {(claim.field, claim.value) for claim in claims}
    for field in FIELDS:
        for value in dataset.values(field.name):
            if field.name != "title" and (field.key, value) not in said:
                claims.append(Claim(field.key, value))
    mentions = tuple(Span(m.start, m.end) for m in dataset.mentions)
    return Candidate(
        dataset.title,
        dataset.role,
        dataset.confidence,
        dataset.alt_label,
        mentions,
        tuple(claims),
        said_by=tuple(name for e in dataset.evidence_for("dcterms:title") for name in e.said_by),
    )


def unusable(papers: Iterable[PeerPaper]) -> Mapping[str, Mapping[str, int]]:
    """Count the values that were left out, by field and by code of the issue; fields in their usual order."""
    counts: dict[str, Counter[str]] = {field.key: Counter() for field in FIELDS}
    for paper in papers:
        for issue in paper.issues:
            warned = issue.severity is not Severity.INFO or issue.code == "placeholder"
            if issue.stage == STAGE and warned:
                last = issue.where.rsplit(" > ", 1)[-1]
                counts[last if last in counts else "dcterms:title"][issue.code] += 1
    return {key: dict(sorted(counter.items())) for key, counter in counts.items() if counter}


def is_many(key: str) -> bool:
    """Whether a field repeats."""
    return field_by_key(key).many
