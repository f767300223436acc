"""Grounding one candidate: its name, its role, and every claim by its field's rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from paper2dcat.ground import rules_links, rules_people, rules_tasks, rules_words
from paper2dcat.ground.context import Context
from paper2dcat.ground.naming import Named, aliases_of, find_alias, find_title, name_parts, without_overlaps
from paper2dcat.ground.outcome import Dropped, Kept, Outcome, issue, stated
from paper2dcat.ground.placing import Places
from paper2dcat.ground.roles import supported_role
from paper2dcat.ground.rules_catalogue import from_catalogue
from paper2dcat.ground.subject import Subject
from paper2dcat.model import (
    FIELDS,
    Basis,
    Candidate,
    Claim,
    DatasetRecord,
    Evidence,
    Issue,
    Mention,
    Severity,
    Span,
)
from paper2dcat.names import normal_form

Rule = Callable[[Subject, Claim], Outcome]
RULES: dict[str, Rule] = {
    "dcterms:creator": rules_people.creator,
    "dcterms:issued": rules_people.issued,
    "cito:citesAsDataSource": rules_people.citation,
    "dcat:landingPage": rules_links.landing_page,
    "dcterms:identifier": rules_links.identifier,
    "dcterms:hasVersion": rules_links.version,
    "dcterms:language": rules_words.language,
    "dcterms:format": rules_words.content,
    "dcterms:description": rules_words.description,
    "dcat:theme": rules_tasks.theme,
    "dcat:keyword": rules_words.keyword,
    "mls:task": rules_tasks.task,
}
"""One rule a field. Title and alternative names are settled before, since every rule needs them."""

_TITLE, _ALIAS, _CITATION = "dcterms:title", "skos:altLabel", "cito:citesAsDataSource"


@dataclass(frozen=True, slots=True)
class Draft:
    """A subject found in the paper, with the claims still to be checked and the issues so far."""

    subject: Subject
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    issues: tuple[Issue, ...]


def draft(context: Context, candidate: Candidate) -> Draft | Issue:
    """Find the candidate's names in the text; an issue when what it names is refused."""
    source = context.paper.source
    found = find_title(context, candidate)
    if isinstance(found, Dropped):
        return issue((source, candidate.title), found)
    issues: list[Issue] = []
    page = f"page {context.paper.page_at(found.mentions[0].start)}"
    where = (source, page, found.title)
    claimed = name_parts(candidate.title)[0]
    if found.title != claimed:
        changed = Dropped("corrected", f"'{claimed}' is printed as '{found.title}'")
        issues.append(issue((*where, _TITLE), changed, Severity.INFO))
    names, mentions, evidence = (
        [found.title],
        list(found.mentions),
        [_name_evidence(context, _TITLE, found, candidate.said_by)],
    )
    for alias in aliases_of(candidate, found.title):
        outcome = find_alias(context, found.title, found.mentions, alias)
        if isinstance(outcome, Dropped):
            issues.append(issue((*where, _ALIAS), outcome))
        elif outcome.title.casefold() not in {name.casefold() for name in names}:
            names.append(outcome.title)
            mentions += outcome.mentions
            evidence.append(_name_evidence(context, _ALIAS, outcome, _said_by(candidate, alias)))
    spans = without_overlaps(mentions)
    role = supported_role(context, candidate.role, tuple(names), spans)
    if role is not candidate.role:
        changed = Dropped(
            "corrected", f"the words about {found.title} don't say that it is {candidate.role}, but {role}"
        )
        issues.append(issue((*where, "role"), changed, Severity.INFO))
    subject = Subject(context, candidate, found.title, tuple(names), spans, role)
    claims = tuple(c for c in candidate.claims if c.field not in (_TITLE, _ALIAS))
    return Draft(subject, claims, tuple(evidence), tuple(issues))


def _said_by(candidate: Candidate, name: str) -> tuple[str, ...]:
    """Return which extractors say that a candidate has this name."""
    claims = [c for c in candidate.claims if c.field in (_TITLE, _ALIAS) and c.value == name]
    return tuple(dict.fromkeys(sayer for claim in claims for sayer in claim.said_by))


def _name_evidence(context: Context, field: str, named: Named, said_by: tuple[str, ...]) -> Evidence:
    claim = Claim(field=field, value=named.title, said_by=said_by)
    return stated(context, claim, named.title, named.mentions[0]).evidence


def finish(drafted: Draft) -> tuple[DatasetRecord, tuple[Issue, ...]]:
    """Check every claim and return the dataset with what was kept, and an issue for what was not."""
    subject, context = drafted.subject, drafted.subject.context
    page = f"page {context.paper.page_at(subject.mentions[0].start)}"
    where = (context.paper.source, page, subject.title)
    places = Places()
    issues = list(drafted.issues)
    for claim in dict.fromkeys(_tidied(claim) for claim in drafted.claims):
        outcome: Outcome | None = _check(subject, claim)
        if isinstance(outcome, Kept):
            outcome = places.take(claim, outcome)
        if isinstance(outcome, Dropped):
            issues.append(issue((*where, claim.field), outcome))
        elif outcome is not None and claim.value and not _alike(outcome.value, claim.value):
            changed = Dropped(
                "corrected", f"'{claim.value[:100]}' is kept as the paper has it: '{outcome.value[:100]}'"
            )
            issues.append(issue((*where, claim.field), changed, Severity.INFO))
    return _record(subject, drafted.evidence, places), tuple(dict.fromkeys(issues))


def _tidied(claim: Claim) -> Claim:
    return replace(claim, value=" ".join(claim.value.split()))


def _check(subject: Subject, claim: Claim) -> Outcome:
    if not claim.value and (claim.field != _CITATION or claim.reference is None):
        return Dropped("unusable", "the value is empty")
    rule = RULES.get(claim.field)
    if rule is None:
        return Dropped("unusable", f"'{claim.field[:60]}' is not a field of the record")
    if claim.basis is Basis.CATALOGUE:
        return from_catalogue(subject, claim)
    return rule(subject, claim)


def _alike(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _record(subject: Subject, names: tuple[Evidence, ...], places: Places) -> DatasetRecord:
    values: dict[str, str | tuple[str, ...]] = {}
    evidence = list(names)
    for field in FIELDS:
        held = places.kept.get(field.key, [])
        if not held or field.key == _TITLE:
            continue
        values[field.name] = tuple(k.value for k in held) if field.many else held[0].value
    for key in RULES:
        evidence += [k.evidence for k in places.kept.get(key, [])]
    return DatasetRecord.model_validate(
        {
            "title": subject.title,
            "alt_label": subject.names[1:],
            "role": subject.role,
            "confidence": min(1.0, max(0.0, subject.candidate.confidence)),
            "mentions": tuple(_mention(subject, span) for span in subject.mentions),
            "evidence": tuple(evidence),
            "conflicts": tuple(places.conflicts),
            **values,
        }
    )


def _mention(subject: Subject, span: Span) -> Mention:
    quote = subject.context.paper.quote(span.start, span.end)
    return Mention(page=quote.page, start=quote.start, end=quote.end, quote=quote.quote)


def forms(drafted: Draft) -> frozenset[str]:
    """Return the normal forms of a draft's names: what makes two drafts one dataset."""
    return frozenset(normal_form(name) for name in drafted.subject.names)
