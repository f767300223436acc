"""The keeper of the promise: every claim of an extractor is found in the paper, or it falls.

:func:`ground` takes what an extractor says and gives the published record. Nothing in the record was
written by the extractor alone: the values are those that the paper's words (or a named catalogue entry)
support, the evidence is cut from the paper's text here, and each claim that fell has an issue that says
what was claimed and why it fell. The rules, one a field, are in ``rules_*.py``; the codes of the issues in
``outcome.py``; :func:`paper2dcat.tally.tally` counts what was claimed, kept, corrected and dropped by field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from paper2dcat.catalogue import Catalogue
from paper2dcat.ground.context import Context
from paper2dcat.ground.dataset import Draft, draft, finish, forms
from paper2dcat.ground.naming import name_parts
from paper2dcat.ground.outcome import STAGE, shown
from paper2dcat.ground.paper_facts import describe
from paper2dcat.model import (
    Candidate,
    Extraction,
    ExtractorInfo,
    Issue,
    Paper,
    PaperRecord,
    Role,
    Severity,
    Status,
)
from paper2dcat.names import normal_form

__all__ = ["ground"]

_ROLES = (Role.INTRODUCED, Role.USED, Role.MENTIONED)


def ground(
    paper: Paper, extraction: Extraction, extractor: ExtractorInfo, *, catalogue: Catalogue, created: str
) -> PaperRecord:
    """Check everything that an extractor says about a paper and return the record of what holds.

    ``created`` is the time the record is to bear: grounding has no clock.
    """
    context = Context(paper, catalogue)
    issues = [*paper.issues, *extraction.issues, *_instructions(context)]
    drafts: list[Draft] = []
    for candidate in _merged(extraction.candidates):
        drafted = draft(context, candidate)
        if isinstance(drafted, Issue):
            issues.append(drafted)
        else:
            drafts.append(drafted)
    datasets = []
    for drafted in _merged_drafts(context, drafts):
        record, found = finish(drafted)
        datasets.append(record)
        issues += found
    datasets.sort(key=lambda d: (d.mentions[0].start, d.title))
    return PaperRecord(
        source=paper.source,
        sha256=paper.sha256,
        status=_status(extraction, bool(datasets)),
        paper=describe(paper),
        extractor=extractor,
        datasets=tuple(datasets),
        issues=tuple(dict.fromkeys(issues)),
        created=created,
    )


def _status(extraction: Extraction, found: bool) -> Status:
    if not extraction.complete:
        return Status.PARTIAL
    return Status.OK if found else Status.NO_DATASETS


def _instructions(context: Context) -> Iterable[Issue]:
    """Tell of every passage that gives orders to a machine, whether an extractor obeyed or not."""
    for instruction in context.instructions:
        quote = context.paper.quote(*instruction.sentence)
        yield Issue(
            code="instruction-in-text",
            severity=Severity.WARNING,
            stage=STAGE,
            where=f"{context.paper.source} > page {quote.page}",
            message=f"the text gives orders to a machine and is no evidence: '{shown(quote.quote)}'",
        )


def _merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Merge candidates whose titles have one normal form; what is claimed of either is claimed of both."""
    merged: dict[str, Candidate] = {}
    for candidate in candidates:
        form = normal_form(name_parts(candidate.title)[0])
        merged[form] = _joined(merged[form], candidate) if form in merged else candidate
    return tuple(merged.values())


def _joined(one: Candidate, other: Candidate) -> Candidate:
    first, second = sorted((one, other), key=lambda c: -c.confidence)
    return replace(
        first,
        role=min(one.role, other.role, key=_ROLES.index),
        aliases=tuple(dict.fromkeys((*first.aliases, second.title, *second.aliases))),
        mentions=tuple(sorted({*one.mentions, *other.mentions})),
        claims=tuple(dict.fromkeys((*first.claims, *second.claims))),
        kind=one.kind if one.kind != "dataset" else other.kind,
        said_by=tuple(dict.fromkeys((*first.said_by, *second.said_by))),
    )


def _merged_drafts(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Merge datasets that the paper itself says are one: an accepted name of the one is the other's title."""
    result: list[Draft] = []
    for drafted in drafts:
        at = next((i for i, held in enumerate(result) if forms(held) & forms(drafted)), None)
        if at is None:
            result.append(drafted)
            continue
        again = draft(context, _joined(result[at].subject.candidate, drafted.subject.candidate))
        if isinstance(again, Draft):
            result[at] = again
    return result
