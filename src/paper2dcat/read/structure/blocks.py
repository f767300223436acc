"""Blocks: lines that belong together, before they become passages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from paper2dcat.model import PassageKind
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.section_names import is_section_name

_BULLET = re.compile(r"^[•●▪■◦‣∙○◆►➢✓–—]\s")
_ENDS = re.compile(r"[.:?!;][\"”’)\]⁰¹²³⁴-⁹]*$")
_CAPTION = re.compile(
    r"^(?:supplementary |extended data |appendix )?(?:figure|fig\.?|table|tab\.|algorithm|listing|"
    r"scheme|chart|box)(?-i:(?![a-z]))\s*"
    r"(?:[A-Z]?\.?\d+[A-Za-z]?(?:\.\d+)*|[IVX]+|[A-Z]\d*)\s*(?:[.:|)]|[-–—]\s|$|(?-i:(?=[A-Z(])))",
    re.I,
)
_FOOTNOTE = re.compile(r"^(?:[⁰¹²³⁴-⁹]+|[*†‡§¶∗]{1,3})\s*\S")
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+\D")
_NUMBERISH = re.compile(r"^[-−–+±~<>≤≥=(\[]*[\d.,]+[%‡†*)\]kKMB]*$|^[-–—−✓×✗/±]+$")
ROW_CELLS: Final = 3


@dataclass(slots=True)
class Block:
    """Lines of one kind; ``entry`` marks the start of a bibliography entry."""

    lines: list[TextLine]
    kind: PassageKind = PassageKind.PARAGRAPH
    level: int = 0
    label: str = ""

    @property
    def text(self) -> str:
        """The lines joined by blanks, for looking at only."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Measures:
    """What the paper's running text looks like: its size, and the usual line distance for each size."""

    size: float
    leading: dict[float, float] = field(default_factory=dict)

    def distance(self, size: float) -> float:
        """Return the usual distance between lines of this size."""
        return self.leading.get(round(size * 2) / 2, size * 1.2)


def measure(lines: Sequence[TextLine]) -> Measures:
    """Measure the running text: most characters decide."""
    sizes: Counter[float] = Counter()
    gaps: dict[float, Counter[float]] = defaultdict(Counter)
    last: TextLine | None = None
    for line in lines:
        if line.rotation:
            continue
        key = round(line.size * 2) / 2
        sizes[key] += len(line.text)
        if last is not None and last.column == line.column and abs(last.size - line.size) < 0.3:
            gap = last.y - line.y
            if 0.8 * line.size < gap < 2.6 * line.size and min(len(last.text), len(line.text)) > 15:
                gaps[key][round(gap * 2) / 2] += 1
        last = line
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 10.0
    leading = {
        key: max(counts, key=lambda g: (counts[g], -g))
        for key, counts in gaps.items()
        if sum(counts.values()) > 2
    }
    return Measures(size=size, leading=leading)


def is_caption(text: str) -> bool:
    """Whether a block that begins like this is the caption of a figure or table."""
    return bool(_CAPTION.match(text))


def group(lines: Sequence[TextLine], measures: Measures) -> list[Block]:
    """Group the lines of the sentence flow into blocks."""
    blocks: list[Block] = []
    rights = _edges(lines)
    last: TextLine | None = None
    for line in lines:
        if last is None or not blocks or _splits(blocks[-1], last, line, measures, rights):
            blocks.append(Block([line]))
        else:
            blocks[-1].lines.append(line)
        last = line
    for block in blocks:
        _classify(block)
    blocks = _made_whole(blocks)
    _mark_figures(blocks)
    return blocks


def _made_whole(blocks: Sequence[Block]) -> list[Block]:
    """Put what was parted by its looks back: a caption's short last line, a wide-spaced line of a paragraph."""
    result: list[Block] = []
    spread = False
    for index, block in enumerate(blocks):
        before = result[-1] if result else None
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if before is not None and (spread or _ends_caption(before, block)):
            before.lines.extend(block.lines)
            spread = False
        elif before is not None and following is not None and _is_spread(before, block, following):
            before.lines.extend(block.lines)
            spread = True
        else:
            result.append(block)
    return result


def _ends_caption(caption: Block, block: Block) -> bool:
    """Whether a block is the last line of a caption across columns: short enough to stand in one of them."""
    last, line = caption.lines[-1], block.lines[0]
    return (
        caption.kind is PassageKind.CAPTION
        and block.kind is PassageKind.PARAGRAPH
        and len(block.lines) == 1
        and last.page == line.page
        and last.column != line.column
        and abs(last.size - line.size) < 0.3
        and abs(caption.lines[0].x0 - line.x0) < line.size
        and line.x1 < last.x1 - line.size
        and 0.8 * line.size < last.y - line.y < 1.8 * line.size
        and not _ENDS.search(last.text)
    )


def _is_spread(before: Block, block: Block, following: Block) -> bool:
    """Whether what looks like a row of cells is a line of prose, its words far apart, broken at a hyphen."""
    last, line, first = before.lines[-1], block.lines[0], following.lines[0]
    return (
        before.kind is following.kind is PassageKind.PARAGRAPH
        and block.kind is PassageKind.TABLE
        and len(block.lines) == 1
        and last.column == line.column == first.column
        and line.text[-1] == "-"
        and line.text[-2:-1].isalpha()
        and first.text[0].islower()
        and abs(last.size - line.size) < 0.3
        and abs(first.size - line.size) < 0.3
        and max(last.y - line.y, line.y - first.y) < 1.8 * line.size
    )


def _mark_figures(blocks: Sequence[Block]) -> None:
    """Mark whole columns of labels and numbers: what a figure without cells of its own leaves behind."""
    by_column: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        by_column[block.lines[0].column].append(block)
    for found in by_column.values():
        words = [word for block in found for line in block.lines for word in line.text.split()]
        if len(words) >= 20 and _numbers(words) > 0.45 * len(words):
            for block in found:
                if block.kind is PassageKind.PARAGRAPH and len(block.text) < 200:
                    block.kind = PassageKind.TABLE


def _numbers(words: Sequence[str]) -> int:
    """Return how many words are numbers or the marks that stand for some in tables."""
    return sum(1 for word in words if not word[0].isalpha() and _NUMBERISH.match(word))


def _edges(lines: Sequence[TextLine]) -> dict[int, tuple[float, float]]:
    """Return for each column where its lines mostly start and end."""
    by_column: dict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        by_column[line.column].append(line)
    edges = {}
    for column, found in by_column.items():
        starts = Counter(round(line.x0) for line in found)
        start = max(starts, key=lambda x: (starts[x] + starts[x + 1] + starts[x - 1], -x))
        ends = sorted(line.x1 for line in found)
        edges[column] = (float(start), ends[int(len(ends) * 0.85)])
    return edges


def _splits(
    block: Block, last: TextLine, line: TextLine, measures: Measures, edges: dict[int, tuple[float, float]]
) -> bool:
    if line.column != last.column or line.rotation != last.rotation:
        return True
    if is_section_name(line.text) or (len(block.lines) == 1 and is_section_name(last.text)):
        return True
    gap, size = last.y - line.y, max(last.size, line.size)
    tabular = last.cells >= ROW_CELLS or line.cells >= ROW_CELLS
    if (last.cells >= ROW_CELLS) != (line.cells >= ROW_CELLS) and len(line.text) + len(last.text) > 60:
        return True
    if gap > 1.3 * max(measures.distance(last.size), measures.distance(line.size)) or gap < -0.5 * size:
        return True
    if abs(last.size - line.size) > 0.25 * size and min(len(last.text), len(line.text)) > 2:
        return True
    if abs(last.size - line.size) > 0.07 * size and min(len(last.text), len(line.text)) > 8:
        return True
    if is_caption(line.text) and (
        line.bold
        or gap > 1.1 * measures.distance(line.size)
        or (line.text[0].isupper() and _ENDS.search(last.text))
    ):
        return True
    if tabular:
        return False
    if _BULLET.match(line.text) or (_FOOTNOTE.match(line.text) and line.size < 0.95 * measures.size):
        return True
    left, right = edges[line.column]
    short = last.x1 < right - 0.05 * max(right - left, 60.0) - size
    if (
        last.bold != line.bold
        and (short or gap > 1.12 * measures.distance(line.size))
        and len(block.lines) <= 3
    ):
        return True
    return not _runs_on(block, line) and _new_paragraph(block, last, line, left, short)


def _runs_on(block: Block, line: TextLine) -> bool:
    """Whether a line is the second of a numbered heading, under its words and not under its number."""
    first = block.lines[0]
    return (
        len(block.lines) == 1
        and first.bold
        and line.bold
        and bool(_NUMBERED.match(first.text))
        and not _NUMBERED.match(line.text)
        and line.x0 > first.x0 + 0.7 * line.size
    )


def _new_paragraph(block: Block, last: TextLine, line: TextLine, left: float, short: bool) -> bool:
    indent, before = line.x0 - left, last.x0 - left
    step = 0.7 * line.size
    starts_upper = not line.text[0].islower()
    if (
        step < indent < 5 * line.size
        and before < 0.5 * step
        and starts_upper
        and (short or _ENDS.search(last.text))
    ):
        return True
    if (
        len(block.lines) > 1
        and before - indent > step
        and indent < 0.5 * step
        and starts_upper
        and block.lines[0].x0 - left < 0.5 * step
    ):
        return True
    return short and starts_upper and bool(_ENDS.search(last.text)) and line.x0 <= last.x0 + step


def _classify(block: Block) -> None:
    first = block.lines[0]
    if is_caption(first.text):
        block.kind = PassageKind.CAPTION
    elif first.rotation == 45 or is_table(block):
        block.kind = PassageKind.TABLE


def is_table(block: Block) -> bool:
    """Whether a block reads as rows of cells or as labels of a figure, not as prose."""
    wide = sum(line.cells >= ROW_CELLS for line in block.lines)
    if wide > 0.5 * len(block.lines):
        return True
    words = [word for line in block.lines for word in line.text.split()]
    numbers = _numbers(words)
    if len(words) >= 4 and numbers > 0.5 * len(words):
        return True
    return wide + sum(line.cells == 2 for line in block.lines) > 0.6 * len(
        block.lines
    ) and numbers > 0.25 * len(words)
