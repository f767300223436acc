"""The lines of whole pages in reading order."""

from __future__ import annotations

from paper2dcat.read.layout.fragments import fragments
from paper2dcat.read.layout.lines import TextLine, column_lines, columns
from paper2dcat.read.pdf.runs import PageRuns


def page_lines(page: PageRuns, first_column: int) -> list[TextLine]:
    """Return the lines of a page in reading order; text that is turned comes last, in its own columns."""
    lines: list[TextLine] = []
    column = first_column
    for rotation, runs in ((0, page.upright), *sorted(page.turned.items()), (45, page.slanted)):
        if rotation == 0:
            runs = [
                run for run in runs if -5.0 < run.y < page.height + 5.0 and -20.0 < run.x0 < page.width + 20.0
            ]
        for items in columns(fragments(runs)):
            found = column_lines(items, page.number, column)
            for line in found:
                line.rotation = rotation
            lines.extend(found)
            column += 1
    return lines
