"""A limit on requests under way that holds for all processes of a run.

A slot is a lock on a file (``flock``): the kernel frees it when its holder ends, however it ends. Without
a folder, or on a system without ``flock``, the limit holds for the threads of one process.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from paper2dcat.files import mapped

try:
    import fcntl
except ImportError:  # Windows has no flock
    fcntl = None  # type: ignore[assignment]

PAUSE: Final = 0.05
"""Seconds between two looks for a free slot."""


def lock(handle: int) -> None:
    """Wait for the lock on an open file and take it; closing the file frees it."""
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX)


class Slots:
    """So many requests at once, no more."""

    def __init__(self, folder: Path | None, count: int) -> None:
        self._folder = folder if fcntl is not None else None
        self._count = max(1, count)
        self._threads = threading.BoundedSemaphore(self._count)

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a slot and hold it."""
        with self._threads:
            if self._folder is None:
                yield
                return
            handle = self._lock(self._folder)
            try:
                yield
            finally:
                os.close(handle)

    def _lock(self, folder: Path) -> int:
        """Return the open file of a slot that is now ours."""
        with mapped(folder):
            folder.mkdir(parents=True, exist_ok=True)
            while True:
                for number in range(self._count):
                    handle = os.open(folder / f"slot-{number}", os.O_RDWR | os.O_CREAT, 0o644)
                    try:
                        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        os.close(handle)
                    else:
                        return handle
                time.sleep(PAUSE)
