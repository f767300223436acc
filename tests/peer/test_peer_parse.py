"""The forms that records come in, and what becomes of each paper."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.errors import RecordError
from paper2dcat.model import (
    Basis,
    DatasetRecord,
    Evidence,
    ExtractorInfo,
    PaperDescription,
    PaperRecord,
    Role,
    Status,
)
from paper2dcat.peer import parse_records, unusable

CREATED = "2026-01-01T00:00:00Z"
MNIST = {
    "dcterms:title": "MNIST",
    "dcterms:creator": ["Yann LeCun", "et al."],
    "dcterms:description": "N/A",
    "dcterms:issued": "around 1998",
    "dcterms:language": "",
    "dcterms:identifier": "http://yann.lecun.com/exdb/mnist/",
    "dcat:theme": ["Computer Vision", "Baking"],
    "dcat:keyword": ["digits"],
    "dcat:landingPage": "http://yann.lecun.com/exdb/mnist/",
    "dcterms:hasVersion": "Not specified",
    "dcterms:format": "Image",
    "mls:task": ["Image Classification"],
}
RECORD = PaperRecord(
    source="a.pdf",
    sha256="1" * 64,
    status=Status.OK,
    paper=PaperDescription(title="A paper"),
    extractor=ExtractorInfo(name="offline", version="1"),
    datasets=(
        DatasetRecord(
            title="MNIST",
            role=Role.USED,
            confidence=0.9,
            issued="1998",
            evidence=(
                Evidence(
                    field="dcterms:issued",
                    value="1998",
                    basis=Basis.STATED,
                    quote="in 1998",
                    page=1,
                    start=3,
                    end=10,
                ),
            ),
        ),
    ),
    created=CREATED,
)


def paper(**more: Any) -> dict[str, Any]:
    return {"id": "212", "title": "A Study of Things", "datasets": [MNIST], **more}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (json.dumps(MNIST), [["MNIST"]]),
        (json.dumps([MNIST, {**MNIST, "dcterms:title": "SVHN"}]), [["MNIST", "SVHN"]]),
        (json.dumps(paper()), [["MNIST"]]),
        (json.dumps([paper(), paper(id="213")]), [["MNIST"], ["MNIST"]]),
        (f"{json.dumps(paper())}\n\n{json.dumps(paper(datasets=[]))}\n", [["MNIST"], []]),
        (f"{json.dumps(MNIST)}\n{json.dumps(MNIST)}", [["MNIST"], ["MNIST"]]),
        (RECORD.to_json(), [["MNIST"]]),
        (f"{RECORD.to_json()}\n{RECORD.to_json()}", [["MNIST"], ["MNIST"]]),
        (f"{RECORD.to_json()}\n{json.dumps(paper())}", [["MNIST"], ["MNIST"]]),
        ("[]", [[]]),
    ],
)
def test_forms(text: str, titles: list[list[str]]) -> None:
    papers = parse_records(text, "reply.json")
    assert [[d.title for d in p.unverified(CREATED).datasets] for p in papers] == titles


@pytest.mark.parametrize("text", ["", "  \n", "no JSON at all", "NaN", "[" * 100_000])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_records(text, "reply.json")
    assert "reply.json" in str(caught.value)


def test_a_broken_line_costs_only_itself() -> None:
    papers = parse_records(f"{json.dumps(paper())}\n{{broken\n", "r.jsonl")
    assert [len(p.candidates) for p in papers] == [1, 0]
    assert [i.code for i in papers[1].issues] == ["not-json"]
    assert papers[1].issues[0].where == "r.jsonl > line 2"


def test_values_are_cleaned_and_told_of() -> None:
    only = parse_records(json.dumps(paper()), "r.json")[0]
    dataset = only.unverified(CREATED).datasets[0]
    assert dataset.creator == ("Yann LeCun",)
    assert dataset.landing_page == "http://yann.lecun.com/exdb/mnist/"
    assert dataset.identifier == ()
    assert dataset.theme == ("Computer vision",)
    assert dataset.keyword == ("Baking", "digits")
    assert dataset.evidence == ()
    assert dataset.mentions == ()
    assert unusable([only]) == {
        "dcterms:creator": {"et-al": 1},
        "dcterms:description": {"placeholder": 1},
        "dcterms:issued": {"approximate-date": 1},
        "dcat:theme": {"not-in-list": 1},
        "dcterms:hasVersion": {"placeholder": 1},
    }
    assert all(issue.where.startswith("r.json > paper 212 > MNIST > ") for issue in only.issues)


def test_an_address_given_as_identifier_is_the_page() -> None:
    item = {"dcterms:title": "X Corpus", "dcterms:identifier": "www.x.org/data"}
    dataset = parse_records(json.dumps(item), "r.json")[0].unverified(CREATED).datasets[0]
    assert (dataset.landing_page, dataset.identifier) == ("http://www.x.org/data", ())


@pytest.mark.parametrize(
    "title", ["BERT", "ResNet-50", "A Study of Things", "", "N/A", None, 7.5, ["", None], {}]
)
def test_what_is_no_dataset(title: object) -> None:
    text = json.dumps(paper(datasets=[{**MNIST, "dcterms:title": title}]))
    only = parse_records(text, "r.json")[0]
    if title != 7.5:
        assert only.candidates == ()
        assert {i.code for i in only.issues} & {"not-a-dataset", "no-title"}


@pytest.mark.parametrize(
    ("paper_title", "title", "kept"),
    [
        (
            "PipeMare: Asynchronous Pipeline Parallel Training",
            "Asynchronous Pipeline Parallel Training",
            False,
        ),
        ("PuddleBench: A Large Corpus of Puddles", "A Large Corpus of Puddles", True),
        ("PuddleBench: A Study of Puddles", "PuddleBench", True),
    ],
)
def test_half_of_the_papers_title_is_the_paper_too(paper_title: str, title: str, kept: bool) -> None:
    text = json.dumps(paper(title=paper_title, datasets=[{**MNIST, "dcterms:title": title}]))
    assert bool(parse_records(text, "r.json")[0].candidates) is kept


def test_misspelt_and_bare_keys() -> None:
    item = {"title": "X Corpus", "dterms:creator": ["Ada Lovelace"], "colour": "red"}
    only = parse_records(json.dumps(item), "r.json")[0]
    assert only.unverified(CREATED).datasets[0].creator == ("Ada Lovelace",)
    assert [i.code for i in only.issues] == ["unknown-key"]


def test_one_name_is_one_dataset() -> None:
    items = [MNIST, {**MNIST, "dcterms:title": "mnist dataset", "dcterms:hasVersion": "2"}]
    datasets = parse_records(json.dumps(items), "r.json")[0].unverified(CREATED).datasets
    assert [(d.title, d.has_version) for d in datasets] == [("MNIST", "2")]


def test_roles_are_claimed_only_where_the_input_has_them() -> None:
    bare = parse_records(json.dumps(paper()), "r.json")[0]
    assert bare.unverified(CREATED).datasets[0].role is Role.MENTIONED
    assert bare.extraction().candidates[0].role is Role.USED
    said = parse_records(json.dumps(paper(datasets=[{**MNIST, "role": "introduced"}])), "r.json")[0]
    assert said.unverified(CREATED).datasets[0].role is Role.INTRODUCED


def test_our_own_record_keeps_its_evidence_until_it_is_unverified() -> None:
    only = parse_records(RECORD.to_json(), "r.json")[0]
    assert only.record == RECORD
    assert only.unverified(CREATED).datasets[0].evidence == ()
    claims = only.extraction().candidates[0].claims
    assert [(c.field, c.value) for c in claims] == [("dcterms:issued", "1998")]


def test_a_malformed_record_of_ours_is_an_issue() -> None:
    text = json.dumps({"schema": "paper2dcat/1", "source": 3})
    assert [i.code for i in parse_records(text, "r.json")[0].issues] == ["not-a-record"]


leaves = st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | st.text(max_size=20)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*MNIST, "role", "confidence", "id", "datasets", "schema"]), values))
def test_no_object_makes_parsing_fail(item: dict[str, Any]) -> None:
    for found in parse_records(json.dumps([item, paper(datasets=item)]), "r.json"):
        PaperRecord.model_validate_json(found.unverified(CREATED).to_json())
