from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from tools.make_reference import reference

from paper2dcat.query import list_queries
from paper2dcat.vocab import P2D, RDF

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", sorted(reference()))
def test_the_reference_is_what_the_artefacts_give(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert written == reference()[name], "run: python tools/make_reference.py"


def test_every_term_shape_and_query_has_its_place() -> None:
    pages = reference()
    for term in P2D.terms():
        assert f"\n## p2d:{term.value.removeprefix(P2D.iri)}\n" in pages["terms.md"]
    for query in list_queries():
        assert f"\n## {query.name}\n" in pages["queries.md"]
    shapes = [
        quad.subject.value.rpartition("#")[2]
        for path in (ROOT / "shapes").rglob("*.ttl")
        if "vendor" not in path.parts
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode) and "Shape" in str(quad.object)
    ]
    assert len(shapes) > 50
    assert not [shape for shape in shapes if shape not in pages["shapes.md"]]
