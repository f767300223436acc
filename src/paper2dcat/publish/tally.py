"""Counting a graph that is too big for memory: what VoID tells of it, and which statements several hold.

Only 64-bit digests are kept, eight bytes each; with ten million statements the chance that any two of them
collide is one in a million.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

TYPE: Final = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_MANY: Final = 200_000
"""From so many digests on numpy sorts them where they are: sets take ten times the memory."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a graph holds; a triple that stands in two named graphs counts once, save in ``statements``."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    graphs: int = 0
    """Number of named graphs."""
    statements: int = 0
    """Number of statements of all named graphs."""
    catalog: int = 0
    """Number of statements that only the description of the catalogue itself makes; no other number has them."""


def digest(line: bytes) -> int:
    """Return the digest of a statement, as a signed number of 64 bits."""
    return int.from_bytes(hashlib.blake2b(line, digest_size=8).digest(), "little", signed=True)


def _array() -> array[int]:
    return array("q")


class Tally:
    """Takes in pieces one after another, then says the numbers of all."""

    def __init__(self) -> None:
        self._triples: defaultdict[bytes, array[int]] = defaultdict(_array)
        self._classes: defaultdict[bytes, array[int]] = defaultdict(_array)
        self._shared: defaultdict[bytes, array[int]] = defaultdict(_array)
        self._subjects = _array()
        self._objects = _array()
        self._own: Counter[bytes] = Counter()

    def add(self, name: str, content: bytes) -> None:
        """Take in a piece. Nothing else says anything in the graph that is named after a paper's piece."""
        own = f"/{name}>".encode() if name.startswith("paper/") else b">>"
        last = b""
        triples, objects = self._triples, self._objects
        for line in content.splitlines(keepends=True):
            statement, _, graph = line[:-3].rpartition(b" ")
            subject, predicate, value = statement.split(b" ", 2)
            triple = hash(statement)
            triples[predicate].append(triple)
            objects.append(hash(value))
            if subject != last:
                self._subjects.append(hash(subject))
                last = subject
            if predicate == TYPE and value[:1] == b"<":
                self._classes[value].append(triple)
            if graph.endswith(own):
                self._own[graph] += 1
            else:
                self._shared[graph].append(digest(line))

    def numbers(self) -> Numbers:
        """Return the numbers of everything that was taken in."""
        properties = {_iri(name): _distinct(found) for name, found in self._triples.items()}
        graphs = self.graphs()
        return Numbers(
            triples=sum(properties.values()),
            subjects=_distinct(self._subjects),
            objects=_distinct(self._objects),
            classes={_iri(name): _distinct(found) for name, found in self._classes.items()},
            properties=properties,
            graphs=len(graphs),
            statements=sum(graphs.values()),
        )

    def graphs(self) -> dict[str, int]:
        """Return the number of statements of each named graph."""
        graphs = {_iri(name): _distinct(found) for name, found in self._shared.items()}
        return graphs | {_iri(name): count for name, count in self._own.items()}

    def held_often(self) -> list[tuple[int, int]]:
        """Return the digest of each statement that more than one piece makes, with how many do."""
        often: list[tuple[int, int]] = []
        for found in self._shared.values():
            if len(found) < _MANY:
                often += ((value, count) for value, count in Counter(found).items() if count > 1)
                continue
            values, counts = _sorted(found)
            many = counts > 1
            often += zip(values[many].tolist(), counts[many].tolist(), strict=True)
        return sorted(often)


def _distinct(numbers: array[int]) -> int:
    return len(set(numbers)) if len(numbers) < _MANY else len(_sorted(numbers)[0])


def _sorted(numbers: array[int]) -> tuple[Any, Any]:
    """Sort numbers where they are; return the different ones and how often each is there."""
    numpy = _numpy()
    view = numpy.frombuffer(numbers, dtype=numpy.int64)
    view.sort()
    starts = numpy.flatnonzero(numpy.concatenate(([True], view[1:] != view[:-1])))
    return view[starts], numpy.diff(starts, append=len(view))


def _numpy() -> Any:
    """Return numpy, whose start takes longer than counting a small graph."""
    import numpy

    return numpy


def _iri(term: bytes) -> str:
    return term[1:-1].decode("utf-8")
