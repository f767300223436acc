"""``paper2dcat fsck``: find what is wrong with a workspace, and mend it."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console, observing
from paper2dcat.cli.output import emit


@click.command("fsck")
@click.argument("folder", type=options.Folder, metavar="DIR")
@click.option("-n", "--dry-run", is_flag=True, help="Only tell what is wrong.")
@options.common
def command(folder: Path, dry_run: bool, quiet: bool, verbose: bool) -> int:
    """Look for damage in a workspace and mend it: torn or missing files, a graph or a store out of step.

    Records are the truth: what follows from them is made again; a record that cannot be read is moved to
    DIR/damaged/, and the next build reads its paper again. Exit code 1 means that something was wrong.
    """
    from paper2dcat.pipeline.fsck import fsck
    from paper2dcat.workspace import Workspace

    console = Console(quiet=quiet, verbose=verbose)
    workspace = Workspace.open(folder)
    with observing(console) as observer:
        checked = fsck(workspace, mend=not dry_run, observer=observer)
    for finding in checked.findings:
        done = f"would be {finding.remedy}" if dry_run else finding.remedy
        emit(f"{finding.where}: {finding.what} ({done})\n".encode())
    if not checked.findings:
        console.say("nothing is wrong")
    return 1 if checked.findings else 0
