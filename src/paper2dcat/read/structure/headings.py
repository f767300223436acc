"""Headings: which blocks are some, their level, and the kind of section that they open."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from paper2dcat.model import PassageKind, SectionKind
from paper2dcat.read.structure.blocks import Block, Measures
from paper2dcat.read.structure.section_names import is_section_name, section_kind, strip_number

_RUN_ON = re.compile(r"[,;]$|\b(?:the|of|and|a|an|in|for|to|with|by|have|is|are|that)$|\s=\s|\(\d{1,3}\)$")
_NEVER = re.compile(
    r"(?:review|commentary)$|\(\w{3,5}\)$|eqn?s?\.|(?:conceptualization|data curation|formal analysis|investigation|"
    r"funding acquisition|methodology|project administration|resources|software|supervision|validation|"
    r"visualization|writing\b[^:]*):|"
    r"(?:research |original |review )?articles?$|editorial$|open access$|key ?words?\s?:|accepted for publication",
    re.IGNORECASE,
)
"""What stands out at the top of a paper without opening a section."""
_LABEL = re.compile(r"\d\.\d{2}|\s\d\.\d$|^[“\"(]|^(?i:in|out)put:")
"""What belongs to a figure, a table, an example or an algorithm."""
_ROMAN = re.compile(r"^[IVX]{1,5}\.\s")
_LETTERED = re.compile(r"^[A-Z]\.\s")


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
    if block.kind is not PassageKind.PARAGRAPH and not (
        first.bold and len(lines) == 1 and text.startswith("Appendix ")
    ):
        return 0
    number, title = strip_number(text)
    if (
        not title
        or (title[0].islower() and title.split()[0].islower())
        or _RUN_ON.search(text)
        or first.cells > 2
        or _NEVER.match(text)
    ):
        return 0
    if number.startswith("0") or _LABEL.search(title):
        return 0
    level = number.count(".") + 1 if number else 0
    if is_section_name(text) and len(lines) == 1:
        return level or 1
    if title.endswith(":") and not number:
        return 0
    larger = first.size > 1.07 * measures.size
    letters = [c for c in title if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.9 * len(letters) > 2
    strong = all(line.bold for line in lines)
    if text.endswith(".") and not ((strong or (number and capitals)) and len(text) < 70):
        return 0
    plain = number.count(".") >= 2 and len(lines) == 1 and len(letters) > 0.7 * len(title) and len(title) < 70
    if (
        number
        and len(title) < 110
        and (strong or larger or capitals or plain or all(line.italic for line in lines))
        and letters
    ):
        return level
    if (strong or larger) and first.size >= 0.93 * measures.size and letters and len(letters) > 3:
        return 1 if larger and not number else 2
    set_apart = capitals and first.size > 0.75 * measures.size
    return 2 if set_apart and 8 < len(title) < 70 and len(lines) <= 2 else 0


_BODY = frozenset(
    {
        SectionKind.INTRODUCTION,
        SectionKind.RELATED_WORK,
        SectionKind.METHOD,
        SectionKind.DATA,
        SectionKind.EXPERIMENTS,
        SectionKind.RESULTS,
        SectionKind.DISCUSSION,
        SectionKind.CONCLUSION,
    }
)
"""Sections whose headings look like those of the others; abstracts and references are often set apart."""


def settle_levels(blocks: Sequence[Block]) -> None:
    """Settle which blocks are headings and their levels, now that all of them are known.

    Headings without a number get their level by comparison with headings whose names are known; labels of
    figures and tables, and lines that stand out within them, are no headings.
    """
    _drop_labels(blocks)
    heads = [block for block in blocks if block.kind is PassageKind.HEADING]
    if sum(1 for block in heads if _ROMAN.match(block.text)) >= 3:
        for block in heads:
            if _LETTERED.match(block.text) and not _ROMAN.match(block.text):
                block.level = 2
    loose = [block for block in heads if not strip_number(block.text)[0]]
    named = [block for block in loose if is_section_name(block.text)]
    known = Counter(_look(block) for block in named if section_kind(block.text) in _BODY)
    known = known if known.total() > 1 else Counter(map(_look, named))
    if not known:
        return
    usual = max(known, key=lambda look: (known[look], look))
    numbered = len(heads) - len(loose)
    for block in loose:
        look = _look(block)
        same = abs(look[0] - usual[0]) < 0.4 and look[1:] == usual[1:]
        if is_section_name(block.text):
            lower = look[2] and not usual[2] and numbered < 3 and look[0] <= usual[0] + 0.4
            block.level = 2 if lower else 1
        elif numbered > max(3, len(loose)) and not same:
            block.level = 4
        else:
            block.level = 1 if same or look[0] > 1.15 * usual[0] else 2


def _drop_labels(blocks: Sequence[Block]) -> None:
    """Take back headings that only label what a figure or table shows."""
    for block, following in itertools.pairwise(blocks):
        if (
            block.kind is PassageKind.HEADING
            and following.kind in (PassageKind.TABLE, PassageKind.CAPTION)
            and not strip_number(block.text)[0]
            and not is_section_name(block.text)
            and section_kind(block.text) is SectionKind.OTHER
        ):
            block.kind, block.level = PassageKind.PARAGRAPH, 0


def _look(block: Block) -> tuple[float, bool, bool, bool]:
    line = block.lines[0]
    return round(line.size * 2) / 2, line.bold, line.italic, block.text.upper() == block.text
