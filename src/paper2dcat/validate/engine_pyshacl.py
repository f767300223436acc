"""The reference engine: pyshacl, in a process of its own.

pyshacl switches rdflib's literal normalisation for the whole process (it sets ``rdflib.NORMALIZE_LITERALS``
to true after each run), which would silently rewrite literals of any other rdflib work beside it. So it runs
in a worker process that stays up for as long as the engine is open and is spoken to in frames over its pipes.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from typing import IO, cast

from paper2dcat.errors import GraphError
from paper2dcat.validate.engines import RawResult
from paper2dcat.validate.frames import read_frame, write_frame


class PyshaclEngine:
    """Validates in a worker process, which starts with the first check."""

    def __init__(self, shapes: bytes) -> None:
        self._shapes = shapes
        self._worker: subprocess.Popen[bytes] | None = None

    def check(self, data: bytes) -> list[RawResult]:
        """Validate a graph in N-Triples."""
        try:
            worker = self._running()
            write_frame(cast("IO[bytes]", worker.stdin), data)
            answer = json.loads(read_frame(cast("IO[bytes]", worker.stdout)))
        except (OSError, EOFError) as error:
            self.close()
            raise GraphError(
                "the validating process ended unexpectedly",
                remedy="It may have run out of memory: validate fewer files at once, or use --engine shacl.",
                code="validator-died",
            ) from error
        if "error" in answer:
            raise GraphError(f"pyshacl cannot validate this graph: {answer['error']}", code="validator")
        return [RawResult(**item) for item in answer["results"]]

    def close(self) -> None:
        """End the worker process."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        with contextlib.suppress(OSError):
            cast("IO[bytes]", worker.stdin).close()  # flushes, which a dead worker answers with EPIPE
        try:
            worker.wait(timeout=5)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        cast("IO[bytes]", worker.stdout).close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is None:
            command = [sys.executable, "-m", "paper2dcat.validate.pyshacl_worker"]
            self._worker = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            write_frame(cast("IO[bytes]", self._worker.stdin), self._shapes)
        return self._worker
