"""Quads out: sorted N-Quads files, an Oxigraph store on disk, remote SPARQL stores."""

from paper2dcat.publish.graphs import (
    GraphFile,
    by_graph,
    graph_name,
    list_graphs,
    write_graphs,
    write_whole,
)
from paper2dcat.publish.remote import Outcome, Target, ledger_path, publish_remote
from paper2dcat.publish.sparql import connect
from paper2dcat.publish.store import open_store, sync_store

__all__ = [
    "GraphFile",
    "Outcome",
    "Target",
    "by_graph",
    "connect",
    "graph_name",
    "ledger_path",
    "list_graphs",
    "open_store",
    "publish_remote",
    "sync_store",
    "write_graphs",
    "write_whole",
]
