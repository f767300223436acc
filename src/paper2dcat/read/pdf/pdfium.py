"""The second reader: PDFium's text of each glyph, made into the same runs as the first reader's.

PDFium repairs and decodes by itself, in C++; what is wrong with the file is found by the same checks as for
the first reader, since PDFium does not tell.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as raw
from pdfminer.pdftypes import PDFStream, dict_value, resolve1

from paper2dcat.read.layout.accents import SPACING_ACCENTS
from paper2dcat.read.pdf import tokens
from paper2dcat.read.pdf.fonts import UNKNOWN, make_face, repaired_glyph
from paper2dcat.read.pdf.interpreter import (
    BREAK_GAP,
    BROKEN,
    MAX_DEPTH,
    MAX_FORMS,
    MAX_STREAM,
    TextInterpreter,
)
from paper2dcat.read.pdf.runs import Face, PageRuns
from paper2dcat.read.pdf.sane import onto_page, page_box
from paper2dcat.read.pdf.state import Matrix

MAX_GLYPHS: Final = 400_000
"""Glyphs of one page; the fullest page of 136 papers shows 13,000."""
_HYPHENS: Final = frozenset((0x02, 0xFFFE))
"""What PDFium makes of a hyphen at the end of a line."""
_BLANK: Final = 0x20
_DRAWS: Final = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
ON_LINE: Final = 0.05
"""Ems that a glyph may stand off the baseline of those before it."""


@dataclass(slots=True)
class _Piece:
    """Glyphs of one face that follow each other on a baseline, in the space of the page's contents."""

    face: Face
    size: float
    along: tuple[float, float]
    starts: list[tuple[float, float]]
    end: tuple[float, float]
    texts: list[str] = field(default_factory=list)

    def goes_on(self, x: float, y: float) -> bool:
        """Whether a glyph at this place belongs to the piece: PDFium saw no blank before it."""
        if (x, y) == self.starts[-1]:
            return True  # a ligature, which PDFium takes apart
        ux, uy = self.along
        dx, dy = x - self.end[0], y - self.end[1]
        return (
            abs(dy * ux - dx * uy) < ON_LINE * self.size
            and -0.5 * self.size < dx * ux + dy * uy < BREAK_GAP * self.size
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is above the glyphs of an upright piece."""
        first = self.starts[0]
        return (
            first[0] - ON_LINE * self.size <= x <= self.end[0] + ON_LINE * self.size
            and abs(y - first[1]) < 0.45 * self.size
        )


class _Glyphs:
    """Measures the glyphs of one page; the boxes that PDFium fills are made once."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()

    def origin(self, index: int) -> tuple[float, float]:
        """Return where a glyph stands."""
        raw.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        return self._x.value, self._y.value

    def style(self, index: int) -> tuple[float, tuple[float, float]]:
        """Return the size of a glyph and the direction of its line."""
        matrix = self._matrix
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        length = math.hypot(matrix.a, matrix.b) or 1.0
        size = abs(raw.FPDFText_GetFontSize(self._text, index)) * math.hypot(matrix.c, matrix.d)
        return size, (matrix.a / length, matrix.b / length)

    def end(self, index: int, x: float, y: float, along: tuple[float, float]) -> tuple[float, float]:
        """Return where the next glyph would stand."""
        box, (ux, uy) = self._box, along
        raw.FPDFText_GetLooseCharBox(self._text, index, box)
        wide = max((box.left - x) * ux, (box.right - x) * ux) + max((box.bottom - y) * uy, (box.top - y) * uy)
        return x + wide * ux, y + wide * uy


class PdfiumPages:
    """Reads pages with PDFium; one for a document."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._first = TextInterpreter(data)
        self._faces: dict[int, Face] = {}

    def page(self, number: int, page: Any) -> PageRuns:
        """Return the text runs of one page; what PDFium should or can not read, the first reader reads."""
        if not _harmless(page):
            return self._first.page(number, page)
        try:
            if self._document is None:
                self._document = pypdfium2.PdfDocument(self._data)
            shown = self._document[number - 1]
            text = shown.get_textpage()
        except (pypdfium2.PdfiumError, IndexError) as error:
            runs = self._first.page(number, page)
            runs.problem(f"PDFium cannot read the page ({error}): the first reader did")
            return runs
        box, fault = page_box(page)
        width, height = box[2] - box[0], box[3] - box[1]
        if page.rotate in (90, 270):
            width, height = height, width
        runs = PageRuns(number, width, height, page.rotate)
        if fault:
            runs.problem(fault)
        self._collect(text, runs, onto_page(box, page.rotate))
        text.close()
        shown.close()
        return runs

    def _collect(self, page: Any, runs: PageRuns, onto: Matrix) -> None:
        text, count = page.raw, page.count_chars()
        if count > MAX_GLYPHS:
            runs.problem("the page shows too much text; the rest was left out")
            count = MAX_GLYPHS
        for piece in _with_accents(list(self._pieces(text, count))):
            _emit(runs, piece, onto)

    def _pieces(self, text: Any, count: int) -> Iterator[_Piece]:
        glyphs = _Glyphs(text)
        piece: _Piece | None = None
        blank, owner = False, -1
        for index in range(count):
            code = raw.FPDFText_GetUnicode(text, index)
            if raw.FPDFText_IsGenerated(text, index) == 1:
                blank = code == _BLANK
                if piece is not None:
                    yield piece
                piece, owner = None, -1
                continue
            x, y = glyphs.origin(index)
            shown = raw.FPDFText_GetTextObject(text, index)
            address = ctypes.cast(shown, ctypes.c_void_p).value or 0
            if piece is None or address != owner:
                face, (size, along) = self._face(shown), glyphs.style(index)
                if piece is not None and (face, size, along) != (piece.face, piece.size, piece.along):
                    yield piece
                    piece = None
                owner = address
            if piece is not None and not piece.goes_on(x, y):
                yield piece
                piece = None
            if piece is None:
                piece = _Piece(face, size, along, [], (x, y), [])
                if blank:
                    piece.texts.append(" ")
                    piece.starts.append((x, y))
            blank = False
            piece.texts.append(_character(code))
            piece.starts.append((x, y))
            piece.end = glyphs.end(index, x, y, along)
        if piece is not None:
            yield piece

    def _face(self, shown: Any) -> Face:
        font = raw.FPDFTextObj_GetFont(shown)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        known = self._faces.get(address)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            length = raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
            known = self._faces[address] = make_face(name, max(0, raw.FPDFFont_GetFlags(font)))
        return known


def _harmless(page: Any) -> bool:
    """Whether the contents of a page may be given to PDFium, which draws whatever it is told to.

    Decoding the contents here finds their damage too, of which PDFium says nothing.
    """
    parts: list[bytes] = []
    try:
        for item in page.contents:
            stream = resolve1(item)
            if not isinstance(stream, PDFStream):
                return False
            parts.append(stream.get_data())
        data = b" ".join(parts)
        return len(data) <= MAX_STREAM and _drawn(data, page.resources, {}, 0) <= MAX_FORMS
    except BROKEN:
        return False


def _drawn(data: bytes, resources: Any, known: dict[int, float], depth: int) -> float:
    """Return how many forms a content stream draws, those within forms counted each time they are drawn."""
    forms = dict_value(dict_value(resources).get("XObject")) if b"Do" in data else {}
    total = 0.0
    for name, times in Counter(_DRAWS.findall(data)).items() if forms else ():
        form = resolve1(forms.get(tokens.unhash(name).decode("latin-1")))
        if not isinstance(form, PDFStream) or "Image" in str(form.get("Subtype")):
            continue
        if id(form) not in known:
            known[id(form)] = math.inf  # what a form that draws itself comes to
            inner = form.get_data() if depth < MAX_DEPTH else b""
            own = form.get("Resources", resources)
            known[id(form)] = 1.0 + _drawn(inner, own, known, depth + 1)
        total += times * known[id(form)]
    return total


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    return repaired_glyph(chr(code)) or UNKNOWN


def _with_accents(pieces: list[_Piece]) -> list[_Piece]:
    """Put accents that are glyphs of their own before their letters: PDFium gives them as another line."""
    rest = [piece for piece in pieces if not SPACING_ACCENTS.issuperset(piece.texts)]
    if len(rest) == len(pieces):
        return pieces
    result = list(pieces)
    for accent in pieces:
        if len(accent.texts) != 1 or accent.texts[0] not in SPACING_ACCENTS:
            continue
        x, y = accent.starts[0][0] + (accent.end[0] - accent.starts[0][0]) / 2, accent.starts[0][1]
        below = next((piece for piece in rest if piece.holds(x, y)), None)
        if below is not None:
            at = max(0, bisect_right([start[0] for start in below.starts], x) - 1)
            below.texts.insert(at, accent.texts[0])
            below.starts.insert(at, below.starts[at])
            result.remove(accent)
    return result


def _emit(runs: PageRuns, piece: _Piece, onto: Matrix) -> None:
    a, b, c, d, e, f = onto
    (x0, y0), (x1, y1), (ux, uy) = piece.starts[0], piece.end, piece.along
    runs.add(
        "".join(piece.texts),
        (x0 * a + y0 * c + e, x0 * b + y0 * d + f),
        (x1 * a + y1 * c + e, x1 * b + y1 * d + f),
        (ux * a + uy * c, ux * b + uy * d),
        piece.size,
        piece.face,
    )
