"""What comes of one paper, as it travels from a worker to the run."""

from __future__ import annotations

from dataclasses import dataclass, field

from paper2dcat.errors import Paper2dcatError, PaperError
from paper2dcat.model import (
    ExtractorInfo,
    Issue,
    PaperDescription,
    PaperRecord,
    Positions,
    Severity,
    Status,
    Usage,
)
from paper2dcat.pipeline.collect import Input


@dataclass(frozen=True, slots=True)
class Processed:
    """What came of one paper: its record, its repaired text and where that is printed, the time per stage."""

    record: PaperRecord
    text: str
    seconds: dict[str, float] = field(default_factory=dict)
    final: bool = True
    """False when what is missing says nothing about the paper (a worker died, an endpoint failed midway): the
    next run tries again."""
    positions: Positions | None = None
    usage: Usage | None = None
    """What asking a model took, or would take in a dry run."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has loaded what it needs."""

    info: ExtractorInfo


@dataclass(frozen=True, slots=True)
class Stop:
    """A worker met something that will stop every paper: a bad configuration, a server that is down."""

    error: Paper2dcatError


Message = Ready | Stop | Processed


def failed_record(
    paper_file: Input, extractor: ExtractorInfo, error: PaperError, *, stage: str = "read"
) -> PaperRecord:
    """Return the record of a paper that could not be processed, with the reason as its issue."""
    message = f"{error.message.rstrip('.')}. {error.remedy}".strip()
    issue = Issue(
        code=error.code or "unreadable",
        severity=Severity.ERROR,
        stage=stage,
        where=paper_file.name,
        message=message,
    )
    return PaperRecord(
        source=paper_file.name,
        sha256=paper_file.sha256,
        status=Status.FAILED,
        paper=PaperDescription(),
        extractor=extractor,
        issues=(issue,),
        created=paper_file.created,
    )
