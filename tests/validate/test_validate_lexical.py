"""Which texts are well-formed literals of which datatype, and that both engines then see the same."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from paper2dcat.validate.engines import load_engine
from paper2dcat.validate.lexical import is_well_formed, masked, unmasked

XSD = "http://www.w3.org/2001/XMLSchema#"
GOOD = {
    "gYear": ["2009", "0000", "2009Z", "-0001", "12009"],
    "gYearMonth": ["2009-06"],
    "date": ["2009-01-01", "2008-02-29", "2009-01-01Z"],
    "dateTime": ["2009-01-01T00:00:00Z", "2009-01-01T00:00:00", "2009-01-01T00:00:00.5+14:00"],
    "decimal": ["0.5", ".5", "5.", "+1"],
    "nonNegativeInteger": ["0", "007", "+1", "-0"],
    "integer": ["-1"],
    "boolean": ["true", "1"],
    "double": ["5e-1", "INF", "NaN"],
    "hexBinary": ["ABCD", "abcd", ""],
    "string": ["anything"],
}
BAD = {
    "gYear": ["209", "spoilt", "2009-01-01", "２００９"],
    "gYearMonth": ["2009-6", "2009-13"],
    "date": ["2009-02-30", "2009-1-1", "2009-01-01T00:00:00Z", ""],
    "dateTime": ["2009-01-01", "2009-01-01T25:00:00Z", "2009-02-30T00:00:00Z", "2009-01-01T00:00Z"],
    "decimal": ["1e1", "x", "."],
    "nonNegativeInteger": ["-1", "1.0"],
    "integer": ["1.5"],
    "boolean": ["yes"],
    "double": ["inf"],
    "hexBinary": ["abc", "spoilt"],
}


def literals(texts: dict[str, list[str]]) -> list[ox.Literal]:
    return [ox.Literal(t, datatype=ox.NamedNode(XSD + name)) for name, many in texts.items() for t in many]


@pytest.mark.parametrize("literal", literals(GOOD), ids=str)
def test_well_formed(literal: ox.Literal) -> None:
    assert is_well_formed(literal)


@pytest.mark.parametrize("literal", literals(BAD), ids=str)
def test_ill_formed_is_masked_and_shown_as_it_was(literal: ox.Literal) -> None:
    assert not is_well_formed(literal)
    quad = ox.Quad(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), literal)
    (triple,) = masked([quad])
    assert triple.object != literal
    assert unmasked(str(triple.object)) == str(literal)


def test_a_text_that_speaks_of_the_mask_is_left_alone() -> None:
    assert unmasked("<urn:x-paper2dcat:ill-formed:x>") == "<urn:x-paper2dcat:ill-formed:x>"
    assert unmasked('"^^<urn"') == '"^^<urn"'


def test_both_engines_find_exactly_the_ill_formed_ones() -> None:
    pytest.importorskip("shacl")
    sh = "http://www.w3.org/ns/shacl#"
    shapes = "".join(
        f"<http://s/{name}> <{sh}targetSubjectsOf> <http://p/{name}> .\n"
        f"<http://s/{name}> <{sh}property> <http://s/{name}-p> .\n"
        f"<http://s/{name}-p> <{sh}path> <http://p/{name}> .\n"
        f"<http://s/{name}-p> <{sh}datatype> <{XSD}{name}> .\n"
        for name in GOOD
    )
    quads = [
        ox.Quad(
            ox.NamedNode(f"http://n/{n}"),
            ox.NamedNode(f"http://p/{literal.datatype.value[len(XSD) :]}"),
            literal,
        )
        for n, literal in enumerate([*literals(GOOD), *literals(BAD)])
    ]
    data = ox.serialize(masked(quads), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    expected = {f"<http://n/{n}>" for n in range(len(literals(GOOD)), len(quads))}
    for name in ("pyshacl", "shacl"):
        engine = load_engine(name, shapes.encode())
        found = {result.focus for result in engine.check(data)}
        engine.close()
        assert found == expected, name
