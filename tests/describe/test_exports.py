import json
from typing import Any

import pyoxigraph as ox

from paper2dcat.config import DEFAULT_BASE, Config
from paper2dcat.describe import describe_catalogue, describe_identities, describe_paper, describe_vocabularies
from paper2dcat.describe.exports import croissant_documents, schema_org, web_annotations
from paper2dcat.model import PaperRecord, Role
from tests.describe.records import (
    KRIZHEVSKY,
    TEXT,
    Identities,
    cifar,
    imagenet,
    iwslt,
    paper,
    second_paper,
    squad,
)


def graph(*records: PaperRecord) -> list[ox.Quad]:
    records = records or (paper(cifar(), imagenet(), iwslt(), squad()), second_paper(cifar()))
    identities, config = Identities(*records), Config()
    quads = [quad for record in records for quad in describe_paper(record, identities, config)]
    quads += describe_identities(identities, records, config)
    return [*quads, *describe_catalogue(config), *describe_vocabularies(config)]


def by_id(document: bytes) -> dict[str, Any]:
    return {node["@id"].removeprefix(DEFAULT_BASE): node for node in json.loads(document)["@graph"]}


def test_schema_org_has_what_google_requires_and_who_made_it() -> None:
    nodes = by_id(schema_org(graph()))
    dataset = nodes["id/dataset/cifar-10"]
    assert dataset["@type"] == "Dataset"
    assert dataset["name"] == "CIFAR10"
    assert 50 <= len(dataset["description"]) <= 5000
    assert dataset["url"] == {"@id": f"{DEFAULT_BASE}id/dataset/cifar-10"}
    assert dataset["creator"]["name"] == "Alex Krizhevsky"
    assert dataset["datePublished"] == "2009"
    assert "license" not in dataset
    assert "Computer vision" in dataset["keywords"]
    assert nodes["id/dataset/iwslt-2014"]["inLanguage"] == ["de", "en"]


def test_schema_org_lists_authors_in_order() -> None:
    article = by_id(schema_org(graph()))["id/paper/arxiv-1910.05124"]
    assert [author["name"] for author in article["author"]] == ["Bowen Yang", "Jian Zhang"]
    assert {"@id": f"{DEFAULT_BASE}id/dataset/squad"} in article["mentions"]
    assert {"@id": f"{DEFAULT_BASE}id/dataset/squad"} not in article["isBasedOn"]


def test_every_dataset_has_a_croissant_document_with_the_printed_entry_as_citation() -> None:
    documents = {slug: json.loads(content) for slug, content in croissant_documents(graph()).items()}
    assert sorted(documents) == ["cifar-10", "imagenet", "iwslt-2014", "squad", "squad-1.1"]
    assert documents["cifar-10"]["citeAs"] == KRIZHEVSKY
    assert documents["imagenet"]["citeAs"].startswith("J. Deng, W. Dong.")
    assert documents["squad-1.1"]["version"] == "1.1"
    for document in documents.values():
        assert document["conformsTo"] == "http://mlcommons.org/croissant/1.0"
        assert {"name", "description", "url"} <= document.keys()
        assert "license" not in document


def test_the_paper_that_introduces_a_dataset_is_cited_as_bibtex() -> None:
    records = (paper(iwslt().model_copy(update={"role": Role.INTRODUCED})),)
    cite = json.loads(croissant_documents(graph(*records))["iwslt-2014"])["citeAs"]
    assert cite == (
        "@article{iwslt2014, title={Training Pipelines Asynchronously}, "
        "author={Bowen Yang and Jian Zhang}, year={2019}}"
    )


def test_annotations_quote_the_text_and_name_the_page() -> None:
    page = json.loads(web_annotations(graph(), f"{DEFAULT_BASE}annotation"))
    assert page["type"] == "AnnotationPage"
    start = TEXT.index("CIFAR10")
    mention = f"{DEFAULT_BASE}annotation/arxiv-1910.05124/cifar-10/{start}-{start + 7}"
    (item,) = [item for item in page["items"] if item["id"] == mention]
    assert item["motivation"] == "identifying"
    assert f"{DEFAULT_BASE}id/dataset/cifar-10" in item["body"]
    pdf, text = item["target"]
    assert pdf["selector"]["value"] == "page=1"
    assert pdf["selector"]["refinedBy"]["exact"] == "CIFAR10"
    selectors = {selector["type"]: selector for selector in text["selector"]}
    assert TEXT[selectors["TextPositionSelector"]["start"] :].startswith("CIFAR10")
    assert all({"id", "type", "body", "target", "motivation"} <= item.keys() for item in page["items"])


def test_exports_do_not_depend_on_the_order_of_quads() -> None:
    quads = graph()
    for export in (schema_org, web_annotations):
        assert export(quads) == export(quads[::-1])
    assert croissant_documents(quads) == croissant_documents(quads[::-1])


def test_schema_org_is_json_ld() -> None:
    triples = set(ox.parse(schema_org(graph()), format=ox.RdfFormat.JSON_LD))
    name = ox.NamedNode("http://schema.org/name")
    assert [t for t in triples if t.predicate == name and t.object == ox.Literal("CIFAR10")]
