"""A paper as a model is shown it: numbered pieces of passages and numbered entries of the bibliography.

Numbers are stable within a paper, whatever selection is shown: ``[P7]`` is its seventh passage, ``[R3]``
its third entry. Behind a citation stands ``{R3}``, so that a model need not resolve citations itself;
:func:`without_marks` takes these marks out of what it quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from paper2dcat.extract.llm.usage import tokens
from paper2dcat.model import Callout, Paper, PassageKind, Reference

LEFT_OUT: Final = frozenset({PassageKind.REFERENCE, PassageKind.FURNITURE})
ENTRY_LENGTH: Final = 500
"""Characters of a bibliography entry that are shown."""
MARKED: Final = 6
"""Citations of more entries than this are not marked one by one: ``[3-25]`` is the source of nothing."""

_MARK: Final = re.compile(r"\s?\{R\d+(?:,\s?R\d+)*\}|^\s*\[P\d+\]\s*")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[)\]”\"’]*\s+(?=[A-Z0-9“(\[])")
_NOT_AN_END: Final = re.compile(
    r"\b(?:et al|e\.g|i\.e|cf|vs|Fig|Figs|Eq|Sec|Tab|Ref|resp|approx|No|[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of one passage: ``number`` is the passage's, ``references`` are the entries it cites."""

    number: int
    start: int
    end: int
    section: int
    kind: PassageKind
    text: str
    references: tuple[int, ...]

    @property
    def tokens(self) -> int:
        """About how many tokens the piece takes, its number included."""
        return tokens(self.text) + 4


def passage_units(paper: Paper) -> list[Unit]:
    """Return every passage that is running text, whole, in order."""
    reader = _Reader(paper)
    return [
        reader.unit(number, passage.start, passage.end)
        for number, passage in enumerate(paper.passages, 1)
        if passage.kind not in LEFT_OUT and paper.text[passage.start : passage.end].strip()
    ]


def split_unit(paper: Paper, unit: Unit, length: int) -> list[Unit]:
    """Return a unit in pieces of about ``length`` characters, cut between sentences where there are any."""
    if unit.end - unit.start <= length:
        return [unit]
    reader = _Reader(paper)
    return [reader.unit(unit.number, *span) for span in _spans(paper.text, unit.start, unit.end, length)]


def join_units(paper: Paper, units: list[Unit]) -> list[Unit]:
    """Return units with neighbouring pieces of one passage put together again."""
    reader = _Reader(paper)
    joined: list[Unit] = []
    for unit in units:
        last = joined[-1] if joined else None
        if last and last.number == unit.number and not paper.text[last.end : unit.start].strip():
            joined[-1] = reader.unit(unit.number, last.start, unit.end)
        else:
            joined.append(unit)
    return joined


def entry_line(paper: Paper, reference: Reference) -> str:
    """Return an entry of the bibliography as it is shown."""
    text = " ".join(paper.text[reference.start : reference.end].split())
    shown = text if len(text) <= ENTRY_LENGTH else f"{text[:ENTRY_LENGTH]} …"
    return f"[R{reference.index + 1}] {shown}"


def without_marks(quote: str) -> str:
    """Return a quote without the marks that the shown text has and the paper has not."""
    return " ".join(_MARK.sub("", quote).split())


class _Reader:
    """Makes units of a paper's text."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._known = {reference.index for reference in paper.references}
        self._callouts = sorted(paper.callouts, key=lambda callout: callout.start)
        self._starts = [callout.start for callout in self._callouts]

    def unit(self, number: int, start: int, end: int) -> Unit:
        passage = self._paper.passages[number - 1]
        callouts = list(self._inside(start, end))
        cited = dict.fromkeys(index for callout in callouts for index in callout.references)
        return Unit(
            number=number,
            start=start,
            end=end,
            section=passage.section,
            kind=passage.kind,
            text=self._marked(start, end, callouts),
            references=tuple(sorted(index for index in cited if index in self._known)),
        )

    def _inside(self, start: int, end: int) -> Iterator[Callout]:
        for callout in self._callouts[bisect_left(self._starts, start) :]:
            if callout.start >= end:
                return
            if callout.end <= end:
                yield callout

    def _marked(self, start: int, end: int, callouts: list[Callout]) -> str:
        parts: list[str] = []
        at = start
        for callout in callouts:
            shown = [f"R{index + 1}" for index in callout.references if index in self._known]
            if not shown or len(shown) > MARKED or callout.end < at:
                continue
            parts += [self._paper.text[at : callout.end], " {", ", ".join(shown), "}"]
            at = callout.end
        parts.append(self._paper.text[at:end])
        return " ".join("".join(parts).split())


def _spans(text: str, start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most about ``length`` characters that together make up ``start:end``."""
    begin = start
    for stop in _sentence_ends(text, start, end):
        while stop - begin > 2 * length:
            cut = text.rfind(" ", begin + 1, begin + length) + 1 or begin + length
            yield begin, cut
            begin = cut
        if stop - begin >= length or stop == end:
            if text[begin:stop].strip():
                yield begin, stop
            begin = stop


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _NOT_AN_END.search(text, max(start, match.start() - 8), match.start()):
            yield match.end()
    yield end
