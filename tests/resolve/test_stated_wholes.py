"""What descriptions say that a dataset is a part of."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper2dcat.resolve import Curation, FileStore, NoCatalogue, Reason, RelationKind, Resolver, resolve
from paper2dcat.resolve.stated import wholes_stated
from tests.resolve.make import dataset, paper

_PART, _MEMBER = RelationKind.SUBSET_OF, RelationKind.MEMBER_OF


@pytest.mark.parametrize(
    ("description", "kind", "name"),
    [
        ("A subset of Zorvex with forty rivers.", _PART, "zorvex"),
        ("The hilly portion of the original Zorvex River dataset, by hand.", _PART, "zorvexriver"),
        ("Lake levels of Malta, part of the Zorvex benchmark.", _MEMBER, "zorvex"),
        ("It is one part of Zorvex and has two files.", _PART, "zorvex"),
        ("Levels are daily. It is a random sample from Levels of Malta.", _PART, "levelsofmalta"),
    ],
)
def test_what_a_description_says(description: str, kind: RelationKind, name: str) -> None:
    (whole,) = wholes_stated("ZV-40", description)
    assert whole.kind is kind
    assert name in whole.names
    assert whole.quote in description


@pytest.mark.parametrize(
    "description",
    [
        "Made by labelling a subset of Zorvex by hand.",
        "It is based on a subset of Zorvex.",
        "It is no subset of rivers.",
        "A subset of German rivers.",
        "Training samples from Zorvex.",
        "A subset of ZV-40 of our own.",
    ],
)
def test_what_says_nothing_of_it(description: str) -> None:
    assert wholes_stated("ZV-40", description) == ()


def test_a_stated_whole_is_a_relation_with_its_words(tmp_path: Path) -> None:
    part = dataset("Malta Levels", description="A subset of Zorvex with forty rivers.")
    records = [paper("1", part), paper("2", "Zorvex")]
    found = resolve(records, catalogue=NoCatalogue(), curation=Curation())
    (relation,) = found.dataset_of("", "Malta Levels").relations
    assert (relation.kind, relation.target) == (_PART, "zorvex")
    assert (relation.reason, relation.detail) == (Reason.STATED, "A subset of Zorvex with")
    with FileStore(tmp_path / "names.db") as store:
        resolver = Resolver(NoCatalogue(), Curation(), store)
        for record in records:
            resolver.add(record)
        assert resolver.identities() == found
        assert resolver.near("arXiv:2") == ("arXiv:1", "arXiv:2")


def test_one_paper_of_many_that_says_so_means_another_dataset() -> None:
    part = dataset("Malta Levels", description="A subset of Zorvex with forty rivers.")
    others = [paper(str(number), "Malta Levels") for number in range(3, 15)]
    found = resolve(
        [paper("1", part), paper("2", "Zorvex"), *others], catalogue=NoCatalogue(), curation=Curation()
    )
    assert found.dataset_of("", "Malta Levels").relations == ()


def test_an_edition_that_is_said_to_be_part_of_its_series_is_its_edition() -> None:
    edition = dataset("Zorvex 2013", description="Lake levels, part of the Zorvex series.")
    found = resolve([paper("1", edition), paper("2", "Zorvex")], catalogue=NoCatalogue(), curation=Curation())
    (relation,) = found.dataset_of("", "Zorvex 2013").relations
    assert relation.kind is RelationKind.VERSION_OF
