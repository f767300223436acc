from __future__ import annotations

import pytest

from paper2dcat.extract.llm.context import Part
from paper2dcat.extract.llm.interpret import CONFIDENCE, Interpreter
from paper2dcat.extract.llm.merge import merged, unique_claims
from paper2dcat.extract.llm.parse import RawDataset, RawField
from paper2dcat.extract.llm.units import passage_units
from paper2dcat.model import Basis, Candidate, Claim, Role
from tests.extract_llm.papers import odd_words

PAPER = odd_words()
PART = Part(tuple(passage_units(PAPER)))


def interpret(raw: RawDataset) -> tuple[Candidate, list[tuple[str, str]]]:
    notes: list[tuple[str, str]] = []
    candidate = Interpreter(PAPER, PART, lambda about, problem: notes.append((about, problem))).candidate(raw)
    return candidate, notes


def values(field: RawField) -> list[str]:
    candidate, _ = interpret(RawDataset("MNIST", Role.USED, fields=(field,)))
    return [claim.value for claim in candidate.claims if claim.field == field.key]


def test_a_statement_becomes_claims_with_their_support() -> None:
    raw = RawDataset(
        "MNIST",
        Role.USED,
        quote="“evaluated on the MNIST test set [2] {R2} …”",
        aliases=("MNIST test set",),
        reference=2,
        fields=(
            RawField("dcterms:creator", "Yann LeCun", "", 2),
            RawField("mls:task", "digits", "of digits"),
        ),
    )
    candidate, notes = interpret(raw)
    assert not notes
    assert (candidate.title, candidate.role, candidate.confidence) == ("MNIST", Role.USED, CONFIDENCE)
    title, cited, creator, task = candidate.claims
    assert title == Claim("dcterms:title", "MNIST", quote="evaluated on the MNIST test set [2]")
    assert (cited.field, cited.basis, cited.reference) == ("cito:citesAsDataSource", Basis.REFERENCE, 1)
    assert cited.value == "The MNIST database of handwritten digits"
    assert creator == Claim("dcterms:creator", "Yann LeCun", Basis.REFERENCE, reference=1)
    assert task == Claim("mls:task", "digits", quote="of digits")


@pytest.mark.parametrize("number", [0, 9, 10**6])
def test_an_entry_that_was_not_shown_supports_nothing(number: int) -> None:
    candidate, notes = interpret(
        RawDataset(
            "MNIST", Role.USED, reference=number, fields=(RawField("dcterms:creator", "X Y", "", number),)
        )
    )
    assert [(claim.field, claim.reference) for claim in candidate.claims] == [
        ("dcterms:title", None),
        ("dcterms:creator", None),
    ]
    assert all(f"entry R{number} was not among those shown" in problem for _, problem in notes)
    assert len(notes) == 2


def test_a_missing_role_becomes_the_weakest_and_is_told() -> None:
    candidate, notes = interpret(RawDataset("MNIST", None))
    assert candidate.role is Role.MENTIONED
    assert len(notes) == 1


def test_what_the_model_says_a_thing_is_is_kept() -> None:
    candidate, _ = interpret(RawDataset("ResNet-50", Role.USED, kind="model"))
    assert candidate.kind == "model"


@pytest.mark.parametrize(
    ("given", "persons"),
    [
        ("Yann LeCun", ["Yann LeCun"]),
        ("Yann LeCun; Corinna Cortes", ["Yann LeCun", "Corinna Cortes"]),
        ("Yann LeCun and Corinna Cortes", ["Yann LeCun", "Corinna Cortes"]),
        ("Yann LeCun, Corinna Cortes, and Chris Burges", ["Yann LeCun", "Corinna Cortes", "Chris Burges"]),
        ("Krizhevsky, Alex", ["Krizhevsky, Alex"]),
        ("LeCun, Y.", ["LeCun, Y."]),
        ("Jia Deng et al.", ["Jia Deng"]),
        ("Jia Deng, Wei Dong, et al", ["Jia Deng", "Wei Dong"]),
    ],
)
def test_several_persons_in_one_string_are_parted(given: str, persons: list[str]) -> None:
    assert values(RawField("dcterms:creator", given)) == persons


def test_a_doi_is_bare() -> None:
    assert values(RawField("dcterms:identifier", "https://doi.org/10.5281/zenodo.1")) == ["10.5281/zenodo.1"]


def candidate(title: str, role: Role = Role.USED, **more: object) -> Candidate:
    return Candidate(title, role, CONFIDENCE, **more)  # type: ignore[arg-type]


def test_one_name_is_one_dataset_with_the_strongest_role() -> None:
    both = merged([candidate("CIFAR-10", Role.MENTIONED), candidate("CIFAR10 dataset")], "")
    assert [(c.title, c.role, c.aliases) for c in both] == [("CIFAR-10", Role.USED, ("CIFAR10 dataset",))]


def test_what_a_model_calls_an_alias_merges_nothing_unless_the_paper_says_so() -> None:
    ten, hundred = candidate("CIFAR-10", aliases=("CIFAR-100",)), candidate("CIFAR-100")
    assert len(merged([ten, hundred], "We use CIFAR-10 and CIFAR-100.")) == 2
    long, short = candidate("Stanford Question Answering Dataset", aliases=("SQuAD",)), candidate("SQuAD")
    assert len(merged([long, short], "the Stanford Question Answering Dataset (SQuAD) is")) == 1


def test_a_dataset_and_a_model_of_one_name_stay_apart() -> None:
    assert len(merged([candidate("Atari"), candidate("Atari", kind="model")], "")) == 2


def test_equal_claims_are_one_and_the_one_with_a_quote_stays() -> None:
    bare, quoted = Claim("mls:task", "Parsing"), Claim("mls:task", "parsing", quote="for parsing")
    assert unique_claims((bare, quoted, Claim("mls:task", "tagging"))) == (
        quoted,
        Claim("mls:task", "tagging"),
    )
    of_entries = tuple(Claim("dcterms:creator", "A B", Basis.REFERENCE, reference=index) for index in (1, 2))
    assert unique_claims(of_entries) == of_entries
