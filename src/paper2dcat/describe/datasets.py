"""A dataset as one paper speaks of it: the link, every field value with its evidence, every mention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from paper2dcat import schemes
from paper2dcat.describe.context import STRENGTH, Context, best_basis
from paper2dcat.describe.draft import Sheet, Term, date, decimal, is_placeholder, plain, tagged, web_iri
from paper2dcat.describe.evidence import annotate, describe_claim, describe_span
from paper2dcat.describe.fields import TERMS, FieldTerm, Value
from paper2dcat.describe.formats import FormatParts, describe_distribution, describe_kind, split_format
from paper2dcat.describe.identifiers import describe_doi, doi_of
from paper2dcat.describe.interfaces import IdentitySource
from paper2dcat.describe.iris import name_keys, work_slug
from paper2dcat.describe.languages import describe_language, find_language
from paper2dcat.describe.versions import child_slug, describe_version_link
from paper2dcat.model import Basis, DatasetRecord, Evidence, Role
from paper2dcat.vocab import CITO, DCAT, DCTERMS, EU_DATA_THEME, FOAF, MLS, OA, P2D, PROV, RDF

ROLE_TERMS: Final = {Role.INTRODUCED: P2D.introduced, Role.USED: P2D.used, Role.MENTIONED: P2D.mentioned}
KEYWORD_LIMIT: Final = 100
_DECIDED_BY_CLAIMS: Final = ("dcterms:creator", "dcterms:issued", "dcterms:description")
_NEVER_EMPTY: Final = (Value.AGENT, Value.IDENTIFIER)
DESCRIPTION_LENGTHS: Final = range(50, 5001)
"""What Google Dataset Search accepts: 50 to 5,000 characters."""


def describe_dataset(context: Context, dataset: DatasetRecord, identities: IdentitySource) -> None:
    """State everything that one paper says about one dataset."""
    identity = identities.dataset_of(context.key, dataset.title)
    node = context.iris.dataset(identity.slug)
    _describe_link(context, dataset, identity.slug, node)
    _describe_record_source(context, identity.slug, node)
    for term in TERMS:
        for value in _values(dataset, term):
            evidence = tuple(
                sorted(dataset.evidence_for(term.key, value), key=lambda e: (STRENGTH[e.basis], e.start or 0))
            )
            _Value(context, dataset, identity.slug, term, value, evidence).describe()
    if dataset.has_version:
        child = child_slug(identities, context.key, identity, dataset.title, dataset.has_version)
        if child:
            _describe_version(context, dataset, identity.slug, child)


def _values(dataset: DatasetRecord, term: FieldTerm) -> tuple[str, ...]:
    if term.value is Value.WORK:
        return tuple(dict.fromkeys(e.value for e in dataset.evidence_for(term.key)))
    names = {
        "skos:altLabel": "alt_label",
        "dcat:landingPage": "landing_page",
        "dcterms:hasVersion": "",
        "mls:task": "task",
    }
    name = names.get(term.key, term.key.partition(":")[2])
    values = dataset.values(name) if name else ()
    return tuple(v for v in values if not is_placeholder(v)) if term.value in _NEVER_EMPTY else values


def _describe_link(context: Context, dataset: DatasetRecord, slug: str, node: NamedNode) -> None:
    sheet, paper, iris = context.main, context.paper, context.iris
    sheet.add(paper, DCTERMS.references, node)
    sheet.add(node, DCTERMS.isReferencedBy, paper)
    if dataset.role is Role.USED:
        sheet.add(paper, CITO.usesDataFrom, node)
    if dataset.role is Role.INTRODUCED:
        sheet.add(node, CITO.isDocumentedBy, paper)
    link = iris.link(context.key, slug)
    sheet.type(link, P2D.Claim, RDF.Statement)
    sheet.add(link, RDF.subject, paper)
    sheet.add(link, RDF.predicate, DCTERMS.references)
    sheet.add(link, RDF.object, node)
    sheet.add(link, P2D.role, ROLE_TERMS[dataset.role])
    sheet.add(link, P2D.confidence, decimal(dataset.confidence))
    sheet.add(link, P2D.basis, P2D.unverified if context.unverified else P2D.stated)
    sheet.add(link, DCTERMS.source, paper)
    for mention in dataset.mentions:
        if mention.end > mention.start and mention.quote:
            targets = describe_span(context, sheet, mention)
            annotation = iris.mention(context.key, slug, mention.start, mention.end)
            annotate(context, sheet, annotation, OA.identifying, node, *targets)
            sheet.add(annotation, OA.hasBody, link)


def _describe_record_source(context: Context, slug: str, node: NamedNode) -> None:
    record = context.iris.record(slug)
    context.main.add(record, PROV.wasDerivedFrom, context.iris.file(context.record.sha256))
    context.main.add(record, PROV.wasGeneratedBy, context.activity)


def _describe_version(context: Context, dataset: DatasetRecord, slug: str, child: str) -> None:
    version = dataset.has_version
    evidence = dataset.evidence_for("dcterms:hasVersion", version)
    sheet = context.sheet(best_basis(evidence))
    parent_node, child_node = context.iris.dataset(slug), context.iris.dataset(child)
    describe_version_link(sheet, parent_node, child_node)
    _describe_record_source(context, child, child_node)
    claim = context.iris.claim(context.key, slug, "dcterms:hasVersion", version)
    describe_claim(context, claim, parent_node, DCAT.hasVersion, child_node, evidence, version)


class _Value:
    """One value of one field of a dataset, on its way to a statement and a claim."""

    def __init__(
        self,
        context: Context,
        dataset: DatasetRecord,
        slug: str,
        term: FieldTerm,
        value: str,
        evidence: tuple[Evidence, ...],
    ) -> None:
        self.context = context
        self.dataset = dataset
        self.slug = slug
        self.node = context.iris.dataset(slug)
        self.term = term
        self.value = value
        self.evidence = evidence
        self.sheet: Sheet = context.sheet(best_basis(evidence))

    def describe(self) -> None:
        """State the value, unless it is decided with the identity, and the claim with its evidence."""
        for subject, predicate, value, printed in self._terms():
            # Without evidence a claim only repeats its statement, unless a decision needs it beside others.
            if self.context.unverified and self.term.key not in _DECIDED_BY_CLAIMS:
                continue
            claim = self.context.iris.claim(self.context.key, self.slug, self.term.key, printed or self.value)
            describe_claim(self.context, claim, subject, predicate, value, self.evidence, printed)

    def _terms(self) -> Iterator[tuple[NamedNode, NamedNode, Term, str]]:
        kind, predicate = self.term.value, self.term.property
        if kind is Value.TEXT:
            yield from self._text()
        elif kind is Value.DATE:
            if literal := date(self.value):
                yield self.node, predicate, literal, ""
        elif kind is Value.AGENT:
            yield self.node, predicate, self._agent(), self.value
        elif kind is Value.WORK:
            self.sheet.add(self.context.paper, predicate, self.node)
            yield self.context.paper, predicate, self.node, self.value
        elif kind is Value.FORMAT:
            yield from self._formats()
        elif term := self._resource():
            self.sheet.add(self.node, predicate, term)
            yield self.node, predicate, term, ""

    def _text(self) -> Iterator[tuple[NamedNode, NamedNode, Term, str]]:
        term, value = self.term, self.value
        literal = tagged(value, self.context.language)
        if term.key == "dcat:keyword":
            if len(value) > KEYWORD_LIMIT or any(c in value for c in ",;|\r\n") or is_placeholder(value):
                return
            self.sheet.add(self.node, term.property, literal)
        if term.key == "dcterms:description" and len(literal.value) not in DESCRIPTION_LENGTHS:
            return
        yield self.node, term.property, literal, ""

    def _agent(self) -> NamedNode:
        keys = name_keys(self.dataset.creator)
        return self.context.iris.agent(
            creator_scope(self.context.slug, self.slug, self.dataset, self.evidence), keys[self.value]
        )

    def _resource(self) -> Term | None:
        kind = self.term.value
        if kind is Value.LANGUAGE:
            language = find_language(self.value)
            return describe_language(self.context.vocabularies, language) if language else None
        if kind is Value.CONCEPT:
            return self._concept()
        if kind is Value.PAGE:
            page = web_iri(self.value)
            if page:
                self.sheet.type(page, FOAF.Document)
            return page
        if kind is Value.IDENTIFIER:
            if doi := doi_of(self.value):
                describe_doi(self.context.iris, self.sheet, self.slug, doi)
                return plain(f"https://doi.org/{doi}")
            return plain(self.value)
        return None

    def _concept(self) -> NamedNode | None:
        if self.term.key == "dcat:theme":
            theme = schemes.find(schemes.themes(), self.value)
            if theme and theme.match.startswith(EU_DATA_THEME):
                self.sheet.add(self.node, DCAT.theme, NamedNode(theme.match))
            return self.context.iris.concept("theme", theme.slug) if theme else None
        task = schemes.find(schemes.tasks(), self.value)
        if not task:
            return None
        node = self.context.iris.concept("task", task.slug)
        self.sheet.add(node, MLS.definedOn, self.node)
        return node

    def _formats(self) -> Iterator[tuple[NamedNode, NamedNode, Term, str]]:
        parts: FormatParts = split_format(self.value)
        for kind in parts.kinds:
            node = describe_kind(self.context.iris, kind)
            self.sheet.add(self.node, DCTERMS.type, node)
            yield self.node, DCTERMS.type, node, kind.label
        pages = [page for url in self.dataset.values("landing_page") if (page := web_iri(url))]
        for file_type in parts.file_types:
            distribution = self.context.iris.distribution(self.slug, file_type.slug)
            if pages:
                describe_distribution(
                    self.sheet, self.context.vocabularies, self.node, distribution, file_type, pages
                )
            yield distribution, DCTERMS.format, NamedNode(file_type.iri), file_type.label


def creator_scope(paper_slug: str, slug: str, dataset: DatasetRecord, evidence: tuple[Evidence, ...]) -> str:
    """Return what a creator is scoped to: the cited work, the paper itself, or the dataset in a catalogue.

    Agents without an identifier are no one else's: two papers that cite one work mean the same people, two
    works with a "Jian Zhang" do not.
    """
    basis = best_basis(evidence)
    if basis is Basis.REFERENCE:
        entry = next(e for e in evidence if e.basis is Basis.REFERENCE)
        works = [
            w
            for w in dataset.evidence_for("cito:citesAsDataSource")
            if (w.start, w.end) == (entry.start, entry.end)
        ]
        # An entry whose title isn't known is told by its place in this paper's bibliography.
        return work_slug(min(w.value for w in works)) if works else f"{paper_slug}-reference-{entry.start}"
    return paper_slug if basis is Basis.STATED else slug
