"""The repaired text of a paper out of its blocks, with the place of every printed line in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from paper2dcat.model import Box, Line, Passage, PassageKind
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.blocks import Block
from paper2dcat.read.structure.join import Joiner

_FLOATING = frozenset({PassageKind.FURNITURE, PassageKind.FOOTNOTE, PassageKind.CAPTION, PassageKind.TABLE})
_CLOSED = re.compile(r"[.!?:][\"”’)\]⁰¹²³⁴-⁹]*$")
_SMALL = "the|of|and|to|in|a|that|is|for|with|on|as|by|we|are|this|be|from|it"
_COMMON = re.compile(rf"\b(?:{_SMALL})\b", re.IGNORECASE)
_WHOLE = re.compile(rf"(?:{_SMALL}|where|which|here)\b", re.IGNORECASE)
"""A word that is no second half of a broken one."""
LOOK_AHEAD = 60
SHORT = 80
"""Characters of the names of columns at most."""


@dataclass(slots=True)
class Assembled:
    """The text with its lines and passages; ``placed`` gives each printed line's span."""

    text: str = ""
    lines: list[Line] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    placed: list[tuple[TextLine, int, int]] = field(default_factory=list)


def link(blocks: Sequence[Block]) -> list[Block]:
    """Join paragraphs that go on in the next column or on the next page, over whatever floats between."""
    result: list[Block] = []
    taken: set[int] = set()
    for index, block in enumerate(blocks):
        if index in taken:
            continue
        result.append(block)
        if block.kind is not PassageKind.PARAGRAPH:
            continue
        at = index
        while (following := _continuation(blocks, at, block, taken)) is not None:
            block.lines.extend(blocks[following].lines)
            taken.add(following)
            at = following
    return _reunited(result)


def _reunited(blocks: Sequence[Block]) -> list[Block]:
    """Join the middle of a sentence that nothing goes on with to the nearest text before it that breaks off."""
    result: list[Block] = []
    for block in blocks:
        before = _broken_off_before(result, block)
        if before is None:
            result.append(block)
        else:
            before.lines.extend(block.lines)
    return result


def _broken_off_before(blocks: Sequence[Block], block: Block) -> Block | None:
    first = block.lines[0]
    if block.kind is not PassageKind.PARAGRAPH or first.rotation or not _starts_within(first):
        return None
    if not _is_prose(block):
        return None
    for before in reversed(blocks[-LOOK_AHEAD:]):
        last = before.lines[-1]
        if before.kind is PassageKind.HEADING or first.page - last.page > 1:
            return None
        if before.kind is PassageKind.PARAGRAPH and _is_broken_prose(before, first):
            whole = last.text.endswith("-") and _WHOLE.match(first.text)
            return None if whole or first.column == last.column else before
    return None


def _continuation(blocks: Sequence[Block], index: int, block: Block, taken: set[int]) -> int | None:
    last = block.lines[-1]
    if _CLOSED.search(last.text) or last.rotation:
        return None
    for at in range(index + 1, min(len(blocks), index + LOOK_AHEAD)):
        other = blocks[at]
        if at in taken or other.kind in _FLOATING or _heads_table(blocks, at):
            continue
        first = other.lines[0]
        if other.kind is not PassageKind.PARAGRAPH or first.column == last.column or first.rotation:
            return None
        if abs(first.size - last.size) > 0.8 or first.page - last.page > 3:
            return None
        if _starts_within(first):
            return at
        if _breaks_off(last) or (_is_prose(block) and _is_prose(other) and _has_no_room(last, first)):
            return at if (below := _below_table(blocks, at, last)) is None else below
        return None
    return None


def _is_broken_prose(block: Block, prose: TextLine) -> bool:
    """Whether a block is running text that has to go on: of the size of ``prose``, full lines of common words."""
    end = block.lines[-1]
    return (
        abs(end.size - prose.size) < 0.3
        and _breaks_off(end)
        and not _CLOSED.search(end.text)
        and _is_prose(block)
    )


def _is_prose(block: Block) -> bool:
    """Whether a block has several lines with the words that sentences are made with."""
    return len(block.lines) > 1 and len(_COMMON.findall(block.text)) > len(block.lines)


def _breaks_off(line: TextLine) -> bool:
    """Whether a line that no mark closes ends where the column does, and not where its sentence does."""
    return line.text.endswith(("-", ",")) or (len(line.text) > 30 and _reaches(line))


def _has_no_room(line: TextLine, following: TextLine) -> bool:
    """Whether a line ends short of the column's edge only because the next word was too long for the rest."""
    word = following.text.split(" ", 1)[0]
    letter = 1.1 * (line.x1 - line.x0) / len(line.text)  # blanks are narrower than letters
    return len(line.text) > 30 and line.x1 + letter * (len(word) + 1) > line.right


def _starts_within(line: TextLine) -> bool:
    """Whether a line begins like the middle of a sentence."""
    return line.text.lstrip('(“"‘[')[:1].islower()


def _below_table(blocks: Sequence[Block], at: int, last: TextLine) -> int | None:
    """Return the block that goes on under a table of words that only its caption tells from prose.

    What stands from ``at`` to the caption is marked as that table, for the middle of a sentence follows it.
    """
    page = blocks[at].lines[0].page
    for below in range(at + 1, min(len(blocks), at + LOOK_AHEAD)):
        block, above = blocks[below], blocks[below - 1]
        first = block.lines[0]
        if first.page != page or block.kind is PassageKind.HEADING:
            return None
        if above.kind is PassageKind.PARAGRAPH and _is_broken_prose(above, last):
            return None
        if above.kind is PassageKind.CAPTION and block.kind is PassageKind.PARAGRAPH:
            if not _starts_within(first) or abs(first.size - last.size) > 0.8:
                return None
            for cells in blocks[at:below]:
                if cells.kind is PassageKind.PARAGRAPH:
                    cells.kind = PassageKind.TABLE
            return below
    return None


def _heads_table(blocks: Sequence[Block], at: int) -> bool:
    """Whether a short block names columns: above the rows of a table in capitals, or between two parts of one."""
    block = blocks[at]
    if block.kind is not PassageKind.PARAGRAPH or len(block.lines) > 2 or at + 1 >= len(blocks):
        return False
    short = len(block.text) < SHORT and not _CLOSED.search(block.text)
    within = blocks[at - 1].kind is PassageKind.TABLE
    below = blocks[at + 1]
    rows = below.kind is PassageKind.TABLE and below.lines[0].page == block.lines[0].page
    return short and rows and (within or block.text[0].isupper())


def _reaches(line: TextLine) -> bool:
    return line.x1 > line.right - 2.5 * line.size


def assemble(
    blocks: Sequence[Block], joiner: Joiner, to_box: dict[tuple[int, int], tuple[float, float, int]]
) -> Assembled:
    """Return the text: passages parted by an empty line, lines joined within them."""
    result = Assembled()
    parts: list[str] = []
    at = 0
    for block in blocks:
        if parts:
            parts.append("\n\n")
            at += 2
        start = at
        for index, line in enumerate(block.lines):
            text, glue = line.text, ""
            if index + 1 < len(block.lines):
                text, glue = joiner.join(text, block.lines[index + 1].text)
            parts.append(text)
            end = at + len(text)
            result.lines.append(Line(at, end, line.page, box_of(line, to_box)))
            result.placed.append((line, at, end))
            parts.append(glue)
            at = end + len(glue)
        result.passages.append(Passage(block.kind, start, at))
    result.text = "".join(parts)
    return result


def box_of(line: TextLine, pages: dict[tuple[int, int], tuple[float, float, int]]) -> Box:
    """Return a line's box on the unrotated page; ``pages`` maps (number, 0) to width, height, rotation."""
    box = (line.x0, line.y - 0.22 * line.size, line.x1, line.y + 0.78 * line.size)
    x0, y0, x1, y1 = _turn(box, line.rotation)
    width, height, rotate = pages.get((line.page, 0), (0.0, 0.0, 0))
    if rotate == 90:
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
    elif rotate == 180:
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    elif rotate == 270:
        x0, y0, x1, y1 = y0, width - x1, y1, width - x0
    return Box(round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))


def _turn(box: tuple[float, float, float, float], rotation: int) -> tuple[float, float, float, float]:
    """Turn a box from the frame of turned text (see ``PageRuns``) back to the page's."""
    x0, y0, x1, y1 = box
    if rotation == 90:
        return -y1, x0, -y0, x1
    if rotation == 270:
        return y0, -x1, y1, -x0
    if rotation == 180:
        return -x1, -y1, -x0, -y0
    return box
