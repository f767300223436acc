"""One paper from file to record: the function that every worker runs, here or on a cluster."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from paper2dcat.config import Config
from paper2dcat.errors import PaperError
from paper2dcat.extract import load_extractor
from paper2dcat.ground import ground
from paper2dcat.model import ExtractorInfo, Paper, PaperRecord, Positions
from paper2dcat.pipeline.collect import Input, describe_input
from paper2dcat.pipeline.processed import Processed, failed_record
from paper2dcat.read import read_paper

if TYPE_CHECKING:
    from paper2dcat.catalogue import Catalogue
    from paper2dcat.extract import Extractor


@dataclass(frozen=True)
class Processor:
    """What reading papers needs, loaded once in each process."""

    config: Config
    extractor: Extractor
    catalogue: Catalogue

    @classmethod
    def load(cls, config: Config) -> Processor:
        """Load the extractor and the catalogue that the configuration names."""
        from paper2dcat.catalogue import load_catalogue

        return cls(config, load_extractor(config.extractor, config), load_catalogue(config))

    @property
    def info(self) -> ExtractorInfo:
        """Which extractor speaks."""
        return self.extractor.info

    def process(self, paper_file: Input) -> Processed:
        """Read, extract and ground one paper; a paper that cannot be read becomes a failed record."""
        seconds: dict[str, float] = {}
        started = time.perf_counter()
        try:
            paper = read_paper(paper_file.path, self.config.reader)
        except PaperError as error:
            return Processed(failed_record(paper_file, self.info, error), "")
        seconds["read"] = _lap(started)
        started = time.perf_counter()
        try:
            extraction = self.extractor.extract(paper)
        except PaperError as error:
            failed = failed_record(paper_file, self.info, error, stage="extract")
            return Processed(failed, paper.text, seconds, positions=_positions(paper))
        seconds["extract"] = _lap(started)
        started = time.perf_counter()
        record = ground(paper, extraction, self.info, catalogue=self.catalogue, created=paper_file.created)
        seconds["ground"] = _lap(started)
        return Processed(
            record, paper.text, seconds, not extraction.unfinished, _positions(paper), extraction.usage
        )


def _positions(paper: Paper) -> Positions | None:
    return Positions.of(paper) if paper.media_type == "application/pdf" else None


def _lap(started: float) -> float:
    return round(time.perf_counter() - started, 4)


@lru_cache(maxsize=2)
def _processor(config: Config) -> Processor:
    return Processor.load(config)


def process_paper(path: Path, config: Config) -> tuple[PaperRecord, str]:
    """Return the record and the repaired text of one paper, in this process and without limits."""
    done = _processor(config).process(describe_input(path))
    return done.record, done.text
