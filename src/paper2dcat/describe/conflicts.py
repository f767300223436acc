"""Values that contradict those of a dataset's fields: claims beside them that state nothing.

Another extractor makes them of the same paper and the paper bears them out too, so that whoever asks for
claims sees both sides; the statement itself stays the one that the record's field has.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from paper2dcat.describe.context import Context
from paper2dcat.describe.datasets import creator_scope
from paper2dcat.describe.draft import Term, date, plain, web_iri
from paper2dcat.describe.evidence import describe_claim
from paper2dcat.describe.fields import FieldTerm, Value, field_term
from paper2dcat.describe.interfaces import IdentitySource
from paper2dcat.describe.iris import name_keys
from paper2dcat.describe.papers import describe_agent
from paper2dcat.model import DatasetRecord, Evidence
from paper2dcat.vocab import DCTERMS, FOAF, P2D, RDF


def describe_conflicts(context: Context, dataset: DatasetRecord, identities: IdentitySource) -> None:
    """State each contradicting value as a claim, and which claims it conflicts with."""
    slug = identities.dataset_of(context.key, dataset.title).slug
    node = context.iris.dataset(slug)
    standing = {piece.field: _standing(context, node, piece.field) for piece in dataset.conflicts}
    for piece in dataset.conflicts:
        term = field_term(piece.field)
        value = _term(context, dataset, slug, term, piece) if term else None
        if term is None or value is None:
            continue
        claim = context.iris.claim(context.key, slug, piece.field, piece.value)
        sheet = describe_claim(context, claim, node, term.property, value, (piece,))
        sheet.add(claim, P2D.conflictsWith, *(other for other in standing[piece.field] if other != claim))


def _standing(context: Context, node: NamedNode, key: str) -> tuple[NamedNode, ...]:
    """Return the claims about a dataset that give a field its value."""
    term = field_term(key)
    if term is None:
        return ()
    # Kinds of content have a property of their own.
    properties = {term.property, DCTERMS.type} if term.value is Value.FORMAT else {term.property}
    quads = context.draft.quads()
    about = {quad.subject for quad in quads if quad.predicate == RDF.subject and quad.object == node}
    found = (q.subject for q in quads if q.predicate == RDF.predicate and q.object in properties)
    return tuple(dict.fromkeys(c for c in found if c in about and isinstance(c, NamedNode)))


def _term(
    context: Context, dataset: DatasetRecord, slug: str, term: FieldTerm, piece: Evidence
) -> Term | None:
    """Return a contradicting value as a term; None for what the field cannot have."""
    sheet = context.sheet(piece.basis)
    if term.value is Value.DATE:
        return date(piece.value)
    if term.value is Value.PAGE:
        page = web_iri(piece.value)
        if page:
            sheet.type(page, FOAF.Document)
        return page
    if term.value is Value.AGENT:
        keys = name_keys(tuple(dict.fromkeys((*dataset.creator, piece.value))))
        agent = context.iris.agent(creator_scope(context.slug, slug, dataset, (piece,)), keys[piece.value])
        describe_agent(sheet, agent, piece.value)
        return agent
    return plain(piece.value)
