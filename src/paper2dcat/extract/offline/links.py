"""Addresses and identifiers near a dataset: in its sentence, in its footnote, in a data-availability statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paper2dcat.addresses import ARTICLE_SITE, asks_for, bears_name
from paper2dcat.citing import BRACKETS
from paper2dcat.extract.offline.view import Sentence, View
from paper2dcat.model import Basis, Candidate, Claim, Note, PassageKind, Role, Span

URL = re.compile(
    r"(?:https?://(?:[\w-]+\.)+\s(?=(?:[\w-]+\.)*(?:org|com|net|edu|gov|io|eu|info)/)|https?://|www\.|(?<![\w@/.-])(?:[a-z][\w-]*\.)+(?:org|com|net|edu|gov|io|int|eu|info|ac\.uk)/(?=[\w~]))"
    r"[^\s<>\"{}|\\^`«»]+"
    r"(?:(?<=[/_=-])\s[\w~%-]+(?:[/._=-][\w~%-]+)+/?(?=[\s.,;)\]]|$)|\s/[\w~%-]+(?:[/._=-][\w~%-]+)*/?(?=[\s.,;)\]]|$))?",
    re.IGNORECASE,
)
"""An address, with what a line end broke off it: behind a slash or hyphen, or from a slash on."""
_PAPERS = re.compile(
    r"\.pdf$|//(?:dx\.)?doi\.org/10\.(?!5281|6084|5061|7910|17632|3886|24432|15468|17605)|creativecommons|"
    r"mlperf\.org|//(?:github|gitlab)\.io/|"
    r"/leaderboard|wikipedia\.org|nltk\.org|spacy|pytorch|tensorflow\.org/(?!datasets)|colab",
    re.IGNORECASE,
)
_CODE = re.compile(r"github\.com|gitlab|bitbucket", re.IGNORECASE)
_TOOL = re.compile(
    r"\b(?:code|implementation|toolkit|library|software|script|tokeni[sz]er|model|parser|demo|"
    r"leaderboard|license)\w*\b",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:data ?-?sets?|corpus|corpora|data|database|benchmark|download\w*|available|obtained)\b", re.I
)
_MARK = re.compile(r"\s*(?:[.,;:)]?\s*)([¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[a-z.,;)\s])\d{1,2}(?=[\s.,;)]|$)|[*†‡§])")
_BEFORE_MARK = re.compile(
    rf"(?:\s*{BRACKETS}|\s*(?i:data ?-?sets?|corpus|corpora|database|benchmark|challenge|data)(?![a-z]))*"
)
"""What may stand between a name and its footnote's mark: brackets, a citation, the noun."""
_AT_END = re.compile(
    r"^\s*(?:\([^()]*\)\s*)?(?:[\w-]+\s+)?(?:is|are|contains?|consists?|comprises?|includes?|provides?|which)\b"
    r"|\b(?:data ?-?sets?|corpus|corpora|available|online|download\w*|website|here|releas\w+|public\w*|benchmark|"
    r"data ?base|challenge)\W*[¹²³⁴⁵⁶⁷⁸⁹⁰]+\W*$",
    re.IGNORECASE,
)
"""Sentences whose last footnote is the dataset's: they define it, or end with the words for it."""
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
DOI = re.compile(
    r"\b(10\.(?:5281/\s?zenodo\s?\.\s?\d+|6084/m9\.\s?figshare\.\s?(?:c\.)?\d+(?:\.v\d+)?|"
    r"5061/dryad\.\s?[\w.]+\w|"
    r"7910/DVN/\w+|17632/[\w.]+\w|3886/ICPSR\d+(?:\.v\d+)?|24432/\w+|15468/[\w.]+\w|"
    r"17605/OSF\.IO/\w+|4232/[\w.]+\w|"
    r"5255/UKDA-SN-[\w-]+|1594/PANGAEA\.\d+|7303/\w+|18150/[\w.]+\w))",
    re.IGNORECASE,
)
ACCESSION = re.compile(r"\b(GSE\d{3,8}|PRJ[A-Z]{2}\d{3,8}|SRP\d{5,8}|ERP\d{5,8}|"
                       r"phs\d{6}(?:\.v\d+\.p\d+)?|E-MTAB-\d+|"
                       r"PXD\d{6}|LDC\d{4}[A-Z]\d{2,3}|EGAS\d{11}|S-[A-Z]{4}\d+)\b")  # fmt: skip
_ARCHIVES = {
    "GSE": "GEO", "PRJ": "BioProject", "SRP": "SRA", "ERP": "ENA", "phs": "dbGaP", "E-M": "ArrayExpress", "PXD": "PRIDE",
    "LDC": "LDC", "EGA": "EGA", "S-": "BioStudies",
}  # fmt: skip


def archive_of(accession: str) -> str:
    """Return the archive that an accession number belongs to."""
    return next((name for prefix, name in _ARCHIVES.items() if accession.startswith(prefix)), "")


def clean_url(raw: str) -> str:
    """Return an address without blanks and the punctuation of its sentence."""
    url = re.sub(r"[.,;:!?'’”\"*†‡]+$", "", re.sub(r"\s", "", raw))
    while url.endswith((")", "]")) and url.count(url[-1]) > url.count({")": "(", "]": "["}[url[-1]]):
        url = re.sub(r"[.,;:]+$", "", url[:-1])
    return url


Address = tuple[str, Span]
"""A web address and where it is printed."""


def printed(view: View) -> tuple[Address, ...]:
    """Return the addresses that a paper prints outside its references, but for those of articles, tools and code."""
    text = view.paper.text
    found: list[Address] = []
    for passage in view.paper.passages:
        if passage.kind in _BEARING:
            for match in URL.finditer(text, passage.start, passage.end):
                around = text[max(passage.start, match.start() - _AROUND) : match.start()]
                found += kept_address(match.group(), match.start(), around, False)
    return tuple(found)


_BEARING = (PassageKind.PARAGRAPH, PassageKind.FOOTNOTE, PassageKind.CAPTION, PassageKind.FURNITURE)
_AROUND = 120
"""Characters before an address whose words say that it is that of data."""


def with_named_pages(view: View, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates; one without a landing page has the address that bears its name, wherever it is printed.

    An address that stands with another dataset is that one's, unless it asks for the name: ``…/studies?query=name``.
    """
    taken = {c.value for candidate in candidates for c in candidate.claims if c.field == _PAGE}
    every = printed(view)
    free = [(url, at) for url, at in every if url not in taken]
    for candidate in candidates:
        names = (candidate.title, *candidate.aliases)
        bearing = [(url, at) for url, at in free if bears_name(url, names)]
        bearing += [(url, at) for url, at in every if asks_for(url, names)]
        found = next((Claim(_PAGE, url, span=at) for url, at in bearing), None)
        has_page = any(claim.field == _PAGE for claim in candidate.claims)
        yield (
            candidate if found is None or has_page else replace(candidate, claims=(*candidate.claims, found))
        )


def with_resolved_pages(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates; one without a landing page and with one DOI has the page that the DOI leads to."""
    for candidate in candidates:
        dois = [c for c in candidate.claims if c.field == "dcterms:identifier" and DOI.fullmatch(c.value)]
        if len(dois) == 1 and all(claim.field != _PAGE for claim in candidate.claims):
            page = replace(dois[0], field=_PAGE, value=f"https://doi.org/{dois[0].value}")
            candidate = replace(candidate, claims=(*candidate.claims, page))
        yield candidate


def with_noted_pages(view: View, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates; what the paper makes has the address of the footnote that tells where such data lie.

    A note that is called where the paper names some of what it makes is on those.
    """
    notes = [
        (url, at, sentences)
        for note in view.paper.notes
        if view.introductions.noted(note, sentences := _calling(view, note))
        for url, at in kept_address(view.paper.text[note.start : note.end], note.start, "data", True)
    ]
    made = [c for c in candidates if c.role is Role.INTRODUCED] if notes else []
    for candidate in candidates:
        free = candidate in made and not any(claim.field == _PAGE for claim in candidate.claims)
        for url, at, sentences in notes if free else ():
            named = [
                c for c in made if any(s.start <= m.start < s.end for s in sentences for m in c.mentions)
            ]
            if candidate in (named or made):
                candidate = replace(candidate, claims=(*candidate.claims, Claim(_PAGE, url, span=at)))
                break
        yield candidate


def _calling(view: View, note: Note) -> tuple[Span, ...]:
    """Return the sentences that call a note, up to the call; it may stand behind the full stop."""
    found = ((view.sentence_at(call.start - 1), call) for call in note.callouts)
    return tuple(Span(s.start, call.start) for s, call in found if s is not None)


_PAGE = "dcat:landingPage"


def claims(
    view: View, mentions: Sequence[Span], introduced: bool, every: Sequence[Span] = ()
) -> Iterator[Claim]:
    """Yield a landing page and the identifiers that stand with a dataset; ``every`` is where any is named."""
    own = set(mentions)
    page = next(_pages(view, mentions, introduced, [span for span in every if span not in own]), None)
    if page is not None:
        url, span = page
        yield Claim(_PAGE, url, Basis.STATED, span=span)
    seen: set[str] = set()
    for mention in mentions:
        sentence = view.sentence_at(mention.start)
        if sentence is None or sentence.kind is PassageKind.TABLE:
            continue
        for value, span in identifiers(view, sentence):
            if value not in seen and _nearest(sentence, span, every) in (None, *mentions):
                seen.add(value)
                yield Claim("dcterms:identifier", value, Basis.STATED, span=span)


def _nearest(sentence: Sentence, place: Span, every: Sequence[Span]) -> Span | None:
    """Return the mention of any dataset in a sentence that stands nearest to a place, the one before it first."""
    inside = [m for m in every if sentence.start <= m.start < sentence.end]
    return min(
        inside,
        key=lambda m: max(m.start - place.end, place.start - m.end, 0) + (m.start > place.start),
        default=None,
    )


def identifiers(view: View, sentence: Sentence | Span) -> Iterator[tuple[str, Span]]:
    """Yield the repository DOIs and accession numbers of a sentence."""
    text = view.paper.text
    for match in DOI.finditer(text, sentence.start, min(sentence.end + 30, len(text))):
        yield re.sub(r"\s", "", match.group(1)).rstrip("."), Span(match.start(), match.end())
    for match in ACCESSION.finditer(text, sentence.start, sentence.end):
        yield f"{archive_of(match.group())}:{match.group()}", Span(match.start(), match.end())


def _between(others: Sequence[Span], mention: Span, address: Span) -> bool:
    """Whether another dataset is named between a name and an address."""
    return any(mention.end <= other.start < address.start < mention.end + 300 for other in others)


def _pages(
    view: View, mentions: Sequence[Span], introduced: bool, others: Sequence[Span]
) -> Iterator[Address]:
    for mention in mentions:
        sentence = view.sentence_at(mention.start)
        if sentence is None or sentence.kind is PassageKind.TABLE:
            continue
        for url, at in _in_sentence(view, sentence, mention, introduced):
            if not _between(others, mention, at):
                yield url, at
        yield from _in_footnote(view, sentence, mention, introduced)


def _in_sentence(
    view: View, sentence: Sentence, mention: Span, introduced: bool
) -> Iterator[tuple[str, Span]]:
    for match in URL.finditer(view.paper.text, mention.end, sentence.end):
        between = view.paper.text[mention.end : match.start()]
        if len(between) < 120 and not _TOOL.search(between) and "http" not in between:
            yield from kept_address(match.group(), match.start(), between, introduced)


def kept_address(raw: str, start: int, around: str, introduced: bool) -> Iterator[tuple[str, Span]]:
    """Yield an address and its place unless it is that of an article, a tool or, without words of data, of code."""
    printed = clean_url(raw)
    blanks = len(re.findall(r"\s", raw))
    url = printed if re.match(r"https?://", printed, re.IGNORECASE) else f"http://{printed}"
    if len(url) < 12 or "." not in url[8:] or _PAPERS.search(url) or ARTICLE_SITE.match(url):
        return
    if _CODE.search(url) and not (introduced or _DATA.search(around)):
        return
    yield url, Span(start, start + len(printed) + blanks)


def _in_footnote(
    view: View, sentence: Sentence, mention: Span, introduced: bool
) -> Iterator[tuple[str, Span]]:
    """The footnote whose mark stands behind the name, or at the end of a sentence that opens with it."""
    text = view.paper.text
    page = view.paper.page_at(mention.start)
    cue = _BEFORE_MARK.match(text, mention.end)
    marks = [_MARK.match(text, cue.end() if cue else mention.end)]
    if mention.start - sentence.start < 60 and _AT_END.search(text[mention.end : sentence.end]):
        tail = re.search(r"\s*([¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*[.;]?\s*$", text[sentence.start : sentence.end])
        marks.append(tail)
        after = re.compile(r"\s?([¹²³⁴⁵⁶⁷⁸⁹⁰]+)").match(text, sentence.end)
        marks.append(after)
    for mark in marks:
        if not mark:
            continue
        number = mark.group(1).translate(_SUPERSCRIPTS)
        for passage in view.paper.passages:
            if passage.kind is not PassageKind.FOOTNOTE or view.paper.page_at(passage.start) not in (
                page,
                page + 1,
            ):
                continue
            note = text[passage.start : passage.end]
            if not re.match(rf"{re.escape(number)}(?!\d)", note.translate(_SUPERSCRIPTS).lstrip()):
                continue
            for match in URL.finditer(note):
                if not _TOOL.search(note[: match.start()]):
                    yield from kept_address(match.group(), passage.start + match.start(), "data", introduced)
