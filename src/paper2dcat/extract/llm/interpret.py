"""From what a model said about one part to candidates, still unchecked.

The numbers in an answer are resolved to the entries that the part showed; a number that was not shown
supports nothing, so its claim loses it. Nothing is added to what the model said, and what it thinks of
its own certainty is not asked: every candidate has the same confidence until grounding has checked it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from paper2dcat.extract.llm.context import Part
from paper2dcat.extract.llm.parse import RawDataset, RawField
from paper2dcat.extract.llm.units import without_marks
from paper2dcat.model import Basis, Candidate, Claim, Paper, Reference, Role

CONFIDENCE: Final = 0.5

_PERSONS: Final = re.compile(r"\s*;\s*|\s*\n\s*|\s+(?:and|&)\s+|,\s+and\s+")
_FULL_NAME: Final = re.compile(r"[^\W\d]\S*(?:\s+\S+)+")
_ET_AL: Final = re.compile(r"[,\s]*\bet\s+al\.?\s*$|[,\s]+and others\s*$", re.IGNORECASE)
_DOI: Final = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(?=10\.)", re.IGNORECASE)
_QUOTATION: Final = "\"'“”‘’«» "

Note = Callable[[str, str], None]
"""Takes what a statement is about and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Turns the statements about one part into candidates."""

    paper: Paper
    part: Part
    note: Note

    def candidate(self, raw: RawDataset) -> Candidate:
        """Return the candidate that a statement makes."""
        name = without_marks(raw.name)
        role = raw.role
        if role is None:
            self.note(name, "it does not say whether the dataset is introduced or used; taken as mentioned")
            role = Role.MENTIONED
        claims = [Claim("dcterms:title", name, quote=_quote(raw.quote))]
        source = self._entry(raw.reference, name)
        if source is not None:
            entry = " ".join(self.paper.text[source.start : source.end].split())
            value = source.title or entry
            claims.append(
                Claim("cito:citesAsDataSource", value, Basis.REFERENCE, quote=entry, reference=source.index)
            )
        for field in raw.fields:
            claims += self._claims(field, name)
        aliases = tuple(dict.fromkeys(alias for alias in map(without_marks, raw.aliases) if alias != name))
        return Candidate(
            title=name,
            role=role,
            confidence=CONFIDENCE,
            aliases=aliases,
            claims=tuple(dict.fromkeys(claims)),
            kind=raw.kind,
        )

    def _claims(self, field: RawField, name: str) -> Iterator[Claim]:
        entry = self._entry(field.reference, f"{name} > {field.key}")
        basis = Basis.STATED if entry is None else Basis.REFERENCE
        index = None if entry is None else entry.index
        for value in _values(field):
            yield Claim(field.key, value, basis, quote=_quote(field.quote), reference=index)

    def _entry(self, number: int | None, about: str) -> Reference | None:
        """Return the bibliography entry that a number means, if the part showed it."""
        if number is None:
            return None
        if number - 1 not in self.part.references:
            self.note(about, f"entry R{number} was not among those shown")
            return None
        return next(entry for entry in self.paper.references if entry.index == number - 1)


def _values(field: RawField) -> list[str]:
    """Return the values in one field of an answer; several persons may stand in one string."""
    value = without_marks(field.value).strip()
    if field.key == "dcterms:creator":
        return _persons(value)
    if field.key == "dcterms:identifier":
        return [_DOI.sub("", value)]
    return [value] if value else []


def _persons(value: str) -> list[str]:
    """Part a list of persons; commas part only where each piece is a full name."""
    pieces: list[str] = []
    for piece in _PERSONS.split(_ET_AL.sub("", value)):
        by_comma = [part.strip() for part in piece.split(",")]
        full = len(by_comma) > 1 and all(_FULL_NAME.fullmatch(part) for part in by_comma)
        pieces += by_comma if full else [piece.strip(" ,")]
    return [piece for piece in pieces if piece]


def _quote(text: str) -> str:
    """Return a quote without marks of ours and without the quotation marks and dots around it."""
    return without_marks(text).strip(_QUOTATION).removeprefix("…").removesuffix("…").strip(_QUOTATION + ".…")
