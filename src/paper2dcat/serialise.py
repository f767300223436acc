"""Graphs as files: N-Quads as the truth, Turtle and JSON-LD for people, all of them equal for equal graphs.

N-Quads are sorted lines. Turtle, TriG and JSON-LD group statements by what their subjects are (the catalogue
first, then papers, datasets, agents, …, evidence, concepts), sort them by IRI, put the type and the names of
a thing before the rest, and use prefixes: one changed statement changes one line or two.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, TypeVar

import pyoxigraph as ox

from paper2dcat import resources
from paper2dcat.vocab import DCAT, DCTERMS, FOAF, LPWCC, MLS, OA, P2D, PREFIXES, PROV, RDF, RDFS, SKOS, XSD

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Properties = dict[ox.NamedNode, set[Object]]
_Texts = tuple[str, str, str]
S = TypeVar("S")
P = TypeVar("P")
O = TypeVar("O")  # noqa: E741

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
_TYPE: Final = RDF.type
_A: Final = str(RDF.type)
_INTEGER: Final = re.compile(r"[+-]?\d+")
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
_RELATIVE: Final = re.compile(
    r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*(?:#[A-Za-z0-9._~-]+)?"
)
_SHORT: Final = 88


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as sorted N-Quads without repetitions."""
    return "".join(sorted({f"{quad} .\n" for quad in quads})).encode("utf-8")


def turtle(quads: Iterable[ox.Quad], base: str = "") -> bytes:
    """Return the union of all graphs as Turtle; IRIs under ``base`` are written relative to it."""
    return _turtle(map(_texts, quads), base)


def turtle_of(content: bytes, base: str = "") -> bytes:
    """Return N-Quads as this program writes them as Turtle: the same as :func:`turtle` of their statements, faster."""
    return _turtle(map(_parted, content.decode("utf-8").split("\n")[:-1]), base)


def _turtle(triples: Iterable[_Texts], base: str) -> bytes:
    names = _Names(base)
    body = "".join(_sections(triples, names, ""))
    return (names.head() + body).encode("utf-8")


def _texts(quad: ox.Quad) -> _Texts:
    """Return a statement's subject, predicate and object in N-Triples syntax."""
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _parted(line: str) -> _Texts:
    """Return the same of a line of N-Quads."""
    if "<<" in line:  # a statement about a statement
        return _texts(next(iter(ox.parse(line.encode("utf-8"), format=ox.RdfFormat.N_QUADS, lenient=True))))
    subject, predicate, rest = line[:-2].split(" ", 2)
    return subject, predicate, rest[: rest.rindex(" <")]


def trig(quads: Iterable[ox.Quad], base: str = "") -> bytes:
    """Return quads as TriG, graph by graph."""
    names = _Names(base)
    graphs: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs["" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)].append(quad)
    parts = []
    for graph in sorted(graphs):
        triples = map(_texts, graphs[graph])
        if graph:
            name = names.term(graph)
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


def json_ld(quads: Iterable[ox.Quad], base: str = "") -> bytes:
    """Return the union of all graphs as JSON-LD: grouped and ordered as Turtle is, with our context inside.

    The context is the used part of ``ontology/context.jsonld``; IRIs under ``base`` are relative to it.
    """
    nodes = _grouped((q.subject, q.predicate, q.object) for q in quads)
    writer = _JsonWriter(base)
    graph = [writer.node(subject, nodes[subject]) for _, subject in _ordered(nodes, _TYPE)]
    document = {"@context": writer.context(), "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


# -- order ---------------------------------------------------------------------------------------------------


def _grouped(triples: Iterable[tuple[S, P, O]]) -> dict[S, dict[P, set[O]]]:
    nodes: dict[S, dict[P, set[O]]] = {}
    last: S | None = None
    own: dict[P, set[O]] = {}
    for subject, predicate, value in triples:
        if subject != last:  # mostly they come sorted
            last, own = subject, nodes.setdefault(subject, {})
        values = own.get(predicate)
        if values is None:
            own[predicate] = {value}
        else:
            values.add(value)
    return nodes


def _ordered(nodes: Mapping[S, Mapping[P, Iterable[O]]], kind: P) -> list[tuple[str, S]]:
    """Return subjects with their section, in the order in which they are written; ``kind`` is ``rdf:type``."""
    placed = [(_section(properties.get(kind, ())), subject) for subject, properties in nodes.items()]
    return sorted(placed, key=lambda p: (_ORDER.get(p[0], len(_ORDER)), _iri(p[1])))


def _section(types: Iterable[object]) -> str:
    titles = {_SECTION_OF[iri] for iri in map(_iri, types) if iri in _SECTION_OF}
    return min(titles, key=_ORDER.__getitem__, default=_OTHER)


@lru_cache(maxsize=1024)
def _property_order(predicate: ox.NamedNode | str) -> tuple[int, str]:
    iri = _iri(predicate)
    return _FIRST.get(iri, len(_FIRST)), _shortened(iri) or iri


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
        self._written: dict[str, str] = {}

    def head(self) -> str:
        """Return the declarations of what was used."""
        lines = [f"@base <{self.base}> .\n"] if self.base else []
        lines += [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(self.used)]
        return "".join(lines)

    def term(self, term: str) -> str:
        """Return a term in N-Triples syntax as Turtle."""
        if term[:1] == "<" and term[:2] != "<<":
            return self.iri(term[1:-1])
        if term[:1] == '"':
            return self._literal(term)
        return term

    def iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name, relative to the base, or in full."""
        written = self._written.get(iri)
        if written is None:
            written = self._written[iri] = self._write(iri)
        return written

    def _write(self, iri: str) -> str:
        if short := _shortened(iri):
            self.used.add(short.partition(":")[0])
            return short
        if self.base and iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        return f"<{iri}>"

    def _literal(self, literal: str) -> str:
        text, mark, datatype = literal.rpartition("^^")
        if not mark or literal[-1] != ">":
            return literal
        iri = datatype[1:-1]
        if iri == XSD.integer.value and _INTEGER.fullmatch(text, 1, len(text) - 1):
            return text[1:-1]
        return f"{text}^^{self.iri(iri)}"


def _sections(triples: Iterable[_Texts], names: _Names, indent: str) -> Iterator[str]:
    nodes = _grouped(triples)
    current = ""
    for section, subject in _ordered(nodes, _A):
        if section != current:
            yield f"\n{indent}# {section}\n"
            current = section
        yield "\n" + _block(subject, nodes[subject], names, indent)


def _block(subject: str, properties: Mapping[str, Iterable[str]], names: _Names, indent: str) -> str:
    lines = []
    for predicate in sorted(properties, key=_property_order):
        verb = "a" if predicate == _A else names.iri(predicate[1:-1])
        values = sorted(map(names.term, properties[predicate]))
        joined = ", ".join(values)
        if len(verb) + len(joined) > _SHORT and len(values) > 1:
            joined = f",\n{indent}        ".join(values)
        lines.append(f"{verb} {joined}")
    return f"{indent}{names.term(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


# -- JSON-LD -------------------------------------------------------------------------------------------------


@cache
def json_ld_context() -> dict[str, object]:
    """Return the published JSON-LD context: prefixes, and how the values of each property are written."""
    content = (resources.folder("ontology") / "context.jsonld").read_bytes()
    return dict(json.loads(content)["@context"])


class _JsonWriter:
    """How nodes become JSON objects; remembers which entries of the context were needed."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.used: set[str] = set()
        self.entries = json_ld_context()

    def context(self) -> dict[str, object]:
        """Return the entries that were used."""
        head: dict[str, object] = {"@base": self.base} if self.base else {}
        return head | {name: entry for name, entry in self.entries.items() if name in self.used}

    def node(self, subject: Subject, properties: Properties) -> dict[str, object]:
        """Return a node object."""
        node: dict[str, object] = {"@id": self._iri(subject)}
        for predicate in sorted(properties, key=_property_order):
            values = sorted(properties[predicate], key=str)
            if predicate == _TYPE:
                types = [self._name(value) for value in values]
                node["@type"] = types[0] if len(types) == 1 else types
                continue
            name = self._name(predicate)
            node[name] = self._values(name, values)
        return node

    def _values(self, name: str, values: list[Object]) -> object:
        entry = self.entries.get(name)
        if not isinstance(entry, dict):
            items = [self._value(value, "") for value in values]
            return items[0] if len(items) == 1 else items
        self.used.add(name)
        if entry.get("@container") == "@language":
            return self._languages(values)
        items = [self._value(value, str(entry.get("@type", ""))) for value in values]
        return items[0] if len(items) == 1 else items

    def _languages(self, values: list[Object]) -> object:
        """Return a language map, or value objects in a list where a value has no language."""
        languages: dict[str, list[str]] = {}
        for value in values:
            if not isinstance(value, ox.Literal) or not value.language:
                return [self._object(v) for v in values]
            languages.setdefault(value.language, []).append(value.value)
        return {tag: texts[0] if len(texts) == 1 else texts for tag, texts in sorted(languages.items())}

    def _value(self, value: Object, coercion: str) -> object:
        if not isinstance(value, ox.Literal):
            return self._iri(value) if coercion == "@id" else {"@id": self._iri(value)}
        if value.language:
            return {"@language": value.language, "@value": value.value}
        datatype = self._name(value.datatype)
        if coercion == datatype or (not coercion and _is_plain(value)):
            return value.value
        if _is_plain(value):
            return {"@value": value.value}
        return {"@type": datatype, "@value": value.value}

    def _object(self, value: Object) -> object:
        written = self._value(value, "")
        return {"@value": written} if isinstance(written, str) else written

    def _iri(self, term: Object) -> str:
        iri = _iri(term)
        if self.base and iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return iri[len(self.base) :]
        return iri

    def _name(self, term: Object) -> str:
        iri = _iri(term)
        short = _shortened(iri)
        if short:
            self.used.add(short.partition(":")[0])
        return short or iri


def _is_plain(value: Object) -> bool:
    return isinstance(value, ox.Literal) and not value.language and value.datatype == XSD.string


def _iri(term: object) -> str:
    """Return the IRI of a node or of its N-Triples text; of anything else its text."""
    if isinstance(term, ox.NamedNode):
        return term.value
    text = str(term)
    return text[1:-1] if text[:1] == "<" and text[:2] != "<<" else text
