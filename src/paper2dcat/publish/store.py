"""The embedded Oxigraph store: a copy of the pieces, brought up to date statement by statement."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyoxigraph as ox

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import mapped, remove_folder, write_text
from paper2dcat.publish.book import Book
from paper2dcat.publish.bulk import load
from paper2dcat.publish.pieces import CATALOG, Pieces, parse
from paper2dcat.publish.tally import Numbers, Tally, digest

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ONE_BY_ONE: Final = 200
"""So many files are waited for until the disk has them; of more, all are at the end, in one go."""


def open_store(folder: Path) -> ox.Store:
    """Open the store of a workspace for reading."""
    if not folder.is_dir():
        raise WorkspaceError(
            f"there is no store {folder}", remedy="Make it with: paper2dcat build PATH… -o DIR"
        )
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise WorkspaceError(
            f"the store {folder} cannot be opened: {error}",
            remedy="Delete the folder and run paper2dcat build again; it is a copy of graphs/.",
        ) from error


class StoreCopy:
    """Keeps the store and its counts in step with the pieces, while these change.

    In a ``with`` block, :meth:`replace` writes pieces; :meth:`finish` ends it. The book says that the store
    is not in step from before the first change until after the last, so a store that an interrupted run left
    behind is made anew from the pieces, and so is one that would change more than ``anew`` wants.
    """

    def __init__(self, pieces: Pieces, folder: Path, book: Path, *, anew: bool = False) -> None:
        self.pieces = pieces
        self.folder = folder
        self._path = book
        self._anew = anew
        self.changed = 0
        """Pieces that were written or removed."""

    def __enter__(self) -> Self:
        self._book = Book(self._path)
        self._store = None if self._anew or not self._book.in_step else self._open()
        self._begun = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store = None
        self._book.close()

    @property
    def in_step(self) -> bool:
        """Whether nothing has to be done as long as no piece changes."""
        return self._store is not None

    def replace(self, name: str, content: bytes) -> None:
        """Make a piece hold these bytes; none removes it."""
        old = self.pieces.read(name)
        if old == content:
            return
        self._begin()
        self.changed += 1
        if self._store is not None:
            self._patch(old, content, name, counted=True)
        self.pieces.write(name, content, durable=self.changed <= _ONE_BY_ONE)

    def numbers(self) -> Numbers:
        """Return what the pieces hold, apart from the description of the catalogue itself."""
        if self._store is None:
            self._begin()
            self._load()
        return self._book.numbers()

    def finish(self, catalog: bytes) -> None:
        """Write the description of the catalogue, last because it has the numbers in it, and be in step."""
        assert self._store is not None, "numbers() comes first"
        old = b"" if self._begun else self.pieces.read(CATALOG)
        if old == catalog:
            return
        self._begin()
        with self._told():
            before = self._book.numbers().catalog
            self._book.count("catalog", "", self._patch(b"", catalog, CATALOG, counted=False) - before)
            self._store.flush()
        if self.pieces.read(CATALOG) != catalog:
            self.pieces.write(CATALOG, catalog)
        if self.changed > _ONE_BY_ONE and hasattr(os, "sync"):
            os.sync()
        self._book.keep()
        # Who serves the store looks at this file's time to see that it changed.
        write_text(self._path.with_suffix(".stamp"), f"{self._book.numbers().triples}\n")

    def _begin(self) -> None:
        """Note that the store changes. What describes the catalogue isn't counted, so it is out meanwhile."""
        if self._begun:
            return
        self._begun = True
        self._book.begin()
        if self._store is not None:
            self._patch(self.pieces.read(CATALOG), b"", CATALOG, counted=False)

    def _open(self) -> ox.Store | None:
        if not self.folder.is_dir():
            return None
        try:
            return ox.Store(str(self.folder))
        except (OSError, RuntimeError) as error:  # a damaged store raises either
            if "lock" in str(error).lower():
                raise _store_error(self.folder, error) from error
            return None

    # -- made anew --------------------------------------------------------------------------------------

    def _load(self) -> None:
        remove_folder(self.folder)
        tally = Tally()
        with self._told(), mapped(self.folder):
            self._store = load(self.folder, self._contents(tally))
        self._book.reset(tally.numbers(), tally.graphs(), tally.held_often())

    def _contents(self, tally: Tally) -> Iterator[bytes]:
        for name in self.pieces.names():
            if name != CATALOG:
                content = self.pieces.read(name)
                tally.add(name, content)
                yield content

    # -- piece by piece -----------------------------------------------------------------------------------

    def _patch(self, old: bytes, new: bytes, name: str, *, counted: bool) -> int:
        """Bring the store from the old bytes of a piece to the new; return how many statements are new to it."""
        before, after = set(old.splitlines(keepends=True)), set(new.splitlines(keepends=True))
        path = self.pieces.path(name)
        with self._told():
            gone = [quad for quad in self._only(before - after, path) if self._let_go(quad)]
            if counted:
                self._count(gone, -1, self._known(gone))
            fresh = list(self._only(after - before, path))
            known = self._known(fresh)
            come = [quad for quad in fresh if not known.may_have(quad) or self._take(quad)]
            if counted:
                self._count(come, 1, known)
            assert self._store is not None
            self._store.extend(come)
        return len(come)

    def _only(self, lines: Iterable[bytes], path: Path) -> Iterator[ox.Quad]:
        return iter(parse(b"".join(sorted(lines)), path))

    def _let_go(self, quad: ox.Quad) -> bool:
        """Take a statement out, unless another piece makes it too."""
        mark = digest(f"{quad} .\n".encode())
        if holders := self._book.holders(mark):
            self._book.hold(mark, holders - 1)
            return False
        assert self._store is not None
        self._store.remove(quad)
        return True

    def _take(self, quad: ox.Quad) -> bool:
        """Tell whether a statement is new; note that one more piece makes it, if it isn't."""
        assert self._store is not None
        if quad not in self._store:
            return True
        mark = digest(f"{quad} .\n".encode())
        self._book.hold(mark, max(self._book.holders(mark), 1) + 1)
        return False

    def _known(self, quads: Iterable[ox.Quad]) -> _Known:
        """Look up the subjects and objects of statements."""
        subjects, objects = {quad.subject for quad in quads}, {quad.object for quad in quads}
        return _Known(
            {term for term in subjects if self._has(term, None, None)},
            {term for term in objects if self._has(None, None, term)},
        )

    def _count(self, quads: list[ox.Quad], sign: int, known: _Known) -> None:
        """Count statements that are out already, or not in yet; ``known`` is what the store has of their terms."""
        for quad in quads:
            self._book.count("graph", getattr(quad.graph_name, "value", ""), sign)
        self._book.count("subjects", "", sign * len({quad.subject for quad in quads} - known.subjects))
        self._book.count("objects", "", sign * len({quad.object for quad in quads} - known.objects))
        for triple in dict.fromkeys(quad.triple for quad in quads):
            if known.may_have(triple) and self._has(triple.subject, triple.predicate, triple.object):
                continue
            self._book.count("triples", "", sign)
            self._book.count("property", triple.predicate.value, sign)
            if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode):
                self._book.count("class", triple.object.value, sign)

    def _has(self, subject: Any, predicate: Any, value: Any) -> bool:
        assert self._store is not None
        return next(self._store.quads_for_pattern(subject, predicate, value, None), None) is not None

    def _told(self) -> _Told:
        return _Told(self.folder)


@dataclass(frozen=True, slots=True)
class _Known:
    """Which subjects and objects a store has: a statement of others isn't in it, without looking."""

    subjects: Set[Any]
    objects: Set[Any]

    def may_have(self, statement: ox.Quad | ox.Triple) -> bool:
        """Whether the store has both; of a paper's piece it rarely does."""
        return statement.subject in self.subjects and statement.object in self.objects


class _Told:
    """Turns what the store says is wrong into the error that names its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError | RuntimeError):
            raise _store_error(self.folder, error) from error


def _store_error(folder: Path, error: Exception) -> WorkspaceError:
    if "lock" in str(error).lower():
        return WorkspaceError(
            f"the store {folder} is in use by another program",
            remedy="Stop that program (a server on this workspace, for instance) and run again.",
            code="locked",
        )
    return WorkspaceError(
        f"the store {folder} cannot be written: {error}",
        remedy="Free some space or delete the store folder, then run again; it is a copy of graphs/.",
        code="store",
    )
