"""The paper itself: title, authors, identifiers, date, language; each with the words it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from paper2dcat.model import Basis, Fact, Passage, PassageKind, SectionKind
from paper2dcat.read.citations.patterns import DOI, LOWER, UPPER, clean_doi
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.blocks import Block, Measures
from paper2dcat.read.structure.section_names import section_kind

_MARKS: Final = re.compile(
    r"[⁰¹²³⁴-⁹ᵃ-ᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻʰⁱʲˣ*†‡§¶∗⋆⇤♠♣♥♦♢♡☯#◦⊕✉�!ǫ∓±]+|(?<=[a-z])\d+(?:,\d+)*|"
    r"(?<=\s)\d+(?:,\d+)*(?=\s|,|$)|"
    r"\(\s?\d\s?\)|\s[a-z](?:,[a-z])*(?=,|$)"
)
_AFFILIATION: Final = re.compile(
    r"universi|universität|institut|department|\bdept\b|\bschool\b|college|laborator|\blabs?\b|research|"
    r"google|microsoft|facebook|\binc\b|"
    r"gmbh|\bltd\b|\bllc\b|academy|centre|center\b|hospital|faculty|division|@|\bcorp|technolog|"
    r"ministry|foundation|\bstreet\b|\bavenue\b|"
    r"\broad\b|https?:|www\.|(?-i:\bU\.?S\.?A\b|\bUK\b)|\bchina\b|\bgermany\b|\bcanada\b|\bfrance\b|"
    r"\bjapan\b|\bindia\b|\bitaly\b|\bspain\b|"
    r"\bisrael\b|\bamazon\b|\bibm\b|openai|deepmind|polytechni|econom(?:y|ics)\b|sciences?\b|"
    r"engineering|medicine|medical|national|"
    r"international|group\b|bureau|agency|council|\bpress\b|tencent|alibaba|baidu|salesforce|\bnvidia\b|"
    r"huawei|samsung|\bnew york\b|"
    r"san francisco|mountain view|santa clara|\brepublic\b|united states|united kingdom|sri lanka|"
    r"hong kong|san diego|los angeles|menlo park|"
    r"palo alto|\bchapel hill\b|\bteam\b|\bvia\b|\bscholar\b|\bpartners\b|\bunit\b|emergency|"
    r"publications|\bAI$|society|association|"
    r"\bBU\b|^UC\b|\bconsortium|\bcollaboration\b|\bnetwork\b|systems\b|\bHealth\b|clinic\b|company|"
    r"\bdata\b|\bproject\b|\bprogram",
    re.I,
)
_NOT_NAME: Final = re.compile(
    r"abstract|introduction|correspond|\bauthor|email|e-mail|received|accepted|published|equal|"
    r"contribut|conference|proceedings|journal|"
    r"copyright|license|keywords?|\bversion\b|\bdraft\b|working paper|article|\beditor|preprint|"
    r"under review|\bfor\b|\bthe\b|\bof\b|"
    r"\bwith\b|\bstudy\b|\bvol\b|\bmember\b|\bfigure|\btable\b|\bin\b|\bfrom\b|\bon\b|^paper\b|\bdoi\b|"
    r"online|\bstudent\b|affiliations",
    re.I,
)
_W: Final = rf"[{UPPER}][{LOWER}{UPPER}’'.\-‐]*"
_NAME: Final = re.compile(
    rf"^(?:(?:Dr|Prof)\.\s)?{_W}(?:\s(?:{_W}|van|von|de|der|den|del|della|di|da|do|dos|du|la|le|el|al|"
    rf"bin|ben|ten|ter|y|e)){{1,5}}$"
)
_DEGREES: Final = re.compile(
    r"(?:,\s*|\s+)(?:Ph\.?\s?D\.?|M\.D\.|(?<=,\s)M\.\s?[DS]\.|MD|MDS?|D\.?M\.?D|DDS|DPH|DNP|DO|"
    r"M\.?Sc\.?|MPH|MHA|MBA|B\.?Sc\.?|BS|MS|MA|BA|RN|DrPH|DPhil|FRCP|MBBS|FACS|"
    r"(?:Senior |Student )?Member|Fellow|IEEE|ACM)(?=[,;\s⁰-⁹ᵃ-ᶻ*†‡]|$)"
)
_PIECE: Final = re.compile(r"(,|;|\band\b|\bAND\b|&|·|•|\||\n)")
_BYLINE: Final = re.compile(r"^(?:by|authors?:?)\s+", re.I)
STAMP: Final = re.compile(
    r"arXiv:\s?(\d{4}\.\d{4,5}|"
    r"[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?(?:\s*\[[\w.-]+\])?(?:\s+(\d{1,2}) (\w{3,9}) (\d{4}))?"
)
_DATA_DOIS: Final = re.compile(r"^10\.(?:5281|6084|5061|7910|17632|5255|17605|3886|15468|48550)/")


def mark_front(blocks: list[Block], measures: Measures) -> None:
    """Give the blocks before the abstract their kinds: title, authors."""
    first = blocks[0].lines[0].page if blocks else 1
    usable = [
        b
        for b in blocks
        if b.lines[0].page == first
        and not b.lines[0].rotation
        and b.kind in (PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.TABLE)
    ]
    title = _title_block(usable, measures)
    if title is None:
        return
    _extend_title(blocks, title)
    title.kind, title.level = PassageKind.TITLE, 0
    for block in blocks[blocks.index(title) + 1 :]:
        if block.kind is PassageKind.FURNITURE:
            continue
        if block.lines[0].page != first or _starts_text(block):
            break
        block.kind, block.level = PassageKind.AUTHORS, 0
    _byline_above(blocks, title)


def _byline_above(blocks: list[Block], title: Block) -> None:
    """Mark a byline that stands above its title."""
    at = blocks.index(title)
    for block in blocks[max(0, at - 4) : at]:
        if re.match(r"(?i)by\s+[A-Z]", block.text) and len(block.text) < 200:
            block.kind, block.level = PassageKind.AUTHORS, 0


def _extend_title(blocks: list[Block], title: Block) -> None:
    """Take in the lines above and below that are set like the title."""
    for step in (1, -1):
        while True:
            at = blocks.index(title) + step
            if not 0 <= at < len(blocks) or not _same_title(title, blocks[at], step):
                break
            if step > 0:
                title.lines.extend(blocks[at].lines)
            else:
                title.lines[:0] = blocks[at].lines
            del blocks[at]


def _same_title(title: Block, other: Block, step: int) -> bool:
    mine, its = (title.lines[-1], other.lines[0]) if step > 0 else (title.lines[0], other.lines[-1])
    gap = abs(mine.y - its.y)
    return (
        other.kind in (PassageKind.PARAGRAPH, PassageKind.HEADING)
        and mine.page == its.page
        and abs(mine.size - its.size) < 0.04 * mine.size
        and mine.bold == its.bold
        and mine.size > 11.5
        and gap < 1.9 * mine.size
        and len(other.text) + len(title.text) < 330
        and not _BADGE.match(other.text)
        and section_kind(other.text) is not SectionKind.ABSTRACT
    )


def _starts_text(block: Block) -> bool:
    text = block.text
    if re.match(
        r"(?i)^(?:abstract|summary|a b s t r a c t|introduction|key\s?words|1\.?\s+introduction|"
        r"background|objectives?|context)\b",
        text,
    ):
        return True
    if block.kind is PassageKind.CAPTION or (len(text) < 60 and section_kind(text) in _OPENING):
        return True
    words = text.split()
    small = sum(word in _SMALL for word in words)
    return len(words) > 40 and small > 0.12 * len(words) and not _AFFILIATION.search(text[:150])


_SMALL: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "that",
        "for",
        "with",
        "are",
        "we",
        "this",
        "by",
        "on",
        "as",
        "from",
        "which",
        "have",
        "has",
        "be",
        "it",
        "an",
    ]
)
_OPENING: Final = frozenset(
    {SectionKind.ABSTRACT, SectionKind.INTRODUCTION, SectionKind.REFERENCES, SectionKind.DATA_AVAILABILITY}
)
_BADGE: Final = re.compile(
    r"(?i)(?:abstract|introduction|(?:original |research |review |short )?(?:article|paper|research|"
    r"report|communication|review)s?$|open access|"
    r"open$|plos|citation:|editor|received|accepted|published|copyright|©|doi|https?:|vol\.|"
    r"data availability|funding|contents lists)"
)


def _title_block(blocks: Sequence[Block], measures: Measures) -> Block | None:
    best: Block | None = None
    best_score = 0.0
    top = max((b.lines[0].y for b in blocks), default=0.0)
    sizes = [block.lines[0].size for block in blocks]
    flat = bool(sizes) and max(sizes) < 1.04 * min(sizes)
    for index, block in enumerate(blocks):
        text = block.text
        letters = sum(c.isalpha() for c in text)
        if letters < 8 or len(text) > 330 or _BADGE.match(text) or letters < 0.6 * len(text):
            continue
        if section_kind(text) in _OPENING and len(text) < 60:
            continue
        line = max(block.lines, key=lambda line: len(line.text))
        score = line.size / measures.size + 0.25 * line.bold - (0.3 if flat else 0.02) * min(index, 20)
        score += 0.15 if text.count(" ") >= 3 else -0.1
        if block.lines[0].y < 0.45 * top:
            score -= 0.8
        if score > best_score:
            best, best_score = block, score
    return best


def authors(
    placed: Sequence[tuple[TextLine, int, int]], passages: Sequence[Passage], text: str
) -> tuple[Fact, ...]:
    """Return the authors in order: the names in the author passages, affiliations left out."""
    found: list[Fact] = []
    seen: set[str] = set()
    lines = iter(placed)
    line = next(lines, None)
    for passage in passages:
        if passage.kind is not PassageKind.AUTHORS:
            continue
        marked = list(text[passage.start : passage.end])
        while line is not None and line[1] < passage.end:
            following = next(lines, None)
            if line[1] >= passage.start:
                after = following[0].text if following and following[1] < passage.end else ""
                _mark_breaks(marked, line[0], line[1] - passage.start, line[2] - passage.start, after)
            line = following
        for value, at, end in _names_in("".join(marked)):
            if value not in seen:
                seen.add(value)
                found.append(Fact(value, Basis.STATED, passage.start + at, passage.start + end))
    return tuple(found)


def _mark_breaks(marked: list[str], line: TextLine, start: int, end: int, after: str) -> None:
    """Put line breaks where a wide gap or the end of a line parts names; some go on in the next line."""
    for at in line.breaks:
        if 0 < start + at - 1 < len(marked) and marked[start + at - 1] == " ":
            marked[start + at - 1] = "\n"
    if end < len(marked) and marked[end] == " ":
        goes_on = (
            "," in line.text
            and "," in after
            and not _is_affiliation(after)
            and not _is_affiliation(line.text)
        )
        if not goes_on or marked[end - 1] in "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡":
            marked[end] = "\n"


def _is_affiliation(line: str) -> bool:
    return bool(_MARKED_LINE.match(line) or _AFFILIATION.search(line) or "@" in line)


_MARKED_LINE: Final = re.compile(r"[⁰¹²³⁴-⁹*†‡§¶∗♠♣♥♦]\s?[A-Z]|\d\s+[A-Z]|[ᵃ-ᶻ]\s?[A-Z]")


def _names_in(text: str) -> list[tuple[str, int, int]]:
    """Return the names in an author passage with their places.

    Behind a line with an affiliation, only a line of nothing but names is one of authors again.
    """
    found: list[tuple[str, int, int]] = []
    at = 0
    below = False
    for line in re.split(r"(?<=\n)", text):
        lead = _BYLINE.match(line)
        start = lead.end() if lead else 0
        body = re.split(r"\{|\S+@|\d{3}", line[start:].rstrip("\n"), maxsplit=1)[0]
        if _MARKED_LINE.match(line) and not (below is False and _only_names(body)):
            below = True
        elif body.strip() and (not below or _only_names(body)):
            found.extend((v, at + start + a, at + start + b) for v, a, b in _names_on(body))
        below = below or _is_affiliation(line)
        at += len(line)
    return found


def _blanked(line: str) -> str:
    """Return a line of the same length with marks and degrees as commas."""
    line = _MARKS.sub(lambda m: "," * len(m.group()), line)
    return _DEGREES.sub(lambda m: "," * len(m.group()), line)


def _only_names(line: str) -> bool:
    pieces = [piece.strip(" .") for piece in _PIECE.split(_blanked(line))]
    pieces = [piece for piece in pieces if len(piece) > 3]
    return bool(pieces) and all(
        _NAME.match(piece) and not _AFFILIATION.search(piece) and not _NOT_NAME.search(piece)
        for piece in pieces
    )


def _names_on(line: str) -> list[tuple[str, int, int]]:
    blanked = _blanked(line)
    found: list[tuple[str, int, int]] = []
    at = 0
    joined = False
    for piece in _PIECE.split(blanked):
        value = piece.strip(" .") if not re.search(r"\b[A-Z]\.\s*$", piece) else piece.strip()
        if len(value) > 1 and (_AFFILIATION.search(value) or _NOT_NAME.search(value)):
            if joined and found:
                found.pop()
            break
        joined = value in ("&", "and", "AND")
        if value and len(value) < 60 and _NAME.match(value):
            start = at + piece.index(value)
            value = re.sub(r"(?<=[a-zà-ž])ID$", "", value)
            found.append((value, start, start + len(value)))
        at += len(piece)
    return found


def title_fact(passages: Sequence[Passage], text: str) -> Fact | None:
    """Return the title as the title passage prints it, without the mark of a footnote."""
    for passage in passages:
        if passage.kind is PassageKind.TITLE:
            value = text[passage.start : passage.end]
            stripped = value.rstrip(" *∗†‡§¹²³⋆").lstrip()
            if lead := re.match(
                r"(?:OPEN|REVIEW|ARTICLE|RESEARCH ARTICLE|ORIGINAL ARTICLE)\s+(?=[A-Z][a-z])", stripped
            ):
                stripped = stripped[lead.end() :]
            start = passage.start + value.index(stripped)
            return Fact(stripped, Basis.STATED, start, start + len(stripped))
    return None


def identifiers(
    text: str, passages: Sequence[Passage], pages_end: int
) -> tuple[tuple[Fact, ...], re.Match[str] | None]:
    """Return DOI and arXiv id from the first pages, outside the bibliography, and the arXiv stamp if any."""
    found: list[Fact] = []
    stamp = None
    own = [p for p in passages if p.kind is not PassageKind.REFERENCE and p.start < pages_end]
    for passage in own:
        match = STAMP.match(text, passage.start, passage.end)
        if match and (match.group(2) or match.group(3)):
            stamp = match
            break
    doi = _own_doi(text, own)
    if doi:
        found.append(doi)
    if stamp:
        found.append(
            Fact(
                f"arXiv:{stamp.group(1)}",
                Basis.STATED,
                stamp.start(),
                stamp.end(2) if stamp.group(2) else stamp.end(1),
            )
        )
    return tuple(found), stamp


def _own_doi(text: str, passages: Sequence[Passage]) -> Fact | None:
    for kinds in (
        (PassageKind.FURNITURE,),
        (
            PassageKind.AUTHORS,
            PassageKind.TITLE,
            PassageKind.FOOTNOTE,
            PassageKind.PARAGRAPH,
            PassageKind.HEADING,
        ),
    ):
        for passage in passages:
            if passage.kind in kinds:
                for match in DOI.finditer(text, passage.start, passage.end):
                    value = clean_doi(match.group(1))
                    before = text[max(passage.start, match.start() - 40) : match.start()].lower()
                    if (
                        not _DATA_DOIS.match(value)
                        and ("doi" in before or before == "")
                        and "data" not in before
                    ):
                        return Fact(
                            f"doi:{value.lower()}", Basis.STATED, match.start(1), match.start(1) + len(value)
                        )
    return None
