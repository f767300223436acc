"""Finding what is wrong with a workspace, and mending it: records are the truth, all else follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import TEMPORARY_PREFIX, mapped, remove_file, remove_folder
from paper2dcat.model import PaperRecord, Status
from paper2dcat.names import key_slug
from paper2dcat.pipeline.build import Build, Observer, rederive
from paper2dcat.pipeline.index import Index
from paper2dcat.pipeline.intake import record_files
from paper2dcat.publish import (
    CATALOG,
    VOCABULARIES,
    Pieces,
    dataset_piece,
    named_graphs,
    open_store,
    paper_piece,
)
from paper2dcat.workspace import Workspace


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: where, what, and what mending does about it."""

    where: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, and the graph derived again, unless nothing was to be mended."""

    findings: tuple[Finding, ...]
    build: Build | None = None


def fsck(workspace: Workspace, *, mend: bool = True, observer: Observer | None = None) -> Checked:
    """Look at everything in a workspace, and mend what is wrong unless told not to."""
    left = [*_leftovers(workspace)]
    if not mend and not workspace.is_locked():
        return Checked((*left, *_Check(workspace, mend).all()))
    with workspace.writing():
        found = (*left, *_Check(workspace, mend).all())
        if not found or not mend:
            return Checked(found)
        workspace.sweep()
        return Checked(found, rederive(workspace, observer=observer))


def _leftovers(workspace: Workspace) -> Iterator[Finding]:
    """Look for what writers that were killed left behind; whoever takes the lock next clears it away."""
    lock = workspace.lock
    if lock.is_file() and lock.read_text("utf-8", "replace").strip() and not workspace.is_locked():
        yield Finding(lock.name, "a writer was killed while it held the lock", "cleared")
    for path in sorted(workspace.root.rglob(f"{TEMPORARY_PREFIX}*")):
        if workspace.store not in path.parents:
            yield Finding(str(path.relative_to(workspace.root)), "an unfinished file", "removed")


@dataclass
class _Check:
    workspace: Workspace
    mend: bool

    def all(self) -> Iterator[Finding]:
        """Look at everything."""
        yield from self.records()
        yield from self.beside_records()
        yield from self.pieces()
        yield from self.store()

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.workspace.root))

    def records(self) -> Iterator[Finding]:
        """Look at every record file."""
        workspace, self.keys = self.workspace, set[str]()
        self.slugs = set[str]()
        for name in sorted(record_files(workspace.records)):
            path = workspace.records / name
            try:
                record = workspace.read_record(path)
            except WorkspaceError as error:
                yield Finding(
                    self._name(path), error.message, "moved to damaged/; build reads the paper again"
                )
                self._set_aside(path)
                continue
            if path != workspace.record_path(record.key):
                yield Finding(self._name(path), f"is the record of {record.key}", "moved to damaged/")
                self._set_aside(path)
                continue
            self.keys.add(record.key)
            self.slugs.add(path.stem)
            if self._lacks_text(record):
                yield Finding(self._name(path), "its text is missing", "build reads the paper again")
                if self.mend:
                    workspace.forget_source(record.sha256)

    def _lacks_text(self, record: PaperRecord) -> bool:
        read = (
            record.status in (Status.OK, Status.NO_DATASETS, Status.PARTIAL) and record.paper.characters > 0
        )
        known = self.workspace.source(record.sha256) is not None
        return read and known and not self.workspace.text_path(record.key).is_file()

    def _set_aside(self, path: Path) -> None:
        if self.mend:
            damaged = self.workspace.root / "damaged"
            with mapped(damaged):
                damaged.mkdir(exist_ok=True)
                path.replace(damaged / path.name)

    def beside_records(self) -> Iterator[Finding]:
        """Look for what lies beside records that aren't there."""
        workspace = self.workspace
        for folder in (workspace.texts, workspace.positions):
            for path in sorted(folder.glob("*")) if folder.is_dir() else ():
                if path.stem not in self.slugs and not path.name.startswith("."):
                    yield Finding(self._name(path), "belongs to no record", "removed")
                    if self.mend:
                        remove_file(path)
        for path in sorted(workspace.sources.glob("*.json")):
            source = workspace.source(path.stem)
            if source is None or source.key not in self.keys:
                what = "is torn" if source is None else f"its record {source.key} is missing"
                yield Finding(self._name(path), what, "forgotten: build reads the file again")
                if self.mend:
                    remove_file(path)

    def pieces(self) -> Iterator[Finding]:
        """Compare the pieces of the graph with the records."""
        found = list(self._pieces())
        yield from found
        if found and self.mend:
            with Index(self.workspace.index) as index:
                index.keep("pieces", "")

    def _pieces(self) -> Iterator[Finding]:
        pieces = Pieces(self.workspace.graphs)
        remedy = "described again"
        with Index(self.workspace.index) as index:
            if index.rows("select 1 from waiting limit 1"):
                yield Finding("graphs", "a run was interrupted while it described", "finished")
            marks, files = index.marks(), record_files(self.workspace.records)
            for name in sorted(files.keys() | marks.keys()):
                if files.get(name) != marks.get(name):
                    what = "is not in the graph as it is now" if name in files else "is gone, its graph isn't"
                    yield Finding(f"records/{name}", what, remedy)
            wanted = {paper_piece(key_slug(row.key)) for row in index.papers() if not row.aside}
            wanted |= {dataset_piece(slug) for (slug,) in index.rows("select slug from dataset")}
            if index.state("pieces") and index.state("pieces") != str(pieces.mark()):
                yield Finding("graphs", "files were changed by another program, or lost", remedy)
        there = set(pieces.names())
        wanted |= {VOCABULARIES, CATALOG} if wanted else set()
        for name in sorted(wanted - there):
            yield Finding(self._name(pieces.path(name)), "is missing", remedy)
        for name in sorted(there - wanted - {VOCABULARIES, CATALOG}):
            yield Finding(self._name(pieces.path(name)), "belongs to no record", "removed")
        for name in sorted(there):
            if not pieces.read(name).endswith(b" .\n"):
                yield Finding(self._name(pieces.path(name)), "is torn", remedy)

    def store(self) -> Iterator[Finding]:
        """Compare the store with the pieces, graph by graph."""
        workspace = self.workspace
        if what := self._store():
            yield Finding("store", what, "made anew")
            if self.mend:
                remove_folder(workspace.store)

    def _store(self) -> str:
        if not self.workspace.graphs.is_dir():
            return ""
        try:
            with named_graphs(Pieces(self.workspace.graphs)) as files:
                wanted = {file.iri: file.count for file in files}
        except (WorkspaceError, ValueError):
            return "cannot be compared with torn pieces"
        try:
            store = open_store(self.workspace.store)
            stored = Counter(getattr(quad.graph_name, "value", "") for quad in store)
        except (WorkspaceError, OSError, RuntimeError) as error:
            return f"cannot be read: {error}"
        return "" if stored == wanted else "does not hold what the pieces say"
