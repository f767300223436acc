"""Finding the bibliography among the blocks and turning its lines into one block for each entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper2dcat.model import PassageKind, SectionKind
from paper2dcat.read.citations.segment import looks_like_start, segment
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.blocks import Block, Measures
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
        body = [b for b in blocks[at:end] if not _floats(b)]
        rest = [b for b in blocks[at:end] if _floats(b)]
        lines = [line for b in body for line in b.lines]
        if not _looks_like_entries(" ".join(line.text for line in lines)):
            continue
        entries = segment(lines)
        if not entries or not _plausible(entries):
            continue
        first = next(i for i, line in enumerate(lines) if line is entries[0][1][0])
        if first:
            result.append(Block(lines[:first]))
        result.extend(Block(found, PassageKind.REFERENCE, label=label) for label, found in entries)
        result.extend(rest)
        at = end
    return result


def _floats(block: Block) -> bool:
    """Whether a block stands between entries without being part of one."""
    if block.kind in _FLOATING:
        return True
    if block.kind is PassageKind.HEADING or block.kind is PassageKind.TABLE:
        return not (looks_like_start(block.text) and _YEAR.search(block.text))
    return False


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
