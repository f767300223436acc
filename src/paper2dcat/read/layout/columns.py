"""Columns: a gutter is what few fragments cross while much text ends before it and begins behind it."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from paper2dcat.read.layout.fragments import Fragment

MAX_SPLITS: Final = 4
BIN: Final = 2.0
MIN_WIDTH: Final = 30.0
"""Anything narrower is a list of labels, not a column."""
MIN_ROWS: Final = 4
"""A few loosely set lines may all break at one place; prose in columns goes on for longer."""
_SLACK: Final = 1.0
_DIGIT: Final = re.compile(r"\d")


class Band(NamedTuple):
    """Fragments between two heights; ``left`` and ``right`` are empty where something crosses the gutter."""

    items: list[Fragment]
    left: list[Fragment]
    right: list[Fragment]


def columns(items: list[Fragment], known: Sequence[float] = (), depth: int = 0) -> list[list[Fragment]]:
    """Part the fragments of a page into columns in reading order; ``known`` are gutters of the paper."""
    if depth >= MAX_SPLITS or len(items) < 6:
        return [items] if items else []
    gutter = _known_gutter(items, known)
    usual = gutter is not None
    if gutter is None:
        gutter = find_gutter(items)
    if gutter is None:
        return [items]
    parts: list[list[Fragment]] = []
    full: list[Fragment] = []
    for band in _without_tables(bands(items, gutter), gutter) if usual else bands(items, gutter):
        if is_columns(band, usual):
            parts.extend(_rest(full, known, depth))
            full = []
            parts.extend(columns(band.left, known, depth + 1))
            parts.extend(columns(band.right, known, depth + 1))
        else:
            full.extend(band.items)
    return parts + _rest(full, known, depth) if parts else [items]


def _rest(items: list[Fragment], known: Sequence[float], depth: int) -> list[list[Fragment]]:
    """Return what crosses a gutter, which may itself stand in columns of another width."""
    return columns(items, known, depth + 1) if len(items) > 20 else [items] if items else []


def votes(items: list[Fragment], depth: int = 0) -> list[tuple[float, int]]:
    """Return the gutters of a page that surely part columns of prose, with how many fragments say so."""
    if depth >= 2 or len(items) < 12:
        return []
    gutter = find_gutter(items)
    if gutter is None:
        return []
    found: list[tuple[float, int]] = []
    for band in bands(items, gutter):
        if is_columns(band, False):
            found.append((gutter, len(band.left) + len(band.right)))
            found.extend(votes(band.left, depth + 1))
            found.extend(votes(band.right, depth + 1))
    return found


def usual_gutters(pages: Sequence[list[Fragment]]) -> tuple[float, ...]:
    """Return the gutters that a good part of the paper's text votes for, most votes first."""
    tally: dict[int, float] = {}
    places: dict[int, list[float]] = {}
    for items in pages:
        for gutter, count in votes(items):
            key = round(gutter / 8)
            near = next((k for k in (key, key - 1, key + 1) if k in tally), key)
            tally[near] = tally.get(near, 0.0) + count
            places.setdefault(near, []).append(gutter)
    total = sum(len(items) for items in pages)
    good = sorted((k for k in tally if tally[k] > 0.12 * total), key=lambda k: -tally[k])
    return tuple(sorted(places[k])[len(places[k]) // 2] for k in good)


def _known_gutter(items: Sequence[Fragment], known: Sequence[float]) -> float | None:
    """Return the one of the known gutters with much on both sides that little crosses."""
    best: float | None = None
    most = -math.inf
    if not known:
        return best
    starts, ends = sorted(f.x0 for f in items), sorted(f.x1 for f in items)
    for gutter in known:
        for shift in (0.0, -3.0, 3.0, -6.0, 6.0):
            x = gutter + shift
            left = bisect_right(ends, x + _SLACK)
            right = len(items) - bisect_left(starts, x - _SLACK)
            few, crossing = min(left, right), len(items) - left - right
            if few > 1.5 * crossing and few - 5 * crossing > most:
                best, most = x, few - 5 * crossing
    return best


def find_gutter(items: Sequence[Fragment]) -> float | None:
    """Return the x that the fewest fragments cross while many lie on both sides of it."""
    low, high = min(f.x0 for f in items), max(f.x1 for f in items)
    width = high - low
    if not 150.0 <= width < 20_000.0:
        return None
    bins = int(width / BIN) + 2
    cross, ends, starts = [0.0] * (bins + 1), [0.0] * (bins + 1), [0.0] * (bins + 1)
    for f in items:
        first, last = int((f.x0 - low) / BIN), int((f.x1 - low) / BIN)
        span = f.x1 - f.x0
        cross[first] += 1
        cross[last + 1] -= 1
        ends[last + 1] += span
        starts[first] += span
    crossing = list(itertools.accumulate(cross))
    before, begun = list(itertools.accumulate(ends)), list(itertools.accumulate(starts))
    best_score, all_text = 0.0, begun[-1]
    best = last_best = -1
    for at in range(int(bins * 0.15) + 1, math.ceil(bins * 0.85)):
        left, right = before[at], all_text - begun[at]
        score = (left if left < right else right) / (1.0 + crossing[at] * width * 0.5)
        if score > best_score * 1.0001:
            best = last_best = at
            best_score = score
        elif best >= 0 and at == last_best + 1 and score >= best_score * 0.999:
            last_best = at
    return low + (best + last_best + 1.0) * BIN / 2 if best >= 0 else None


def bands(items: list[Fragment], gutter: float) -> list[Band]:
    """Return bands from top to bottom; only bands that nothing crosses have a left and a right side."""
    crossing: list[Fragment] = []
    rest: list[Fragment] = []
    for f in items:
        (crossing if f.x0 < gutter - _SLACK and f.x1 > gutter + _SLACK else rest).append(f)
    crossing.sort(key=lambda f: -f.y)
    rest.sort(key=lambda f: -f.y)
    found: list[Band] = []
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
        if found and free and (tail := _tail(found[-1].items, free, gutter)):
            found[-1].items.extend(tail)
            free = [f for f in free if f not in tail]
        if free:
            left = [f for f in free if f.x1 <= gutter + _SLACK]
            right = [f for f in free if f.x1 > gutter + _SLACK]
            found.append(Band(free, left, right))
        if spanner is not None:
            found.append(Band([spanner, *beside], [], []))
    return found


def _tail(above: list[Fragment], free: list[Fragment], gutter: float) -> list[Fragment]:
    """Return the short last line of a paragraph that runs over the gutter, which itself doesn't cross it."""
    last = above[0]
    if not last.x0 < gutter < last.x1 or len(above) > 1:
        return []
    row = [f for f in free if 0.5 * last.size < last.y - f.y < 1.5 * last.size]
    if len(row) != 1 or abs(row[0].size - last.size) > 0.2 or abs(row[0].x0 - last.x0) > 14.0:
        return []
    return row


def is_columns(band: Band, usual: bool) -> bool:
    """Whether the two sides of a band read as columns of prose rather than as rows of a table."""
    if not band.left or not band.right:
        return False
    if min(_width(band.left), _width(band.right)) < MIN_WIDTH:
        return False
    if usual:
        return max(_long(band.left), _long(band.right)) >= 3 or not _cells(band.items)
    return _sidebar(band) or (_reads(band.left) and _reads(band.right))


def _sidebar(band: Band) -> bool:
    """Whether one side is set smaller than the other and in lines of its own, as imprints beside a title are."""
    fewest = min(len(band.left), len(band.right))
    if fewest < 2 or _cells(band.items):
        return False
    left, right = (sorted(f.size for f in side)[len(side) // 2] for side in (band.left, band.right))
    if not 0.77 < left / (right or 1.0) < 1.3:
        return True
    return fewest >= 6 and not 0.93 < left / (right or 1.0) < 1.08 and _aligned(band) < 0.5


def _aligned(band: Band) -> float:
    """Return the share of the shorter side's lines that stand on baselines of the other side."""
    left, right = ({round(f.y * 2) for f in side} for side in (band.left, band.right))
    few, many = sorted((left, right), key=len)
    return sum(1 for y in few if not many.isdisjoint((y - 1, y, y + 1))) / (len(few) or 1)


def _without_tables(found: Sequence[Band], gutter: float) -> Iterator[Band]:
    """Part tables that lie across a usual gutter, yet leave it free, from the columns above and below them."""
    for band in found:
        if not band.left or not band.right or not any(_numbers(s) >= 0.3 for s in (band.left, band.right)):
            yield band
            continue
        above, table, below = _core(band)
        if not _rows_of_table(_sided(table, gutter)):
            yield band
            continue
        for columns_of_text in (above, below):
            if columns_of_text is below:
                yield Band(table, [], [])
            if columns_of_text:
                yield _sided(columns_of_text, gutter)


def _sided(items: list[Fragment], gutter: float) -> Band:
    left = [f for f in items if f.x1 <= gutter + _SLACK]
    return Band(items, left, [f for f in items if f.x1 > gutter + _SLACK])


def _core(band: Band) -> tuple[list[Fragment], list[Fragment], list[Fragment]]:
    """Return the fragments above, between and below, where no line of prose lies between."""
    widths = {side: _width(items) for side, items in (("left", band.left), ("right", band.right))}
    lefts = {id(f) for f in band.left}
    rows: dict[int, list[Fragment]] = {}
    for f in sorted(band.items, key=lambda f: -f.y):
        rows.setdefault(round(f.y), []).append(f)
    prose = [
        any(
            f.x1 - f.x0 > 0.8 * widths["left" if id(f) in lefts else "right"] and sum(map(len, f.parts)) > 24
            for f in row
        )
        for row in rows.values()
    ]
    runs = [(key, len(list(group))) for key, group in itertools.groupby(prose)]
    longest = max((length for key, length in runs if not key), default=0)
    at = next((i for i in range(len(prose)) if not any(prose[i : i + longest])), 0)
    parts = [list(itertools.chain(*list(rows.values())[a:b])) for a, b in ((0, at), (at, at + longest))]
    return parts[0], parts[1], list(itertools.chain(*list(rows.values())[at + longest :]))


def _rows_of_table(band: Band) -> bool:
    """Whether both sides are the halves of a table: numbers on the same baselines as what they belong to."""
    sides = (band.left, band.right)
    return (
        min(map(len, sides)) >= 2 * MIN_ROWS - 2
        and not any(_flush(side) >= 0.3 for side in sides)
        and any(_beside(side) >= 1.5 for side in sides)
        and any(_numbers(side) >= 0.5 for side in sides)
        and _aligned(band) > 0.8
    )


def _flush(side: Sequence[Fragment]) -> float:
    """Return the share of baselines with a long fragment that ends where most long fragments do, as prose does."""
    ends = Counter(round(f.x1 / 3) for f in side if sum(map(len, f.parts)) > 24)
    most = max((ends[x] + ends[x + 1] for x in ends), default=0)
    return most / len({round(f.y * 2) for f in side}) if most >= MIN_ROWS else 0.0


def _numbers(side: Sequence[Fragment]) -> float:
    """Return the share of fragments that are short and have a digit."""
    return sum(1 for f in side if _DIGIT.search(text := f.text) and len(text) < 14) / len(side)


def _beside(side: Sequence[Fragment]) -> float:
    """Return how many fragments stand on one baseline in the mean."""
    return len(side) / len({round(f.y * 2) for f in side})


def _reads(side: list[Fragment], depth: int = 0) -> bool:
    """Whether a side is a column of prose, or made of such columns."""
    if _prose(side):
        return True
    if depth >= 2 or (gutter := find_gutter(side)) is None:
        return False
    largest = max(bands(side, gutter), key=lambda band: len(band.items))
    if len(largest.items) < 0.6 * len(side) or not largest.left or not largest.right:
        return False
    return _reads(largest.left, depth + 1) and _reads(largest.right, depth + 1)


def _long(side: Sequence[Fragment]) -> int:
    """Return how many fragments are as long as a line of prose, not a cell or a label."""
    return sum(1 for f in side if sum(map(len, f.parts)) > 24)


def _cells(items: Sequence[Fragment]) -> bool:
    """Whether most fragments are as short as cells or labels."""
    short = sum(1 for f in items if sum(map(len, f.parts)) < 12)
    return len(items) >= 4 and short > 0.75 * len(items)


def _width(side: Sequence[Fragment]) -> float:
    """Return how wide a side is, but for a few fragments that stick out."""
    few = len(side) // 15
    return sorted(f.x1 for f in side)[-1 - few] - sorted(f.x0 for f in side)[few]


def _prose(side: Sequence[Fragment]) -> bool:
    width = _width(side)
    if width < 90.0:
        return False
    rows: list[list[float]] = []
    y = 0.0
    for f in sorted(side, key=lambda f: -f.y):
        if not rows or y - f.y > 0.5 * f.size:
            rows.append([0.0, 0.0])
            y = f.y
        rows[-1][0] += f.x1 - f.x0
        rows[-1][1] += sum(map(len, f.parts))
    if len(rows) < MIN_ROWS:
        return False
    filled = sum(1 for row in rows if row[0] > 0.6 * width)
    characters = sum(row[1] for row in rows) / len(rows)
    return filled >= 0.35 * len(rows) and characters > 16
