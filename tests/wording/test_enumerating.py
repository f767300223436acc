"""Lists of datasets in which each has its own citation."""

from __future__ import annotations

import time

import pytest

from paper2dcat.enumerating import enumerated
from paper2dcat.model import Span


def among(text: str, name: str, mark: str) -> bool:
    at = text.index(name)
    cited = text.index(mark, at)
    return enumerated(text, Span(0, len(text)), Span(at, at + len(name)), Span(cited, cited + len(mark)))


FRUIT = "Some datasets for fruit recognition including Apple [1], Pear and Plum [2], Fig [3] and Lime [4] are old."
BY = "Large datasets (Apple by Kim et al. (2015) and Pear Tree Set by Roe (2016)) helped."


@pytest.mark.parametrize(
    ("text", "name", "mark"),
    [
        (FRUIT, "Apple", "[1]"),
        (FRUIT, "Pear", "[2]"),
        (FRUIT, "Plum", "[2]"),
        (FRUIT, "Lime", "[4]"),
        (BY, "Apple", "Kim et al. (2015)"),
        (BY, "Pear Tree Set", "Roe (2016)"),
        ("There are corpora: the Apple dataset (Kim, 2015), and Pear (Roe, 2016).", "Apple", "Kim, 2015"),
    ],
)
def test_an_item_with_its_citation(text: str, name: str, mark: str) -> None:
    assert among(text, name, mark)


@pytest.mark.parametrize(
    ("text", "name", "mark"),
    [
        (FRUIT, "Apple", "[2]"),
        ("Datasets such as Apple [1] are old.", "Apple", "[1]"),
        ("Models such as Apple [1], Pear [2] and Fig [3] are old.", "Pear", "[2]"),
        ("Datasets such as Apple [1], Pear and Fig [2] are old.", "Pear", "[2]"),
        ("Datasets such as Apple [1] were used to train Pear [2] and Fig [3].", "Pear", "[2]"),
    ],
)
def test_other_places(text: str, name: str, mark: str) -> None:
    assert not among(text, name, mark)


def test_a_long_list_is_looked_at_in_no_time() -> None:
    text = (
        "Datasets such as " + ", ".join(f"Name {n} Of Data" for n in range(400)) + " and Pear [2], Fig [3]."
    )
    started = time.process_time()
    among(text, "Pear", "[2]")
    assert time.process_time() - started < 1
