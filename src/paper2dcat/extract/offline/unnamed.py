"""Datasets without a name of their own: data that a paper deposits under a DOI, an accession number or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paper2dcat.extract.offline.links import URL, identifiers, kept_address
from paper2dcat.extract.offline.view import PROSE, View
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


def deposited(view: View, known: Sequence[Candidate]) -> list[Candidate]:
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


def at_address(view: View, taken: Sequence[Span]) -> tuple[str, Span, Span] | None:
    """Return the address at which a paper that makes data says they lie, where, and the words that name them.

    Sentences with the name of a dataset or a citation speak of that dataset, not of the paper's own.
    """
    text = view.paper.text
    if not view.introductions.makes_data:
        return None
    for sentence in view.sentences:
        if sentence.kind not in PROSE or sentence.callouts:
            continue
        for match in URL.finditer(text, sentence.start, sentence.end):
            named = any(sentence.start <= span.start < sentence.end for span in taken)
            kept = next(kept_address(match.group(), match.start(), "data", introduced=True), None)
            ours = view.introductions.lie_at(Span(sentence.start, sentence.end), match.start())
            if kept is not None and ours and not named:
                return kept[0], kept[1], _shown_name(text, kept[1])
    return None


_CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github|gitlab|bitbucket)\.\w+/(?P<name>[\w.-]+/[\w.-]+\w)")


def _shown_name(text: str, address: Span) -> Span:
    """Return what names the data in an address: ``owner/name`` at a code host, else all of it."""
    host = _CODE_HOST.match(text, address.start)
    return Span(*host.span("name")) if host else address


def unnamed_at(view: View, taken: Sequence[Span]) -> Iterator[Candidate]:
    """Yield the dataset that the paper introduces without naming it and that lies at an address it states."""
    found = at_address(view, taken)
    if found is not None:
        url, place, name = found
        claims = [
            Claim("dcterms:title", view.text(name), span=name),
            Claim("dcat:landingPage", url, Basis.STATED, span=place),
            *own_claims(view.paper),
        ]
        yield Candidate(
            title=view.text(name),
            role=Role.INTRODUCED,
            confidence=0.7,
            mentions=(name,),
            claims=tuple(claims),
        )


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
