"""The bibliography entry that presents the dataset by its name, wherever the paper cites it."""

from __future__ import annotations

from paper2dcat.ground.citations import Binding, Tie, entry_title
from paper2dcat.ground.subject import Subject
from paper2dcat.presenting import numbers_agree, presents


def titled(subject: Subject) -> tuple[Binding, ...]:
    """Return the one entry whose title presents the dataset, with its first citation; none where several do."""
    return subject.once(titled, lambda: _titled(subject))


def _titled(subject: Subject) -> tuple[Binding, ...]:
    context = subject.context
    found = []
    for reference in context.paper.references:
        title = entry_title(context, reference) if reference.authors else ""
        if numbers_agree(title, subject.title) and presents(title, subject.names):
            found.append(reference)
    if len(found) != 1 or context.tainted(found[0].start, found[0].end):
        return ()
    for callout in context.callouts_by_reference.get(found[0].index, ()):
        if context.running(callout.start) and not context.tainted(callout.start, callout.end):
            return (Binding(found[0], callout, subject.mentions[0], Tie.SENTENCE),)
    return ()
