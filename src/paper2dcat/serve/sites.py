"""The query page and the map of the site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

import pyoxigraph as ox
from starlette.datastructures import QueryParams

from paper2dcat.serve.guard import reaches_out
from paper2dcat.serve.page_queries import text
from paper2dcat.serve.render import Renderer, web_page
from paper2dcat.serve.resources import is_iri
from paper2dcat.serve.shipped import ShippedQuery, shipped_queries
from paper2dcat.serve.worker import Job, QueryPool, lexical

_MOST: Final = 50_000
"""Addresses in one file of a site map (https://www.sitemaps.org/protocol.html)."""
_SCHEMA: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_MOST_ROWS: Final = 1_000
_SHOWN: Final = 200_000
"""Characters of a graph that a page shows."""


@dataclass(frozen=True, slots=True)
class Result:
    """An answer as a page shows it."""

    message: str = ""
    names: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    turtle: str = ""


def is_plain(parameters: QueryParams) -> bool:
    """Tell whether the page is to be a form and a table, without the editor."""
    return "plain" in parameters or "query" in parameters


class Sites:
    """Makes what is about the site itself."""

    def __init__(self, renderer: Renderer, queries: QueryPool) -> None:
        self._render = renderer
        self._queries = queries

    @cached_property
    def _shipped(self) -> list[ShippedQuery]:
        return shipped_queries()

    def sparql(self, parameters: QueryParams) -> bytes:
        """The SPARQL page with the shipped queries ready to run; without JavaScript it is a form."""
        chosen, asked = parameters.get("name", ""), parameters.get("query", "")
        shown = next((query.text for query in self._shipped if query.name == chosen), text("example"))
        return self._render.page(
            "sparql.html",
            queries=self._shipped,
            chosen=chosen,
            text=asked or shown,
            plain=is_plain(parameters),
            result=self._result(asked) if asked else None,
            metadata=web_page("Ask the graph"),
        )

    def _result(self, query: str) -> Result:
        """Ask a query as anybody could, and return what a page shows of the answer."""
        if reaches_out(query):
            return Result(message="SERVICE is not allowed here.")
        answer = self._queries.ask(Job(query))
        content = answer.body.decode("utf-8", "replace")
        if answer.status != 200 or answer.media_type == "text/turtle":
            return Result(message="" if answer.status == 200 else content.strip(), turtle=content[:_SHOWN])
        found = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return Result(message="yes" if found else "no")
        names = tuple(variable.value for variable in found.variables)
        rows = [tuple(lexical(row[name]) for name in names) for row in islice(found, _MOST_ROWS + 1)]
        more = f"The first {_MOST_ROWS:,} rows." if len(rows) > _MOST_ROWS else f"{len(rows):,} rows."
        return Result(more, names, tuple(rows[:_MOST_ROWS]))

    def sitemap(self, origin: str, part: str) -> str:
        """The addresses of all datasets and papers; in parts, if there are too many for one file."""
        found = [row["thing"] for row in self._render.rows("all-things") if is_iri(row["thing"])]
        parts = -(-len(found) // _MOST)
        if parts > 1 and not part:
            entries = "".join(
                f"<sitemap><loc>{escape(origin)}/sitemap.xml?part={n}</loc></sitemap>"
                for n in range(1, parts + 1)
            )
            return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex {_SCHEMA}>{entries}</sitemapindex>'
        number = int(part) if part.isascii() and part.isdecimal() and len(part) < 7 else 1
        shown = found[_MOST * (number - 1) : _MOST * number] if number > 0 else []
        entries = "".join(f"<url><loc>{escape(origin + self._render.local(i))}</loc></url>" for i in shown)
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset {_SCHEMA}>{entries}</urlset>'
