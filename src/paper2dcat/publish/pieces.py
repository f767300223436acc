"""The graph in pieces: a sorted N-Quads file for each paper and each dataset, and two for what all share.

A piece holds everything that follows from one paper or one dataset, in whichever named graphs; so a change
of one paper rewrites its piece and those of the datasets it speaks of, and nothing else. A named graph is
the union of what the pieces say in it; two pieces may say the same.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from paper2dcat.files import mapped, remove_file, replacing
from paper2dcat.rdffiles import graph_error
from paper2dcat.serialise import nquads

_SAFE: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,180}")
VOCABULARIES: Final = "vocabularies"
CATALOG: Final = "catalog"
_FOLDERS: Final = ("", "paper", "dataset")


def paper_piece(slug: str) -> str:
    """Return the name of a paper's piece."""
    return _name("paper", slug)


def dataset_piece(slug: str) -> str:
    """Return the name of a dataset's piece."""
    return _name("dataset", slug)


def _name(kind: str, slug: str) -> str:
    """Return a name that is a path below ``graphs/``; what no file can be named gets a digest instead."""
    return f"{kind}/{slug if _SAFE.fullmatch(slug) else hashlib.sha256(slug.encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is cheap to see of many files: their number, and the sums of their sizes and times."""

    number: int = 0
    bytes: int = 0
    times: int = 0

    def plus(self, other: Mark, sign: int = 1) -> Mark:
        """Return the mark of both together, or of what is left without the other."""
        return Mark(
            self.number + sign * other.number,
            self.bytes + sign * other.bytes,
            self.times + sign * other.times,
        )

    def __str__(self) -> str:
        """Return the mark as :meth:`read` takes it."""
        return f"{self.number} {self.bytes} {self.times}"

    @classmethod
    def read(cls, text: str) -> Mark:
        """Return the mark that was kept as text; that of no files from any other text."""
        numbers = re.fullmatch(r"(\d+) (\d+) (\d+)", text)
        return cls(*map(int, numbers.groups())) if numbers else cls()

    @classmethod
    def of(cls, path: Path) -> Mark:
        """Return the mark of one file, an empty one where there is none."""
        try:
            stat = path.stat()
        except FileNotFoundError:
            return cls()
        return cls(1, stat.st_size, stat.st_mtime_ns)


class Pieces:
    """The folder ``graphs/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.moved = Mark()
        """What :meth:`write` changed of the mark."""

    def path(self, name: str) -> Path:
        """Return where a piece lies."""
        return self.folder / f"{name}.nq"

    def names(self) -> Iterator[str]:
        """Yield the names of all pieces, sorted within each folder."""
        for kind in _FOLDERS:
            folder = self.folder / kind
            if not folder.is_dir():
                continue
            with mapped(folder):
                found = sorted(entry.name for entry in os.scandir(folder) if _is_piece(entry))
            for name in found:
                yield f"{kind}/{name[:-3]}" if kind else name[:-3]

    def mark(self) -> Mark:
        """Return the mark of all pieces: a piece that was lost or changed by others changes it."""
        mark = Mark()
        for kind in _FOLDERS:
            folder = self.folder / kind
            if not folder.is_dir():
                continue
            with mapped(folder):
                for entry in os.scandir(folder):
                    if _is_piece(entry):
                        stat = entry.stat()
                        mark = mark.plus(Mark(1, stat.st_size, stat.st_mtime_ns))
        return mark

    def times(self) -> tuple[int, ...]:
        """Return when files came to, were replaced in, or went from each folder, in nanoseconds.

        This is seen without looking at every file; what is written into a file in place isn't.
        """
        return tuple(Mark.of(self.folder / kind).times for kind in _FOLDERS)

    def read(self, name: str) -> bytes:
        """Return the bytes of a piece, none when there is no such piece."""
        path = self.path(name)
        with mapped(path):
            try:
                return path.read_bytes()
            except FileNotFoundError:
                return b""

    def quads(self, name: str) -> list[ox.Quad]:
        """Return the statements of a piece."""
        return parse(self.read(name), self.path(name))

    def parsed(self, name: str, lines: Iterable[bytes]) -> list[ox.Quad]:
        """Return the statements of some lines of a piece."""
        return parse(b"".join(lines), self.path(name))

    def write(self, name: str, content: bytes, *, durable: bool = True) -> None:
        """Write a piece whole or not at all; an empty one is removed."""
        path = self.path(name)
        before = Mark.of(path)
        if not content:
            remove_file(path)
        else:
            with replacing(path, durable=durable) as stream:
                stream.write(content)
        self.moved = self.moved.plus(Mark.of(path)).plus(before, -1)

    def lines(self) -> Iterator[tuple[str, list[bytes]]]:
        """Yield each piece with its lines."""
        for name in self.names():
            yield name, self.read(name).splitlines(keepends=True)


def _is_piece(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(".nq") and not entry.name.startswith(".")


def parse(content: bytes, path: Path) -> list[ox.Quad]:
    """Return the statements in the bytes of a piece."""
    try:
        return list(ox.parse(content, format=ox.RdfFormat.N_QUADS, lenient=True))
    except (SyntaxError, ValueError) as error:
        raise graph_error(path, error, ox.RdfFormat.N_QUADS) from error


def piece_bytes(quads: Iterable[ox.Quad]) -> bytes:
    """Return the content of a piece."""
    return nquads(quads)
