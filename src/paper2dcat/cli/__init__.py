"""The command line: ``paper2dcat COMMAND``. Commands are modules of their own, imported when they run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

import click

from paper2dcat import __version__

COMMANDS: Final[dict[str, str]] = {
    "build": "Papers to a workspace: records, a validated graph, a report.",
    "extract": "Papers to records, JSON Lines on stdout; no workspace, no graph.",
    "map": "Records, or a model's own JSON, to RDF on stdout.",
    "validate": "Check a graph against the shapes.",
    "query": "Ask a graph one of the shipped questions, or your own.",
    "publish": "Send a workspace's graphs to a SPARQL server.",
    "serve": "A workspace as web pages, SPARQL endpoint and linked data.",
    "show": "What was found in one paper, with quotes and pages.",
    "remove": "Take papers out of a workspace without a trace.",
    "curate": "Apply a person's corrections to a workspace.",
    "fsck": "Find what is wrong with a workspace, and mend it.",
    "diff": "How two workspaces differ, by meaning.",
    "export": "Write a workspace's graph in another format or profile.",
    "evaluate": "Compare records with gold: a table of figures.",
}
"""Every command with its one line of help, so that ``--help`` imports none of them."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is run or asked for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"paper2dcat.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="paper2dcat")
def cli() -> None:
    """Find the datasets in research papers and publish them as a DCAT graph with evidence.

    \b
    paper2dcat build papers/ -o graph     read papers, write a workspace
    paper2dcat show graph lamb.pdf        what was found, with quotes and pages
    paper2dcat query rank-datasets-by-year --workspace graph

    Data goes to stdout, progress and messages to stderr. Exit codes: 0 done, 1 findings (something does not
    conform, or some papers failed), 2 could not run.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    from paper2dcat.cli.run import run
    from paper2dcat.limits import collect_less

    collect_less()
    sys.exit(run(cli, arguments))
