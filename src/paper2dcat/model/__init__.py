"""The types that stages hand to each other. Frozen: a stage returns new values, it never edits old ones.

``paper``: what reading yields. ``claims``: what an extractor says (unchecked). ``record``: what is kept,
in the published record format. The flow is ``Paper`` → ``Candidate`` (of ``Claim``) → ``PaperRecord``.
"""

from paper2dcat.model.claims import Candidate, Claim, Extraction, Usage
from paper2dcat.model.fields import FIELDS, Field, field_by_key, field_by_name
from paper2dcat.model.paper import (
    Box,
    Callout,
    Fact,
    Line,
    Note,
    Page,
    Paper,
    Passage,
    PassageKind,
    PersonName,
    Reference,
    Section,
    SectionKind,
    Span,
)
from paper2dcat.model.positions import Positions
from paper2dcat.model.record import (
    SCHEMA,
    Basis,
    DatasetRecord,
    Evidence,
    ExtractorInfo,
    Issue,
    Mention,
    PaperDescription,
    PaperRecord,
    Quote,
    Role,
    Severity,
    Status,
)

__all__ = [
    "FIELDS",
    "SCHEMA",
    "Basis",
    "Box",
    "Callout",
    "Candidate",
    "Claim",
    "DatasetRecord",
    "Evidence",
    "Extraction",
    "ExtractorInfo",
    "Fact",
    "Field",
    "Issue",
    "Line",
    "Mention",
    "Note",
    "Page",
    "Paper",
    "PaperDescription",
    "PaperRecord",
    "Passage",
    "PassageKind",
    "PersonName",
    "Positions",
    "Quote",
    "Reference",
    "Role",
    "Section",
    "SectionKind",
    "Severity",
    "Span",
    "Status",
    "Usage",
    "field_by_key",
    "field_by_name",
]
