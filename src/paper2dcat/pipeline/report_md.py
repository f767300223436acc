"""The report for people: Markdown that reads well in a terminal and on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from paper2dcat.display import printable
from paper2dcat.pipeline.report import Asked, Checked, Fill, Report
from paper2dcat.pipeline.summary import PaperLine

_BAR = 20
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore that Markdown could take for emphasis: not one inside a word."""
_MEANING = {
    "ok": "with datasets",
    "no-datasets": "that use no dataset",
    "partial": "read in part",
    "failed": "that could not be read",
}
_BASES = ("stated", "reference", "catalogue", "inferred")


def render(report: Report) -> str:
    """Return the report as Markdown."""
    sections = [
        _headline(report),
        _papers(report.papers, report.total),
        _popular(report),
        _fields(report.fields),
        _checked(report.checked),
        _asked(report.asked, report.papers),
        _quarantined(report),
        _reasons(report),
        _timing(report),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _headline(report: Report) -> str:
    total = report.total
    parts = [
        f"{count} {_MEANING.get(status, status)}"
        for status, count in sorted(report.statuses.items(), key=lambda item: list(_MEANING).index(item[0]))
    ]
    lines = [
        "# What was found",
        "",
        f"**{_count(total, 'paper')}**"
        + (f" ({_count(report.pages, 'page')})" if report.pages else "")
        + (f": {', '.join(parts)}." if parts else "."),
        f"**{_count(report.datasets, 'dataset')}**, named {report.mentions:,} times, described "
        f"{_count(report.descriptions, 'time')} (once for each paper that speaks of it).",
        f"**{_count(report.statements, 'statement')}** in {_count(report.graphs, 'named graph')}.",
        "",
        f"Read by {', '.join(report.extractors) or 'no extractor'}; paper2dcat {report.version}.",
    ]
    return "\n".join(lines)


def _papers(papers: Sequence[PaperLine], total: int) -> str:
    if not papers:
        return ""
    rows = [
        (
            _cell(paper.title or paper.source),
            f"`{paper.key}`" if not paper.key.startswith("sha256:") else f"`{paper.key[:19]}…`",
            _zero(paper.introduced),
            _zero(paper.used),
            _zero(paper.mentioned),
            paper.status if paper.published else "quarantined",
        )
        for paper in sorted(papers, key=lambda p: (p.title or p.source).casefold())
    ]
    table = _table(("paper", "key", "introduces", "uses", "mentions", "status"), rows, right={2, 3, 4})
    if total > len(papers):
        table += f"\n\nand {_count(total - len(papers), 'paper')} more: `paper2dcat show DIR` lists all."
    failed = [f"- **{_cell(p.source)}**: {_cell(p.error)}" for p in papers if p.error]
    return "\n".join(["## Papers", "", table, *(["", "Could not be read:", "", *failed] if failed else [])])


def _popular(report: Report) -> str:
    if not report.popular:
        return ""
    rows = [
        (_cell(item.title), f"`{item.slug}`", str(item.used), str(item.papers)) for item in report.popular
    ]
    table = _table(("dataset", "id", "papers that use it", "papers that name it"), rows, right={2, 3})
    return f"## Datasets\n\n{table}"


def _fields(fields: Sequence[Fill]) -> str:
    if not fields or not fields[0].of:
        return ""
    rows = [
        (
            f"`{fill.field}`",
            f"`{'█' * round(fill.rate * _BAR):░<{_BAR}}`",
            f"{fill.rate:.0%}",
            str(fill.filled),
            *(_zero(fill.basis.get(basis, 0)) for basis in _BASES),
        )
        for fill in fields
    ]
    table = _table(("field", "filled", "", "", *_BASES), rows, right={2, 3, 4, 5, 6, 7})
    return (
        f"## How full the descriptions are\n\nOf {fields[0].of} descriptions; the columns on the right say "
        "where values come from. An empty field means that neither the paper nor a catalogue says it."
        f"\n\n{table}"
    )


def _checked(fields: Sequence[Checked]) -> str:
    rows = [
        (f"`{line.field}`", *map(_zero, (line.claimed, line.kept, line.corrected, line.dropped)))
        for line in fields
        if line.claimed
    ]
    if not rows:
        return ""
    table = _table(("field", "claimed", "kept", "corrected", "dropped"), rows, right={1, 2, 3, 4})
    return (
        "## What was claimed, and what held\n\nValues that extractors claimed, and what became of them when they were "
        "held against the paper. Corrected ones are kept as the paper has them. Why others fell is told below."
        f"\n\n{table}"
    )


def _asked(asked: Sequence[Asked], papers: Sequence[PaperLine]) -> str:
    """Return what asking a model took, paper by paper, over all runs."""
    if not asked:
        return ""
    titles = {paper.key: paper.title or paper.source for paper in papers}
    costs = [line.cost for line in asked if line.cost is not None]

    def row(name: str, lines: Sequence[Asked], cost: float | None) -> tuple[str, ...]:
        numbers = (
            sum(line.requests for line in lines),
            sum(line.prompt_tokens for line in lines),
            sum(line.answer_tokens for line in lines),
        )
        seconds = f"{sum(line.seconds for line in lines):.1f}"
        return (name, *(f"{n:,}" for n in numbers), seconds, "·" if cost is None else f"{cost:.4f}")

    rows = [row(_cell(titles.get(line.key, line.key)), [line], line.cost) for line in asked]
    rows.append(row("all", asked, sum(costs) if costs else None))
    head = ("paper", "requests", "tokens in", "tokens out", "seconds", "cost")
    return (
        "## What asking the model took\n\nOver all runs in this folder; answers that were kept are not asked for again."
        f"\n\n{_table(head, rows, right={1, 2, 3, 4, 5})}"
    )


def _quarantined(report: Report) -> str:
    if not report.quarantined:
        return ""
    lines = [
        "## Quarantined",
        "",
        "These papers break the shapes; they lie in `quarantine/`, not in the graph.",
        "",
    ]
    for item in report.quarantined:
        lines.append(f"- **{_cell(item.source)}** (`{item.key}`)")
        lines.extend(f"  - {_cell(result)}" for result in item.results[:10])
    return "\n".join(lines)


def _reasons(report: Report) -> str:
    if not report.reasons:
        return "## What was left out, and why\n\nNothing."
    lines = ["## What was left out, and why", ""]
    rows = [(f"`{r.code}`", r.severity, r.stage, str(r.count)) for r in report.reasons]
    lines.append(_table(("code", "severity", "stage", "times"), rows, right={3}))
    for reason in report.reasons:
        lines += ["", f"### `{reason.code}` ({reason.count})", ""]
        lines += [f"- {_cell(example)}" for example in reason.examples]
        if reason.count > len(reason.examples):
            lines.append("- …")
    return "\n".join(lines)


def _timing(report: Report) -> str:
    if not report.timing:
        return ""
    rows = [(name, f"{seconds:.2f}") for name, seconds in report.timing.items()]
    run = report.run
    lines = [
        "## This run",
        "",
        f"Read {_count(run.get('read', 0), 'paper')}, kept {run.get('kept', 0)} as they were. The first "
        "three stages are summed over all papers, whichever process read them.",
        "",
        _table(("stage", "seconds"), rows, right={1}),
    ]
    if notes := run.get("issues"):
        lines += ["", "Left aside:", "", *(f"- {_cell(note)}" for note in notes)]
    return "\n".join(lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: set[int]) -> str:
    """Return a table padded to equal widths, so that it reads as plain text too."""
    body = [list(row) for row in rows]
    widths = [max(3, *(len(row[i]) for row in [list(head), *body])) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            c.rjust(w) if i in right else c.ljust(w)
            for i, (c, w) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    rule = "|".join("-" * (w + 1) + ":" if i in right else "-" * (w + 2) for i, w in enumerate(widths))
    return "\n".join([line(head), f"|{rule}|", *(line(row) for row in body)])


def _cell(text: str) -> str:
    """Return text that cannot be taken for Markdown or HTML (it comes from papers)."""
    escaped = " ".join(printable(text).split()).replace("\\", "\\\\").replace("|", "\\|")
    for character in "`*<>[]":
        escaped = escaped.replace(character, f"\\{character}")
    return _EMPHASIS.sub(r"\\_", escaped)


def _zero(count: int) -> str:
    return str(count) if count else "·"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
