"""Whatever an extractor says, the record holds only slices of the paper, each value with its evidence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from paper2dcat.catalogue import Catalogue
from paper2dcat.ground import ground
from paper2dcat.ground.dataset import RULES
from paper2dcat.model import FIELDS, Basis, Candidate, Claim, Extraction, PaperRecord, Role, Span, Status
from paper2dcat.tally import tally
from tests.ground.test_ground_rules import CREATED, INFO, PAPER

WORDS = st.sampled_from(
    [
        *(
            "MNIST",
            "ImageNet",
            "SQuAD",
            "BERT",
            "PuddleBench",
            "CIFAR-10",
            "Ghost Corpus",
            "Yann LeCun",
            "2009",
            "1.1",
        ),
        *(
            "English",
            "Image",
            "Question answering",
            "https://puddle.example.org/data",
            "10.5281/zenodo.1",
            "et al.",
        ),
        *("", " ", "[3]", "\x00", "\ud800", "a" * 400, "((((", "MNIST and SQuAD", "released in 2016", "\\d+"),
    ]
)
TEXT = WORDS | st.text(max_size=30)
SPAN = st.builds(Span, st.integers(-5, 2000), st.integers(-5, 2000))
CLAIM = st.builds(
    Claim,
    field=st.sampled_from([*RULES, "dcterms:title", "skos:altLabel", "evil:field"]),
    value=TEXT,
    basis=st.sampled_from(list(Basis)),
    span=st.none() | SPAN,
    quote=TEXT,
    reference=st.none() | st.integers(-2, 12),
    source=TEXT,
)
CANDIDATE = st.builds(
    Candidate,
    title=TEXT,
    role=st.sampled_from(list(Role)),
    confidence=st.floats(-1, 2),
    aliases=st.lists(TEXT, max_size=2).map(tuple),
    mentions=st.lists(SPAN, max_size=3).map(tuple),
    claims=st.lists(CLAIM, max_size=6).map(tuple),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(CANDIDATE, max_size=3).map(tuple), st.booleans())
def test_only_slices_with_evidence(candidates: tuple[Candidate, ...], complete: bool) -> None:
    extraction = Extraction(candidates, complete=complete)
    record = ground(PAPER, extraction, INFO, catalogue=Catalogue(), created=CREATED)
    assert record == ground(PAPER, extraction, INFO, catalogue=Catalogue(), created=CREATED)
    assert PaperRecord.model_validate_json(record.to_json()) == record
    assert (record.status is Status.PARTIAL) == (not complete)
    for dataset in record.datasets:
        assert dataset.mentions
        for mention in dataset.mentions:
            assert PAPER.text[mention.start : mention.end] == mention.quote != ""
        for field in FIELDS:
            for value in dataset.values(field.name):
                assert dataset.evidence_for(field.key, value)
        for evidence in dataset.evidence:
            assert evidence.start is not None
            assert PAPER.text[evidence.start : evidence.end] == evidence.quote != ""
    assert all(count.claimed == count.kept + count.dropped for count in tally([record]).values())
