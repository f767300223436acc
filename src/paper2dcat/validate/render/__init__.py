"""A report in the form asked for: for a person, a terminal, a program, an RDF tool, a code host."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Final, cast

from paper2dcat.errors import UsageError
from paper2dcat.validate.report import Report

_RENDERERS: Final = {
    "human": "paper2dcat.validate.render.human:to_human",
    "table": "paper2dcat.validate.render.table:to_table",
    "json": "paper2dcat.validate.render.lines:to_json_lines",
    "turtle": "paper2dcat.validate.render.turtle:to_turtle",
    "sarif": "paper2dcat.validate.render.sarif:to_sarif",
}
FORMATS: Final = tuple(_RENDERERS)
"""Names that ``render`` takes."""


def render(report: Report, form: str = "human") -> str:
    """Return a report as text that ends with a line end (or is empty)."""
    if form not in _RENDERERS:
        raise UsageError(f"there is no report format {form!r}", remedy=f"Known: {', '.join(FORMATS)}.")
    module, _, function = _RENDERERS[form].partition(":")
    renderer = cast("Callable[[Report], str]", getattr(importlib.import_module(module), function))
    return renderer(report)
