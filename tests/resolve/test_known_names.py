"""What ``known_names/`` says of names does not contradict itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from paper2dcat.names import normal_form
from paper2dcat.resolve.knowledge import fact_files, together


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return together(fact_files())


@pytest.fixture(scope="module")
def usual(facts: dict[str, Any]) -> dict[str, str]:
    """Return the forms of all other names with that of the usual one."""
    return {normal_form(n): normal_form(names[0]) for names in facts["same"]["names"] for n in names}


def test_no_name_is_that_of_two_datasets(facts: dict[str, Any]) -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for names in facts["same"]["names"]:
        for name in names:
            groups[normal_form(name)].add(normal_form(names[0]))
    assert {form: first for form, first in groups.items() if len(first) > 1} == {}


def test_no_other_name_is_told_twice(facts: dict[str, Any]) -> None:
    told = Counter((name, normal_form(names[0])) for names in facts["same"]["names"] for name in names[1:])
    assert [name for name, times in told.items() if times > 1] == []


def test_nothing_is_a_part_of_itself(facts: dict[str, Any], usual: dict[str, str]) -> None:
    def form(name: str) -> str:
        return usual.get(normal_form(name), normal_form(name))

    tables = [table for kind in ("version", "subset", "collection") for table in facts[kind]]
    assert [(t["of"], n) for t in tables for n in t.get("names", ()) if form(n) == form(t["of"])] == []


def test_names_apart_are_not_one(facts: dict[str, Any], usual: dict[str, str]) -> None:
    forms = [
        [usual.get(normal_form(n), normal_form(n)) for n in names] for names in facts["different"]["names"]
    ]
    assert [names for names in forms if len(set(names)) < len(names)] == []
