"""Publishing to a remote store: graph by graph, resumable, verified afterwards by counting.

A graph is sent when the ledger of that server doesn't say that it holds these bytes, or when the server
counts another number of statements than it did after the last time. An interrupted run therefore leaves a
state that the next one finishes, and a second run sends nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from paper2dcat.files import remove_file, write_text
from paper2dcat.publish.graphs import GraphFile

_STORED = "stored"
_DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to publish. ``update`` and ``gsp`` may be empty: then they are guessed from ``endpoint``."""

    endpoint: str
    update: str = ""
    gsp: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    auth: str = "basic"
    timeout: int = 120
    batch: int = 800
    """Statements in one INSERT DATA; Virtuoso 7 refuses more than about a thousand."""


class Server(Protocol):
    """What publishing needs of a server."""

    def counts(self, prefix: str) -> dict[str, int]:
        """Return the number of statements of every graph whose IRI begins with ``prefix``."""

    def replace(self, file: GraphFile) -> None:
        """Make the graph hold exactly what the file holds."""

    def drop(self, iri: str) -> None:
        """Remove a graph; a missing one is no error."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing did, and where the server's counts differ from the files."""

    sent: int
    unchanged: int
    dropped: int
    statements: int
    differences: tuple[tuple[str, int, int], ...]
    """Graph, statements in the file, statements on the server (stores may merge equal literals)."""


def publish_remote(
    files: Sequence[GraphFile],
    server: Server,
    *,
    prefix: str,
    ledger: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Bring a server's graphs under ``prefix`` in step with the files, and count what it holds then."""
    book = _read(ledger)
    before = server.counts(prefix)
    wanted = {file.iri: file for file in files}
    stale = sorted(iri for iri in before if iri not in wanted)
    todo = [file for file in files if not _holds(book, before, file)]
    for done, file in enumerate(todo):
        progress(done, len(todo))
        if book.pop(file.iri, None) is not None:
            _write(ledger, book)
        server.replace(file)
        book[file.iri] = {_DIGEST: file.digest, _STORED: file.count}
        _write(ledger, book)
    for iri in stale:
        server.drop(iri)
    progress(len(todo), len(todo))
    after = server.counts(prefix)
    for iri in sorted(set(book) - set(wanted)):
        del book[iri]
    for iri, entry in book.items():
        entry[_STORED] = after.get(iri, 0)
    _write(ledger, book)
    differences = tuple(
        (file.iri, file.count, after.get(file.iri, 0))
        for file in files
        if after.get(file.iri, 0) != file.count
    )
    return Outcome(len(todo), len(files) - len(todo), len(stale), sum(after.values()), differences)


def ledger_path(folder: Path, target: Target) -> Path:
    """Return where the ledger of a server is kept; addresses aren't part of its name."""
    address = "\n".join((target.endpoint, target.update, target.gsp))
    return folder / f"published-{hashlib.sha256(address.encode()).hexdigest()[:16]}.json"


def forget(ledger: Path) -> None:
    """Forget what a server holds, so that everything is sent again."""
    remove_file(ledger)


_Book = dict[str, dict[str, str | int]]


def _holds(book: _Book, counts: dict[str, int], file: GraphFile) -> bool:
    entry = book.get(file.iri)
    if entry is None or entry.get(_DIGEST) != file.digest:
        return False
    return counts.get(file.iri, 0) == entry.get(_STORED)


def _read(path: Path) -> _Book:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(path: Path, book: _Book) -> None:
    write_text(path, json.dumps(book, indent=0, sort_keys=True))
