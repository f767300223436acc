"""Where a paper speaks of the work of others: one definition for those who claim a use and those who check it.

A dataset that stands in nothing but the part on related work is not used; unless that part holds what its heading
does not say, since a heading behind it was not read, or the sentence says that "we" used it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from paper2dcat.model import Paper, PassageKind, SectionKind, Span

_LARGEST: Final = {
    SectionKind.ABSTRACT: 0.25,
    SectionKind.INTRODUCTION: 0.4,
    SectionKind.RELATED_WORK: 0.35,
    SectionKind.CONCLUSION: 0.35,
}
"""The share of a paper that sections of a kind take at most."""
_LEFT_OUT: Final = frozenset({PassageKind.AUTHORS, PassageKind.REFERENCE, PassageKind.FURNITURE})
WE_USE: Final = re.compile(
    r"\b(?:we|our|this (?:paper|work|study))\b[^.]{0,60}"
    r"\b(?:us(?:e|ed|ing)|evaluat\w+|train\w*|test\w*|appl\w+|experiment\w*|results?|report\w*|perform\w*|leverage\w*|"
    r"consider\w*|analy[sz]\w+|includ\w+|sampl\w+|select\w*|t(?:ake|ook))\b",
    re.IGNORECASE,
)
"""What a sentence says that tells of the paper's own work with data."""


def run_on(paper: Paper) -> frozenset[SectionKind]:
    """Return the sections that hold more of a paper than such sections do: a heading behind them was not read."""
    size: Counter[SectionKind] = Counter()
    for passage in paper.passages:
        if passage.kind not in _LEFT_OUT:
            kind = paper.sections[passage.section].kind if passage.section >= 0 else SectionKind.FRONT
            if kind is not SectionKind.REFERENCES:
                size[kind] += passage.end - passage.start
    return frozenset(kind for kind, share in _LARGEST.items() if size[kind] > share * size.total())


def of_others(paper: Paper, sentence: Span, run_on_sections: frozenset[SectionKind]) -> bool:
    """Whether a sentence stands among related work and says nothing of the paper's own.

    A footnote stands where its page does, whatever section it is called from.
    """
    passage, section = paper.passage_at(sentence.start), paper.section_at(sentence.start)
    if section is None or section.kind is not SectionKind.RELATED_WORK or section.kind in run_on_sections:
        return False
    if passage is not None and passage.kind is PassageKind.FOOTNOTE:
        return False
    return WE_USE.search(paper.text, sentence.start, sentence.end) is None
