"""The papers of a workspace as a list on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from paper2dcat.display import printable
from paper2dcat.model import PaperRecord, Role, Status

STATUS_STYLE = {
    Status.OK: "green",
    Status.NO_DATASETS: "cyan",
    Status.PARTIAL: "yellow",
    Status.FAILED: "red",
}
_WIDE = 120
_SHORT = {Role.INTRODUCED: "intro", Role.USED: "used", Role.MENTIONED: "named"}
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
    console = terminal()
    shelf = sorted(records, key=lambda r: (r.paper.title or r.source).casefold())
    roles = {role: _SHORT[role] if console.width < _WIDE else role.value for role in Role}
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    key_width = min(max((len(r.key) for r in shelf), default=0), 24 if console.width < _WIDE else 40)
    taken = key_width + sum(len(name) + 2 for name in roles.values()) + len("no-datasets") + 6
    title_width = max(20, console.width - taken)
    table.add_column("paper", no_wrap=True, overflow="ellipsis", width=title_width)
    table.add_column("key", no_wrap=True, overflow="ellipsis", style="dim", width=key_width)
    for name in roles.values():
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    table.add_column("status", no_wrap=True, min_width=len("no-datasets"))
    for record in shelf:
        counts = Counter(dataset.role for dataset in record.datasets)
        table.add_row(
            Text(printable(record.paper.title or record.source)),
            Text(printable(record.key)),
            *(str(counts[role]) if counts[role] else "·" for role in Role),
            Text(record.status.value, style=STATUS_STYLE[record.status]),
        )
    console.print(table)
