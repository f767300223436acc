"""A report as the ``sh:ValidationReport`` of the SHACL recommendation (section 3.6), in Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from paper2dcat.validate.render.words import cited
from paper2dcat.validate.report import Report, Result
from paper2dcat.vocab import PREFIXES, RDF, RDFS, XSD

SH: Final = "http://www.w3.org/ns/shacl#"


def to_turtle(report: Report) -> str:
    """Return the report as Turtle; the words behind a statement are ``rdfs:comment`` of its result."""
    content = ox.serialize(
        _triples(report), format=ox.RdfFormat.TURTLE, prefixes={**_used_prefixes(), "sh": SH}
    )
    assert content is not None
    return content.decode()


def _used_prefixes() -> dict[str, str]:
    return {prefix: PREFIXES[prefix] for prefix in ("dcat", "dcterms", "oa", "prov", "rdfs", "xsd")}


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def _triples(report: Report) -> Iterator[ox.Triple]:
    root = ox.BlankNode("report")
    yield ox.Triple(root, RDF.type, _sh("ValidationReport"))
    yield ox.Triple(root, _sh("conforms"), ox.Literal(str(report.conforms).lower(), datatype=XSD.boolean))
    for number, result in enumerate(report.results, 1):
        node = ox.BlankNode(f"result{number}")
        yield ox.Triple(root, _sh("result"), node)
        yield from _result(node, result)


def _result(node: ox.BlankNode, result: Result) -> Iterator[ox.Triple]:
    yield ox.Triple(node, RDF.type, _sh("ValidationResult"))
    yield ox.Triple(node, _sh("resultSeverity"), _sh(result.severity))
    yield ox.Triple(node, _sh("focusNode"), _node(result.focus))
    if result.path and "<" not in result.path:
        yield ox.Triple(node, _sh("resultPath"), ox.NamedNode(result.path))
    elif result.path:
        # A path of several steps has no IRI; the shape holds it, the comment shows it.
        yield ox.Triple(node, RDFS.comment, ox.Literal(f"path: {result.path}"))
    if result.value:
        yield ox.Triple(node, _sh("value"), _term(result.value))
    yield ox.Triple(node, _sh("resultMessage"), ox.Literal(result.message))
    yield ox.Triple(node, _sh("sourceConstraintComponent"), _sh(result.component))
    yield ox.Triple(node, _sh("sourceShape"), _node(result.shape))
    for source in result.evidence:
        yield ox.Triple(node, RDFS.comment, ox.Literal(cited(source)))


def _node(text: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)


def _term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    quad = next(iter(ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES, lenient=True)))
    assert isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal)
    return quad.object
