"""Which of several datasets in a sentence a phrase belongs to.

"We train image classifiers on CIFAR-10 and ImageNet and translation models on WMT17": a phrase goes with the
run of names that follows it after "on", and else with the name before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from paper2dcat.model import Span

_LEADS = re.compile(
    r"\b(?:on|using|with|over|from|of|for|in|such as|like|includ(?:ing|es?)|namely)\b|[:(]\s*$"
)
_JOINS = re.compile(
    r"(?:\s*(?:\([^()]{0,60}\)|\[[^\[\]]{0,40}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+))*"
    r"\s*(?:(?:data ?-?sets?|corpora|corpus|benchmarks?)(?:\s*(?:\([^()]{0,60}\)|\[[^\[\]]{0,40}\]))*\s*)?"
    r"(?:,|/|and|or|&|as well as|, and|, or|and (?:on )?(?:the|both))?\s*"
    r"(?:\((?:[a-h]|\d|i{1,3}|iv|v)\)\s*)?(?:the\s+|on\s+(?:the\s+)?)?"
)
_IN_LINE = re.compile(r"\s*(?:,|/|\+|and|or|&|, and|, or)\s*")
_AND = re.compile(r"\s*,?\s*(?:and|or|&|\+|/)\s+")
_SAYS = re.compile(
    r"\s*(?:\([^()]{0,40}\)|\[[^\[\]]{0,40}\])?[^.;,]{0,25}?(?:\s(?:is|are|was|were)|,)\s(?:an?|"
    r"the)\s[^.;]{0,30}"
)
_HOLDS = re.compile(
    r"\s*+(?:\([^()]{0,40}\)\s*+|\[[^\[\]]{0,40}\]\s*+)?(?:(?:data ?-?set|corpus|benchmark)\s++)?"
    r"(?:contains?|consists? of|comprises?|includes?)\s[^.;:,]{0,40}"
)
"""From a name to what it holds: ``NAME contains the following German news: A, B``."""
_NEXT_CLAUSE = re.compile(r"\s*[,;]?\s*(?:and|but|while|whereas)\b")
_TASKS = re.compile(r"\s+(?:shared\s+)?tasks?\b")
"""Behind a phrase, "A, B and C parsing tasks" is said of C; "A, B and C parsing datasets" of all."""
_ENDS_ITEM = re.compile(r"(?:\s+(?:shared\s+)?(?:tasks?|data ?-?sets?|benchmarks?))?\s*(?:[,;]|and\b|or\b)")
"""Behind a phrase that closes an item of a list: "A parsing, B tagging and C"."""
_LISTS = re.compile(r"\b(?:such as|includ(?:ing|es?)|namely|e\.g\.,?)\s*(?:the\s+)?$")
_REACH_AHEAD, _REACH_LIST, _REACH_BACK = 50, 160, 140
"""Characters between a phrase and the name that it goes with: before it, before a list, and after it."""


def runs(text: str, mentions: Sequence[Span]) -> list[list[Span]]:
    """Part the names of a sentence into coordinations: ``A, B and C`` is one run."""
    if not mentions:
        return []
    found = [[mentions[0]]]
    for left, right in pairwise(mentions):
        if right.start <= left.end or _JOINS.fullmatch(text, left.end, right.start):
            found[-1].append(right)
        else:
            found.append([right])
    return found


def goes_with(text: str, phrase: Span, mentions: Sequence[Span]) -> list[Span]:
    """Return the mentions, out of those of one sentence in order, that a phrase in it is about."""
    within = [m for m in mentions if m.start <= phrase.start and phrase.end <= m.end]
    if within:
        return within
    coordinated = runs(text, [m for m in mentions if m.end <= phrase.start or m.start >= phrase.end])
    ahead = next((run for run in coordinated if run[0].start >= phrase.end), None)
    back = next((run for run in reversed(coordinated) if run[-1].end <= phrase.start), None)
    if back is not None and _SAYS.fullmatch(text, back[-1].end, phrase.start):
        return back
    if back is not None and _HOLDS.fullmatch(text, back[-1].end, phrase.start):
        parts = ahead is not None and ":" in text[phrase.end : ahead[0].start]
        return [*back, *(ahead or ())] if parts else back
    if (
        back is not None
        and not text[back[-1].end : phrase.start].strip()
        and _ENDS_ITEM.match(text, phrase.end)
    ):
        return back[-1:] if _TASKS.match(text, phrase.end) else back
    if ahead is not None:
        between = text[phrase.end : ahead[0].start]
        reach = _REACH_LIST if _LISTS.search(between) else _REACH_AHEAD
        # "for NER and SST-5": what stands in line with a name is not said of it.
        apart = _AND.fullmatch(between) or (back is not None and _NEXT_CLAUSE.match(between))
        if not apart and len(between) <= reach and (_LEADS.search(between) or len(between) < 20):
            return ahead
    if back is not None and phrase.start - back[-1].end <= _REACH_BACK:
        # "both MNLI and NER"
        between = text[back[-1].end : phrase.start]
        if not between.strip() and _TASKS.match(text, phrase.end):
            return back[-1:]
        return [] if _IN_LINE.fullmatch(between) else back
    return []
