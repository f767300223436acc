"""Data on stdout or in a file that is there whole or not at all."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from paper2dcat.errors import UsageError
from paper2dcat.files import replacing


@contextmanager
def opened(target: Path | None = None) -> Iterator[IO[bytes]]:
    """Give stdout, or a file when one is named (``-`` is stdout), to write bytes to."""
    if target is not None and str(target) != "-":
        with replacing(target) as stream:
            yield stream
        return
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


def emit(content: bytes, target: Path | None = None) -> None:
    """Write bytes to stdout, or to a file when one is named (``-`` is stdout)."""
    with opened(target) as stream:
        stream.write(content)


def read_input(path: Path) -> bytes:
    """Return the content of a file, or of stdin for ``-``."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", remedy="Check the path.") from error


@contextmanager
def real_paths(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Give paths where ``-`` stands for a paper on stdin (PDF by its first bytes, else text)."""
    if not any(str(path) == "-" for path in paths):
        yield list(paths)
        return
    content = sys.stdin.buffer.read()
    with tempfile.TemporaryDirectory(prefix="paper2dcat-") as folder:
        suffix = ".pdf" if b"%PDF-" in content[:1024] else ".txt"
        stdin = Path(folder) / f"stdin{suffix}"
        stdin.write_bytes(content)
        yield [stdin if str(path) == "-" else path for path in paths]
