import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.config import DEFAULT_BASE, Config
from paper2dcat.describe import describe_catalogue, describe_identities, describe_paper, describe_vocabularies
from paper2dcat.serialise import json_ld, nquads, rdf_xml, trig, turtle
from paper2dcat.vocab import DCTERMS, RDF, XSD
from tests.describe.records import Identities, cifar, imagenet, iwslt, paper, second_paper, squad

GRAPH = ox.NamedNode("https://example.org/g")


def whole() -> list[ox.Quad]:
    records = [paper(cifar(), imagenet(), iwslt(), squad()), second_paper(cifar())]
    identities, config = Identities(*records), Config()
    quads = [quad for record in records for quad in describe_paper(record, identities, config)]
    return [
        *quads,
        *describe_identities(identities, records, config),
        *describe_catalogue(config),
        *describe_vocabularies(config),
    ]


def union(quads: list[ox.Quad]) -> set[ox.Quad]:
    return {ox.Quad(q.subject, q.predicate, q.object) for q in quads}


def test_every_syntax_carries_the_whole_graph() -> None:
    quads = whole()
    assert set(ox.parse(nquads(quads), format=ox.RdfFormat.N_QUADS)) == set(quads)
    assert set(ox.parse(trig(quads, DEFAULT_BASE), format=ox.RdfFormat.TRIG)) == set(quads)
    assert set(ox.parse(turtle(quads, DEFAULT_BASE), format=ox.RdfFormat.TURTLE)) == union(quads)
    assert set(ox.parse(json_ld(quads), format=ox.RdfFormat.JSON_LD)) == union(quads)
    assert set(ox.parse(rdf_xml(quads), format=ox.RdfFormat.RDF_XML)) == union(quads)


def test_order_does_not_matter() -> None:
    quads = whole()
    for write in (nquads, turtle, trig, json_ld, rdf_xml):
        assert write(quads) == write(quads[::-1] + quads[:5])


def test_turtle_is_grouped_ordered_and_prefixed() -> None:
    text = turtle(whole(), DEFAULT_BASE).decode()
    titles = [line for line in text.splitlines() if line.startswith("# ")]
    assert titles[:4] == ["# Catalogue", "# Papers", "# Datasets", "# Distributions"]
    assert len(titles) == len(set(titles))
    assert (
        '\n<id/dataset/cifar-10> a dcat:Dataset, dcat:Resource ;\n    dcterms:title "CIFAR10"@en ;\n' in text
    )
    assert text.index("<id/dataset/squad>") < text.index("<id/dataset/squad-1.1> a")


def test_one_changed_statement_changes_one_line() -> None:
    quads = whole()
    (old,) = [
        q
        for q in quads
        if q.predicate == DCTERMS.description
        and "labelled" in str(q.object)
        and "id/dataset" in str(q.subject)
    ]
    new = ox.Quad(old.subject, old.predicate, ox.Literal("Other words.", language="en"), old.graph_name)
    before = turtle(quads, DEFAULT_BASE).decode().splitlines()
    after = turtle([new if q == old else q for q in quads], DEFAULT_BASE).decode().splitlines()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_json_ld_names_its_prefixes() -> None:
    document = json.loads(json_ld(whole()))
    assert document["@context"]["dcat"] == "http://www.w3.org/ns/dcat#"
    titles = [n["dcterms:title"] for n in document["@graph"] if "dcat:Dataset" in n.get("@type", ())]
    assert {"en": "CIFAR10"} in titles


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda t: ox.Literal(t, language="en-gb"), TEXTS),
    st.builds(lambda n: ox.Literal(str(n), datatype=XSD.integer), st.integers()),
    st.builds(lambda t: ox.Literal(t, datatype=XSD.integer), TEXTS),
    st.builds(lambda t: ox.Literal(t, datatype=ox.NamedNode(f"{DEFAULT_BASE}type")), TEXTS),
)
PARTS = st.text("abcXYZ019.-_~/#:%()!$&'*+,;=@?", max_size=12)
IRIS = st.one_of(
    st.builds(lambda p: f"{DEFAULT_BASE}{p}", PARTS),
    st.builds(lambda p: f"http://www.w3.org/ns/dcat#{p}", PARTS),
    st.builds(lambda p: f"http://purl.org/dc/terms/{p}", PARTS),
)


def named(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return ox.NamedNode(DEFAULT_BASE)


NODES = IRIS.map(named)
QUADS = st.builds(lambda s, o, p: ox.Quad(s, p, o, GRAPH), NODES, st.one_of(NODES, LITERALS), NODES)


@given(st.lists(QUADS, max_size=12))
def test_any_term_survives_turtle_trig_and_nquads(quads: list[ox.Quad]) -> None:
    assert set(ox.parse(turtle(quads, DEFAULT_BASE), format=ox.RdfFormat.TURTLE)) == union(quads)
    assert set(ox.parse(trig(quads, DEFAULT_BASE), format=ox.RdfFormat.TRIG)) == set(quads)
    assert set(ox.parse(nquads(quads), format=ox.RdfFormat.N_QUADS)) == set(quads)


@given(st.lists(QUADS, max_size=8))
def test_any_term_survives_json_ld(quads: list[ox.Quad]) -> None:
    typed = [q for q in quads if q.predicate != RDF.type]
    assert set(ox.parse(json_ld(typed, DEFAULT_BASE), format=ox.RdfFormat.JSON_LD)) == union(typed)


@pytest.mark.parametrize("base", ["", DEFAULT_BASE, "https://example.org/paper2dcat/id/"])
def test_any_base_gives_the_same_graph(base: str) -> None:
    quads = whole()
    assert set(ox.parse(turtle(quads, base), format=ox.RdfFormat.TURTLE)) == union(quads)
