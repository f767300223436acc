"""What a SHACL engine is, and which ones there are."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final, Protocol, cast

from paper2dcat.errors import UsageError

_ENGINES: Final = {
    "pyshacl": "paper2dcat.validate.engine_pyshacl:PyshaclEngine",
    "shacl": "paper2dcat.validate.engine_shacl:ShaclEngine",
}
ENGINES: Final = ("auto", *_ENGINES)
"""Names that ``validate`` takes for ``engine``."""


@dataclass(frozen=True, slots=True)
class RawResult:
    """A result as an engine gives it. Terms are in N-Triples syntax, the path as a SPARQL property path."""

    severity: str
    focus: str
    path: str
    value: str
    component: str
    source_shape: str
    named_shape: str


class Engine(Protocol):
    """A SHACL validator with its shapes: core constraints, no inference."""

    def check(self, data: bytes) -> list[RawResult]:
        """Validate a graph in N-Triples."""
        ...

    def close(self) -> None:
        """Let go of what the engine holds."""
        ...


def load_engine(name: str, shapes: bytes) -> Engine:
    """Return the engine of this name, ready to check against shapes in N-Triples."""
    module, _, cls = _ENGINES[name].partition(":")
    return cast("Engine", getattr(importlib.import_module(module), cls)(shapes))


def choose_engine(name: str) -> str:
    """Return the engine that a name stands for, or raise ``UsageError``."""
    fast = find_spec("shacl") is not None
    if name == "auto":
        return "shacl" if fast else "pyshacl"
    if name not in _ENGINES:
        raise UsageError(f"there is no validation engine {name!r}", remedy=f"Known: {', '.join(ENGINES)}.")
    if name == "shacl" and not fast:
        raise UsageError(
            "the validation engine shacl is not installed",
            remedy="Install it with: pip install shacl — or use --engine pyshacl.",
        )
    return name
