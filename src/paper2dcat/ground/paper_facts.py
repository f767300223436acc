"""The paper's own description, each value with its evidence."""

from __future__ import annotations

from paper2dcat.model import Evidence, Fact, Paper, PaperDescription


def describe(paper: Paper) -> PaperDescription:
    """Return what reading found out about the paper itself."""
    evidence: list[Evidence] = []

    def value(field: str, fact: Fact | None) -> str:
        if fact is None or not fact.value:
            return ""
        evidence.append(_evidence(paper, field, fact))
        return fact.value

    return PaperDescription(
        title=value("dcterms:title", paper.title),
        creator=tuple(dict.fromkeys(value("dcterms:creator", fact) for fact in paper.authors if fact.value)),
        identifier=tuple(
            dict.fromkeys(value("dcterms:identifier", fact) for fact in paper.identifiers if fact.value)
        ),
        date=value("dcterms:date", paper.date),
        language=value("language", paper.language),
        pages=len(paper.pages),
        characters=len(paper.text),
        evidence=tuple(evidence),
    )


def _evidence(paper: Paper, field: str, fact: Fact) -> Evidence:
    if fact.start is None or fact.end is None:
        return Evidence(field=field, value=fact.value, basis=fact.basis, source=fact.rule)
    quote = paper.quote(fact.start, fact.end)
    return Evidence(
        field=field,
        value=fact.value,
        basis=fact.basis,
        quote=quote.quote,
        page=quote.page,
        start=quote.start,
        end=quote.end,
        source=fact.rule,
    )
