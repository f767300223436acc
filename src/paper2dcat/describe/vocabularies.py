"""The concepts that the graph points to: our schemes under the graph's base, and EU tables."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from paper2dcat import resources
from paper2dcat.config import DEFAULT_BASE, Config
from paper2dcat.describe.draft import Draft, Sheet, tagged
from paper2dcat.describe.iris import Iris
from paper2dcat.vocab import DCTERMS, EU_DATA_THEME, SKOS

T = TypeVar("T")
SCHEMES = ("tasks.ttl", "themes.ttl", "content-kinds.ttl", "file-types.ttl")
EU_THEMES = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}
"""The EU data themes with their English labels (Publications Office, data-theme authority table)."""


def describe_vocabularies(config: Config) -> list[Quad]:
    """Return every concept of the controlled lists, under the graph's base."""
    return list(_quads(config.base))


@lru_cache(maxsize=4)
def _quads(base: str) -> tuple[Quad, ...]:
    iris, draft = Iris(base), Draft()
    graph = iris.vocabularies_graph
    for name in SCHEMES:
        for quad in parse(path=str(resources.folder("ontology") / name), format=RdfFormat.TURTLE):
            subject = _moved(quad.subject, iris.base)
            draft.put(Quad(subject, quad.predicate, _moved(quad.object, iris.base), graph))
            # The lists state only one direction, so that a concept is edited in one place.
            if quad.predicate == SKOS.topConceptOf:
                draft.put(Quad(_moved(quad.object, iris.base), SKOS.hasTopConcept, subject, graph))
    _describe_eu_themes(draft.sheet(graph))
    return tuple(draft.quads())


def _moved(term: T, base: str) -> T | NamedNode:
    """Return a term under the graph's base when the list has it under the default base."""
    if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE):
        return NamedNode(base + term.value.removeprefix(DEFAULT_BASE))
    return term


def _describe_eu_themes(sheet: Sheet) -> None:
    scheme = NamedNode(EU_DATA_THEME)
    sheet.type(scheme, SKOS.ConceptScheme)
    sheet.add(scheme, DCTERMS.title, tagged("Data theme"))
    for code, label in EU_THEMES.items():
        theme = NamedNode(f"{EU_DATA_THEME}/{code}")
        sheet.type(theme, SKOS.Concept)
        sheet.add(theme, SKOS.inScheme, scheme)
        sheet.add(theme, SKOS.prefLabel, tagged(label))
