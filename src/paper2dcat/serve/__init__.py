"""Serving one workspace read-only: SPARQL protocol, graph store reads, linked data, pages.

``create_app(ServerSettings(store, base))`` gives an ASGI application; ``run_server`` runs it on a socket.
"""

from paper2dcat.serve.app import ServerSettings, create_app
from paper2dcat.serve.run import run_server

__all__ = ["ServerSettings", "create_app", "run_server"]
