"""From records to a graph and a report that agree with them, without doing again what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paper2dcat.config import Config
from paper2dcat.files import write_text
from paper2dcat.pipeline.derive import derive
from paper2dcat.pipeline.index import Index
from paper2dcat.pipeline.report import Report, Run, make_report
from paper2dcat.pipeline.report_md import render
from paper2dcat.pipeline.wholes import write_wholes
from paper2dcat.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Settled:
    """The report on a workspace that is in step, and which names mean another dataset than before."""

    report: Report
    renamed: dict[str, tuple[str, str]]


def settle(
    workspace: Workspace, config: Config, run_of: Callable[[Index], Run], tell: Callable[[str], None]
) -> Settled:
    """Bring everything derived in step with the records, and report. The caller holds the lock."""
    with Index(workspace.index) as index:
        derived = derive(workspace, config, index, tell)
        report = make_report(index, derived.numbers, derived.seconds).of_run(run_of(index))
        write_wholes(workspace, index, config.base, report.statements)
        write_text(workspace.report_json, report.to_json())
        write_text(workspace.report_md, render(report))
        return Settled(report, dict(derived.renamed))
