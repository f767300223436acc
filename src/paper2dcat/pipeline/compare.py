"""Comparing two workspaces by meaning."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass

from paper2dcat.model import FIELDS, DatasetRecord, PaperRecord
from paper2dcat.names import normal_form
from paper2dcat.publish import GraphFile, Pieces, named_graphs
from paper2dcat.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: where, what it was, what it is."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class GraphChange:
    """The statements that only one side has in a named graph."""

    graph: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything in which two workspaces differ; the first is *before*, the second *after*."""

    papers_removed: tuple[str, ...]
    papers_added: tuple[str, ...]
    changes: tuple[Change, ...]
    graphs: tuple[GraphChange, ...]

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return not (self.papers_removed or self.papers_added or self.changes or self.graphs)

    def to_json(self) -> str:
        """Return the difference as JSON."""
        return json.dumps(dataclasses.asdict(self), indent=2, ensure_ascii=False) + "\n"

    def to_text(self, *, statements: bool = False) -> str:
        """Return the difference as lines for people."""
        if self.same:
            return "no difference\n"
        return "\n".join(self._lines(statements)) + "\n"

    def _lines(self, statements: bool) -> Iterator[str]:
        for key in self.papers_removed:
            yield f"- paper {key}"
        for key in self.papers_added:
            yield f"+ paper {key}"
        for change in self.changes:
            yield f"~ {change.where}: {change.before or '(nothing)'} → {change.after or '(nothing)'}"
        for graph in self.graphs:
            yield f"graph {graph.graph}: −{len(graph.removed)} +{len(graph.added)} statements"
            if statements:
                yield from (f"  - {line}" for line in graph.removed)
                yield from (f"  + {line}" for line in graph.added)


def compare(first: Workspace, second: Workspace) -> Difference:
    """Compare two workspaces: their records field by field, their graphs statement by statement."""
    before = {record.key: record for record in first.read_records()}
    after = {record.key: record for record in second.read_records()}
    both = sorted(before.keys() & after.keys())
    return Difference(
        papers_removed=tuple(sorted(before.keys() - after.keys())),
        papers_added=tuple(sorted(after.keys() - before.keys())),
        changes=tuple(change for key in both for change in _changes(before[key], after[key])),
        graphs=tuple(_graph_changes(first, second)),
    )


def _changes(old: PaperRecord, new: PaperRecord) -> Iterator[Change]:
    if old.status is not new.status:
        yield Change(old.key, old.status.value, new.status.value)
    for name in ("title", "creator", "identifier", "date"):
        left, right = _text(getattr(old.paper, name)), _text(getattr(new.paper, name))
        if left != right:
            yield Change(f"{old.key} > {name}", left, right)
    before = {normal_form(dataset.title): dataset for dataset in old.datasets}
    after = {normal_form(dataset.title): dataset for dataset in new.datasets}
    for form in sorted(before.keys() | after.keys()):
        yield from _dataset_changes(old.key, before.get(form), after.get(form))


def _dataset_changes(key: str, old: DatasetRecord | None, new: DatasetRecord | None) -> Iterator[Change]:
    if old is None or new is None:
        there = old or new
        assert there is not None
        state = f"{there.role.value} dataset"
        yield Change(f"{key} > {there.title}", state if old else "", state if new else "")
        return
    where = f"{key} > {new.title}"
    if old.role is not new.role:
        yield Change(f"{where} > role", old.role.value, new.role.value)
    for name, label in (("alt_label", "skos:altLabel"), *((field.name, field.key) for field in FIELDS)):
        left, right = " | ".join(old.values(name)), " | ".join(new.values(name))
        if left != right:
            yield Change(f"{where} > {label}", left, right)


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " | ".join(value)


def _graph_changes(first: Workspace, second: Workspace) -> Iterator[GraphChange]:
    """Compare named graphs as sets of statements: published graphs have no blank nodes."""
    old, new = first.settings().base, second.settings().base
    with (
        named_graphs(Pieces(first.graphs)) as files_before,
        named_graphs(Pieces(second.graphs)) as files_after,
    ):
        before = {file.iri.removeprefix(old): file for file in files_before}
        after = {file.iri.removeprefix(new): file for file in files_after}
        for name in sorted(before.keys() | after.keys()):
            left = {line.replace(f"<{old}", f"<{new}") for line in _lines(before.get(name))}
            right = set(_lines(after.get(name)))
            if left != right:
                yield GraphChange(name, tuple(sorted(left - right)), tuple(sorted(right - left)))


def _lines(file: GraphFile | None) -> Iterator[str]:
    return iter(()) if file is None else (line.decode("utf-8").rstrip("\n") for line in file.lines())
