"""Small graphs and big ones are counted in different ways, with the same numbers."""

from __future__ import annotations

import pytest

from paper2dcat.publish import tally
from paper2dcat.publish.tally import Tally

A = b"<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C> <urn:g/paper/p> .\n"
B = b'<urn:a> <urn:says> "x" <urn:g/shared> .\n<urn:b> <urn:says> "x" <urn:g/shared> .\n'


def counted() -> Tally:
    found = Tally()
    found.add("paper/p", A + B)
    found.add("dataset/d", B)
    return found


def test_big_graphs_are_counted_like_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    small = counted()
    numbers, often = small.numbers(), small.held_often()
    assert (numbers.triples, numbers.subjects, numbers.objects) == (3, 2, 2)
    assert small.graphs() == {"urn:g/paper/p": 1, "urn:g/shared": 2}
    assert (numbers.graphs, numbers.statements) == (2, 3)
    assert [count for _, count in often] == [2, 2]
    monkeypatch.setattr(tally, "_MANY", 0)
    assert counted().numbers() == numbers
    assert counted().held_often() == often
