from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from paper2dcat.model import Basis, DatasetRecord, Evidence, Role
from paper2dcat.pipeline.unite import united
from paper2dcat.resolve import Identities
from tests.workspace.records import dataset, record


@dataclass(frozen=True)
class Named:
    slug: str


class OneSlug:
    """Identities where some names are one dataset."""

    def __init__(self, **slugs: str) -> None:
        self.slugs = slugs

    def dataset_of(self, key: str, title: str) -> Named:
        return Named(self.slugs.get(title, title))


def identities(**slugs: str) -> Identities:
    return cast(Identities, OneSlug(**slugs))


def titled(title: str, role: Role, start: int, **values: object) -> DatasetRecord:
    made = dataset(title, role=role, start=start)
    evidence = Evidence(field="dcterms:title", value=title, basis=Basis.STATED, quote=title, page=1)
    return made.model_copy(update={**values, "evidence": (evidence,)})


def test_different_datasets_are_left_alone() -> None:
    paper = record("arXiv:1", dataset("A"), dataset("B", start=200))
    assert united(paper, identities()) is paper


def test_two_names_of_one_dataset_become_one_entry() -> None:
    short = titled("GLUE", Role.MENTIONED, 500, theme=("Language",), description="A benchmark.")
    long = titled("General Language Understanding Evaluation", Role.USED, 100, theme=("Language", "Text"))
    other = titled("MNLI", Role.USED, 300)
    names = identities(GLUE="glue", **{long.title: "glue"})
    first = united(record("arXiv:1", short, other, long), names)
    one, two = first.datasets
    assert two == other
    assert (one.title, one.role, one.alt_label) == (long.title, Role.USED, ("GLUE",))
    assert one.theme == ("Language", "Text")
    assert one.description == "A benchmark."
    assert [mention.start for mention in one.mentions] == [100, 500]
    assert {(e.field, e.value) for e in one.evidence} == {
        ("dcterms:title", long.title),
        ("skos:altLabel", "GLUE"),
    }


def test_evidence_of_values_that_were_not_kept_goes() -> None:
    def dated(title: str, year: str, start: int) -> DatasetRecord:
        made = dataset(title, start=start)
        evidence = Evidence(field="dcterms:issued", value=year, basis=Basis.STATED, quote=year, page=1)
        return made.model_copy(update={"issued": year, "evidence": (evidence,)})

    names = identities(A="one", B="one")
    (one,) = united(record("arXiv:1", dated("A", "2009", 10), dated("B", "2012", 90)), names).datasets
    assert one.issued == "2009"
    assert [evidence.value for evidence in one.evidence] == ["2009"]
