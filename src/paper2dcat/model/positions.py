"""Where the printed lines of a paper's repaired text stand on its pages: what a highlight is drawn from."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from paper2dcat.model.paper import Box, Line, Page, Paper

_SCHEMA: Final = "paper2dcat-positions/1"


@dataclass(frozen=True, slots=True)
class Positions:
    """The pages of one file and its printed lines in the order of the text; boxes as in ``Paper.lines``."""

    sha256: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, paper: Paper) -> Positions:
        """Return the positions of a paper as read."""
        return cls(paper.sha256, paper.pages, paper.lines)

    def lines_of(self, start: int, end: int) -> tuple[Line, ...]:
        """Return the lines that the characters ``start`` to ``end`` of the text were printed on."""
        first = bisect_left(self.lines, start + 1, key=lambda line: line.end)
        found = []
        for line in self.lines[first:]:
            if line.start >= end:
                break
            found.append(line)
        return tuple(found)

    def to_json(self) -> str:
        """Return them as one line of JSON: rows of numbers, since a paper has a thousand lines."""
        content = {
            "schema": _SCHEMA,
            "sha256": self.sha256,
            "pages": [[page.width, page.height] for page in self.pages],
            "lines": [[line.start, line.end, line.page, *line.box] for line in self.lines],
        }
        return json.dumps(content, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> Positions:
        """Read what :meth:`to_json` wrote; ``ValueError`` when it is something else."""
        try:
            content = json.loads(text)
            if content["schema"] != _SCHEMA:
                raise ValueError(f"not {_SCHEMA}")
            pages = (Page(n, float(w), float(h)) for n, (w, h) in enumerate(content["pages"], 1))
            lines = (Line(s, e, page, Box(*box)) for s, e, page, *box in content["lines"])
            return cls(str(content["sha256"]), tuple(pages), tuple(lines))
        except (KeyError, TypeError) as error:
            raise ValueError(f"not {_SCHEMA}: {error}") from error
