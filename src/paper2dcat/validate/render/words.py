"""Pieces of text that several renderers share."""

from __future__ import annotations

from paper2dcat.display import clipped
from paper2dcat.validate.report import Report, Result, Severity, Source
from paper2dcat.vocab import PREFIXES

VALUE_WIDTH = 80
QUOTE_WIDTH = 160
"""Characters of a value and of a quote that a person is shown; programs get the whole."""

_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def short(term: str) -> str:
    """Return an IRI with a known prefix (``dcterms:title``); anything else as it is."""
    for prefix, namespace in _BY_LENGTH:
        local = term.removeprefix(namespace)
        if local != term and local and not set(local) & set("/#<>() "):
            return f"{prefix}:{local}"
    return term


def short_path(path: str) -> str:
    """Return a property path with known prefixes."""
    if "<" not in path:
        return short(path)
    pieces = path.replace(">", "<").split("<")
    return "".join(short(piece) if at % 2 else piece for at, piece in enumerate(pieces))


def place(result: Result) -> str:
    """Return where a result is: focus node and property."""
    return f"{result.focus} {short_path(result.path)}".rstrip()


def cited(source: Source) -> str:
    """Return the words of a paper behind a statement, as one line."""
    page = f", page {source.page}" if source.page else ""
    quote = f": “{clipped(source.quote, QUOTE_WIDTH)}”" if source.quote else ""
    basis = f" ({source.basis})" if source.basis else ""
    return f"{source.title or source.paper}{page}{quote}{basis}"


def summary(report: Report) -> str:
    """Return the outcome in one line."""
    counts = report.counts()
    words = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}
    found = ", ".join(f"{n} {words[s]}{'' if n == 1 else 's'}" for s, n in counts.items() if n)
    verdict = "conforms" if report.conforms else "does not conform"
    waived = f"; {report.waived} waived" if report.waived else ""
    return (
        f"{verdict} to {report.profile}: {found or 'nothing found'} in {report.statements} statements{waived}"
    )
