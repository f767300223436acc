"""What a server needs of a workspace: the graph, the texts, the PDFs, and how search engines are told of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from paper2dcat.describe.exports import page_document
from paper2dcat.model import Positions
from paper2dcat.publish import open_store
from paper2dcat.serve import ServerSettings
from paper2dcat.workspace import Workspace

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,200}")


class WorkspaceFiles:
    """The files of a workspace as pages ask for them; a name that could lead elsewhere is unknown."""

    def __init__(self, workspace: Workspace, papers: Sequence[Path] = ()) -> None:
        self._workspace = workspace
        self._papers = papers

    def text(self, slug: str) -> str:
        """Return the paper's repaired text, empty when there is none."""
        return _read(self._workspace.texts, f"{slug}.txt", slug).decode("utf-8", "replace")

    def positions(self, slug: str) -> Positions | None:
        """Return where the lines of the text are printed; None when that is not known."""
        try:
            return Positions.from_json(_read(self._workspace.positions, f"{slug}.json", slug))
        except ValueError:
            return None

    def path(self, sha256: str) -> str:
        """Return where the file lay when it was built, or a file of that name in the folders of papers."""
        source = self._workspace.source(sha256)
        if source is None or not source.path:
            return ""
        there = Path(source.path)
        if there.is_file():
            return str(there)
        return str(self._by_name.get(there.name, "")) or (source.path if not self._papers else "")

    @cached_property
    def _by_name(self) -> dict[str, Path]:
        return {path.name: path for folder in self._papers for path in sorted(folder.rglob("*.pdf"))}


def _read(folder: Path, name: str, slug: str) -> bytes:
    if not _SLUG.fullmatch(slug):
        return b""
    try:
        return (folder / name).read_bytes()
    except OSError:
        return b""


def server_settings(workspace: Workspace, papers: Sequence[Path] = ()) -> ServerSettings:
    """Return what serving a workspace needs; ``papers`` are folders to look for moved PDFs in."""
    open_store(workspace.store)
    return ServerSettings(
        workspace.store,
        workspace.settings().base,
        files=WorkspaceFiles(workspace, papers),
        ledger=workspace.store_stamp,
        dump=workspace.nquads,
        structured=structured,
    )


def structured(triples: bytes, iri: str) -> dict[str, object]:
    """Return what schema.org can say of a thing, out of N-Triples about it."""
    return page_document(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES), iri)
