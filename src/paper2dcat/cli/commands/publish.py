"""``paper2dcat publish``: a workspace's graphs to a SPARQL server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console
from paper2dcat.cli.password import VARIABLE, password_of

if TYPE_CHECKING:
    from paper2dcat.publish import Outcome


@click.command("publish")
@click.argument("folder", type=options.Folder, metavar="DIR")
@click.option("--endpoint", required=True, metavar="URL", help="Address for SPARQL queries.")
@click.option("--update", default="", metavar="URL", help="Address for updates (default: /query → /update).")
@click.option(
    "--gsp", default="", metavar="URL", help="Address of the Graph Store Protocol, used instead of updates."
)
@click.option(
    "--user", default="", metavar="U", help=f"User; the password is asked for or taken from {VARIABLE}."
)
@click.option("--auth", type=click.Choice(["basic", "digest"]), default="basic", show_default=True)
@click.option(
    "--batch", type=click.IntRange(1), default=800, show_default=True, help="Statements in one update."
)
@click.option(
    "--timeout", type=click.IntRange(1), default=120, show_default=True, help="Seconds for one request."
)
@click.option("--again", is_flag=True, help="Send every graph, also those that the server should have.")
@options.common
def command(
    folder: Path,
    endpoint: str,
    update: str,
    gsp: str,
    user: str,
    auth: str,
    batch: int,
    timeout: int,
    again: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Bring the graphs on a server in step with a workspace, and count them there afterwards.

    Only graphs that changed are sent; graphs of this workspace's base that are gone are dropped. An
    interrupted run is finished by the next one.
    """
    from paper2dcat.publish import Pieces, Target, connect, ledger_path, named_graphs, publish_remote
    from paper2dcat.publish.remote import forget
    from paper2dcat.workspace import Workspace

    console = Console(quiet=quiet, verbose=verbose)
    workspace = Workspace.open(folder)
    target = Target(endpoint, update, gsp, user, password_of(user), auth, timeout, batch)
    ledger = ledger_path(workspace.state, target)
    with workspace.writing(), named_graphs(Pieces(workspace.graphs)) as files:
        if again:
            forget(ledger)
        outcome = publish_remote(
            files,
            connect(target),
            prefix=f"{workspace.settings().base}graph/",
            ledger=ledger,
            progress=lambda done, total: console.detail(f"{done} of {total} graphs sent"),
        )
    tell(outcome, sum(file.count for file in files), console)
    return 1 if outcome.differences else 0


def tell(outcome: Outcome, statements: int, console: Console) -> None:
    """Say what was sent, and where the server's counts differ."""
    console.say(
        f"{outcome.sent} graphs sent, {outcome.unchanged} unchanged, {outcome.dropped} dropped; "
        f"the server holds {outcome.statements:,} statements of {statements:,}"
    )
    for iri, here, there in outcome.differences:
        console.fail(f"differs: {iri}: {here} statements here, {there} on the server")
    if outcome.differences:
        console.fail(
            "Some stores merge literals that mean the same, others lose data: ask both the same queries."
        )
