"""Evidence as Web Annotations: mentions of datasets, and claims with the words that bear them out.

Selectors and targets of one place are shared by everything that quotes it, since a bibliography entry bears
out a title, a year and every creator at once. They all have IRIs.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from paper2dcat.describe.context import BASIS_TERMS, Context, best_basis
from paper2dcat.describe.draft import Sheet, Term, number, plain, tagged
from paper2dcat.model import Basis, Evidence, Quote
from paper2dcat.vocab import DCTERMS, OA, P2D, PDF_FRAGMENTS, PROV, RDF, RDFS


def describe_span(context: Context, sheet: Sheet, quote: Quote) -> tuple[NamedNode, ...]:
    """State where a quote stands, in the repaired text and on the page; return the annotation targets."""
    iris, key, sha = context.iris, context.key, context.record.sha256
    start, end = quote.start, quote.end
    text, words = iris.span(key, start, end, "text"), iris.span(key, start, end, "quote")
    position = iris.span(key, start, end, "position")
    sheet.type(text, OA.SpecificResource)
    sheet.add(text, OA.hasSource, iris.text(sha))
    sheet.add(text, OA.hasSelector, words, position)
    sheet.type(words, OA.TextQuoteSelector)
    sheet.add(words, OA.exact, plain(quote.quote))
    sheet.type(position, OA.TextPositionSelector)
    sheet.add(position, OA.start, number(start))
    sheet.add(position, OA.end, number(end))
    if context.is_text:
        return (text,)
    pdf, page = iris.span(key, start, end, "pdf"), iris.span(key, start, end, "page")
    sheet.type(pdf, OA.SpecificResource)
    sheet.add(pdf, OA.hasSource, iris.file(sha))
    sheet.add(pdf, OA.hasSelector, page)
    sheet.type(page, OA.FragmentSelector)
    sheet.add(page, RDF.value, plain(f"page={quote.page}"))
    sheet.add(page, DCTERMS.conformsTo, NamedNode(PDF_FRAGMENTS))
    sheet.add(page, OA.refinedBy, words)
    return (pdf, text)


def annotate(
    context: Context, sheet: Sheet, annotation: NamedNode, motivation: NamedNode, body: Term, *targets: Term
) -> None:
    """State one annotation."""
    sheet.type(annotation, OA.Annotation)
    sheet.add(annotation, OA.motivatedBy, motivation)
    sheet.add(annotation, OA.hasBody, body)
    sheet.add(annotation, OA.hasTarget, *targets)
    sheet.add(annotation, PROV.wasGeneratedBy, context.activity)


def describe_claim(
    context: Context, claim: NamedNode, subject: NamedNode, predicate: NamedNode, value: Term,
    evidence: tuple[Evidence, ...], printed: str = "",
) -> Sheet:  # fmt: skip
    """State that the paper says something, and why that is believed; return the sheet of its basis."""
    basis = best_basis(evidence)
    sheet = context.sheet(basis)
    sheet.type(claim, P2D.Claim, RDF.Statement)
    sheet.add(claim, RDF.subject, subject)
    sheet.add(claim, RDF.predicate, predicate)
    sheet.add(claim, RDF.object, value)
    sheet.add(claim, P2D.basis, P2D.unverified if context.unverified else BASIS_TERMS[basis])
    sheet.add(claim, DCTERMS.source, context.paper)
    if printed:
        sheet.add(claim, P2D.asPrinted, plain(printed))
    for piece in evidence:
        sheet.add(claim, P2D.saidBy, *map(plain, piece.said_by))
        _describe_evidence(context, claim, piece)
    return sheet


def _describe_evidence(context: Context, claim: NamedNode, piece: Evidence) -> None:
    """State one reason for a claim. It lies with statements of its own basis, not with stronger ones."""
    sheet = context.sheet(piece.basis)
    targets: list[NamedNode] = []
    where = ""
    for quote in _quotes(piece):
        targets += describe_span(context, sheet, quote)
        where = where or f"{quote.start}-{quote.end}"
    if piece.basis is Basis.INFERRED and piece.source:
        sheet.add(claim, P2D.rule, describe_rule(context, sheet, piece.source))
    if piece.basis is Basis.CATALOGUE and (entry := _iri(piece.source)):
        sheet.add(claim, PROV.hadPrimarySource, entry)
        targets.append(entry)
        where = f"{where}-catalogue".lstrip("-")
    if not targets:
        targets = [context.iris.file(context.record.sha256)]
    if piece.via:
        where += f"-via-{piece.via.start}-{piece.via.end}"
    annotation = context.iris.evidence(claim, where or "file")
    annotate(context, sheet, annotation, OA.describing, claim, *targets)


def _quotes(piece: Evidence) -> list[Quote]:
    quotes = [piece.via] if piece.via else []
    if piece.start is not None and piece.end is not None and piece.page and piece.quote:
        quotes.insert(0, Quote(page=piece.page, start=piece.start, end=piece.end, quote=piece.quote))
    return [quote for quote in quotes if quote.end > quote.start]


def describe_rule(context: Context, sheet: Sheet, name: str) -> NamedNode:
    """State what a rule is called and return its IRI."""
    rule = context.iris.rule(name)
    sheet.type(rule, P2D.Rule)
    sheet.add(rule, RDFS.label, tagged(name.replace("-", " ")))
    return rule


def _iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None
