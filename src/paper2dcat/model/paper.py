"""A paper as read: repaired text with positions, passages, sections, references and callouts.

All ``start``/``end`` are half-open character offsets into ``Paper.text``. Pages count from 1. Boxes are in
PDF points with the origin at the lower left of the unrotated page (ISO 32000-1, 8.3.2.3).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from paper2dcat.model.record import Basis, Issue, Quote


class Span(NamedTuple):
    """A half-open range of characters of ``Paper.text``."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle on a page in PDF points: left, bottom, right, top."""

    x0: float
    y0: float
    x1: float
    y1: float


class PassageKind(StrEnum):
    """What a run of text is on the page. Sentences are looked for in headings … captions only."""

    TITLE = "title"
    AUTHORS = "authors"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TABLE = "table"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    FURNITURE = "furniture"
    """Running heads, page numbers, stamps: kept out of the sentence flow but not lost."""


class SectionKind(StrEnum):
    """Normalised kind of a section."""

    FRONT = "front"
    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    RELATED_WORK = "related-work"
    METHOD = "method"
    DATA = "data"
    EXPERIMENTS = "experiments"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    DATA_AVAILABILITY = "data-availability"
    ACKNOWLEDGEMENTS = "acknowledgements"
    APPENDIX = "appendix"
    REFERENCES = "references"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1 and its size in points (0 × 0 for plain text)."""

    number: int
    width: float
    height: float


class Line(NamedTuple):
    """A printed line: the span of the repaired text that came from it, its page and its box."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text of one kind; ``section`` is an index into ``Paper.sections`` (-1: before the first)."""

    kind: PassageKind
    start: int
    end: int
    section: int = -1


@dataclass(frozen=True, slots=True)
class Section:
    """A section from its heading to the next heading of any level; ``level`` counts from 1."""

    kind: SectionKind
    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as printed, parted into family and given name; an organisation has only ``family``."""

    family: str
    given: str = ""

    @property
    def full(self) -> str:
        """Given name first, as a byline prints it."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the bibliography (or a footnote that serves as one).

    ``label`` is what a numbered or key style prints (``12``, ``ABC+19``), empty in author-year styles.
    ``year`` keeps a letter out (``2010a`` gives year ``2010`` and suffix ``a``).
    """

    index: int
    start: int
    end: int
    label: str = ""
    authors: tuple[PersonName, ...] = ()
    title: str = ""
    year: str = ""
    year_suffix: str = ""
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A citation in the running text: ``[3-5]``, ``(Deng et al., 2009)``; indices of the entries it means."""

    start: int
    end: int
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote that serves as a reference: the first address in it, and where the text calls it.

    ``start`` and ``end`` span the address; ``value`` is the address without blanks of broken lines.
    """

    mark: str
    value: str
    start: int
    end: int
    callouts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A value about the paper itself with where it comes from; no span when ``basis`` is ``inferred``.

    ``rule`` names the rule of an inferred value (``file-modification-date``).
    """

    value: str
    basis: Basis
    start: int | None = None
    end: int | None = None
    rule: str = ""


@dataclass(frozen=True)
class Paper:
    """What reading one file yields. ``identifiers`` are prefixed: ``arXiv:1904.00962``, ``doi:10.1/x``."""

    source: str
    """The file's name without its folder."""
    sha256: str
    media_type: str
    """``application/pdf`` or ``text/plain``."""
    text: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    passages: tuple[Passage, ...]
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    callouts: tuple[Callout, ...] = ()
    notes: tuple[Note, ...] = ()
    title: Fact | None = None
    authors: tuple[Fact, ...] = ()
    identifiers: tuple[Fact, ...] = ()
    date: Fact | None = None
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as precise as stated."""
    language: Fact | None = None
    """BCP 47 tag of the running text, e.g. ``en``."""
    issues: tuple[Issue, ...] = field(default=())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> Line | None:
        """Return the printed line that the character at ``offset`` came from (or the nearest before it)."""
        if not self.lines:
            return None
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def page_at(self, offset: int) -> int:
        """Return the page (from 1) of the character at ``offset``."""
        line = self.line_at(offset)
        return line.page if line else 1

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    def passage_at(self, offset: int) -> Passage | None:
        """Return the passage that contains ``offset``, or None between passages."""
        at = bisect_right(self._passage_starts, offset) - 1
        if at < 0 or offset >= self.passages[at].end:
            return None
        return self.passages[at]

    def section_at(self, offset: int) -> Section | None:
        """Return the section that ``offset`` lies in, by its passage."""
        passage = self.passage_at(offset)
        if passage is None or passage.section < 0:
            return None
        return self.sections[passage.section]

    def quote(self, start: int, end: int) -> Quote:
        """Return the slice ``start:end`` of the text with its page."""
        return Quote(page=self.page_at(start), start=start, end=end, quote=self.text[start:end])

    @property
    def key(self) -> str:
        """The paper's key: DOI, else arXiv id without version, else SHA-256 of the file; never the name."""
        for prefix in ("doi:", "arXiv:"):
            for identifier in self.identifiers:
                if identifier.value.startswith(prefix):
                    return identifier.value
        return f"sha256:{self.sha256}"
