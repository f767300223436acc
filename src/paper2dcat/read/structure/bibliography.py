"""Finding the bibliography among the blocks and turning its lines into one block for each entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper2dcat.model import PassageKind, SectionKind
from paper2dcat.read.citations.segment import segment
from paper2dcat.read.structure.blocks import Block, Measures
from paper2dcat.read.structure.section_names import section_kind, strip_number

_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}[a-z]?\b")
_FLOATING = frozenset({PassageKind.FURNITURE, PassageKind.FOOTNOTE, PassageKind.CAPTION})
_NUMBERED = re.compile(r"^\[?1[\].]\s+\S")


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
        end = _end(blocks, at)
        body = [b for b in blocks[at:end] if b.kind not in _FLOATING]
        rest = [b for b in blocks[at:end] if b.kind in _FLOATING]
        lines = [line for b in body for line in b.lines]
        if not _looks_like_entries(" ".join(line.text for line in lines)):
            continue
        entries = segment(lines)
        if not entries:
            continue
        first = next(i for i, line in enumerate(lines) if line is entries[0][1][0])
        if first:
            result.append(Block(lines[:first]))
        result.extend(Block(found, PassageKind.REFERENCE, label=label) for label, found in entries)
        result.extend(rest)
        at = end
    return result


def _looks_like_entries(text: str) -> bool:
    return len(_YEAR.findall(text)) >= max(1, len(text) // 900)


def _end(blocks: Sequence[Block], start: int) -> int:
    """Return the index of the block that ends a bibliography: the next heading that is no part of an entry."""
    for at in range(start, len(blocks)):
        block = blocks[at]
        if block.kind is not PassageKind.HEADING:
            continue
        text = block.text
        number, _ = strip_number(text)
        kind = section_kind(text)
        later = " ".join(b.text for b in blocks[at + 1 : at + 4])
        if kind is SectionKind.REFERENCES:
            return at
        if kind is SectionKind.OTHER and not number and _YEAR.search(text + later[:300]) and block.level != 1:
            continue
        return at
    return len(blocks)
