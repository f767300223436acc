"""Parting the lines of a bibliography into entries, by labels, by hanging indents or by gaps."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from paper2dcat.read.citations.patterns import LOWER, UPPER
from paper2dcat.read.layout.lines import TextLine

_BRACKET: Final = re.compile(r"^\[\s?(\d{1,3})\s?\]")
_PLAIN: Final = re.compile(r"^\(?(\d{1,3})[.)\]]?(?=\s|[A-Z])")
_YEAR_LABEL: Final = re.compile(r"^\[(?:[^\]]{2,50}\s)?(?:19|20)\d{2}[a-z]?\]")
_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BIOGRAPHY: Final = re.compile(
    r"^(?:[^.,(]{4,40}|.{4,60}\))\s(?:is|was|are)\s(?:an?|the|with|currently|professor|associate|assistant|working|head|director)\b"
    r"|^[^.,(]{4,40}\s(?:received|obtained|earned|holds|graduated)\s|^(?:author )?bio(?:graph(?:y|ies))?s?$",
    re.I,
)
_KEY: Final = re.compile(
    r"^\[([A-Za-z][\w+*’'.-]{1,12}\d{2}[a-z]?|[A-Za-z][^\]\d]{1,40},? ?(?:19|20)\d{2}[a-z]?)\]"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}[a-z]?\b")
_PARTICLE: Final = r"(?:van|von|de|der|den|di|da|le|la|el|al)"
_START: Final = re.compile(
    rf"^(?:{_PARTICLE}\s)*[{UPPER}][\w’'´-]+(?:\s?,|\s(?:[{UPPER}]\.|[{UPPER}]{{1,3}}[,.\s]|and\s|&\s|"
    rf"(?:{_PARTICLE}\s)*(?:[{UPPER}][’'])?[{UPPER}][{LOWER}]+))"
    rf"|^(?:[{UPPER}]\.[\s-]?){{1,4}}[{UPPER}][{LOWER}’'-]"
)


def segment(lines: Sequence[TextLine]) -> list[tuple[str, list[TextLine]]]:
    """Return the entries as (label, lines); lines before the first entry belong to none."""
    if not lines:
        return []
    years = {i: "" for i, line in enumerate(lines) if _YEAR_LABEL.match(line.text)}
    for starts in (years, _labelled(lines, _BRACKET), _labelled(lines, _PLAIN), _keys(lines)):
        if len(starts) >= max(2, len(lines) // 25) or (len(lines) < 8 and 0 in starts):
            return _without_biography(_cut(lines, starts))
    return _without_lives(_cut(lines, dict.fromkeys(_unlabelled(lines), "")))


def _without_lives(entries: list[tuple[str, list[TextLine]]]) -> list[tuple[str, list[TextLine]]]:
    """Leave out the lives of the authors, which stand at the foot of a column behind the last entry in it."""
    kept: list[tuple[str, list[TextLine]]] = []
    column = -1
    for at, (label, found) in enumerate(entries):
        if at > 2 and _BIOGRAPHY.match(" ".join(line.text for line in found[:2])):
            column = found[0].column
        if found[0].column != column:
            kept.append((label, found))
    return kept


def _without_biography(entries: list[tuple[str, list[TextLine]]]) -> list[tuple[str, list[TextLine]]]:
    """Cut off the last entry what stands far below it, and the lives of the authors that some journals print."""
    if entries:
        label, lines = entries[-1]
        for at in range(1, len(lines)):
            last, line = lines[at - 1], lines[at]
            far = last.column == line.column and last.y - line.y > 3 * line.size
            if far or _BIOGRAPHY.match(" ".join(line.text for line in lines[at : at + 2])):
                return [*entries[:-1], (label, lines[:at])]
    return entries


def looks_like_start(text: str) -> bool:
    """Whether a line may be the first of an entry: it begins with a label or with a surname."""
    return bool(_BRACKET.match(text) or _YEAR_LABEL.match(text) or _START.match(text))


def _cut(lines: Sequence[TextLine], starts: dict[int, str]) -> list[tuple[str, list[TextLine]]]:
    order = sorted(starts)
    return [
        (starts[at], list(lines[at:until])) for at, until in zip(order, [*order[1:], len(lines)], strict=True)
    ]


def _labelled(lines: Sequence[TextLine], pattern: re.Pattern[str]) -> dict[int, str]:
    """Return lines that begin with the next number; a few numbers may be missing, none may come back."""
    numbers = []
    for index, line in enumerate(lines):
        match = pattern.match(line.text.translate(_DIGITS) if pattern is _PLAIN else line.text)
        if match:
            numbers.append((index, int(match.group(1))))
    best = _rising(numbers, 3)
    if len(best) < 3:
        later = max((_rising(numbers[at:], 999) for at in range(min(8, len(numbers)))), key=len, default={})
        best = later if len(later) >= 8 else best
    if pattern is _PLAIN and best and min(best) > 0.3 * len(lines) + 3:
        return {}
    return best


def _rising(numbers: Sequence[tuple[int, int]], highest_first: int) -> dict[int, str]:
    starts: dict[int, str] = {}
    last = 0
    for index, number in numbers:
        if (not starts and number <= highest_first) or (starts and last < number <= last + 3):
            starts[index] = str(number)
            last = number
    return starts


def _keys(lines: Sequence[TextLine]) -> dict[int, str]:
    return {index: match.group(1) for index, line in enumerate(lines) if (match := _KEY.match(line.text))}


def _unlabelled(lines: Sequence[TextLine]) -> list[int]:
    lefts = _left_edges(lines)
    offsets = [line.x0 - lefts[line.column] for line in lines]
    indented = sum(1 for offset in offsets if 3.5 < offset < 45)
    outdented = sum(1 for offset in offsets if offset <= 2.5)
    if indented >= 0.2 * len(lines) and outdented >= 0.1 * len(lines):
        hanging = [i for i, offset in enumerate(offsets) if offset <= 2.5]
        first = [i for i, offset in enumerate(offsets) if offset > 3.5]
        if _score(lines, hanging) >= _score(lines, first):
            return hanging
        return first
    gaps = _by_gap(lines)
    written = _by_words(lines)
    return gaps if len(gaps) >= 0.6 * len(written) and _score(lines, gaps) > 0.7 else written


def _score(lines: Sequence[TextLine], starts: Sequence[int]) -> float:
    """Return the share of starts that look like the start of an entry."""
    return sum(1 for i in starts if _START.match(lines[i].text)) / len(starts) if starts else 0.0


def _left_edges(lines: Sequence[TextLine]) -> dict[int, float]:
    """Return the left edge of each column.

    A column that shows no indent of its own (a few lines at the top of a page) takes the edge of the
    columns that stand at the same place on other pages.
    """
    by_column: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        by_column[line.column].append(line.x0)
    edges = {column: min(xs) for column, xs in by_column.items()}
    indented = {
        column: sum(1 for x in xs if x <= edges[column] + 2.5) >= 2
        and sum(1 for x in xs if x > edges[column] + 3.5) >= 2
        for column, xs in by_column.items()
    }
    result = dict(edges)
    for column, edge in edges.items():
        if indented[column]:
            continue
        near: Counter[float] = Counter()
        for other, at in edges.items():
            if indented[other] and -32.0 < at - edge < 3.0:
                near[at] += len(by_column[other])
        if near:
            result[column] = max(near, key=lambda at: (near[at], at))
    return result


def _by_gap(lines: Sequence[TextLine]) -> list[int]:
    gaps = [a.y - b.y for a, b in itertools.pairwise(lines) if a.column == b.column and a.y > b.y]
    if not gaps:
        return [0]
    usual = Counter(round(gap * 2) / 2 for gap in gaps)
    tight = min((gap for gap, count in usual.items() if count >= 0.15 * len(gaps)), default=min(gaps))
    starts = [0]
    for index in range(1, len(lines)):
        before, line = lines[index - 1], lines[index]
        if before.column != line.column:
            if before.text.rstrip().endswith(".") and _START.match(line.text):
                starts.append(index)
        elif before.y - line.y > 1.12 * tight + 0.5:
            starts.append(index)
    return starts


def _by_words(lines: Sequence[TextLine]) -> list[int]:
    right: dict[int, float] = defaultdict(float)
    for line in lines:
        right[line.column] = max(right[line.column], line.x1)
    starts = [0]
    for index in range(1, len(lines)):
        before, line = lines[index - 1], lines[index]
        ended = (
            before.text.rstrip().endswith((".", ")", "]"))
            or before.x1 < right[before.column] - 4 * before.size
        )
        since = " ".join(other.text for other in lines[starts[-1] : index])
        if ended and _START.match(line.text) and _YEAR.search(since):
            starts.append(index)
    return starts
