import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from tools.excerpt_vocabularies import MORE_PREFIXES, used_terms

from paper2dcat import __version__, resources, schemes
from paper2dcat.config import DEFAULT_BASE
from paper2dcat.describe.vocabularies import EU_THEMES
from paper2dcat.vocab import OWL, P2D, PREFIXES, RDF, RDFS, SKOS, VOCABULARIES
from tests.describe.test_exports import graph

ONTOLOGY = resources.folder("ontology")
OWN = ONTOLOGY / "paper2dcat.ttl"
VENDOR = sorted((ONTOLOGY / "vendor").glob("*.ttl"))


def quads(path: Path) -> list[Quad]:
    return list(parse(path=str(path), format=RdfFormat.TURTLE))


def defined(path: Path) -> dict[str, set[str]]:
    """Properties of each thing that a file defines."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in quads(path):
        assert isinstance(quad.subject, NamedNode)
        found[quad.subject.value].add(quad.predicate.value)
    return found


def test_every_term_in_use_is_in_the_ontology_or_its_vendored_excerpts() -> None:
    known = {term for path in [OWN, *VENDOR] for term in defined(path)}
    missing = {term: sorted(places) for term, places in used_terms().items() if term not in known}
    assert not missing


def test_the_walk_sees_terms_of_code_shapes_queries_and_ontology() -> None:
    places = Counter(place.split("/")[0] for found in used_terms().values() for place in found)
    assert {"vocab.py", "shapes", "queries", "ontology", "src"} <= places.keys()
    found = {place.rpartition("/")[2] for places in used_terms().values() for place in places}
    assert {"schema_org.py", "croissant.py", "all-things.rq"} <= found
    assert len(used_terms()) > 200


def test_what_graphs_are_made_of_is_in_the_ontology_or_its_vendored_excerpts() -> None:
    known = {term for path in [OWN, *VENDOR] for term in defined(path)}
    quads = graph()
    used = {quad.predicate for quad in quads}
    used |= {q.object for q in quads if q.predicate == RDF.type and isinstance(q.object, NamedNode)}
    used |= {q.object.datatype for q in quads if isinstance(q.object, Literal)}
    assert len(used) > 100
    assert {term.value for term in used} - known == set()


@pytest.mark.parametrize("path", VENDOR, ids=lambda path: path.stem)
def test_an_excerpt_says_where_it_is_from_and_defines_its_terms(path: Path) -> None:
    head = path.read_text("utf-8").split("@prefix")[0]
    assert re.search(r"^# Source: .*\d", head, re.M)
    assert re.search(r"^# Licence: \S", head, re.M)
    for term, properties in defined(path).items():
        assert RDF.type.value in properties, term
        assert RDFS.isDefinedBy.value in properties, term


def test_our_terms_are_the_same_in_code_and_ontology_and_are_documented() -> None:
    terms = {term: properties for term, properties in defined(OWN).items() if term.startswith(P2D.iri)}
    assert terms.keys() == {term.value for term in P2D.terms()}
    for term, properties in terms.items():
        assert {RDFS.label.value, SKOS.definition.value, RDFS.isDefinedBy.value} <= properties, term


def test_everything_carries_the_packages_version() -> None:
    versions = {
        quad.object.value.rpartition("/")[2]
        for path in sorted(ONTOLOGY.glob("*.ttl"))
        for quad in quads(path)
        if quad.predicate in (OWL.versionInfo, OWL.versionIRI)
        and isinstance(quad.object, Literal | NamedNode)
    }
    assert versions == {__version__}


def test_two_vocabularies_share_no_prefix_and_no_namespace() -> None:
    assert len({v.prefix for v in VOCABULARIES}) == len({v.iri for v in VOCABULARIES}) == len(VOCABULARIES)
    assert not PREFIXES.keys() & MORE_PREFIXES.keys()


def test_the_context_has_our_prefixes_and_only_terms_in_use() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
    assert {name: iri for name, iri in context.items() if isinstance(iri, str)} == PREFIXES
    for name, entry in context.items():
        if isinstance(entry, dict):
            prefix, _, local = name.partition(":")
            assert entry["@id"] == name
            assert PREFIXES[prefix] + local in used_terms()


LISTS = {
    "tasks.ttl": schemes.tasks,
    "themes.ttl": schemes.themes,
    "content-kinds.ttl": schemes.content_kinds,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_concept_has_a_unique_name_a_definition_and_its_slug_as_notation(name: str) -> None:
    names: dict[str, str] = {}
    for concept in LISTS[name]():
        assert concept.definition.endswith("."), concept.label
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.slug)
        for text in concept.names:
            assert names.setdefault(schemes.fold(text), concept.slug) == concept.slug, text
    iris = {
        q.subject.value
        for q in quads(ONTOLOGY / name)
        if q.object == SKOS.Concept and isinstance(q.subject, NamedNode)
    }
    scheme = {"tasks.ttl": "task", "themes.ttl": "theme"}.get(name, "content-kind")
    assert iris == {f"{DEFAULT_BASE}id/{scheme}/{concept.slug}" for concept in LISTS[name]()}


def test_every_task_belongs_to_a_theme_and_every_theme_to_an_eu_data_theme() -> None:
    themes = {theme.slug for theme in schemes.themes()}
    assert {task.theme for task in schemes.tasks()} <= themes
    assert {theme.match.rpartition("/")[2] for theme in schemes.themes()} <= EU_THEMES.keys()


def test_file_types_have_their_authority_code_and_registered_media_types() -> None:
    for file_type in schemes.file_types():
        assert file_type.iri.endswith(f"/file-type/{file_type.slug}")
        assert not file_type.media_type or re.fullmatch(r"[a-z]+/[\w.+-]+", file_type.media_type)


@pytest.mark.parametrize(
    ("concepts", "name", "slug"),
    [
        (schemes.tasks, "Image classification", "image-classification"),
        (schemes.tasks, "reading comprehension", "question-answering"),
        (schemes.tasks, "named-entity recognition", "named-entity-recognition"),
        (schemes.themes, "NLP", "natural-language-processing"),
        (schemes.content_kinds, "time-series", "time-series"),
        (schemes.file_types, "jsonl", "JSON"),
    ],
)
def test_concepts_are_found_by_any_of_their_names(concepts: object, name: str, slug: str) -> None:
    assert callable(concepts)
    found = schemes.find(concepts(), name)
    assert found and found.slug == slug


def test_what_is_no_concept_is_not_found() -> None:
    assert schemes.find(schemes.tasks(), "ResNet-50") is None
