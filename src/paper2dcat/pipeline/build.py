"""Building a workspace: what has to be read is read, what changed is derived, the rest is left alone."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from paper2dcat.config import Config
from paper2dcat.files import write_text
from paper2dcat.model import ExtractorInfo, Issue, PaperRecord, Severity, Status
from paper2dcat.pipeline.collect import Input, Inputs, collect
from paper2dcat.pipeline.fingerprint import fingerprint
from paper2dcat.pipeline.index import Index
from paper2dcat.pipeline.pool import Pool, worker_count
from paper2dcat.pipeline.processed import Processed
from paper2dcat.pipeline.report import Report, Run, asked_of
from paper2dcat.pipeline.settle import settle
from paper2dcat.workspace import Settings, Source, Workspace

if TYPE_CHECKING:
    from paper2dcat.pipeline.cluster import Cluster

_CURATION = """\
# A person's corrections. They survive every run and stand above what papers and catalogues say.
# After a change: paper2dcat curate DIR   (or simply build again)
#
# [[same]]                                  # two names, one dataset
# names = ["BooksCorpus", "Toronto Book Corpus"]
# reason = "one corpus, two names"
#
# [[different]]                             # never merge these
# names = ["NYT", "New York Times Annotated Corpus"]
#
# [[rename]]                                # the title to show
# name = "Penn Tree Bank"
# title = "Penn Treebank"
#
# [[creator]]                               # who made it
# dataset = "CIFAR-10"
# creators = ["Alex Krizhevsky"]
# source = "https://www.cs.toronto.edu/~kriz/cifar.html"
"""


class Observer(Protocol):
    """Who wants to know how a build gets on."""

    def begin(self, todo: int, kept: int) -> None:
        """So many papers will be read, so many are known already."""

    def paper(self, record: PaperRecord) -> None:
        """A paper is done."""

    def stage(self, name: str) -> None:
        """A stage over all papers begins."""

    def note(self, issue: Issue) -> None:
        """Something about the run itself."""


class Silent:
    """An observer that doesn't care."""

    def begin(self, todo: int, kept: int) -> None:
        """Do nothing."""

    def paper(self, record: PaperRecord) -> None:
        """Do nothing."""

    def stage(self, name: str) -> None:
        """Do nothing."""

    def note(self, issue: Issue) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: the workspace, the report on it, and which inputs failed."""

    workspace: Workspace
    report: Report
    failed: tuple[str, ...] = ()
    """Names of the input files of this run that could not be processed."""
    renamed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Names that mean another dataset than before: its title then and now."""

    @property
    def clean(self) -> bool:
        """Whether every paper of this run was processed and every one in the workspace published."""
        return not self.failed and not self.report.quarantined


def build(
    paths: Sequence[Path],
    output: Path,
    config: Config,
    *,
    observer: Observer | None = None,
    verbose: bool = False,
) -> Build:
    """Read papers into a workspace and derive its graph."""
    observer = observer or Silent()
    started = time.perf_counter()
    inputs = collect(paths)
    workspace = Workspace.create(output)
    with workspace.writing():
        settings = _settings(workspace, config)
        config = replace(config, catalogues=_catalogue_files(workspace, settings))
        for issue in inputs.issues:
            observer.note(issue)
        read = _read(workspace, inputs.papers, config, observer, verbose)

        def run(index: Index) -> Run:
            duplicates = _duplicates(workspace, inputs.papers, index)
            for issue in duplicates:
                observer.note(issue)
            asked = asked_of(config.model.ledger)
            return Run(read, len(inputs.papers) - read, (*inputs.issues, *duplicates), started, asked)

        settled = settle(workspace, config, run, observer.stage)
        return Build(workspace, settled.report, _failures(workspace, inputs), settled.renamed)


def rederive(workspace: Workspace, *, observer: Observer | None = None) -> Build:
    """Derive the graph of a workspace again from its records; the caller holds its lock."""
    started = time.perf_counter()
    settings = workspace.settings()
    config = Config(
        base=settings.base,
        shipped_catalogue=settings.shipped_catalogue,
        catalogues=_catalogue_files(workspace, settings),
    )
    settled = settle(
        workspace,
        config,
        lambda index: Run(started=started, asked=asked_of(workspace.requests)),
        (observer or Silent()).stage,
    )
    return Build(workspace, settled.report, renamed=settled.renamed)


def _settings(workspace: Workspace, config: Config) -> Settings:
    names = tuple(sorted(workspace.keep_catalogue(path) for path in config.catalogues))
    settings = Settings(config.base, config.shipped_catalogue, names)
    workspace.save_settings(settings)
    if not workspace.curation.exists():
        write_text(workspace.curation, _CURATION)
    return settings


def _catalogue_files(workspace: Workspace, settings: Settings) -> tuple[Path, ...]:
    return tuple(workspace.catalogues / name for name in settings.catalogues)


def _read(
    workspace: Workspace, papers: Sequence[Input], config: Config, observer: Observer, verbose: bool
) -> int:
    """Process the papers whose records aren't there or depend on something that changed; count them."""
    with _workers(config, len(papers), verbose) as pool:
        marks = {paper.sha256: fingerprint(paper, pool.info, config) for paper in papers}
        todo = [paper for paper in papers if not _known(workspace, paper, marks[paper.sha256])]
        observer.begin(len(todo), len(papers) - len(todo))
        for paper, done in pool.run(todo):
            accept(workspace, paper, done, marks[paper.sha256])
            observer.paper(done.record)
    return len(todo)


def todo_of(
    workspace: Workspace, papers: Sequence[Input], info: ExtractorInfo, config: Config
) -> list[Input]:
    """Return the papers that a build would read: new ones, and those whose records depend on what changed."""
    config = replace(config, catalogues=_catalogue_files(workspace, workspace.settings()))
    return [paper for paper in papers if not _known(workspace, paper, fingerprint(paper, info, config))]


def _workers(config: Config, papers: int, verbose: bool) -> Pool | Cluster:
    """Return what processes papers: processes here, or a cluster."""
    if config.scheduler:
        from paper2dcat.pipeline.cluster import Cluster

        return Cluster(config)
    return Pool(config, min(worker_count(config.jobs), max(1, papers)), verbose)


def _known(workspace: Workspace, paper: Input, mark: str) -> bool:
    source = workspace.source(paper.sha256)
    if source is None or source.fingerprint != mark or not workspace.record_path(source.key).is_file():
        return False
    if source.path != (path := str(paper.path.absolute())):
        workspace.save_source(replace(source, path=path))
    return True


def accept(workspace: Workspace, paper: Input, done: Processed, mark: str) -> None:
    """Write what came of a paper. Of two files with the same key the better one stands, in any order."""
    old = workspace.source(paper.sha256)
    record = done.record
    if old is not None and old.key != record.key:
        _withdraw(workspace, old)
    standing = workspace.get_record(record.key)
    if standing is None or _replaces(record, standing):
        workspace.write_record(record, done.text, done.positions)
    elif standing.sha256 == record.sha256:
        workspace.write_beside(record.key, done.text, done.positions)
    mark = mark if done.final else ""
    path = str(paper.path.absolute())
    workspace.save_source(Source(paper.sha256, mark, record.key, record.status.value, done.seconds, path))


def _replaces(record: PaperRecord, standing: PaperRecord) -> bool:
    """Whether a record takes the place of another with its key; one that says the same keeps its time."""
    if standing.sha256 != record.sha256:
        return _preference(record) < _preference(standing)
    return record.model_copy(update={"created": standing.created}) != standing


def _withdraw(workspace: Workspace, source: Source) -> None:
    """Remove the record under a key that its file no longer has."""
    standing = workspace.get_record(source.key)
    if standing is not None and standing.sha256 == source.sha256:
        workspace.remove_record(source.key)


def _preference(record: PaperRecord) -> tuple[int, tuple[int, ...], str]:
    """Order the files of one paper: processed before failed, newer before older, then by content."""
    rank = {Status.FAILED: 2, Status.PARTIAL: 1}.get(record.status, 0)
    newest_first = tuple(-int(part) for part in record.paper.date.split("-") if part.isdigit())
    return rank, newest_first or (0,), record.sha256


def _duplicates(workspace: Workspace, papers: Iterable[Input], index: Index) -> tuple[Issue, ...]:
    """Tell of files whose paper another file stands for."""
    standing = {row[0]: row[1:] for row in index.rows("select key, source, sha256 from paper")}
    issues: list[Issue] = []
    for paper in sorted(papers, key=lambda p: p.name):
        source = workspace.source(paper.sha256)
        if source is None or source.key not in standing:
            continue
        name, sha256 = standing[source.key]
        if sha256 != paper.sha256:
            issues.append(
                Issue(
                    code="duplicate-paper",
                    severity=Severity.WARNING,
                    stage="collect",
                    where=paper.name,
                    message=f"the same paper as {name} ({source.key}), whose record stands",
                )
            )
    return tuple(issues)


def _failures(workspace: Workspace, inputs: Inputs) -> tuple[str, ...]:
    names = [issue.where for issue in inputs.issues if issue.severity is Severity.ERROR]
    for paper in inputs.papers:
        source = workspace.source(paper.sha256)
        if source is None or source.status == Status.FAILED.value:
            names.append(paper.name)
    return tuple(sorted(names))
