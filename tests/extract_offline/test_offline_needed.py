"""The words that sentences are looked through for first stand in everything that the finders' patterns find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paper2dcat.extract.offline import announced, finder

NEEDED = dict(finder._FINDERS)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (re.compile(finder._LOWER_CASE.pattern.replace("(?=", "(?:")), NEEDED[finder._uncommon]),
        (finder._HELD, NEEDED[finder._held]),
        (finder._TAKEN_FROM, NEEDED[finder._taken_from]),
        (finder._SHARED_TASK, NEEDED[finder._shared_tasks]),
        (announced._LEAD, announced._NEEDED),
        (announced._TAIL, announced._NEEDED),
    ],
    ids=("lower case", "held", "taken from", "shared task", "lead", "tail"),
)
@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_what_a_pattern_finds_has_a_needed_word(
    pattern: re.Pattern[str], needed: tuple[str, ...], data: st.DataObject
) -> None:
    found = data.draw(st.from_regex(pattern, fullmatch=True))
    said = found.casefold() if pattern.flags & re.IGNORECASE else found
    assert any(word in said for word in needed)
