from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.extract.llm.lenient import find_values

_SCALARS = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=12)
_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)
_OBJECTS = st.dictionaries(st.text(min_size=1, max_size=6), _JSON, min_size=1, max_size=4)


@given(
    _OBJECTS,
    st.sampled_from(["", "Here you are:\n```json\n", "see below. "]),
    st.sampled_from(["", "\n```", " Done."]),
)
def test_valid_json_is_read_exactly(value: dict[str, object], before: str, after: str) -> None:
    found = find_values(before + json.dumps(value) + after)
    assert [item.value for item in found] == [value]
    assert found[0].complete


@given(_OBJECTS, st.data())
def test_a_cut_off_value_never_gains_anything(value: dict[str, object], data: st.DataObject) -> None:
    whole = json.dumps(value)
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    for found in find_values(cut):
        if found.start == 0:
            assert not found.complete
            assert _within(found.value, value)


def _within(part: object, whole: object) -> bool:
    """Say whether everything in ``part`` stands at the same place in ``whole``."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(item, whole[key]) for key, item in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) <= len(whole) and all(map(_within, part, whole))
    return part == whole


@given(st.text(alphabet='{}[]":,\\ \nab1‘’“”', max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    for found in find_values(text):
        assert isinstance(found.value, dict | list)
        assert text[found.start] in "{["


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2,], "b": "x",}', {"a": [1, 2], "b": "x"}),
        ("{'a': 'x', 'b': None, 'c': True}", {"a": "x", "b": None, "c": True}),
        ('{a: "x", b: 2009}', {"a": "x", "b": 2009}),
        ('{"a": "the "big" one", "b": 1}', {"a": 'the "big" one', "b": 1}),
        ('{"a": "one\ntwo"}', {"a": "one\ntwo"}),
        ('{"a": "x"\n "b": "y"}', {"a": "x", "b": "y"}),
        ('{"a": 1 // so they say\n, "b": 2}', {"a": 1, "b": 2}),
        ("{“a”： “x”， “b”： “y”}", {"a": "x", "b": "y"}),
        (r'{"a": "\alpha", "b": "\u00e9", }', {"a": r"\alpha", "b": "é"}),
        ('{"a": "it\'s"}', {"a": "it's"}),
        ("{'a': 'it's so', 'b': 1}", {"a": "it's so", "b": 1}),
    ],
)
def test_what_models_get_wrong_is_forgiven(text: str, value: object) -> None:
    assert [found.value for found in find_values(text)] == [value]


def test_brackets_in_prose_do_not_hide_the_answer() -> None:
    text = 'As [P1 says] and [3] and {R2} show, see ["x of [P2\n{"answer": "no-dataset", "datasets": []}'
    values = [found.value for found in find_values(text)]
    assert {"answer": "no-dataset", "datasets": []} in values


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '["a' * 40_000, '{"a":' * 30_000, "{'" * 50_000, '[1,"//' * 20_000, '{"a" "b"' * 15_000],
)
def test_hostile_answers_take_no_time(text: str) -> None:
    started = time.process_time()
    find_values(text)
    assert time.process_time() - started < 5
