"""What records and graphs depend on, as digests: what is unchanged isn't done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from paper2dcat import __version__, resources
from paper2dcat.config import Config, ModelConfig
from paper2dcat.model import ExtractorInfo
from paper2dcat.pipeline.collect import Input

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_AROUND: Final = ("cli", "evaluate", "pipeline", "publish", "query", "serve", "workspace", "__pycache__")
_AFTER_RECORDS: Final = ("describe", "resolve", "validate")
"""Folders of code that no record depends on."""


def fingerprint(paper: Input, extractor: ExtractorInfo, config: Config) -> str:
    """Return the digest of everything that a paper's record depends on.

    Catalogue files count by their content through their names, which carry a digest in a workspace.
    """
    return _digest(
        {
            "version": __version__,
            "code": code_of_records(),
            "sha256": paper.sha256,
            "reader": config.reader,
            "extractor": extractor.model_dump(mode="json"),
            "catalogues": sorted(path.name for path in config.catalogues),
            "shipped_catalogue": config.shipped_catalogue,
            "model": _model_settings(config.model) if extractor.model else [],
        }
    )


def code_of_records() -> str:
    """Return the digest of the code and the data that records depend on."""
    return code_mark((*_AROUND, *_AFTER_RECORDS), ("catalogue", "ontology"))


def derivation_mark(config: Config) -> str:
    """Return the digest of everything that a graph depends on besides records and corrections."""
    return _digest(
        {
            "version": __version__,
            "code": code_mark(_AROUND, ("catalogue", "ontology", "shapes")),
            "base": config.base,
            "catalogues": sorted(path.name for path in config.catalogues),
            "shipped_catalogue": config.shipped_catalogue,
        }
    )


def file_marks(root: Path, paths: Iterable[Path]) -> dict[str, list[int]]:
    """Return size and time of last change of files, by their path below ``root``."""
    return {
        str(path.relative_to(root)): [stat.st_size, stat.st_mtime_ns]
        for path in paths
        if not path.name.startswith(".")
        for stat in (path.stat(),)
    }


@cache
def code_mark(without: tuple[str, ...], artefacts: tuple[str, ...]) -> str:
    """Return the digest of the package's own files, code and models, and of shipped artefacts.

    Versions are raised by hand, and forgotten; content isn't.
    """
    digest = hashlib.sha256()
    for path in _files(without, artefacts):
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(without: tuple[str, ...], artefacts: tuple[str, ...]) -> Iterator[Path]:
    top = sorted(path for path in _PACKAGE.iterdir() if path.name not in (*without, "artefacts"))
    for path in top:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (p for p in inside if p.is_file() and "__pycache__" not in p.parts)
    for name in artefacts:
        yield from (p for p in sorted(resources.folder(name).rglob("*")) if p.is_file())


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _model_settings(model: ModelConfig) -> list[str | int | float]:
    """Return what changes the answers of a model, and nothing that is secret or only says where it is."""
    return [model.context_tokens, model.answer_tokens, model.context, model.focus_share, model.answer_mode]
