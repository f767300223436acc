"""Records, ours or others', to quads: without a paper unverified, with its paper grounded in its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from paper2dcat.errors import UsageError
from paper2dcat.ground import ground
from paper2dcat.model import Issue, Paper, PaperRecord
from paper2dcat.names import normal_form
from paper2dcat.peer import PEER, PeerPaper, parse_records, unusable
from paper2dcat.pipeline.collect import record_time
from paper2dcat.pipeline.describing import describe_all
from paper2dcat.read import read_paper
from paper2dcat.resolve import Curation


@dataclass(frozen=True, slots=True)
class Mapped:
    """What mapping gave: the records it understood, the statements, and what was left out."""

    records: tuple[PaperRecord, ...]
    quads: tuple[ox.Quad, ...]
    issues: tuple[Issue, ...]
    unusable: Mapping[str, Mapping[str, int]]
    """How many values of each field could not be used as they were written, by reason."""
    grounded: bool = False
    """Whether the values were held against a paper; what became of them, :func:`tally` says."""


@dataclass(frozen=True, slots=True)
class Text:
    """One input: its name, its content, and the time its records carry."""

    name: str
    content: str
    created: str


def map_records(texts: Sequence[Text], config: Config, *, paper: Path | None = None) -> Mapped:
    """Return the graph of records. ``paper`` is the file that the records are about, if there is one."""
    said = [(item, text.created) for text in texts for item in parse_records(text.content, text.name)]
    if paper is None:
        records = [item.record or item.unverified(created) for item, created in said]
        issues = [issue for item, _ in said for issue in item.issues]
    else:
        grounded = _grounded([item for item, _ in said], paper, config)
        records, issues = [grounded], list(grounded.issues)
    records = sorted({record.key: record for record in records}.values(), key=lambda record: record.key)
    catalogue = load_catalogue(config)
    quads = describe_all(records, config, catalogue, Curation()).quads()
    left_out = unusable(item for item, _ in said)
    return Mapped(tuple(records), tuple(quads), tuple(dict.fromkeys(issues)), left_out, paper is not None)


def _grounded(said: Sequence[PeerPaper], path: Path, config: Config) -> PaperRecord:
    """Return the record of what the paper's own words support."""
    paper = read_paper(path, config.reader)
    item = said[0] if len(said) == 1 else _about(said, paper)
    info = item.record.extractor if item.record is not None else PEER
    return ground(paper, item.extraction(), info, catalogue=load_catalogue(config), created=record_time(path))


def _about(said: Sequence[PeerPaper], paper: Paper) -> PeerPaper:
    """Return what is said of this paper among many, by its title or its identifier."""
    title = paper.title.value if paper.title else ""
    names = {normal_form(title), normal_form(paper.key)} - {""}
    found = [item for item in said if names & {normal_form(item.title), normal_form(item.id)}]
    if len(found) != 1:
        raise UsageError(
            f"{len(found) or 'none'} of the {len(said)} papers that the records speak of has the title of"
            f" {paper.source}: {title or '(none found)'}",
            remedy="Give the records of that paper alone.",
        )
    return found[0]
