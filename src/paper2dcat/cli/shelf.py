"""The papers of a workspace as a list on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from paper2dcat.cli.run import printable
from paper2dcat.model import PaperRecord, Role, Status

STATUS_STYLE = {
    Status.OK: "green",
    Status.NO_DATASETS: "cyan",
    Status.PARTIAL: "yellow",
    Status.FAILED: "red",
}
PLAIN_WIDTH = 100
"""Columns when the output is no terminal."""


def terminal() -> Console:
    """Return the console for data on stdout."""
    console = Console(highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, emoji=False, markup=False, width=PLAIN_WIDTH)
    return console


def print_shelf(records: Iterable[PaperRecord]) -> None:
    """List papers with what they do with how many datasets."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("paper", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("key", no_wrap=True, style="dim", max_width=40, overflow="ellipsis")
    for role in Role:
        table.add_column(role.value, justify="right")
    table.add_column("status", no_wrap=True)
    for record in sorted(records, key=lambda r: (r.paper.title or r.source).casefold()):
        roles = Counter(dataset.role for dataset in record.datasets)
        table.add_row(
            Text(printable(record.paper.title or record.source)),
            Text(printable(record.key)),
            *(str(roles[role]) if roles[role] else "·" for role in Role),
            Text(record.status.value, style=STATUS_STYLE[record.status]),
        )
    terminal().print(table)
