"""The shipped queries as the SPARQL page shows them: name, summary and text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from paper2dcat import resources


@dataclass(frozen=True, slots=True)
class ShippedQuery:
    """One query file: its name, the first sentence of its header, and its whole text."""

    name: str
    summary: str
    text: str


def shipped_queries() -> list[ShippedQuery]:
    """Return the shipped queries, sorted by name."""
    found = []
    for path in resources.files("queries", "*.rq"):
        text = path.read_text("utf-8")
        header = "\n".join(line.removeprefix("#+") for line in text.splitlines() if line.startswith("#+"))
        found.append(ShippedQuery(path.stem, str(tomllib.loads(header)["summary"]), text))
    return found
