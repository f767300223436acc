"""Every namespace, prefix and term IRI that the package speaks, once.

A vocabulary is a class whose annotated names become its terms: ``DCAT.Dataset`` is a ``NamedNode``, and a
misspelt term is an ``AttributeError`` (and a type error) rather than a new IRI. ``PREFIXES`` is what every
writer of Turtle, JSON-LD or SPARQL takes its prefixes from.
"""

# ruff: noqa: N815 - attributes are spelt as the vocabularies spell their terms.

from __future__ import annotations

from typing import ClassVar, Final

from pyoxigraph import NamedNode

VOCABULARIES: Final[list[type[Vocabulary]]] = []  # in the order of definition


class Vocabulary:
    """Base of the vocabularies: a subclass names its prefix, its namespace and its terms."""

    prefix: ClassVar[str]
    iri: ClassVar[str]

    def __init_subclass__(cls, *, prefix: str, iri: str) -> None:
        cls.prefix = prefix
        cls.iri = iri
        for name in cls.__annotations__:
            # A name that Python or this class already uses is written with a trailing underscore.
            setattr(cls, name, NamedNode(iri + name.removesuffix("_")))
        VOCABULARIES.append(cls)

    @classmethod
    def terms(cls) -> tuple[NamedNode, ...]:
        """Return every term of the vocabulary that the package uses."""
        return tuple(getattr(cls, name) for name in cls.__annotations__)


class P2D(Vocabulary, prefix="p2d", iri="https://w3id.org/paper2dcat/ontology#"):
    """Our own terms: only what no vocabulary in use has."""

    ExtractionResult: ClassVar[NamedNode]
    Claim: ClassVar[NamedNode]
    Rule: ClassVar[NamedNode]
    Basis: ClassVar[NamedNode]
    Role: ClassVar[NamedNode]
    Status: ClassVar[NamedNode]
    result: ClassVar[NamedNode]
    status: ClassVar[NamedNode]
    datasetCount: ClassVar[NamedNode]
    pageCount: ClassVar[NamedNode]
    characterCount: ClassVar[NamedNode]
    basis: ClassVar[NamedNode]
    role: ClassVar[NamedNode]
    confidence: ClassVar[NamedNode]
    asPrinted: ClassVar[NamedNode]
    rule: ClassVar[NamedNode]
    saidBy: ClassVar[NamedNode]
    conflictsWith: ClassVar[NamedNode]
    introduced: ClassVar[NamedNode]
    used: ClassVar[NamedNode]
    mentioned: ClassVar[NamedNode]
    stated: ClassVar[NamedNode]
    reference: ClassVar[NamedNode]
    catalogue: ClassVar[NamedNode]
    inferred: ClassVar[NamedNode]
    unverified: ClassVar[NamedNode]
    ok: ClassVar[NamedNode]
    noDatasets: ClassVar[NamedNode]
    partial: ClassVar[NamedNode]
    failed: ClassVar[NamedNode]


class RDF(Vocabulary, prefix="rdf", iri="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF."""

    type: ClassVar[NamedNode]
    value: ClassVar[NamedNode]
    Statement: ClassVar[NamedNode]
    subject: ClassVar[NamedNode]
    predicate: ClassVar[NamedNode]
    object: ClassVar[NamedNode]
    List: ClassVar[NamedNode]
    first: ClassVar[NamedNode]
    rest: ClassVar[NamedNode]
    nil: ClassVar[NamedNode]


class RDFS(Vocabulary, prefix="rdfs", iri="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema."""

    label: ClassVar[NamedNode]
    comment: ClassVar[NamedNode]
    seeAlso: ClassVar[NamedNode]
    isDefinedBy: ClassVar[NamedNode]
    domain: ClassVar[NamedNode]
    range: ClassVar[NamedNode]
    subClassOf: ClassVar[NamedNode]


class XSD(Vocabulary, prefix="xsd", iri="http://www.w3.org/2001/XMLSchema#"):
    """XML Schema datatypes."""

    string: ClassVar[NamedNode]
    boolean: ClassVar[NamedNode]
    integer: ClassVar[NamedNode]
    decimal: ClassVar[NamedNode]
    nonNegativeInteger: ClassVar[NamedNode]
    gYear: ClassVar[NamedNode]
    gYearMonth: ClassVar[NamedNode]
    date: ClassVar[NamedNode]
    dateTime: ClassVar[NamedNode]
    hexBinary: ClassVar[NamedNode]


class OWL(Vocabulary, prefix="owl", iri="http://www.w3.org/2002/07/owl#"):
    """OWL 2."""

    sameAs: ClassVar[NamedNode]
    differentFrom: ClassVar[NamedNode]
    versionIRI: ClassVar[NamedNode]
    versionInfo: ClassVar[NamedNode]


class DCTERMS(Vocabulary, prefix="dcterms", iri="http://purl.org/dc/terms/"):
    """DCMI Metadata Terms."""

    title: ClassVar[NamedNode]
    description: ClassVar[NamedNode]
    creator: ClassVar[NamedNode]
    publisher: ClassVar[NamedNode]
    issued: ClassVar[NamedNode]
    created: ClassVar[NamedNode]
    modified: ClassVar[NamedNode]
    date: ClassVar[NamedNode]
    language: ClassVar[NamedNode]
    identifier: ClassVar[NamedNode]
    format: ClassVar[NamedNode]
    type: ClassVar[NamedNode]
    subject: ClassVar[NamedNode]
    license: ClassVar[NamedNode]
    source: ClassVar[NamedNode]
    conformsTo: ClassVar[NamedNode]
    hasVersion: ClassVar[NamedNode]
    references: ClassVar[NamedNode]
    isReferencedBy: ClassVar[NamedNode]
    isReplacedBy: ClassVar[NamedNode]
    isPartOf: ClassVar[NamedNode]
    hasPart: ClassVar[NamedNode]
    LinguisticSystem: ClassVar[NamedNode]
    LicenseDocument: ClassVar[NamedNode]
    MediaType: ClassVar[NamedNode]
    Standard: ClassVar[NamedNode]


class DCAT(Vocabulary, prefix="dcat", iri="http://www.w3.org/ns/dcat#"):
    """Data Catalog Vocabulary 3."""

    Catalog: ClassVar[NamedNode]
    CatalogRecord: ClassVar[NamedNode]
    Dataset: ClassVar[NamedNode]
    DataService: ClassVar[NamedNode]
    Distribution: ClassVar[NamedNode]
    Resource: ClassVar[NamedNode]
    dataset: ClassVar[NamedNode]
    record: ClassVar[NamedNode]
    service: ClassVar[NamedNode]
    distribution: ClassVar[NamedNode]
    accessURL: ClassVar[NamedNode]
    downloadURL: ClassVar[NamedNode]
    mediaType: ClassVar[NamedNode]
    contactPoint: ClassVar[NamedNode]
    endpointURL: ClassVar[NamedNode]
    endpointDescription: ClassVar[NamedNode]
    theme: ClassVar[NamedNode]
    themeTaxonomy: ClassVar[NamedNode]
    keyword: ClassVar[NamedNode]
    landingPage: ClassVar[NamedNode]
    version: ClassVar[NamedNode]
    hasVersion: ClassVar[NamedNode]
    isVersionOf: ClassVar[NamedNode]


class FOAF(Vocabulary, prefix="foaf", iri="http://xmlns.com/foaf/0.1/"):
    """Friend of a Friend."""

    Agent: ClassVar[NamedNode]
    Person: ClassVar[NamedNode]
    Organization: ClassVar[NamedNode]
    Document: ClassVar[NamedNode]
    name: ClassVar[NamedNode]
    page: ClassVar[NamedNode]
    homepage: ClassVar[NamedNode]
    primaryTopic: ClassVar[NamedNode]


class SKOS(Vocabulary, prefix="skos", iri="http://www.w3.org/2004/02/skos/core#"):
    """SKOS."""

    Concept: ClassVar[NamedNode]
    ConceptScheme: ClassVar[NamedNode]
    prefLabel: ClassVar[NamedNode]
    altLabel: ClassVar[NamedNode]
    hiddenLabel: ClassVar[NamedNode]
    definition: ClassVar[NamedNode]
    notation: ClassVar[NamedNode]
    inScheme: ClassVar[NamedNode]
    hasTopConcept: ClassVar[NamedNode]
    topConceptOf: ClassVar[NamedNode]
    broadMatch: ClassVar[NamedNode]
    broader: ClassVar[NamedNode]
    exactMatch: ClassVar[NamedNode]
    closeMatch: ClassVar[NamedNode]
    relatedMatch: ClassVar[NamedNode]


class PROV(Vocabulary, prefix="prov", iri="http://www.w3.org/ns/prov#"):
    """PROV-O."""

    Entity: ClassVar[NamedNode]
    Activity: ClassVar[NamedNode]
    SoftwareAgent: ClassVar[NamedNode]
    Plan: ClassVar[NamedNode]
    Association: ClassVar[NamedNode]
    wasDerivedFrom: ClassVar[NamedNode]
    wasGeneratedBy: ClassVar[NamedNode]
    wasAssociatedWith: ClassVar[NamedNode]
    qualifiedAssociation: ClassVar[NamedNode]
    agent: ClassVar[NamedNode]
    hadPlan: ClassVar[NamedNode]
    hadPrimarySource: ClassVar[NamedNode]
    used: ClassVar[NamedNode]


class OA(Vocabulary, prefix="oa", iri="http://www.w3.org/ns/oa#"):
    """Web Annotation."""

    Annotation: ClassVar[NamedNode]
    SpecificResource: ClassVar[NamedNode]
    FragmentSelector: ClassVar[NamedNode]
    TextQuoteSelector: ClassVar[NamedNode]
    TextPositionSelector: ClassVar[NamedNode]
    hasBody: ClassVar[NamedNode]
    hasTarget: ClassVar[NamedNode]
    hasSource: ClassVar[NamedNode]
    hasSelector: ClassVar[NamedNode]
    refinedBy: ClassVar[NamedNode]
    exact: ClassVar[NamedNode]
    prefix_: ClassVar[NamedNode]
    suffix: ClassVar[NamedNode]
    start: ClassVar[NamedNode]
    end: ClassVar[NamedNode]
    motivatedBy: ClassVar[NamedNode]
    identifying: ClassVar[NamedNode]
    describing: ClassVar[NamedNode]


class CITO(Vocabulary, prefix="cito", iri="http://purl.org/spar/cito/"):
    """Citation Typing Ontology."""

    usesDataFrom: ClassVar[NamedNode]
    citesAsDataSource: ClassVar[NamedNode]
    isDocumentedBy: ClassVar[NamedNode]


class FABIO(Vocabulary, prefix="fabio", iri="http://purl.org/spar/fabio/"):
    """FRBR-aligned Bibliographic Ontology."""

    ResearchPaper: ClassVar[NamedNode]
    DigitalManifestation: ClassVar[NamedNode]
    hasArXivId: ClassVar[NamedNode]


class BIBO(Vocabulary, prefix="bibo", iri="http://purl.org/ontology/bibo/"):
    """Bibliographic Ontology."""

    AcademicArticle: ClassVar[NamedNode]
    authorList: ClassVar[NamedNode]
    doi: ClassVar[NamedNode]


class IT6(Vocabulary, prefix="it6", iri="http://data.europa.eu/it6/"):
    """MLDCAT-AP's own terms."""

    hasDocument: ClassVar[NamedNode]


class LPWC(Vocabulary, prefix="lpwc", iri="https://linkedpaperswithcode.com/property/"):
    """Linked Papers With Code: properties."""

    usedForTask: ClassVar[NamedNode]


class LPWCC(Vocabulary, prefix="lpwcc", iri="https://linkedpaperswithcode.com/class/"):
    """Linked Papers With Code: classes."""

    paper: ClassVar[NamedNode]


class MLS(Vocabulary, prefix="mls", iri="http://www.w3.org/ns/mls#"):
    """ML Schema."""

    Task: ClassVar[NamedNode]
    definedOn: ClassVar[NamedNode]


class ADMS(Vocabulary, prefix="adms", iri="http://www.w3.org/ns/adms#"):
    """Asset Description Metadata Schema."""

    Identifier: ClassVar[NamedNode]
    identifier: ClassVar[NamedNode]
    schemaAgency: ClassVar[NamedNode]


class SPDX(Vocabulary, prefix="spdx", iri="http://spdx.org/rdf/terms#"):
    """SPDX terms for checksums."""

    Checksum: ClassVar[NamedNode]
    ChecksumAlgorithm: ClassVar[NamedNode]
    checksum: ClassVar[NamedNode]
    algorithm: ClassVar[NamedNode]
    checksumValue: ClassVar[NamedNode]
    checksumAlgorithm_sha256: ClassVar[NamedNode]


class VCARD(Vocabulary, prefix="vcard", iri="http://www.w3.org/2006/vcard/ns#"):
    """vCard for contact points."""

    Kind: ClassVar[NamedNode]
    Organization: ClassVar[NamedNode]
    fn: ClassVar[NamedNode]
    hasURL: ClassVar[NamedNode]


class VOID(Vocabulary, prefix="void", iri="http://rdfs.org/ns/void#"):
    """Vocabulary of Interlinked Datasets."""

    Dataset: ClassVar[NamedNode]
    sparqlEndpoint: ClassVar[NamedNode]
    dataDump: ClassVar[NamedNode]
    uriSpace: ClassVar[NamedNode]
    vocabulary: ClassVar[NamedNode]
    triples: ClassVar[NamedNode]
    entities: ClassVar[NamedNode]
    distinctSubjects: ClassVar[NamedNode]
    distinctObjects: ClassVar[NamedNode]
    properties: ClassVar[NamedNode]
    classes: ClassVar[NamedNode]
    classPartition: ClassVar[NamedNode]
    propertyPartition: ClassVar[NamedNode]
    class_: ClassVar[NamedNode]
    property: ClassVar[NamedNode]


class SD(Vocabulary, prefix="sd", iri="http://www.w3.org/ns/sparql-service-description#"):
    """SPARQL service description."""

    Service: ClassVar[NamedNode]
    endpoint: ClassVar[NamedNode]
    supportedLanguage: ClassVar[NamedNode]
    SPARQL11Query: ClassVar[NamedNode]
    feature: ClassVar[NamedNode]
    UnionDefaultGraph: ClassVar[NamedNode]
    resultFormat: ClassVar[NamedNode]


PREFIXES: Final[dict[str, str]] = {vocabulary.prefix: vocabulary.iri for vocabulary in VOCABULARIES}

EU_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
EU_LANGUAGE: Final = EU_AUTHORITY + "language"
EU_DATA_THEME: Final = EU_AUTHORITY + "data-theme"
EU_FILE_TYPE: Final = EU_AUTHORITY + "file-type"
EU_LICENCE: Final = EU_AUTHORITY + "licence"
IANA_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
LEXVO_LANGUAGE: Final = "http://lexvo.org/id/iso639-3/"
DCMI_TYPE: Final = "http://purl.org/dc/dcmitype/"
PDF_FRAGMENTS: Final = "http://tools.ietf.org/rfc/rfc3778"  # so the Web Annotation Vocabulary, appendix C
TEXT_FRAGMENTS: Final = "http://tools.ietf.org/rfc/rfc5147"
DCAT_AP: Final = "https://semiceu.github.io/DCAT-AP/releases/3.0.1"
