"""Running heads, page numbers, stamps and footnotes: found by where they stand and how often."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.pdf.runs import PageRuns
from paper2dcat.read.structure.blocks import ROW_CELLS, Measures, is_caption

_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|\s]*(?:page|p\.)?\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*|[ivxl]{1,6})$", re.I
)
_MARKER = re.compile(r"^(?:[⁰¹²³⁴-⁹]+|[*†‡§¶∗]{1,3}|\d{1,2}(?=\s?(?:https?:|www\.|[A-Z])))")
_REFERENCES = re.compile(r"^(?:\d{1,2}\.?\s)?(?:references|bibliography|literature cited)$", re.I)
_WORDS = re.compile(r"https?:|www\.|[A-Z][a-z]* [a-z]+ [a-z]+")
_RAISED = re.compile(r"^(?:[⁰¹²³⁴-⁹]+|[*†‡§¶∗]{1,3})")
EDGE = 0.105
MANY_LETTERS = 8
"""Letters of a line that counts as a running head though only two pages have it."""
PROSE_LINES = 5
"""Lines of running text under a small one that show that it stands at no foot."""
MANY = 4
"""Marked lines behind the heading of a bibliography that are its entries, under raised numbers."""


def furniture(lines: Sequence[TextLine], pages: Sequence[PageRuns]) -> set[int]:
    """Return the indices of lines that are page furniture."""
    heights = {page.number: page.height for page in pages}
    edges: dict[int, list[int]] = defaultdict(list)
    found: set[int] = set()
    extremes: dict[int, tuple[float, float]] = {}
    turned = Counter((line.page, line.rotation) for line in lines)
    for line in lines:
        if not line.rotation:
            low, high = extremes.get(line.page, (line.y, line.y))
            extremes[line.page] = (min(low, line.y), max(high, line.y))
    for index, line in enumerate(lines):
        if line.rotation == -1:
            found.add(index)
            continue
        if line.rotation:
            alone = turned[line.page, line.rotation] <= 3
            if alone and line.x1 - line.x0 < 0.75 * heights[line.page] and len(line.text) < 160:
                found.add(index)
            continue
        height = heights[line.page]
        if line.y < EDGE * height or line.y > (1 - EDGE) * height:
            edges[line.page].append(index)
            low, high = extremes[line.page]
            if _PAGE_NUMBER.match(line.text) and (line.y <= low + 3 or line.y >= high - 3):
                found.add(index)
    outermost = {
        i
        for page, at in edges.items()
        for i in at
        if _outermost(lines[i], *extremes[page]) and i not in found
    }
    found |= _repeated(lines, edges, outermost, len(pages))
    found |= _stationary(lines)
    return found


def _outermost(line: TextLine, low: float, high: float) -> bool:
    """Whether a line is the first or last of its page and could be a running head."""
    edge = line.y <= low + 3 or line.y >= high - 3
    return edge and line.cells < ROW_CELLS and sum(map(str.isalpha, line.text)) >= MANY_LETTERS


def _stationary(lines: Sequence[TextLine]) -> set[int]:
    """Return lines that stand with the same words at the same place on three pages or more."""
    places: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for index, line in enumerate(lines):
        if 4 <= len(line.text) < 90 and not is_caption(line.text):
            key = _DIGITS.sub("#", line.text.casefold())
            for y in (round(line.y / 4), round(line.y / 4) + 1):
                places[(key, y)][line.page] = index
    again = {key: at for key, at in places.items() if len(at) >= 3}
    return {i for (text, _), at in again.items() if sum(map(str.isalpha, text)) >= 4 for i in at.values()}


def _repeated(
    lines: Sequence[TextLine], edges: dict[int, list[int]], outermost: set[int], pages: int
) -> set[int]:
    """Return lines that come again at the same height of other pages; twice is enough for outermost lines."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for page, indices in edges.items():
        for index in indices:
            line = lines[index]
            if is_caption(line.text):
                continue
            key = (_DIGITS.sub("#", line.text.casefold())[:60], round(line.y / 14))
            for near in (key, (key[0], key[1] + 1)):
                seen[near].add(page)
                places[near].append(index)
    enough = 2 if pages <= 4 else 3
    return {
        index
        for key, at in seen.items()
        for index in places[key]
        if len(at) >= enough or (len(at) == 2 and all(i in outermost for i in places[key]))
    }


def footnotes(lines: Sequence[TextLine], measures: Measures, taken: set[int]) -> set[int]:
    """Return the indices of footnote lines: small, at the foot of a column, beginning with a marker."""
    columns: dict[int, list[int]] = defaultdict(list)
    by_page: dict[int, list[TextLine]] = defaultdict(list)
    heads = (i for i, line in enumerate(lines) if _REFERENCES.match(line.text))
    bibliography = next(heads, len(lines))
    for index, line in enumerate(lines):
        if index not in taken and not line.rotation:
            columns[line.column].append(index)
            by_page[line.page].append(line)
    found: set[int] = set()
    for indices in columns.values():
        foot: list[int] = []
        for index in reversed(indices):
            if lines[index].size > 0.935 * measures.size or lines[index].cells > 2:
                break
            foot.append(index)
        if len(foot) == len(indices) and len(foot) > 12:
            continue
        foot.reverse()
        if foot and _prose_below(lines[foot[-1]], by_page[lines[foot[-1]].page], measures):
            continue
        behind = bool(foot) and foot[0] > bibliography
        marker = _RAISED if behind else _MARKER
        while foot and not marker.match(_opening(lines, foot)):
            foot.pop(0)
        if behind and sum(bool(marker.match(lines[i].text)) for i in foot) >= MANY:
            continue
        found.update(foot)
    return found


def _opening(lines: Sequence[TextLine], foot: Sequence[int]) -> str:
    """Return how lines begin: the first, and the second too where a number stands alone over words."""
    first = lines[foot[0]].text
    below = lines[foot[1]].text if first.isdigit() and len(foot) > 1 else ""
    return f"{first} {below}" if _WORDS.match(below) else first


def _prose_below(line: TextLine, page: Sequence[TextLine], measures: Measures) -> bool:
    """Whether running text follows under a line: then it's an abstract or a note in the text, at no foot."""
    below = [
        other
        for other in page
        if other.y < line.y - line.size
        and other.size > 0.935 * measures.size
        and other.x0 < line.x1
        and other.x1 > line.x0
        and len(other.text) > 20
    ]
    return len(below) >= PROSE_LINES
