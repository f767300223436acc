"""From all records to the published graph: identities, quads, validation, files, store."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config
from paper2dcat.describe import (
    count,
    describe_catalogue,
    describe_catalogue_facts,
    describe_identities,
    describe_paper,
    describe_vocabularies,
)
from paper2dcat.files import remove_file, write_bytes
from paper2dcat.model import Issue, PaperRecord, Severity
from paper2dcat.names import key_slug
from paper2dcat.publish import GraphFile, by_graph, sync_store, write_graphs, write_whole
from paper2dcat.resolve import Curation, Identities, resolve
from paper2dcat.serialise import nquads, turtle
from paper2dcat.workspace import Workspace

SMALL = 3_000_000
"""Statements up to which ``graph.nq`` and ``graph.ttl`` are written; ``export`` writes them for any size."""

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A paper whose part of the graph breaks the shapes: kept aside, not published."""

    key: str
    source: str
    results: tuple[str, ...]


@dataclass(frozen=True)
class Derived:
    """Everything that follows from the records."""

    records: tuple[PaperRecord, ...]
    """Every record, also those that aren't published."""
    identities: Identities
    files: tuple[GraphFile, ...]
    quarantined: tuple[Quarantined, ...]
    issues: tuple[Issue, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def statements(self) -> int:
        """Number of statements in the published graph."""
        return sum(file.count for file in self.files)


@dataclass(frozen=True, slots=True)
class Described:
    """The graph of some records: the part of each paper, and what they share."""

    identities: Identities
    parts: Mapping[str, Sequence[ox.Quad]]
    shared: Sequence[ox.Quad]

    def quads(self) -> list[ox.Quad]:
        """Return all statements."""
        return [*self.shared, *(quad for part in self.parts.values() for quad in part)]


class _Clock:
    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.seconds: dict[str, float] = defaultdict(float)
        self._name = ""
        self._since = 0.0

    def stage(self, name: str) -> None:
        self.stop()
        self._name, self._since = name, time.perf_counter()
        self.tell(name)

    def stop(self) -> None:
        if self._name:
            self.seconds[self._name] += round(time.perf_counter() - self._since, 4)
        self._name = ""


def derive(workspace: Workspace, config: Config, tell: Callable[[str], None] = lambda name: None) -> Derived:
    """Derive the graph of a workspace from its records and write it; the caller holds the lock."""
    clock = _Clock(tell)
    records = workspace.read_records()
    curation = Curation.load(workspace.curation)
    catalogue = load_catalogue(config)
    kept = list(records)
    aside: dict[str, Quarantined] = {}
    issues: list[Issue] = []
    rejected: dict[str, bytes] = {}
    for _ in range(_ROUNDS):
        clock.stage("resolve")
        identities = resolve(kept, catalogue=catalogue, curation=curation)
        clock.stage("describe")
        graph = describe_all(kept, identities, config, catalogue)
        clock.stage("validate")
        blamed, issues = _check(graph)
        if not blamed:
            break
        for record in [r for r in kept if r.key in blamed]:
            aside[record.key] = Quarantined(record.key, record.source, tuple(sorted(blamed[record.key])))
            rejected[record.key] = nquads(graph.parts[record.key])
        kept = [record for record in kept if record.key not in blamed]
    clock.stage("publish")
    _write_quarantine(workspace, rejected)
    files = _write(workspace, config, graph)
    clock.stop()
    return Derived(
        records=tuple(records),
        identities=identities,
        files=tuple(files),
        quarantined=tuple(aside[key] for key in sorted(aside)),
        issues=tuple(issues),
        seconds=dict(clock.seconds),
    )


def names_of(identities: Identities, records: Sequence[PaperRecord]) -> dict[str, str]:
    """Return the title of the dataset that each name in each paper means."""
    return {
        f"{record.key} {dataset.title}": identities.dataset_of(record.key, dataset.title).title
        for record in records
        for dataset in record.datasets
    }


def describe_all(
    records: Sequence[PaperRecord], identities: Identities, config: Config, catalogue: Catalogue
) -> Described:
    """Return the graph of some records and their identities, before it is validated."""
    parts = {record.key: describe_paper(record, identities, config) for record in records}
    shared = [
        *describe_identities(identities, records, config),
        *describe_catalogue_facts(identities, records, catalogue, config),
        *describe_vocabularies(config),
    ]
    statistics = count([*shared, *(quad for part in parts.values() for quad in part)])
    return Described(identities, parts, [*shared, *describe_catalogue(config, statistics)])


def _check(graph: Described) -> tuple[dict[str, set[str]], list[Issue]]:
    """Validate the graph; return the violations by the paper they come from, and those of no paper."""
    from paper2dcat.validate import validate

    report = validate(graph.quads(), profile="core")
    blamed: dict[str, set[str]] = defaultdict(set)
    issues: list[Issue] = []
    for result in report.results:
        if result.severity != "Violation":
            continue
        text = f"{result.focus} {result.path} {result.value}: {result.message}".replace("  ", " ")
        culprits = _culprits(graph, result.focus)
        for key in culprits:
            blamed[key].add(text)
        if not culprits:
            issues.append(
                Issue(
                    code="invalid-shared",
                    severity=Severity.ERROR,
                    stage="validate",
                    where=str(result.focus),
                    message=f"{result.path}: {result.message}",
                )
            )
    return blamed, issues


def _culprits(graph: Described, focus: str) -> list[str]:
    """Return the papers to keep aside for a violation at a node: those that speak of it, else refer to it.

    Where several do, each may be sound and only their sum is not; then the first by key stays. That depends
    on the papers only, not on the order in which they were read.
    """
    about = [key for key, part in graph.parts.items() if any(_iri(q.subject) == focus for q in part)]
    found = about or [key for key, part in graph.parts.items() if any(_iri(q.object) == focus for q in part)]
    return sorted(found)[1:] if len(found) > 1 else found


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _write_quarantine(workspace: Workspace, rejected: Mapping[str, bytes]) -> None:
    wanted = {workspace.quarantine / f"{key_slug(key)}.nq": content for key, content in rejected.items()}
    for path in sorted(workspace.quarantine.glob("*.nq")):
        if path not in wanted:
            remove_file(path)
    for path, content in sorted(wanted.items()):
        write_bytes(path, content)


def _write(workspace: Workspace, config: Config, graph: Described) -> list[GraphFile]:
    quads = graph.quads()
    files = write_graphs(workspace.graphs, config.base, by_graph(quads))
    if len(quads) <= SMALL:
        write_whole(workspace.nquads, files)
        write_bytes(workspace.turtle, turtle(quads, config.base))
    else:
        remove_file(workspace.nquads)
        remove_file(workspace.turtle)
    sync_store(workspace.store, workspace.store_ledger, files)
    return files
