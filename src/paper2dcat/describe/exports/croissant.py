"""Croissant 1.0: one document for each dataset, with what the graph knows and nothing else.

The specification asks for a licence and a creation date that papers rarely state. They are left out where
they are not known: a validator warns, and a reader is not misled. No files are listed, since the graph knows
pages about datasets and no addresses of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Quad

from paper2dcat.describe.exports.view import View, as_json, filled, single
from paper2dcat.vocab import BIBO, CITO, DCAT, DCTERMS, FOAF, LPWC, OA, RDF, SKOS

TERMS = {
    "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/", "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field",
    "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet",
    "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField",
    "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex",
    "repeated": "cr:repeated", "replace": "cr:replace", "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source",
    "subField": "cr:subField", "transform": "cr:transform",
}  # fmt: skip
"""Names in a document that are no plain schema.org terms, and what they stand for."""
_LABEL = re.compile(r"^(?:\[[^\]]{1,12}\]|\d{1,3}\.)\s+")
_CONTEXT = {"@language": "en", "@vocab": "https://schema.org/", **TERMS}
"""The context that the Croissant 1.0 specification prescribes (appendix 1)."""


def croissant_documents(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return the Croissant document of every dataset by the end of its IRI."""
    view = View(quads)
    return {iri.rpartition("/")[2]: croissant(view, iri) for iri in view.instances(DCAT.Dataset)}


def croissant(view: View, iri: str) -> bytes:
    """Return one dataset as a Croissant document."""
    tasks = [view.text(task, SKOS.prefLabel) for task in view.iris(iri, LPWC.usedForTask)]
    keywords = [word for word in (*view.texts(iri, DCAT.keyword), *tasks) if word]
    pages = view.iris(iri, DCAT.landingPage)
    return as_json(
        filled(
            {
                "@context": _CONTEXT,
                "@type": "sc:Dataset",
                "@id": iri,
                "name": view.text(iri, DCTERMS.title),
                "alternateName": single(view.texts(iri, SKOS.altLabel)),
                "description": view.text(iri, DCTERMS.description),
                "conformsTo": "http://mlcommons.org/croissant/1.0",
                "url": pages[0] if pages else iri,
                "sameAs": single(pages[1:]),
                "creator": single([_agent(view, agent) for agent in view.iris(iri, DCTERMS.creator)]),
                "datePublished": view.text(iri, DCTERMS.issued),
                "inLanguage": single(
                    [view.text(code, SKOS.notation) for code in view.iris(iri, DCTERMS.language)]
                ),
                "keywords": single(list(dict.fromkeys(keywords))),
                "version": view.text(iri, DCAT.version),
                "citeAs": _cite(view, iri),
            }
        )
    )


def _agent(view: View, iri: str) -> dict[str, object]:
    kind = "sc:Organization" if view.is_a(iri, FOAF.Organization) else "sc:Person"
    return {"@type": kind, "name": view.text(iri, FOAF.name)}


def _cite(view: View, iri: str) -> str:
    """Return what to cite: the paper that introduces the dataset, else the entry that papers print."""
    for paper in view.iris(iri, CITO.isDocumentedBy):
        return _bibtex(view, iri, paper)
    entries: list[str] = []
    for claim in view.subjects(RDF.object, iri):
        if CITO.citesAsDataSource.value in view.iris(claim, RDF.predicate):
            entries += (entry for note in view.subjects(OA.hasBody, claim) if (entry := _entry(view, note)))
    longest = min(entries, key=lambda entry: (-len(entry), entry), default="")
    return _LABEL.sub("", longest)


def _entry(view: View, annotation: str) -> str:
    """Return the longest quote of an annotation: the entry, beside the callout that leads there."""
    selectors = [
        s for target in view.iris(annotation, OA.hasTarget) for s in view.iris(target, OA.hasSelector)
    ]
    quotes = [quote for selector in selectors for quote in view.texts(selector, OA.exact)]
    return max(quotes, key=lambda quote: (len(quote), quote), default="")


def _bibtex(view: View, iri: str, paper: str) -> str:
    authors = [view.text(author, FOAF.name) for author in view.list_of(paper, BIBO.authorList)]
    parts = [f"title={{{_plain(view.text(paper, DCTERMS.title))}}}"]
    if authors:
        parts.append(f"author={{{' and '.join(_plain(author) for author in authors)}}}")
    if date := view.text(paper, DCTERMS.date):
        parts.append(f"year={{{date[:4]}}}")
    key = re.sub(r"[^A-Za-z0-9]+", "", iri.rpartition("/")[2])
    return f"@article{{{key}, {', '.join(parts)}}}"


def _plain(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "")
