"""Reports: order, conformance, the words behind a result, and every form they are written in."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import pyoxigraph as ox
import pytest

from paper2dcat.errors import UsageError
from paper2dcat.validate import FORMATS, Report, Result, Severity, Source, render, validate
from paper2dcat.validate.report import ordered
from tests.validate.cases import BASE, Case, all_cases, good_quads

SH = "http://www.w3.org/ns/shacl#"


def case(shape: str, component: str) -> Case:
    return next(c for c in all_cases() if (c.shape, c.component) == (shape, component))


@pytest.fixture(scope="module")
def bad() -> Report:
    return validate(case("dataset-creator", "Class").quads(), profile="core")


def result(severity: Severity = Severity.VIOLATION, focus: str = BASE + "x", value: str = "") -> Result:
    return Result(
        severity, focus, "http://purl.org/dc/terms/title", value, "a message", BASE + "shape", "MinCount"
    )


def test_a_report_conforms_when_nothing_in_it_is_a_violation() -> None:
    warned = Report((result(Severity.WARNING), result(Severity.INFO)), "core", "shacl")
    assert warned.conforms
    assert warned.exit_code == 0
    assert warned.counts() == {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 1}
    failed = Report((result(),), "core", "shacl")
    assert not failed.conforms
    assert failed.exit_code == 1


def test_results_come_violations_first_then_by_place_each_once() -> None:
    items = [
        result(Severity.INFO),
        result(focus=BASE + "b"),
        result(focus=BASE + "a"),
        result(focus=BASE + "b"),
    ]
    assert [(r.severity, r.focus[-1]) for r in ordered(items)] == [
        (Severity.VIOLATION, "a"),
        (Severity.VIOLATION, "b"),
        (Severity.INFO, "x"),
    ]


def test_results_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        result().message = "other"  # type: ignore[misc]


def test_a_missing_value_is_traced_to_where_the_paper_names_the_dataset() -> None:
    report = validate(case("dataset-title", "MinCount").quads())
    (found,) = report.results
    assert found.evidence == (Source(BASE + "paper-2", "An optimiser for large batches", 7, "SQuAD"),)


def test_a_wrong_value_is_traced_to_the_words_behind_its_own_claim() -> None:
    # The creator is no foaf:Agent any more, and the claim that names it rests on a bibliography entry.
    quads = [
        q
        for q in good_quads()
        if not (q.subject == ox.NamedNode(BASE + "rajpurkar") and "type" in q.predicate.value)
    ]
    report = validate(quads)
    wrong = next(r for r in report.results if r.path.endswith("creator") and r.focus == BASE + "squad")
    assert wrong.evidence == (
        Source(
            BASE + "paper-2",
            "An optimiser for large batches",
            11,
            "Pranav Rajpurkar. SQuAD: 100,000+ questions. 2016.",
            "reference",
        ),
    )


def test_a_fault_of_an_agent_is_traced_through_the_claim_that_names_it() -> None:
    quads = [
        q
        for q in good_quads()
        if not (q.subject == ox.NamedNode(BASE + "rajpurkar") and "name" in q.predicate.value)
    ]
    (found,) = validate(quads).results
    assert [(s.page, s.basis) for s in found.evidence] == [(11, "reference")]


def test_a_result_about_nothing_that_is_borne_out_has_no_evidence() -> None:
    report = validate(case("catalogue-title", "MinCount").quads())
    assert [r.evidence for r in report.results] == [()]


def test_human_form_says_node_property_value_message_and_outcome(bad: Report) -> None:
    text = render(bad, "human")
    assert f"Violation: {BASE}digits\n" in text
    assert 'dcterms:creator "Yann LeCun": a creator is a foaf:Agent, not a name' in text
    assert "from An optimiser for large batches, page 7: “SQuAD”" in text
    assert text.splitlines()[-1].startswith("does not conform to core: 1 violation in ")


def test_table_form_has_a_row_and_reads_brackets_as_text() -> None:
    report = Report((result(value='"[b]x"'),), "core", "shacl")
    text = render(report, "table")
    assert '"[b]x"' in text
    assert "a message" in text


@pytest.mark.parametrize("form", ["human", "table"])
def test_no_escape_sequence_reaches_a_terminal(form: str) -> None:
    found = replace(result(value='"\x1b[31m"'), evidence=(Source(BASE, "\x1b]0;title\x07", 1, "\x1b[2J"),))
    assert "\x1b" not in render(Report((found,), "core", "shacl"), form)


def test_json_form_is_a_line_a_result_and_one_for_the_outcome(bad: Report) -> None:
    rows = [json.loads(line) for line in render(bad, "json").splitlines()]
    assert [row["type"] for row in rows] == ["result", "summary"]
    assert rows[0]["focus"] == BASE + "digits"
    assert rows[0]["evidence"][0]["page"] == 7
    assert rows[1]["conforms"] is False
    assert rows[1]["counts"] == {"Violation": 1, "Warning": 0, "Info": 0}


def test_turtle_form_is_a_validation_report(bad: Report) -> None:
    triples = {
        str(q.predicate): q.object for q in ox.parse(render(bad, "turtle"), format=ox.RdfFormat.TURTLE)
    }
    assert triples[f"<{SH}conforms>"] == ox.Literal(False)
    assert triples[f"<{SH}focusNode>"] == ox.NamedNode(BASE + "digits")
    assert triples[f"<{SH}resultPath>"] == ox.NamedNode("http://purl.org/dc/terms/creator")
    assert triples[f"<{SH}value>"] == ox.Literal("Yann LeCun")
    assert triples[f"<{SH}sourceConstraintComponent>"] == ox.NamedNode(SH + "ClassConstraintComponent")


def test_turtle_form_of_a_path_of_several_steps_is_still_turtle() -> None:
    report = validate(case("dataset-catalogued", "MinCount").quads())
    parsed = list(ox.parse(render(report, "turtle"), format=ox.RdfFormat.TURTLE))
    comments = [q.object.value for q in parsed if q.predicate.value.endswith("comment")]
    assert "path: ^<http://www.w3.org/ns/dcat#dataset>" in comments


def test_sarif_form_has_a_rule_a_shape_and_points_into_the_file(tmp_path: object) -> None:
    report = Report((result(), result(Severity.WARNING, BASE + "y")), "core", "shacl", files=("a graph.ttl",))
    log = json.loads(render(report, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [BASE + "shape"]
    assert [r["level"] for r in run["results"]] == ["error", "warning"]
    location = run["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20graph.ttl"
    assert location["logicalLocations"][0]["fullyQualifiedName"] == f"{BASE}x dcterms:title"


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_an_empty_report_ends_with_a_line_end(form: str) -> None:
    assert render(Report((), "core", "shacl"), form).endswith("\n")


def test_an_unknown_form_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no report format 'xml'.*human, table, json, turtle, sarif"):
        render(Report((), "core", "shacl"), "xml")
