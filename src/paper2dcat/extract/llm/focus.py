"""Choosing the passages that are likely to speak of datasets, without a model.

Each passage is cut into pieces of a few sentences. A piece is worth what its cue words, its section and
the known names in it say; on top of that each name that no chosen piece has shown yet counts, so that the
selection covers many names rather than one name many times. The best pieces are taken until the share of
the paper that may be sent is used up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from paper2dcat.extract.llm.units import Unit, join_units, passage_units, split_unit
from paper2dcat.model import Paper, PassageKind, SectionKind, Span
from paper2dcat.names import normal_form

PIECE: Final = 420
"""Characters of a piece: two or three sentences."""
LEAST_GAIN: Final = 1.5
"""A piece that adds less than this is not sent, however much room is left."""
LEAST_TOKENS: Final = 900
"""Short papers are shown at least this much of."""

_STRONG: Final = re.compile(
    r"\bdata ?-?sets?\b|\bcorp(?:us|ora)\b|\bbenchmarks?\b|\bdata ?bases?\b|\btree ?banks?\b|"
    r"\b(?:test|training|validation|development|held-out|evaluation) (?:sets?|data|splits?)\b|"
    r"\bcollections? of\b|\bsurveys?\b|"
    r"\brepositor(?:y|ies)\b|\baccession\b|\bzenodo\b|\bfigshare\b|\bdryad\b|\bkaggle\b|\bgithub\.com\b|"
    r"\b(?:publicly|freely) available\b|\bdata (?:availability|are|is|were|from)\b|\bdownloaded from\b|"
    r"\bground truth\b|\bcohorts?\b|\bcensus\b|\bmicro-?data\b|\bpublic[- ]use\b|\bdata files?\b|"
    r"\bregist(?:ry|ries|ers)\b",
    re.IGNORECASE,
)
_WEAK: Final = re.compile(
    r"\b(?:pre-?)?train(?:ed|ing)? (?:\w+ ){0,3}on\b|\bevaluat\w+ (?:\w+ ){0,3}on\b|\btest(?:ed|ing)? on\b|"
    r"\bexperiments? (?:on|with)\b|\bresults on\b|\bannotat\w+|\bimages?\b|\bsentences?\b|\bsamples?\b|"
    r"\bexamples\b|\bspeakers?\b|\bhours of\b|\brecords?\b|\bcollected\b|\breleased?\b|\bperformance on\b|"
    r"\bshared task\b|\bchallenge\b|\brespondents?\b|\bmeasurements?\b|\bdata\b|\bfiles\b",
    re.IGNORECASE,
)
_URL: Final = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_NAME: Final = re.compile(
    r"\b(?=\w*[A-Z])(?:[A-Z]{2,}\w*|\w*[a-z][A-Z]\w*|[A-Z]\w*\d\w*)(?:[-‐–]\w+)*\b|\b[A-Z]\w+[-‐–]\d+\w*\b"
)
_WORD: Final = re.compile(r"\b[A-Z][\w.+-]*(?: (?:of|the|and|for|in|on|[A-Z0-9][\w.+-]*)){0,4}")

_SECTION_WEIGHT: Final = {
    SectionKind.ABSTRACT: 2.0,
    SectionKind.DATA: 3.0,
    SectionKind.DATA_AVAILABILITY: 4.0,
    SectionKind.EXPERIMENTS: 1.5,
    SectionKind.RESULTS: 1.0,
    SectionKind.APPENDIX: 0.5,
    SectionKind.ACKNOWLEDGEMENTS: -1.0,
}
_KIND_WEIGHT: Final = {PassageKind.CAPTION: 1.0, PassageKind.AUTHORS: -2.0, PassageKind.TITLE: 1.0}

KnownName = Callable[[str], bool]


@dataclass(slots=True)
class _Scored:
    unit: Unit
    worth: float
    names: frozenset[str]


def focused_units(
    paper: Paper, *, share: float, known: KnownName, mentions: Iterable[Span] = ()
) -> list[Unit]:
    """Return the pieces worth sending, in the order of the paper.

    ``known`` says whether a normal form is the name of a dataset that is known; ``mentions`` are places
    where another extractor has seen one.
    """
    pieces = [piece for unit in passage_units(paper) for piece in split_unit(paper, unit, PIECE)]
    places = sorted(mentions)
    scored = [_score(paper, piece, known, places) for piece in pieces]
    limit = max(LEAST_TOKENS, int(share * sum(piece.tokens for piece in pieces)))
    chosen = _choose(scored, limit) or _beginning(pieces)
    return join_units(paper, sorted(chosen, key=lambda unit: unit.start))


def _beginning(pieces: list[Unit]) -> list[Unit]:
    """Return the first pieces of a paper without any cue: the model is asked about it all the same."""
    spent = 0
    chosen: list[Unit] = []
    for piece in pieces:
        spent += piece.tokens
        if spent > LEAST_TOKENS and chosen:
            break
        chosen.append(piece)
    return chosen


def _score(paper: Paper, unit: Unit, known: KnownName, places: list[Span]) -> _Scored:
    """Return a piece with its worth: nothing without any cue, whatever section it stands in."""
    text = paper.text[unit.start : unit.end]
    names = frozenset(filter(None, (normal_form(match.group()) for match in _NAME.finditer(text))))
    phrases = {normal_form(part) for match in _WORD.finditer(text) for part in _openings(match.group())}
    famous = sum(known(phrase) for phrase in phrases if len(phrase) > 2)
    seen = sum(unit.start <= start < unit.end for start, _ in places)
    cues = min(2.0 * len(_STRONG.findall(text)), 6.0) + min(len(_WEAK.findall(text)), 3)
    cues += min(2.0 * famous, 4.0) + min(4.0 * seen, 8.0) + (1.0 if _URL.search(text) else 0.0)
    section = paper.sections[unit.section].kind if unit.section >= 0 else SectionKind.FRONT
    if not cues and section is not SectionKind.ABSTRACT:
        return _Scored(unit, 0.0, names)
    worth = cues + _SECTION_WEIGHT.get(section, 0.0) + _KIND_WEIGHT.get(unit.kind, 0.0)
    return _Scored(unit, max(worth, 0.0), names)


def _openings(phrase: str) -> list[str]:
    """Return a capitalised phrase and its shorter beginnings: the name may be all of it or a part."""
    words = phrase.split()
    return [" ".join(words[:count]) for count in range(1, len(words) + 1)]


def _choose(scored: list[_Scored], limit: int) -> list[Unit]:
    """Take the best piece again and again; new names make a piece better, repeated ones worse."""
    left = [piece for piece in scored if piece.worth > 0]
    shown: Counter[str] = Counter()
    chosen: list[Unit] = []
    spent = 0
    while left:
        gains = [_gain(piece, shown) for piece in left]
        top = max(range(len(left)), key=lambda at: (gains[at], -left[at].unit.start))
        if gains[top] < LEAST_GAIN and chosen:
            break
        best = left.pop(top)
        if spent + best.unit.tokens > limit and chosen:
            continue
        chosen.append(best.unit)
        shown.update(best.names)
        spent += best.unit.tokens
    return chosen


def _gain(piece: _Scored, shown: Counter[str]) -> float:
    """Return what a piece adds to those chosen; the oftener its names were shown, the less."""
    new = sum(name not in shown for name in piece.names)
    seldom = min((shown[name] for name in piece.names), default=0)
    return piece.worth / (1 + seldom) + min(new, 4)
