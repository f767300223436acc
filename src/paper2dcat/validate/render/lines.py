"""A report as JSON Lines: an object for each result, then one with the outcome."""

from __future__ import annotations

import json
from dataclasses import asdict

from paper2dcat.validate.report import Report


def to_json_lines(report: Report) -> str:
    """Return the report as JSON Lines; the last line has ``conforms`` and the counts."""
    rows: list[dict[str, object]] = [{"type": "result", **asdict(result)} for result in report.results]
    counts = {str(severity): count for severity, count in report.counts().items()}
    rows.append(
        {
            "type": "summary",
            "conforms": report.conforms,
            "profile": report.profile,
            "engine": report.engine,
            "files": list(report.files),
            "statements": report.statements,
            "counts": counts,
            "waived": report.waived,
        }
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
