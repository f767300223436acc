"""Which words of which paper a result is about: read from the annotations in the validated graph itself.

A claim (``p2d:Claim``, an RDF statement) is the body of an annotation whose target is a page of a paper's
file and a quote there; so is a dataset, for a mention. Looked for, in this order: claims about the result's
very statement; claims about any value of its property; claims that have the focus node as their value (an
agent, a version); annotations that have the focus node as their body or are it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import pyoxigraph as ox

from paper2dcat.validate.report import Result, Source
from paper2dcat.vocab import DCTERMS, IT6, OA, P2D, PROV, RDF

MOST: Final = 3
"""Sources shown with one result: a dataset may have hundreds of mentions."""

_PAGE = re.compile(r"(?:^|&)page=(\d+)")
_FORWARD: Final = (
    OA.hasTarget,
    OA.hasSource,
    OA.hasSelector,
    OA.refinedBy,
    OA.exact,
    RDF.value,
    RDF.predicate,
    RDF.object,
    PROV.wasDerivedFrom,
    P2D.basis,
    DCTERMS.title,
)
_INVERSE: Final = (OA.hasBody, RDF.subject, RDF.object, IT6.hasDocument)

Term: TypeAlias = object
"""Any RDF term; they compare and hash by value."""


class EvidenceIndex:
    """The annotations, claims and papers of one graph, by what they are about."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[ox.NamedNode, defaultdict[Term, list[Term]]] = {
            predicate: defaultdict(list) for predicate in _FORWARD
        }
        self._subjects: dict[ox.NamedNode, defaultdict[Term, list[Term]]] = {
            predicate: defaultdict(list) for predicate in _INVERSE
        }
        for quad in quads:
            if (forward := self._values.get(quad.predicate)) is not None:
                forward[quad.subject].append(quad.object)
            if (inverse := self._subjects.get(quad.predicate)) is not None:
                inverse[quad.object].append(quad.subject)

    def sources(self, result: Result) -> tuple[Source, ...]:
        """Return what the papers say behind a result, at most ``MOST`` places."""
        focus = _node(result.focus)
        about = self._subjects[RDF.subject].get(focus, [])
        claims = [c for c in about if result.path in map(_text, self._get(RDF.predicate, c))]
        exact = [c for c in claims if result.value in map(str, self._get(RDF.object, c))]
        around = self._subjects[RDF.object].get(focus, [])
        for group in (exact, claims, [focus], around):
            found = {source for body in group for source in self._sources_of(body)}
            if found:
                return tuple(sorted(found)[:MOST])
        return ()

    def _get(self, predicate: ox.NamedNode, subject: Term) -> list[Term]:
        return self._values[predicate].get(subject, [])

    def _sources_of(self, body: Term) -> Iterator[Source]:
        basis = next((re.split(r"[#/]", _text(b))[-1] for b in self._get(P2D.basis, body)), "")
        itself = [body] if self._get(OA.hasTarget, body) else []
        for annotation in itself or self._subjects[OA.hasBody].get(body, []):
            # One target of an annotation is the file with a page, another the repaired text: keep the paged.
            found = [s for t in self._get(OA.hasTarget, annotation) for s in self._target(t, basis)]
            yield from [source for source in found if source.page] or found

    def _target(self, target: Term, basis: str) -> Iterator[Source]:
        selectors = self._get(OA.hasSelector, target)
        selectors = selectors + [inner for s in selectors for inner in self._get(OA.refinedBy, s)]
        quotes = [_text(quote) for s in selectors for quote in self._get(OA.exact, s)]
        pages = [m[1] for s in selectors for v in self._get(RDF.value, s) if (m := _PAGE.search(_text(v)))]
        for file in self._get(OA.hasSource, target):
            paper, title = self._paper(file)
            yield Source(paper, title, int(pages[0]) if pages else 0, quotes[0] if quotes else "", basis)

    def _paper(self, file: Term) -> tuple[str, str]:
        files = [file, *self._get(PROV.wasDerivedFrom, file)]
        papers = [p for f in files for p in self._subjects[IT6.hasDocument].get(f, [])]
        paper = papers[0] if papers else file
        titles = self._get(DCTERMS.title, paper)
        return _text(paper), _text(titles[0]) if titles else ""


def with_evidence(results: Sequence[Result], quads: Iterable[ox.Quad]) -> tuple[Result, ...]:
    """Return results, each with the words behind the statement that it is about."""
    if not results:
        return ()
    index = EvidenceIndex(quads)
    return tuple(replace(result, evidence=index.sources(result)) for result in results)


def _node(text: str) -> Term:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)


def _text(term: Term) -> str:
    """Return an IRI, a literal's text or a blank node's label."""
    return str(getattr(term, "value", term))
