"""What becomes of a claim: it is kept, perhaps corrected, or dropped with a reason; and the issues of it.

Codes of the issues of this stage, so that a report can count them:

===========================  ==========================================================================
``corrected``                 info: kept, but as the paper has it, not as it was claimed
``not-in-paper``              the value (or the dataset's name) does not stand in the running text
``only-in-references``        the dataset's name stands in the bibliography only
``not-a-dataset``             the thing named is a model, method, metric, task, software, venue or paper
``merged-names``              one name that joins two
``instruction-in-text``       the only support is a passage that gives orders to a machine
``not-bound``                 no words tie the value, or the cited entry, to the dataset
``not-about-dataset``         the cited entry is about something else
``not-in-entry``              the person or year does not stand in the entry it is credited to
``not-introduced``            the paper's authors are credited with a dataset that the paper doesn't introduce
``unusable``                  the value is not of the form that the field needs
``paper-identifier``          the identifier is the paper's or a cited article's, not the dataset's
``catalogue-mismatch``        the named catalogue entry is not found by the dataset's name or lacks the value
``unknown-rule``              an inferred value without a rule that is known, or whose words don't fit it
``second-value``              a further value for a field that has only one
``conflict``                  another extractor's value, borne out too: kept beside, as a conflicting claim
===========================  ==========================================================================

``where`` is ``source > page n > dataset > field``; a whole candidate that fell has no field part.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from paper2dcat.ground.context import Context
from paper2dcat.model import Basis, Claim, Evidence, Issue, Quote, Severity, Span
from paper2dcat.tally import GROUND

STAGE = GROUND
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Kept:
    """A value with its evidence; ``claimed`` is what the extractor said."""

    value: str
    evidence: Evidence
    claimed: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that fell: a code out of the module's table and a sentence for people."""

    code: str
    reason: str


Outcome = Kept | Dropped


def shown(text: str) -> str:
    """Return claimed text fit for a message: one line, no control characters, not too long."""
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    line = " ".join(visible.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def stated(context: Context, claim: Claim, value: str, span: Span) -> Kept:
    """Return a value kept for words of the paper."""
    return _kept(context, claim, value, span, Basis.STATED)


def inferred(context: Context, claim: Claim, value: str, span: Span, rule: str) -> Kept:
    """Return a value kept for a named rule and the words it looked at."""
    return _kept(context, claim, value, span, Basis.INFERRED, source=rule)


def referenced(context: Context, claim: Claim, value: str, entry: Span, via: Span) -> Kept:
    """Return a value kept for a bibliography entry and the callout that leads there."""
    return _kept(context, claim, value, entry, Basis.REFERENCE, via=context.paper.quote(*via))


def _kept(
    context: Context,
    claim: Claim,
    value: str,
    span: Span,
    basis: Basis,
    via: Quote | None = None,
    source: str = "",
) -> Kept:
    quote = context.paper.quote(*span)
    evidence = Evidence(
        field=claim.field,
        value=value,
        basis=basis,
        quote=quote.quote,
        page=quote.page,
        start=quote.start,
        end=quote.end,
        via=via,
        source=source,
        said_by=claim.said_by,
    )
    return Kept(value, evidence, claim.value)


def issue(where: tuple[str, ...], dropped: Dropped, severity: Severity = Severity.WARNING) -> Issue:
    """Return the issue that tells of something that fell or was changed."""
    path = " > ".join(shown(part) for part in where if part)
    return Issue(
        code=dropped.code, severity=severity, stage=STAGE, where=path, message=shown_long(dropped.reason)
    )


def shown_long(text: str) -> str:
    """Return a message as one line without control characters."""
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())
