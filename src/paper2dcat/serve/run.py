"""Running the application on a socket that is already bound."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import ASGIApp


def run_server(app: ASGIApp, listener: socket.socket, *, verbose: bool = False) -> None:
    """Serve until a signal stops it; ``verbose`` logs each request."""
    config = uvicorn.Config(
        app,
        log_level="info" if verbose else "warning",
        access_log=verbose,
        server_header=False,
        limit_concurrency=200,
        timeout_keep_alive=5,
    )
    uvicorn.Server(config).run(sockets=[listener])
