"""Serving one workspace read-only: SPARQL protocol, graph store reads, linked data, pages.

``create_app(ServerSettings(store, base))`` gives an ASGI application; ``run_server`` runs it on a socket.
"""

from paper2dcat.serve.app import create_app
from paper2dcat.serve.files import PaperFiles
from paper2dcat.serve.run import run_server
from paper2dcat.serve.settings import ServerSettings

__all__ = ["PaperFiles", "ServerSettings", "create_app", "run_server"]
