from collections.abc import Iterable

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from paper2dcat.config import DEFAULT_BASE, Config
from paper2dcat.describe import describe_paper, describe_unverified, is_unverified
from paper2dcat.model import DatasetRecord, PaperDescription, Role, Status
from paper2dcat.vocab import (
    BIBO,
    CITO,
    DCAT,
    DCTERMS,
    FABIO,
    FOAF,
    IT6,
    LPWCC,
    MLS,
    OA,
    OWL,
    P2D,
    PROV,
    RDF,
    SKOS,
    XSD,
)  # fmt: skip
from tests.describe.records import (
    CREATED,
    ENTRY,
    PAGE,
    TEXT,
    Identities,
    Identity,
    cifar,
    imagenet,
    inferred,
    iwslt,
    paper,
    second_paper,
    squad,
    stated,
)  # fmt: skip

CONFIG = Config()
PAPER = NamedNode(f"{DEFAULT_BASE}id/paper/arxiv-1910.05124")
CIFAR = NamedNode(f"{DEFAULT_BASE}id/dataset/cifar-10")
PAPER_GRAPH = NamedNode(f"{DEFAULT_BASE}graph/paper/arxiv-1910.05124")
INFERRED = NamedNode(f"{DEFAULT_BASE}graph/inferred")
CATALOGUED = NamedNode(f"{DEFAULT_BASE}graph/catalogue-based")


def described(*datasets: DatasetRecord) -> list[Quad]:
    record = paper(*datasets)
    return describe_paper(record, Identities(record), CONFIG)


def values(quads: Iterable[Quad], subject: NamedNode, predicate: NamedNode) -> set[object]:
    return {q.object for q in quads if q.subject == subject and q.predicate == predicate}


def graphs(quads: Iterable[Quad], subject: NamedNode, predicate: NamedNode) -> set[object]:
    return {q.graph_name for q in quads if q.subject == subject and q.predicate == predicate}


def test_the_paper_is_described_with_its_classes_identifier_and_precise_date() -> None:
    quads = described()
    assert {FABIO.ResearchPaper, BIBO.AcademicArticle, FOAF.Document, LPWCC.paper} <= values(
        quads, PAPER, RDF.type
    )
    assert values(quads, PAPER, DCTERMS.date) == {Literal("2019-10-09", datatype=XSD.date)}
    assert values(quads, PAPER, DCTERMS.identifier) == {Literal("arXiv:1910.05124")}
    assert values(quads, PAPER, IT6.hasDocument) == {NamedNode(f"{DEFAULT_BASE}file/{'ab' * 32}")}


def test_authors_keep_their_order_in_a_list_without_blank_nodes() -> None:
    quads = described()
    names = []
    (cell,) = values(quads, PAPER, BIBO.authorList)
    while cell != RDF.nil:
        assert isinstance(cell, NamedNode)
        (agent,) = values(quads, cell, RDF.first)
        assert isinstance(agent, NamedNode)
        names += [name.value for name in values(quads, agent, FOAF.name) if isinstance(name, Literal)]
        (cell,) = values(quads, cell, RDF.rest)
    assert names == ["Bowen Yang", "Jian Zhang"]
    assert not [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_a_missing_date_comes_from_the_arxiv_identifier_and_is_inferred() -> None:
    record = paper(paper=PaperDescription(title="T", identifier=("arXiv:1904.00962",)))
    quads = describe_paper(record, Identities(record), CONFIG)
    subject = NamedNode(f"{DEFAULT_BASE}id/paper/arxiv-1904.00962")
    assert values(quads, subject, DCTERMS.date) == {Literal("2019-04", datatype=XSD.gYearMonth)}
    assert graphs(quads, subject, DCTERMS.date) == {INFERRED}


def test_a_paper_without_datasets_has_a_result_that_a_query_can_count() -> None:
    quads = described()
    (result,) = values(quads, PAPER, P2D.result)
    assert isinstance(result, NamedNode)
    assert values(quads, result, P2D.datasetCount) == {Literal("0", datatype=XSD.nonNegativeInteger)}
    assert values(quads, result, P2D.status) == {P2D.noDatasets}


def test_a_failed_paper_has_a_result_and_no_paper_node() -> None:
    record = paper(status=Status.FAILED, paper=PaperDescription())
    quads = describe_paper(record, Identities(record), CONFIG)
    assert [q for q in quads if q.object == P2D.failed]
    assert not [q for q in quads if q.object == LPWCC.paper]


def test_the_link_goes_both_ways_and_says_what_the_paper_does() -> None:
    quads = described(cifar(), squad())
    assert values(quads, PAPER, CITO.usesDataFrom) == {CIFAR}
    assert PAPER in values(quads, CIFAR, DCTERMS.isReferencedBy)
    assert CIFAR in values(quads, PAPER, DCTERMS.references)
    assert values(quads, PAPER, CITO.citesAsDataSource) == {CIFAR}


def test_two_names_of_one_dataset_make_one_link_with_the_stronger_role() -> None:
    quads = described(
        iwslt().model_copy(update={"role": Role.MENTIONED, "confidence": 0.9}),
        iwslt().model_copy(update={"title": "IWSLT-14", "role": Role.USED, "confidence": 0.4}),
    )
    link = NamedNode(f"{DEFAULT_BASE}claim/arxiv-1910.05124/iwslt-2014/references")
    assert values(quads, link, P2D.role) == {P2D.used}
    assert values(quads, link, P2D.confidence) == {Literal("0.9", datatype=XSD.decimal)}


def test_two_names_of_one_dataset_make_one_claim_of_each_value() -> None:
    stronger = stated("dcat:theme", "Natural language processing", "translation")
    weaker = inferred("dcat:theme", "Natural language processing", "translation", "theme-of-task")
    theme = {"theme": ("Natural language processing",)}
    quads = described(
        iwslt().model_copy(update={**theme, "evidence": (weaker, *iwslt().evidence)}),
        iwslt().model_copy(update={**theme, "title": "IWSLT-14", "evidence": (stronger,), "confidence": 0.1}),
    )
    (claim,) = {q.subject for q in quads if q.predicate == RDF.predicate and q.object == DCAT.theme}
    assert isinstance(claim, NamedNode)
    assert values(quads, claim, P2D.basis) == {P2D.stated}
    assert {q.subject for q in quads if q.object == SKOS.altLabel}


def test_an_introduced_dataset_is_documented_by_the_paper() -> None:
    quads = described(iwslt().model_copy(update={"role": Role.INTRODUCED}))
    node = NamedNode(f"{DEFAULT_BASE}id/dataset/iwslt-2014")
    assert values(quads, node, CITO.isDocumentedBy) == {PAPER}
    assert not values(quads, PAPER, CITO.usesDataFrom)


def test_statements_lie_in_the_graph_of_their_basis() -> None:
    quads = described(cifar())
    assert graphs(quads, CIFAR, DCAT.landingPage) == {PAPER_GRAPH}
    assert graphs(quads, CIFAR, DCAT.theme) == {INFERRED}
    task = NamedNode(f"{DEFAULT_BASE}id/task/image-classification")
    assert graphs(quads, task, MLS.definedOn) == {CATALOGUED}
    keywords = {
        q.object.value: q.graph_name
        for q in quads
        if q.predicate == DCAT.keyword and isinstance(q.object, Literal)
    }
    assert keywords == {"ten classes": PAPER_GRAPH, "image classification": CATALOGUED}


def test_decided_fields_are_claims_only() -> None:
    quads = described(cifar())
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.issued):
        assert not values(quads, CIFAR, predicate)
        assert [q for q in quads if q.predicate == RDF.predicate and q.object == predicate]


def test_every_claim_has_evidence_with_a_target() -> None:
    quads = described(cifar(), imagenet(), iwslt(), squad())
    claims = {q.subject for q in quads if q.predicate == RDF.type and q.object == P2D.Claim}
    bodies = {q.object: q.subject for q in quads if q.predicate == OA.hasBody}
    targets = {q.subject for q in quads if q.predicate == OA.hasTarget}
    assert len(claims) > 20
    assert not claims - set(bodies)
    assert set(bodies.values()) <= targets


def test_quotes_are_exact_and_their_positions_count_in_the_text() -> None:
    quads = described(cifar(), imagenet())
    checked = 0
    for target in {q.subject for q in quads if q.predicate == OA.hasSource}:
        assert isinstance(target, NamedNode)
        if not target.value.endswith("#text"):
            continue
        exact, start, end = "", -1, -1
        for selector in values(quads, target, OA.hasSelector):
            assert isinstance(selector, NamedNode)
            for literal in values(quads, selector, OA.exact):
                exact = literal.value if isinstance(literal, Literal) else ""
            for literal in values(quads, selector, OA.start):
                start = int(literal.value) if isinstance(literal, Literal) else -1
            for literal in values(quads, selector, OA.end):
                end = int(literal.value) if isinstance(literal, Literal) else -1
        assert TEXT[start:end] == exact
        checked += 1
    assert checked > 5


def test_a_reference_is_shown_with_the_callout_that_leads_there() -> None:
    quads = described(cifar())
    (claim,) = [
        q.subject for q in quads if q.predicate == P2D.asPrinted and q.object == Literal("Alex Krizhevsky")
    ]
    (annotation,) = [q.subject for q in quads if q.predicate == OA.hasBody and q.object == claim]
    assert isinstance(annotation, NamedNode)
    assert len(values(quads, annotation, OA.hasTarget)) == 4


def test_a_catalogue_value_points_to_its_entry() -> None:
    quads = described(cifar())
    sources = {
        q.subject for q in quads if q.predicate == PROV.hadPrimarySource and q.object == NamedNode(ENTRY)
    }
    assert len(sources) == 3
    assert {q.graph_name for q in quads if q.subject in sources} == {CATALOGUED}


def test_a_text_file_has_no_pdf_targets() -> None:
    record = paper(cifar(), source="pipelines.txt")
    quads = describe_paper(record, Identities(record), CONFIG)
    assert not [q for q in quads if q.object == OA.FragmentSelector]
    assert [q for q in quads if q.object == OA.TextPositionSelector]


def test_creators_are_scoped_to_the_cited_work_and_authors_to_the_paper() -> None:
    quads = described(cifar(), imagenet())
    agents = {
        q.object.value
        for q in quads
        if q.predicate == RDF.object and "/id/agent/" in str(q.object) and isinstance(q.object, NamedNode)
    }
    assert (
        f"{DEFAULT_BASE}id/agent/learning-multiple-layers-of-features-from-tiny-images/krizhevsky-a" in agents
    )
    assert f"{DEFAULT_BASE}id/agent/imagenet-a-large-scale-hierarchical-image-database/deng-j" in agents
    assert f"{DEFAULT_BASE}id/agent/arxiv-1910.05124/zhang-j" in agents


def test_a_content_kind_is_a_type_and_a_file_type_belongs_to_a_distribution() -> None:
    quads = described(cifar())
    assert values(quads, CIFAR, DCTERMS.type) == {NamedNode(f"{DEFAULT_BASE}id/content-kind/image")}
    assert not values(quads, CIFAR, DCTERMS.format)
    (distribution,) = values(quads, CIFAR, DCAT.distribution)
    assert isinstance(distribution, NamedNode)
    assert values(quads, distribution, DCAT.accessURL) == {NamedNode(PAGE)}
    assert values(quads, distribution, DCAT.mediaType) == {
        NamedNode("http://www.iana.org/assignments/media-types/text/csv")
    }


def test_without_a_page_there_is_no_distribution() -> None:
    quads = described(cifar().model_copy(update={"landing_page": ""}))
    assert not values(quads, CIFAR, DCAT.distribution)


@pytest.mark.parametrize(
    "page", ["www.example.org/data", "https://example.org/a b", "ftp://example.org/x", "https://"]
)
def test_a_landing_page_that_is_no_web_address_is_left_out(page: str) -> None:
    quads = described(cifar().model_copy(update={"landing_page": page}))
    assert not values(quads, CIFAR, DCAT.landingPage)


@pytest.mark.parametrize("keyword", ["images, photos", "", "x" * 101, "a\nb", "a;b", "N/A", "not specified"])
def test_a_keyword_is_one_keyword(keyword: str) -> None:
    quads = described(cifar().model_copy(update={"keyword": (keyword,)}))
    assert not values(quads, CIFAR, DCAT.keyword)


def test_two_languages_are_two_values_of_the_authority_table() -> None:
    quads = described(iwslt())
    node = NamedNode(f"{DEFAULT_BASE}id/dataset/iwslt-2014")
    authority = "http://publications.europa.eu/resource/authority/language/"
    assert values(quads, node, DCTERMS.language) == {
        NamedNode(authority + "DEU"),
        NamedNode(authority + "ENG"),
    }
    assert {
        q.object for q in quads if q.subject == NamedNode(authority + "DEU") and q.predicate == SKOS.notation
    } == {Literal("de")}


def test_a_version_is_a_dataset_in_both_directions() -> None:
    quads = described(squad())
    parent, child = (
        NamedNode(f"{DEFAULT_BASE}id/dataset/squad"),
        NamedNode(f"{DEFAULT_BASE}id/dataset/squad-1.1"),
    )
    assert values(quads, parent, DCAT.hasVersion) == values(quads, parent, DCTERMS.hasVersion) == {child}
    assert values(quads, child, DCAT.isVersionOf) == {parent}
    assert values(quads, NamedNode(f"{DEFAULT_BASE}record/dataset/squad-1.1"), PROV.wasDerivedFrom)


def test_a_dataset_that_is_named_by_its_version_is_no_version_of_itself() -> None:
    quads = described(squad().model_copy(update={"title": "SQuAD 1.1"}))
    assert not [q for q in quads if q.predicate == DCAT.hasVersion]


def test_only_a_doi_makes_two_things_the_same() -> None:
    changed = cifar().model_copy(update={"identifier": ("10.5281/zenodo.5769577", "GEO:GSE12345")})
    quads = described(changed)
    assert values(quads, CIFAR, DCTERMS.identifier) == {
        Literal("https://doi.org/10.5281/zenodo.5769577"),
        Literal("GEO:GSE12345"),
    }
    assert values(quads, CIFAR, OWL.sameAs) == {NamedNode("https://doi.org/10.5281/zenodo.5769577")}


def test_describing_is_deterministic_and_independent_of_file_names() -> None:
    first, second = paper(cifar(), squad()), paper(cifar(), squad(), source="another.pdf")
    identities = Identities(first)
    assert describe_paper(first, identities, CONFIG) == describe_paper(second, identities, CONFIG)


def test_when_a_paper_was_processed_is_not_in_the_graph() -> None:
    times = [
        q for q in described(cifar()) if isinstance(q.object, Literal) and CREATED[:10] in q.object.value
    ]
    assert times == []


def test_a_record_without_evidence_is_described_as_unverified_in_a_graph_of_its_own() -> None:
    bare = DatasetRecord(
        title="CIFAR-10", role=Role.USED, confidence=0.5, keyword=("images",), theme=("Computer vision",)
    )
    record = second_paper(bare)
    identities = Identities(record)
    quads = describe_unverified(record, identities, CONFIG)
    assert is_unverified(record)
    assert describe_paper(record, identities, CONFIG) == quads
    names = {q.graph_name for q in quads}
    assert names == {
        NamedNode(f"{DEFAULT_BASE}graph/unverified/paper/doi-10.1371-journal.pone.0263302"),
        NamedNode(f"{DEFAULT_BASE}graph/vocabularies"),
    }
    assert {q.object for q in quads if q.predicate == P2D.basis} == {P2D.unverified}
    assert not [q for q in quads if q.object == OA.Annotation]


def test_a_merged_name_goes_to_the_node_it_was_merged_into() -> None:
    record = paper(cifar())
    identities = Identities(extra=(Identity("cifar-10", "CIFAR-10"),))
    quads = describe_paper(record, identities, CONFIG)
    assert values(quads, PAPER, DCTERMS.references) == {CIFAR}


def test_another_base_moves_every_iri_that_is_ours() -> None:
    record = paper(cifar(), squad())
    quads = describe_paper(record, Identities(record), Config(base="https://kg.example.com/x/"))
    assert not [q for q in quads if DEFAULT_BASE in str(q)]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Alex Krizhevsky", {FOAF.Agent, FOAF.Person}),
        ("Stanford University", {FOAF.Agent, FOAF.Organization}),
        ("Krizhevsky", {FOAF.Agent}),
    ],
)
def test_an_agent_is_what_its_name_tells_and_no_more(name: str, kinds: set[NamedNode]) -> None:
    record = paper(paper=PaperDescription(title="T", creator=(name,), date="2020"))
    quads = describe_paper(record, Identities(record), CONFIG)
    (agent,) = [q.subject for q in quads if q.predicate == FOAF.name and q.object == Literal(name)]
    assert isinstance(agent, NamedNode)
    assert values(quads, agent, RDF.type) == kinds


def test_two_people_whom_initials_would_merge_are_two() -> None:
    record = paper(paper=PaperDescription(title="T", creator=("Jian Zhang", "Jun Zhang"), date="2020"))
    quads = describe_paper(record, Identities(record), CONFIG)
    assert len({q.subject for q in quads if q.object == FOAF.Person}) == 2
