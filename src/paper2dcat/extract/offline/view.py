"""A paper as the tagger and the rules look at it: sentences of tokens with their place in the paper."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from paper2dcat.extract.offline.tokens import Token, sentence_spans, tokenize
from paper2dcat.introducing import Introductions
from paper2dcat.model import Callout, Paper, PassageKind, SectionKind, Span
from paper2dcat.using import run_on

PROSE = frozenset({PassageKind.PARAGRAPH, PassageKind.CAPTION, PassageKind.FOOTNOTE})
SHORT = frozenset({PassageKind.TITLE, PassageKind.HEADING})
NAMED_IN = PROSE | SHORT | {PassageKind.TABLE}
"""Kinds of passages in which a name counts as a mention."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, a heading or a line of a table; ``tokens`` leave citations out."""

    start: int
    end: int
    kind: PassageKind
    section: SectionKind
    tokens: tuple[Token, ...]
    callouts: tuple[Callout, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens' texts."""
        return tuple(token.text for token in self.tokens)


@dataclass(frozen=True)
class View:
    """The sentences of a paper in reading order."""

    paper: Paper
    sentences: tuple[Sentence, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def introductions(self) -> Introductions:
        """Where the paper says that it makes datasets."""
        return Introductions(self.paper)

    @cached_property
    def doubtful_sections(self) -> frozenset[SectionKind]:
        """Sections that hold more of the paper than such sections do: a heading behind them was not read."""
        return run_on(self.paper)

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds an offset."""
        index = self.index_at(offset)
        return None if index is None else self.sentences[index]

    def index_at(self, offset: int) -> int | None:
        """Return the index of the sentence that holds an offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return index

    def text(self, span: Span | Sentence) -> str:
        """Return the words of a span."""
        return self.paper.text[span.start : span.end]


_BULLET = re.compile(r"\W*[•·∗*–‣◦-]\s")


def example(view: View, sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list in an appendix: such lists quote examples and guidelines as often as
    they tell what was done."""
    return sentence.section is SectionKind.APPENDIX and _BULLET.match(view.text(sentence)) is not None


_LOOSE = re.compile(
    r"\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]?|#b\d+|\[reference\]"
    r"|\((?:see |e\.g\.,? )?[A-Z][\w'’-]+(?: et al\s?\.?|(?: and| &) [A-Z][\w'’-]+)?\s?,? ?(?:19|"
    r"20)\d\d[a-z]?"
    r"(?:\s?; [^()]{0,160})?\)"
)
"""What looks like a citation although reading could not tell to what entry it leads."""


def view(paper: Paper) -> View:
    """Part a paper's running text, headings, captions and tables into sentences."""
    callouts = sorted(paper.callouts, key=lambda c: c.start)
    starts = [callout.start for callout in callouts]
    sentences: list[Sentence] = []
    for passage in paper.passages:
        if passage.kind not in NAMED_IN:
            continue
        section = paper.sections[passage.section].kind if passage.section >= 0 else SectionKind.FRONT
        if section is SectionKind.REFERENCES:
            continue
        spans = (
            sentence_spans(paper.text, passage.start, passage.end)
            if passage.kind in PROSE
            else [(passage.start, passage.end)]
        )
        for start, end in spans:
            inside = tuple(callouts[bisect_left(starts, start) : bisect_left(starts, end)])
            sentences.append(
                Sentence(start, end, passage.kind, section, _tokens(paper.text, start, end, inside), inside)
            )
    return View(paper, tuple(sentences))


def _tokens(text: str, start: int, end: int, callouts: tuple[Callout, ...]) -> tuple[Token, ...]:
    gaps = [(callout.start, min(callout.end, end)) for callout in callouts]
    gaps += [match.span() for match in _LOOSE.finditer(text, start, end)]
    tokens: list[Token] = []
    at = start
    for first, last in sorted(gaps):
        if first >= at:
            tokens += tokenize(text, at, first)
        at = max(at, last)
    return tuple(tokens + tokenize(text, at, end))
