"""Running a validation: statements in, report out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import pyoxigraph as ox

from paper2dcat.rdffiles import read_quads
from paper2dcat.validate.engines import ENGINES, Engine, RawResult, choose_engine, load_engine
from paper2dcat.validate.evidence import with_evidence
from paper2dcat.validate.lexical import masked, unmasked
from paper2dcat.validate.messages import default_message
from paper2dcat.validate.profiles import Shapes, get_profile, load_shapes
from paper2dcat.validate.report import Report, Result, Severity, ordered

__all__ = ["ENGINES", "Validator", "validate"]


class Validator:
    """A profile's shapes with an engine, ready for graph after graph. Close it, or use it in a ``with``."""

    def __init__(self, profile: str = "core", engine: str = "auto") -> None:
        self.profile = get_profile(profile)
        self.engine = choose_engine(engine)
        self._shapes = load_shapes(self.profile.files)
        self._engine: Engine = load_engine(self.engine, self._shapes.ntriples)

    def __call__(
        self, quads: Iterable[ox.Quad], *, context: Iterable[ox.Quad] = (), files: Iterable[str] = ()
    ) -> Report:
        """Validate statements; named graphs count as one graph.

        ``context`` is what else is known (identities, vocabularies): shapes see it, but results about nodes
        that only the context describes are left out. It lets one paper's part be validated by itself.
        """
        kept = list(quads)
        around = list(context)
        data = ox.serialize(masked([*kept, *around]), format=ox.RdfFormat.N_TRIPLES)
        raw = self._engine.check(cast("bytes", data))
        if around and raw:
            described = {str(quad.subject) for quad in kept}
            # An engine may give blank nodes names of its own.
            raw = [item for item in raw if item.focus in described or item.focus.startswith("_:")]
        results = ordered(to_result(item, self._shapes) for item in raw)
        held = tuple(r for r in results if not any(waiver.covers(r) for waiver in self.profile.waivers))
        return Report(
            results=with_evidence(held, kept),
            profile=self.profile.name,
            engine=self.engine,
            files=tuple(files),
            statements=len(kept),
            waived=len(results) - len(held),
        )

    def close(self) -> None:
        """End the engine."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def validate(
    source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | Iterable[ox.Quad],
    *,
    profile: str = "core",
    engine: str = "auto",
) -> Report:
    """Validate one file, several files together as one graph, or statements in memory."""
    if isinstance(source, str | os.PathLike):
        source = [source]
    items = list(source)
    quads = [item for item in items if isinstance(item, ox.Quad)]
    paths = [Path(item) for item in items if not isinstance(item, ox.Quad)]
    # Files are read before an engine starts, so that a typing mistake costs nothing.
    quads += read_quads(paths)
    with Validator(profile, engine) as check:
        return check(quads, files=[str(path) for path in paths])


def to_result(raw: RawResult, shapes: Shapes) -> Result:
    """Return an engine's result in the words of the shapes."""
    shape, value = _plain(raw.named_shape), unmasked(raw.value)
    message = shapes.messages.get(_plain(raw.source_shape)) or shapes.messages.get(shape, "")
    return Result(
        severity=Severity(raw.severity),
        focus=_plain(raw.focus),
        path=_plain(raw.path),
        value=value,
        message=message or default_message(raw.component, value),
        shape=shape,
        component=raw.component,
        name=shapes.names.get(_plain(raw.source_shape), ""),
    )


def _plain(term: str) -> str:
    """Return an IRI without its angle brackets; anything else (``_:b``, a path of several steps) as it is."""
    if term.startswith("<") and term.endswith(">") and term.count("<") == 1:
        return term[1:-1]
    return term
