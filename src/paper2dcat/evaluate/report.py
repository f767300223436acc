"""The figures of one evaluation, as tables for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from paper2dcat.evaluate.counts import Calibration, Counts, calibrate, interval, macro_f1, total
from paper2dcat.evaluate.documents import ANSWERS, TARGETS, DocumentResult
from paper2dcat.evaluate.papers import ROLES, FieldCounts, PaperResult, Wrong
from paper2dcat.evaluate.spans import SpanCounts
from paper2dcat.evaluate.tables import render
from paper2dcat.model import field_by_name


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no record, and why."""

    input: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run of the evaluation found."""

    extractor: str
    papers: tuple[PaperResult, ...] = ()
    corpora: Mapping[str, tuple[DocumentResult, ...]] = field(default_factory=dict)
    sentences: Mapping[str, tuple[SpanCounts, ...]] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    def roles(self) -> dict[str, Counts]:
        """Return counts of datasets by role over the gold papers."""
        return {name: total([p.roles[name] for p in self.papers]) for name in ROLES} if self.papers else {}

    def fields(self) -> dict[str, FieldCounts]:
        """Return counts by field (record key) over the gold papers."""
        found: dict[str, FieldCounts] = {}
        for paper in self.papers:
            for name, counts in paper.fields.items():
                key = field_by_name(name).key
                found[key] = found.get(key, FieldCounts()) + counts
        return found

    def field_counts(self, key: str) -> list[Counts]:
        """Return the counts of one field (record key) paper by paper."""
        return [c.counts for p in self.papers for n, c in p.fields.items() if field_by_name(n).key == key]

    def wrong(self) -> tuple[Wrong, ...]:
        """Return every wrong value of the gold papers."""
        return tuple(w for paper in self.papers for w in paper.wrong)

    def role_accuracy(self) -> float | None:
        """Return the share of found datasets whose role is the true one."""
        pairs = self.role_pairs()
        return sum(n for (a, b), n in pairs.items() if a == b) / sum(pairs.values()) if pairs else None

    def role_pairs(self) -> Counter[tuple[str, str]]:
        """Return how often each true role was given as each role."""
        return sum((paper.role_pairs for paper in self.papers), Counter[tuple[str, str]]())

    def calibration(self) -> dict[str, Calibration]:
        """Return the reliability of confidence, for gold papers and each corpus."""
        sources = {"gold": [c for p in self.papers for c in p.confidences]}
        sources |= {
            name: [c for r in results for c in r.confidences] for name, results in self.corpora.items()
        }
        return {name: calibrate(answers) for name, answers in sources.items() if answers}

    def false_alarms(self) -> dict[str, Counts]:
        """Return, by source, how many papers without a dataset (``given``) got one in use (``hits``)."""
        found = {}
        sources: dict[str, Sequence[PaperResult | DocumentResult]] = {"gold": self.papers, **self.corpora}
        for name, results in sources.items():
            empty = [r for r in results if not r.has_dataset]
            if empty:
                found[name] = Counts(sum(r.alarm for r in empty), len(empty), len(empty))
        return found

    def errors(self) -> dict[str, Counter[str]]:
        """Return how often each kind of mistake was made, for gold papers and each corpus."""
        sources = {"gold": [p.errors for p in self.papers]}
        sources |= {name: [r.errors for r in results] for name, results in self.corpora.items()}
        return {name: sum(many, Counter[str]()) for name, many in sources.items() if many}

    def table(self) -> str:
        """Return all figures as one text of tables."""
        return render(self)

    def to_json(self) -> str:
        """Return every figure as JSON with sorted keys."""
        data: dict[str, Any] = {
            "extractor": self.extractor,
            "failures": [asdict(f) for f in self.failures],
            "gold": {
                "papers": {p.paper: _json_paper(p) for p in self.papers},
                "roles": {n: _json(c, [p.roles[n] for p in self.papers]) for n, c in self.roles().items()},
                "role_accuracy": self.role_accuracy(),
                "role_confusion": {f"{a} > {b}": n for (a, b), n in self.role_pairs().items()},
                "fields": {
                    key: {
                        **_json(f.counts, self.field_counts(key)),
                        "fill_rate": _ratio(f.filled, f.datasets),
                        "gold_fill_rate": _ratio(f.gold_filled, f.datasets),
                    }
                    for key, f in self.fields().items()
                },
                "wrong": [asdict(w) for w in self.wrong()],
            },
            "corpora": {name: _json_corpus(results) for name, results in self.corpora.items()},
            "sentences": {
                name: {
                    kind: _json(getattr(sum(many, SpanCounts()), kind))
                    for kind in ("exact", "but_cues", "overlap")
                }
                for name, many in self.sentences.items()
            },
            "false_alarms": {
                n: {"papers": c.given, "alarms": c.hits} for n, c in self.false_alarms().items()
            },
            "calibration": {name: asdict(c) for name, c in self.calibration().items()},
            "errors": {name: dict(kinds) for name, kinds in self.errors().items()},
        }  # fmt: skip
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _json(counts: Counts, many: Sequence[Counts] = ()) -> dict[str, Any]:
    figures = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    rounded: dict[str, Any] = {k: None if v is None else round(v, 4) for k, v in figures.items()}
    between = interval(many) if many else None
    return {
        **rounded, **asdict(counts),
        **({"f1_interval": [round(v, 4) for v in between]} if between else {}),
    }  # fmt: skip


def _json_paper(paper: PaperResult) -> dict[str, Any]:
    return {
        "roles": {name: _json(counts) for name, counts in paper.roles.items()},
        "missed": list(paper.missed),
        "extra": list(paper.extra),
    }


def _json_corpus(results: Sequence[DocumentResult]) -> dict[str, Any]:
    views = {}
    for target in TARGETS:
        for choice in ANSWERS:
            exacts = [r.exact[target, choice] for r in results]
            partials = [r.partial[target, choice] for r in results]
            views[f"{target}, {choice}"] = {
                "exact": {**_json(total(exacts), exacts), "macro_f1": macro_f1(exacts)},
                "partial": {**_json(total(partials), partials), "macro_f1": macro_f1(partials)},
            }
    mistakes = {r.document: {"missed": r.missed, "extra": r.extra} for r in results if r.missed or r.extra}
    return {"documents": len(results), **views, "mistakes": mistakes}


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
