from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.extract.llm.parse import RawField, Reply, parse_reply
from paper2dcat.extract.llm.schema import FIELD_KEYS, reply_schema
from paper2dcat.model import FIELDS, Role
from tests.extract_llm.papers import dataset, reply

ONE = reply(dataset("MNIST"))
EMPTY = reply()


def names(text: str, *, cut: bool = False) -> list[str]:
    read = parse_reply(text, cut=cut)
    assert read.usable, read.problems
    return [item.name for item in read.datasets]


def test_a_reply_in_the_form_described_is_read_whole() -> None:
    field = {"field": "creator", "value": "Yann LeCun", "quote": "", "reference": "R2"}
    read = parse_reply(
        reply(
            dataset(
                "MNIST", also_called=["MNIST database"], role="introduced", reference="R2", fields=[field]
            )
        )
    )
    (found,) = read.datasets
    assert (found.name, found.aliases, found.role, found.reference) == (
        "MNIST",
        ("MNIST database",),
        Role.INTRODUCED,
        2,
    )
    assert found.fields == (RawField("dcterms:creator", "Yann LeCun", "", 2),)
    assert not read.problems


@pytest.mark.parametrize(
    "text",
    [
        EMPTY,
        '{"answer": "no-dataset"}',
        '{"answer": "No dataset", "datasets": []}',
        '{"datasets": []}',
        "[]",
        "<think>There is none.</think>" + EMPTY,
    ],
)
def test_no_dataset_is_an_answer(text: str) -> None:
    assert parse_reply(text) == Reply()


@pytest.mark.parametrize(
    "text",
    [
        f"<think>Perhaps {EMPTY}? No.</think>\n{ONE}",
        f"<think>one</think><think>two {EMPTY}</think>{ONE}",
        f"and so, as I said {EMPTY} </think>{ONE}",
        f"<think>still thinking {EMPTY} hm, rather\n{ONE}",
        f"<think>thinking\n```json\n{ONE}\n```",
        f"<|channel|>analysis<|message|>{EMPTY}?<|end|><|start|>assistant<|channel|>final<|message|>{ONE}",
        f"◁think▷ {EMPTY} ◁/think▷ {ONE}",
        f"<reasoning>{EMPTY}</reasoning>{ONE}",
        f"```json\n{ONE}\n```",
        f"```\n{ONE}\n```\nI hope this helps [1].",
        f"Voici la réponse :\n{ONE}\nBonne journée !",
        f"{ONE}\n\n{ONE}",
        ONE.replace("}", ",}").replace("]", ",]"),
        ONE.replace('"', "'"),
        json.dumps({"result": json.loads(ONE)}),
        json.dumps(json.loads(ONE)["datasets"]),
        json.dumps(json.loads(ONE)["datasets"][0]),
        '{"datasets": ["MNIST"]}'.replace('"MNIST"', '{"title": "MNIST", "role": "used"}'),
    ],
)
def test_an_answer_is_found_in_what_surrounds_it(text: str) -> None:
    assert names(text) == ["MNIST"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "There is no dataset.",
        "没有找到数据集。",
        f"<think>it could be {ONE} but I am not sure",
        f"{ONE}\n{EMPTY}",
        f"{ONE} or rather {reply(dataset('SQuAD'))}",
        '{"answer": "no-dataset", "datasets": [{"name": "MNIST", "role": "used"}]}',
        '{"answer": "datasets"}',
        '{"answer": "datasets", "datasets": "MNIST"}',
        "42",
        '{"type": "object", "properties": {}}',
    ],
)
def test_what_is_no_answer_or_two_is_not_guessed_at(text: str) -> None:
    read = parse_reply(text)
    assert not read.usable
    assert read.problems


def test_two_answers_count_as_one_when_they_are_the_same() -> None:
    assert names(f"{ONE} {ONE}") == ["MNIST"]


def test_rambling_behind_a_complete_answer_may_be_cut_off() -> None:
    read = parse_reply(f"{ONE}\nI hope that this answer is what you wan", cut=True)
    assert not read.cut
    assert [item.name for item in read.datasets] == ["MNIST"]


def test_json_lines_are_an_answer() -> None:
    lines = "\n".join(json.dumps(dataset(name)) for name in ("MNIST", "SQuAD"))
    assert names(lines) == ["MNIST", "SQuAD"]


def test_a_cut_off_answer_keeps_what_is_whole() -> None:
    whole = reply(
        dataset("MNIST"), dataset("SQuAD", fields=[{"field": "issued", "value": "2016", "quote": "in 2016"}])
    )
    read = parse_reply(whole[: whole.index('"2016"') + 3], cut=True)
    assert read.cut
    assert not read.problems
    assert [item.name for item in read.datasets] == ["MNIST"]


def test_a_cut_off_answer_keeps_a_dataset_that_lacks_only_fields() -> None:
    item = dataset("SQuAD", fields=[{"field": "issued", "value": "2016", "quote": "2016", "reference": None}])
    whole = reply(dataset("MNIST"), item)
    read = parse_reply(whole.rstrip("]}") + "}", cut=True)
    assert read.cut
    assert [item.name for item in read.datasets] == ["MNIST", "SQuAD"]


def test_a_missing_end_is_noticed_when_the_endpoint_keeps_quiet_about_it() -> None:
    assert parse_reply(ONE[:-1]).cut


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ({"role": "used"}, "datasets[0].name is missing"),
        ({"name": "N/A", "role": "used"}, "datasets[0].name is missing"),
        ({"name": "MNIST"}, "datasets[0].role must be"),
        ({"name": "MNIST", "role": "trained on"}, 'not "trained on"'),
        (
            {"name": "MNIST", "role": "used", "fields": [{"value": "x"}]},
            "datasets[0].fields[0].field must be one of",
        ),
        ({"name": "MNIST", "role": "used", "fields": [{"field": "creator"}]}, "fields[0].value is missing"),
        (7, "datasets[0] is not an object"),
    ],
)
def test_faults_are_named_for_the_model(item: object, problem: str) -> None:
    read = parse_reply(json.dumps({"answer": "datasets", "datasets": [item]}))
    assert read.usable
    assert any(problem in said for said in read.problems), read.problems


def test_the_twelve_keys_of_others_are_understood() -> None:
    item = {
        "dcterms:title": "MNIST",
        "role": "used",
        "dcterms:creator": ["Yann LeCun", "Corinna Cortes"],
        "dcterms:issued": 1998,
        "dcat:landingPage": {"value": "http://yann.lecun.com/exdb/mnist/", "quote": "from it"},
        "dcterms:language": "N/A",
        "mls:task": [{"value": "digit recognition", "quote": "digits"}],
    }
    (found,) = parse_reply(json.dumps({"datasets": [item]})).datasets
    assert [(field.key, field.value, field.quote) for field in found.fields] == [
        ("dcterms:creator", "Yann LeCun", ""),
        ("dcterms:creator", "Corinna Cortes", ""),
        ("dcterms:issued", "1998", ""),
        ("dcat:landingPage", "http://yann.lecun.com/exdb/mnist/", "from it"),
        ("mls:task", "digit recognition", "digits"),
    ]


@pytest.mark.parametrize(
    "value", ["N/A", "not specified", "None", "Unknown", "-", "", None, True, {}, "Not mentioned."]
)
def test_placeholders_are_no_values(value: object) -> None:
    field = {"field": "creator", "value": value, "quote": "", "reference": None}
    read = parse_reply(reply(dataset("MNIST", fields=[field])))
    assert read.datasets[0].fields == ()
    assert not read.problems


@pytest.mark.parametrize(
    ("given", "number"),
    [("R3", 3), ("[R3]", 3), ("{R3}", 3), (3, 3), ("3", 3), ("R3, R4", None), (None, None), ("Smith", None)],
)
def test_references_are_numbers(given: object, number: int | None) -> None:
    assert parse_reply(reply(dataset("MNIST", reference=given))).datasets[0].reference == number


def test_text_from_a_model_is_clean() -> None:
    (found,) = parse_reply(reply(dataset("MN\u202eIST\x00 \n set\ud800"))).datasets
    assert found.name == "MNIST set?"


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "role", "fields", "field", "value", "quote", "reference"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.lists(_ANYTHING, max_size=4))
def test_no_reply_breaks_the_parser(items: list[Any]) -> None:
    read = parse_reply(json.dumps({"answer": "datasets", "datasets": items}))
    assert all(found.name and found.name == found.name.strip() for found in read.datasets)


def test_the_schema_and_the_parser_know_the_same_fields() -> None:
    item = reply_schema()["properties"]["datasets"]["items"]
    listed = item["properties"]["fields"]["items"]["properties"]["field"]["enum"]
    assert listed == list(FIELD_KEYS)
    assert set(FIELD_KEYS.values()) == {field.key for field in FIELDS} - {"dcterms:title"}
    for name in listed:
        field = {"field": name, "value": "x1", "quote": "", "reference": None}
        (found,) = parse_reply(reply(dataset("MNIST", fields=[field]))).datasets
        assert found.fields == (RawField(FIELD_KEYS[name], "x1"),)


_NAMES = st.sampled_from(
    ["MNIST", "Penn Treebank", "données de Paris", "数据集", "Набор-1", "SQuAD 1.1", 'the "big" one']
)
_ANSWERS = st.lists(_NAMES, max_size=3, unique=True).map(lambda names: reply(*map(dataset, names)))
_TALK = st.sampled_from(
    [
        "",
        "Here it is:",
        "Voici la réponse :",
        "答えは次のとおりです。",
        "Вот ответ:",
        "I see [P1] and {R2}.",
        "# Answer",
    ]
)
_THOUGHTS = st.sampled_from(
    ["", "Hm.", '{"answer": "no-dataset"}?', 'Maybe ["x", {"name": "Ghost"}]', reply(dataset("Ghost"))]
)
_TRACES = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("◁think▷", "◁/think▷"),
    ("<reasoning>", "</reasoning>"),
)
_FENCES = ("", ""), ("```json\n", "\n```"), ("```\n", "\n```"), ("~~~\n", "\n~~~")


@given(
    _ANSWERS,
    _THOUGHTS,
    _TALK,
    _TALK,
    st.sampled_from(_TRACES),
    st.sampled_from(_FENCES),
    st.booleans(),
    st.booleans(),
)
def test_whatever_surrounds_an_answer_it_is_the_answer(
    text: str,
    thought: str,
    before: str,
    after: str,
    trace: tuple[str, str],
    fence: tuple[str, str],
    opened: bool,
    commas: bool,
) -> None:
    """Traces (with the start that some servers swallow), fences, talk in other languages, trailing commas."""
    said = text.replace("}", ",}").replace("]", ",]").replace("[,]", "[]") if commas else text
    traced = f"{trace[0] if opened else ''}{thought}{trace[1]}"
    read = parse_reply(f"{traced}{before}\n{fence[0]}{said}{fence[1]}\n{after}")
    assert read == parse_reply(text)


@given(_ANSWERS, _ANSWERS, _THOUGHTS, st.data())
def test_a_cut_off_answer_or_two_answers_never_say_more(
    one: str, other: str, thought: str, data: st.DataObject
) -> None:
    """Cut anywhere, or beside another answer: what is read was said, or nothing is read."""
    whole = f"<think>{thought}</think>{one}"
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    said = {item.name for item in parse_reply(one).datasets}
    read = parse_reply(cut, cut=True)
    assert "</think>" in cut or not read.usable
    assert {item.name for item in read.datasets} <= said
    both = parse_reply(f"{one} or {other}")
    assert both.usable is (parse_reply(one) == parse_reply(other))
