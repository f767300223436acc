"""What ``map`` says in the end: how many values of which field were used, and why others were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paper2dcat.pipeline.mapping import Mapped


def summary(mapped: Mapped) -> Iterator[str]:
    """Yield a headline and a table of fields: what became of values held against a paper, or of those written."""
    datasets = sum(len(record.datasets) for record in mapped.records)
    yield f"{_count(len(mapped.records), 'paper')}, {_count(datasets, 'dataset')}"
    rows = list(_checked(mapped) if mapped.grounded else _written(mapped))
    if len(rows) > 1:
        widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
        for row in rows:
            cells = [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:-1], widths[1:], strict=True)),
            ]
            yield "  ".join([*cells, row[-1]]).rstrip()


def _checked(mapped: Mapped) -> Iterator[Sequence[str]]:
    from paper2dcat.tally import tally

    yield "field", "claimed", "kept", "corrected", "dropped", ""
    for key, count in tally(mapped.records).items():
        if count.claimed:
            numbers = (count.claimed, count.kept, count.corrected, count.dropped)
            yield key, *(f"{number:,}" for number in numbers), ""


def _written(mapped: Mapped) -> Iterator[Sequence[str]]:
    from paper2dcat.model import FIELDS

    yield "field", "used", "left out", "why"
    for field in FIELDS:
        used = sum(len(d.values(field.name)) for record in mapped.records for d in record.datasets)
        reasons = sorted(mapped.unusable.get(field.key, {}).items(), key=lambda item: (-item[1], item[0]))
        if used or reasons:
            why = ", ".join(f"{code} {count:,}" for code, count in reasons)
            yield field.key, f"{used:,}", f"{sum(count for _, count in reasons):,}", why


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
