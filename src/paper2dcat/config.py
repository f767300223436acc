"""The one configuration value, passed explicitly to whatever needs it.

Precedence, settled by ``paper2dcat.cli`` before anything runs: command-line option, environment,
``paper2dcat.toml`` in the current folder, default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_BASE = "https://example.org/paper2dcat/"


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """How a language model is reached: any endpoint that speaks chat completions."""

    base_url: str = ""
    """Such as ``http://127.0.0.1:8080/v1``; empty means the openai client's default."""
    model: str = ""
    api_key: str = field(default="", repr=False)
    """Never printed, logged or stored."""
    timeout: float = 120.0
    """Seconds for one request."""
    retries: int = 2
    concurrency: int = 2
    """Requests under way at once."""
    context_tokens: int = 8192
    """Tokens that one request (prompt and answer) may take."""
    answer_tokens: int = 2048


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run depends on besides its input."""

    base: str = DEFAULT_BASE
    """Base IRI of the published graph; ends with a slash."""
    extractor: str = "offline"
    catalogues: tuple[Path, ...] = ()
    """Catalogue files of the user's (DCAT in any RDF syntax)."""
    shipped_catalogue: bool = True
    jobs: int = 0
    """Worker processes; 0 takes one for each core."""
    scheduler: str = ""
    """Address of a dask.distributed scheduler; empty means local processes."""
    paper_seconds: float = 300.0
    """Wall-clock limit for one paper."""
    paper_megabytes: int = 2048
    """Address-space limit of a worker process."""
    model: ModelConfig = field(default_factory=ModelConfig)
