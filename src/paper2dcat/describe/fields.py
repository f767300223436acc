"""Field to term: what each field of a record becomes in RDF, once.

``property`` is the property of the statement and of the claim that reifies it. Fields that are ``decided``
have one value (or one list) for a dataset whatever many papers say, so their statement is made with the
identity; the others are stated in the graph of each paper that gives them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import NamedNode

from paper2dcat.vocab import CITO, DCAT, DCTERMS, LPWC, SKOS


class Value(StrEnum):
    """What kind of term a field's value becomes."""

    TEXT = "language-tagged text"
    DATE = "date as precise as stated"
    AGENT = "agent"
    LANGUAGE = "language of the EU authority table"
    IDENTIFIER = "identifier"
    CONCEPT = "concept of one of our schemes"
    PAGE = "web page"
    VERSION = "dataset that is a version"
    FORMAT = "kind of content or file type"
    WORK = "title of a cited work"


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """How one field of a record is put into RDF."""

    key: str
    property: NamedNode
    value: Value
    decided: bool = False


TERMS: Final[tuple[FieldTerm, ...]] = (
    FieldTerm("dcterms:title", DCTERMS.title, Value.TEXT, decided=True),
    FieldTerm("skos:altLabel", SKOS.altLabel, Value.TEXT, decided=True),
    FieldTerm("dcterms:description", DCTERMS.description, Value.TEXT, decided=True),
    FieldTerm("dcterms:creator", DCTERMS.creator, Value.AGENT, decided=True),
    FieldTerm("dcterms:issued", DCTERMS.issued, Value.DATE, decided=True),
    FieldTerm("dcterms:language", DCTERMS.language, Value.LANGUAGE),
    FieldTerm("dcterms:identifier", DCTERMS.identifier, Value.IDENTIFIER),
    FieldTerm("dcat:theme", DCAT.theme, Value.CONCEPT),
    FieldTerm("dcat:keyword", DCAT.keyword, Value.TEXT),
    FieldTerm("dcat:landingPage", DCAT.landingPage, Value.PAGE),
    FieldTerm("dcterms:hasVersion", DCAT.hasVersion, Value.VERSION),
    FieldTerm("dcterms:format", DCTERMS.format, Value.FORMAT),
    FieldTerm("mls:task", LPWC.usedForTask, Value.CONCEPT),
    FieldTerm("cito:citesAsDataSource", CITO.citesAsDataSource, Value.WORK),
)
"""Every field of a record that becomes a statement or a claim."""

_BY_KEY: Final = {term.key: term for term in TERMS}

PAPER_PROPERTIES: Final[dict[str, NamedNode]] = {
    "dcterms:title": DCTERMS.title,
    "dcterms:creator": DCTERMS.creator,
    "dcterms:identifier": DCTERMS.identifier,
    "dcterms:date": DCTERMS.date,
    "language": DCTERMS.language,
}
"""Every field of the description of the paper itself."""


def field_term(key: str) -> FieldTerm | None:
    """Return how the field with this record key is put into RDF, None for a field that isn't."""
    return _BY_KEY.get(key)
