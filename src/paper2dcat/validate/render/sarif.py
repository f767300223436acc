"""A report as SARIF 2.1.0, the form in which code hosts and editors show findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final
from urllib.parse import quote

from paper2dcat import __version__
from paper2dcat.validate.render.words import cited, place
from paper2dcat.validate.report import Report, Result, Severity

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def to_sarif(report: Report) -> str:
    """Return the report as one SARIF log with one run; a rule is a shape."""
    rules = sorted({result.shape: result for result in reversed(report.results)}.items())
    index = {shape: at for at, (shape, _) in enumerate(rules)}
    driver = {"name": "paper2dcat", "version": __version__, "rules": [_rule(shape, r) for shape, r in rules]}
    run = {
        "tool": {"driver": driver},
        "artifacts": [{"location": {"uri": _uri(file)}} for file in report.files],
        "results": [_result(result, index, report) for result in report.results],
        "properties": {"profile": report.profile, "engine": report.engine, "conforms": report.conforms},
    }
    return (
        json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _rule(shape: str, result: Result) -> dict[str, object]:
    rule: dict[str, object] = {"id": shape, "shortDescription": {"text": result.message}}
    if result.name:
        rule["name"] = result.name
    return rule


def _result(result: Result, index: dict[str, int], report: Report) -> dict[str, object]:
    value = f" Value: {result.value}." if result.value else ""
    behind = "".join(f" From {cited(source)}." for source in result.evidence)
    location: dict[str, object] = {
        "logicalLocations": [{"fullyQualifiedName": place(result), "kind": "resource"}]
    }
    if len(report.files) == 1:
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(report.files[0]), "index": 0}}
    return {
        "ruleId": result.shape,
        "ruleIndex": index[result.shape],
        "level": _LEVELS[result.severity],
        "message": {"text": f"{result.message}.{value}{behind}"},
        "locations": [location],
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
