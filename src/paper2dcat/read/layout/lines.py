"""The lines of one column: fragments put together by their baselines."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

from paper2dcat.read.layout.accents import compose
from paper2dcat.read.layout.fragments import WORD_GAP, Fragment

CELL_GAP: Final = 1.5
MAX_ROW: Final = 400
"""Fragments of one line at most: a page that puts more on one baseline is no page of a paper."""
_LOOSE: Final = re.compile(r"(?<=[\w)]) +(?=,(?: |$)|\)(?:[ ,.;]|$))|(?<=\() +(?=\w)")
"""Blanks that a typesetter put before a comma or inside brackets."""
NAME_GAP: Final = 0.55


@dataclass(slots=True)
class TextLine:
    """A printed line inside a column. ``column`` counts columns of the whole paper in reading order."""

    text: str
    page: int
    column: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    mono: bool = False
    cells: int = 1
    breaks: tuple[int, ...] = ()
    """Offsets in ``text`` behind wide gaps: names beside each other, cells of a table."""
    left: float = 0.0
    """Left edge of the column."""
    right: float = 0.0
    rotation: int = 0
    """How far the line's own frame is turned; its coordinates are in that frame."""


def column_lines(items: list[Fragment], page: int, column: int) -> list[TextLine]:
    """Return the lines of one column from top to bottom."""
    rows: list[list[Fragment]] = []
    bases: list[tuple[float, float]] = []
    for f in sorted(items, key=lambda f: (-f.y, f.x0)):
        placed = False
        for back in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            y, size = bases[back]
            if y - f.y < 0.3 * max(size, f.size) and _fits(rows[back], f):
                rows[back].append(f)
                if f.size > size * 1.1:
                    bases[back] = (f.y, f.size)
                placed = True
                break
            if y - f.y < 0.62 * size and f.size < 0.85 * size and _touches(rows[back], f):
                rows[back].append(f)
                placed = True
                break
        if not placed:
            rows.append([f])
            bases.append((f.y, f.size))
    left, right = min(f.x0 for f in items), max(f.x1 for f in items)
    return [line for row in rows if (line := _line(row, page, column, left, right)) is not None]


def _fits(row: list[Fragment], f: Fragment) -> bool:
    return len(row) < MAX_ROW and all(_apart(f, other) for other in row)


def _apart(f: Fragment, other: Fragment) -> bool:
    """Whether two fragments of one baseline stand beside each other and belong to one line."""
    gap = max(f.x0 - other.x1, other.x0 - f.x1)
    if gap > 1.2 * max(f.size, other.size) and not 0.74 < f.size / (other.size or 1.0) < 1.36:
        return False
    return gap >= -0.4 * f.size


def _touches(row: list[Fragment], f: Fragment) -> bool:
    """Whether a script stands at something of the row, perhaps under another script."""
    under = -1.3 if sum(map(len, f.parts)) <= 6 else -0.4
    return any(
        under * o.size < f.x0 - o.x1 < 0.5 * o.size or -0.4 * o.size < o.x0 - f.x1 < 0.5 * o.size for o in row
    )


def _justified(row: list[Fragment], left: float, right: float) -> bool:
    """Whether a line's wide gaps are those of a justified line of a few long words, not of cells."""
    size = row[0].size
    if len(row) < 3 or row[0].x0 > left + 3.0 * size or row[-1].x1 < right - 0.5 * size:
        return False
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(row)]
    text = "".join(part for f in row for part in f.parts)
    even = max(gaps) < 1.6 * min(gaps) and max(gaps) < 4.0 * size
    return even and sum(c.isalpha() for c in text) > 0.7 * len(text)


def _size(sizes: dict[float, int], characters: int) -> float:
    """Return the size of a line's text: that of most characters, unless those are its raised numbers."""
    usual = max(sizes, key=lambda s: sizes[s])
    larger = [s for s, count in sizes.items() if s > 1.2 * usual and count >= 0.25 * characters]
    return max(larger, key=lambda s: sizes[s]) if larger else usual


def _tidy(drawn: str) -> str:
    """Return text as drawn with accents composed and single blanks, none of them loose."""
    text = " ".join(compose(drawn).split())
    return _LOOSE.sub("", text) if " ," in text or " )" in text or "( " in text else text


def _line(row: list[Fragment], page: int, column: int, left: float, right: float) -> TextLine | None:
    row.sort(key=lambda f: f.x0)
    loose = _justified(row, left, right)
    pieces: list[list[str]] = [[]]
    cells, end = 1, row[0].x0
    characters = bold = italic = mono = 0
    sizes: dict[float, int] = {}
    ys: dict[float, int] = {}
    for f in row:
        gap = f.x0 - end
        if pieces[0]:
            if gap > CELL_GAP * f.size and not loose:
                cells += 1
            if gap > NAME_GAP * f.size:
                pieces.append([])
            elif gap > WORD_GAP * f.size:
                pieces[-1].append(" ")
        pieces[-1].extend(f.parts)
        end = max(end, f.x1)
        for (face, size), count in f.styles.items():
            characters += count
            bold += count * face.bold
            italic += count * face.italic
            mono += count * face.mono
            sizes[size] = sizes.get(size, 0) + count
        ys[f.y] = ys.get(f.y, 0) + sum(f.styles.values())
    texts = [text for piece in pieces if (text := _tidy("".join(piece)))]
    if not texts:
        return None
    text = " ".join(texts)
    breaks, at = [], 0
    for t in texts[:-1]:
        at += len(t) + 1
        breaks.append(at)
    half = characters * 0.5
    return TextLine(
        text=text,
        page=page,
        column=column,
        x0=row[0].x0,
        x1=end,
        y=max(ys, key=lambda y: ys[y]),
        size=_size(sizes, characters),
        bold=bold > half,
        italic=italic > half,
        mono=mono > half,
        cells=cells,
        breaks=tuple(breaks),
        left=left,
        right=right,
    )
