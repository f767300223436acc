"""The fast engine: the compiled validator of the package ``shacl``."""

from __future__ import annotations

import shacl

from paper2dcat.errors import GraphError
from paper2dcat.validate.engines import RawResult


class ShaclEngine:
    """Validates in this process; the shapes are compiled once."""

    def __init__(self, shapes: bytes) -> None:
        self._shapes = shacl.Shapes.from_text(shapes.decode(), format="ntriples")

    def check(self, data: bytes) -> list[RawResult]:
        """Validate a graph in N-Triples."""
        try:
            report = self._shapes.validate_text(data.decode(), format="ntriples")
        except ValueError as error:
            raise GraphError(f"the statements cannot be validated: {error}", code="not-rdf") from error
        return [
            RawResult(
                severity=result.severity,
                focus=result.focus_node,
                path=result.path or "",
                value=result.value or "",
                component=result.component,
                source_shape=result.source_shape or "",
                named_shape=result.root_shape or "",
            )
            for result in report.results
        ]

    def close(self) -> None:
        """Nothing to let go of."""
