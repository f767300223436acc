"""Records and texts of papers without a workspace, in the order in which the papers were named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from paper2dcat.config import Config
from paper2dcat.errors import PaperError
from paper2dcat.model import PaperRecord
from paper2dcat.pipeline.build import Observer
from paper2dcat.pipeline.collect import Input, collect
from paper2dcat.pipeline.pool import Pool, worker_count
from paper2dcat.read import read_paper


def each_record(
    paths: Sequence[Path], config: Config, observer: Observer, *, verbose: bool = False
) -> Iterator[PaperRecord]:
    """Yield the record of each paper as soon as it and those before it are done."""
    papers = in_order(paths, observer)
    with Pool(config, min(worker_count(config.jobs), max(1, len(papers))), verbose) as pool:
        observer.begin(len(papers), 0)
        done: dict[str, PaperRecord] = {}
        at = 0
        for paper, processed in pool.run(papers):
            observer.paper(processed.record)
            done[paper.sha256] = processed.record
            while at < len(papers) and papers[at].sha256 in done:
                yield done.pop(papers[at].sha256)
                at += 1


def each_text(paths: Sequence[Path], config: Config) -> Iterator[tuple[str, str | PaperError]]:
    """Yield each paper's name with its repaired text, or with the reason why it cannot be read."""
    for path in [file for named in paths for file in files_of(named)]:
        try:
            yield path.name, read_paper(path, config.reader).text
        except PaperError as error:
            yield path.name, error


def in_order(paths: Sequence[Path], observer: Observer) -> list[Input]:
    """Return the papers in the order of the paths; a folder's papers by name."""
    papers: dict[str, Input] = {}
    for path in paths:
        inputs = collect([path])
        for issue in inputs.issues:
            observer.note(issue)
        for paper in sorted(inputs.papers, key=lambda p: str(p.path)):
            papers.setdefault(paper.sha256, paper)
    return list(papers.values())


def files_of(path: Path) -> list[Path]:
    """Return the papers that one path means, by name."""
    return sorted(paper.path for paper in collect([path]).papers)
