"""Every rule of every shape has an example that breaks it and nothing else, and one graph breaks none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest

from paper2dcat import __version__
from paper2dcat.resources import folder
from paper2dcat.validate import Validator, profiles
from paper2dcat.validate.profiles import get_profile
from tests.validate.cases import BASE, SHAPES, Case, all_cases, good_quads

SH = "http://www.w3.org/ns/shacl#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
COMPONENTS = {
    "minCount", "maxCount", "datatype", "class", "nodeKind", "pattern", "not", "or", "in", "hasValue",
    "equals", "lessThan", "uniqueLang", "minLength", "maxLength",
}  # fmt: skip
NOT_CONSTRAINTS = {
    "path", "name", "message", "severity", "property", "flags", "targetClass", "targetObjectsOf",
    "targetSubjectsOf", "inversePath", "alternativePath", "zeroOrMorePath",
}  # fmt: skip
OWN = (*get_profile("recommended").files, *get_profile("google").files)
Checks = Callable[[str], Validator]


@pytest.fixture(scope="module", params=[pytest.param("pyshacl", marks=pytest.mark.slow), "shacl"])
def checks(request: pytest.FixtureRequest) -> Iterator[Checks]:
    """Give the validator of a profile, by one engine."""
    if request.param == "shacl":
        pytest.importorskip("shacl")
    with Validator("recommended", request.param) as own, Validator("google", request.param) as google:
        yield {"recommended": own, "google": google}.__getitem__


@pytest.fixture(scope="module")
def shapes() -> list[ox.Triple]:
    return [quad.triple for path in OWN for quad in ox.parse(path=path)]


def sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


@pytest.mark.parametrize("profile", ["recommended", "google"])
def test_the_good_graph_conforms_without_a_single_note(profile: str, checks: Checks) -> None:
    assert checks(profile)(good_quads()).results == ()


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_each_violation_brings_exactly_its_result(case: Case, checks: Checks) -> None:
    results = checks(case.profile)(case.quads()).results
    found = [(r.shape.removeprefix(SHAPES), r.component.removesuffix("ConstraintComponent")) for r in results]
    assert found == [(case.shape, case.component)], [r.message for r in results]
    (result,) = results
    if case.focus == "_:":
        assert result.focus.startswith("_:")
    else:
        assert result.focus == BASE + case.focus


def test_every_rule_of_every_shape_has_a_violating_example(shapes: list[ox.Triple]) -> None:
    rules = {
        (t.subject.value.removeprefix(SHAPES), t.predicate.value.removeprefix(SH).lower())
        for t in shapes
        if isinstance(t.subject, ox.NamedNode) and t.predicate.value.removeprefix(SH) in COMPONENTS
    }
    tested = {(case.shape, case.component.lower()) for case in all_cases()}
    assert rules - tested == set()
    assert tested - rules == set()


def test_no_shape_uses_a_constraint_that_the_tests_do_not_know(shapes: list[ox.Triple]) -> None:
    used = {t.predicate.value.removeprefix(SH) for t in shapes if t.predicate.value.startswith(SH)}
    assert used - COMPONENTS - NOT_CONSTRAINTS == set()


def test_every_property_shape_has_iri_name_message_and_severity(shapes: list[ox.Triple]) -> None:
    linked = {
        t.object for t in shapes if t.predicate == sh("property") and isinstance(t.subject, ox.NamedNode)
    }
    declared = {t.subject for t in shapes if t.predicate == RDF_TYPE and t.object == sh("PropertyShape")}
    assert linked == declared
    for shape in declared:
        assert isinstance(shape, ox.NamedNode)
        for predicate in ("path", "name", "message", "severity"):
            values = [t.object for t in shapes if t.subject == shape and t.predicate == sh(predicate)]
            assert len(values) == 1, (shape, predicate)


def test_node_shapes_with_a_rule_of_their_own_have_message_and_severity(shapes: list[ox.Triple]) -> None:
    for shape in {t.subject for t in shapes if t.object == sh("NodeShape")}:
        about = [t for t in shapes if t.subject == shape]
        if any(t.predicate.value.removeprefix(SH) in COMPONENTS for t in about):
            assert {sh("message"), sh("severity")} <= {t.predicate for t in about}, shape


def test_every_shape_file_belongs_to_a_profile() -> None:
    listed = {path for profile in profiles().values() for path in profile.files}
    assert set(folder("shapes").rglob("*.ttl")) == listed


def test_every_shape_file_of_ours_says_the_version_of_the_package() -> None:
    for path in OWN:
        assert f"# Version {__version__}." in path.read_text("utf-8"), path.name
