"""``paper2dcat show``: one paper's findings in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.output import emit


@click.command("show")
@click.argument("folder", type=options.Folder, metavar="DIR")
@click.argument("paper", required=False, metavar="[PAPER]")
@click.option("--json", "as_json", is_flag=True, help="Print the record as indented JSON.")
@click.option(
    "--all", "everything", is_flag=True, help="Every mention and every issue, not only the first few."
)
@options.common
def command(
    folder: Path, paper: str | None, as_json: bool, everything: bool, quiet: bool, verbose: bool
) -> int:
    """Show what was found in one paper: each dataset with each value, where it comes from, and the words.

    PAPER is a key (arXiv:1904.00962), a file name, or the beginning of a title; without it the papers of
    the workspace are listed.
    """
    from paper2dcat.workspace import Workspace, open_paper

    workspace = Workspace.open(folder)
    if paper is None:
        from paper2dcat.cli.shelf import print_shelf

        print_shelf(workspace.read_records())
        return 0
    record = open_paper(workspace, paper)
    if as_json:
        emit(record.model_dump_json(by_alias=True, indent=2).encode("utf-8") + b"\n")
        return 0
    from paper2dcat.cli.findings import print_findings

    print_findings(record, workspace.read_text(record.key), everything=everything)
    return 0
