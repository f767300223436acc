"""Named graphs out of pieces: each sorted and without repetitions, so that equal graphs are equal bytes."""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import mapped
from paper2dcat.publish.pieces import Pieces

_RUN: Final = 500_000
"""Lines that are sorted in memory at once."""
_CHUNK: Final = 10_000


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One named graph on disk: its IRI, the file that has it, the digest of its lines and their number."""

    iri: str
    path: Path
    digest: str
    count: int

    def lines(self) -> Iterator[bytes]:
        """Yield the graph's lines, sorted; a file that has other graphs too is sifted."""
        end = _ending(self.iri.encode())
        with mapped(self.path), self.path.open("rb") as stream:
            yield from (line for line in stream if line.endswith(end))


@contextlib.contextmanager
def named_graphs(pieces: Pieces) -> Iterator[list[GraphFile]]:
    """Give the named graphs of a workspace, sorted by IRI; files that had to be made go with the block."""
    with tempfile.TemporaryDirectory(prefix="paper2dcat-") as folder:
        sorter = _Sorter(Path(folder))
        own: list[GraphFile] = []
        for name in pieces.names():
            content = pieces.read(name)
            mine, shared = _parted(name, content, pieces.path(name))
            if mine:
                iri = mine[0][mine[0].rindex(b" <") + 2 : -4].decode("utf-8")
                own.append(_graph_file(iri, pieces.path(name), mine))
            sorter.add(shared)
        yield sorted([*own, *sorter.files()], key=lambda file: file.iri)


def whole(pieces: Pieces) -> Iterator[bytes]:
    """Yield the whole graph as N-Quads: graph by graph, by IRI, each sorted."""
    with named_graphs(pieces) as files:
        for file in files:
            yield from _joined(file.lines())


def _joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    block: list[bytes] = []
    for line in lines:
        block.append(line)
        if len(block) >= _CHUNK:
            yield b"".join(block)
            block.clear()
    yield b"".join(block)


def _parted(name: str, content: bytes, path: Path) -> tuple[list[bytes], list[bytes]]:
    """Return the lines of the graph that a paper's piece alone speaks in, and the others."""
    lines = content.splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"> .\n"):
        raise WorkspaceError(
            f"{path} is torn: its last line has no end",
            remedy="Mend it with: paper2dcat fsck DIR",
            code="torn",
        )
    if not name.startswith("paper/"):
        return [], lines
    end = f"/{name}> .\n".encode()
    return [line for line in lines if line.endswith(end)], [line for line in lines if not line.endswith(end)]


def _ending(iri: bytes) -> bytes:
    return b" <" + iri + b"> .\n"


def _graph_file(iri: str, path: Path, lines: Iterable[bytes]) -> GraphFile:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        count += 1
    return GraphFile(iri, path, digest.hexdigest(), count)


@dataclass
class _Sorter:
    """Sorts lines by graph in runs on disk, so that memory doesn't grow with them."""

    folder: Path
    _lines: list[bytes] = field(default_factory=list)
    _runs: list[Path] = field(default_factory=list)

    def add(self, lines: list[bytes]) -> None:
        """Take in lines."""
        self._lines += lines
        if len(self._lines) >= _RUN:
            self._spill()

    def _spill(self) -> None:
        path = self.folder / f"run-{len(self._runs)}"
        with mapped(path), path.open("wb") as stream:
            stream.writelines(line for _, line in sorted({(_graph(line), line) for line in self._lines}))
        self._runs.append(path)
        self._lines = []

    def files(self) -> list[GraphFile]:
        """Return the graphs of all lines, each in a file."""
        self._spill()
        found: list[GraphFile] = []
        with contextlib.ExitStack() as stack:
            runs = [stack.enter_context(path.open("rb")) for path in self._runs]
            merged = heapq.merge(*(((_graph(line), line) for line in run) for run in runs))
            for number, (graph, keyed) in enumerate(groupby(merged, key=lambda pair: pair[0])):
                path = self.folder / f"graph-{number}.nq"
                with mapped(path), path.open("wb") as stream:
                    for line, _ in groupby(line for _, line in keyed):
                        stream.write(line)
                with path.open("rb") as stream:
                    found.append(_graph_file(graph.decode("utf-8"), path, stream))
        return found


def _graph(line: bytes) -> bytes:
    return line[line.rindex(b" <") + 2 : line.rindex(b"> .")]
