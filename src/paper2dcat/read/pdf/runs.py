"""What the interpreter yields: runs of text on one baseline, with the face they are set in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Face(NamedTuple):
    """A font as far as reading needs it; ``name`` without the subset prefix."""

    name: str
    bold: bool = False
    italic: bool = False
    mono: bool = False
    maths: bool = False


class Run(NamedTuple):
    """Text shown in one go on one baseline, in a frame where it reads from left to right."""

    text: str
    x0: float
    y: float
    x1: float
    size: float
    face: Face


@dataclass(slots=True)
class PageRuns:
    """The runs of one page by direction: upright, and turned by 90, 180 or 270 degrees.

    ``turned`` runs have their coordinates in a frame turned with them. ``slanted`` text (watermarks) has no
    usable frame. ``width`` and ``height`` are those of the page as displayed, ``rotate`` its rotation.
    """

    number: int
    width: float
    height: float
    rotate: int = 0
    upright: list[Run] = field(default_factory=list)
    turned: dict[int, list[Run]] = field(default_factory=dict)
    slanted: list[Run] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def problem(self, text: str) -> None:
        """Note what could not be read."""
        if text not in self.problems:
            self.problems.append(text)

    def add(
        self,
        text: str,
        start: tuple[float, float],
        end: tuple[float, float],
        along: tuple[float, float],
        size: float,
        face: Face,
    ) -> None:
        """Add a run from one point to another; ``along`` is its direction where the points do not say."""
        if not text or text.isspace():
            return
        x0, y0 = start
        x1, y1 = end
        dx, dy = (x1 - x0, y1 - y0) if x1 != x0 or y1 != y0 else along
        if abs(dy) <= 0.02 * abs(dx):
            if dx >= 0:
                self.upright.append(Run(text, x0, y0, x1, size, face))
            else:
                self.turned.setdefault(180, []).append(Run(text, -x0, -y0, -x1, size, face))
        elif abs(dx) <= 0.02 * abs(dy):
            if dy > 0:
                self.turned.setdefault(90, []).append(Run(text, y0, -x0, y1, size, face))
            else:
                self.turned.setdefault(270, []).append(Run(text, -y0, x0, -y1, size, face))
        else:
            self.slanted.append(Run(text, min(x0, x1), min(y0, y1), max(x0, x1), size, face))

    @property
    def characters(self) -> int:
        """How many characters were shown, in any direction."""
        turned = sum(len(run.text) for runs in self.turned.values() for run in runs)
        return turned + sum(len(run.text) for run in (*self.upright, *self.slanted))
