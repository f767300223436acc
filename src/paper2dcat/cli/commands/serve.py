"""``paper2dcat serve``: a workspace as SPARQL endpoint, linked data and pages, read-only."""

from __future__ import annotations

import socket
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
@options.common
def command(
    directory: Path, host: str, port: int, query_seconds: float, workers: int, quiet: bool, verbose: bool
) -> int:
    """Serve a workspace until interrupted: pages at /, SPARQL at /sparql, things at /id/…"""
    from paper2dcat.publish import open_store
    from paper2dcat.serve import ServerSettings, create_app, run_server
    from paper2dcat.workspace import Workspace

    console = Console(quiet=quiet, verbose=verbose)
    workspace = Workspace.open(directory)
    open_store(workspace.store)
    listener = _listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    console.say(f"serving {directory} at {address} (stop with Ctrl-C)")
    settings = ServerSettings(
        workspace.store, workspace.settings().base, query_seconds, workers, workspace.texts
    )
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
