"""Small SQLite databases that hold what can be made again: opened, thrown away when of another layout."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import disk_error

_BUSY_SECONDS = 5.0


def open_database(path: Path, layout: int, schema: str) -> sqlite3.Connection:
    """Open or create a database in autocommit mode; one that is damaged or of another layout is made anew."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path, layout, schema)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            remove_database(path)
            return _open(path, layout, schema)


def _open(path: Path, layout: int, schema: str) -> sqlite3.Connection:
    db = _connect(path)
    if db.execute("pragma user_version").fetchone()[0] != layout:
        db.close()
        remove_database(path)
        db = _connect(path)
        db.executescript(f"begin; {schema} pragma user_version = {layout}; commit;")
    return db


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    return db


def remove_database(path: Path) -> None:
    """Remove a database with the files beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the errors of a database into one that names its file and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        if "disk is full" in str(error):
            raise disk_error(OSError(28, str(error)), path) from error
        raise WorkspaceError(
            f"{path} cannot be used: {error}.", remedy="Remove it: it is made again from the records."
        ) from error
    except OSError as error:
        raise disk_error(error, path) from error
