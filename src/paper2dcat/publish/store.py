"""The embedded Oxigraph store: a copy of ``graphs/``, brought up to date graph by graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import mapped, remove_file, remove_folder, write_text
from paper2dcat.publish.graphs import GraphFile
from paper2dcat.rdffiles import iter_quads


def open_store(folder: Path) -> ox.Store:
    """Open the store of a workspace for reading."""
    if not folder.is_dir():
        raise WorkspaceError(
            f"there is no store {folder}", remedy="Make it with: paper2dcat build PATH… -o DIR"
        )
    try:
        return ox.Store.read_only(str(folder))
    except OSError as error:
        raise WorkspaceError(
            f"the store {folder} cannot be opened: {error}",
            remedy="Delete the folder and run paper2dcat build again; it is a copy of graphs/.",
        ) from error


def sync_store(folder: Path, ledger: Path, files: Sequence[GraphFile]) -> int:
    """Bring the store in step with the graph files; return how many graphs were loaded.

    The ledger says which bytes of each graph the store holds. It is removed before the store is touched and
    written after it is flushed, so a store that an interrupted run left behind is made anew.
    """
    known = _read_ledger(ledger) if folder.is_dir() else None
    wanted = {file.iri: file.digest for file in files}
    if known == wanted:
        return 0
    remove_file(ledger)
    if known is None:
        remove_folder(folder)
    stale = sorted(iri for iri in (known or {}) if iri not in wanted)
    changed = [file for file in files if (known or {}).get(file.iri) != file.digest]
    with mapped(folder):
        try:
            store = ox.Store(str(folder))
        except OSError as error:
            raise _store_error(folder, error) from error
        try:
            for iri in [*stale, *(file.iri for file in changed if known)]:
                store.remove_graph(ox.NamedNode(iri))
            quads = chain.from_iterable(iter_quads(file.path, lenient=True) for file in changed)
            # One bulk load for all: each one makes new files on disk, so many small ones are slow.
            if known is None:
                store.bulk_extend(quads)
            else:
                store.extend(quads)
            store.flush()
        except OSError as error:
            raise _store_error(folder, error) from error
    write_text(ledger, json.dumps(wanted, indent=0, sort_keys=True))
    return len(changed)


def _read_ledger(path: Path) -> dict[str, str] | None:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _store_error(folder: Path, error: OSError) -> WorkspaceError:
    if "lock" in str(error).lower():
        return WorkspaceError(
            f"the store {folder} is in use by another program",
            remedy="Stop that program (a server on this workspace, for instance) and run again.",
            code="locked",
        )
    return WorkspaceError(
        f"the store {folder} cannot be written: {error}",
        remedy="Free some space or delete the store folder, then run again; it is a copy of graphs/.",
        code="store",
    )
