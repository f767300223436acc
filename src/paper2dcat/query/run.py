"""Running a query: check it, bind its parameters, ask the source."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

import pyoxigraph as ox

from paper2dcat.display import clipped
from paper2dcat.errors import QueryError
from paper2dcat.query.answers import Answer
from paper2dcat.query.binding import bind
from paper2dcat.query.library import Query
from paper2dcat.query.sources import Source
from paper2dcat.query.values import to_terms


def run(query: Query, source: Source, parameters: Mapping[str, str] | None = None) -> Answer:
    """Bind ``parameters`` (texts, by name) in ``query`` and ask ``source``."""
    check_syntax(query)
    given = dict(parameters or {})
    _check_names(query, given)
    texts = {p.name: given.get(p.name, p.default) for p in query.parameters} | given
    values = {}
    for name, text in texts.items():
        parameter = query.parameter(name)
        assert parameter is not None
        values[name] = to_terms(parameter, text, source.ask) if text else []
    return source.ask(bind(query.text, values))


def check_syntax(query: Query) -> None:
    """Raise ``QueryError`` with line and column when the text is no SPARQL query."""
    try:
        ox.Store().query(query.text)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
        where = f"line {place[1]}, column {place[2]}" if place else "somewhere"
        reason = " ".join((place[3] if place else str(error)).split())
        raise QueryError(
            f"{query.path or query.name} is not a SPARQL 1.1 query: {where}: {clipped(reason, 160)}",
            remedy=_shown(query.text, int(place[1]), int(place[2])) if place else "",
            code="malformed-query",
        ) from error


def _check_names(query: Query, given: Mapping[str, str]) -> None:
    for name in given:
        if query.parameter(name) is None:
            known = [parameter.name for parameter in query.parameters]
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}? " if near else ""
            raise QueryError(
                f"the query {query.name} has no parameter {name!r}",
                remedy=f"{hint}It takes {', '.join(known) or 'none'}.",
                code="unknown-parameter",
            )
    for parameter in query.parameters:
        if parameter.required and not given.get(parameter.name) and not parameter.default:
            raise QueryError(
                f"the query {query.name} needs the parameter {parameter.name}: {parameter.about}",
                remedy=f"Give it with --param {parameter.name}=VALUE.",
                code="missing-parameter",
            )


def _shown(text: str, line: int, column: int) -> str:
    """Return the line of an error with a mark under the column."""
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return ""
    return f"\n  {lines[line - 1]}\n  {' ' * (column - 1)}^"
