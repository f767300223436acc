"""Extraction: from a :class:`~paper2dcat.model.Paper` to unchecked candidates.

Every extractor has the same interface and is chosen by name. The built-in ones are imported when they are
asked for, since they pull in tagger models or network clients; others register under the entry-point
group ``paper2dcat.extractors`` as ``name -> "module:Class"``, where the class takes the ``Config``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast

from paper2dcat.config import Config
from paper2dcat.errors import UsageError
from paper2dcat.model import Extraction, ExtractorInfo, Paper

GROUP = "paper2dcat.extractors"

BUILT_IN = {
    "offline": "paper2dcat.extract.offline:OfflineExtractor",
    "llm": "paper2dcat.extract.llm:ModelExtractor",
    "hybrid": "paper2dcat.extract.hybrid:HybridExtractor",
}


class Extractor(Protocol):
    """Finds the datasets of one paper. What it says is believed only after grounding has checked it."""

    @property
    def info(self) -> ExtractorInfo:
        """Name and version, for the provenance of records."""
        ...

    def extract(self, paper: Paper) -> Extraction:
        """Return what the extractor found; no candidates means that the paper uses no dataset."""
        ...


def extractor_names() -> tuple[str, ...]:
    """Return the names that :func:`load_extractor` knows, built-in ones first."""
    others = {point.name for point in entry_points(group=GROUP)} - BUILT_IN.keys()
    return (*BUILT_IN, *sorted(others))


def load_extractor(name: str, config: Config) -> Extractor:
    """Return the extractor registered under ``name``; ``UsageError`` if there is none or it won't load."""
    target = BUILT_IN.get(name)
    if target is None:
        found = {point.name: point.value for point in entry_points(group=GROUP)}
        target = found.get(name)
    if target is None:
        raise UsageError(
            f"There is no extractor named {name!r}.", remedy=f"Known: {', '.join(extractor_names())}."
        )
    module_name, _, attribute = target.partition(":")
    try:
        make = getattr(import_module(module_name), attribute)
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"The extractor {name!r} ({target}) cannot be loaded: {error}.",
            remedy="Reinstall the package that provides it.",
        ) from error
    return cast(Extractor, make(config))
