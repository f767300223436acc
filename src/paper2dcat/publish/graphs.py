"""Named graphs as files: one sorted N-Quads file each, so that equal graphs are equal bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import mapped, remove_file, write_chunks, write_if_changed
from paper2dcat.serialise import nquads

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,180}")
_GRAPH_OF_LINE = re.compile(r"<([^<>]*)> \.$")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One named graph on disk: its IRI, its file, the digest of its bytes and its number of statements."""

    iri: str
    path: Path
    digest: str
    count: int


def by_graph(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    """Group quads by the IRI of their graph, sorted by IRI."""
    groups: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise ValueError(f"a statement outside every named graph: {quad}")
        groups.setdefault(quad.graph_name.value, []).append(quad)
    return dict(sorted(groups.items()))


def graph_name(iri: str, base: str) -> str:
    """Return the path of a graph's file below ``graphs/``, without suffix: ``paper/arxiv-1904.00962``."""
    path = iri.removeprefix(base).removeprefix("graph/")
    parts = path.split("/")
    if path != iri and all(_SAFE.fullmatch(part) for part in parts):
        return path
    return f"other/{hashlib.sha256(iri.encode()).hexdigest()[:32]}"


def write_graphs(folder: Path, base: str, graphs: Mapping[str, Sequence[ox.Quad]]) -> list[GraphFile]:
    """Write each graph to its file, if it changed, and remove the files of graphs that are gone."""
    written: list[GraphFile] = []
    contents = {iri: nquads(quads) for iri, quads in sorted(graphs.items())}
    for iri, content in contents.items():
        path = folder / f"{graph_name(iri, base)}.nq"
        write_if_changed(path, content)
        written.append(_graph_file(iri, path, content))
    kept = {file.path for file in written}
    for path in _graph_paths(folder):
        if path not in kept:
            remove_file(path)
    return written


def list_graphs(folder: Path) -> list[GraphFile]:
    """Return the graphs that lie in a folder, sorted by IRI."""
    found: list[GraphFile] = []
    for path in _graph_paths(folder):
        content = path.read_bytes()
        last = content[content.rfind(b"\n", 0, -1) + 1 :].decode("utf-8").rstrip("\n")
        match = _GRAPH_OF_LINE.search(last)
        if match is None:
            raise WorkspaceError(
                f"{path} is not a file of one named graph in N-Quads",
                remedy="Derive the graphs again with: paper2dcat build",
            )
        found.append(_graph_file(match.group(1), path, content))
    return sorted(found, key=lambda file: file.iri)


def _graph_paths(folder: Path) -> list[Path]:
    with mapped(folder):
        return sorted(path for path in folder.rglob("*.nq") if not path.name.startswith("."))


def _graph_file(iri: str, path: Path, content: bytes) -> GraphFile:
    return GraphFile(iri, path, hashlib.sha256(content).hexdigest(), content.count(b"\n"))


def write_whole(path: Path, files: Sequence[GraphFile]) -> None:
    """Write all graphs as one N-Quads file: the files one after another, by graph IRI."""
    write_chunks(path, chunks(files))


def chunks(files: Sequence[GraphFile]) -> Iterator[bytes]:
    """Yield the bytes of the files one after another, by graph IRI."""
    for file in sorted(files, key=lambda file: file.iri):
        with file.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
