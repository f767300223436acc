"""Pictures as numbers for SVG: papers by year as bars, what is used together as a graph."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_MOST_YEARS: Final = 40
_BAR_HEIGHT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in units of the drawing: its number in the row and its height (0 to 60)."""

    year: str
    count: int
    number: int
    height: float


def bars(counts: Mapping[str, int]) -> list[Bar]:
    """Lay out a bar for each year from the first to the last, years without any included."""
    known = {int(year): count for year, count in counts.items() if year.isdecimal() and len(year) == 4}
    if not known:
        return []
    last = max(known)
    years = range(max(min(known), last - _MOST_YEARS + 1), last + 1)
    most = max(known.values())
    return [
        Bar(str(year), known.get(year, 0), n, _BAR_HEIGHT * known.get(year, 0) / most)
        for n, year in enumerate(years)
    ]


@dataclass(frozen=True, slots=True)
class Node:
    """A dataset in the picture: where it is, how large, and on which side its name stands."""

    iri: str
    title: str
    count: int
    x: float
    y: float
    radius: float
    anchor: str
    text_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two datasets that papers use together."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph around one dataset. The drawing is 720 wide and ``height`` high."""

    nodes: tuple[Node, ...]
    spokes: tuple[Edge, ...]
    chords: tuple[Edge, ...]
    x: float
    y: float
    height: float


def neighbours(rows: Sequence[Mapping[str, str]]) -> Picture | None:
    """Lay out the datasets that are used with one, around it; None when there is none.

    Each row has ``dataset``, ``title``, ``papers`` and ``which`` (the papers, parted by blanks).
    """
    if not rows:
        return None
    x, y, across, down = 360.0, 170.0, 190.0, 118.0
    most = max(int(row["papers"]) for row in rows)
    nodes = []
    for n, row in enumerate(rows):
        angle = 2 * math.pi * n / len(rows) - math.pi / 2 + (math.pi / len(rows) if len(rows) > 2 else 0)
        cos, sin = math.cos(angle), math.sin(angle)
        count = int(row["papers"])
        radius = 5 + 6 * math.sqrt(count / most)
        at_x, at_y = x + across * cos, y + down * sin
        anchor = "middle" if abs(cos) < 0.25 else "start" if cos > 0 else "end"
        text_x = at_x + (radius + 6) * (0 if anchor == "middle" else 1 if cos > 0 else -1)
        text_y = at_y + (5 if anchor != "middle" else (radius + 16) if sin > 0 else -(radius + 7))
        nodes.append(
            Node(row["dataset"], row["title"], count, round(at_x, 1), round(at_y, 1), round(radius, 1),
                 anchor, round(text_x, 1), round(text_y, 1))
        )  # fmt: skip
    spokes = tuple(Edge(x, y, n.x, n.y, round(1 + 4 * n.count / most, 1)) for n in nodes)
    return Picture(tuple(nodes), spokes, tuple(_chords(nodes, rows, most)), x, y, 2 * y)


def _chords(nodes: Sequence[Node], rows: Sequence[Mapping[str, str]], most: int) -> Iterable[Edge]:
    papers = [set(row["which"].split()) for row in rows]
    for a in range(len(nodes)):
        for b in range(a + 1, len(nodes)):
            if shared := len(papers[a] & papers[b]):
                yield Edge(nodes[a].x, nodes[a].y, nodes[b].x, nodes[b].y, round(0.5 + 2 * shared / most, 1))
