"""The report of a workspace as data: what was read, found, dropped and why, and how full each field is."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from paper2dcat import __version__
from paper2dcat.model import FIELDS, Issue
from paper2dcat.pipeline.index import Index
from paper2dcat.pipeline.summary import SEVERITIES, PaperLine
from paper2dcat.publish import Numbers
from paper2dcat.tally import tally

SCHEMA: Final = "paper2dcat-report/1"
PAPER_STAGES: Final = ("read", "extract", "ground")
"""Stages that run paper by paper."""
_EXAMPLES = 5
_TOP = 20
_LISTED = 300
"""So many papers are listed; ``paper2dcat show`` lists all."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking a model about one paper took, over all runs."""

    key: str
    requests: int
    prompt_tokens: int
    answer_tokens: int
    seconds: float
    cost: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """The run that made the report: papers read in it, papers known already, issues of no one paper."""

    read: int = 0
    kept: int = 0
    issues: tuple[Issue, ...] = ()
    started: float = 0.0
    """When the run began, by ``time.perf_counter``."""
    asked: tuple[Asked, ...] = ()
    """What asking a model took so far, in this run and those before it."""

    def figures(self) -> dict[str, Any]:
        """Return what the report says of the run."""
        issues = [f"{issue.where}: {issue.message}" for issue in self.issues]
        return {"read": self.read, "kept": self.kept, "issues": issues}


@dataclass(frozen=True, slots=True)
class Fill:
    """How many dataset descriptions have a field, and where its values come from."""

    field: str
    filled: int
    of: int
    basis: dict[str, int]

    @property
    def rate(self) -> float:
        """Part of the descriptions that have the field."""
        return self.filled / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of issue with how often it came up and a few examples."""

    code: str
    severity: str
    stage: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A paper whose part of the graph breaks the shapes: kept aside, not published."""

    key: str
    source: str
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Popular:
    """A dataset and how many papers introduce, use or mention it."""

    slug: str
    title: str
    papers: int
    used: int


@dataclass(frozen=True, slots=True)
class Checked:
    """How many values of a field were claimed, and what became of them; corrected ones are kept ones."""

    field: str
    claimed: int
    kept: int
    corrected: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the report says. Only ``timing``, ``run`` and ``asked`` tell two builds of the same input apart."""

    papers: tuple[PaperLine, ...]
    statuses: dict[str, int]
    datasets: int
    descriptions: int
    mentions: int
    statements: int
    graphs: int
    fields: tuple[Fill, ...]
    reasons: tuple[Reason, ...]
    popular: tuple[Popular, ...]
    quarantined: tuple[Quarantined, ...]
    extractors: tuple[str, ...]
    run: dict[str, Any] = field(default_factory=dict)
    timing: dict[str, float] = field(default_factory=dict)
    pages: int = 0
    total: int = 0
    """Number of papers; when there are very many, ``papers`` has not all of them."""
    checked: tuple[Checked, ...] = ()
    asked: tuple[Asked, ...] = ()
    schema: str = SCHEMA
    version: str = __version__

    def to_json(self) -> str:
        """Return the report as JSON, with a line for each thing that it lists."""
        names = [field.name for field in dataclasses.fields(self)]
        return "{\n" + ",\n".join(f'  "{name}": {_lines(getattr(self, name))}' for name in names) + "\n}\n"

    def of_run(self, run: Run) -> Report:
        """Return the report with what the run did."""
        timing = {**self.timing, "run": round(time.perf_counter() - run.started, 3)}
        return dataclasses.replace(self, run=run.figures(), timing=timing, asked=run.asked)


def _lines(value: object) -> str:
    """Return a value as JSON; of a sequence, each member on a line of its own."""
    if isinstance(value, tuple) and value:
        return "[\n    " + ",\n    ".join(map(_line, value)) + "\n  ]"
    return _line(value)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_fields)


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def make_report(index: Index, numbers: Numbers, seconds: Mapping[str, float]) -> Report:
    """Say what a workspace holds, from what its index and its store have counted."""
    total = {name: value for name, value in index.rows("select name, value from total") if value}
    whole = {name: round(value) for name, value in total.items() if not name.startswith("seconds ")}
    return Report(
        papers=_papers(index),
        statuses=dict(sorted(_named(whole, "status").items())),
        datasets=index.rows("select count(*) from dataset where papers > 0")[0][0],
        descriptions=whole.get("descriptions", 0),
        mentions=whole.get("mentions", 0),
        statements=numbers.statements + numbers.catalog,
        graphs=numbers.graphs + 1,
        fields=tuple(_fill(whole, entry.key) for entry in FIELDS),
        reasons=_reasons(index),
        popular=_popular(index),
        quarantined=tuple(Quarantined(row.key, row.source, row.aside) for row in index.aside()),
        extractors=tuple(sorted(_named(whole, "extractor"))),
        timing=_timing(_named(total, "seconds"), seconds),
        pages=whole.get("pages", 0),
        checked=_checked(whole),
        total=whole.get("papers", 0),
    )


def _papers(index: Index) -> tuple[PaperLine, ...]:
    """Return the papers, sorted by key; of very many those that something is wrong with, then others."""
    query = "select summary, aside from paper order by rank, key limit ?"
    lines = []
    for summary, aside in index.rows(query, _LISTED):
        lines.append(PaperLine(**(json.loads(summary)["line"] | {"published": aside == "[]"})))
    return tuple(sorted(lines, key=lambda line: line.key))


def _named(numbers: Mapping[str, T], kind: str) -> dict[str, T]:
    """Return the numbers of one kind by the rest of their names."""
    return {name[len(kind) + 1 :]: value for name, value in numbers.items() if name.startswith(f"{kind} ")}


def _fill(numbers: Mapping[str, int], key: str) -> Fill:
    basis = dict(sorted(_named(numbers, f"basis {key}").items()))
    return Fill(key, numbers.get(f"filled {key}", 0), numbers.get("descriptions", 0), basis)


def _reasons(index: Index) -> tuple[Reason, ...]:
    query = "select severity, stage, code, issues from reason where issues > 0"
    examples = "select distinct example from issue where severity = ? and stage = ? and code = ? order by example limit ?"
    groups = sorted(index.rows(query), key=lambda row: (row[0], -row[3], row[1:3]))
    return tuple(
        Reason(
            code=code,
            severity=SEVERITIES[severity].value,
            stage=stage,
            count=count,
            examples=tuple(row[0] for row in index.rows(examples, severity, stage, code, _EXAMPLES)),
        )
        for severity, stage, code, count in groups
    )


def _popular(index: Index) -> tuple[Popular, ...]:
    query = (
        "select slug, title, papers, users from dataset where papers > 0 "
        "order by users desc, papers desc, slug limit ?"
    )
    return tuple(Popular(*row) for row in index.rows(query, _TOP))


def _checked(numbers: Mapping[str, int]) -> tuple[Checked, ...]:
    lines = []
    for key in tally(()):
        kept, corrected, dropped = (
            numbers.get(f"{kind} {key}", 0) for kind in ("kept", "corrected", "dropped")
        )
        lines.append(Checked(key, kept + dropped, kept, corrected, dropped))
    return tuple(lines)


def _timing(papers: Mapping[str, float], stages: Mapping[str, float]) -> dict[str, float]:
    """Seconds by stage: per-paper stages summed over the papers, the others as measured in this run."""
    timing: dict[str, float] = {name: round(papers[name], 3) for name in PAPER_STAGES if name in papers}
    timing.update({name: round(seconds, 3) for name, seconds in stages.items()})
    return timing


def asked_of(ledger: Path | None) -> tuple[Asked, ...]:
    """Return what asking a model took, paper by paper, as the ledger of requests has it."""
    if ledger is None or not ledger.is_file():
        return ()
    from paper2dcat.extract.llm.usage import read_ledger

    papers, _ = read_ledger(ledger)
    return tuple(
        Asked(key, u.requests, u.prompt_tokens, u.answer_tokens, round(u.seconds, 3), u.cost)
        for key, u in sorted(papers.items())
    )
