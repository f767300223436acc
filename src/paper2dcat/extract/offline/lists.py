"""Names that stand in one list or one row: what is beside sure names of datasets may be another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from paper2dcat.enumerating import CITATION
from paper2dcat.extract.offline.view import Sentence, View
from paper2dcat.extract.offline.words import NOT_NAMES, STOP
from paper2dcat.lexicon import KNOWN_OTHER_KINDS
from paper2dcat.model import Span
from paper2dcat.names import normal_form

_BRACKETS = re.compile(r"\([^()]{0,160}\)|\[[^\[\]]{0,60}\]")
_SEPARATOR = re.compile(
    r"[,;:&/•–]|\b(?:and|or|the|both|on|as well as|e\.g\.|such as|like|including)(?=\s|$)"
)
_ITEM = re.compile(r"(?:[A-Z][\w.’'-]*|\d[\w.-]*)(?:[\s-]+(?:[A-Z][\w.’'-]*|\d[\w.-]*)){0,3}")
_NAME = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])[A-Z\d][\w-]*(?:[ -][A-Z\d][\w-]*){0,3}(?![\w-])")
_GOES_ON = re.compile(r"\s*(?:[,;/&.)]|and\b|or\b|data ?sets?\b|corpora\b|benchmarks\b|$)")
_REACH = 120


def neighbours(view: View, sentence: Sentence, mention: Span, ends: Mapping[int, int]) -> int:
    """Return how many names that the tagger is sure of stand in one list with a place, at most two."""
    text = view.paper.text
    count = 0
    for end in range(max(sentence.start, mention.start - 90), mention.start):
        if end in ends and apart(text[end : mention.start]):
            count += 1
            break
    for end in range(mention.end + 3, min(sentence.end, mention.end + _REACH) + 1):
        start = ends.get(end, 0)
        if start > mention.end and apart(text[mention.end : start]):
            return count + 1
    return count


def apart(between: str) -> bool:
    """Whether what stands between two names leaves them items of one list."""
    pieces = [p.strip() for p in _SEPARATOR.split(_BRACKETS.sub("", CITATION.sub("", between)))]
    items = [piece for piece in pieces if piece]
    return len(pieces) > 1 and len(items) <= 3 and all(_ITEM.fullmatch(item) for item in items)


class _Row(NamedTuple):
    """Sure names from ``start`` to ``end`` of the text, each an item of one list."""

    start: int
    end: int
    names: tuple[Span, ...]


class Rows:
    """The lists of a paper that hold names the finders are sure of."""

    def __init__(self, view: View, sure: Iterable[Span]) -> None:
        self._view = view
        self._rows = sorted(_rows(view, sure))
        self._starts = [row.start for row in self._rows]

    def peers(self, mention: Span) -> int:
        """Return how many sure names stand in one list with a place."""
        text = self._view.paper.text
        at = bisect_right(self._starts, mention.start)
        for row in self._rows[max(0, at - 1) : at + 1]:
            others = sum(name.end <= mention.start or name.start >= mention.end for name in row.names)
            if row.start <= mention.start < row.end:
                return others
            after, before = mention.start - row.end, row.start - mention.end
            if 0 <= after <= _REACH and apart(text[row.end : mention.start]):
                return others
            if 0 <= before <= _REACH and apart(text[mention.end : row.start]):
                return others
        return 0

    def items(self, taken: Iterable[Span]) -> Iterator[Span]:
        """Yield items of lists with two sure names or more that overlap no place that is taken."""
        text = self._view.paper.text
        held = sorted(taken)
        starts = [span.start for span in held]
        for row in self._rows:
            if len(row.names) < 2:
                continue
            sentence = self._view.sentence_at(row.start)
            stop = min(row.end + _REACH, sentence.end if sentence else row.end)
            for match in _NAME.finditer(text, row.start, stop):
                at = bisect_right(starts, match.end() - 1)
                if any(held[i].end > match.start() for i in range(max(0, at - 4), at)):
                    continue
                if _usable(match.group()) and _is_item(text, row, match.span(), stop):
                    yield Span(*match.span())


def _usable(name: str) -> bool:
    low = name.casefold()
    return (
        sum(c.isalpha() for c in name) > 1
        and low not in NOT_NAMES
        and low not in STOP
        and normal_form(name) not in KNOWN_OTHER_KINDS
    )


def _is_item(text: str, row: _Row, place: tuple[int, int], stop: int) -> bool:
    start, end = place
    before = max((name.end for name in row.names if name.end <= start), default=-1)
    after = min((name.start for name in row.names if name.start >= end), default=-1)
    if before < 0 or not apart(text[before:start]):
        return False
    if after >= 0:
        return apart(text[end:after])
    return _GOES_ON.match(CITATION.sub("", text[end:stop], count=1)) is not None


def _rows(view: View, sure: Iterable[Span]) -> Iterator[_Row]:
    text = view.paper.text
    names: list[Span] = []
    for span in sorted(set(sure)):
        if names and span.start < names[-1].end:
            continue
        between = text[names[-1].end : span.start] if names else ""
        same = names and view.index_at(names[-1].end - 1) == view.index_at(span.start)
        if names and not (same and len(between) <= _REACH and (not between.strip() or apart(between))):
            yield _Row(names[0].start, names[-1].end, tuple(names))
            names = []
        names.append(span)
    if names:
        yield _Row(names[0].start, names[-1].end, tuple(names))
