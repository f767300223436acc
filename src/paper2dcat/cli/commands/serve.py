"""``paper2dcat serve``: a workspace as SPARQL endpoint, linked data and pages, read-only."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.console import Console
from paper2dcat.errors import UsageError


@click.command("serve")
@click.argument("directory", type=options.Folder, metavar="DIR")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free port."
)
@click.option("--query-seconds", type=click.FloatRange(min=0.1), default=30.0, show_default=True,
              help="Time limit of one query.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Query processes.")
@click.option("--papers", type=options.Folder, multiple=True, metavar="FOLDER",
              help="Where the PDFs lie now, if they were moved.")  # fmt: skip
@click.option("--no-pictures", is_flag=True, help="Do not show pages of papers.")
@options.common
def command(
    directory: Path, host: str, port: int, query_seconds: float, workers: int, papers: tuple[Path, ...],
    no_pictures: bool, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Serve a workspace until interrupted: pages at /, SPARQL at /sparql, things at /id/…

    Read-only. A value leads to the page of the PDF with its words marked. The PDFs are looked for where they
    lay when they were built, then in --papers.
    """
    from paper2dcat.pipeline.serving import server_settings
    from paper2dcat.serve import create_app, run_server
    from paper2dcat.workspace import Workspace

    console = Console(quiet=quiet, verbose=verbose)
    settings = server_settings(Workspace.open(directory), papers)
    settings = replace(settings, query_seconds=query_seconds, workers=workers, pictures=not no_pictures)
    listener = _listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    console.say(f"serving {directory} at {address} (stop with Ctrl-C)")
    run_server(create_app(settings), listener, verbose=verbose)
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """Bind before anything starts, so that a taken port is an error message and not a log line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"cannot listen on {host} port {port}: {error.strerror}",
            remedy="Choose another --port, or stop the program that uses this one.",
        ) from error
    listener.set_inheritable(True)
    return listener
