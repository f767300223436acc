"""What a query gives: rows, statements, or yes or no."""

from __future__ import annotations

import heapq
import operator
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Final, TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to SELECT: a term or None in each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self) -> list[tuple[str, ...]]:
        """Return the rows as plain text: IRIs, and literals without language and datatype; empty for None."""
        return [tuple("" if term is None else term.value for term in row) for row in self.rows]


class Statements:
    """The answer to CONSTRUCT or DESCRIBE: each statement once, in the order of its N-Triples line.

    Iterate as often as you like. Up to ``HELD`` statements are kept in memory; more lie sorted in a temporary
    file that goes with the object, so an answer may be larger than memory. Raises ``OSError`` when there is
    no room for that file.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        runs: list[IO[str]] = []
        batch: set[ox.Triple] = set()
        for triple in triples:
            batch.add(triple)
            if len(batch) == HELD:
                runs.append(_run(batch))
                batch.clear()
        self._held = tuple(sorted(batch, key=str)) if not runs else ()
        self._file: IO[str] | None = None
        self._count = len(self._held)
        if runs:
            self._file, self._count = _merged([*runs, _run(batch)])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[ox.Triple]:
        if self._file is None:
            return iter(self._held)
        return (quad.triple for quad in ox.parse(path=self._file.name, format=ox.RdfFormat.N_TRIPLES))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Statements):
            return NotImplemented
        return len(self) == len(other) and all(map(operator.eq, self, other))

    __hash__ = None  # type: ignore[assignment]


HELD: Final = 100_000
"""Statements of an answer that are sorted in memory at once."""


def _run(triples: Iterable[ox.Triple]) -> IO[str]:
    """Return a temporary file with the lines of some statements, sorted."""
    file = _temporary()
    file.writelines(f"{line} .\n" for line in sorted(map(str, triples)))
    file.seek(0)
    return file


def _temporary() -> IO[str]:
    """Return a file that is deleted when nothing refers to it any more."""
    return tempfile.NamedTemporaryFile("w+", prefix="paper2dcat-", encoding="utf-8", newline="\n")


def _merged(runs: Sequence[IO[str]]) -> tuple[IO[str], int]:
    """Return one sorted file of several, each line once, and its number of lines."""
    whole, count = _temporary(), 0
    for line, _ in groupby(heapq.merge(*runs, key=lambda line: line[:-3])):
        whole.write(line)
        count += 1
    for run in runs:
        run.close()
    whole.flush()
    return whole, count


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


Answer: TypeAlias = Rows | Statements | Truth
