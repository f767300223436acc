"""What a record depends on, as one digest: when it is unchanged, the paper isn't read again."""

from __future__ import annotations

import hashlib
import json

from paper2dcat import __version__
from paper2dcat.config import Config, ModelConfig
from paper2dcat.model import ExtractorInfo
from paper2dcat.pipeline.collect import Input


def fingerprint(paper: Input, extractor: ExtractorInfo, config: Config) -> str:
    """Return the digest of everything that a paper's record depends on.

    Catalogue files count by their content through their names, which carry a digest in a workspace.
    """
    parts = {
        "version": __version__,
        "sha256": paper.sha256,
        "extractor": extractor.model_dump(mode="json"),
        "catalogues": sorted(path.name for path in config.catalogues),
        "shipped_catalogue": config.shipped_catalogue,
        "model": _model_settings(config.model) if extractor.model else [],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _model_settings(model: ModelConfig) -> list[str | int | float]:
    """Return what changes the answers of a model, and nothing that is secret or only says where it is."""
    return [model.context_tokens, model.answer_tokens, model.context, model.focus_share, model.answer_mode]
