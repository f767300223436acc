"""The whole graph as one file each of N-Quads and Turtle, as long as it is small."""

from __future__ import annotations

import json
from typing import Final

from paper2dcat.files import remove_file, write_bytes, write_chunks
from paper2dcat.pipeline.fingerprint import file_marks
from paper2dcat.pipeline.index import Index
from paper2dcat.publish import Pieces, whole
from paper2dcat.serialise import turtle_of
from paper2dcat.workspace import Workspace

SMALL: Final = 1_000_000
"""Statements up to which both are written; ``export`` writes them for any size."""


def write_wholes(workspace: Workspace, index: Index, base: str, statements: int) -> None:
    """Write both files, or remove them when the graph has outgrown them; what is in step stays."""
    files = (workspace.nquads, workspace.turtle)
    small = statements <= SMALL
    standing = all(path.is_file() for path in files) if small else not any(path.exists() for path in files)
    if standing and index.state("wholes") == _marks(workspace):
        return
    outdate(index)
    if small:
        content = b"".join(whole(Pieces(workspace.graphs)))
        write_chunks(workspace.nquads, [content])
        write_bytes(workspace.turtle, turtle_of(content, base))
    else:
        for path in files:
            remove_file(path)
    index.keep("wholes", _marks(workspace))


def outdate(index: Index) -> None:
    """Note that the files don't show the graph any more."""
    index.keep("wholes", "")


def _marks(workspace: Workspace) -> str:
    paths = [path for path in (workspace.nquads, workspace.turtle) if path.exists()]
    return json.dumps(file_marks(workspace.root, paths))
