"""Whatever a record holds, its graph is RDF that every syntax can carry, without blank nodes."""

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paper2dcat.config import DEFAULT_BASE, Config
from paper2dcat.describe import describe_identities, describe_paper
from paper2dcat.describe.exports import croissant_documents, schema_org, web_annotations
from paper2dcat.model import Basis, DatasetRecord, Evidence, Mention, PaperDescription, PaperRecord, Role
from paper2dcat.serialise import json_ld, nquads, rdf_xml, trig, turtle
from paper2dcat.vocab import DCAT, DCTERMS, FOAF, RDF
from tests.describe.records import Identities, paper

TEXT = st.text(max_size=40)
NAMES = st.lists(
    st.one_of(TEXT, st.sampled_from(["Jian Zhang", "Jun Zhang", "J. Zhang", "张伟", "OpenAI"])), max_size=4
)
IDENTIFIERS = st.lists(
    st.one_of(TEXT, st.sampled_from(["10.5281/zenodo.1", "doi:10.1/<x>", "https://doi.org/10.1234/a b"])),
    max_size=2,
)
DATES = st.one_of(TEXT, st.dates().map(str), st.sampled_from(["2009", "2009-13", "2009-02-30", "0000"]))
FIELDS = (
    "dcterms:creator",
    "dcterms:issued",
    "dcat:keyword",
    "cito:citesAsDataSource",
    "mls:task",
    "odd:field",
)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    start = draw(st.none() | st.integers(0, 50))
    return Evidence(
        field=draw(st.sampled_from(FIELDS)),
        value=draw(TEXT),
        basis=draw(st.sampled_from(Basis)),
        quote=draw(TEXT),
        page=draw(st.none() | st.integers(1, 9)),
        start=start,
        end=None if start is None else start + draw(st.integers(0, 20)),
        source=draw(st.one_of(TEXT, st.just("https://example.org/entry"))),
    )


@st.composite
def datasets(draw: st.DrawFn) -> DatasetRecord:
    return DatasetRecord(
        title=draw(st.text(min_size=1, max_size=30)),
        alt_label=tuple(draw(st.lists(TEXT, max_size=2))),
        role=draw(st.sampled_from(Role)),
        confidence=draw(st.floats(0, 1)),
        creator=tuple(draw(NAMES)),
        description=draw(st.text(max_size=80)),
        issued=draw(DATES),
        language=tuple(
            draw(st.lists(st.one_of(TEXT, st.sampled_from(["German", "de", "Klingon"])), max_size=2))
        ),
        identifier=tuple(draw(IDENTIFIERS)),
        theme=tuple(draw(st.lists(st.one_of(TEXT, st.just("NLP")), max_size=2))),
        keyword=tuple(draw(st.lists(TEXT, max_size=3))),
        landing_page=draw(
            st.one_of(TEXT, st.just("https://example.org/x"), TEXT.map(lambda t: f"http://{t}"))
        ),
        has_version=draw(st.one_of(TEXT, st.sampled_from(["1.1", "v2.0", "2017"]))),
        format=draw(st.one_of(TEXT, st.just("Image, CSV, HDF5"))),
        task=tuple(draw(st.lists(st.one_of(TEXT, st.just("Question answering")), max_size=2))),
        mentions=tuple(draw(st.lists(st.just(Mention(page=1, start=3, end=5, quote="ab")), max_size=1))),
        evidence=tuple(draw(st.lists(evidence(), max_size=6))),
    )


@st.composite
def records(draw: st.DrawFn) -> PaperRecord:
    about = PaperDescription(
        title=draw(TEXT),
        creator=tuple(draw(NAMES)),
        identifier=tuple(
            draw(st.lists(st.one_of(TEXT, st.just("arXiv:1904.00962"), st.just("doi:10.1/x y")), max_size=2))
        ),
        date=draw(DATES),
        language=draw(st.one_of(TEXT, st.just("en"))),
    )
    return paper(*draw(st.lists(datasets(), max_size=3)), paper=about)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_any_record_becomes_a_graph(record: PaperRecord) -> None:
    identities, config = Identities(record), Config()
    quads = describe_paper(record, identities, config) + describe_identities(identities, [record], config)
    assert not [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    union = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    assert set(ox.parse(nquads(quads), format=ox.RdfFormat.N_QUADS)) == set(quads)
    assert set(ox.parse(trig(quads, DEFAULT_BASE), format=ox.RdfFormat.TRIG)) == set(quads)
    assert set(ox.parse(turtle(quads, DEFAULT_BASE), format=ox.RdfFormat.TURTLE)) == union
    assert set(ox.parse(json_ld(quads, DEFAULT_BASE), format=ox.RdfFormat.JSON_LD)) == union
    # XML folds carriage returns into line feeds (XML 1.0, 2.11), so statements are counted only.
    assert len(list(ox.parse(rdf_xml(quads), format=ox.RdfFormat.RDF_XML))) == len(union)
    assert schema_org(quads) and web_annotations(quads)
    assert len(croissant_documents(quads)) == len({q.subject for q in quads if q.object == DCAT.Dataset})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_any_dataset_is_in_the_catalogue_with_one_title_description_and_record(record: PaperRecord) -> None:
    identities, config = Identities(record), Config()
    quads = describe_identities(identities, [record], config)
    for dataset in {q.subject for q in quads if q.predicate == RDF.type and q.object == DCAT.Dataset}:
        about = [q for q in quads if q.subject == dataset]
        assert len([q for q in about if q.predicate == DCTERMS.title]) == 1
        (description,) = [q.object for q in about if q.predicate == DCTERMS.description]
        assert isinstance(description, ox.Literal) and 50 <= len(description.value) <= 5000
        assert len([q for q in about if q.predicate == DCTERMS.issued]) <= 1
        assert [q for q in quads if q.predicate == DCAT.dataset and q.object == dataset]
        assert [q for q in quads if q.predicate == FOAF.primaryTopic and q.object == dataset]
