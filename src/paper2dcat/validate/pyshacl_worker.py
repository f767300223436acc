"""The process that runs pyshacl: shapes come first, then one graph after another until the pipe closes.

``python -m paper2dcat.validate.pyshacl_worker``, frames of N-Triples in, frames of JSON out.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from dataclasses import asdict

import pyoxigraph as ox
import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from paper2dcat.validate.engines import RawResult
from paper2dcat.validate.frames import read_frame, write_frame

_STEPS = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def main() -> None:
    """Answer every graph on standard input until it closes."""
    warnings.simplefilter("ignore")
    logging.disable()
    shapes = to_graph(read_frame(sys.stdin.buffer))
    while True:
        try:
            data = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        write_frame(sys.stdout.buffer, json.dumps(answer(data, shapes)).encode())


def answer(data: bytes, shapes: rdflib.Graph) -> dict[str, object]:
    """Validate one graph; the answer holds ``results``, or ``error`` when pyshacl gives up."""
    try:
        graph = to_graph(data)
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    except (ReportableRuntimeError, ShapeLoadError, SyntaxError, ValueError) as error:
        return {"error": str(error)}
    if not isinstance(report, rdflib.Graph):
        return {"error": str(report)}
    return {
        "results": [asdict(raw_result(node, report, shapes)) for node in set(report.objects(None, SH.result))]
    }


def to_graph(ntriples: bytes) -> rdflib.Graph:
    """Parse N-Triples into an rdflib graph that keeps lexical forms and blank node labels as they are."""
    # pyshacl sets this back to true after every run.
    rdflib.NORMALIZE_LITERALS = False
    graph = rdflib.Graph()
    for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES, lenient=True):
        graph.add((_to_rdflib(quad.subject), _to_rdflib(quad.predicate), _to_rdflib(quad.object)))
    return graph


def _to_rdflib(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        if term.datatype == _STRING:
            return rdflib.Literal(term.value)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    raise ValueError(f"a quoted triple cannot be validated: {term}")


_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")


def to_ntriples(term: Node | None) -> str:
    """Return a term in N-Triples syntax as pyoxigraph writes it; empty for None."""
    if term is None:
        return ""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return str(ox.Literal(str(term), language=term.language))
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return str(ox.Literal(str(term), datatype=datatype))
    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    return f"<{term}>"


def raw_result(node: Node, report: rdflib.Graph, shapes: rdflib.Graph) -> RawResult:
    """Return one validation result out of pyshacl's report."""
    source = report.value(node, SH.sourceShape)
    path = report.value(node, SH.resultPath)
    return RawResult(
        severity=str(report.value(node, SH.resultSeverity)).rpartition("#")[2],
        focus=to_ntriples(report.value(node, SH.focusNode)),
        path=_path(path, report) if path is not None else "",
        value=to_ntriples(report.value(node, SH.value)),
        component=str(report.value(node, SH.sourceConstraintComponent)).rpartition("#")[2],
        source_shape=to_ntriples(source),
        named_shape=to_ntriples(_named(source, shapes)),
    )


def _named(shape: Node | None, shapes: rdflib.Graph) -> Node | None:
    """Return the nearest shape with an IRI, upwards along ``sh:property``."""
    seen: set[Node] = set()
    current = shape
    while isinstance(current, rdflib.BNode) and current not in seen:
        seen.add(current)
        current = next(iter(sorted(shapes.subjects(SH.property, current), key=str)), None)
    return current if isinstance(current, rdflib.URIRef) else shape


def _path(path: Node, graph: rdflib.Graph) -> str:
    if isinstance(path, rdflib.URIRef):
        return f"<{path}>"
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return f"^{_path(inverse, graph)}"
    if (options := graph.value(path, SH.alternativePath)) is not None:
        return "(" + "|".join(_path(item, graph) for item in Collection(graph, options)) + ")"
    for step, sign in _STEPS.items():
        if (inner := graph.value(path, step)) is not None:
            return f"({_path(inner, graph)}){sign}"
    return "(" + "/".join(_path(item, graph) for item in Collection(graph, path)) + ")"


if __name__ == "__main__":
    main()
