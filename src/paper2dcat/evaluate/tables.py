"""The tables of a report, as aligned plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paper2dcat.evaluate.counts import Counts, interval, macro_f1, total
from paper2dcat.evaluate.documents import ANSWERS, TARGETS, DocumentResult
from paper2dcat.evaluate.spans import SpanCounts

if TYPE_CHECKING:
    from paper2dcat.evaluate.report import Report

_FIGURES = ("P", "R", "F1")
_NUMBERS = ("right", "given", "true")


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of ready strings."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        """Render as aligned plain text, the first column to the left and figures to the right."""
        widths = [max(len(row[i]) for row in (self.columns, *self.rows)) for i in range(len(self.columns))]

        def line(row: Sequence[str]) -> str:
            cells = [
                c.ljust(w) if i == 0 or not _figure(c) else c.rjust(w)
                for i, (c, w) in enumerate(zip(row, widths, strict=True))
            ]
            return "  ".join(cells).rstrip()

        rule = "  ".join("-" * width for width in widths)
        return "\n".join([self.title, line(self.columns), rule, *map(line, self.rows)])


def render(report: Report) -> str:
    """Return every table of the report that has rows."""
    made = [
        _roles(report),
        _role_pairs(report),
        _fields(report),
        _wrong(report),
        _papers(report),
        _corpora(report),
        _sentences(report),
        _alarms(report),
        _calibration(report),
        _errors(report),
        _failures(report),
    ]
    return "\n\n".join([f"extractor: {report.extractor}", *(str(t) for t in made if t.rows)]) + "\n"


def _roles(report: Report) -> Table:
    rows = tuple(
        (name, *_prf(counts), _interval([p.roles[name] for p in report.papers]), *_numbers(counts))
        for name, counts in report.roles().items()
    )
    title = f"Gold papers ({len(report.papers)}): datasets by role"
    return Table(title, ("role", *_FIGURES, "95 % of F1", *_NUMBERS), rows)


def _role_pairs(report: Report) -> Table:
    rows = tuple((f"{true} → {given}", str(n)) for (true, given), n in sorted(report.role_pairs().items()))
    title = f"Role of found datasets: accuracy {_number(report.role_accuracy())}"
    return Table(title, ("true → given", "datasets"), rows)


def _fields(report: Report) -> Table:
    rows = tuple(
        (
            key,
            *_prf(f.counts),
            _interval(report.field_counts(key)),
            *_numbers(f.counts),
            _share(f.filled, f.datasets),
            _share(f.gold_filled, f.datasets),
        )
        for key, f in report.fields().items()
    )
    columns = ("field", *_FIGURES, "95 % of F1", *_NUMBERS, "fill rate", "fill rate of gold")
    return Table("Fields of found datasets: values given against values stated", columns, rows)


def _wrong(report: Report) -> Table:
    rows = tuple(
        (
            w.paper,
            _cut(w.dataset, 30),
            w.field,
            _cut("; ".join(w.gold) or "–", 40),
            _cut(w.got, 40),
            _cut(w.quote, 60),
        )
        for w in report.wrong()
    )
    return Table("Wrong values", ("paper", "dataset", "field", "gold", "got", "evidence"), rows)


def _papers(report: Report) -> Table:
    rows = tuple(
        (
            p.paper,
            *_prf(p.roles["introduced or used"]),
            _cut("; ".join(p.missed), 70) or "–",
            _cut("; ".join(p.extra), 70) or "–",
        )
        for p in report.papers
    )
    return Table("By paper (introduced or used)", ("paper", *_FIGURES, "missed", "extra"), rows)


def _corpora(report: Report) -> Table:
    rows: list[tuple[str, ...]] = []
    for corpus, results in report.corpora.items():
        for target, choice in _views(results):
            exacts = [r.exact[target, choice] for r in results]
            partials = total([r.partial[target, choice] for r in results])
            figures = (*_prf(total(exacts)), _interval(exacts), _number(macro_f1(exacts)), *_prf(partials))
            rows.append((f"{corpus} ({len(results)})", target, choice, *figures, *_numbers(total(exacts))))
    partial = tuple(f"partial {figure}" for figure in _FIGURES)
    columns = ("corpus", "true", "answers", *_FIGURES, "95 % of F1", "macro F1", *partial, *_NUMBERS)
    return Table("Corpora: names by document", columns, tuple(rows))


def _sentences(report: Report) -> Table:
    rows = tuple(
        (f"{name} ({len(many)})", *_prf(s.exact), *_prf(s.but_cues), *_prf(s.overlap), *_numbers(s.exact))
        for name, many in report.sentences.items()
        for s in [sum(many, SpanCounts())]
    )
    kinds = tuple(f"{figure} {kind}" for kind in ("but cue", "overlap") for figure in _FIGURES)
    return Table("Sentences: spans", ("corpus", *_FIGURES, *kinds, *_NUMBERS), rows)


def _alarms(report: Report) -> Table:
    alarms = report.false_alarms().items()
    rows = tuple((name, str(c.given), str(c.hits), _share(c.hits, c.given)) for name, c in alarms)
    return Table("Papers without a dataset", ("source", "papers", "with an alarm", "share"), rows)


def _calibration(report: Report) -> Table:
    found = report.calibration()
    rows = tuple(
        (name, f"{b.low:.1f}–{b.high:.1f}", str(b.answers), _number(b.confidence), _number(b.accuracy))
        for name, calibration in found.items()
        for b in calibration.bins
    )
    errors = ", ".join(f"{name} {_number(c.error)}" for name, c in found.items())
    columns = ("source", "confidence", "answers", "mean confidence", "right")
    return Table(f"Calibration of confidence (expected error: {errors or '–'})", columns, rows)


def _errors(report: Report) -> Table:
    rows = tuple(
        (name, kind, str(count))
        for name, kinds in report.errors().items()
        for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    )
    return Table("Mistakes by kind", ("source", "kind", "count"), rows)


def _failures(report: Report) -> Table:
    title = "Inputs that gave no record (counted as if nothing had been found)"
    return Table(title, ("input", "why"), tuple((f.input, f.message) for f in report.failures))


def _views(results: Sequence[DocumentResult]) -> list[tuple[str, str]]:
    """Return target and answers of each row; a row that counts the same as an earlier one is left out."""
    seen: set[tuple[Counts, ...]] = set()
    views = []
    for target in TARGETS:
        for choice in ANSWERS:
            counts = tuple(r.exact[target, choice] for r in results)
            if counts not in seen and (target == "all" or any(c.wanted for c in counts)):
                seen.add(counts)
                views.append((target, choice))
    return views


def _prf(counts: Counts) -> tuple[str, str, str]:
    return _number(counts.precision), _number(counts.recall), _number(counts.f1)


def _numbers(counts: Counts) -> tuple[str, str, str]:
    return str(counts.hits), str(counts.given), str(counts.wanted)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _share(part: int, whole: int) -> str:
    return _number(part / whole if whole else None)


def _interval(counts: Sequence[Counts]) -> str:
    between = interval(counts)
    return f"{between[0]:.3f}–{between[1]:.3f}" if between else "–"


def _figure(cell: str) -> bool:
    return cell.replace(".", "").replace("–", "").isdigit() or cell == "–"


def _cut(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
