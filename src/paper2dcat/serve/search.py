"""Lists that are searched and narrowed down: datasets (with facets) and papers."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from paper2dcat.serve.cache import Cache
from paper2dcat.serve.render import Renderer, Row, web_page
from paper2dcat.serve.resources import is_iri

PAGE_SIZE: Final = 30
FACETS: Final = ("task", "theme", "year", "language", "role")
_LONGEST: Final = 200
"""Characters of a search that are looked at."""


def folded(text: str) -> str:
    """Return text as searching compares it: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list with what it is found by."""

    row: Row
    title: str
    rest: str
    facets: Mapping[str, frozenset[str]]


def entry(row: Row, facets: Iterable[str] = ()) -> Entry:
    """Return a row as an entry; values of a facet are joined by tabs in the row."""
    rest = " ".join(folded(row.get(name, "")) for name in ("aliases", "description", "keywords", "creators"))
    values = {name: frozenset(v for v in row.get(name, "").split("\t") if v) for name in facets}
    return Entry(row, folded(row["title"]), rest, values)


def find(entries: Sequence[Entry], words: str, chosen: Mapping[str, str]) -> list[Entry]:
    """Return the entries with every word and every chosen value; those named so come first."""
    sought = folded(words).split()
    found = [
        e
        for e in entries
        if all(not value or value in e.facets[facet] for facet, value in chosen.items())
        and all(word in e.title or word in e.rest for word in sought)
    ]
    if not sought:
        return found
    whole = " ".join(sought)
    return sorted(found, key=lambda e: (e.title != whole, not e.title.startswith(whole),
                                        not all(word in e.title for word in sought)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is shown, and how to come to the others."""

    number: int
    last: int
    address: Callable[..., str]

    @property
    def first(self) -> int:
        """Index of the first entry on the page."""
        return (self.number - 1) * PAGE_SIZE


def paging(parameters: QueryParams, total: int, kept: Mapping[str, str]) -> Paging:
    """Return the page that is asked for, within what there is."""
    asked = parameters.get("page", "1")
    last = max(1, -(-total // PAGE_SIZE))
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    present = {name: value for name, value in kept.items() if value}

    def address(**change: object) -> str:
        both = {**present, **{name: str(value) for name, value in change.items()}}
        return "?" + urlencode({name: value for name, value in both.items() if value})

    return Paging(min(max(1, number), last), last, address)


class Lists:
    """The pages with lists. What is searched is put together once for each state of the graph."""

    def __init__(self, renderer: Renderer, age: Callable[[], object]) -> None:
        self._render = renderer
        self._entries: Cache[list[Entry]] = Cache(2**62, len, age)

    def datasets(self, parameters: QueryParams) -> bytes:
        """Search over names, descriptions, creators and keywords of datasets, with facets."""
        words = parameters.get("q", "").strip()[:_LONGEST]
        chosen = {facet: parameters.get(facet, "")[:_LONGEST] for facet in FACETS}
        entries = self._entries.get(
            "datasets", lambda: [entry(row, FACETS) for row in self._render.rows("datasets")]
        )
        found = find(entries, words, chosen)
        pages = paging(parameters, len(found), {"q": words, **chosen})
        return self._render.page(
            "home.html",
            words=words,
            chosen=chosen,
            facets=facet_counts(found, chosen),
            total=len(found),
            all=len(entries),
            counts=self._render.rows("counts")[0],
            rows=[e.row for e in found[pages.first : pages.first + PAGE_SIZE]],
            paging=pages,
            metadata=web_page("Datasets in papers", "SearchResultsPage" if words else "CollectionPage"),
        )

    def papers(self, parameters: QueryParams) -> bytes:
        """The papers, by title; those of one dataset or those without any."""
        words = parameters.get("q", "").strip()[:_LONGEST]
        without = "yes" if parameters.get("without") else ""
        dataset = parameters.get("dataset", "")[:500]
        dataset = dataset if is_iri(dataset) and dataset.startswith(self._render.base) else ""
        entries = self._entries.get("papers", lambda: [entry(row) for row in self._render.rows("papers")])
        found = find(entries, words, {})
        if without:
            found = [e for e in found if e.row["datasets"] == "0"]
        if dataset:
            of_it = {row["paper"] for row in self._render.rows("papers-of", dataset)}
            found = [e for e in found if e.row["paper"] in of_it]
        pages = paging(parameters, len(found), {"q": words, "without": without, "dataset": dataset})
        return self._render.page(
            "papers.html",
            words=words,
            without=without,
            dataset=dataset,
            name=self._render.label(dataset) if dataset else "",
            total=len(found),
            all=len(entries),
            rows=[e.row for e in found[pages.first : pages.first + PAGE_SIZE]],
            paging=pages,
            metadata=web_page("Papers", "CollectionPage"),
        )


def facet_counts(found: Iterable[Entry], chosen: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Return the values of each facet that is not chosen yet, the most frequent first (years: the latest)."""
    counts = {facet: Counter[str]() for facet in FACETS if not chosen[facet]}
    for e in found:
        for facet, counter in counts.items():
            counter.update(e.facets[facet])
    return {
        facet: sorted(counter.items(), key=lambda item: item[0], reverse=True)
        if facet == "year"
        else sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        for facet, counter in counts.items()
    }
