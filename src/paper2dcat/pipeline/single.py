"""Records of single files, on demand or ahead of demand, from the same isolated workers that a build uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paper2dcat.config import Config
from paper2dcat.errors import PaperError
from paper2dcat.model import PaperRecord
from paper2dcat.pipeline.collect import describe_input
from paper2dcat.pipeline.pool import Pool, worker_count


@contextmanager
def extractor(
    config: Config, ahead: Sequence[Path] = (), *, verbose: bool = False
) -> Iterator[Callable[[Path], PaperRecord]]:
    """Give a function from a file to its record. The files ``ahead`` are processed side by side first."""
    known: dict[Path, PaperRecord] = {}
    with Pool(config, min(worker_count(config.jobs), max(1, len(ahead))), verbose) as pool:
        inputs = {path: describe_input(path) for path in dict.fromkeys(ahead) if path.is_file()}
        done = {paper.sha256: processed.record for paper, processed in pool.run(list(inputs.values()))}
        known.update({path: done[paper.sha256] for path, paper in inputs.items()})

        def extract(path: Path) -> PaperRecord:
            if path in known:
                return known[path]
            try:
                paper = describe_input(path)
            except OSError as error:
                raise PaperError(f"{path} cannot be read: {error.strerror}", code="unreadable") from error
            return next(pool.run([paper]))[1].record

        yield extract
