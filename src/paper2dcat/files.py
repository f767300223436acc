"""Files that are there whole or not at all, and disk errors in words a person can act on.

A file is written under another name in the same folder, flushed to the disk, and renamed into place
(POSIX ``rename`` is atomic), so that a crash, a full disk or Ctrl-C leaves the old file or none.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from paper2dcat.errors import WorkspaceError

TEMPORARY_PREFIX = ".p2d-"
"""Names of unfinished files begin with this; a leftover one may be deleted at any time."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def disk_error(error: OSError, path: Path) -> WorkspaceError:
    """Return the error that tells what is wrong with writing to ``path`` and what to do about it."""
    if error.errno in _FULL:
        return WorkspaceError(
            f"the disk is full: {path} cannot be written",
            remedy="Free some space and run the same command again; finished papers are kept.",
            code="disk-full",
        )
    reason = os.strerror(error.errno) if error.errno else str(error)
    return WorkspaceError(
        f"{path} cannot be written: {reason}",
        remedy="Choose a folder you may write to with -o, or change its permissions.",
        code="unwritable",
    )


@contextlib.contextmanager
def mapped(path: Path) -> Iterator[None]:
    """Turn the system's errors inside the block into the error that names ``path``."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, path) from error


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of ``path`` when the block ends without an error.

    ``durable`` waits until the disk has it; what can be made again need not wait.
    """
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{path.name}")
    with mapped(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as stream:
                yield stream
                stream.flush()
                if durable:
                    os.fsync(stream.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with replacing(path) as stream:
        stream.write(content)


def write_text(path: Path, content: str) -> None:
    """Write a UTF-8 text file with ``\\n`` line ends, whole or not at all."""
    write_bytes(path, content.encode("utf-8"))


def write_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file from pieces, whole or not at all."""
    with replacing(path) as stream:
        for chunk in chunks:
            stream.write(chunk)


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file unless it has this content already; say whether it was written."""
    with mapped(path), contextlib.suppress(FileNotFoundError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    write_bytes(path, content)
    return True


def remove_file(path: Path) -> None:
    """Remove a file if it is there."""
    with mapped(path):
        path.unlink(missing_ok=True)


def remove_folder(path: Path) -> None:
    """Remove a folder and what is in it, if it is there."""
    with mapped(path):
        if path.exists():
            shutil.rmtree(path)


def sweep(folders: Iterable[Path]) -> None:
    """Remove what interrupted writers left in these folders."""
    for folder in folders:
        with mapped(folder):
            for path in sorted(folder.glob(f"{TEMPORARY_PREFIX}*")):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
