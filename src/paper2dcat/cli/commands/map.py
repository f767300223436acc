"""``paper2dcat map``: records, ours or others', to RDF."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console
from paper2dcat.cli.output import emit, read_input
from paper2dcat.cli.settings import load_config
from paper2dcat.errors import RecordError, UsageError

if TYPE_CHECKING:
    from paper2dcat.pipeline.mapping import Text

FORMATS = ("turtle", "nt", "nquads", "trig", "json-ld", "xml")


@click.command("map", cls=options.WithCatalogues)
@click.argument("records", nargs=-1, required=True, type=options.AnyPath, metavar="RECORDS…")
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), default="turtle", show_default=True)
@click.option("--paper", type=options.Folder, metavar="FILE", help="The paper: what it doesn't say falls.")
@click.option("--base", metavar="IRI", help="Base of all IRIs of the graph.")
@click.option(
    "--catalogue", "catalogues", multiple=True, type=options.Folder, metavar="FILE…", help="DCAT file."
)
@click.option("--no-catalogue", is_flag=True, help="Leave out the catalogue that is shipped.")
@options.reader
@click.option("-o", "--output", type=options.Folder, help="File to write to instead of stdout.")
@options.common
def command(
    records: tuple[Path, ...],
    format_: str,
    paper: Path | None,
    base: str | None,
    catalogues: tuple[Path, ...],
    no_catalogue: bool,
    reader: str | None,
    output: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Turn records into RDF: PaperRecords, a list of objects with the twelve keys, or JSON Lines of either.

    What others say about a paper has no evidence and goes to graphs that are named so (unverified). With
    --paper each value is looked for in that paper: what is there gets its evidence, the rest is left out and
    told of on stderr. Without it stderr has a table of what could not be used, and -v tells of each.
    """
    from paper2dcat.cli.mapping import summary
    from paper2dcat.pipeline.mapping import map_records
    from paper2dcat.publish.formats import dump

    console = Console(quiet=quiet, verbose=verbose)
    if paper is not None and not paper.is_file():
        raise UsageError(f"there is no file {paper}", remedy="Check the path.")
    given = options.chosen(base=base, catalogues=catalogues, no_catalogue=no_catalogue, reader=reader)
    config = load_config(given)
    mapped = map_records([_text(path) for path in records], config, paper=paper)
    emit(dump(mapped.quads, format_, config.base), output)
    for issue in mapped.issues if paper is not None or verbose else ():
        console.say(f"{issue.severity.value}: {issue.where}: {issue.message}")
    for line in summary(mapped):
        console.say(line)
    return 0


def _text(path: Path) -> Text:
    """Return an input with its time: a file's own, and for stdin ``SOURCE_DATE_EPOCH`` or now."""
    from paper2dcat.pipeline.collect import record_time
    from paper2dcat.pipeline.mapping import Text

    content = read_input(path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(f"{path} is not UTF-8 text", remedy="Records are JSON.") from error
    if str(path) != "-":
        return Text(path.name, text, record_time(path))
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or datetime.now(UTC).timestamp())
    return Text("stdin", text, datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
