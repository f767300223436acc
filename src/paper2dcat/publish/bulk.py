"""Loading a whole graph into an empty Oxigraph store, in portions that fit into memory.

What one portion writes spans all keys (they are hashes), so RocksDB, on which the store stands, merges it with all that
is there, in threads of its own and as soon as there are two portions. Done while loading, that work grows with the
square of the number of portions; left until the end it is done once. The bulk loader cannot be told to wait, so on
Linux loading keeps to one processor, and the threads that merge get it only when nothing else wants it
(``SCHED_IDLE``, see sched(7)).
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import pyoxigraph as ox

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_AT_ONCE: Final = 96 << 20
"""Bytes of N-Quads loaded in one go: Oxigraph's bulk loader holds about four times as much."""
_THREADS: Final = Path("/proc/self/task")
_MERGING: Final = "rocksdb:low"
"""What RocksDB calls its threads that merge."""
_PROCESSOR: Final = 36
"""Where the processor that a thread last ran on stands in its ``stat``, behind its name (proc_pid_stat(5), field 39)."""


def load(folder: Path, contents: Iterator[bytes]) -> ox.Store:
    """Return a new store in a folder with the N-Quads of all pieces, which end with a line's end.

    Raises :class:`OSError` and :class:`SyntaxError` as pyoxigraph does.
    """
    stream = _Stream(contents)
    with _on_one_processor():
        store = ox.Store(str(folder))
        while stream.more():
            store.bulk_load(cast("IO[bytes]", stream), format=ox.RdfFormat.N_QUADS, lenient=True)
            _schedule_merging(None)
    # What loading leaves to merge, every later run would begin with, and never end in its second.
    store.optimize()
    return store


@contextlib.contextmanager
def _on_one_processor() -> Iterator[None]:
    """Keep this thread, and those that it starts, on the processor it runs on; in the end all is as before."""
    if not hasattr(os, "sched_setaffinity") or not _THREADS.is_dir():
        yield
        return
    processors = os.sched_getaffinity(0)
    with contextlib.suppress(OSError):  # a sandbox may forbid it: then loading takes longer, that is all
        os.sched_setaffinity(0, {_processor()} & processors or {min(processors)})
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, processors)
        _schedule_merging(processors)


def _processor() -> int:
    stat = Path("/proc/thread-self/stat").read_text(encoding="ascii", errors="replace")
    return int(stat.rpartition(")")[2].split()[_PROCESSOR])


def _schedule_merging(processors: set[int] | None) -> None:
    """Let the threads that merge run as before, on these processors; on none named, when nothing else runs.

    Without the right to (``RLIMIT_NICE``) they stay idle ones, which have to wait on a busy machine only.
    """
    if not hasattr(os, "SCHED_IDLE"):
        return
    for thread in _THREADS.glob("*"):
        with contextlib.suppress(OSError):  # it has ended, or a sandbox forbids it
            if (thread / "comm").read_text(encoding="utf-8", errors="replace").startswith(_MERGING):
                if processors:
                    os.sched_setaffinity(int(thread.name), processors)
                policy = os.SCHED_OTHER if processors else os.SCHED_IDLE
                os.sched_setscheduler(int(thread.name), policy, os.sched_param(0))


class _Stream(io.RawIOBase):
    """Pieces one after another as a file that ends after about as many bytes as are loaded in one go.

    :meth:`more` lets it go on from there, and says whether there is anything left.
    """

    def __init__(self, contents: Iterator[bytes]) -> None:
        self._contents = contents
        self._now = memoryview(b"")
        self._room = 0

    def more(self) -> bool:
        """Let the next portion be read."""
        self._room = _AT_ONCE
        return bool(self._piece())

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read some bytes; a portion ends where a piece ends."""
        target = memoryview(buffer)
        part = self._piece()[: len(target)]
        target[: len(part)] = part
        self._now = self._now[len(part) :]
        self._room -= len(part)
        return len(part)

    def _piece(self) -> memoryview:
        """Return what is left of the present piece, or the next one."""
        while not self._now and self._room > 0 and (content := next(self._contents, None)) is not None:
            self._now = memoryview(content)
        return self._now
