from __future__ import annotations

from pathlib import Path

import pytest
from training.build_catalogue import spelled_out

from paper2dcat import resources
from paper2dcat.catalogue import Catalogue, CatalogueEntry, load_catalogue, read_entries
from paper2dcat.config import Config
from paper2dcat.errors import GraphError, UsageError

OWN = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://x.org/c> a dcat:Catalog ; dcterms:title "Own list"@en .
<https://x.org/d> a dcat:Dataset ; dcterms:title "Beispiel"@de, "Sample Set (SSX)"@en ; skos:altLabel "SmplSet" ;
  dcterms:creator [ foaf:name "Ada Byron" ] ; dcterms:issued "2001" ; dcat:landingPage <https://x.org/home> ;
  dcterms:language <http://publications.europa.eu/resource/authority/language/DEU> .
"""


def test_a_users_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    catalogue = load_catalogue(Config(catalogues=(path,), shipped_catalogue=False))
    (entry,) = catalogue.find("SSX")
    assert catalogue.find("smplset") == catalogue.find("Beispiel") == (entry,)
    assert (entry.source, entry.title, entry.creators) == ("Own list", "Sample Set (SSX)", ("Ada Byron",))
    assert (entry.issued, entry.landing_page, entry.languages) == ("2001", "https://x.org/home", ("German",))


def test_no_catalogue_is_empty() -> None:
    assert len(load_catalogue(Config(shipped_catalogue=False))) == 0


def test_what_an_entry_spells_out_ties_names_but_is_not_looked_for() -> None:
    entry = CatalogueEntry("https://example.org/trw", "TRW", "mine", long_forms=("Traffic in Rainy Weather",))
    catalogue = Catalogue([entry])
    assert catalogue.called("Traffic in rainy weather") == (entry,)
    assert catalogue.find("Traffic in rainy weather") == ()
    assert catalogue.keys() == {"trw"}
    (shipped,) = (
        e for e in load_catalogue(Config()).entries if e.iri.endswith("paperswithcode.com/dataset/dtd")
    )
    assert "Describable Textures" in shipped.long_forms


@pytest.mark.parametrize(
    ("title", "description", "names"),
    [
        ("DTD", "The **Describable Textures Dataset** (DTD) contains images.", ("Describable Textures",)),
        ("FSDD", "Free Spoken Digit Dataset (FSDD) is an open set.", ("Free Spoken Digit Dataset",)),
        ("Large-scale Anomaly Detection", "The Large-scale Anomaly Detection (LAD) set", ("LAD",)),
        ("FUNSD", "Form Understanding in Scans is a set.", ()),
        ("WNLI", "Winograd Natural Language Inference is a set.", ("Winograd Natural Language Inference",)),
        ("MNIST", "Digits, scanned by hand (NIST) and by machine.", ()),
        ("COCO", "It extends PASCAL VOC (Visual Object Classes).", ()),
    ],
)  # fmt: skip
def test_a_description_spells_its_own_name_out(title: str, description: str, names: tuple[str, ...]) -> None:
    found = spelled_out(title, description)
    assert len(found) == len(names)
    assert all(one.startswith(other) for one, other in zip(found, names, strict=True))


def test_spelling_does_not_count_but_digits_do() -> None:
    catalogue = Catalogue([CatalogueEntry("https://x.org/1", "CIFAR-10", "x")])
    assert catalogue.find("cifar10") and not catalogue.find("CIFAR-100")


@pytest.mark.parametrize("path", resources.files("catalogue", "*.ttl"), ids=lambda p: p.name)
def test_shipped_files_name_source_and_licence(path: Path) -> None:
    entries = read_entries(path)
    assert len(entries) > 100
    assert "licence" in path.read_text(encoding="utf-8").splitlines()[0]
    assert all(e.iri.startswith("http") and not e.source.endswith(".ttl") for e in entries)
    assert all(e.landing_page.startswith("http") for e in entries if e.landing_page)


def test_share_alike_facts_stay_in_their_own_file() -> None:
    (path,) = [p for p in resources.files("catalogue", "*.ttl") if p.name == "paperswithcode.ttl"]
    assert "CC BY-SA 4.0" in path.read_text(encoding="utf-8")[:600]


def test_what_is_not_rdf_is_refused(tmp_path: Path) -> None:
    broken, other = tmp_path / "a.ttl", tmp_path / "a.csv"
    broken.write_text("no turtle", encoding="utf-8")
    other.write_text("a,b", encoding="utf-8")
    with pytest.raises(GraphError, match=r"a\.ttl"):
        read_entries(broken)
    with pytest.raises(UsageError, match=r"a\.csv"):
        read_entries(other)
    with pytest.raises(UsageError, match=r"missing\.ttl"):
        read_entries(tmp_path / "missing.ttl")
