"""Numbers in the margin that count the lines of a manuscript."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from paper2dcat.read.layout.fragments import Fragment

MIN_COUNT: Final = 10


def line_numbers(items: Sequence[Fragment]) -> set[int]:
    """Return the ids of the fragments that number the lines of a page: a rising column of integers."""
    places: dict[int, list[tuple[float, int, Fragment]]] = defaultdict(list)
    for f in items:
        text = f.text.strip()
        if text.isdecimal() and len(text) <= 4:
            for place in (round(f.x1 / 8), round(f.x1 / 8) + 1):
                places[place].append((-f.y, int(text), f))
    others = sorted(f.x0 for f in items if not f.text.strip().isdecimal())
    left = others[len(others) // 4] if others else 0.0
    found: set[int] = set()
    for column in places.values():
        column.sort(key=lambda entry: entry[0])
        rising = sum(1 for a, b in itertools.pairwise(column) if 0 < b[1] - a[1] <= 5)
        if len(column) >= MIN_COUNT and rising >= 0.85 * (len(column) - 1) and column[0][2].x1 < left + 4.0:
            found.update(id(f) for _, _, f in column)
    return found
