"""``paper2dcat curate``: a person's corrections into a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console, observing
from paper2dcat.cli.output import read_input


@click.command("curate")
@click.argument("folder", type=options.Folder, metavar="DIR")
@click.argument("file", required=False, type=options.AnyPath, metavar="[FILE]")
@options.common
def command(folder: Path, file: Path | None, quiet: bool, verbose: bool) -> int:
    """Add the corrections in FILE (TOML; "-" is stdin) to DIR/curation.toml and derive the graph again.

    Without FILE the corrections that stand in DIR/curation.toml are applied. They survive every run.
    """
    from paper2dcat.pipeline.upkeep import curate
    from paper2dcat.workspace import Workspace

    console = Console(quiet=quiet, verbose=verbose)
    workspace = Workspace.open(folder)
    text = read_input(file) if file is not None else None
    with observing(console) as observer:
        changes, build = curate(workspace, text, str(file or ""), observer=observer)
    for line in changes or ["no dataset changed"]:
        console.say(line)
    console.say(f"{build.report.datasets} datasets, {build.report.statements:,} statements")
    return 0 if build.clean else 1
