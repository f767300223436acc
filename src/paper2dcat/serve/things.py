"""Pages about one thing: a dataset, a paper, a concept, the catalogue, or anything else in the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from paper2dcat.serve import values
from paper2dcat.serve.charts import bars, neighbours
from paper2dcat.serve.files import PaperFiles
from paper2dcat.serve.render import Renderer, Row, grouped, web_page
from paper2dcat.vocab import DCAT, LPWCC, SKOS

AROUND: Final = 130
"""Characters of a paper's text that are shown on either side of a mention."""
PAPERS_SHOWN: Final = 25
MENTIONS_SHOWN: Final = 3


def _undescribed(said: values.Said) -> values.Said:
    """Leave out the description that stands at the top of the page."""
    return replace(said, name="Other descriptions", held=()) if said.name == "Description" else said


def _of_paper(said: values.Said) -> values.Said:
    """Call the makers of a paper its authors."""
    return replace(said, name="Authors") if said.name == "Made by" else said


class Things:
    """Makes the page of a thing, by its types."""

    def __init__(self, renderer: Renderer, files: PaperFiles) -> None:
        self._render = renderer
        self._files = files

    def page(self, iri: str) -> tuple[bytes, str]:
        """Return the page and the schema.org type of what it is about."""
        types = {row["type"] for row in self._render.rows("types", iri)}
        if DCAT.Catalog.value in types:
            return self._catalog(iri), "DataCatalog"
        if DCAT.Dataset.value in types:
            return self._dataset(iri), "Dataset"
        if LPWCC.paper.value in types:
            return self._paper(iri), "ScholarlyArticle"
        if SKOS.Concept.value in types:
            return self._concept(iri), "DefinedTerm"
        return self._other(iri), "Thing"

    def _dataset(self, iri: str) -> bytes:
        render = self._render
        papers = render.rows("papers-of", iri)
        fields = self._said("fields", iri)
        described = next((f for f in fields if f.name == "Description"), None)
        together = render.rows("together", iri)
        return render.page(
            "dataset.html",
            iri=iri,
            label=render.label(iri),
            description=described.held[0] if described and described.held else None,
            fields=[f for f in (_undescribed(f) for f in fields) if f.held or f.other],
            papers=papers[:PAPERS_SHOWN],
            papers_all=len(papers),
            roles=Counter(row["role"] or "mentioned" for row in papers),
            bars=bars(Counter(row["year"] for row in papers if row["year"])),
            together=together,
            picture=neighbours(together),
            versions=render.rows("versions", iri),
            links=render.rows("outgoing", iri),
            metadata=render.structured("about-dataset", iri),
        )

    def _paper(self, iri: str) -> bytes:
        render = self._render
        mentions = grouped(render.rows("mentions", iri), "dataset")
        datasets = render.rows("datasets-of", iri)
        return render.page(
            "paper.html",
            iri=iri,
            label=render.label(iri),
            fields=[_of_paper(field) for field in self._said("paper-facts", iri) if field.name != "Name"],
            datasets=datasets,
            roles=Counter(row["role"] or "mentioned" for row in datasets),
            mentions=mentions,
            shown=MENTIONS_SHOWN,
            around=self._around(iri),
            links=render.rows("outgoing", iri),
            metadata=render.structured("about-paper", iri),
        )

    def _said(self, facts: str, iri: str) -> list[values.Said]:
        rows = self._render.rows
        return values.said(rows(facts, iri), rows("claims", iri), rows("quotes", iri), iri)

    def _around(self, iri: str) -> Callable[[Row], tuple[str, str]]:
        """Return what gives the words before and after a mention, out of the paper's repaired text."""
        text = self._files.text(iri.rpartition("/")[2])

        def around(mention: Row) -> tuple[str, str]:
            start, end = int(mention["start"]), int(mention["end"])
            if text[start:end] != mention["quote"]:
                return "", ""
            before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
            after = text[end : end + AROUND].partition("\n")[0]
            # Cut at a word, unless the line begins or ends there.
            if len(before) == AROUND:
                before = "…" + before.partition(" ")[2]
            if len(after) == AROUND:
                after = after.rpartition(" ")[0] + "…"
            return before, after

        return around

    def _concept(self, iri: str) -> bytes:
        label = self._render.label(iri)
        return self._render.page(
            "concept.html",
            iri=iri,
            label=label,
            datasets=self._render.rows("datasets-with", iri),
            links=self._render.rows("outgoing", iri),
            metadata=web_page(label, "DefinedTerm"),
        )

    def _catalog(self, iri: str) -> bytes:
        return self._render.page(
            "catalog.html",
            iri=iri,
            label=self._render.label(iri),
            about={row["property"]: row for row in self._render.rows("catalog", iri)},
            counts=self._render.rows("counts")[0],
            graphs=self._render.rows("graphs"),
            metadata=self._render.structured("about-catalog", iri),
        )

    def _other(self, iri: str) -> bytes:
        label = self._render.label(iri)
        return self._render.page(
            "thing.html",
            iri=iri,
            label=label,
            outgoing=self._render.rows("outgoing", iri),
            incoming=self._render.rows("incoming", iri),
            metadata=web_page(label),
        )
