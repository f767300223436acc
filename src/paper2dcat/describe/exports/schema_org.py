"""schema.org as Google Dataset Search reads it: datasets with their papers, in one JSON-LD document."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from paper2dcat.describe.exports.view import View, as_json, filled, single
from paper2dcat.vocab import (
    BIBO,
    CITO,
    DCAT,
    DCTERMS,
    FOAF,
    IANA_MEDIA_TYPES,
    LPWC,
    LPWCC,
    OWL,
    SKOS,
)  # fmt: skip

# The context is written out, so that nothing has to be fetched; the shapes of science-on-schema.org
# (version 1.2.3) and Google's documentation know the namespace with http.
_CONTEXT = {"@vocab": "http://schema.org/"}
_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


def schema_org(quads: Iterable[Quad]) -> bytes:
    """Return the catalogue, its datasets and the papers as schema.org JSON-LD."""
    view = View(quads)
    catalogs = view.instances(DCAT.Catalog)
    graph = [_catalog(view, iri) for iri in catalogs]
    graph += [_dataset(view, iri, catalogs) for iri in view.instances(DCAT.Dataset)]
    graph += [_paper(view, iri) for iri in view.instances(LPWCC.paper)]
    return as_json({"@context": _CONTEXT, "@graph": graph})


def page_document(quads: Iterable[Quad], iri: str) -> dict[str, object]:
    """Return what the page about one thing says: a dataset with its papers, a paper, or the catalogue."""
    view = View(quads)
    if view.is_a(iri, LPWCC.paper):
        graph = [_paper(view, iri)]
    elif view.is_a(iri, DCAT.Catalog):
        graph = [_catalog(view, iri)]
    else:
        papers = [_paper(view, paper) for paper in view.iris(iri, DCTERMS.isReferencedBy)]
        graph = [_dataset(view, iri, view.instances(DCAT.Catalog)), *papers]
    return {"@context": _CONTEXT, "@graph": graph}


def _catalog(view: View, iri: str) -> dict[str, object]:
    return filled(
        {
            "@id": iri,
            "@type": "DataCatalog",
            "name": view.text(iri, DCTERMS.title),
            "description": view.text(iri, DCTERMS.description),
            "url": _node(view.iri(iri, FOAF.homepage)),
            "license": _node(_CC0),
            "publisher": single([_agent(view, agent) for agent in view.iris(iri, DCTERMS.publisher)]),
            "dateModified": view.text(iri, DCTERMS.modified),
            "dataset": [_node(dataset) for dataset in view.iris(iri, DCAT.dataset)],
        }
    )


def _dataset(view: View, iri: str, catalogs: list[str]) -> dict[str, object]:
    tasks = [view.text(task, SKOS.prefLabel) for task in view.iris(iri, LPWC.usedForTask)]
    themes = [view.text(theme, SKOS.prefLabel) for theme in view.iris(iri, DCAT.theme)]
    keywords = [word for word in (*view.texts(iri, DCAT.keyword), *tasks, *themes) if word]
    formats = {t for d in view.iris(iri, DCAT.distribution) for t in view.iris(d, DCAT.mediaType)}
    return filled(
        {
            "@id": iri,
            "@type": "Dataset",
            "name": view.text(iri, DCTERMS.title),
            "alternateName": single(view.texts(iri, SKOS.altLabel)),
            "description": view.text(iri, DCTERMS.description),
            "url": _node(iri),
            "sameAs": single(
                [_node(same) for same in (*view.iris(iri, DCAT.landingPage), *view.iris(iri, OWL.sameAs))]
            ),
            "identifier": single(view.texts(iri, DCTERMS.identifier)),
            "keywords": list(dict.fromkeys(keywords)),
            "creator": single([_agent(view, agent) for agent in view.iris(iri, DCTERMS.creator)]),
            "datePublished": view.text(iri, DCTERMS.issued),
            "inLanguage": single(
                [view.text(code, SKOS.notation) for code in view.iris(iri, DCTERMS.language)]
            ),
            "version": view.text(iri, DCAT.version),
            "isBasedOn": single([_node(parent) for parent in view.iris(iri, DCAT.isVersionOf)]),
            "isPartOf": single([_node(whole) for whole in view.iris(iri, DCTERMS.isPartOf)]),
            "encodingFormat": single(sorted(f.removeprefix(IANA_MEDIA_TYPES) for f in formats)),
            "citation": single([_node(paper) for paper in view.iris(iri, CITO.isDocumentedBy)]),
            "subjectOf": single([_node(paper) for paper in view.iris(iri, DCTERMS.isReferencedBy)]),
            "includedInDataCatalog": single([_node(catalog) for catalog in catalogs]),
        }
    )


def _paper(view: View, iri: str) -> dict[str, object]:
    authors = view.list_of(iri, BIBO.authorList) or view.iris(iri, DCTERMS.creator)
    return filled(
        {
            "@id": iri,
            "@type": "ScholarlyArticle",
            "name": view.text(iri, DCTERMS.title),
            "author": [_agent(view, author) for author in authors],
            "datePublished": view.text(iri, DCTERMS.date),
            "identifier": single(view.texts(iri, DCTERMS.identifier)),
            "sameAs": single(
                [_node(same) for same in (*view.iris(iri, OWL.sameAs), *view.iris(iri, FOAF.page))]
            ),
            "mentions": [_node(dataset) for dataset in view.iris(iri, DCTERMS.references)],
            "isBasedOn": [_node(dataset) for dataset in view.iris(iri, CITO.usesDataFrom)],
        }
    )


def _agent(view: View, iri: str) -> dict[str, object]:
    kind = "Organization" if view.is_a(iri, FOAF.Organization) else "Person"
    return filled({"@id": iri, "@type": kind, "name": view.text(iri, FOAF.name)})


def _node(iri: str) -> dict[str, object] | None:
    return {"@id": iri} if iri else None
