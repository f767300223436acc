"""The catalogue of ourselves: who publishes it, under which terms, where it is served, what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Quad

from paper2dcat import __released__
from paper2dcat.config import Config
from paper2dcat.describe.draft import Draft, Sheet, date_time, plain, tagged
from paper2dcat.describe.iris import Iris
from paper2dcat.describe.languages import describe_language, find_language
from paper2dcat.describe.papers import describe_media_type
from paper2dcat.vocab import (
    DCAT,
    DCTERMS,
    EU_DATA_THEME,
    EU_FILE_TYPE,
    EU_LICENCE,
    FOAF,
    RDF,
    RDFS,
    SD,
    VCARD,
    VOCABULARIES,
    VOID,
)  # fmt: skip

TITLE = "Datasets in research papers"
DESCRIPTION = (
    "Datasets that research papers introduce, use or mention, found in the papers by paper2dcat, "
    "with the words of the paper or the catalogue entry behind every statement."
)
_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a graph holds, in the terms of VoID; maps are from IRI to number of entities or triples."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)


def count(quads: Iterable[Quad]) -> Statistics:
    """Return the statistics of some quads; a triple that stands in two graphs counts once."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    subjects, objects = set(), set()
    triples = {quad.triple for quad in quads}
    for triple in triples:
        subjects.add(triple.subject)
        objects.add(triple.object)
        properties[triple.predicate.value] += 1
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            classes[triple.object.value] += 1
    return Statistics(len(triples), len(subjects), len(objects), dict(classes), dict(properties))


def describe_catalogue(config: Config, statistics: Statistics | None = None) -> list[Quad]:
    """Return the description of the catalogue. Datasets and records are added with their identities."""
    draft, iris = Draft(), Iris(config.base)
    sheet, vocabularies = draft.sheet(iris.catalog_graph), draft.sheet(iris.vocabularies_graph)
    _describe_head(sheet, vocabularies, iris)
    _describe_publisher(sheet, iris)
    _describe_access(sheet, vocabularies, iris)
    _describe_void(sheet, iris, statistics)
    return draft.quads()


def _describe_head(sheet: Sheet, vocabularies: Sheet, iris: Iris) -> None:
    catalog, licence = iris.catalog, NamedNode(f"{EU_LICENCE}/CC0")
    sheet.type(catalog, DCAT.Catalog, DCAT.Resource, VOID.Dataset)
    sheet.add(catalog, DCTERMS.title, tagged(TITLE))
    sheet.add(catalog, DCTERMS.description, tagged(DESCRIPTION))
    sheet.add(catalog, DCTERMS.identifier, plain(catalog.value))
    sheet.add(catalog, DCTERMS.publisher, iris.publisher)
    sheet.add(catalog, DCTERMS.creator, iris.publisher)
    sheet.add(catalog, DCTERMS.license, licence)
    vocabularies.type(licence, DCTERMS.LicenseDocument)
    vocabularies.add(licence, RDFS.label, tagged("CC0 1.0 Universal"))
    if english := find_language("en"):
        sheet.add(catalog, DCTERMS.language, describe_language(vocabularies, english))
    sheet.add(catalog, DCTERMS.modified, date_time(__released__))
    sheet.add(catalog, FOAF.homepage, iris.homepage)
    sheet.type(iris.homepage, FOAF.Document)
    sheet.add(iris.homepage, DCTERMS.title, tagged(TITLE))
    sheet.add(catalog, DCAT.keyword, tagged("datasets"), tagged("research papers"))
    sheet.add(catalog, DCAT.theme, NamedNode(f"{EU_DATA_THEME}/TECH"))
    sheet.add(catalog, DCAT.themeTaxonomy, iris.scheme("theme"), NamedNode(EU_DATA_THEME))


def _describe_publisher(sheet: Sheet, iris: Iris) -> None:
    host = urlsplit(iris.base).hostname or iris.base
    sheet.type(iris.publisher, FOAF.Agent, FOAF.Organization)
    sheet.add(iris.publisher, FOAF.name, plain(f"Publisher of {host}"))
    sheet.add(iris.catalog, DCAT.contactPoint, iris.contact)
    sheet.type(iris.contact, VCARD.Kind, VCARD.Organization)
    sheet.add(iris.contact, VCARD.fn, plain(f"Publisher of {host}"))
    sheet.add(iris.contact, VCARD.hasURL, iris.homepage)


def _describe_access(sheet: Sheet, vocabularies: Sheet, iris: Iris) -> None:
    catalog, dump, service = iris.catalog, iris.dump_distribution, iris.service
    sheet.add(catalog, DCAT.distribution, dump)
    sheet.type(dump, DCAT.Distribution, DCAT.Resource)
    sheet.add(dump, DCTERMS.title, tagged("N-Quads dump"))
    sheet.add(dump, DCTERMS.description, tagged("All named graphs of the catalogue in one file."))
    sheet.add(dump, DCAT.accessURL, iris.dump)
    sheet.add(dump, DCAT.downloadURL, iris.dump)
    sheet.add(dump, DCTERMS.format, NamedNode(f"{EU_FILE_TYPE}/RDF_N_QUADS"))
    sheet.add(dump, DCAT.mediaType, describe_media_type(vocabularies, "application/n-quads"))
    sheet.add(dump, DCTERMS.license, NamedNode(f"{EU_LICENCE}/CC0"))
    sheet.add(catalog, DCAT.service, service)
    sheet.type(service, DCAT.DataService, DCAT.Resource, SD.Service)
    sheet.add(service, DCTERMS.title, tagged("SPARQL endpoint"))
    sheet.add(service, DCTERMS.description, tagged("SPARQL 1.1 query endpoint of this catalogue."))
    sheet.add(service, DCAT.endpointURL, service)
    sheet.add(service, DCAT.endpointDescription, service)
    sheet.add(service, SD.endpoint, service)
    sheet.add(service, DCTERMS.publisher, iris.publisher)
    sheet.add(service, DCAT.contactPoint, iris.contact)
    sheet.add(service, DCAT.keyword, tagged("SPARQL"))
    sheet.add(service, DCAT.theme, NamedNode(f"{EU_DATA_THEME}/TECH"))
    protocol = NamedNode(_PROTOCOL)
    sheet.add(service, DCTERMS.conformsTo, protocol)
    vocabularies.type(protocol, DCTERMS.Standard)
    vocabularies.add(protocol, DCTERMS.title, tagged("SPARQL 1.1 Protocol"))
    sheet.add(catalog, VOID.sparqlEndpoint, service)
    sheet.add(catalog, VOID.dataDump, iris.dump)
    sheet.add(catalog, VOID.uriSpace, plain(f"{iris.base}id/"))
    sheet.add(catalog, VOID.vocabulary, *(NamedNode(vocabulary.iri) for vocabulary in VOCABULARIES))


def _describe_void(sheet: Sheet, iris: Iris, statistics: Statistics | None) -> None:
    if statistics is None:
        return
    catalog = iris.catalog
    sheet.add(catalog, VOID.triples, _integer(statistics.triples))
    sheet.add(catalog, VOID.distinctSubjects, _integer(statistics.subjects))
    sheet.add(catalog, VOID.distinctObjects, _integer(statistics.objects))
    sheet.add(catalog, VOID.classes, _integer(len(statistics.classes)))
    sheet.add(catalog, VOID.properties, _integer(len(statistics.properties)))
    for n, (iri, entities) in enumerate(sorted(statistics.classes.items()), 1):
        partition = NamedNode(f"{iris.statistics.value}#class-{n}")
        sheet.add(catalog, VOID.classPartition, partition)
        sheet.type(partition, VOID.Dataset)
        sheet.add(partition, VOID.class_, NamedNode(iri))
        sheet.add(partition, VOID.entities, _integer(entities))
    for n, (iri, triples) in enumerate(sorted(statistics.properties.items()), 1):
        partition = NamedNode(f"{iris.statistics.value}#property-{n}")
        sheet.add(catalog, VOID.propertyPartition, partition)
        sheet.type(partition, VOID.Dataset)
        sheet.add(partition, VOID.property, NamedNode(iri))
        sheet.add(partition, VOID.triples, _integer(triples))


def _integer(value: int) -> Literal:
    return Literal(value)
