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
    r"[⁰¹²³⁴-⁹*†‡§¶∗⋆♠♣♥♦☯#◦⊕✉]+|(?<=[a-z])\d+(?:,\d+)*|(?<=\s)\d+(?:,\d+)*(?=\s|,|$)|\(\s?\d\s?\)"
)
_AFFILIATION: Final = re.compile(
    r"universi|institut|department|dept\b|school of|college|laborator|\blabs?\b|research|google|microsoft|facebook|\binc\b|gmbh|\bltd\b|academy|"
    r"centre|center|hospital|faculty|division|@|\bcorp|technolog|ministry|foundation|college|\bstreet\b|\bavenue\b|\broad\b|https?:|www\.|"
    r"\busa?\b|\buk\b|\bchina\b|\bgermany\b|\bcanada\b|\bfrance\b|\bjapan\b|\bindia\b|\bitaly\b|\bspain\b|amazon|\bibm\b|openai|deepmind|"
    r"polytechni|econom(?:y|ics)|sciences?\b|engineering|medic|national|international|group\b|bureau|agency|council|press\b|tencent|alibaba|baidu|salesforce",
    re.I,
)
_NOT_NAME: Final = re.compile(
    r"abstract|introduction|correspond|author|email|e-mail|received|accepted|published|equal|contribut|conference|"
    r"proceedings|journal|copyright|license|keywords?|version|draft|working paper|article|editor|preprint|under review|\bfor\b|\bthe\b|\bof\b|\bwith\b",
    re.I,
)
_NAME: Final = re.compile(
    rf"^(?:(?:Dr|Prof)\.\s)?[{UPPER}][{LOWER}{UPPER}’'.\-‐]*(?:\s(?:[{UPPER}][{LOWER}{UPPER}’'.\-‐]*|van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ben|ten|ter|y|e)){{1,4}}$"
)
_SPLIT: Final = re.compile(r"\s*(?:,|;|\band\b|&|·|•|\|)\s*")
_DEGREES: Final = re.compile(
    r",?\s+(?:Ph\.?\s?D\.?|M\.?\s?D\.?|M\.?Sc\.?|MPH|B\.?Sc\.?|MS|MA|Jr\.?|RN|DrPH|DPhil|FRCP|MBBS|IEEE|Member|Senior Member|Fellow)\b\.?(?=,|;|\s|$)"
)
STAMP: Final = re.compile(
    r"arXiv:\s?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?(?:\s*\[[\w.-]+\])?(?:\s+(\d{1,2}) (\w{3,9}) (\d{4}))?"
)
_DATA_DOIS: Final = re.compile(r"^10\.(?:5281|6084|5061|7910|17632|5255|17605|3886|15468|48550)/")


def mark_front(blocks: list[Block], measures: Measures) -> None:
    """Give the blocks before the abstract their kinds: title, authors."""
    first = blocks[0].lines[0].page if blocks else 1
    page = [b for b in blocks if b.lines[0].page == first and not b.lines[0].rotation]
    usable = [b for b in page if b.kind in (PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.TABLE)]
    title = _title_block(usable, measures)
    if title is None:
        return
    title.kind = PassageKind.TITLE
    title.level = 0
    at = blocks.index(title)
    for block in blocks[at + 1 :]:
        if block.kind is PassageKind.FURNITURE:
            continue
        if block.lines[0].page != first or _starts_text(block):
            break
        block.kind = PassageKind.AUTHORS
        block.level = 0


def _starts_text(block: Block) -> bool:
    text = block.text
    if re.match(
        r"(?i)^(?:abstract|summary|a b s t r a c t|introduction|keywords|1\.?\s+introduction|background|objective)\b",
        text,
    ):
        return True
    if section_kind(text) in (SectionKind.ABSTRACT, SectionKind.INTRODUCTION) and len(text) < 60:
        return True
    return len(text) > 350 and not _AFFILIATION.search(text[:150]) and "," not in text[:40]


def _title_block(blocks: Sequence[Block], measures: Measures) -> Block | None:
    best: Block | None = None
    best_score = 0.0
    top = max((b.lines[0].y for b in blocks), default=0.0)
    for index, block in enumerate(blocks[:14]):
        text = block.text
        letters = sum(c.isalpha() for c in text)
        if (
            letters < 8
            or len(text) > 400
            or re.match(r"(?i)(?:abstract|introduction|research article|open access|plos|article\b)", text)
        ):
            continue
        line = max(block.lines, key=lambda l: len(l.text))
        score = (
            line.size / measures.size
            + 0.25 * line.bold
            - 0.04 * index
            + (0.15 if text.count(" ") >= 3 else 0.0)
        )
        if block.lines[0].y < 0.45 * top:
            score -= 0.8
        if section_kind(text) in (SectionKind.ABSTRACT, SectionKind.INTRODUCTION):
            continue
        if score > best_score:
            best, best_score = block, score
    return best


def authors(
    placed: Sequence[tuple[TextLine, int, int]], passages: Sequence[Passage], text: str
) -> tuple[Fact, ...]:
    """Return the authors in order: the names in the author passages, affiliations left out."""
    spans = [(p.start, p.end) for p in passages if p.kind is PassageKind.AUTHORS]
    found: list[Fact] = []
    seen: set[str] = set()
    for line, start, end in placed:
        if not any(a <= start < b for a, b in spans):
            continue
        for value, at in _names_in(text[start:end], line.breaks):
            if value not in seen:
                seen.add(value)
                found.append(Fact(value, Basis.STATED, start + at, start + at + len(value)))
    return tuple(found)


def _names_in(line: str, breaks: Sequence[int]) -> list[tuple[str, int]]:
    if _AFFILIATION.search(line) or _NOT_NAME.search(line):
        return []
    blanked = _MARKS.sub(lambda m: "," * len(m.group()), line)
    blanked = _DEGREES.sub(lambda m: "," * len(m.group()), blanked)
    cut = list(blanked)
    for at in breaks:
        if 0 < at <= len(cut):
            cut[at - 1] = ","
    found = []
    at = 0
    for piece in re.split(r"(,|;|\band\b|&|·|•|\|)", "".join(cut)):
        stripped = piece.strip(" .")
        if stripped and _NAME.match(stripped) and len(stripped) < 60:
            found.append((stripped, at + piece.index(stripped)))
        at += len(piece)
    return found


def title_fact(passages: Sequence[Passage], text: str) -> Fact | None:
    """Return the title as the title passage prints it, without the mark of a footnote."""
    for passage in passages:
        if passage.kind is PassageKind.TITLE:
            value = text[passage.start : passage.end]
            stripped = value.rstrip(" *∗†‡§¹²³⋆")
            return Fact(stripped, Basis.STATED, passage.start, passage.start + len(stripped))
    return None


def identifiers(
    text: str, passages: Sequence[Passage], pages_end: int
) -> tuple[tuple[Fact, ...], re.Match[str] | None]:
    """Return DOI and arXiv id from the first pages, outside the bibliography, and the arXiv stamp if any."""
    found: list[Fact] = []
    stamp = None
    own = [p for p in passages if p.kind is not PassageKind.REFERENCE and p.start < pages_end]
    for passage in own:
        if match := STAMP.match(text, passage.start, passage.end):
            if match.group(2) or match.group(3):
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
