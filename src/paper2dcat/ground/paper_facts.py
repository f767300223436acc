"""The paper's own description, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable

from paper2dcat.ground.instructions import is_instruction
from paper2dcat.model import Evidence, Fact, Paper, PaperDescription


def describe(paper: Paper) -> PaperDescription:
    """Return what reading found out about the paper itself, less what gives orders to a machine."""
    evidence: list[Evidence] = []

    def value(field: str, fact: Fact | None) -> str:
        if fact is None or not fact.value or is_instruction(fact.value):
            return ""
        evidence.append(_evidence(paper, field, fact))
        return fact.value

    return PaperDescription(
        title=value("dcterms:title", paper.title),
        creator=_distinct(value("dcterms:creator", fact) for fact in paper.authors),
        identifier=_distinct(value("dcterms:identifier", fact) for fact in paper.identifiers),
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


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
