"""The report of a workspace as data: what was read, found, dropped and why, and how full each field is."""

from __future__ import annotations

import dataclasses
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from paper2dcat import __version__
from paper2dcat.ground import tally
from paper2dcat.model import FIELDS, Issue, PaperRecord, Role, Severity, Status
from paper2dcat.pipeline.derive import Derived, Quarantined
from paper2dcat.workspace import Source

SCHEMA: Final = "paper2dcat-report/1"
PAPER_STAGES: Final = ("read", "extract", "ground")
"""Stages that run paper by paper."""
_EXAMPLES = 5
_TOP = 20


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
class PaperLine:
    """One paper in the report."""

    key: str
    source: str
    title: str
    status: str
    introduced: int
    used: int
    mentioned: int
    published: bool
    error: str = ""


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
    checked: tuple[Checked, ...] = ()
    asked: tuple[Asked, ...] = ()
    schema: str = SCHEMA
    version: str = __version__

    def to_json(self) -> str:
        """Return the report as indented JSON."""
        return json.dumps(dataclasses.asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """Read what :meth:`to_json` wrote; ``ValueError`` or ``TypeError`` for anything else."""
        content = json.loads(text)
        if content.get("schema") != SCHEMA or content.get("version") != __version__:
            raise ValueError("another kind or version of report")
        content["papers"] = tuple(PaperLine(**item) for item in content["papers"])
        content["fields"] = tuple(Fill(**item) for item in content["fields"])
        content["popular"] = tuple(Popular(**item) for item in content["popular"])
        content["reasons"] = tuple(
            Reason(**(item | {"examples": tuple(item["examples"])})) for item in content["reasons"]
        )
        content["quarantined"] = tuple(
            Quarantined(**(item | {"results": tuple(item["results"])})) for item in content["quarantined"]
        )
        content["checked"] = tuple(Checked(**item) for item in content["checked"])
        content["asked"] = tuple(Asked(**item) for item in content["asked"])
        content["extractors"] = tuple(content["extractors"])
        return cls(**content)

    def of_run(self, run: Run) -> Report:
        """Return the report with what the run did."""
        timing = {**self.timing, "run": round(time.perf_counter() - run.started, 3)}
        return dataclasses.replace(self, run=run.figures(), timing=timing, asked=run.asked)


def make_report(derived: Derived, sources: Iterable[Source]) -> Report:
    """Count what a workspace holds."""
    records = derived.records
    aside = {item.key for item in derived.quarantined}
    datasets = [dataset for record in records for dataset in record.datasets]
    issues = [issue for record in records for issue in record.issues]
    return Report(
        papers=tuple(_line(record, record.key not in aside) for record in records),
        statuses=dict(sorted(Counter(record.status.value for record in records).items())),
        datasets=len(derived.identities.identities),
        descriptions=len(datasets),
        mentions=sum(len(dataset.mentions) for dataset in datasets),
        statements=derived.statements,
        graphs=len(derived.files),
        fields=tuple(_fill(records, entry.name, entry.key) for entry in FIELDS),
        reasons=_reasons([*issues, *derived.issues]),
        popular=_popular(derived),
        quarantined=derived.quarantined,
        extractors=_extractors(records),
        timing=_timing(derived.seconds, sources),
        pages=sum(record.paper.pages for record in records),
        checked=_checked(records),
    )


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


def _checked(records: Sequence[PaperRecord]) -> tuple[Checked, ...]:
    return tuple(
        Checked(key, count.claimed, count.kept, count.corrected, count.dropped)
        for key, count in tally(records).items()
    )


def _line(record: PaperRecord, published: bool) -> PaperLine:
    roles = Counter(dataset.role for dataset in record.datasets)
    error = next((i.message for i in record.issues if i.severity is Severity.ERROR), "")
    return PaperLine(
        key=record.key,
        source=record.source,
        title=record.paper.title,
        status=record.status.value,
        introduced=roles[Role.INTRODUCED],
        used=roles[Role.USED],
        mentioned=roles[Role.MENTIONED],
        published=published,
        error=error if record.status is Status.FAILED else "",
    )


def _fill(records: Sequence[PaperRecord], name: str, key: str) -> Fill:
    datasets = [dataset for record in records for dataset in record.datasets]
    basis: Counter[str] = Counter()
    filled = 0
    for dataset in datasets:
        if dataset.values(name):
            filled += 1
            basis.update({evidence.basis.value for evidence in dataset.evidence_for(key)})
    return Fill(key, filled, len(datasets), dict(sorted(basis.items())))


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _reasons(issues: Iterable[Issue]) -> tuple[Reason, ...]:
    groups: dict[tuple[Severity, str, str], list[Issue]] = defaultdict(list)
    for issue in issues:
        groups[issue.severity, issue.stage, issue.code].append(issue)
    ordered = sorted(groups.items(), key=lambda item: (_ORDER[item[0][0]], -len(item[1]), item[0]))
    return tuple(
        Reason(
            code=code,
            severity=severity.value,
            stage=stage,
            count=len(found),
            examples=tuple(sorted({f"{issue.where}: {issue.message}" for issue in found})[:_EXAMPLES]),
        )
        for (severity, stage, code), found in ordered
    )


def _popular(derived: Derived) -> tuple[Popular, ...]:
    papers: dict[str, set[str]] = defaultdict(set)
    users: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, str] = {}
    aside = {item.key for item in derived.quarantined}
    for record in (record for record in derived.records if record.key not in aside):
        for dataset in record.datasets:
            identity = derived.identities.dataset_of(record.key, dataset.title)
            titles[identity.slug] = identity.title
            papers[identity.slug].add(record.key)
            if dataset.role is not Role.MENTIONED:
                users[identity.slug].add(record.key)
    ranked = sorted(papers, key=lambda slug: (-len(users[slug]), -len(papers[slug]), slug))
    return tuple(Popular(slug, titles[slug], len(papers[slug]), len(users[slug])) for slug in ranked[:_TOP])


def _extractors(records: Iterable[PaperRecord]) -> tuple[str, ...]:
    names = {
        f"{r.extractor.name} {r.extractor.version}" + (f" ({r.extractor.model})" if r.extractor.model else "")
        for r in records
    }
    return tuple(sorted(names))


def _timing(stages: Mapping[str, float], sources: Iterable[Source]) -> dict[str, float]:
    """Seconds by stage: per-paper stages summed over the papers, the others as measured in this run."""
    sums: dict[str, float] = defaultdict(float)
    for source in sources:
        for name, seconds in source.seconds.items():
            sums[name] += seconds
    timing: dict[str, float] = {name: round(sums[name], 3) for name in PAPER_STAGES if name in sums}
    timing.update({name: round(seconds, 3) for name, seconds in stages.items()})
    return timing
