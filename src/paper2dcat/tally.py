"""Counting what became of the claims, by field, from a record alone.

A kept value stands in the record; a dropped one is an issue of stage ``ground`` with severity warning whose
``where`` ends in the field; a corrected one is an info issue with code ``corrected`` there (and its value is
among the kept). A candidate that fell as a whole counts as a dropped ``dcterms:title``; what else was claimed
of it was not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from paper2dcat.model import FIELDS, PaperRecord, Severity

GROUND: Final = "ground"
"""The stage whose issues say what became of a claim."""
_KEYS = (*(field.key for field in FIELDS), "skos:altLabel", "cito:citesAsDataSource", "role")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values of a field were claimed, kept (corrected ones among them) and dropped."""

    kept: int = 0
    corrected: int = 0
    dropped: int = 0

    @property
    def claimed(self) -> int:
        """All values that were looked at."""
        return self.kept + self.dropped

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.kept + other.kept, self.corrected + other.corrected, self.dropped + other.dropped)


def tally(records: Iterable[PaperRecord]) -> Mapping[str, Tally]:
    """Return the counts of each field over some records, fields in their usual order."""
    counts = dict.fromkeys(_KEYS, Tally())
    for record in records:
        for dataset in record.datasets:
            for field in FIELDS:
                counts[field.key] += Tally(kept=len(dataset.values(field.name)))
            counts["skos:altLabel"] += Tally(kept=len(dataset.alt_label))
            counts["cito:citesAsDataSource"] += Tally(
                kept=len(dataset.evidence_for("cito:citesAsDataSource"))
            )
            counts["role"] += Tally(kept=1)
        for issue in record.issues:
            if issue.stage != GROUND or issue.where.count(" > ") == 0 or _about_text(issue.where):
                continue
            last = issue.where.rsplit(" > ", 1)[1]
            key = last if last in counts else "dcterms:title"
            if issue.code == "corrected":
                counts[key] += Tally(corrected=1)
            elif issue.severity is Severity.WARNING:
                counts[key] += Tally(dropped=1)
    return counts


def _about_text(where: str) -> bool:
    """Whether an issue is about a page of the paper and not about a claim."""
    last = where.rsplit(" > ", 1)[1]
    return last.startswith("page ") and last[5:].isdigit()
