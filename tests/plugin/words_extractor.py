"""An extractor for tests: names it knows, in the text, and misbehaviour on demand."""

from __future__ import annotations

import os
import time

from paper2dcat.config import Config
from paper2dcat.errors import EndpointError
from paper2dcat.model import Candidate, Extraction, ExtractorInfo, Paper, Role, Span

NAMES = ("CIFAR-10", "MNIST", "ImageNet")


class WordsExtractor:
    """Finds three names; a paper that says so makes it hang, crash, eat memory or lose its server."""

    def __init__(self, config: Config) -> None:
        self.info = ExtractorInfo(name="words", version=os.environ.get("WORDS_VERSION", "1"))

    def extract(self, paper: Paper) -> Extraction:
        if "please hang" in paper.text:
            time.sleep(600)
        if "please crash" in paper.text:
            os._exit(7)
        if "please raise" in paper.text:
            raise ZeroDivisionError("a bug in an extractor")
        if "please eat" in paper.text:
            hoard = [bytearray(1 << 24) for _ in range(1000)]
            return Extraction(candidates=(), complete=not hoard)
        if "please disconnect" in paper.text:
            raise EndpointError("the model does not answer", remedy="Start it.")
        return Extraction(tuple(self._candidates(paper)))

    def _candidates(self, paper: Paper) -> list[Candidate]:
        found = []
        for name in NAMES:
            at = paper.text.find(name)
            if at >= 0:
                span = Span(at, at + len(name))
                found.append(Candidate(title=name, role=Role.USED, confidence=0.9, mentions=(span,)))
        return found
