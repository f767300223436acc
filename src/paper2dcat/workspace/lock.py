"""One writer at a time: a lock that the system releases when its holder dies, however it dies."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import mapped

try:
    import fcntl
except ImportError:  # Windows has no flock; there the lock is advisory text only
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[bool]:
    """Hold the lock file during the block, or say who holds it; tell whether the last holder was interrupted.

    ``flock`` belongs to the open file, so no lock survives its process: there are no stale locks. The
    number in the file is for people; nothing decides by it.
    """
    with mapped(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        _acquire(descriptor, path)
        with mapped(path):
            interrupted = os.fstat(descriptor).st_size > 0
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield interrupted
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def held(path: Path) -> bool:
    """Whether a process holds the lock file at this moment."""
    if fcntl is None or not path.is_file():
        return False
    with path.open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _acquire(descriptor: int, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
        raise WorkspaceError(
            f"another command is writing to {path.parent} (process {holder})",
            remedy="Wait for it to end, or choose another folder with -o.",
            code="locked",
        ) from error
