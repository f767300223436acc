"""Write ``docs/reference/``: a section for every term, list entry, shape and query, made from the artefacts.

python tools/make_reference.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from paper2dcat import __version__, schemes
from paper2dcat.describe.fields import TERMS
from paper2dcat.query import Query, list_queries
from paper2dcat.vocab import DCTERMS, P2D, PREFIXES, RDF, RDFS, SKOS

ROOT = Path(__file__).resolve().parents[1]
SH = "http://www.w3.org/ns/shacl#"
HEAD = "<!-- Made by tools/make_reference.py; edit the artefacts and run it again. -->\n"
_ALL_PREFIXES = {**PREFIXES, "sh": SH, "p2d-shapes": "https://w3id.org/paper2dcat/shapes#"}
_EU = {"http://publications.europa.eu/resource/authority/data-theme/": "EU data theme "}

Node = NamedNode | BlankNode | Literal
Graph = dict[Node, dict[str, list[Node]]]


def reference() -> dict[str, str]:
    """Return the pages by file name."""
    return {
        "README.md": _index(),
        "fields.md": _fields(),
        "terms.md": _terms(),
        "lists.md": _lists(),
        "shapes.md": _shapes(),
        "queries.md": _queries(),
    }


def _index() -> str:
    return (
        f"{HEAD}# Reference, version {__version__}\n\n"
        "- [Fields](fields.md): what each field of a record becomes in RDF\n"
        "- [Terms](terms.md): the terms of our own, and those of other vocabularies in use\n"
        "- [Lists](lists.md): tasks, themes, kinds of content and file types\n"
        "- [Shapes](shapes.md): what every graph must look like\n"
        "- [Queries](queries.md): the queries that ship\n"
    )


def _fields() -> str:
    text = f"{HEAD}# Fields\n\nEvery value is also a claim (`p2d:Claim`) with its evidence.\n\n"
    text += "| field | property | value | stated |\n| --- | --- | --- | --- |\n"
    for term in TERMS:
        where = "with the identity, decided from all claims" if term.decided else "in the graph of each paper"
        text += f"| `{term.key}` | `{_name(term.property)}` | {term.value.value} | {where} |\n"
    return text


def _load(path: Path) -> Graph:
    graph: Graph = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(quad.object, Node):
            graph[quad.subject][quad.predicate.value].append(quad.object)
    return graph


def _text(properties: dict[str, list[Node]], *names: str) -> str:
    for name in names:
        for value in properties.get(name, ()):
            if isinstance(value, Literal):
                return value.value
    return ""


def _name(node: Node) -> str:
    if not isinstance(node, NamedNode):
        return node.value
    for prefix, iri in _ALL_PREFIXES.items():
        if node.value.startswith(iri):
            return f"{prefix}:{node.value.removeprefix(iri)}"
    return node.value


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


# -- terms ---------------------------------------------------------------------------------------------------


def _terms() -> str:
    own = _load(ROOT / "ontology" / "paper2dcat.ttl")
    parts = [f"{HEAD}# Terms\n\nNamespace of our own terms: `{P2D.iri}`, prefix `p2d`.\n"]
    for node in sorted((n for n in own if n.value.startswith(P2D.iri)), key=lambda n: n.value):
        properties = own[node]
        facts = [f"a {', '.join(_name(t) for t in properties[RDF.type.value])}"]
        for predicate, word in ((RDFS.domain, "of"), (RDFS.range, "value"), (RDFS.subClassOf, "a kind of")):
            facts += [f"{word} {_name(value)}" for value in properties.get(predicate.value, ())]
        parts.append(
            f"\n## {_name(node)}\n\n{_text(properties, SKOS.definition.value)}\n\n"
            f"{_text(properties, RDFS.label.value)}; {'; '.join(facts)}\n"
        )
    parts.append("\n# Terms of other vocabularies\n")
    for path in sorted((ROOT / "ontology" / "vendor").glob("*.ttl")):
        if path.stem != "sh":
            parts.append(_vendored(path))
    return "".join(parts)


def _vendored(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    source = next(line for line in lines if line.startswith("# Source:")).removeprefix("# ")
    graph = _load(path)
    rows = "".join(
        f"| `{_name(node)}` | {_cell(_text(graph[node], SKOS.definition.value, RDFS.label.value))} |\n"
        for node in sorted(graph, key=lambda n: n.value)
    )
    return f"\n## {path.stem}\n\n{source}\n\n| term | definition |\n| --- | --- |\n{rows}"


# -- lists ---------------------------------------------------------------------------------------------------


_COLUMNS = "| name | what it is | other names | belongs to |\n| --- | --- | --- | --- |\n"


def _lists() -> str:
    parts = [f"{HEAD}# Lists\n"]
    for title, concepts in (("Tasks", schemes.tasks()), ("Themes", schemes.themes())):
        parts.append(f"\n## {title}\n\n{_COLUMNS}")
        parts += [_concept(concept) for concept in concepts]
    parts.append(f"\n## Kinds of content\n\n{_COLUMNS}")
    parts += [_concept(concept) for concept in schemes.content_kinds()]
    parts.append("\n## File types\n\n| name | code | media type | other names |\n| --- | --- | --- | --- |\n")
    for concept in schemes.file_types():
        names = ", ".join(concept.alt_labels)
        parts.append(f"| {concept.label} | {concept.slug} | {concept.media_type} | {names} |\n")
    return "".join(parts)


def _concept(concept: schemes.Concept) -> str:
    belongs = concept.theme or concept.match
    for iri, word in _EU.items():
        belongs = belongs.replace(iri, word)
    names = ", ".join(concept.alt_labels)
    return f"| {concept.label} | {_cell(concept.definition)} | {_cell(names)} | {belongs} |\n"


# -- shapes --------------------------------------------------------------------------------------------------


def _shapes() -> str:
    parts = [f"{HEAD}# Shapes\n\nThe profiles that put them together are in `shapes/profiles.toml`.\n"]
    for path in sorted((ROOT / "shapes").rglob("*.ttl")):
        if "vendor" not in path.parts:
            parts.append(_shape_file(path))
    return "".join(parts)


def _shape_file(path: Path) -> str:
    first = path.read_text("utf-8").splitlines()[0].lstrip("# ")
    graph = _load(path)
    text = f"\n## {path.relative_to(ROOT)}\n\n{first}\n"
    for node in _of_kind(graph, "NodeShape"):
        properties = graph[node]
        targets = [
            _name(t)
            for key in ("targetClass", "targetSubjectsOf", "targetObjectsOf")
            for t in properties.get(SH + key, ())
        ]
        about = _text(properties, SH + "message", RDFS.label.value)
        text += (
            f"\n### {_name(node)}\n\n{about}"
            + (f" (for each {', '.join(targets)})" if targets else "")
            + "\n"
        )
    rows = "".join(_property_shape(node, graph[node]) for node in _of_kind(graph, "PropertyShape"))
    return text + (f"\n| shape | what it asks | severity |\n| --- | --- | --- |\n{rows}" if rows else "")


def _of_kind(graph: Graph, kind: str) -> Iterable[Node]:
    named = (n for n, p in graph.items() if NamedNode(SH + kind) in p.get(RDF.type.value, ()))
    return sorted((n for n in named if isinstance(n, NamedNode)), key=lambda n: n.value)


def _property_shape(node: Node, properties: dict[str, list[Node]]) -> str:
    severity = [_name(s).removeprefix("sh:") for s in properties.get(SH + "severity", ())]
    message = _text(properties, SH + "message", SH + "name", DCTERMS.description.value)
    return f"| `{_name(node)}` | {_cell(message)} | {', '.join(severity)} |\n"


# -- queries -------------------------------------------------------------------------------------------------


def _queries() -> str:
    return f"{HEAD}# Queries\n" + "".join(_query(query) for query in list_queries())


def _query(query: Query) -> str:
    text = f"\n## {query.name}\n\n{query.summary}.\n"
    if query.parameters:
        text += "\n| parameter | what it is |\n| --- | --- |\n"
        for parameter in query.parameters:
            needed = " (needed)" if parameter.required else ""
            text += f"| `{parameter.name}`{needed} | {_cell(parameter.about)} |\n"
    if query.columns:
        text += "\n| column | what it is |\n| --- | --- |\n"
        text += "".join(f"| `{name}` | {_cell(about)} |\n" for name, about in query.columns)
    return text


def main(arguments: list[str]) -> None:
    """Write the pages."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in reference().items():
        (folder / name).write_text(content, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
