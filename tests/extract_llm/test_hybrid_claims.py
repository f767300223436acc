"""What two extractors say of one dataset, from claims through the record into the graph."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from paper2dcat.catalogue import Catalogue
from paper2dcat.config import Config
from paper2dcat.describe import describe_paper
from paper2dcat.extract.hybrid import combined
from paper2dcat.ground import ground
from paper2dcat.model import (
    Basis,
    Candidate,
    Claim,
    DatasetRecord,
    Evidence,
    Extraction,
    ExtractorInfo,
    PaperRecord,
    Role,
)
from paper2dcat.peer import parse_records
from paper2dcat.resolve import Curation, NoCatalogue, resolve
from paper2dcat.validate import validate
from paper2dcat.vocab import DCAT, P2D, RDF
from tests.ground.papers import make_paper, paragraph

PAPER = make_paper(
    [
        paragraph(
            "We train on the MNIST dataset [1], available at https://a.example/mnist, and evaluate on the MNIST"
            " test set [2], available at https://b.example/mnist."
        )
    ],
    (
        ("1", ["Yann LeCun"], "The MNIST database of handwritten digits", "1998"),
        ("2", ["Corinna Cortes"], "The MNIST dataset revisited", "2010"),
    ),
)
CREATOR, ISSUED, PAGE = "dcterms:creator", "dcterms:issued", "dcat:landingPage"
A, B = "https://a.example/mnist", "https://b.example/mnist"


def said(*claims: Claim) -> Extraction:
    return Extraction((Candidate("MNIST", Role.USED, 0.5, claims=claims),))


def of_entry(field: str, value: str, index: int) -> Claim:
    return Claim(field, value, Basis.REFERENCE, reference=index)


RULES = said(of_entry(CREATOR, "Yann LeCun", 0), of_entry(ISSUED, "1998", 0), Claim(PAGE, A))


def record(model: Extraction) -> PaperRecord:
    info = ExtractorInfo(name="hybrid", version="1", model="m")
    both = combined(PAPER, RULES, model)
    return ground(PAPER, both, info, catalogue=Catalogue(), created="2026-01-01T00:00:00Z")


def only(model: Extraction) -> DatasetRecord:
    (dataset,) = record(model).datasets
    return dataset


def who(pieces: tuple[Evidence, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(piece.field, piece.value): piece.said_by for piece in pieces}


CONTRARY = said(of_entry(CREATOR, "Corinna Cortes", 1), of_entry(ISSUED, "2010", 1), Claim(PAGE, B))


def test_what_both_say_is_said_by_both() -> None:
    dataset = only(
        said(of_entry(CREATOR, "Y. LeCun", 0), Claim("dcterms:identifier", "10.1/none"), Claim(PAGE, A))
    )
    assert who(dataset.evidence) == {
        ("dcterms:title", "MNIST"): ("offline", "llm"),
        (CREATOR, "Yann LeCun"): ("offline", "llm"),
        (ISSUED, "1998"): ("offline",),
        (PAGE, A): ("offline", "llm"),
    }
    assert dataset.conflicts == ()
    assert dataset.confidence == pytest.approx(0.75)


def test_what_contradicts_stands_beside() -> None:
    dataset = only(CONTRARY)
    assert (dataset.creator, dataset.issued, dataset.landing_page) == (("Yann LeCun",), "1998", A)
    assert who(dataset.conflicts) == {
        (CREATOR, "Corinna Cortes"): ("llm",),
        (ISSUED, "2010"): ("llm",),
        (PAGE, B): ("llm",),
    }
    for piece in dataset.conflicts:
        assert piece.start is not None
        assert PAPER.text[piece.start : piece.end] == piece.quote
    codes = [issue.code for issue in record(CONTRARY).issues if issue.stage == "ground"]
    assert codes == ["conflict"] * 3


def test_a_contradiction_that_the_paper_does_not_bear_out_is_none() -> None:
    dataset = only(
        said(Claim(ISSUED, "1923"), of_entry(CREATOR, "Eve Nobody", 0), Claim(PAGE, "https://c.example/"))
    )
    assert dataset.conflicts == ()


def test_one_extractor_does_not_contradict_itself() -> None:
    claims = (of_entry(ISSUED, "1998", 0), of_entry(ISSUED, "2010", 1))
    info = ExtractorInfo(name="llm", version="1")
    alone = ground(PAPER, said(*claims), info, catalogue=Catalogue(), created="2026-01-01T00:00:00Z")
    assert alone.datasets[0].conflicts == ()
    assert "said_by" not in alone.to_json()
    assert "conflicts" not in alone.to_json()


def test_the_record_comes_back_and_its_claims_too() -> None:
    whole = record(CONTRARY)
    assert PaperRecord.model_validate_json(whole.to_json()) == whole
    assert json.loads(whole.to_json())["datasets"][0]["conflicts"][0]["said_by"] == ["llm"]
    (again,) = parse_records(whole.to_json(), "r.json")
    grounded = ground(
        PAPER, again.extraction(), whole.extractor, catalogue=Catalogue(), created="2026-01-01T00:00:00Z"
    )
    assert grounded.datasets == whole.datasets
    assert not again.unverified("2026-01-01T00:00:00Z").datasets[0].conflicts


def test_the_graph_has_both_claims_and_states_one() -> None:
    whole = record(CONTRARY)
    identities = resolve([whole], catalogue=NoCatalogue(), curation=Curation())
    quads = describe_paper(whole, identities, Config())
    values: dict[object, object] = {q.subject: q.object for q in quads if q.predicate == RDF.object}
    sayers = {(q.subject, q.object) for q in quads if q.predicate == P2D.saidBy}
    against = [(q.subject, q.object) for q in quads if q.predicate == P2D.conflictsWith]
    assert len(against) == 3
    for claim, other in against:
        assert (claim, ox.Literal("llm")) in sayers
        assert (other, ox.Literal("offline")) in sayers
        assert values[claim] != values[other]
    pages = {q.object for q in quads if q.predicate == DCAT.landingPage}
    assert pages == {ox.NamedNode(A)}
    results = [r for r in validate(quads, profile="core").results if r.severity == "Violation"]
    # Only what identities state elsewhere is missing from one paper's part of the graph.
    assert not [r for r in results if "claim" in str(r.focus)]
