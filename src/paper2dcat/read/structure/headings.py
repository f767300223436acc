"""Headings: which blocks are some, their level, and the kind of section that they open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from paper2dcat.model import PassageKind
from paper2dcat.read.structure.blocks import Block, Measures
from paper2dcat.read.structure.section_names import is_section_name, strip_number

_RUN_ON = re.compile(r"[,;]$|\b(?:the|of|and|a|an|in|for|to|with|by)$")


def heading_level(block: Block, measures: Measures) -> int:
    """Return the level of a block that is a heading (1 is the highest), 0 of one that is none."""
    lines, first = block.lines, block.lines[0]
    text = block.text
    if (
        len(lines) > 3
        or len(text) > 160
        or len(text) < 3
        or first.rotation
        or not any(c.isalpha() for c in text)
    ):
        return 0
    if block.kind is not PassageKind.PARAGRAPH:
        return 0
    number, title = strip_number(text)
    if not title or title[0].islower() or _RUN_ON.search(text) or first.cells > 2:
        return 0
    level = number.count(".") + 1 if number else 0
    if is_section_name(text) and len(lines) == 1:
        return level or 1
    larger = first.size > 1.07 * measures.size
    letters = [c for c in title if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.9 * len(letters) > 2
    strong = all(line.bold for line in lines)
    if text.endswith(".") and not (strong and len(text) < 70):
        return 0
    if (
        number
        and len(title) < 110
        and (strong or larger or capitals or all(line.italic for line in lines))
        and letters
    ):
        return level
    if (strong or larger) and first.size >= 0.93 * measures.size and letters and len(letters) > 3:
        return 1 if larger and not number else 2
    return 2 if capitals and 8 < len(title) < 70 and len(lines) <= 2 else 0


def settle_levels(blocks: Sequence[Block]) -> None:
    """Give unnumbered headings their level by comparing them with headings whose names are known."""
    heads = [
        block for block in blocks if block.kind is PassageKind.HEADING and not strip_number(block.text)[0]
    ]
    known = Counter(_look(block) for block in heads if is_section_name(block.text))
    if not known:
        return
    size, bold, capitals = max(known, key=lambda look: (known[look], look))
    for block in heads:
        look = _look(block)
        same = abs(look[0] - size) < 0.4 and look[1:] == (bold, capitals)
        block.level = 1 if is_section_name(block.text) or same or look[0] > size + 0.4 else 2


def _look(block: Block) -> tuple[float, bool, bool]:
    line = block.lines[0]
    return round(line.size * 2) / 2, line.bold, block.text.upper() == block.text
