"""Quads out: pieces of sorted N-Quads, an Oxigraph store on disk, remote SPARQL stores."""

from paper2dcat.publish.graphs import GraphFile, named_graphs, whole
from paper2dcat.publish.pieces import (
    CATALOG,
    VOCABULARIES,
    Mark,
    Pieces,
    dataset_piece,
    paper_piece,
    piece_bytes,
)
from paper2dcat.publish.remote import Outcome, Target, ledger_path, publish_remote
from paper2dcat.publish.sparql import connect
from paper2dcat.publish.store import StoreCopy, open_store
from paper2dcat.publish.tally import Numbers

__all__ = [
    "CATALOG",
    "VOCABULARIES",
    "GraphFile",
    "Mark",
    "Numbers",
    "Outcome",
    "Pieces",
    "StoreCopy",
    "Target",
    "connect",
    "dataset_piece",
    "ledger_path",
    "named_graphs",
    "open_store",
    "paper_piece",
    "piece_bytes",
    "publish_remote",
    "whole",
]
