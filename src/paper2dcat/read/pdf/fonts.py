"""Fonts: pdfminer.six's, each with a cache from character code to repaired text and to width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined

from paper2dcat.read.pdf.runs import Face

_BOLD = re.compile(
    r"bold|black|heavy|demi|(?<![a-z])(?:cmbx|cmb\d|sfbx|ecbx|nimbusromno9l-medi|.*-medi$)|\.b$|-bd", re.I
)
_ITALIC = re.compile(r"ital|obli|slant|(?<![a-z])(?:cmti|cmsl|sfti|ecti|cmbxti)|-it$|\.i$", re.I)
_MONO = re.compile(r"mono|courier|typewriter|cmtt|sftt|consol|inconsolata|menlo", re.I)
_MATHS = re.compile(r"^(?:cmmi|cmsy|cmex|msam|msbm|eufm|rsfs|mtmi|mtsy|mtex|esint|stmary)|math|symbol", re.I)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
UNKNOWN: Final = "\ufffd"
_REPAIRED = {
    "\xa0": " ",
    "\xad": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u00b5": "\u03bc",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
    "\u200b": "",
    "\ufeff": "",
    "\u2028": " ",
    "\u2029": " ",
    "\u02b9": "'",
}


def repaired_glyph(text: str) -> str:
    """Return the text of one glyph: ligatures taken apart, odd blanks plain, control characters gone."""
    if text.isascii():
        if text.isprintable():
            return text
        return "".join(c if c.isprintable() else (" " if c in "\t\r\n" else "") for c in text)
    if len(text) == 1:
        if (known := _REPAIRED.get(text)) is not None:
            return known
        if "\ufb00" <= text <= "\ufb4f" or "\uff01" <= text <= "\uff5e":
            return unicodedata.normalize("NFKC", text)
        category = unicodedata.category(text)
        if category in ("Cc", "Cs", "Cn"):
            return ""
        return UNKNOWN if category == "Co" else text
    return "".join(map(repaired_glyph, text))


_SHORT = 12
"""Bytes up to which a string is worth remembering: parts of words come again and again."""
_MANY = 4_000


class _Texts(dict[int, str]):
    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, code: int) -> str:
        try:
            text = repaired_glyph(self._font.to_unichr(code))
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        except (TypeError, ValueError, KeyError, IndexError, PDFException):
            text = UNKNOWN
        self[code] = text
        return text


class _Widths(dict[int, float]):
    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, code: int) -> float:
        try:
            width = float(self._font.char_width(code))
        except (TypeError, ValueError, KeyError, PDFException):
            width = 0.5
        self[code] = width
        return width


class Font:
    """A font ready to show strings: decode, text and width, each out of a cache."""

    __slots__ = ("_decode", "_shown", "_text", "_width", "face", "height", "multibyte", "vertical")

    def __init__(self, font: PDFFont, decode: Callable[[bytes], Iterable[int]]) -> None:
        self.multibyte = bool(font.is_multibyte())
        self.vertical = bool(font.is_vertical())
        self._decode = decode
        self._text = _Texts(font).__getitem__
        self._width = _Widths(font).__getitem__
        self.face = face_of(font)
        self.height = _height(font)
        self._shown: dict[bytes, tuple[str, float, int]] = {}

    def show(self, data: bytes) -> tuple[str, float, int]:
        """Return text, width (in units of the font size) and number of glyphs of a string."""
        known = self._shown.get(data)
        if known is None:
            codes = list(self._decode(data)) if self.multibyte else data
            known = "".join(map(self._text, codes)), sum(map(self._width, codes)), len(codes)
            if len(data) <= _SHORT and len(self._shown) < _MANY:
                self._shown[data] = known
        return known


def load_font(font: PDFFont) -> Font:
    """Wrap one of pdfminer's fonts."""
    return Font(font, font.decode)


def face_of(font: Any) -> Face:
    """Return name and style of a font, by its name and its descriptor's flags (ISO 32000-1, table 123)."""
    name = font.fontname
    name = name.decode("latin-1", "replace") if isinstance(name, bytes) else str(name)
    if name == "unknown":
        name = str(getattr(font, "basefont", name))
    return make_face(name, font.flags if isinstance(font.flags, int) else 0)


def make_face(name: str, flags: int) -> Face:
    """Return the face of a font by its name and the flags of its descriptor."""
    name = _SUBSET.sub("", name)
    return Face(
        name=name,
        bold=bool(_BOLD.search(name)) or bool(flags & (1 << 18)),
        italic=bool(_ITALIC.search(name)) or bool(flags & (1 << 6)),
        mono=bool(_MONO.search(name)),
        maths=bool(_MATHS.search(name)),
    )


def _height(font: Any) -> float:
    """Return what one unit of font size is in ems: 1, but for Type 3 fonts, which have their own space."""
    if not isinstance(font, PDFType3Font):
        return 1.0
    try:
        height = abs((font.bbox[3] - font.bbox[1]) * font.vscale)
    except (TypeError, IndexError):
        return 1.0
    return float(height) if 0.0 < height < 1000.0 else abs(font.vscale) * 1000.0 or 1.0
