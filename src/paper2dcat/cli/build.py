"""What ``build`` does around the pipeline: settings that a workspace remembers, and the summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from paper2dcat.cli.asking import estimate_table
from paper2dcat.cli.console import Console, observing
from paper2dcat.cli.output import emit
from paper2dcat.config import Config
from paper2dcat.pipeline.build import Build
from paper2dcat.workspace import Workspace


def complete_settings(config: Config, given: Mapping[str, object], output: Path) -> Config:
    """Return the configuration with what an existing workspace remembers and nobody asked to change.

    The answers of a model are kept in the workspace, so that a run that goes on doesn't pay for them twice.
    """
    workspace = Workspace(output)
    if workspace.manifest.is_file():
        settings = Workspace.open(output).settings()
        if "base" not in given:
            config = replace(config, base=settings.base)
        if "catalogues" not in given:
            config = replace(
                config, catalogues=tuple(workspace.catalogues / name for name in settings.catalogues)
            )
    model = config.model
    if model.cache is None:
        model = replace(model, cache=workspace.answers)
    if model.ledger is None:
        model = replace(model, ledger=workspace.requests)
    return replace(config, model=model)


def dry_run(files: Sequence[Path], config: Config, console: Console, output: Path | None = None) -> None:
    """Print what asking a model about papers would take; send and write nothing."""
    from paper2dcat.pipeline.estimate import estimate

    with observing(console) as observer:
        found = list(estimate(files, config, observer, output=output, verbose=console.verbose))
    emit("".join(f"{line}\n" for line in estimate_table(found)).encode("utf-8"))
    if any(usage.cost is None for _, usage in found):
        console.say("No prices are known: give --price-in and --price-out, the prices of a million tokens.")


def summary(build: Build) -> Iterator[str]:
    """Yield what a person wants to know when a build is done."""
    report = build.report
    root = build.workspace.root
    words = {"ok": "with datasets", "no-datasets": "without", "partial": "read in part", "failed": "failed"}
    parts = ", ".join(f"{report.statuses[s]} {word}" for s, word in words.items() if s in report.statuses)
    papers, datasets = count(report.total, "paper"), count(report.datasets, "dataset")
    yield f"{papers} ({parts}); {datasets}; {report.statements:,} statements"
    if report.quarantined:
        names = ", ".join(item.source for item in report.quarantined[:3])
        yield f"{len(report.quarantined)} quarantined because their part breaks the shapes: {names}"
    yield f"graph: {root / 'graph.ttl'}   report: {root / 'report.md'}"
    yield f"one paper: paper2dcat show {root} PAPER"


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
