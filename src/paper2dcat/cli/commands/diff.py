"""``paper2dcat diff``: how two workspaces differ."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.output import emit


@click.command("diff")
@click.argument("first", type=options.Folder, metavar="DIR_A")
@click.argument("second", type=options.Folder, metavar="DIR_B")
@click.option(
    "-f", "--format", "format_", type=click.Choice(["human", "json"]), default="human", show_default=True
)
@click.option("--statements", is_flag=True, help="List every statement that differs, not only how many.")
@options.common
def command(first: Path, second: Path, format_: str, statements: bool, quiet: bool, verbose: bool) -> int:
    """Compare two workspaces by meaning: papers, datasets, fields, and the statements of each named graph.

    The base IRIs may differ. Exit code 1 means that there are differences.
    """
    from paper2dcat.pipeline.compare import compare
    from paper2dcat.workspace import Workspace

    difference = compare(Workspace.open(first), Workspace.open(second))
    if not quiet:
        text = difference.to_json() if format_ == "json" else difference.to_text(statements=statements)
        emit(text.encode("utf-8"))
    return 0 if difference.same else 1
