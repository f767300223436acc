"""A workspace's graph in the vocabularies of other communities."""

from __future__ import annotations

from pathlib import Path

from paper2dcat.describe.exports import croissant_documents, schema_org, web_annotations
from paper2dcat.errors import UsageError
from paper2dcat.files import write_bytes
from paper2dcat.names import normal_form
from paper2dcat.publish import Pieces
from paper2dcat.workspace import Workspace


def export_profile(workspace: Workspace, profile: str, dataset: str | None = None) -> bytes:
    """Return the graph as schema.org or Web Annotations, or one dataset as Croissant."""
    pieces = Pieces(workspace.graphs)
    quads = (quad for name in pieces.names() for quad in pieces.quads(name))
    if profile == "schema-org":
        return schema_org(quads)
    if profile == "web-annotation":
        return web_annotations(quads)
    documents = croissant_documents(quads)
    if dataset is None:
        raise UsageError(
            f"Croissant describes one dataset a document, and there are {len(documents)}",
            remedy="Name one with --dataset, or a folder for all with -o.",
        )
    named = [slug for slug in documents if normal_form(slug) == normal_form(dataset)]
    if not named:
        raise UsageError(f"no dataset {dataset} in this workspace", remedy="Give the last part of its IRI.")
    return documents[named[0]]


def export_croissant(workspace: Workspace, folder: Path) -> int:
    """Write a Croissant document for each dataset into a folder; return how many."""
    pieces = Pieces(workspace.graphs)
    quads = (quad for name in pieces.names() for quad in pieces.quads(name))
    documents = croissant_documents(quads)
    for slug, document in documents.items():
        write_bytes(folder / f"{slug}.json", document)
    return len(documents)
