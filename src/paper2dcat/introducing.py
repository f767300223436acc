"""The words by which a paper says that it makes a dataset: one definition for those who claim and who check.

A dataset is introduced where the paper's title presents it, where a sentence says that "we" made it, where the
paper calls it "our dataset", or where a table lists "our datasets" and the dataset is one of its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from paper2dcat.alignment import TextIndex
from paper2dcat.model import Basis, Fact, Note, Paper, Passage, PassageKind, Span

MAKE = (
    r"(?:introduc(?:e|es|ed|ing)|presents?|presented|releas(?:e|es|ed|ing)|constructs?|construct(?:ed|ing)|"
    r"creat(?:e|es|ed|ing)|builds?|built|building|propos(?:e|es|ed)|publish(?:ed|es)?|compil(?:e|es|ed)|contributes?|"
    r"collect(?:ed|s|ing)?|annotat(?:e|es|ed)|curat(?:e|es|ed)|develop(?:ed|s|ing)?|assembl(?:e|es|ed)|gather(?:ed)?|"
    r"crawl(?:ed)?|induc(?:e|ed)|deriv(?:e|ed))"
)
DATA = (
    r"(?:data ?-?sets?|corpus|corpora|benchmarks?|data ?bases?|collections?|tree ?banks?|resources?|test ?suites?|"
    r"(?:training|test|evaluation|development|challenge) ?sets?)"
)
_WE_MAKE = re.compile(
    rf"\b(?:we|our (?:team|group|work)|this (?:paper|work|article|study|report)|the authors)\b"
    rf"(?:\s+(?!not\b)[\w\-]+){{0,3}}?\s+{MAKE}\s+(?P<object>(?:(?!\b{MAKE}\b)[^.])*)$",
    re.IGNORECASE,
)
_BARE_OBJECT = re.compile(
    r"(?:(?:a|an|the|our|and|new|novel|large|first|publicly|freely|available|large-scale)\s+)*(?:[A-Z][\w\-]*\s+)*\(?"
)
_NAMED_OBJECT = re.compile(
    rf"[^.]*\b{DATA}\b(?:(?!\bthan\b)[^.])*(?:\b(?:called|named|dubbed|namely|termed|i\.e\.,?)|[:,(—–])\s*(?:the\s+)?",
    re.IGNORECASE,
)
_NOT_OBJECT = re.compile(
    r"\b(?:on|model|method|approach|algorithm|network|architecture|technique|system|framework|results?|evaluat\w+|"
    r"experiments?|using|use|train|trained|test|tested|outperform\w*|compare\w*|improv\w+|from|based|like|similar|unlike)\b"
    r"(?!\s*-?sets?\b)",
    re.IGNORECASE,
)
_OUR = re.compile(
    r"\bour\s+(?:own\s+|new\s+|novel\s+|proposed\s+|newly[- ]\w+\s+)?(?:data ?-?set,?\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:the (?:first|second|third|resulting|new|proposed|other)(?: {DATA})?|"
    rf"(?:the )?resulting {DATA}(?: is)?(?: called| named)?|"
    rf"(?:we (?:call|name|dub|refer to) (?:it|this|the|our)(?: \w+){{0,2}}(?: {DATA})?(?: as)?))\s*,?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_WE_MAKE_DATA = re.compile(rf"\bwe\b[^.]{{0,60}}\b{MAKE}\b[^.]{{0,60}}\b{DATA}\b", re.IGNORECASE)
_DATA_NEXT = re.compile(rf"\s*{DATA}\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"^\s*(?:[\w\-]+\s+){0,4}?(?:is|was|are|were|has been|have been)\s+(?:\w+ly\s+)?"
    r"(?:constructed|created|collected|built|compiled|annotated|assembled|gathered|crawled|generated)\b(?P<rest>[^.]*)",
    re.IGNORECASE,
)
_WE_CHOOSE = re.compile(
    r"\bwe\b[^.]{0,40}\b(?:choose|chose|select|sampl|pick|annotat|collect|construct|remov|filter|split|gather|extract)\w*",
    re.IGNORECASE,
)
_OUR_DATA = re.compile(
    rf"\bwe\b[^.]{{0,80}}\b{MAKE}\b[^.]{{0,40}}\bour (?:new |own )?{DATA}\b", re.IGNORECASE
)
_OWN_CAPTION = re.compile(
    rf"\b(?:our|the (?:constructed|collected|proposed|created|built|new|introduced))\s+"
    rf"(?:[\w-]+\s+){{0,3}}?{DATA}(?!\s+of\b)|"
    rf"\b{DATA}\s+(?:that\s+)?we\s+(?:\w+ly\s+)?{MAKE}\b",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"(?P<name>(?=\w*[A-Z])(?!(?i:total|average|avg|train|test|dev|all|data ?set)\b)[^\W\d]\S*(?:\s+[^\W\d]\S*){0,4})"
    r"(?:\s+[\d.,]*\d[\d.,]*[KkM%]?){2}(?:\s|$)"
)
_DATA_BEFORE = re.compile(DATA + r",?\s+(?:the\s+)?$", re.IGNORECASE)
_AT_ADDRESS = re.compile(
    r"(?:\b(?:our|the|this|all|full|these|and)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:data ?-?sets?|corpus|corpora|benchmark|annotations)\b[^.]{0,100}"
    r"\b(?:available|found|download\w*|released|accessible|hosted|obtained|published)\b[^.]{0,60}"
    r"|\b(?:release|publish|make|provide|share)\b[^.]{0,40}\b(?:data ?-?set|corpus|benchmark)\b[^.]{0,80}"
    r"|^\W*data ?-?sets?:\s*)$",
    re.IGNORECASE,
)
"""Words before the address at which a paper's own data lie."""
_NOTE = re.compile(
    r"[\W\d¹²³⁴⁵⁶⁷⁸⁹⁰]*(?:"
    rf"(?:(?:the|our|all|both|this)\s+)*(?:full\s+)?(?:{DATA}|data|code)(?:\s+and\s+(?:the\s+)?[\w-]+)?\s*"
    r"(?::|(?:is|are|can be|will be)\s+(?:made\s+)?(?:\w+ly\s+)?(?:available|downloaded|obtained|found)\s+"
    r"(?:\w+\s+)?(?:at|from|on|under)\b:?)"
    r"|(?:\w+ly\s+)?available\s+(?:online\s+)?(?:at|from|on|under)\b:?)\s*",
    re.IGNORECASE,
)
"""A footnote up to the address at which something lies."""
_MADE_HERE = re.compile(
    rf"\b{DATA}\b[^.]{{0,60}}\b(?:is|are|was|were)\s+(?:\w+ly\s+)?{MAKE}\b|\bwe\b[^.]{{0,80}}\b{MAKE}\b[^.]{{0,80}}\b{DATA}\b"
    rf"|\bour\s+(?:new\s+)?{DATA}\b",
    re.IGNORECASE,
)
"""What a sentence says of data that the paper makes."""
_CITED = re.compile(r"\[\d|\bet al\b|\(\w[^()]*(?:19|20)\d\d")


def stated_date(paper: Paper) -> Fact | None:
    """Return the date that the paper itself prints; that of its file says nothing about a dataset."""
    return paper.date if paper.date is not None and paper.date.basis is Basis.STATED else None


def first_year(paper: Paper) -> str:
    """Return the year in which a paper came out first: that of its arXiv identifier when its date is later.

    A first page that names the conference of the later year speaks of what was published there.
    """
    date = stated_date(paper)
    year = date.value[:4] if date is not None else ""
    stamp = arxiv_stamp(paper)
    earlier = (
        stamp is not None and (not year or stamp[0] < year) and not (year and _published_in(paper, year))
    )
    return stamp[0] if stamp is not None and earlier else year


_VENUE = re.compile(
    r"\b(?:Conference|Proceedings|Workshop|Symposium)\b[^.;]{0,120}?\([A-Z][\w-]+(?: |’|')(?P<year>(?:19|20)?\d\d)\)"
)


def _published_in(paper: Paper, year: str) -> bool:
    """Whether a note or running head of the first page names the conference that the paper was held at that year."""
    notes = (p for p in paper.passages if p.kind in (PassageKind.FOOTNOTE, PassageKind.FURNITURE))
    on_first = (p for p in notes if paper.page_at(p.start) == 1)
    return any(
        match["year"][-2:] == year[-2:]
        for passage in on_first
        for match in _VENUE.finditer(paper.text, passage.start, passage.end)
    )


def arxiv_stamp(paper: Paper) -> tuple[str, Fact] | None:
    """Return the year that a paper's arXiv identifier begins with, and the identifier."""
    for identifier in paper.identifiers:
        match = re.fullmatch(r"arXiv:(\d\d)\d\d\.\d{4,5}(?:v\d+)?", identifier.value)
        if match:
            return f"20{match[1]}", identifier
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper names a dataset: the sentence, the one after it, and whether works are cited there."""

    mention: Span
    sentence: Span
    following: Span | None
    cited_next: bool
    """A work is cited right behind the name."""
    cites: bool
    """The sentence cites any work."""


def heads_title(title: str, name: str) -> bool:
    """Whether a paper's title presents a dataset of this name (``NAME: a corpus of …``)."""
    data = re.search(rf"\b{DATA}\b", title, re.IGNORECASE)
    introducing = re.match(r"\W*(?:introducing|presenting|announcing)\b", title, re.IGNORECASE)
    for place in TextIndex(title).names(name):
        heads = place.start <= 1 and title[place.end : place.end + 2].strip().startswith((":", "–", "—", "-"))
        tail = title[: place.start].rstrip().endswith(":")
        if introducing or (data and (heads or tail)):
            return True
    return False


_WE_MAKE_MANY = re.compile(
    rf"\bwe\b[^.]{{0,40}}\b{MAKE}\s+(?:[\w-]+\s+){{0,4}}?(?:data ?-?sets|corpora|benchmarks|collections)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Introductions:
    """Where a paper says that it makes datasets."""

    paper: Paper

    def titled(self, names: Iterable[str]) -> bool:
        """Whether the paper's title presents a dataset of one of these names."""
        title = self.paper.title
        return title is not None and any(heads_title(title.value, name) for name in names)

    @cached_property
    def makes_data(self) -> bool:
        """Whether the paper says anywhere that it makes a dataset."""
        return _WE_MAKE_DATA.search(self.paper.text) is not None

    def lie_at(self, sentence: Span, address: int) -> bool:
        """Whether a sentence says that the data that the paper makes lie at the address that begins here."""
        return self.makes_data and _AT_ADDRESS.search(self.paper.text[sentence.start : address]) is not None

    def noted(self, note: Note, sentences: Iterable[Span]) -> bool:
        """Whether a footnote says where the data lie that these sentences, which call it, say the paper makes."""
        passage = self.paper.passage_at(note.start)
        if passage is None or not _NOTE.fullmatch(self.paper.text, passage.start, note.start):
            return False
        return any(_MADE_HERE.search(self.paper.text, span.start, span.end) for span in sentences)

    def at(self, place: Place) -> bool:
        """Whether the words around a place say that the paper makes the dataset named there."""
        text = self.paper.text
        before = text[place.sentence.start : place.mention.start]
        after = text[place.mention.end : place.sentence.end]
        if place.cited_next:
            return False
        if any(row == place.mention for row in self.rows):
            return True
        made = _WE_MAKE.search(before)
        if made and not _NOT_OBJECT.search(made["object"]):
            return any(shape.fullmatch(made["object"]) for shape in (_BARE_OBJECT, _NAMED_OBJECT))
        if _OUR.search(before) and (_DATA_NEXT.match(after) or _DATA_BEFORE.search(before)):
            return True
        if _ORDINAL.search(before) and re.match(r"\s*[,.)]|\s*$", after):
            return (
                _WE_MAKE_DATA.search(text, max(0, place.sentence.start - 250), place.mention.start)
                is not None
            )
        return _made_with_choices(text, place, after)

    @cached_property
    def rows(self) -> tuple[Span, ...]:
        """The first cells of the tables that list the paper's own datasets, where it says that it made several."""
        if not _WE_MAKE_MANY.search(self.paper.text):
            return ()
        found = []
        for at, passage in enumerate(self.paper.passages):
            caption = self.paper.text[passage.start : passage.end]
            listed = passage.kind is PassageKind.CAPTION and re.match(r"\s*table\b", caption, re.IGNORECASE)
            if listed and _OWN_CAPTION.search(caption[:200]):
                found += [
                    span for table in _tables_by(self.paper, at) for span in _first_cells(self.paper, table)
                ]
        return tuple(found)


def _made_with_choices(text: str, place: Place, after: str) -> bool:
    """Whether "NAME is constructed by …", with "we choose …" beside it, or "we build … our dataset" stands there."""
    nearby = text[place.sentence.start : place.following.end if place.following else place.sentence.end]
    passive = _PASSIVE.match(after)
    if passive and not place.cites and not re.search(r"\bby (?:the )?[A-Z]", passive["rest"]):
        return _WE_CHOOSE.search(nearby) is not None
    return _OUR_DATA.search(nearby) is not None


def _first_cells(paper: Paper, table: Passage) -> Iterator[Span]:
    """Yield the names that open the rows of a table: a few words with a capital before two figures or more."""
    for line in paper.lines:
        if table.start <= line.start < table.end:
            row = _ROW.match(paper.text, line.start, line.end)
            if row and not _CITED.search(row.group()):
                yield Span(*row.span("name"))


def _tables_by(paper: Paper, at: int) -> list[Passage]:
    """Return the table that a caption stands over, or else the one that it stands under."""
    for beside in (paper.passages[at + 1 : at + 4], paper.passages[max(0, at - 2) : at][::-1]):
        for passage in beside:
            if passage.kind is PassageKind.CAPTION:
                break
            if passage.kind is PassageKind.TABLE:
                return [passage]
    return []
