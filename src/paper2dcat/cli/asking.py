"""What asking a model costs, told before (a dry run), meanwhile and afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from paper2dcat.config import Config
from paper2dcat.display import printable

if TYPE_CHECKING:
    from paper2dcat.model import Usage

_HEAD = ("paper", "requests", "answered already", "tokens in", "tokens out at most", "cost at most")


def estimate_table(found: Iterable[tuple[str, Usage]]) -> Iterator[str]:
    """Yield the lines of a table: what asking about each paper would take, and about all of them."""
    from paper2dcat.extract.llm.usage import add
    from paper2dcat.model import Usage

    papers = list(found)
    total = reduce(add, (usage for _, usage in papers), Usage())
    rows = [_HEAD, *(_row(printable(name), usage) for name, usage in papers)]
    rows.append(_row(f"all {len(papers)}", total))
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def _row(name: str, usage: Usage) -> tuple[str, ...]:
    cost = "no prices" if usage.cost is None else f"{usage.cost:.4f}"
    numbers = (usage.requests, usage.cached, usage.prompt_tokens, usage.answer_tokens)
    return (name, *(f"{number:,}" for number in numbers), cost)


class Meter:
    """Reads the ledger of requests while they are made: what this run has asked for so far."""

    def __init__(self, ledger: Path) -> None:
        from paper2dcat.extract.llm.usage import add, read_ledger
        from paper2dcat.model import Usage

        self._ledger, self._add, self._read = ledger, add, read_ledger
        self.usage = Usage()
        _, self._at = read_ledger(ledger)

    def words(self) -> str:
        """Return what was asked for so far in a few words; nothing when no request was made."""
        papers, self._at = self._read(self._ledger, self._at)
        self.usage = reduce(self._add, papers.values(), self.usage)
        usage = self.usage
        if not usage.requests:
            return ""
        cost = "" if usage.cost is None else f", cost {usage.cost:.4f}"
        requests = f"{usage.requests:,} request{'s' if usage.requests != 1 else ''}"
        return f"{requests}, {usage.prompt_tokens:,} tokens in, {usage.answer_tokens:,} out{cost}"


@contextmanager
def with_ledger(config: Config) -> Iterator[Config]:
    """Give a configuration whose requests are accounted for in a file, if need be one that goes away.

    Without a file every process would count for itself, and a limit on cost would hold for each alone.
    """
    if config.model.ledger is not None:
        yield config
        return
    with TemporaryDirectory(prefix="paper2dcat-") as folder:
        yield replace(config, model=replace(config.model, ledger=Path(folder) / "requests.jsonl"))
