"""What catalogues add: only where papers are silent, only in their own graph, always with the entry."""

from __future__ import annotations

from pyoxigraph import NamedNode

from paper2dcat.catalogue import Catalogue, CatalogueEntry
from paper2dcat.config import DEFAULT_BASE, Config
from paper2dcat.describe import describe_catalogue_facts
from paper2dcat.model import DatasetRecord
from paper2dcat.resolve import Curation, resolve
from paper2dcat.vocab import DCAT, DCTERMS, MLS, P2D, PROV
from tests.describe.records import cifar, paper

ENTRY = CatalogueEntry(
    "https://catalogue.example/cifar10",
    "CIFAR-10",
    "Example catalogue",
    creators=("Somebody Else",),
    issued="1999",
    landing_page="https://cifar.example/",
    languages=("English",),
    tasks=("Image classification",),
)


def facts(dataset: DatasetRecord) -> list[tuple[str, str, str, str]]:
    record, catalogue = paper(dataset), Catalogue([ENTRY])
    identities = resolve([record], catalogue=catalogue, curation=Curation())
    quads = describe_catalogue_facts(identities, [record], catalogue, Config())
    return [(str(q.subject), q.predicate.value, str(q.object), str(q.graph_name)) for q in quads]


def test_a_silent_paper_is_completed_in_the_catalogue_graph() -> None:
    found = facts(cifar().model_copy(update={"landing_page": "", "task": (), "evidence": ()}))
    page = [row for row in found if row[1] == DCAT.landingPage.value]
    assert [row[2] for row in page] == ["<https://cifar.example/>"]
    assert any(row[1] == MLS.definedOn.value for row in found)
    graphs = {row[3] for row in found}
    assert graphs == {str(NamedNode(f"{DEFAULT_BASE}graph/catalogue-based"))}
    sources = [row[2] for row in found if row[1] == PROV.hadPrimarySource.value]
    assert sources and set(sources) == {f"<{ENTRY.iri}>"}
    assert {row[2] for row in found if row[1] == P2D.basis.value} == {str(P2D.catalogue)}


def test_what_the_paper_says_is_not_said_again() -> None:
    spoken = cifar().model_copy(
        update={"landing_page": "https://own.example/", "task": ("Image classification",)}
    )
    assert facts(spoken) == []


def test_makers_and_years_are_never_taken_from_a_catalogue() -> None:
    found = facts(cifar().model_copy(update={"creator": (), "issued": "", "evidence": ()}))
    assert not [row for row in found if row[1] in (DCTERMS.creator.value, DCTERMS.issued.value)]
    assert not [row for row in found if "Somebody" in row[2]]
