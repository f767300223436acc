"""``paper2dcat evaluate``: records against gold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console
from paper2dcat.cli.output import emit
from paper2dcat.cli.settings import load_config
from paper2dcat.errors import UsageError

if TYPE_CHECKING:
    from paper2dcat.evaluate import Report


class _Evaluate(options.Variadic):
    """``--gold`` and ``--records`` take files in a row."""

    variadic = ("--gold", "--records", "--catalogue")


@click.command("evaluate", cls=_Evaluate)
@click.option(
    "--gold", multiple=True, required=True, type=options.Folder, metavar="FILE…", help="Gold or corpora."
)
@click.option(
    "--records", multiple=True, type=options.AnyPath, metavar="FILE…", help="Records, or a workspace folder."
)
@click.option("--pdfs", type=options.Folder, metavar="DIR", help="Where the gold papers' PDFs lie.")
@click.option("--limit", type=click.IntRange(1), help="Take so many documents of each corpus.")
@click.option(
    "-f", "--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@click.option(
    "--json", "json_file", type=options.Folder, metavar="FILE", help="Write the figures as JSON too."
)
@options.extraction
@options.common
def command(
    gold: tuple[Path, ...],
    records: tuple[Path, ...],
    pdfs: Path | None,
    limit: int | None,
    format_: str,
    json_file: Path | None,
    extractor: str | None,
    catalogues: tuple[Path, ...],
    no_catalogue: bool,
    jobs: int | None,
    paper_seconds: float | None,
    reader: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Compare records, or what an extractor finds now, with gold: precision, recall, fields, wrong values."""
    from paper2dcat.evaluate import evaluate_gold

    console = Console(quiet=quiet, verbose=verbose)
    for path in gold:
        if not path.is_file():
            raise UsageError(f"there is no gold file {path}", remedy="Check the path.")
    if records:
        if extractor is not None:
            raise UsageError("--records and --extractor exclude each other", remedy="Give one of them.")
        from paper2dcat.cli.records import read_records

        report = evaluate_gold(gold, records=read_records(records), limit=limit, advance=console.detail)
    else:
        given = options.chosen(
            extractor=extractor,
            catalogues=catalogues,
            no_catalogue=no_catalogue,
            jobs=jobs,
            paper_seconds=paper_seconds,
            reader=reader,
        )
        report = _now(gold, pdfs, given, limit, console)
    if json_file is not None:
        emit(report.to_json().encode("utf-8"), json_file)
    emit((report.to_json() if format_ == "json" else report.table()).encode("utf-8"))
    return 0


def _now(
    gold: tuple[Path, ...],
    pdfs: Path | None,
    given: dict[str, object],
    limit: int | None,
    console: Console,
) -> Report:
    """Compare with what the extractor finds in the gold papers now."""
    from paper2dcat.evaluate import evaluate_gold
    from paper2dcat.pipeline.single import extractor

    config = load_config(given)
    with extractor(config, list(_papers(gold, pdfs)), verbose=console.verbose) as extract:
        return evaluate_gold(
            gold,
            extract=extract,
            extractor=config.extractor,
            limit=limit,
            pdfs=pdfs,
            advance=console.detail,
        )


def _papers(gold: tuple[Path, ...], pdfs: Path | None) -> Iterator[Path]:
    from paper2dcat.evaluate import load_gold

    for path in gold:
        if path.suffix != ".jsonl":
            yield load_gold(path, pdfs).pdf
