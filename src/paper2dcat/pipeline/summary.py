"""What the report counts of one record, so that a record that changes is subtracted and added, no other read."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from paper2dcat.model import FIELDS, PaperRecord, Role, Severity, Status
from paper2dcat.pipeline.index import Index
from paper2dcat.tally import tally

SEVERITIES: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_RANKS: Final = {Status.FAILED: 0, Status.PARTIAL: 1}
_SOUND: Final = 2


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


def line_of(record: PaperRecord) -> PaperLine:
    """Return what the report says of one paper."""
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
        published=True,
        error=error if record.status is Status.FAILED else "",
    )


def numbers_of(record: PaperRecord, seconds: Mapping[str, float]) -> dict[str, float]:
    """Return what a record adds to the totals, under names such as ``filled dcterms:title``."""
    numbers: defaultdict[str, float] = defaultdict(float)
    numbers.update({f"seconds {stage}": value for stage, value in seconds.items()})
    info = record.extractor
    numbers[f"status {record.status.value}"] += 1
    numbers[f"extractor {info.name} {info.version}" + (f" ({info.model})" if info.model else "")] += 1
    numbers["papers"] += 1
    numbers["pages"] += record.paper.pages
    numbers["descriptions"] += len(record.datasets)
    for dataset in record.datasets:
        numbers["mentions"] += len(dataset.mentions)
        for field in FIELDS:
            if dataset.values(field.name):
                numbers[f"filled {field.key}"] += 1
                for evidence in dataset.evidence_for(field.key):
                    numbers[f"basis {field.key} {evidence.basis.value}"] += 1
    for key, count in tally([record]).items():
        numbers[f"kept {key}"] += count.kept
        numbers[f"corrected {key}"] += count.corrected
        numbers[f"dropped {key}"] += count.dropped
    return {name: value for name, value in numbers.items() if value}


def count_record(
    index: Index, record: PaperRecord, row: tuple[object, ...], seconds: Mapping[str, float]
) -> None:
    """Add a record to the index and to the totals."""
    numbers = numbers_of(record, seconds)
    rank = _RANKS.get(record.status, _SOUND)
    summary = json.dumps({"line": asdict(line_of(record)), "numbers": numbers}, ensure_ascii=False)
    index.run(
        "insert or replace into paper (key, file, size, time, source, sha256, title, names, rank, summary, aside) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]')",
        *row, rank, summary,
    )  # fmt: skip
    index.many(
        "insert into issue values (?, ?, ?, ?, ?)",
        [
            (record.key, SEVERITIES.index(i.severity), i.stage, i.code, f"{i.where}: {i.message}")
            for i in record.issues
        ],
    )
    _add(index, numbers, 1)


def forget_record(index: Index, key: str) -> None:
    """Take a record out of the index and the totals, if it is there."""
    for (summary,) in index.rows("select summary from paper where key = ?", key):
        _add(index, json.loads(summary)["numbers"], -1)
    index.run("delete from paper where key = ?", key)
    index.run("delete from issue where paper = ?", key)


def _add(index: Index, numbers: Mapping[str, float], sign: int) -> None:
    index.many(
        "insert into total values (?, ?) on conflict do update set value = value + excluded.value",
        [(name, sign * value) for name, value in numbers.items()],
    )
