"""``paper2dcat remove``: papers out of a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console, observing


@click.command("remove")
@click.argument("folder", type=options.Folder, metavar="DIR")
@click.argument("papers", nargs=-1, required=True, metavar="PAPER…")
@options.common
def command(folder: Path, papers: tuple[str, ...], quiet: bool, verbose: bool) -> int:
    """Take papers out of a workspace, with all that only they supported.

    PAPER is a key (arXiv:1904.00962), a file name, or the beginning of a title.
    """
    from paper2dcat.pipeline.upkeep import remove
    from paper2dcat.workspace import Workspace

    console = Console(quiet=quiet, verbose=verbose)
    workspace = Workspace.open(folder)
    with observing(console) as observer:
        removed, build = remove(workspace, papers, observer=observer)
    for record in removed:
        console.say(f"removed: {record.key} ({record.paper.title or record.source})")
    console.say(f"{build.report.total} papers, {build.report.datasets} datasets left")
    return 0
