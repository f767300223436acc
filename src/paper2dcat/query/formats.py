"""Answers as text: a table for a terminal, the W3C result formats, Turtle."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from paper2dcat.display import printable
from paper2dcat.errors import QueryError
from paper2dcat.query.answers import Answer, Rows, Statements, Term, Truth
from paper2dcat.vocab import PREFIXES, XSD

FORMATS: Final = ("table", "json", "csv", "tsv", "xml", "turtle")
"""Names that ``render`` takes."""

UNFOLDED: Final = 100_000
_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"


def render(answer: Answer, form: str = "table", *, width: int | None = None) -> str:
    """Return an answer as text, as ``write`` writes it."""
    stream = BytesIO()
    write(answer, stream, form, width=width)
    return stream.getvalue().decode("utf-8")


def write(answer: Answer, out: IO[bytes], form: str = "table", *, width: int | None = None) -> None:
    """Write an answer as UTF-8; ``width`` is the terminal's, for tables.

    Statements are written as Turtle for ``table`` and ``turtle``, JSON-LD for ``json``, RDF/XML for ``xml``,
    one after another: a large answer is never whole in memory.
    """
    if form not in FORMATS:
        raise QueryError(f"there is no output format {form!r}", remedy=f"Known: {', '.join(FORMATS)}.")
    if isinstance(answer, Statements):
        _statements(answer, form, out)
    else:
        out.write(_results(answer, form, width).encode("utf-8"))


def _results(answer: Rows | Truth, form: str, width: int | None) -> str:
    if form == "turtle":
        raise QueryError(
            "only the answer to CONSTRUCT or DESCRIBE can be Turtle", remedy="Use -f table or -f json."
        )
    if isinstance(answer, Truth):
        return _truth(answer, form)
    if form == "table":
        return to_table(answer, width)
    return _ROWS[form](answer)


def to_table(answer: Rows, width: int | None = None) -> str:
    """Return rows as a table of plain text, literals without language and datatype.

    Without a width no cell is folded: what reads a pipe has no edge to stop at.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False)
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.texts():
        # As Text, since brackets in a value must not be read as markup.
        table.add_row(*(Text(printable(cell)) for cell in row))
    stream = StringIO()
    Console(file=stream, force_terminal=False, no_color=True, width=width or UNFOLDED).print(table)
    rows = "1 row" if len(answer) == 1 else f"{len(answer)} rows"
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip("\n").split("\n")) + f"\n({rows})\n"


def to_json(answer: Rows) -> str:
    """Return rows as SPARQL 1.1 Query Results JSON."""
    bindings = [
        {c: _json_term(term) for c, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    content = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    cell = {"type": "literal", "value": term.value}
    if term.language:
        cell["xml:lang"] = term.language
    elif term.datatype != XSD.string:
        cell["datatype"] = term.datatype.value
    return cell


def to_csv(answer: Rows) -> str:
    """Return rows as SPARQL 1.1 CSV: plain values, lines end with CR LF (RFC 4180)."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(answer.columns)
    writer.writerows(
        ["" if t is None else f"_:{t.value}" if isinstance(t, ox.BlankNode) else t.value for t in row]
        for row in answer.rows
    )
    return stream.getvalue()


def to_tsv(answer: Rows) -> str:
    """Return rows as SPARQL 1.1 TSV: whole terms."""
    head = "\t".join(f"?{column}" for column in answer.columns)
    # pyoxigraph escapes line ends but not tabs, which would make columns.
    lines = ["\t".join("" if t is None else str(t).replace("\t", "\\t") for t in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in [head, *lines])


def to_xml(answer: Rows) -> str:
    """Return rows as SPARQL Query Results XML."""
    head = "".join(f"<variable name={quoteattr(column)}/>" for column in answer.columns)
    lines = [f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}"><head>{head}</head><results>']
    for row in answer.rows:
        cells = zip(answer.columns, row, strict=True)
        inner = "".join(
            f"<binding name={quoteattr(c)}>{_xml_term(t)}</binding>" for c, t in cells if t is not None
        )
        lines.append(f"<result>{inner}</result>")
    return "\n".join([*lines, "</results></sparql>"]) + "\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype != XSD.string:
        attribute = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{attribute}>{escape(term.value, {chr(13): '&#13;'})}</literal>"


_ROWS: Final[dict[str, Callable[[Rows], str]]] = {
    "json": to_json,
    "csv": to_csv,
    "tsv": to_tsv,
    "xml": to_xml,
}


def _truth(answer: Truth, form: str) -> str:
    word = "true" if answer.value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": answer.value}) + "\n"
    if form == "xml":
        return (
            f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}"><head/><boolean>{word}</boolean></sparql>\n'
        )
    return f"{word}\n"


def _statements(answer: Statements, form: str, out: IO[bytes]) -> None:
    syntaxes = {
        "table": ox.RdfFormat.TURTLE,
        "turtle": ox.RdfFormat.TURTLE,
        "json": ox.RdfFormat.JSON_LD,
        "xml": ox.RdfFormat.RDF_XML,
    }
    if form not in syntaxes:
        raise QueryError(
            f"statements cannot be written as {form}",
            remedy="Use -f turtle, -f json (JSON-LD) or -f xml (RDF/XML).",
        )
    ox.serialize(answer, out, format=syntaxes[form], prefixes=_used_prefixes(answer))
    if syntaxes[form] in (ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML):
        out.write(b"\n")


def _used_prefixes(answer: Statements) -> dict[str, str]:
    """Return the prefixes that occur: a list of forty would hide a graph of ten lines."""
    wanted = {**PREFIXES, "schema": "http://schema.org/"}
    used: set[str] = set()
    for triple in answer:
        if len(used) == len(wanted):
            break
        line = str(triple)
        used.update(prefix for prefix, iri in wanted.items() if prefix not in used and iri in line)
    return {prefix: iri for prefix, iri in wanted.items() if prefix in used}
