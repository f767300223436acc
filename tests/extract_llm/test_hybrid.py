from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paper2dcat.config import Config
from paper2dcat.extract import load_extractor
from paper2dcat.extract.hybrid import combined
from paper2dcat.model import Candidate, Claim, Extraction, Role, Span, Usage
from tests.extract_llm.papers import dataset, odd_words, reply
from tests.extract_llm.servers import StandIn, answer

PAPER = odd_words()
PLACE = PAPER.text.index("MNIST")


def rules(*claims: Claim, title: str = "MNIST", confidence: float = 0.8) -> Extraction:
    span = Span(PLACE, PLACE + 5)
    return Extraction((Candidate(title, Role.USED, confidence, ("MNIST database",), (span,), claims),))


def model(*claims: Claim, title: str = "MNIST", kind: str = "dataset", role: Role = Role.USED) -> Extraction:
    return Extraction((Candidate(title, role, 0.5, claims=claims, kind=kind),), usage=Usage(requests=1))


def only(extraction: Extraction) -> Candidate:
    (candidate,) = extraction.candidates
    return candidate


@pytest.mark.parametrize("title", ["MNIST", "MNIST dataset", "mnist", "MNIST database"])
def test_agreement_raises_confidence_and_keeps_positions(title: str) -> None:
    both = combined(PAPER, rules(), model(title=title))
    candidate = only(both)
    assert candidate.title == "MNIST"
    assert candidate.confidence == pytest.approx(0.9)
    assert candidate.said_by == ("offline", "llm")
    assert candidate.mentions == (Span(PLACE, PLACE + 5),)
    assert not both.issues
    assert both.usage == Usage(requests=1)


def test_each_value_keeps_who_said_it() -> None:
    ours = rules(Claim("mls:task", "Digit recognition"), Claim("dcterms:format", "Image"))
    theirs = model(Claim("mls:task", "digit recognition", quote="digits"), Claim("dcterms:issued", "1998"))
    said = {claim.field: claim.said_by for claim in only(combined(PAPER, ours, theirs)).claims}
    assert said == {
        "skos:altLabel": ("offline",),
        "mls:task": ("offline", "llm"),
        "dcterms:format": ("offline",),
        "dcterms:issued": ("llm",),
    }


def test_contradicting_values_both_stay_and_are_told() -> None:
    both = combined(PAPER, rules(Claim("dcterms:issued", "1998")), model(Claim("dcterms:issued", "2010")))
    assert [c.value for c in only(both).claims if c.field == "dcterms:issued"] == ["1998", "2010"]
    (issue,) = both.issues
    assert issue.code == "conflicting-claims"
    assert "“1998” (offline), “2010” (llm)" in issue.message


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        ("Yann LeCun", "Y. LeCun", False),
        ("LeCun, Yann", "Yann LeCun", False),
        ("Yann LeCun", "Kaiming He", True),
    ],
)
def test_different_creators_are_told(ours: str, theirs: str, conflict: bool) -> None:
    both = combined(PAPER, rules(Claim("dcterms:creator", ours)), model(Claim("dcterms:creator", theirs)))
    assert bool(both.issues) is conflict


def test_different_words_in_descriptions_are_no_contradiction() -> None:
    key = "dcterms:description"
    assert not combined(PAPER, rules(Claim(key, "some digits")), model(Claim(key, "other words"))).issues


def test_different_roles_are_told_and_the_rules_have_it() -> None:
    both = combined(PAPER, rules(), model(role=Role.INTRODUCED))
    assert only(both).role is Role.USED
    assert "role: used (offline), introduced (llm)" in both.issues[0].message


def test_a_name_that_the_model_judges_no_dataset_is_doubted() -> None:
    both = combined(PAPER, rules(), model(kind="model"))
    assert only(both).confidence == pytest.approx(0.4)
    assert only(both).said_by == ("offline",)
    assert "for a model" in both.issues[0].message


def test_what_only_one_found_is_kept_with_its_own_confidence() -> None:
    both = combined(PAPER, rules(), model(title="SQuAD"))
    assert [(c.title, c.confidence, c.said_by) for c in both.candidates] == [
        ("MNIST", 0.8, ("offline",)),
        ("SQuAD", 0.5, ("llm",)),
    ]


def test_half_an_answer_is_half_an_extraction() -> None:
    assert not combined(PAPER, rules(), replace(model(), complete=False)).complete


def test_the_model_is_asked_to_judge_what_the_rules_found(settings: Config, tmp_path: Path) -> None:
    with StandIn([answer(reply(dataset("MNIST", quote="evaluated on the MNIST test set")))]) as server:
        config = replace(
            settings, model=replace(settings.model, base_url=server.base_url), shipped_catalogue=True
        )
        extractor = load_extractor("hybrid", config)
        found = extractor.extract(PAPER)
    assert extractor.info.name == "hybrid"
    assert extractor.info.model == "stand-in"
    said = {candidate.title: candidate.said_by for candidate in found.candidates}
    assert said["MNIST"] == ("offline", "llm")
    shown = server.requests[0]["messages"][1]["content"]
    assert "MNIST" in shown.split("Names to judge: ")[1].splitlines()[0]
