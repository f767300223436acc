"""``paper2dcat build``: papers to a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console, observing
from paper2dcat.cli.output import real_paths
from paper2dcat.cli.settings import load_config


@click.command("build", cls=options.WithCatalogues)
@click.argument("paths", nargs=-1, required=True, type=options.AnyPath, metavar="PATH…")
@click.option(
    "-o",
    "--output",
    type=options.Folder,
    default=Path("graph"),
    show_default=True,
    metavar="DIR",
    help="Workspace.",
)
@click.option("--base", metavar="IRI", help="Base of all IRIs of the graph; a workspace remembers it.")
@options.extraction
@click.option("--scheduler", metavar="ADDRESS", help="A dask scheduler whose workers read (tcp://…).")
@options.model
@options.common
def command(
    paths: tuple[Path, ...],
    output: Path,
    base: str | None,
    extractor: str | None,
    catalogues: tuple[Path, ...],
    no_catalogue: bool,
    jobs: int | None,
    paper_seconds: float | None,
    reader: str | None,
    scheduler: str | None,
    quiet: bool,
    verbose: bool,
    **asking: object,
) -> int:
    """Read papers (PDFs, .txt files, folders of them) and derive a validated graph in a workspace.

    Papers that are in the workspace already aren't read again unless they, the extractor or its
    configuration changed. The folder may be built into again and again: papers are added.
    """
    from paper2dcat.cli.asking import Meter
    from paper2dcat.cli.build import complete_settings, dry_run, summary
    from paper2dcat.pipeline.build import build

    console = Console(quiet=quiet, verbose=verbose)
    given = options.chosen(
        base=base,
        extractor=extractor,
        catalogues=catalogues,
        no_catalogue=no_catalogue,
        jobs=jobs,
        paper_seconds=paper_seconds,
        reader=reader,
        scheduler=scheduler,
        **asking,
    )
    config = complete_settings(load_config(given), given, output)
    if config.model.dry_run:
        with real_paths(paths) as files:
            dry_run(files, config, console, output)
        return 0
    meter = Meter(config.model.ledger) if config.model.ledger else None
    with real_paths(paths) as files, observing(console, meter) as observer:
        result = build(files, output, config, observer=observer, verbose=verbose)
    for line in summary(result):
        console.say(line)
    if meter and (words := meter.words()):
        console.say(f"model: {words}")
    return 0 if result.clean else 1
