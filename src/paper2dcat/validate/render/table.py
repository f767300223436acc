"""A report as a table with a row for each result."""

from __future__ import annotations

from io import StringIO
from shutil import get_terminal_size

from rich.console import Console
from rich.table import Table
from rich.text import Text

from paper2dcat.display import clipped, printable
from paper2dcat.validate.render.words import VALUE_WIDTH, cited, short, short_path, summary
from paper2dcat.validate.report import Report

COLUMNS = ("severity", "node", "property", "value", "message", "source")


def to_table(report: Report) -> str:
    """Return the report as a table, plain text, as wide as the terminal."""
    table = Table(show_edge=False)
    for column in COLUMNS:
        table.add_column(column, overflow="fold")
    for result in report.results:
        cells = (
            str(result.severity),
            short(result.focus),
            short_path(result.path),
            clipped(result.value, VALUE_WIDTH),
            result.message,
            "\n".join(map(cited, result.evidence)),
        )
        # As Text, since brackets in a value must not be read as markup.
        table.add_row(*(Text(printable(cell)) for cell in cells))
    stream = StringIO()
    console = Console(
        file=stream, force_terminal=False, no_color=True, width=get_terminal_size((160, 50)).columns
    )
    if report.results:
        console.print(table)
        console.print()
    stream.write(summary(report) + "\n")
    return stream.getvalue()
