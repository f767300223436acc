"""Graphs as files: N-Quads as the truth, Turtle and JSON-LD for people, all of them equal for equal graphs.

N-Quads are sorted lines. Turtle, TriG and JSON-LD group statements by what their subjects are (the catalogue
first, then papers, datasets, agents, …, evidence, concepts), sort them by IRI, put the type and the names of
a thing before the rest, and use prefixes: one changed statement changes one line or two.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from paper2dcat.vocab import DCAT, DCTERMS, FOAF, LPWCC, MLS, OA, P2D, PREFIXES, PROV, RDF, RDFS, SKOS, XSD

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_SECTIONS: Final[tuple[tuple[str, ox.NamedNode], ...]] = (
    ("Catalogue", DCAT.Catalog),
    ("Papers", LPWCC.paper),
    ("Datasets", DCAT.Dataset),
    ("Distributions", DCAT.Distribution),
    ("Services", DCAT.DataService),
    ("People, organisations, programs", FOAF.Agent),
    ("Catalogue records", DCAT.CatalogRecord),
    ("Extractions", PROV.Activity),
    ("Results", P2D.ExtractionResult),
    ("Tasks", MLS.Task),
    ("Concept schemes", SKOS.ConceptScheme),
    ("Concepts", SKOS.Concept),
    ("Claims", P2D.Claim),
    ("Evidence", OA.Annotation),
    ("Places in papers", OA.SpecificResource),
    ("Selectors", OA.FragmentSelector),
    ("Selectors", OA.TextQuoteSelector),
    ("Selectors", OA.TextPositionSelector),
)
_ORDER: Final = {title: n for n, title in enumerate(dict.fromkeys(title for title, _ in _SECTIONS))}
_SECTION_OF: Final = {cls.value: title for title, cls in _SECTIONS}
_OTHER: Final = "Other things"

_FIRST: Final = {
    term.value: n
    for n, term in enumerate(
        [
            *(RDF.type, DCTERMS.title, SKOS.prefLabel, FOAF.name, RDFS.label, SKOS.altLabel, SKOS.definition),
            *(DCTERMS.description, DCTERMS.identifier, DCTERMS.creator, DCTERMS.issued, DCTERMS.date),
        ]
    )
}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
_RELATIVE: Final = re.compile(
    r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*(?:#[A-Za-z0-9._~-]+)?"
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED: Final = re.compile(r'[\\"\n\r\t]')
_SHORT: Final = 88
_NATIVE: Final = frozenset({XSD.integer.value, XSD.boolean.value})


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as sorted N-Quads without repetitions."""
    return "".join(sorted({f"{quad} .\n" for quad in quads})).encode("utf-8")


def turtle(quads: Iterable[ox.Quad], base: str = "") -> bytes:
    """Return the union of all graphs as Turtle; IRIs under ``base`` are written relative to it."""
    names = _Names(base)
    body = "".join(_sections(((q.subject, q.predicate, q.object) for q in quads), names, ""))
    return (names.head() + body).encode("utf-8")


def trig(quads: Iterable[ox.Quad], base: str = "") -> bytes:
    """Return quads as TriG, graph by graph."""
    names = _Names(base)
    graphs: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs["" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)].append(quad)
    parts = []
    for graph in sorted(graphs):
        triples = ((q.subject, q.predicate, q.object) for q in graphs[graph])
        if graph:
            name = names.term(graphs[graph][0].graph_name)  # type: ignore[arg-type]
            parts.append(f"\n{name} {{\n{''.join(_sections(triples, names, '    '))}}}\n")
        else:
            parts.extend(_sections(triples, names, ""))
    return (names.head() + "".join(parts)).encode("utf-8")


def rdf_xml(quads: Iterable[ox.Quad]) -> bytes:
    """Return the union of all graphs as RDF/XML, sorted by subject."""
    triples = sorted(
        {quad.triple for quad in quads},
        key=lambda t: (str(t.subject), _property_order(t.predicate), str(t.object)),
    )
    return ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b""


def json_ld(quads: Iterable[ox.Quad], context: dict[str, object] | None = None) -> bytes:
    """Return the union of all graphs as JSON-LD: one node object a line of thought, prefixes as context.

    Without ``context`` only the prefixes are used, and every value keeps its type or language beside it.
    """
    names = _Names("")
    nodes: dict[Subject, dict[ox.NamedNode, set[Object]]] = _grouped(
        (q.subject, q.predicate, q.object) for q in quads
    )
    graph = [_json_node(subject, nodes[subject], names) for _, subject in _ordered(nodes)]
    document = {"@context": context or {name: PREFIXES[name] for name in sorted(names.used)}, "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


# -- order ---------------------------------------------------------------------------------------------------


def _grouped(
    triples: Iterable[tuple[Subject, ox.NamedNode, Object]],
) -> dict[Subject, dict[ox.NamedNode, set[Object]]]:
    nodes: dict[Subject, dict[ox.NamedNode, set[Object]]] = {}
    for subject, predicate, value in triples:
        nodes.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    return nodes


def _ordered(nodes: dict[Subject, dict[ox.NamedNode, set[Object]]]) -> list[tuple[str, Subject]]:
    """Return subjects with their section, in the order in which they are written."""
    placed = [(_section(properties), subject) for subject, properties in nodes.items()]
    return sorted(placed, key=lambda p: (_ORDER.get(p[0], len(_ORDER)), _json_iri(p[1])))


def _section(properties: dict[ox.NamedNode, set[Object]]) -> str:
    titles = {
        _SECTION_OF[t.value]
        for t in properties.get(RDF.type, ())
        if isinstance(t, ox.NamedNode) and t.value in _SECTION_OF
    }
    return min(titles, key=_ORDER.__getitem__, default=_OTHER)


@lru_cache(maxsize=1024)
def _property_order(predicate: ox.NamedNode) -> tuple[int, str]:
    return _FIRST.get(predicate.value, len(_FIRST)), _shortened(predicate.value) or predicate.value


# -- Turtle --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _shortened(iri: str) -> str:
    """Return an IRI as a prefixed name, empty when no prefix fits."""
    for separator in ("#", "/"):
        namespace, found, local = iri.rpartition(separator)
        prefix = _PREFIX_OF.get(namespace + found)
        if prefix and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return ""


_PREFIX_OF: Final = {iri: prefix for prefix, iri in PREFIXES.items()}


class _Names:
    """How terms are written; remembers which prefixes were needed."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.used: set[str] = set()

    def head(self) -> str:
        """Return the declarations of what was used."""
        lines = [f"@base <{self.base}> .\n"] if self.base else []
        lines += [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(self.used)]
        return "".join(lines)

    def term(self, term: Object) -> str:
        """Return a term as Turtle."""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        return str(term)

    def iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name, relative to the base, or in full."""
        if short := _shortened(iri):
            self.used.add(short.partition(":")[0])
            return short
        if self.base and iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        text = '"' + _ESCAPED.sub(lambda m: _ESCAPES[m[0]], literal.value) + '"'
        if literal.language:
            return f"{text}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == XSD.string.value:
            return text
        if datatype == XSD.integer.value and re.fullmatch(r"[+-]?\d+", literal.value):
            return literal.value
        return f"{text}^^{self.iri(datatype)}"


def _sections(
    triples: Iterable[tuple[Subject, ox.NamedNode, Object]], names: _Names, indent: str
) -> Iterator[str]:
    nodes = _grouped(triples)
    current = ""
    for section, subject in _ordered(nodes):
        if section != current:
            yield f"\n{indent}# {section}\n"
            current = section
        yield "\n" + _block(subject, nodes[subject], names, indent)


def _block(subject: Subject, properties: dict[ox.NamedNode, set[Object]], names: _Names, indent: str) -> str:
    lines = []
    for predicate in sorted(properties, key=_property_order):
        verb = "a" if predicate == RDF.type else names.iri(predicate.value)
        values = sorted(names.term(value) for value in properties[predicate])
        joined = ", ".join(values)
        if len(verb) + len(joined) > _SHORT and len(values) > 1:
            joined = f",\n{indent}        ".join(values)
        lines.append(f"{verb} {joined}")
    return f"{indent}{names.term(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


# -- JSON-LD -------------------------------------------------------------------------------------------------


def _json_node(
    subject: Subject, properties: dict[ox.NamedNode, set[Object]], names: _Names
) -> dict[str, object]:
    node: dict[str, object] = {"@id": _json_iri(subject)}
    for predicate in sorted(properties, key=_property_order):
        values = sorted(properties[predicate], key=str)
        if predicate == RDF.type:
            types = [_compact(value, names) for value in values]
            node["@type"] = types[0] if len(types) == 1 else types
            continue
        items = [_json_value(value, names) for value in values]
        node[_compact(predicate, names)] = items[0] if len(items) == 1 else items
    return node


def _json_iri(term: Subject | Object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _compact(term: Object, names: _Names) -> str:
    iri = _json_iri(term)
    short = _shortened(iri)
    if short:
        names.used.add(short.partition(":")[0])
    return short or iri


def _json_value(value: Object, names: _Names) -> object:
    if not isinstance(value, ox.Literal):
        return {"@id": _json_iri(value)}
    if value.language:
        return {"@language": value.language, "@value": value.value}
    if value.datatype == XSD.string:
        return value.value
    return {"@type": _compact(value.datatype, names), "@value": value.value}
