"""The title block of a paper: which blocks are its title and its byline, and the title as a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from paper2dcat.model import Basis, Fact, Passage, PassageKind, SectionKind
from paper2dcat.read.byline import AFFILIATION, has_names, is_affiliation, only_names, signs
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.blocks import Block, Measures
from paper2dcat.read.structure.section_names import is_section_name, section_kind, strip_number

SIGNED: Final = 12
"""Blocks before the references in which the names under a letter or an editorial are looked for."""

WIDEST_NAMES: Final = 60
"""Characters of a line of names or affiliations beside others; longer ones are running text."""

SMALL_CAPITALS: Final = 0.22
"""By how much of the full size small capitals are smaller at most."""

LONGEST_SIGNED: Final = 200
"""Characters of a line of the names under a letter; longer ones are running text, as plain text has it."""


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
    _without_imprint(blocks, title)
    _subtitle(blocks, title, measures)
    at = blocks.index(title) + 1
    byline = []
    for block in blocks[at:]:
        if block.kind is PassageKind.FURNITURE:
            continue
        if block.lines[0].page != first or _starts_text(block):
            break
        _mark(block)
        byline.append(block)
    _grid(blocks, at, byline)
    _byline_above(blocks, title)
    if not any(has_names(line.text) for block in byline for line in block.lines):
        _byline_below(blocks, at)


def _mark(block: Block) -> None:
    block.kind, block.level = PassageKind.AUTHORS, 0


def _grid(blocks: list[Block], at: int, byline: list[Block]) -> None:
    """Put names that stand beside each other into one order, row by row.

    Where the text below them is set in columns, those over the right column come behind the whole left one.
    """
    if not byline:
        return
    page, known = byline[0].lines[0].page, {block.lines[0].column for block in byline}
    rows = [block.lines[0].y for block in byline]
    joined: set[int] = set()
    for block in blocks[at:]:
        line = block.lines[0]
        if line.page != page or line.rotation or line.column in known or block.kind in _APART:
            continue
        if any(len(line.text) > WIDEST_NAMES for line in block.lines):
            continue
        beside = any(abs(line.y - y) < 0.4 * line.size for y in rows)
        if (beside or (line.column in joined and line.y > min(rows) - 3 * line.size)) and not _starts_text(
            block
        ):
            joined.add(line.column)
            _mark(block)
            byline.append(block)
    if len({block.lines[0].column for block in byline}) < 2:
        return
    parted = [part for block in byline for part in _by_line(block)]
    gone = set(map(id, byline))
    rest = [block for block in blocks[at:] if id(block) not in gone]
    step = 0.5 * max(block.lines[0].size for block in parted)
    parted.sort(key=lambda block: (-round(block.lines[0].y / step), block.lines[0].x0))
    blocks[at:] = [*parted, *rest]


def _by_line(block: Block) -> list[Block]:
    """Part a block of nothing but names into its lines, which may stand beside those of other blocks."""
    if len(block.lines) < 2 or not all(only_names(line.text) for line in block.lines):
        return [block]
    return [Block([line], PassageKind.AUTHORS) for line in block.lines]


def _byline_below(blocks: list[Block], at: int) -> None:
    """Mark the names under a letter or an editorial: the last before its references."""
    heads = (
        i
        for i, block in enumerate(blocks[at:], at)
        if block.kind is PassageKind.HEADING and section_kind(block.text) is SectionKind.REFERENCES
    )
    end = next(heads, len(blocks))
    for block in reversed(blocks[max(at, end - SIGNED) : end]):
        lines = block.lines
        short = len(block.text) > 12 and all(len(line.text) < LONGEST_SIGNED for line in lines)
        if block.kind is PassageKind.PARAGRAPH and short and signs(lines[0].text):
            _mark(block)
            return


def _without_imprint(blocks: list[Block], title: Block) -> None:
    """Part what a typesetter left on a line of the title from it."""
    while len(title.lines) > 1 and _BADGE.fullmatch(title.lines[0].text):
        blocks.insert(blocks.index(title), Block([title.lines.pop(0)], PassageKind.FURNITURE))
    for number, line in enumerate(title.lines):
        if match := _IMPRINT.search(line.text):
            tail = replace(line, text=line.text[match.start() :].lstrip(), breaks=())
            title.lines[number] = replace(
                line,
                text=line.text[: match.start()],
                breaks=tuple(at for at in line.breaks if at < match.start()),
            )
            blocks.insert(blocks.index(title), Block([tail], PassageKind.FURNITURE))


def _byline_above(blocks: list[Block], title: Block) -> None:
    """Mark a byline that stands above its title."""
    at = blocks.index(title)
    for block in blocks[max(0, at - 4) : at]:
        if re.match(r"(?i)by\s+[A-Z]", block.text) and len(block.text) < 200:
            _mark(block)


def _extend_title(blocks: list[Block], title: Block) -> None:
    """Take in the lines above and below that are set like the title, over an imprint beside them."""
    for step in (1, -1):
        at = blocks.index(title) + step
        while 0 <= at < len(blocks):
            if _same_title(title, blocks[at], step):
                if step > 0:
                    title.lines.extend(blocks[at].lines)
                else:
                    title.lines[:0] = blocks[at].lines
                del blocks[at]
                at = blocks.index(title) + step
            elif _beside_title(title, blocks[at]):
                at += step
            else:
                break


def _subtitle(blocks: list[Block], title: Block, measures: Measures) -> None:
    """Take in a subtitle: right below the title, smaller than it and larger than all else, no names."""
    at = blocks.index(title) + 1
    if at == len(blocks):
        return
    other, last = blocks[at], title.lines[-1]
    line = other.lines[0]
    if (
        other.kind in (PassageKind.PARAGRAPH, PassageKind.HEADING)
        and line.page == last.page
        and line.column == last.column
        and 1.25 * measures.size < line.size < 0.98 * last.size
        and 0 < last.y - line.y < 2.2 * last.size
        and 12 < len(other.text) < 160
        and len(other.lines) < 4
        and not any(has_names(each.text) or is_affiliation(each.text) for each in other.lines)
        and not _BADGE.match(other.text)
        and not re.search(r"\d{2}|[¹²³⁴*†‡]", other.text)
    ):
        title.lines.extend(other.lines)
        del blocks[at]


def _beside_title(title: Block, other: Block) -> bool:
    """Whether a block is small print beside a title."""
    line = other.lines[0]
    return line.size < 0.6 * title.lines[0].size and line.x0 > title.lines[0].x0 + 20 * line.size


def _same_title(title: Block, other: Block, step: int) -> bool:
    mine, its = (title.lines[-1], other.lines[0]) if step > 0 else (title.lines[0], other.lines[-1])
    gap = abs(mine.y - its.y)
    return (
        other.kind in (PassageKind.PARAGRAPH, PassageKind.HEADING)
        and mine.page == its.page
        and _same_size(mine, its)
        and mine.bold == its.bold
        and mine.size > 11.5
        and gap < 1.9 * mine.size
        and len(other.text) + len(title.text) < 330
        and not _BADGE.match(other.text)
        and section_kind(other.text) is not SectionKind.ABSTRACT
    )


def _same_size(one: TextLine, other: TextLine) -> bool:
    """Whether two lines are set in one size, or in small capitals, where a line's size is that of most letters."""
    larger = max(one.size, other.size)
    apart = abs(one.size - other.size)
    return apart < 0.04 * larger or (
        apart < SMALL_CAPITALS * larger and one.text.isupper() and other.text.isupper()
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
    return len(words) > 40 and (
        small > 0.22 * len(words) or (small > 0.12 * len(words) and not AFFILIATION.search(text[:150]))
    )


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
SURE: Final = 1.2
"""A title is larger or bolder than the text; a file that begins within a paper has none."""
_OPENING: Final = frozenset(
    {SectionKind.ABSTRACT, SectionKind.INTRODUCTION, SectionKind.REFERENCES, SectionKind.DATA_AVAILABILITY}
)
_BADGE: Final = re.compile(
    r"(?i)(?:®|abstract|introduction|(?:original |research |review |short )?(?:article|paper|research|"
    r"report|communication|review)s?$|open access|"
    r"open$|plos|citation:|editor|received|accepted|published|copyright|©|doi|https?:|vol\.|"
    r"data availability|funding|contents lists|title page$)"
)
_APART: Final = frozenset(
    {PassageKind.FURNITURE, PassageKind.CAPTION, PassageKind.TITLE, PassageKind.AUTHORS}
)
_IMPRINT: Final = re.compile(r"\s?(?:©\s.*|[a-z]{4}_\d+ \d+\.\.\d+)$")
"""What typesetters leave behind a title: a notice of copyright, the name of a job with its pages."""


def _numbered(text: str) -> bool:
    """Whether a text is the heading of a section: the file begins within a paper."""
    number, name = strip_number(text)
    return "." in number or (number != "" and is_section_name(name))


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
        if (section_kind(text) in _OPENING and len(text) < 60) or _numbered(text):
            continue
        line = max(block.lines, key=lambda line: len(line.text))
        score = line.size / measures.size + 0.25 * line.bold - (0.3 if flat else 0.02) * min(index, 20)
        score += 0.15 if text.count(" ") >= 3 else -0.1
        if block.lines[0].y < 0.45 * top:
            score -= 0.3 if line.size > 1.3 * measures.size else 0.8
        if text[0].islower():
            score -= 0.6
        if score > best_score:
            best, best_score = block, score
    return best if flat or best_score > SURE else None


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
