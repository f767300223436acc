"""One paper on the terminal: datasets by role, each value with its reason, its words and its page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from paper2dcat.cli.shelf import STATUS_STYLE, terminal
from paper2dcat.display import printable
from paper2dcat.model import (
    FIELDS,
    Basis,
    DatasetRecord,
    Evidence,
    Issue,
    Mention,
    PaperRecord,
    Role,
    Severity,
    Status,
)

_BASIS_STYLE = {
    Basis.STATED: "green",
    Basis.REFERENCE: "cyan",
    Basis.CATALOGUE: "magenta",
    Basis.INFERRED: "yellow",
}
_ROLE_TITLE = {Role.INTRODUCED: "introduces", Role.USED: "uses", Role.MENTIONED: "only mentions"}
_SEVERITY_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_QUOTE = 240
_HINT = 70
_LINE = 70
_LONG = 100
_CONTEXT = 90
_FIRST = 3
_LABELS = {
    "creator": "creator",
    "landing_page": "landing page",
    "has_version": "version",
    "alt_label": "also called",
}


def print_findings(record: PaperRecord, text: str, *, everything: bool = False) -> None:
    """Print everything that was found in a paper, and what was left out."""
    console: Console = terminal()
    console.print(_head(record))
    if record.status is Status.NO_DATASETS:
        console.print(Padding(Text("This paper uses no dataset."), (1, 2)))
    for role in Role:
        datasets = [dataset for dataset in record.datasets if dataset.role is role]
        if datasets:
            title = Text(f"{_ROLE_TITLE[role]} {len(datasets)}", style="bold")
            console.print()
            console.print(Rule(title, align="left", style="dim"))
        for dataset in datasets:
            console.print()
            console.print(_dataset(dataset, text, None if everything else _FIRST))
    if record.issues:
        console.print()
        console.print(Rule(Text("left out, and why", style="bold"), align="left", style="dim"))
        console.print(_issues(record.issues, None if everything else _FIRST))


def _head(record: PaperRecord) -> RenderableType:
    paper = record.paper
    facts = [*paper.identifier, paper.date, _count(paper.pages, "page") if paper.pages else "", record.source]
    extractor = f"{record.extractor.name} {record.extractor.version}"
    if record.extractor.model:
        extractor += f" ({record.extractor.model})"
    lines = [Text(printable(paper.title or record.source), style="bold")]
    if paper.creator:
        lines.append(Text(printable(", ".join(paper.creator))))
    lines.append(Text(printable(" · ".join(fact for fact in facts if fact)), style="dim"))
    status = Text().append(record.status.value, style=STATUS_STYLE[record.status])
    lines.append(status.append(f"  read by {extractor}", style="dim"))
    return Panel(Group(*lines), border_style="dim", padding=(0, 1))


def _dataset(dataset: DatasetRecord, text: str, limit: int | None) -> RenderableType:
    name = Text("  ").append(printable(f" {dataset.title} "), style="bold reverse")
    if dataset.alt_label:
        name.append(f"  also {printable(', '.join(dataset.alt_label))}", style="dim")
    name.append(f"  confidence {dataset.confidence:.2f}", style="dim")
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(style="dim", width=13, justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    shown: set[str] = set()
    for field in FIELDS:
        if field.name == "title":
            continue
        for value in dataset.values(field.name):
            label = _LABELS.get(field.name, field.name.replace("_", " "))
            grid.add_row(label, _value(value, dataset.evidence_for(field.key, value), shown))
    for evidence in dataset.evidence_for("cito:citesAsDataSource"):
        grid.add_row("cited as", _value(evidence.value, [evidence], shown))
    for evidence in dataset.conflicts:
        contrary = Text(f"but {evidence.field.partition(':')[2]}", style="yellow")
        grid.add_row(contrary, _value(evidence.value, [evidence], shown))
    grid.add_row("mentions", _mentions(dataset.mentions, text, limit))
    return Group(name, Padding(grid, (0, 0, 0, 2)))


def _value(value: str, evidence: Sequence[Evidence], shown: set[str]) -> RenderableType:
    """Return a value with why it is believed; words that were shown before are only hinted at."""
    first = Text().append(printable(value), style="bold" if len(value) < _LONG else "")
    lines: list[Text] = [first]
    for item in evidence:
        why = _reason(item)
        # What the value already says needs no second printing.
        if item.quote and " ".join(item.quote.split()) != " ".join(value.split()):
            length = _HINT if item.quote in shown else _QUOTE
            why.append("  ").append_text(_quote(item.quote, value, length))
        shown.add(item.quote)
        if len(evidence) == 1 and len(first) + len(why.plain) < _LINE:
            first.append("   ").append_text(why)
        else:
            lines.append(why)
    return Group(*lines)


def _reason(evidence: Evidence) -> Text:
    why = Text().append(evidence.basis.value, style=_BASIS_STYLE[evidence.basis])
    if evidence.page is not None:
        why.append(f" p. {evidence.page}", style="dim")
    if evidence.source:
        why.append(f" {printable(evidence.source)}", style="dim")
    if evidence.said_by:
        why.append(f" says {' and '.join(map(printable, evidence.said_by))}", style="dim")
    if evidence.via is not None:
        why.append(f" by {printable(evidence.via.quote)} on p. {evidence.via.page}", style="dim")
    return why


def _quote(quote: str, value: str, length: int) -> Text:
    """Return a quote in quotation marks, the value in it marked, shortened around the value."""
    plain = " ".join(printable(quote).split())
    at = plain.casefold().find(value.casefold())
    if len(plain) > length:
        start = max(0, min(at - length // 3 if at >= 0 else 0, len(plain) - length))
        start = plain.find(" ", start) + 1 if start else 0
        cut = plain[start : start + length]
        if start + length < len(plain):
            cut = f"{cut.rpartition(' ')[0] or cut}…"
        plain = f"{'…' if start else ''}{cut}"
    text = Text(f"“{plain}”", style="italic")
    if value:
        text.highlight_regex(re.compile(re.escape(value), re.IGNORECASE), "bold underline")
    return text


def _mentions(mentions: Sequence[Mention], text: str, limit: int | None) -> RenderableType:
    if not mentions:
        return Text("none", style="red")
    head = f"{_count(len(mentions), 'time')} on p. {_ranges({mention.page for mention in mentions})}"
    lines = [Text(head, style="dim")]
    chosen = list(mentions) if limit is None else _apart(mentions)[:limit]
    for mention in chosen:
        page = Text().append(f"p. {mention.page:<3} ", style="dim")
        lines.append(page.append_text(_context(mention, text)))
    if len(mentions) > len(chosen):
        lines.append(Text(f"and {len(mentions) - len(chosen)} more (--all)", style="dim"))
    return Group(*lines)


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that aren't in the words shown around the one before."""
    chosen: list[Mention] = []
    for mention in mentions:
        if not chosen or mention.start > chosen[-1].end + _CONTEXT:
            chosen.append(mention)
    return chosen


def _ranges(pages: Iterable[int]) -> str:
    """Return page numbers with runs drawn together: ``1–4, 6, 8``."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _context(mention: Mention, text: str) -> Text:
    """Return the words around a mention, cut at its passage, the name marked."""
    if not text:
        return Text(printable(mention.quote), style="bold underline")
    opening = text[max(0, mention.start - _CONTEXT) : mention.start]
    closing = text[mention.end : mention.end + _CONTEXT]
    before = opening.rpartition("\n\n")[2]
    after = closing.partition("\n\n")[0]
    if len(before) == _CONTEXT:
        before = f"…{before.partition(' ')[2]}"
    if len(after) == _CONTEXT:
        after = f"{after.rpartition(' ')[0]}…"
    result = Text().append(printable(before.replace("\n", " ")), style="italic")
    result.append(printable(mention.quote), style="bold underline")
    return result.append(printable(after.replace("\n", " ")), style="italic")


def _issues(issues: Iterable[Issue], limit: int | None) -> RenderableType:
    groups: dict[tuple[Severity, str], list[Issue]] = defaultdict(list)
    for issue in issues:
        groups[issue.severity, issue.code].append(issue)
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    order = list(_SEVERITY_STYLE)
    for (severity, code), found in sorted(
        groups.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
    ):
        lines = [Text(printable(f"{issue.where}: {issue.message}")) for issue in found[:limit]]
        if limit is not None and len(found) > limit:
            lines.append(Text(f"and {len(found) - limit} more (--all)", style="dim"))
        grid.add_row(Text(f"{code} × {len(found)}", style=_SEVERITY_STYLE[severity]), Group(*lines))
    return Padding(grid, (0, 0, 0, 2))


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
