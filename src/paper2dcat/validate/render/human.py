"""A report for a person: grouped by node, each result with the words of the paper behind it."""

from __future__ import annotations

from itertools import groupby

from paper2dcat.display import clipped, printable
from paper2dcat.validate.render.words import VALUE_WIDTH, cited, short, short_path, summary
from paper2dcat.validate.report import Report, Result


def to_human(report: Report) -> str:
    """Return the report as paragraphs, one for each severity and node, with the outcome last."""
    blocks = []
    for (severity, focus), results in groupby(report.results, key=lambda r: (r.severity, r.focus)):
        lines = [f"{severity}: {focus}"]
        for result in results:
            lines += _lines(result)
        blocks.append("\n".join(lines))
    return printable("\n\n".join([*blocks, summary(report)])) + "\n"


def _lines(result: Result) -> list[str]:
    path = short_path(result.path)
    value = (
        f" {clipped(result.value, VALUE_WIDTH)}"
        if result.value and result.value != f"<{result.focus}>"
        else ""
    )
    first = f"  {path}{value}: {result.message}" if path else f"  {result.message}"
    return [first, f"    shape {short(result.shape)}", *(f"    from {cited(s)}" for s in result.evidence)]
