"""What validation says: results, the evidence behind the statements they are about, and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a result is; only a violation makes a graph fail."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


_RANK = {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """The words a statement rests on: which paper, which page, which quote, and on what basis."""

    paper: str
    """IRI of the paper, or of the file when the graph doesn't say which paper it is."""
    title: str
    page: int
    """0 when the graph names no page."""
    quote: str
    basis: str = ""
    """``stated``, ``reference``, ``catalogue`` or ``inferred``; empty for a mention."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a shape finds wrong (or could be better)."""

    severity: Severity
    focus: str
    """The node the result is about: an IRI, or ``_:label``."""
    path: str
    """The property (an IRI) or a SPARQL property path; empty when the node itself is at fault."""
    value: str
    """The offending value as an N-Triples term; empty when the constraint has none (a missing value)."""
    message: str
    shape: str
    """IRI of the shape, or of the nearest shape around it that has one."""
    component: str
    """Local name of the constraint component (``MinCountConstraintComponent``)."""
    name: str = ""
    """The shape's ``sh:name``."""
    evidence: tuple[Source, ...] = ()

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str, str]:
        """Violations first, then by place: the order of every report."""
        rank = _RANK[self.severity]
        return (rank, self.focus, self.path, self.value, self.shape, self.component, self.message)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one validation. It conforms when nothing in it is a violation."""

    results: tuple[Result, ...]
    profile: str
    engine: str
    files: tuple[str, ...] = ()
    """Names of the files that were validated; empty for statements in memory."""
    statements: int = 0
    waived: int = 0
    """Results that the profile forgives, each for a reason that its manifest gives."""

    @property
    def conforms(self) -> bool:
        """Whether no result is a violation."""
        return all(result.severity is not Severity.VIOLATION for result in self.results)

    @property
    def exit_code(self) -> int:
        """0 when the graph conforms, else 1."""
        return 0 if self.conforms else 1

    def counts(self) -> dict[Severity, int]:
        """Return the number of results of each severity, zeros included."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] for severity in Severity}


def ordered(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return results without repetition in the order of a report."""
    return tuple(sorted(set(results), key=lambda result: result.sort_key))
