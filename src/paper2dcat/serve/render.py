"""From rows of the store to HTML: what all pages share.

Everything on a page comes out of the store by a query, so a page never says what the graph does not.
Templates escape by default; no value from a paper is ever marked as safe markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from paper2dcat.serve.cache import Cache
from paper2dcat.serve.page_queries import page_query
from paper2dcat.serve.worker import Job, QueryPool
from paper2dcat.vocab import PREFIXES

Row = dict[str, str]
Structured = Callable[[bytes, str], dict[str, object]]
"""From N-Triples about a thing and its IRI to what a search engine reads (schema.org as JSON-LD)."""

_ROWS_KEPT: Final = 60_000_000
"""Characters of query results that are kept in memory."""


class Renderer:
    """Asks the store and fills templates. ``base`` is the base IRI of the things in the store."""

    def __init__(
        self, pool: QueryPool, base: str, structured: Structured | None, age: Callable[[], object]
    ) -> None:
        self.pool = pool
        self.base = base
        self._structured = structured
        self._rows: Cache[list[Row]] = Cache(_ROWS_KEPT, _weight, age)
        self._environment = Environment(
            loader=PackageLoader("paper2dcat.serve", "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            local=self.local, compact=compact, plural=plural, thousands=lambda n: f"{int(n):,}"
        )

    def local(self, iri: str) -> str:
        """Return the address of a thing's document on this server; another host's IRI stays as it is."""
        if iri.startswith(self.base):
            return "/doc/" + iri.removeprefix(self.base).removeprefix("id/")
        return iri if iri.startswith(("http://", "https://")) else "#"

    def rows(self, name: str, iri: str | None = None) -> list[Row]:
        """Return the rows of a page query, about one thing or about none."""
        return self._rows.get((name, iri), lambda: self.pool.rows(page_query(name, iri)))

    def label(self, iri: str) -> str:
        """Return the name of a thing, its IRI when it has none."""
        rows = self.rows("label", iri)
        return rows[0]["label"] if rows else iri

    def page(self, template: str, **values: object) -> bytes:
        """Fill a template."""
        values.setdefault("metadata", None)
        return self._environment.get_template(template).render(**values).encode()

    def structured(self, name: str, iri: str) -> Markup | None:
        """Return the schema.org description of a thing for its page; ``name`` is the query that collects it."""
        if self._structured is None:
            return None
        answer = self.pool.ask(Job(page_query(name, iri), media_type_graph="application/n-triples"))
        return script_data(self._structured(answer.body, iri)) if answer.status == 200 else None


def script_data(content: dict[str, object]) -> Markup:
    """Return JSON that can stand inside a script element: it has no ``<``, ``>`` or ``&`` left.

    (HTML standard, 4.12.1.3: what ends a script is looked for in its raw text.)
    """
    text = json.dumps(content, ensure_ascii=False, indent=1)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def web_page(name: str, kind: str = "WebPage") -> Markup:
    """Return the schema.org description of a page that is about no single thing."""
    return script_data({"@context": {"@vocab": "http://schema.org/"}, "@type": kind, "name": name})


def compact(iri: str) -> str:
    """Return an IRI with a known prefix, or as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def plural(number: int | str, word: str, words: str = "") -> str:
    """Return ``1 paper``, ``2 papers``."""
    return f"{int(number):,} {word if int(number) == 1 else words or word + 's'}"


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Return rows by the value of one variable."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def _weight(rows: list[Row]) -> int:
    return 200 + sum(len(value) + 60 for row in rows for value in row.values())
