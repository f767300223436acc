"""pdfminer's own interpreter behind the same interface, for the rare page that ours does not know."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

from paper2dcat.read.pdf.fonts import face_of, repaired_glyph
from paper2dcat.read.pdf.runs import Face, PageRuns, Run


class _Collector(PDFTextDevice):
    """A device that keeps one run a glyph."""

    def __init__(self, manager: PDFResourceManager, runs: PageRuns) -> None:
        super().__init__(manager)
        self._runs = runs
        self._faces: dict[int, Face] = {}

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        try:
            text = repaired_glyph(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = ""
        width = font.char_width(cid)
        face = self._faces.setdefault(id(font), face_of(font))
        a, _b, c, d, e, f = matrix
        size = abs(fontsize) * (c * c + d * d) ** 0.5
        if font.is_vertical():
            shift = font.char_disp(cid)
            down = shift[1] if isinstance(shift, tuple) else 0.0
            step = width * fontsize * scaling
            if text.strip():
                # A column of text is laid out as a row: its reading direction becomes x.
                y0 = -(d * (down * 0.001 * fontsize) + f)
                self._runs.turned.setdefault(270, []).append(Run(text, y0, e, y0 + abs(step * d), size, face))
            return step
        step = width * fontsize * scaling
        if text.strip():
            x0, y0 = c * rise + e, d * rise + f
            self._runs.upright.append(Run(text, x0, y0, x0 + a * step, size, face))
        return step


def fallback_page(number: int, page: Any) -> PageRuns:
    """Return the text runs of one page, one a glyph."""
    x0, y0, x1, y1 = page.mediabox
    width, height = x1 - x0, y1 - y0
    if page.rotate in (90, 270):
        width, height = height, width
    runs = PageRuns(number, width, height, page.rotate)
    manager = PDFResourceManager()
    PDFPageInterpreter(manager, _Collector(manager, runs)).process_page(page)
    return runs
