"""The rules for tasks and themes."""

from __future__ import annotations

from collections.abc import Iterator

from paper2dcat import schemes
from paper2dcat.alignment import TextIndex
from paper2dcat.ground.about import by_entry, own_titles, passage_sentences, places
from paper2dcat.ground.outcome import Dropped, Kept, Outcome, inferred, stated
from paper2dcat.ground.stems import content_stems
from paper2dcat.ground.subject import Subject
from paper2dcat.model import Basis, Claim, Role, Span
from paper2dcat.purposes import LANGUAGE_MODELS, health_study, pretrains_on, task_of_name


def task(subject: Subject, claim: Claim) -> Outcome:
    """A task of our list that the words about the dataset name."""
    concept = schemes.find(schemes.tasks(), claim.value)
    if concept is None:
        return Dropped("unusable", f"'{claim.value}' is not in the list of tasks")
    by_rule = claim.basis is Basis.INFERRED
    kept = (_of_name(subject, claim, concept) or _of_purpose(subject, claim, concept)) if by_rule else None
    kept = kept or _concept(subject, claim, concept) or _concept_of_entry(subject, claim, concept)
    if kept is None and by_rule:
        kept = _of_section(subject, claim, concept) or _of_paper(subject, claim, concept)
    return kept or Dropped("not-in-paper", f"no words about {subject.title} name the task {concept.label}")


def _of_section(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the task as kept where the heading of a section that uses the dataset names it."""
    context = subject.context
    for mention in subject.mentions if subject.role is not Role.MENTIONED else ():
        section = context.paper.section_at(mention.start)
        if section is None or context.tainted(section.start, section.start + len(section.title)):
            continue
        title = TextIndex(section.title)
        if any(title.occurrences(name) for name in concept.names):
            heading = Span(section.start, context.sentence(section.start).end)
            return inferred(context, claim, concept.label, heading, "task-of-section")
    return None


def _of_paper(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the task as kept where the paper's title or abstract names it and the paper uses or makes the dataset."""
    context = subject.context
    title = context.paper.title
    if subject.role is Role.MENTIONED:
        return None
    if title is not None and title.start is not None and title.end is not None:
        index = TextIndex(title.value)
        if any(index.occurrences(name) for name in concept.names):
            return inferred(context, claim, concept.label, Span(title.start, title.end), "task-of-paper")
    for sentence in context.abstract:
        named = any(context.piece(sentence).occurrences(name) for name in concept.names)
        if named and not context.tainted(*sentence):
            return inferred(context, claim, concept.label, sentence, "task-of-paper")
    return None


def _of_name(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the task as kept where the end of a printed name of the dataset abbreviates it."""
    for mention in subject.mentions:
        if task_of_name(subject.text(mention)) == concept.label and not subject.context.tainted(*mention):
            return inferred(subject.context, claim, concept.label, mention, "task-of-name")
    return None


def _of_purpose(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the task as kept where the paper says what it does with the data without naming the task."""
    context = subject.context
    if subject.role is Role.MENTIONED:
        return None
    if concept.slug == "language-modelling" and LANGUAGE_MODELS.search(context.paper.text):
        for mention in subject.mentions:
            sentence = context.sentence(mention.start)
            if pretrains_on(context.paper.text, sentence, mention) and not context.tainted(*sentence):
                return inferred(context, claim, concept.label, sentence, "text-of-pretraining")
    design = health_study(context.paper) if concept.slug == "epidemiological-analysis" else None
    if design is not None and not context.tainted(*design):
        return inferred(context, claim, concept.label, context.sentence(design.start), "task-of-design")
    return None


def _concept_of_entry(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the concept as kept where the title of the dataset's own entry names it."""
    for title, binding in own_titles(subject, claim):
        index = TextIndex(title)
        if any(index.occurrences(name) for name in concept.names):
            return by_entry(subject, claim, concept.label, binding)
    return None


def theme(subject: Subject, claim: Claim) -> Outcome:
    """A theme of our list that the words about the dataset name, or the theme of a task that they name."""
    concept = schemes.find(schemes.themes(), claim.value)
    if concept is None and (named := schemes.find(schemes.tasks(), claim.value)) is not None:
        concept = schemes.find(schemes.themes(), named.theme)
    if concept is None:
        return Dropped("unusable", f"'{claim.value}' is not in the list of themes")
    kept = _concept(subject, claim, concept)
    if kept is not None:
        return kept
    for named, found in _tasks_of_theme(subject, claim, concept):
        if found.evidence.start is not None and found.evidence.end is not None:
            span = Span(found.evidence.start, found.evidence.end)
            return inferred(subject.context, claim, concept.label, span, f"theme-of-task:{named.slug}")
    return Dropped(
        "not-in-paper", f"no words about {subject.title} name the theme {concept.label} or a task of it"
    )


def _tasks_of_theme(
    subject: Subject, claim: Claim, concept: schemes.Concept
) -> Iterator[tuple[schemes.Concept, Kept]]:
    """Yield the tasks of a theme that the paper bears out.

    Those that are claimed too are the likeliest to be said: looking for all of a theme's costs most of a paper.
    """
    claimed = {said.value: said for said in subject.candidate.claims if said.field == "mls:task"}
    for candidate in sorted(schemes.tasks(), key=lambda known: known.label not in claimed):
        if candidate.theme != concept.slug:
            continue
        said = claimed.get(candidate.label)
        found: Outcome | None
        if said is not None and said.basis is Basis.INFERRED:
            found = task(subject, said)
        else:
            found = _concept(subject, claim, candidate)
            found = found or (_concept_of_entry(subject, claim, candidate) if said else None)
        if isinstance(found, Kept):
            yield candidate, found


def _concept(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the concept as kept where a name of it, or all content words of one, stand near the dataset."""
    for name in concept.names:
        for span in places(subject, claim):
            if subject.context.piece(span).occurrences(name):
                return stated(subject.context, claim, concept.label, span)
    for span in passage_sentences(subject):
        index = subject.context.piece(span)
        if any(index.occurrences(name) for name in concept.names):
            return stated(subject.context, claim, concept.label, span)
    for span in places(subject, claim):
        have = content_stems(subject.text(span))
        for name in concept.names:
            wanted = content_stems(name)
            if len(wanted) > 1 and wanted <= have:
                return inferred(subject.context, claim, concept.label, span, "words-of-concept")
    return None
