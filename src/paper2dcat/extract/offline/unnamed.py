"""Datasets without a name of their own: data that a paper deposits under a DOI or an accession number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paper2dcat.extract.offline.links import identifiers
from paper2dcat.extract.offline.view import View
from paper2dcat.introducing import first_year
from paper2dcat.model import Basis, Candidate, Claim, Paper, PassageKind, Role, SectionKind, Span

_ARCHIVES = ("Zenodo", "figshare", "Dryad", "Dataverse", "OSF", "GEO", "ArrayExpress", "PANGAEA", "ICPSR", "GESIS",
             "SRA", "BioProject", "PRIDE", "dbGaP")  # fmt: skip
_OWN = re.compile(
    r"\b(?:data|datasets?|files|sequences|code)\b[^.]{0,160}\b(?:available|deposited|archived|"
    r"accessible|found|uploaded|"
    r"submitted|shared|stored)\b|\b(?:deposited|available|archived)\b[^.]{0,100}\b(?:data|datasets?)\b"
    r"|\bdata availability\b|\baccession (?:number|code)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bet al\b|\bpreviously published\b|\bdownloaded\b|\bobtained from\b|\bpublicly available dataset", re.I
)


def deposited(view: View, taken: Sequence[Span], known: Sequence[Candidate]) -> list[Candidate]:
    """Return a candidate for each repository DOI or accession that no named dataset of the paper claims."""
    claimed = {c.value for k in known for c in k.claims if c.field == "dcterms:identifier"}
    result: dict[str, Candidate] = {}
    for passage in view.paper.passages:
        if passage.kind is PassageKind.REFERENCE:
            continue
        section = view.paper.sections[passage.section].kind if passage.section >= 0 else SectionKind.FRONT
        for value, span in identifiers(view, Span(passage.start, passage.end)):
            if value in claimed or value in result or section is SectionKind.REFERENCES:
                continue
            text = view.paper.text[max(0, span.start - 250) : span.end + 60]
            ours = bool(_OWN.search(text)) and not _OTHERS.search(text)
            result[value] = _candidate(view, value, span, Role.INTRODUCED if ours else Role.USED, text)
    return list(result.values())


def _candidate(view: View, value: str, span: Span, role: Role, text: str) -> Candidate:
    archive = next((name for name in _ARCHIVES if name.casefold() in (text + value).casefold()), "")
    printed = view.text(span)
    title = f"{archive} {value}" if archive and f"{archive} {value}" in text else printed
    claims = [Claim("dcterms:title", title, span=span), Claim("dcterms:identifier", value, span=span)]
    if role is Role.INTRODUCED:
        claims += own_creators(view.paper)
    return Candidate(title=title, role=role, confidence=0.9, mentions=(span,), claims=tuple(claims))


def own_creators(paper: Paper) -> Iterator[Claim]:
    """Yield the paper's authors for a dataset that the paper introduces or deposits."""
    for author in paper.authors:
        if author.start is not None and author.end is not None:
            yield Claim("dcterms:creator", author.value, span=Span(author.start, author.end))


def own_claims(paper: Paper) -> Iterator[Claim]:
    """Yield the paper's authors and year for a dataset that the paper introduces.

    A deposit has no year here: it can be older or younger than the paper.
    """
    yield from own_creators(paper)
    year = first_year(paper)
    if year:
        yield Claim("dcterms:issued", year, Basis.INFERRED, source="issued-with-paper")
