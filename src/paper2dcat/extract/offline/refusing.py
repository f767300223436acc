"""Names that are no dataset's whatever the weighed sum says: the place or the spelling of all their mentions tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper2dcat.extract.offline.announced import announced_as_others
from paper2dcat.extract.offline.groups import Group, names_of
from paper2dcat.extract.offline.judging import Evidence
from paper2dcat.extract.offline.view import PROSE, View
from paper2dcat.model import SectionKind, Span
from paper2dcat.names import is_acronym

_MEASURED = re.compile(r"\d[\d.,]*\s?(?:[KMGT]B|[kKMG]?Hz)\b")
"""A size or a rate that a name would begin with: ``160GB English``."""
_ROW = re.compile(r"(\w[\w-]+) .* \1")
"""Cells of a table that begin and end alike: ``Abcde Results Abcde``."""
_SHORT = re.compile(r"[A-Z]{2,6}")
_DATA = re.compile(
    r"data|corp(?:us|ora)|bank|benchmark|collection|survey|census|panel|stud(?:y|ies)|cohort|regist|test|set|"
    r"challenge|reviews?|records?|archive|index|trial|library|project|program",
    re.IGNORECASE,
)
_REACH = 90
_EVENT = re.compile(
    r"\s+(?:incident|scandal|affair|crisis|attacks?|bombings?|shooting|protests?)\b", re.IGNORECASE
)
"""Words behind the name of what happened: data about it may bear its name, but are seldom spoken of so often."""


def refused(view: View, own: Group, mentions: Sequence[Span], evidence: Evidence) -> bool:
    """Whether a name is none of a dataset's: a funder's, cells, a phrase, a task's short form, a model's, an event's."""
    return (
        _MEASURED.match(own.title) is not None
        or _ROW.fullmatch(own.title) is not None
        or _only_thanked(view, mentions, evidence)
        or _only_begins(view, own, mentions)
        or _shortens_phrase(view, own, evidence)
        or _called_otherwise(view, mentions, evidence)
        or _happened(view, mentions, evidence)
    )


def _only_thanked(view: View, mentions: Sequence[Span], evidence: Evidence) -> bool:
    """Whether a name stands in acknowledgements only, and nothing beside it speaks of data."""
    if (
        evidence.data_after
        or evidence.data_before
        or evidence.survey
        or evidence.data_name
        or evidence.famous
    ):
        return False
    places = [view.sentence_at(mention.start) for mention in mentions]
    return all(s is not None and s.section is SectionKind.ACKNOWLEDGEMENTS for s in places)


def _only_begins(view: View, own: Group, mentions: Sequence[Span]) -> bool:
    """Whether several words have no capital but that of the sentence they begin: ``Massive cloze test sets``."""
    if any(not re.fullmatch(r"[A-Z][a-z]+(?:[ -][a-z]+)+", name) for name in names_of(own)):
        return False
    places = [(view.sentence_at(mention.start), mention.start) for mention in mentions]
    return all(s is not None and s.kind in PROSE and s.start == start for s, start in places)


def _shortens_phrase(view: View, own: Group, evidence: Evidence) -> bool:
    """Whether capitals are explained as the short form of plain words that name no data: ``semantic parsing (SP)``."""
    if not _SHORT.fullmatch(own.title) or own.aliases:
        return False
    if evidence.famous or evidence.peers or evidence.cited or evidence.data_share > 0.5:
        return False
    text = view.paper.text
    for bracket in re.finditer(rf"\(\s*{own.title}s?\s*\)", text):
        before = text[max(0, bracket.start() - _REACH) : bracket.start()].split()
        for size in range(2, min(len(before), len(own.title) + 2) + 1):
            phrase = before[-size:]
            if is_acronym(own.title, " ".join(phrase)) and all(w[1:].islower() for w in phrase if len(w) > 1):
                return all(w.islower() for w in phrase[1:]) and _DATA.search(" ".join(phrase)) is None
    return False


def _called_otherwise(view: View, mentions: Sequence[Span], evidence: Evidence) -> bool:
    """Whether a sentence lists a name among models, tools or the like and none speaks of its data."""
    speaks = (evidence.data_after, evidence.data_before, evidence.is_data, evidence.announced, evidence.holds)
    if any(speaks) or evidence.listed or evidence.famous or evidence.survey:
        return False
    text = view.paper.text
    for mention in mentions:
        sentence = view.sentence_at(mention.start)
        if sentence is not None and sentence.kind in PROSE:
            others = announced_as_others(text, sentence.start, sentence.end)
            if any(other.start < mention.end and mention.start < other.end for other in others):
                return True
    return False


def _happened(view: View, mentions: Sequence[Span], evidence: Evidence) -> bool:
    """Whether a name is said to be an event's more often than data's: ``the Harbour incident``."""
    told = sum(_EVENT.match(view.paper.text, mention.end) is not None for mention in mentions)
    return told > max(1, evidence.data_after) and not evidence.famous
