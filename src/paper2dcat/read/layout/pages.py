"""The lines of whole pages in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from paper2dcat.read.layout.columns import columns, usual_gutters
from paper2dcat.read.layout.drop_caps import without_drop_caps
from paper2dcat.read.layout.fragments import Fragment, fragments
from paper2dcat.read.layout.line_numbers import line_numbers
from paper2dcat.read.layout.lines import TextLine, column_lines
from paper2dcat.read.pdf.runs import PageRuns, Run

MARGIN: Final = -1
"""Rotation of lines that only number other lines: no frame of their own, no part of the text's flow."""


def paper_lines(pages: Sequence[PageRuns]) -> list[TextLine]:
    """Return the lines of a paper in reading order; on each page, turned text comes last."""
    upright = [without_drop_caps(fragments(_on_page(page))) for page in pages]
    numbers = [line_numbers(items) for items in upright]
    margins = [[f for f in items if id(f) in n] for items, n in zip(upright, numbers, strict=True)]
    upright = [
        [f for f in items if id(f) not in n] if n else items
        for items, n in zip(upright, numbers, strict=True)
    ]
    gutters = usual_gutters(upright)
    lines: list[TextLine] = []
    column = 0
    for page, items, margin in zip(pages, upright, margins, strict=True):
        for rotation, parts in [*_directions(page, items, gutters), (MARGIN, [margin] if margin else [])]:
            for part in parts:
                found = column_lines(part, page.number, column)
                for line in found:
                    line.rotation = rotation
                lines.extend(found)
                column += 1
    return lines


def _directions(
    page: PageRuns, items: list[Fragment], gutters: Sequence[float]
) -> list[tuple[int, list[list[Fragment]]]]:
    turned = [(angle, columns(fragments(runs))) for angle, runs in sorted(page.turned.items())]
    slanted = [(45, columns(fragments(page.slanted)))] if page.slanted else []
    return [(0, columns(items, gutters)), *turned, *slanted]


def _on_page(page: PageRuns) -> list[Run]:
    return [
        run for run in page.upright if -5.0 < run.y < page.height + 5.0 and -20.0 < run.x0 < page.width + 20.0
    ]
