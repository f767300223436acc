"""The query page and the map of the site."""

from __future__ import annotations

from functools import cached_property
from typing import Final
from xml.sax.saxutils import escape

from starlette.datastructures import QueryParams

from paper2dcat.serve.page_queries import text
from paper2dcat.serve.render import Renderer, web_page
from paper2dcat.serve.resources import is_iri
from paper2dcat.serve.shipped import ShippedQuery, shipped_queries

_MOST: Final = 50_000
"""Addresses in one file of a site map (https://www.sitemaps.org/protocol.html)."""
_SCHEMA: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Sites:
    """Makes what is about the site itself."""

    def __init__(self, renderer: Renderer) -> None:
        self._render = renderer

    @cached_property
    def _shipped(self) -> list[ShippedQuery]:
        return shipped_queries()

    def sparql(self, parameters: QueryParams) -> bytes:
        """The SPARQL page with the shipped queries ready to run; without JavaScript it is a form."""
        chosen = parameters.get("name", "")
        shown = next((query.text for query in self._shipped if query.name == chosen), text("example"))
        return self._render.page(
            "sparql.html",
            queries=self._shipped,
            chosen=chosen,
            text=shown,
            plain="plain" in parameters,
            metadata=web_page("Ask the graph"),
        )

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
