"""A dry run: what asking a model about papers would take, without sending or writing anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from paper2dcat.config import Config
from paper2dcat.errors import UsageError
from paper2dcat.model import Usage
from paper2dcat.pipeline.batch import in_order
from paper2dcat.pipeline.build import Observer, todo_of
from paper2dcat.pipeline.pool import Pool, worker_count
from paper2dcat.workspace import Workspace


def estimate(
    paths: Sequence[Path],
    config: Config,
    observer: Observer,
    *,
    output: Path | None = None,
    verbose: bool = False,
) -> Iterator[tuple[str, Usage]]:
    """Yield each paper that would be asked about with the most that would be sent for it, by name.

    ``output`` is the workspace to build into: papers that it knows already are not asked about.
    """
    config = replace(config, model=replace(config.model, dry_run=True))
    papers = in_order(paths, observer)
    with Pool(config, min(worker_count(config.jobs), max(1, len(papers))), verbose) as pool:
        if pool.info.model is None:
            raise UsageError(
                f"the extractor {config.extractor} asks no model, there is nothing to estimate",
                remedy="Add --extractor llm or --extractor hybrid.",
            )
        if output is not None and Workspace(output).manifest.is_file():
            papers = todo_of(Workspace.open(output), papers, pool.info, config)
        observer.begin(len(papers), 0)
        found: dict[str, Usage] = {}
        for paper, processed in pool.run(papers):
            observer.paper(processed.record)
            if processed.usage is not None:
                found[paper.name] = processed.usage
    yield from sorted(found.items())
