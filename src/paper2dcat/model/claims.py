"""What an extractor says about a paper, before grounding has checked any of it."""

from __future__ import annotations

from dataclasses import dataclass

from paper2dcat.model.paper import Span
from paper2dcat.model.record import Basis, Issue, Role


@dataclass(frozen=True, slots=True)
class Claim:
    """One value for one field, with whatever support the extractor gives.

    An extractor with positions (offline) gives ``span``; one without (a model) gives ``quote`` and lets
    grounding find it. ``reference`` is the index of the bibliography entry the value is taken from and
    ``via`` the callout that leads there. ``source`` names a rule (basis ``inferred``) or the IRI of a
    catalogue entry (basis ``catalogue``).
    """

    field: str
    """Record key: one of the twelve, ``skos:altLabel`` or ``cito:citesAsDataSource``."""
    value: str
    basis: Basis = Basis.STATED
    span: Span | None = None
    quote: str = ""
    reference: int | None = None
    via: Span | None = None
    source: str = ""
    said_by: tuple[str, ...] = ()
    """Names of the extractors that say so, where several were asked."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dataset that an extractor believes the paper talks about. Nothing in it has been checked.

    ``mentions`` may be empty when the extractor has no positions: grounding then looks the names up.
    ``kind`` is what the extractor says the thing is; anything but ``dataset`` is refused with an issue.
    """

    title: str
    role: Role
    confidence: float
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    kind: str = "dataset"
    said_by: tuple[str, ...] = ()
    """Names of the extractors that found it, where several were asked."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What asking a model took. ``cached`` counts requests that were answered from files, at no cost."""

    requests: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0
    cost: float | None = None
    """In the currency of the configured prices; None without prices."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one extractor says about one paper. No candidates is an answer: the paper uses no dataset."""

    candidates: tuple[Candidate, ...]
    issues: tuple[Issue, ...] = ()
    complete: bool = True
    """False when part of the paper could not be looked at: the record is then ``partial``."""
    usage: Usage | None = None
    """What asking a model took (or would take, in a dry run); None when no model was asked."""
    unfinished: bool = False
    """True when asking again may give what is missing: an endpoint that failed, a limit on cost."""
