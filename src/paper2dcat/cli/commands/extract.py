"""``paper2dcat extract``: papers to records on stdout."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console, observing
from paper2dcat.cli.output import emit, real_paths
from paper2dcat.cli.settings import load_config


@click.command("extract", cls=options.WithCatalogues)
@click.argument("paths", nargs=-1, required=True, type=options.AnyPath, metavar="PATH…")
@click.option(
    "--text", is_flag=True, help="Print the repaired text that positions count in, and nothing else."
)
@options.extraction
@options.model
@options.common
def command(
    paths: tuple[Path, ...],
    text: bool,
    extractor: str | None,
    catalogues: tuple[Path, ...],
    no_catalogue: bool,
    jobs: int | None,
    paper_seconds: float | None,
    reader: str | None,
    quiet: bool,
    verbose: bool,
    **asking: object,
) -> int:
    """Read papers and print what was found, a JSON record a line, in the order of the arguments."""
    from paper2dcat.cli.asking import Meter, with_ledger
    from paper2dcat.model import Status
    from paper2dcat.pipeline.batch import each_record, each_text

    console = Console(quiet=quiet, verbose=verbose)
    given = options.chosen(
        extractor=extractor,
        catalogues=catalogues,
        no_catalogue=no_catalogue,
        jobs=jobs,
        paper_seconds=paper_seconds,
        reader=reader,
        **asking,
    )
    config = load_config(given)
    failed = False
    with real_paths(paths) as files:
        if text:
            for name, outcome in each_text(files, config):
                if isinstance(outcome, str):
                    emit(outcome.encode("utf-8"))
                else:
                    failed = True
                    console.fail(f"failed: {name}: {outcome.message} {outcome.remedy}".rstrip())
            return int(failed)
        if config.model.dry_run:
            from paper2dcat.cli.build import dry_run

            dry_run(files, config, console)
            return 0
        with with_ledger(config) as config:
            meter = Meter(config.model.ledger) if config.model.ledger else None
            with observing(console, meter) as observer:
                for record in each_record(files, config, observer, verbose=verbose):
                    emit(record.to_json().encode("utf-8") + b"\n")
                    failed = failed or record.status is Status.FAILED
            if meter and (words := meter.words()):
                console.say(f"model: {words}")
    return int(failed)
