"""The form of a model's answer: what is asked for, and what is accepted.

``reply_schema`` is what an endpoint with structured output is held to. It uses only what every such
endpoint understands: objects with all properties required, arrays, strings, null, enumerations.
"""

from __future__ import annotations

from typing import Any, Final

from paper2dcat.model import FIELDS, Role

ANSWERS: Final = ("datasets", "no-dataset")
KINDS: Final = ("dataset", "model", "method", "metric", "task", "software", "venue", "other")
ROLES: Final = tuple(role.value for role in Role)

FIELD_KEYS: Final[dict[str, str]] = {
    field.key.partition(":")[2]: field.key for field in FIELDS if field.name != "title"
}
"""Names of the fields in an answer (``landingPage``) and their record keys; the title is the name itself."""

_STRING: Final[dict[str, Any]] = {"type": "string"}
_OPTIONAL: Final[dict[str, Any]] = {"type": ["string", "null"]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def reply_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer."""
    field = _object(
        {
            "field": {"type": "string", "enum": list(FIELD_KEYS)},
            "value": _STRING,
            "quote": _STRING,
            "reference": _OPTIONAL,
        }
    )
    dataset = _object(
        {
            "name": _STRING,
            "also_called": {"type": "array", "items": _STRING},
            "kind": {"type": "string", "enum": list(KINDS)},
            "role": {"type": "string", "enum": list(ROLES)},
            "quote": _STRING,
            "reference": _OPTIONAL,
            "fields": {"type": "array", "items": field},
        }
    )
    return _object(
        {
            "answer": {"type": "string", "enum": list(ANSWERS)},
            "datasets": {"type": "array", "items": dataset},
        }
    )
