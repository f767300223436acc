"""``paper2dcat export``: a workspace's graph in another format or profile."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console
from paper2dcat.cli.output import emit

FORMATS = ("nquads", "trig", "turtle", "nt", "json-ld", "xml")
PROFILES = ("croissant", "schema-org", "web-annotation")


@click.command("export")
@click.argument("folder", type=options.Folder, metavar="DIR")
@click.option(
    "-f", "--format", "format_", type=click.Choice(FORMATS), help="Syntax; nquads when nothing is said."
)
@click.option("--profile", type=click.Choice(PROFILES), help="Another vocabulary, as JSON-LD.")
@click.option("--dataset", metavar="NAME", help="The dataset of a Croissant document.")
@click.option("-o", "--output", type=options.Folder, help="File (Croissant: folder) instead of stdout.")
@options.common
def command(
    folder: Path,
    format_: str | None,
    profile: str | None,
    dataset: str | None,
    output: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Print a workspace's graph in another RDF syntax, or as schema.org or Croissant metadata."""
    from paper2dcat.errors import UsageError
    from paper2dcat.workspace import Workspace

    workspace = Workspace.open(folder)
    if profile is not None:
        if format_ not in (None, "json-ld"):
            raise UsageError(f"the profile {profile} is JSON-LD, not {format_}", remedy="Leave out -f.")
        from paper2dcat.pipeline.profiles import export_croissant, export_profile

        if profile == "croissant" and dataset is None and output is not None and str(output) != "-":
            written = export_croissant(workspace, output)
            Console(quiet=quiet).say(f"{written} Croissant documents in {output}")
            return 0
        emit(export_profile(workspace, profile, dataset), output)
        return 0
    from paper2dcat.publish import Pieces
    from paper2dcat.publish.formats import serialise

    pieces, base = Pieces(workspace.graphs), workspace.settings().base
    if output is None or str(output) == "-":
        for chunk in serialise(pieces, format_ or "nquads", base):
            emit(chunk)
        return 0
    from paper2dcat.files import write_chunks

    write_chunks(output, serialise(pieces, format_ or "nquads", base))
    return 0
