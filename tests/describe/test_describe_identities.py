from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from paper2dcat import __released__
from paper2dcat.config import DEFAULT_BASE, Config
from paper2dcat.describe import describe_identities, describe_identity, observe
from paper2dcat.describe.decide import decide_issued
from paper2dcat.describe.observations import Observation, Stated
from paper2dcat.model import Basis, DatasetRecord, PaperRecord, Role
from paper2dcat.vocab import DCAT, DCTERMS, FOAF, OWL, P2D, RDF, SKOS, XSD
from tests.describe.records import (
    KRIZHEVSKY,
    Creators,
    Identities,
    Identity,
    Relation,
    cifar,
    imagenet,
    iwslt,
    paper,
    referenced,
    second_paper,
    squad,
)  # fmt: skip

CONFIG = Config()


def node(slug: str) -> NamedNode:
    return NamedNode(f"{DEFAULT_BASE}id/dataset/{slug}")


def described(*records: PaperRecord, extra: tuple[Identity, ...] = ()) -> list[Quad]:
    return describe_identities(Identities(*records, extra=extra), records, CONFIG)


def values(quads: Iterable[Quad], subject: NamedNode, predicate: NamedNode) -> set[object]:
    return {q.object for q in quads if q.subject == subject and q.predicate == predicate}


def test_every_dataset_has_a_record_and_is_in_the_catalogue_also_versions() -> None:
    quads = described(paper(cifar(), imagenet(), iwslt(), squad()))
    datasets = {q.subject for q in quads if q.predicate == RDF.type and q.object == DCAT.Dataset}
    assert len(datasets) == 5
    assert {q.object for q in quads if q.predicate == FOAF.primaryTopic} == datasets
    assert {q.object for q in quads if q.predicate == DCAT.dataset} == datasets
    for dataset in datasets:
        assert isinstance(dataset, NamedNode)
        (description,) = values(quads, dataset, DCTERMS.description)
        assert isinstance(description, Literal)
        assert 50 <= len(description.value) <= 5000
        assert description.language == "en"
        assert Literal(dataset.value) in values(quads, dataset, DCTERMS.identifier)


def test_a_described_dataset_keeps_the_papers_words_in_the_graph_of_identities() -> None:
    quads = described(paper(cifar()))
    (quad,) = [q for q in quads if q.predicate == DCTERMS.description]
    assert quad.graph_name == NamedNode(f"{DEFAULT_BASE}graph/identities")
    assert isinstance(quad.object, Literal)
    assert quad.object.value.startswith("CIFAR10 is a labelled")


def test_a_derived_description_is_inferred_and_names_its_rule() -> None:
    quads = described(paper(imagenet()))
    (quad,) = [q for q in quads if q.predicate == DCTERMS.description]
    assert quad.graph_name == NamedNode(f"{DEFAULT_BASE}graph/inferred")
    assert isinstance(quad.object, Literal)
    assert "“Training Pipelines Asynchronously”" in quad.object.value
    (rule,) = {q.object for q in quads if q.predicate == P2D.rule}
    assert rule == NamedNode(f"{DEFAULT_BASE}id/rule/description-from-mentions")


def test_a_catalogue_entry_is_dated_with_the_software_that_derived_it() -> None:
    quads = described(paper(cifar()), second_paper(cifar()))
    record = NamedNode(f"{DEFAULT_BASE}record/dataset/cifar-10")
    assert values(quads, record, DCTERMS.modified) == {Literal(__released__, datatype=XSD.dateTime)}


def test_one_value_is_decided_when_papers_differ() -> None:
    def issued(record: PaperRecord, year: str) -> PaperRecord:
        dataset = cifar().model_copy(
            update={"issued": year, "evidence": (referenced("dcterms:issued", year, KRIZHEVSKY, "[1]"),)}
        )
        return record.model_copy(update={"datasets": (dataset,)})

    papers = [
        issued(second_paper(), "2012").model_copy(update={"sha256": "ef" * 32, "paper": paper().paper}),
        issued(second_paper(), "2009"),
        issued(
            second_paper(paper=paper().paper.model_copy(update={"identifier": ("arXiv:1904.00962",)})), "2009"
        ),
    ]
    quads = described(*papers)
    assert values(quads, node("cifar-10"), DCTERMS.issued) == {Literal("2009", datatype=XSD.gYear)}


def seen(value: str, role: Role = Role.USED, basis: Basis = Basis.REFERENCE) -> Observation:
    return Observation("k", "s", "T", "P", "en", role, issued=Stated(value, basis))


def test_the_datasets_own_paper_knows_best_when_it_was_issued() -> None:
    own = seen("2009", Role.INTRODUCED, Basis.STATED)
    decided = decide_issued([own, seen("2012"), seen("2012")])
    assert decided and decided.value == "2009"


def test_words_of_papers_go_before_catalogues_and_rules() -> None:
    decided = decide_issued(
        [seen("2009"), seen("2012", basis=Basis.CATALOGUE), seen("2012", basis=Basis.INFERRED)]
    )
    assert decided and (decided.value, decided.basis) == ("2009", Basis.REFERENCE)


def test_the_more_precise_of_two_equally_frequent_values_is_taken() -> None:
    decided = decide_issued([seen("2009"), seen("2009-06"), seen("not a date")])
    assert decided and decided.value == "2009-06"


def test_only_decided_creators_are_stated_and_have_their_fullest_name() -> None:
    short = cifar().model_copy(
        update={
            "creator": ("A. Krizhevsky",),
            "evidence": tuple(
                e.model_copy(update={"value": "A. Krizhevsky"}) if e.field == "dcterms:creator" else e
                for e in cifar().evidence
            ),
        }
    )
    wrong = cifar().model_copy(
        update={
            "creator": ("Someone Else",),
            "evidence": (referenced("dcterms:creator", "Someone Else", KRIZHEVSKY, "[1]"),),
        }
    )
    records = [
        paper(cifar()),
        second_paper(short),
        second_paper(wrong, paper=paper().paper, sha256="12" * 32),
    ]
    decided = Identity("cifar-10", "CIFAR-10", creators=Creators(("A. Krizhevsky",)))
    quads = described(*records, extra=(decided,))
    (agent,) = values(quads, node("cifar-10"), DCTERMS.creator)
    assert isinstance(agent, NamedNode)
    assert values(quads, agent, FOAF.name) == {Literal("Alex Krizhevsky")}


def test_order_of_papers_does_not_matter() -> None:
    records = [paper(cifar(), squad()), second_paper(cifar(), imagenet())]
    identities = Identities(*records)
    forwards = describe_identities(identities, records, CONFIG)
    backwards = describe_identities(identities, records[::-1], CONFIG)
    assert set(forwards) == set(backwards)


def test_one_identity_is_described_as_it_is_among_all() -> None:
    records = [paper(cifar(), squad()), second_paper(cifar())]
    identities = Identities(*records)
    observations = [o for record in records for o in observe(record, identities) if o.slug == "cifar-10"]
    alone = set(describe_identity(identities.dataset_of("", "CIFAR-10"), identities, observations, CONFIG))
    assert alone < set(describe_identities(identities, records, CONFIG))


def test_versions_subsets_differences_and_redirects() -> None:
    record = paper(
        squad().model_copy(update={"has_version": ""}),
        squad().model_copy(update={"title": "SQuAD 1.1", "has_version": "", "evidence": ()}),
    )
    child = Identity(
        "squad-1.1", "SQuAD 1.1", version_of="squad", relations=(Relation("different", "squad"),),
        redirects_from=("squad-v-1",),
    )  # fmt: skip
    quads = described(record, extra=(child,))
    assert values(quads, node("squad"), DCAT.hasVersion) == {node("squad-1.1")}
    assert values(quads, node("squad"), DCTERMS.hasVersion) == {node("squad-1.1")}
    assert values(quads, node("squad-1.1"), DCAT.isVersionOf) == {node("squad")}
    assert values(quads, node("squad-1.1"), DCAT.version) == {Literal("1.1")}
    assert values(quads, node("squad-1.1"), OWL.differentFrom) == {node("squad")}
    assert values(quads, node("squad-v-1"), DCTERMS.isReplacedBy) == {node("squad-1.1")}


def test_a_version_has_one_version_string_however_papers_print_it() -> None:
    records = [paper(squad()), second_paper(squad().model_copy(update={"has_version": "v1.1"}))]
    assert values(described(*records), node("squad-1.1"), DCAT.version) == {Literal("1.1")}


def test_a_name_that_no_paper_uses_comes_from_the_catalogue() -> None:
    identity = Identity(
        "cifar-10", "CIFAR10", aliases=("CIFAR-10", "Canadian images"), catalogue=("https://example.org/c/1",)
    )
    quads = described(paper(cifar()), extra=(identity,))
    graphs = {
        q.object.value: q.graph_name
        for q in quads
        if q.predicate == SKOS.altLabel and isinstance(q.object, Literal)
    }
    assert set(graphs.values()) == {NamedNode(f"{DEFAULT_BASE}graph/catalogue-based")}
    assert set(graphs) == {"CIFAR-10", "Canadian images"}


def test_a_dataset_without_evidence_stays_out_of_the_trusted_graphs() -> None:
    bare = DatasetRecord(
        title="Guessed", role=Role.USED, confidence=0.5, creator=("A. Model",), issued="2020"
    )
    quads = described(second_paper(bare))
    assert {q.graph_name for q in quads} == {
        NamedNode(f"{DEFAULT_BASE}graph/unverified/identities"),
        NamedNode(f"{DEFAULT_BASE}graph/vocabularies"),
    }


def test_evidence_outweighs_claims_without_any() -> None:
    bare = DatasetRecord(
        title="CIFAR-10", role=Role.USED, confidence=0.5, issued="1999", creator=("A. Model",)
    )
    quads = described(paper(cifar()), second_paper(bare))
    assert values(quads, node("cifar-10"), DCTERMS.issued) == {Literal("2009", datatype=XSD.gYear)}
    assert not [q for q in quads if "unverified" in str(q.graph_name)]


def test_a_name_that_reads_as_nothing_gets_the_word_dataset() -> None:
    quads = described(paper(imagenet().model_copy(update={"title": "NAB"})))
    assert values(quads, node("nab"), DCTERMS.title) == {Literal("NAB dataset", language="en")}


def test_nobody_is_called_not_available() -> None:
    quads = described(paper(imagenet().model_copy(update={"creator": ("N/A", "not specified", "J. Deng")})))
    assert {q.object.value for q in quads if q.predicate == FOAF.name and isinstance(q.object, Literal)} == {
        "J. Deng"
    }
