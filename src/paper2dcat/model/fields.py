"""The twelve fields of a dataset description: attribute name, key in JSON, and whether it repeats."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``name`` in Python, ``key`` in records, ``many`` when its value is a list."""

    name: str
    key: str
    many: bool


FIELDS: tuple[Field, ...] = (
    Field("creator", "dcterms:creator", True),
    Field("description", "dcterms:description", False),
    Field("title", "dcterms:title", False),
    Field("issued", "dcterms:issued", False),
    Field("language", "dcterms:language", True),
    Field("identifier", "dcterms:identifier", True),
    Field("theme", "dcat:theme", True),
    Field("keyword", "dcat:keyword", True),
    Field("landing_page", "dcat:landingPage", False),
    Field("has_version", "dcterms:hasVersion", False),
    Field("format", "dcterms:format", False),
    Field("task", "mls:task", True),
)
"""The twelve fields in the order of the mission statement."""

_BY_KEY = {field.key: field for field in FIELDS}
_BY_NAME = {field.name: field for field in FIELDS}


def field_by_key(key: str) -> Field:
    """Return the field with this record key (``dcterms:creator``); ``KeyError`` if there is none."""
    return _BY_KEY[key]


def field_by_name(name: str) -> Field:
    """Return the field with this attribute name (``landing_page``); ``KeyError`` if there is none."""
    return _BY_NAME[name]
