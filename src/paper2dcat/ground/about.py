"""Where a paper speaks of a dataset, and what the title of the dataset's own entry says."""

from __future__ import annotations

from collections.abc import Iterator

from paper2dcat.citing import presents_data
from paper2dcat.ground.citations import Binding, entry_title, names_dataset
from paper2dcat.ground.outcome import Kept, referenced
from paper2dcat.ground.rules_people import sources
from paper2dcat.ground.subject import Subject
from paper2dcat.model import Claim, Span


def own_titles(subject: Subject, claim: Claim) -> Iterator[tuple[str, Binding]]:
    """Yield the titles of the dataset's own entry, where the claim goes back to it, that present it or data."""
    context = subject.context
    for binding in sources(subject, claim)[0] if claim.reference is not None else ():
        reference = binding.reference
        title = entry_title(context, reference)
        about = names_dataset(subject, reference) or presents_data(title)
        if about and not context.tainted(reference.start, reference.end):
            yield title, binding


def by_entry(subject: Subject, claim: Claim, value: str, binding: Binding) -> Kept:
    """Return a value as kept for the dataset's own entry."""
    entry = Span(binding.reference.start, binding.reference.end)
    via = Span(binding.callout.start, binding.callout.end)
    return referenced(subject.context, claim, value, entry, via)


def places(subject: Subject, claim: Claim) -> tuple[Span, ...]:
    """Return where words about the dataset may stand: the claim's own place first, then what describes it.

    A claim's place only counts when it lies in a passage that names the dataset.
    """
    return subject.once(("places", claim.span, claim.quote), lambda: _find_places(subject, claim))


def _find_places(subject: Subject, claim: Claim) -> tuple[Span, ...]:
    context = subject.context
    hint = claim.span
    if hint is None and claim.quote:
        place = context.index.quote(claim.quote)
        hint = Span(place.start, place.end) if place else None
    spans: list[Span] = []
    if hint is not None and 0 <= hint.start < hint.end <= len(context.paper.text):
        near = any(p.start <= hint.start and hint.end <= p.end for p in subject.passages)
        sentence = context.sentence(hint.start)
        whole = Span(sentence.start, max(sentence.end, hint.end))
        if near or whole in subject.describing:
            spans.append(whole)
    spans += subject.describing
    return tuple(s for s in spans if context.running(s.start) and not context.tainted(*s))


def passage_sentences(subject: Subject) -> tuple[Span, ...]:
    """Return the sentences of the passages that name the dataset."""
    return subject.once("passage sentences", lambda: tuple(_find_sentences(subject)))


def _find_sentences(subject: Subject) -> Iterator[Span]:
    context = subject.context
    for passage in subject.passages:
        if not context.running(passage.start) or context.tainted(*passage):
            continue
        span: Span | None = context.sentence(passage.start)
        while span is not None:
            yield span
            span = context.following(span)
