"""What the rules of grounding look at: the paper with its sentences, callouts and forbidden ranges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from paper2dcat.alignment import TextIndex
from paper2dcat.catalogue import Catalogue
from paper2dcat.ground.instructions import Instruction, find_instructions
from paper2dcat.ground.sentences import split_sentences
from paper2dcat.introducing import Introductions
from paper2dcat.model import Callout, Paper, Passage, PassageKind, Reference, SectionKind, Span
from paper2dcat.using import run_on

_NOT_RUNNING = {PassageKind.TITLE, PassageKind.AUTHORS, PassageKind.REFERENCE, PassageKind.FURNITURE}


@dataclass(frozen=True)
class Context:
    """One paper under grounding, with everything the rules ask for computed once."""

    paper: Paper
    catalogue: Catalogue

    @cached_property
    def index(self) -> TextIndex:
        """The paper's text, folded for look-ups."""
        return TextIndex(self.paper.text)

    @cached_property
    def _pieces(self) -> dict[Span, TextIndex]:
        return {}

    def piece(self, span: Span) -> TextIndex:
        """Return a range of the text, folded once for look-ups; positions count from the range's start."""
        index = self._pieces.get(span)
        if index is None:
            index = self._pieces[span] = TextIndex(self.paper.text[span.start : span.end])
        return index

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """Sentences of the paper that give orders to a machine."""
        return find_instructions(self.paper)

    @cached_property
    def _reference_spans(self) -> list[Span]:
        return sorted(Span(r.start, r.end) for r in self.paper.references)

    @cached_property
    def _sentences(self) -> list[Span]:
        spans = []
        for passage in self.paper.passages:
            text = self.paper.text[passage.start : passage.end]
            spans += [Span(passage.start + s.start, passage.start + s.end) for s in split_sentences(text)]
        return sorted(spans)

    @cached_property
    def _callouts(self) -> list[Callout]:
        return sorted(self.paper.callouts, key=lambda c: (c.start, c.end))

    @cached_property
    def introductions(self) -> Introductions:
        """Where the paper says that it makes datasets."""
        return Introductions(self.paper)

    @cached_property
    def run_on(self) -> frozenset[SectionKind]:
        """Sections that hold more than their headings say."""
        return run_on(self.paper)

    @cached_property
    def abstract(self) -> tuple[Span, ...]:
        """The sentences of the abstract."""
        parts = [section for section in self.paper.sections if section.kind is SectionKind.ABSTRACT]
        return tuple(s for s in self._sentences if any(p.start <= s.start < p.end for p in parts))

    def passage(self, offset: int) -> Passage | None:
        """Return the passage at an offset."""
        return self.paper.passage_at(offset)

    def in_references(self, offset: int) -> bool:
        """Whether an offset lies in the bibliography."""
        at = bisect_right(self._reference_spans, Span(offset, len(self.paper.text))) - 1
        if at >= 0 and offset < self._reference_spans[at].end:
            passage = self.passage(offset)
            return passage is None or passage.kind is not PassageKind.FOOTNOTE
        section = self.paper.section_at(offset)
        return section is not None and section.kind is SectionKind.REFERENCES

    def running(self, offset: int) -> bool:
        """Whether an offset lies in the running text: what the authors say, tables and captions included."""
        if self.in_references(offset):
            return False
        passage = self.passage(offset)
        return not self.paper.passages or (passage is not None and passage.kind not in _NOT_RUNNING)

    def in_title(self, offset: int) -> bool:
        """Whether an offset lies in the paper's title."""
        passage = self.passage(offset)
        return passage is not None and passage.kind is PassageKind.TITLE

    def tainted(self, start: int, end: int) -> bool:
        """Whether a range touches words that give orders to a machine."""
        return any(start < t.end and end > t.start for i in self.instructions for t in i.tainted)

    def sentence(self, offset: int) -> Span:
        """Return the sentence at an offset (its passage's nearest, or a window of text if there is none)."""
        at = bisect_right(self._sentences, Span(offset, len(self.paper.text) + 1)) - 1
        if at >= 0 and offset < self._sentences[at].end:
            return self._sentences[at]
        return Span(max(0, offset - 200), min(len(self.paper.text), offset + 200))

    def following(self, sentence: Span) -> Span | None:
        """Return the next sentence of the same passage, if there is one."""
        at = bisect_left(self._sentences, sentence) + 1
        passage = self.passage(sentence.start)
        if at >= len(self._sentences) or passage is None or self._sentences[at].start >= passage.end:
            return None
        return self._sentences[at]

    def callouts(self, span: Span) -> tuple[Callout, ...]:
        """Return the callouts that lie in a range."""
        at = bisect_left(self._callouts, span.start, key=lambda c: c.start)
        found = []
        while at < len(self._callouts) and self._callouts[at].start < span.end:
            found.append(self._callouts[at])
            at += 1
        return tuple(found)

    @cached_property
    def _by_index(self) -> dict[int, Reference]:
        return {reference.index: reference for reference in self.paper.references}

    def reference(self, index: int) -> Reference | None:
        """Return the bibliography entry with this index."""
        return self._by_index.get(index)

    @cached_property
    def callouts_by_reference(self) -> dict[int, tuple[Callout, ...]]:
        """Every callout of each bibliography entry."""
        found: dict[int, list[Callout]] = {}
        for callout in self._callouts:
            for reference in callout.references:
                found.setdefault(reference, []).append(callout)
        return {reference: tuple(callouts) for reference, callouts in found.items()}
