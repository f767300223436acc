"""Finding the bibliography among the blocks and turning its lines into one block for each entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from paper2dcat.model import PassageKind, SectionKind
from paper2dcat.read.citations.segment import looks_like_start, segment
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.blocks import Block, Measures, group
from paper2dcat.read.structure.section_names import section_kind, strip_number

_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}[a-z]?\b")
_FLOATING = frozenset({PassageKind.FURNITURE, PassageKind.FOOTNOTE, PassageKind.CAPTION})
_NOTES = re.compile(r"^(?:end)?notes$", re.IGNORECASE)


def split_bibliography(blocks: list[Block], measures: Measures) -> list[Block]:
    """Replace the blocks of every bibliography by one block for each entry."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        result.append(block)
        at += 1
        if block.kind is not PassageKind.HEADING or section_kind(block.text) is not SectionKind.REFERENCES:
            continue
        if _NOTES.match(block.text) and any(_proper(later) for later in blocks[at:]):
            continue
        end = _end(blocks, at)
        inside = blocks[at:end]
        floats = [
            _floats(b) and not _goes_on(before, b)
            for before, b in zip([block, *inside], inside, strict=False)
        ]
        body = [b for b, apart in zip(inside, floats, strict=True) if not apart]
        rest = [b for b, apart in zip(inside, floats, strict=True) if apart]
        body, prose = _without_prose(body)
        lines = [line for b in body for line in b.lines]
        if not _looks_like_entries(" ".join(line.text for line in lines)):
            continue
        entries = segment(lines)
        if not entries or not _plausible(entries):
            continue
        used = {id(line) for _, found in entries for line in found}
        first = next(i for i, line in enumerate(lines) if id(line) in used)
        result[-1:] = [*prose, block]
        if first:
            result.append(Block(lines[:first]))
        result.extend(_entry(label, found) for label, found in entries)
        if behind := [line for line in lines[first:] if id(line) not in used]:
            result.extend(group(behind, measures))
        result.extend(rest)
        at = end
    return result


def _without_prose(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Part a bibliography from running text in larger print, which goes on at the top of the next column."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.lines[0].size] += len(block.lines)
    if not sizes:
        return blocks, []
    usual = max(sizes, key=lambda size: (sizes[size], size))
    prose = [
        block for block in blocks if block.lines[0].size > usual + 0.6 and not looks_like_start(block.text)
    ]
    apart = set(map(id, prose))
    return [block for block in blocks if id(block) not in apart], prose


def _entry(label: str, lines: list[TextLine]) -> Block:
    """Return an entry; what has neither a label nor a year, and more numbers than words, is a table's."""
    block = Block(lines, PassageKind.REFERENCE, label=label)
    if not label and not _YEAR.search(block.text) and not looks_like_start(block.text):
        words = block.text.split()
        if sum(word.strip("+-−()%").replace(".", "").isdigit() for word in words) >= 0.3 * len(words):
            block.kind = PassageKind.TABLE
    return block


def _floats(block: Block) -> bool:
    """Whether a block stands between entries without being part of one."""
    if block.kind in _FLOATING:
        return True
    if block.kind is PassageKind.HEADING or block.kind is PassageKind.TABLE:
        return not (looks_like_start(block.text) and _YEAR.search(block.text))
    return False


def _goes_on(before: Block, block: Block) -> bool:
    """Whether what looks like a row of cells is a widely set line of an entry."""
    last, line = before.lines[-1], block.lines[0]
    return (
        block.kind is PassageKind.TABLE
        and len(block.lines) == 1
        and last.column == line.column
        and 0 < last.y - line.y < 1.5 * line.size
        and abs(last.size - line.size) < 0.3
        and abs(last.x1 - line.x1) < 2 * line.size
        and sum(c.isalpha() for c in line.text) > 0.6 * len(line.text)
    )


def _proper(block: Block) -> bool:
    """Whether a block is the heading of a bibliography that is not called "Notes"."""
    return (
        block.kind is PassageKind.HEADING
        and section_kind(block.text) is SectionKind.REFERENCES
        and not _NOTES.match(block.text)
    )


def _plausible(entries: list[tuple[str, list[TextLine]]]) -> bool:
    """Whether enough entries have a year; a table may have a column that is called "References"."""
    dated = sum(1 for _, lines in entries if _YEAR.search(" ".join(line.text for line in lines)))
    return dated >= 0.5 * len(entries)


def _looks_like_entries(text: str) -> bool:
    return len(_YEAR.findall(text)) >= max(1, len(text) // 900)


def _end(blocks: Sequence[Block], start: int) -> int:
    """Return the index of the block that ends a bibliography: the next heading that no entries follow, or a title."""
    for at in range(start, len(blocks)):
        block = blocks[at]
        if block.kind is PassageKind.TITLE:
            return at
        if block.kind is not PassageKind.HEADING:
            continue
        text = block.text
        kind = section_kind(text)
        if kind is SectionKind.REFERENCES:
            return at
        if (
            kind is SectionKind.OTHER
            and not strip_number(text)[0]
            and _entries_follow(blocks[at + 1 : at + 60])
        ):
            continue
        return at
    return len(blocks)


def _entries_follow(blocks: Sequence[Block]) -> bool:
    """Whether the bibliography goes on: what looked like a heading belongs to a figure or to an entry."""
    lines = [
        line.text
        for block in blocks
        if block.kind not in (PassageKind.TABLE, PassageKind.CAPTION, PassageKind.HEADING)
        for line in block.lines
    ]
    starts = sum(1 for text in lines[:60] if looks_like_start(text))
    years = len(_YEAR.findall(" ".join(lines[:60])))
    if starts >= 3 and starts >= 0.12 * len(lines[:60]) and years >= 3:
        return True
    return (
        sum(1 for text in lines if looks_like_start(text)) >= 8 and len(_YEAR.findall(" ".join(lines))) >= 12
    )
