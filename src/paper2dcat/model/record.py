"""The record format ``paper2dcat/1``: what is known about one paper and the datasets in it.

These are the only types that cross the border to JSON, so they are pydantic models; the JSON keys are
the aliases. ``PaperRecord.model_validate_json`` reads a record, ``PaperRecord.to_json`` writes one line.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Final = "paper2dcat/1"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="forbid", serialize_by_alias=True)


Strings = tuple[str, ...]


def _is_empty(value: tuple[object, ...]) -> bool:
    return not value


class Basis(StrEnum):
    """Where a value comes from."""

    STATED = "stated"
    """Words of the paper."""
    REFERENCE = "reference"
    """A bibliography entry of the paper, reached by a callout at the mention."""
    CATALOGUE = "catalogue"
    """An entry of a named catalogue."""
    INFERRED = "inferred"
    """A named rule."""


class Role(StrEnum):
    """What the paper does with a dataset."""

    INTRODUCED = "introduced"
    USED = "used"
    MENTIONED = "mentioned"


class Status(StrEnum):
    """How far a paper got."""

    OK = "ok"
    NO_DATASETS = "no-datasets"
    PARTIAL = "partial"
    FAILED = "failed"


class Severity(StrEnum):
    """How bad an issue is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Issue(_Frozen):
    """Something that went wrong or was left out; ``where`` is a readable path.

    Example of ``where``: ``lamb.pdf > page 7 > CIFAR-10 > dcterms:creator``.
    """

    code: str
    severity: Severity
    stage: str
    where: str
    message: str


class Quote(_Frozen):
    """An exact slice of the paper's repaired text with the page it stands on."""

    page: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str


class Mention(Quote):
    """A place where the paper names the dataset."""


class Evidence(_Frozen):
    """Why a value is believed.

    ``stated`` and ``reference`` carry quote, page and span; ``reference`` also ``via``, the callout in the
    text that leads to the entry. ``catalogue`` carries ``source``, the IRI of the entry, and in ``quote`` the
    name it was found by; ``inferred`` carries ``source``, the name of the rule, and the words it looked at.
    """

    field: str
    value: str
    basis: Basis
    quote: str = ""
    page: int | None = None
    start: int | None = None
    end: int | None = None
    via: Quote | None = None
    source: str = ""
    said_by: Annotated[Strings, Field(exclude_if=_is_empty)] = ()
    """Names of the extractors that say so, where several were asked; else not in the JSON."""


class DatasetRecord(_Frozen):
    """One dataset as one paper speaks of it: the twelve fields, every mention, evidence for every value."""

    title: Annotated[str, Field(alias="dcterms:title", min_length=1)]
    alt_label: Annotated[Strings, Field(alias="skos:altLabel")] = ()
    role: Role
    confidence: float = Field(ge=0, le=1)
    creator: Annotated[Strings, Field(alias="dcterms:creator")] = ()
    description: Annotated[str, Field(alias="dcterms:description")] = ""
    issued: Annotated[str, Field(alias="dcterms:issued")] = ""
    language: Annotated[Strings, Field(alias="dcterms:language")] = ()
    identifier: Annotated[Strings, Field(alias="dcterms:identifier")] = ()
    theme: Annotated[Strings, Field(alias="dcat:theme")] = ()
    keyword: Annotated[Strings, Field(alias="dcat:keyword")] = ()
    landing_page: Annotated[str, Field(alias="dcat:landingPage")] = ""
    has_version: Annotated[str, Field(alias="dcterms:hasVersion")] = ""
    format: Annotated[str, Field(alias="dcterms:format")] = ""
    task: Annotated[Strings, Field(alias="mls:task")] = ()
    mentions: tuple[Mention, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    conflicts: Annotated[tuple[Evidence, ...], Field(exclude_if=_is_empty)] = ()
    """Values that another extractor claims and the paper bears out too, but that exclude those of the fields."""

    def values(self, name: str) -> Strings:
        """Return the values of a field by attribute name, one or many alike; empty strings are no value."""
        value = getattr(self, name)
        if isinstance(value, str):
            return (value,) if value else ()
        return tuple(value)

    def evidence_for(self, key: str, value: str | None = None) -> tuple[Evidence, ...]:
        """Return the evidence for a field by record key, for one of its values or for all."""
        return tuple(e for e in self.evidence if e.field == key and value in (None, e.value))


class PaperDescription(_Frozen):
    """The paper itself. ``date`` is as precise as known; ``evidence`` says where each value comes from."""

    title: Annotated[str, Field(alias="dcterms:title")] = ""
    creator: Annotated[Strings, Field(alias="dcterms:creator")] = ()
    identifier: Annotated[Strings, Field(alias="dcterms:identifier")] = ()
    date: Annotated[str, Field(alias="dcterms:date")] = ""
    language: str = ""
    pages: int = 0
    characters: int = 0
    evidence: tuple[Evidence, ...] = ()


class ExtractorInfo(_Frozen):
    """Which extractor spoke: its name and version, and for a model its name and the prompt's SHA-256."""

    name: str
    version: str
    model: str | None = None
    prompt_sha256: str | None = None


class PaperRecord(_Frozen):
    """One paper: what was read, which datasets were found, and what was left out and why."""

    schema_: Annotated[Literal["paper2dcat/1"], Field(alias="schema")] = SCHEMA
    source: str
    sha256: str
    status: Status
    paper: PaperDescription
    extractor: ExtractorInfo
    datasets: tuple[DatasetRecord, ...] = ()
    issues: tuple[Issue, ...] = ()
    created: str
    """UTC, ``2026-11-22T10:00:00Z``."""

    @property
    def key(self) -> str:
        """The paper's key: DOI, else arXiv id without version, else SHA-256 of the file; never the name."""
        for prefix in ("doi:", "arXiv:"):
            for identifier in self.paper.identifier:
                if identifier.startswith(prefix):
                    return identifier
        return f"sha256:{self.sha256}"

    def to_json(self) -> str:
        """Return the record as one line of JSON (keys as in the record format, non-ASCII kept)."""
        return self.model_dump_json(by_alias=True)
