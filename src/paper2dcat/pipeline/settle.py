"""From records to a graph and a report that agree with them, without doing again what is done."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

from paper2dcat.config import Config
from paper2dcat.files import remove_file, write_text
from paper2dcat.pipeline.derive import derive, names_of
from paper2dcat.pipeline.fingerprint import derivation_mark, output_marks
from paper2dcat.pipeline.report import PAPER_STAGES, Report, Run, make_report
from paper2dcat.pipeline.report_md import render
from paper2dcat.workspace import Workspace


def settle(workspace: Workspace, config: Config, run: Run, tell: Callable[[str], None]) -> Report:
    """Bring everything derived in step with the records, and report. The caller holds the lock.

    The note of what was derived is removed first and written last, so that an interrupted run is noticed.
    """
    mark = derivation_mark(workspace, config)
    report = _standing(workspace, mark)
    remove_file(workspace.derived)
    if report is None:
        derived = derive(workspace, config, tell)
        workspace.save_names(names_of(derived.identities, derived.records))
        report = make_report(derived, workspace.all_sources())
    report = report.of_run(run)
    write_text(workspace.report_json, report.to_json())
    write_text(workspace.report_md, render(report))
    note = {"mark": mark, "files": output_marks(workspace)}
    write_text(workspace.derived, json.dumps(note, indent=0, sort_keys=True))
    return report


def _standing(workspace: Workspace, mark: str) -> Report | None:
    """Return the report on what is there, if that is what the records would give now."""
    try:
        note = json.loads(workspace.derived.read_bytes())
        if note["mark"] != mark or note["files"] != output_marks(workspace):
            return None
        report = Report.from_json(workspace.report_json.read_text("utf-8"))
        # The times of stages that didn't run now would mislead.
        papers: dict[str, float] = {
            name: report.timing[name] for name in PAPER_STAGES if name in report.timing
        }
        return dataclasses.replace(report, timing=papers)
    except (OSError, ValueError, KeyError, TypeError):
        return None
