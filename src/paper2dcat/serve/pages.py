"""The pages a person reads: search with facets, a dataset, a paper, any other thing, and the SPARQL form.

Everything on them comes out of the store by a query, so a page never says what the graph does not.
Templates escape by default; no value is ever marked as safe markup. ``texts`` is the folder of the papers'
repaired texts, which lends mentions their surroundings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request

from paper2dcat.serve.page_queries import page_query, text
from paper2dcat.serve.resources import is_iri
from paper2dcat.serve.shipped import ShippedQuery, shipped_queries
from paper2dcat.serve.worker import QueryPool
from paper2dcat.vocab import DCAT, LPWCC, PREFIXES

Row = dict[str, str]
PAGE_SIZE = 50
AROUND = 160
"""Characters of a paper's text that are shown on either side of a mention."""
FACETS = ("task", "theme", "language", "role", "year")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart of papers by year, in units of the drawing (height 0 to 60)."""

    year: str
    count: int
    x: int
    height: float


@dataclass(slots=True)
class Claimed:
    """Values of one property that one paper states in the same words: all creators of one entry, say."""

    property: str
    basis: str
    paper: str
    title: str
    source: str
    values: list[tuple[str, str]] = field(default_factory=list)
    quotes: list[tuple[str, str]] = field(default_factory=list)


def gather(rows: Iterable[Row]) -> list[Claimed]:
    """Bring together the rows of one claim, then the claims that rest on the same quotes."""
    claims: dict[str, Claimed] = {}
    for row in rows:
        claim = claims.setdefault(
            row["claim"], Claimed(row["property"], row["basis"], row["paper"], row["title"], row["source"])
        )
        if (row["value"], row["label"]) not in claim.values:
            claim.values.append((row["value"], row["label"]))
        if row["quote"] and (row["quote"], row["page"]) not in claim.quotes:
            claim.quotes.append((row["quote"], row["page"]))
    merged: dict[tuple[object, ...], Claimed] = {}
    for claim in claims.values():
        key = (claim.property, claim.basis, claim.paper, claim.source, tuple(claim.quotes))
        if key in merged:
            merged[key].values += claim.values
        else:
            merged[key] = claim
    return list(merged.values())


def bars(years: Iterable[tuple[str, int]]) -> list[Bar]:
    """Lay out a bar for each year."""
    counts = sorted(years)
    most = max((count for _, count in counts), default=1)
    return [Bar(year, count, n * 34, 60 * count / most) for n, (year, count) in enumerate(counts)]


class Pages:
    """Makes pages out of a store. ``base`` is the base IRI of the things in it."""

    def __init__(self, pool: QueryPool, base: str, texts: Path | None = None) -> None:
        self._pool = pool
        self._base = base
        self._texts = texts
        self._environment = Environment(
            loader=PackageLoader("paper2dcat.serve", "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["local"] = self.local
        self._environment.filters["compact"] = compact

    def local(self, iri: str) -> str:
        """Return the address of a thing's document on this server; another host's IRI stays as it is."""
        if iri.startswith(self._base):
            return "/doc/" + iri.removeprefix(self._base).removeprefix("id/")
        return iri if iri.startswith(("http://", "https://")) else "#"

    def _rows(self, name: str, iri: str | None = None) -> list[Row]:
        return self._pool.rows(page_query(name, iri))

    def _render(self, template: str, **values: object) -> bytes:
        return self._environment.get_template(template).render(**values).encode()

    @cached_property
    def _shipped(self) -> list[ShippedQuery]:
        return shipped_queries()

    # -- search ----------------------------------------------------------------------------------------

    def home(self, request: Request) -> bytes:
        """Search over names, descriptions and keywords, with facets."""
        words = request.query_params.get("q", "").strip()[:200]
        chosen = {facet: request.query_params.get(facet, "")[:200] for facet in FACETS}
        rows = [_without_gaps(row) for row in self._rows("datasets")]
        matching = [row for row in rows if _matches(row, words, chosen)]
        facets = {facet: _counts(matching, facet) for facet in FACETS}
        at = request.query_params.get("page", "1")
        number = max(1, int(at)) if at.isdecimal() and len(at) < 7 else 1
        first = (number - 1) * PAGE_SIZE
        kept = {key: value for key, value in {"q": words, **chosen}.items() if value}
        return self._render(
            "home.html",
            words=words,
            chosen=chosen,
            facets=facets,
            total=len(matching),
            all=len(rows),
            counts=self._rows("counts")[0],
            rows=matching[first : first + PAGE_SIZE],
            query=lambda **change: "?" + urlencode({**kept, **change}),
            number=number,
            last=max(1, -(-len(matching) // PAGE_SIZE)),
        )

    # -- things ----------------------------------------------------------------------------------------

    def thing(self, iri: str) -> bytes:
        """The page of any thing: datasets and papers have pages of their own kind."""
        types = {row["type"] for row in self._rows("types", iri)}
        if DCAT.Dataset.value in types and DCAT.Catalog.value not in types:
            return self._dataset(iri)
        if LPWCC.paper.value in types:
            return self._paper(iri)
        return self._render(
            "thing.html",
            iri=iri,
            label=self._label(iri),
            outgoing=self._rows("outgoing", iri),
            incoming=self._rows("incoming", iri),
        )

    def _label(self, iri: str) -> str:
        rows = self._rows("label", iri)
        return rows[0]["label"] if rows else iri

    def _dataset(self, iri: str) -> bytes:
        papers = self._rows("papers-of", iri)
        years: dict[str, int] = {}
        for row in papers:
            if row.get("year"):
                years[row["year"]] = years.get(row["year"], 0) + 1
        return self._render(
            "dataset.html",
            iri=iri,
            label=self._label(iri),
            fields=_grouped(self._rows("fields", iri), "property"),
            claims=gather(self._rows("claims", iri)),
            papers=papers,
            bars=bars(years.items()),
            together=self._rows("together", iri),
            versions=self._rows("versions", iri),
            links=self._rows("outgoing", iri),
        )

    def _paper(self, iri: str) -> bytes:
        mentions = _grouped(self._rows("mentions", iri), "dataset")
        return self._render(
            "paper.html",
            iri=iri,
            label=self._label(iri),
            datasets=self._rows("datasets-of", iri),
            mentions=mentions,
            context=self._context(iri),
            links=self._rows("outgoing", iri),
        )

    def _context(self, iri: str) -> Callable[[Row], tuple[str, str]]:
        """Return what gives the words before and after a mention, out of the paper's repaired text."""
        path = self._texts / f"{iri.rpartition('/')[2]}.txt" if self._texts else None
        text = path.read_bytes().decode("utf-8") if path and path.is_file() else ""

        def around(mention: Row) -> tuple[str, str]:
            start, end = int(mention["start"]), int(mention["end"])
            if text[start:end] != mention["quote"]:
                return "", ""
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            return before.rpartition("\n")[2], after.partition("\n")[0]

        return around

    # -- the rest --------------------------------------------------------------------------------------

    def sparql(self, request: Request) -> bytes:
        """The SPARQL form with the shipped queries ready to run; works without JavaScript."""
        chosen = request.query_params.get("name", "")
        shown = next((query.text for query in self._shipped if query.name == chosen), text("example"))
        return self._render("sparql.html", queries=self._shipped, chosen=chosen, text=shown)

    def sitemap(self, origin: str) -> str:
        """The addresses of all datasets and papers (https://www.sitemaps.org/protocol.html)."""
        found = [row["thing"] for row in self._rows("all-things") if is_iri(row["thing"])]
        entries = "".join(
            f"<url><loc>{escape(origin.rstrip('/') + self.local(iri))}</loc></url>" for iri in found
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
        )


def compact(iri: str) -> str:
    """Return an IRI with a known prefix, or as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _matches(row: Row, words: str, chosen: Mapping[str, str]) -> bool:
    haystack = " ".join(
        row.get(key, "") for key in ("title", "aliases", "description", "keywords")
    ).casefold()
    if not all(word in haystack for word in words.casefold().split()):
        return False
    return all(not value or value in row.get(facet, "").split("\t") for facet, value in chosen.items())


def _without_gaps(row: Row) -> Row:
    """Drop the empty strings that stand for unbound values among those that a group joins with tabs."""
    return {
        name: "\t".join(sorted(v for v in value.split("\t") if v)) if name in FACETS else value
        for name, value in row.items()
    }


def _counts(rows: Iterable[Row], facet: str) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for row in rows:
        for value in row.get(facet, "").split("\t"):
            if value:
                counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:12]


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
