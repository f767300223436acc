"""The fast engine gives what the reference engine gives: on every example, and on the published shapes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.rdffiles import read_quads
from paper2dcat.validate import Report, Validator, profiles
from tests.validate.cases import all_cases, good_quads, moved

pytest.importorskip("shacl", reason="the optional package shacl is not installed")
Pair = tuple[Validator, Validator]


@pytest.fixture(scope="module", params=list(profiles()))
def pair(request: pytest.FixtureRequest) -> Iterator[Pair]:
    with Validator(request.param, "pyshacl") as reference, Validator(request.param, "shacl") as fast:
        yield reference, fast


def comparable(report: Report) -> list[tuple[str, ...]]:
    """Blank nodes have no names that two engines could share."""
    return sorted(
        tuple("_:" if text.startswith("_:") else text for text in (
            r.severity, r.focus, r.path, r.value, r.message, r.shape, r.component, r.name
        ))
        for r in report.results
    )  # fmt: skip


def assert_same(pair: Pair, quads: list[ox.Quad]) -> int:
    reference, fast = (check(quads) for check in pair)
    assert comparable(reference) == comparable(fast)
    assert reference.waived == fast.waived
    return len(fast.results)


def test_same_results_on_all_bad_examples_at_once(pair: Pair) -> None:
    # Each example under a base of its own, together one large and very bad graph.
    quads = [
        moved(quad, number)
        for number, case in enumerate(all_cases())
        if number % 7 == 0
        for quad in case.quads()
    ]
    assert assert_same(pair, quads) > 0


def test_same_results_on_the_good_graph_with_its_literals_spoilt(pair: Pair) -> None:
    spoilt = [
        ox.Quad(q.subject, q.predicate, ox.Literal("spoilt", datatype=q.object.datatype))
        if isinstance(q.object, ox.Literal) and not q.object.language
        else q
        for q in good_quads()
    ]
    assert assert_same(pair, spoilt) > 0


def test_same_results_on_the_good_graph_without_its_classes(pair: Pair) -> None:
    kept = [q for n, q in enumerate(good_quads()) if not (q.predicate.value.endswith("#type") and n % 2)]
    assert_same(pair, kept)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["sample.ttl", "bar/naive.ttl"])
def test_same_results_on_the_acceptance_samples(name: str, pair: Pair, shared: Path) -> None:
    assert_same(pair, read_quads([shared / "accept" / name]))


@pytest.mark.shared
@pytest.mark.parametrize("profile", ["dcat-ap", "mldcat-ap"])
def test_the_accepted_sample_conforms_to_the_published_profiles(profile: str, shared: Path) -> None:
    with Validator(profile, "shacl") as check:
        assert check(read_quads([shared / "accept" / "sample.ttl"])).conforms
        assert not check(read_quads([shared / "accept" / "bar" / "naive.ttl"])).conforms
