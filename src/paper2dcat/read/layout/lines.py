"""Lines in reading order: columns are found by what crosses them, rows inside a column by their baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from paper2dcat.read.layout.accents import compose
from paper2dcat.read.layout.fragments import WORD_GAP, Fragment

CELL_GAP: Final = 1.5
NAME_GAP: Final = 0.8
MAX_SPLITS: Final = 4


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


def columns(items: list[Fragment], depth: int = 0) -> list[list[Fragment]]:
    """Part the fragments of a page into columns in reading order."""
    if depth >= MAX_SPLITS or len(items) < 6:
        return [items] if items else []
    gutter = _gutter(items)
    if gutter is None:
        return [items]
    parts: list[list[Fragment]] = []
    full: list[Fragment] = []
    for band, left, right in _bands(items, gutter):
        if _is_columns(left, right):
            if full:
                parts.append(full)
                full = []
            parts.extend(columns(left, depth + 1))
            parts.extend(columns(right, depth + 1))
        else:
            full.extend(band)
    if full:
        parts.append(full)
    return parts


def _gutter(items: Sequence[Fragment]) -> float | None:
    """Return the x that the fewest fragments cross while many lie on both sides of it."""
    low, high = min(f.x0 for f in items), max(f.x1 for f in items)
    width = high - low
    if width < 150.0:
        return None
    bins = int(width / 2.0) + 2
    cross, ends, starts = [0.0] * (bins + 1), [0.0] * (bins + 1), [0.0] * (bins + 1)
    for f in items:
        first, last = int((f.x0 - low) / 2.0), int((f.x1 - low) / 2.0)
        span = f.x1 - f.x0
        cross[first] += 1
        cross[last + 1] -= 1
        ends[last + 1] += span
        starts[first] += span
    before, crossing, best, best_score = 0.0, 0.0, None, 0.0
    after = sum(starts)
    run_start = None
    for at in range(bins):
        crossing += cross[at]
        before += ends[at]
        after -= starts[at]
        if not bins * 0.15 < at < bins * 0.85:
            continue
        score = min(before, after) / (1.0 + crossing * width * 0.5)
        if score > best_score * 1.0001:
            best, best_score, run_start = at, score, at
        elif (
            run_start is not None and best is not None and score >= best_score * 0.999 and at == run_start + 1
        ):
            run_start = at
    if best is None or run_start is None:
        return None
    return low + (best + run_start + 1.0) * 1.0


def _bands(
    items: list[Fragment], gutter: float
) -> list[tuple[list[Fragment], list[Fragment], list[Fragment]]]:
    """Return bands from top to bottom: (all, left, right); only in bands that nothing crosses have sides."""
    crossing = sorted((f for f in items if f.x0 < gutter - 1.0 and f.x1 > gutter + 1.0), key=lambda f: -f.y)
    rest = sorted((f for f in items if not (f.x0 < gutter - 1.0 and f.x1 > gutter + 1.0)), key=lambda f: -f.y)
    bands: list[tuple[list[Fragment], list[Fragment], list[Fragment]]] = []
    at = 0
    for spanner in [*crossing, None]:
        free: list[Fragment] = []
        beside: list[Fragment] = []
        while at < len(rest):
            f = rest[at]
            if spanner is not None and f.y < spanner.y - 0.35 * spanner.size:
                break
            (beside if spanner is not None and f.y <= spanner.y + 0.6 * spanner.size else free).append(f)
            at += 1
        if free:
            bands.append(
                (free, [f for f in free if f.x1 <= gutter + 1.0], [f for f in free if f.x1 > gutter + 1.0])
            )
        if spanner is not None:
            bands.append(([spanner, *beside], [], []))
    return bands


def _is_columns(left: list[Fragment], right: list[Fragment]) -> bool:
    """Whether two sides read as columns of prose rather than as the rows of a table."""
    if not left or not right:
        return False
    return _prose(left) and _prose(right)


def _prose(side: list[Fragment]) -> bool:
    low, high = min(f.x0 for f in side), max(f.x1 for f in side)
    width = max(high - low, 1.0)
    rows: dict[int, float] = {}
    for f in side:
        key = round(f.y / max(4.0, f.size * 0.6))
        rows[key] = rows.get(key, 0.0) + f.x1 - f.x0
    characters = sum(len(p) for f in side for p in f.parts)
    filled = sum(1 for w in rows.values() if w > 0.72 * width)
    if width < 90.0:
        return False
    return filled >= 0.4 * len(rows) and characters / len(rows) > 18


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
    return all(f.x0 >= other.x1 - 0.4 * f.size or f.x1 <= other.x0 + 0.4 * f.size for other in row)


def _touches(row: list[Fragment], f: Fragment) -> bool:
    return any(
        -0.4 * o.size < f.x0 - o.x1 < 0.5 * o.size or -0.4 * o.size < o.x0 - f.x1 < 0.5 * o.size for o in row
    )


def _line(row: list[Fragment], page: int, column: int, left: float, right: float) -> TextLine | None:
    row.sort(key=lambda f: f.x0)
    pieces: list[list[str]] = [[]]
    cells, end = 1, row[0].x0
    characters = bold = italic = mono = 0
    sizes: dict[float, int] = {}
    ys: dict[float, int] = {}
    for f in row:
        gap = f.x0 - end
        if pieces[0]:
            if gap > CELL_GAP * f.size:
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
    texts = [t for piece in pieces if (t := " ".join(compose("".join(piece)).split()))]
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
        size=max(sizes, key=lambda s: sizes[s]),
        bold=bold > half,
        italic=italic > half,
        mono=mono > half,
        cells=cells,
        breaks=tuple(breaks),
        left=left,
        right=right,
    )
