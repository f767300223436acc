"""The rules for creators, the year of issue and the cited entry."""

from __future__ import annotations

import re

from paper2dcat.alignment import TextIndex, fold
from paper2dcat.ground.citations import Binding, bindings, check_source, entry_title
from paper2dcat.ground.context import Context
from paper2dcat.ground.outcome import Dropped, Kept, Outcome, inferred, referenced, stated
from paper2dcat.ground.persons import find_author, parse_claimed, stands_in
from paper2dcat.ground.subject import Subject
from paper2dcat.ground.titled import titled
from paper2dcat.introducing import arxiv_stamp, first_year, stated_date
from paper2dcat.model import Claim, Role, Span

_MAKER = re.compile(
    r"\b(?:creat|collect|develop|maintain|publish|releas|provid|compil|built|build|construct|conduct|sponsor|"
    r"host|administer|"
    r"gather|curat|assembl|annotat|introduc|produc|own|run|fund|distribut|prepar|issu|carried out|made "
    r"available|designed)\w*\b",
    re.IGNORECASE,
)
_ISSUE_VERB = (
    r"(?:(?:re-?)?released?|published|introduced|issued|launched|compiled|dated|established|founded|created|"
    r"made (?:publicly |freely )?(?:available|public)|first presented|uploaded|deposited|last updated)"
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ISSUED = re.compile(r"(?P<year>(?:1[6-9]|20)\d\d)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def sources(subject: Subject, claim: Claim) -> tuple[tuple[Binding, ...], Dropped | None]:
    """Return the bound entries that are the dataset's source, or why there is none."""
    bound = bindings(subject)
    if claim.reference is not None:
        bound = tuple(b for b in bound if b.reference.index == claim.reference)
        if not bound and not titled(subject):
            return (), Dropped(
                "not-bound",
                f"no sentence that names {subject.title} cites entry {claim.reference} of the bibliography",
            )
    refusals = [(b, check_source(subject, b)) for b in bound]
    good = tuple(b for b, refusal in refusals if refusal is None)
    own = tuple(b for b in titled(subject) if claim.reference in (None, b.reference.index))
    if good or own:
        return good or own, None
    for _, refusal in refusals:
        if refusal is not None:
            return (), refusal
    return (), Dropped("not-bound", f"no sentence that names {subject.title} cites a work")


def creator(subject: Subject, claim: Claim) -> Outcome:
    """A person or body printed in the dataset's own entry, in the byline of a paper that introduces it, or
    named in a sentence that says who made it."""
    if parse_claimed(claim.value) is None:
        return Dropped("unusable", f"'{claim.value}' is not the name of a person or an organisation")
    good, refusal = sources(subject, claim)
    for binding in good:
        kept = _from_entry(subject, claim, binding)
        if kept is not None:
            return kept
    if claim.reference is None:
        said = _maker_in_sentence(subject, claim)
        if said is not None:
            return said
        byline = _from_byline(subject, claim)
        if byline is not None:
            return byline
    if good:
        title = entry_title(subject.context, good[0].reference)[:80]
        return Dropped("not-in-entry", f"{claim.value} is not among the authors of the cited entry '{title}'")
    return (
        _credited_elsewhere(subject, claim)
        or refusal
        or Dropped("not-bound", f"nothing ties {claim.value} to {subject.title}")
    )


def _credited_elsewhere(subject: Subject, claim: Claim) -> Dropped | None:
    """Return a reason that names the cited work the person did write, where there is one."""
    for reference in subject.context.paper.references:
        if find_author(claim.value, reference.authors) is not None:
            title = entry_title(subject.context, reference)[:80]
            return Dropped(
                "not-bound",
                f"{claim.value} wrote '{title}', which is not cited as the source of {subject.title}",
            )
    return None


def _from_entry(subject: Subject, claim: Claim, binding: Binding) -> Kept | None:
    context, reference = subject.context, binding.reference
    entry = Span(reference.start, reference.end)
    if context.tainted(*entry):
        return None
    author = find_author(claim.value, reference.authors)
    value = author.full if author else ""
    if not value and not reference.authors:
        head = context.paper.text[reference.start : _head_end(context, binding)]
        value = stands_in(claim.value, head)
    via = Span(binding.callout.start, binding.callout.end)
    return referenced(context, claim, value, entry, via) if value else None


def _head_end(context: Context, binding: Binding) -> int:
    """Return where the authors' part of an entry ends at the latest: its title or its year."""
    reference = binding.reference
    text = context.paper.text[reference.start : reference.end]
    at = text.find(reference.title) if reference.title else -1
    if at < 0:
        year = re.search(r"\b(?:19|20)\d\d", text)
        at = year.start() if year else min(len(text), 200)
    return reference.start + at


def _maker_in_sentence(subject: Subject, claim: Claim) -> Kept | None:
    context = subject.context
    for sentence in subject.sentences:
        text = subject.text(sentence)
        if context.tainted(*sentence) or not _MAKER.search(text):
            continue
        for place in TextIndex(text).occurrences(claim.value):
            span = Span(sentence.start + place.start, sentence.start + place.end)
            inside = any(c.start <= span.start and span.end <= c.end for c in context.callouts(sentence))
            if not inside and _made_by(subject, span, sentence):
                return stated(context, claim, " ".join(subject.text(span).split()), sentence)
    return None


def _made_by(subject: Subject, person: Span, sentence: Span) -> bool:
    """Whether a sentence says who made the dataset: ``NAME … collected by PERSON`` or the reverse."""
    text = subject.context.paper.text
    before = text[sentence.start : person.start]
    by = re.search(
        rf"({_MAKER.pattern})\s+(?:and\s+\w+\s+)?(?:\w+ly\s+)?(?:by|from)\s+(?:the\s+)?$",
        before,
        re.IGNORECASE,
    )
    if by is not None:
        return True
    for mention in subject.mentions:
        if person.end <= mention.start <= sentence.end:
            between = text[person.end : mention.start]
            if len(between) < 60 and re.match(rf"\W*(?:\w+\W+)?{_MAKER.pattern}", between, re.IGNORECASE):
                return True
            if re.fullmatch(r"['’]s?\s+(?:\w+\s+){0,2}", between):
                return True
    return False


def _from_byline(subject: Subject, claim: Claim) -> Outcome | None:
    context = subject.context
    person = parse_claimed(claim.value)
    if person is None:
        return None
    for fact in context.paper.authors:
        printed = parse_claimed(fact.value)
        if printed is None or find_author(claim.value, (printed,)) is None:
            continue
        if subject.role is not Role.INTRODUCED:
            return Dropped(
                "not-introduced",
                f"{claim.value} is an author of this paper, which doesn't say that it introduces "
                f"{subject.title}",
            )
        if fact.start is None or fact.end is None:
            return None
        return stated(context, claim, fact.value, Span(fact.start, fact.end))
    return None


def issued(subject: Subject, claim: Claim) -> Outcome:
    """A year (month, day) in the dataset's own entry, or in a sentence that says when it came out."""
    match = _ISSUED.fullmatch(claim.value.strip())
    if match is None:
        return Dropped("unusable", f"'{claim.value}' is not a year, a month or a day")
    good, refusal = sources(subject, claim)
    for binding in good:
        kept = _issued_in_entry(subject, claim, match, binding)
        if kept is not None:
            return kept
    if claim.reference is None:
        said = _issued_in_sentence(subject, claim, match) or _issued_by_paper(subject, claim, match)
        if said is not None:
            return said
    if good:
        title = entry_title(subject.context, good[0].reference)[:80]
        return Dropped("not-in-entry", f"{claim.value} does not stand in the cited entry '{title}'")
    return refusal or Dropped("not-bound", f"no words date {subject.title} to {claim.value}")


def _issued_in_entry(subject: Subject, claim: Claim, wanted: re.Match[str], binding: Binding) -> Kept | None:
    context, reference = subject.context, binding.reference
    text = context.paper.text[reference.start : reference.end]
    year = wanted["year"]
    if context.tainted(reference.start, reference.end):
        return None
    if reference.year:
        if reference.year != year or _only_in_range(text, year):
            return None
    elif not re.search(
        rf"(?<!\d){year}(?![\d])",
        re.sub(r"\S*(?:https?:|doi|arxiv)\S*|\d+\s*[-–]\s*\d+", " ", text, flags=re.I),
    ):
        return None
    value = _as_precise_as(text, wanted)
    via = Span(binding.callout.start, binding.callout.end)
    return referenced(context, claim, value, Span(reference.start, reference.end), via)


def _only_in_range(text: str, year: str) -> bool:
    """Whether an entry has a year as an end of the years that data cover (``1999–2000 data files``), and not alone."""
    rest = re.sub(rf"(?:19|20)\d\d\s?[-–—]\s?{year}(?!\d)|{year}\s?[-–—]\s?(?:19|20)\d\d", "", text)
    return rest != text and not re.search(rf"(?<!\d){year}(?!\d)", rest)


def _as_precise_as(text: str, wanted: re.Match[str]) -> str:
    """Return the claimed date no more precise than the words print it."""
    if wanted.group() in text:
        return wanted.group()
    year, month, day = wanted["year"], wanted["month"], wanted["day"]
    if not month or not 1 <= int(month) <= 12:
        return year
    name = _MONTHS[int(month) - 1]
    spelled = rf"\b{name[:3]}(?:{name[3:]}|\.)?"
    if not re.search(rf"{spelled}\W*(?:\d{{1,2}}\W+)?{year}|{year}\W*{spelled}", text, re.IGNORECASE):
        return year
    if day and re.search(rf"{spelled}\W*0?{int(day)}\b|\b0?{int(day)}\.?\s*{spelled}", text, re.IGNORECASE):
        return wanted.group()
    return f"{year}-{month}"


def _issued_in_sentence(subject: Subject, claim: Claim, wanted: re.Match[str]) -> Kept | None:
    context, year = subject.context, wanted["year"]
    date = (
        r"(?:in|on|of|since|at)?\s*(?:the\s+)?(?:(?:early|late|mid)[ -])?"
        rf"(?:\w+\W+){{0,2}}{year}(?![-–\d])"
    )
    after = re.compile(rf"^\W*(?:\w+\W+){{0,6}}?{_ISSUE_VERB}\W+(?:\w+\W+){{0,6}}?{date}", re.IGNORECASE)
    before = re.compile(
        rf"\b{_ISSUE_VERB}\W+{date}\W+(?:\w+\W+){{0,3}}?$|"
        rf"\b{year}\s+release\s+of\s+(?:the\s+)?$",
        re.IGNORECASE,
    )
    for sentence in subject.sentences:
        if context.tainted(*sentence):
            continue
        text = subject.text(sentence)
        for callout in context.callouts(sentence):
            at, end = callout.start - sentence.start, min(callout.end - sentence.start, len(text))
            text = text[:at] + " " * (end - at) + text[end:]
        places = [m for m in subject.mentions if sentence.start <= m.start < sentence.end]
        if any(
            after.search(text[m.end - sentence.start :][:200])
            or before.search(text[: m.start - sentence.start][-120:])
            for m in places
        ):
            return stated(context, claim, _as_precise_as(text, wanted), sentence)
    return None


def _issued_by_paper(subject: Subject, claim: Claim, wanted: re.Match[str]) -> Kept | None:
    """A dataset that the paper introduces came out with the paper: with its first version where that is known."""
    paper = subject.context.paper
    if subject.role is not Role.INTRODUCED:
        return None
    stamp = arxiv_stamp(paper)
    date = stated_date(paper)
    if date is not None and date.value.startswith(wanted["year"]):
        source, value = date, wanted.group() if date.value.startswith(wanted.group()) else wanted["year"]
    elif stamp is not None and first_year(paper) == stamp[0] == wanted["year"]:
        source, value = stamp[1], wanted["year"]
    else:
        return None
    place = subject.mentions[0]
    if source.start is not None and source.end is not None:
        place = Span(source.start, source.end)
    return inferred(subject.context, claim, value, place, "issued-with-paper")


def citation(subject: Subject, claim: Claim) -> Outcome:
    """The bibliography entry that is the dataset's own."""
    good, refusal = sources(subject, claim)
    wanted = fold(claim.value)
    for binding in good:
        reference = binding.reference
        entry = Span(reference.start, reference.end)
        text = subject.text(entry)
        if subject.context.tainted(*entry) or (wanted and wanted not in fold(text)):
            continue
        via = Span(binding.callout.start, binding.callout.end)
        return referenced(subject.context, claim, reference.title or " ".join(text.split()), entry, via)
    if good:
        return Dropped("not-in-entry", f"no entry cited beside {subject.title} reads '{claim.value[:80]}'")
    return refusal or Dropped("not-bound", f"nothing ties '{claim.value[:80]}' to {subject.title}")
