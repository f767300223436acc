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
    """Tokens that one answer may take."""
    context: str = "focused"
    """``focused`` sends the passages that cue words, sections and names select; ``full`` the whole paper."""
    focus_share: float = 0.3
    """Share of the paper's text that ``focused`` sends at most."""
    answer_mode: str = "auto"
    """``schema``, ``json`` or ``text``; ``auto`` takes the first of them that the endpoint accepts."""
    stream: bool = False
    """Receive answers piece by piece: a silent server is noticed after ``timeout`` seconds of silence."""
    cache: Path | None = None
    """Folder in which answers are kept: a request that was answered once is not sent again."""
    ledger: Path | None = None
    """File that gets a line for every request; ``max_cost`` counts what is in it, whichever process wrote."""
    price_in: float | None = None
    """Price of a million tokens of prompt, in any currency."""
    price_out: float | None = None
    """Price of a million tokens of answer, in the same currency."""
    max_cost: float | None = None
    """No request is sent that could raise what all of them cost above this."""
    dry_run: bool = False
    """Send nothing: count what would be sent."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run depends on besides its input."""

    base: str = DEFAULT_BASE
    """Base IRI of the published graph; ends with a slash."""
    reader: str = "pdfminer"
    """What reads PDFs: ``pdfminer``, or ``pdfium`` where the package's extra of that name is installed."""
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
