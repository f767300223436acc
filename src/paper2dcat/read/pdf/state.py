"""The text state of a content stream, and the matrices that move it (ISO 32000-1, 8.3.3 and 9.3)."""

from __future__ import annotations

from typing import Final

from paper2dcat.read.pdf.fonts import Font

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies ``m`` first, then ``n``."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class TextState:
    """Text state and current transformation matrix; ``q`` copies it."""

    __slots__ = ("charspace", "ctm", "font", "leading", "line", "rise", "scale", "size", "wordspace", "x")

    def __init__(self, ctm: Matrix) -> None:
        self.ctm = ctm
        self.font: Font | None = None
        self.size = self.charspace = self.wordspace = self.leading = self.rise = self.x = 0.0
        self.scale = 1.0
        self.line: Matrix = IDENTITY

    def copy(self) -> TextState:
        """Return a copy, for ``q``."""
        other = TextState(self.ctm)
        other.font, other.size = self.font, self.size
        other.charspace, other.wordspace, other.leading = self.charspace, self.wordspace, self.leading
        other.rise, other.x, other.scale, other.line = self.rise, self.x, self.scale, self.line
        return other
