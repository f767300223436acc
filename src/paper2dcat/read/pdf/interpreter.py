"""A content-stream interpreter that only shows text (ISO 32000-1, 9.4).

It keeps what moves text (matrices, font, spacing) and ignores the rest. Forms are entered only when their
stream can show text, never while they are already being drawn, and only to a bounded depth and volume.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1
from pdfminer.psexceptions import PSException

from paper2dcat.read.pdf import tokens
from paper2dcat.read.pdf.content import Content
from paper2dcat.read.pdf.fonts import Font, load_font
from paper2dcat.read.pdf.runs import PageRuns, Run
from paper2dcat.read.pdf.sane import font_fault, onto_page, page_box
from paper2dcat.read.pdf.state import IDENTITY, Matrix, TextState, multiply
from paper2dcat.read.pdf.tables import get_font

MAX_DEPTH: Final = 12
MAX_STREAM: Final = 48_000_000
"""Bytes of one decoded content stream; papers' largest figures stay below 10 MB."""
MAX_PAGE: Final = 96_000_000
MAX_RUNS: Final = 60_000
MAX_FORMS: Final = 5_000
SPACE_GAP: Final = 0.13
"""A kern wider than this many ems inside a TJ array is a blank."""
BREAK_GAP: Final = 0.62
"""A kern wider than this many ems ends the run: a table cell or another column follows."""


UNUSABLE: Final = (
    PDFException,
    PSException,
    ValueError,
    TypeError,
    AssertionError,
    KeyError,
    IndexError,
    OverflowError,
    struct.error,
)
"""What pdfminer.six raises for operands and objects that are not what they should be."""
DAMAGED: Final = (*UNUSABLE, AttributeError, RecursionError, EOFError)
"""What it raises on damaged files besides, seen by mutating real ones."""
BROKEN: Final = (*DAMAGED, ArithmeticError, UnicodeError, StopIteration)
"""What reading a damaged file may raise on top: numbers and strings that only the whole brings together."""


class UnknownContentError(Exception):
    """The page has something that only pdfminer's own interpreter knows (vertical writing)."""


class TextInterpreter:
    """Runs the content of pages and collects their text runs; one for a document."""

    def __init__(self, data: bytes = b"") -> None:
        """Make an interpreter; the pages bring the ``data`` of the file with them."""
        self._manager = PDFResourceManager(caching=True)
        self._fonts: dict[int, Font] = {}
        self._page = PageRuns(0, 0.0, 0.0)
        self._volume = self._forms = 0
        self._active: set[int] = set()
        self._shown: set[int | None] = set()
        self._checked: set[int | None] = set()
        self._odd: Counter[str] = Counter()
        self._state = TextState(IDENTITY)

    def page(self, number: int, page: Any) -> PageRuns:
        """Return the text runs of one pdfminer page; what it cannot read is named in ``problems``."""
        box, fault = page_box(page)
        width, height = box[2] - box[0], box[3] - box[1]
        if page.rotate in (90, 270):
            width, height = height, width
        self._page = PageRuns(number, width, height, page.rotate)
        if fault:
            self._page.problem(fault)
        self._volume = self._forms = 0
        self._active.clear()
        data = b"\n".join(filter(None, map(self._data, self._streams(page.contents))))
        self._odd.clear()
        self._content(data, dict_value(page.resources), onto_page(box, page.rotate), 0)
        if self._odd:
            names = ", ".join(repr(name) for name in list(self._odd)[:4])
            self._page.problem(
                f"{self._odd.total():,} operators are unknown or lack their operands ({names})"
            )
        return self._page

    def _streams(self, contents: list[Any]) -> list[PDFStream]:
        """Return the streams of a page; note what is none, and what another page has shown."""
        streams: list[PDFStream] = []
        for item in contents:
            stream = resolve1(item)
            if not isinstance(stream, PDFStream):
                self._page.problem("part of the page's contents is missing")
                continue
            if "Subtype" in stream.attrs or (stream.objid in self._shown and len(contents) == 1):
                self._page.problem("the page shows what belongs elsewhere")
            self._shown.add(stream.objid)
            streams.append(stream)
        return streams

    def odd(self, what: str) -> None:
        """Note something that no content stream should have."""
        self._odd[what] += 1

    def _data(self, stream: PDFStream) -> bytes:
        try:
            data = stream.get_data()
        except UNUSABLE as e:
            self._page.problem(f"a content stream cannot be decoded ({type(e).__name__})")
            return b""
        self._volume += len(data)
        if len(data) > MAX_STREAM or self._volume > MAX_PAGE:
            self._page.problem(f"a content stream is too large ({len(data):,} bytes) and was left out")
            return b""
        return bytes(data)

    def _content(self, data: bytes, resources: Mapping[str, Any], ctm: Matrix, depth: int) -> None:
        outer = self._state
        self._state = TextState(ctm)
        try:
            Content(self, data, resources, depth).run()
        finally:
            self._state = outer

    def font(self, resources: Mapping[str, Any], name: str) -> Font | None:
        """Return the font that a content stream calls ``name``, or None with a problem noted."""
        try:
            spec = dict_value(resources.get("Font")).get(name)
            objid = spec.objid if isinstance(spec, PDFObjRef) else None
            if (objid is None or objid not in self._checked) and (fault := font_fault(resolve1(spec))):
                self._page.problem(f"font {name} {fault}")
            self._checked.add(objid)
            if objid is not None and (known := self._fonts.get(objid)):
                return known
            loaded = get_font(self._manager, objid, dict_value(spec))
        except DAMAGED as e:
            self._page.problem(f"font {name} cannot be read ({type(e).__name__})")
            return load_font(self._manager.get_font(None, {}))
        made = load_font(loaded)
        if objid is not None:
            self._fonts[objid] = made
        return made

    def form(self, resources: Mapping[str, Any], name: str, depth: int) -> None:
        """Draw a form XObject if it can show text and is not being drawn already."""
        found = resolve1(dict_value(resources.get("XObject")).get(name))
        if not isinstance(found, PDFStream):
            self._page.problem(f"{name}, which the page draws, is missing")
            return
        if getattr(resolve1(found.get("Subtype")), "name", "") != "Form":
            return
        self._forms += 1
        if depth >= MAX_DEPTH or self._forms > MAX_FORMS or id(found) in self._active:
            self._page.problem(
                "forms are nested too deep, too many or draw themselves; the rest was left out"
            )
            return
        data = self._data(found)
        if not tokens.SHOWS_TEXT.search(data):
            return
        self._active.add(id(found))
        try:
            matrix = _matrix(found.get("Matrix"))
            own = resolve1(found.get("Resources"))
            self._content(
                data,
                own if isinstance(own, dict) else resources,
                multiply(matrix, self._state.ctm),
                depth + 1,
            )
        finally:
            self._active.discard(id(found))

    def show(self, lead: float, strings: list[bytes], kerns: list[float]) -> None:
        """Show strings with a kern before them and one behind each, as ``TJ`` does."""
        state = self._state
        font = state.font
        if font is None:
            return
        if font.vertical:
            raise UnknownContentError("vertical writing")
        em = state.size * state.scale
        kern_unit, space = -0.001 * em, abs(state.size) * SPACE_GAP
        charspace = state.charspace * state.scale
        wordspace = 0.0 if font.multibyte else state.wordspace * state.scale
        if charspace > space and not font.multibyte and _cancels(kerns, charspace, kern_unit):
            strings, kerns = _spread(strings, kerns, charspace / kern_unit)
            charspace = 0.0
        if charspace < 0.0:
            space -= charspace
        x = start = end = state.x
        if lead:
            x += lead * kern_unit
            if lead * kern_unit > space:
                start = x
        words: list[str] = []
        first, last = 0, len(strings)
        breaks = [i for i, kern in enumerate(kerns, 1) if kern * kern_unit > space] if last > 1 else []
        for behind in (*breaks, last) if breaks else (last,):
            if first == behind:
                break
            data = strings[first] if behind - first == 1 else b"".join(strings[first:behind])
            text, width, glyphs = font.show(data)
            x += width * em + charspace * glyphs
            if behind - first > 1:
                x += kern_unit * sum(kerns[first : behind - 1])
            if wordspace:
                x += wordspace * data.count(b" ")
            words.append(text)
            end = x - charspace
            kern = kerns[behind - 1] * kern_unit
            x += kern
            if kern <= space:  # behind the last string: part of its width, as an italic correction is
                end += kern
            elif kern > BREAK_GAP * abs(em):
                self._emit(state, font, " ".join(words), start, end)
                words, start = [], x
            first = behind
        state.x = x
        if words:
            self._emit(state, font, words[0] if len(words) == 1 else " ".join(words), start, end)

    def _emit(self, state: TextState, font: Font, text: str, start: float, end: float) -> None:
        if not text or text.isspace():
            return
        a, b, c, d, e, f = multiply(state.line, state.ctm)
        if b == c == 0.0 < a and end >= start:
            size = abs(state.size * d) * font.height
            self._page.upright.append(
                Run(text, a * start + e, d * state.rise + f, a * end + e, size, font.face)
            )
            return
        rise = state.rise
        self._page.add(
            text,
            (a * start + c * rise + e, b * start + d * rise + f),
            (a * end + c * rise + e, b * end + d * rise + f),
            (a, b),
            abs(state.size) * font.height * (c * c + d * d) ** 0.5,
            font.face,
        )

    @property
    def state(self) -> TextState:
        """The current state; content streams change it."""
        return self._state

    @state.setter
    def state(self, state: TextState) -> None:
        self._state = state

    @property
    def full(self) -> bool:
        """Whether the page has shown more runs than any paper does."""
        if len(self._page.upright) <= MAX_RUNS:
            return False
        self._page.problem("the page shows too much text; the rest was left out")
        return True


def _cancels(kerns: list[float], charspace: float, kern_unit: float) -> bool:
    """Whether kerns take back the wide character spacing that the string is set with, as Quartz writes it."""
    return any(-kern * kern_unit > 0.5 * charspace for kern in kerns)


def _spread(strings: list[bytes], kerns: list[float], gap: float) -> tuple[list[bytes], list[float]]:
    """Return each glyph by itself, with the character spacing behind it as part of its kern."""
    glyphs: list[bytes] = []
    spread: list[float] = []
    for string, kern in zip(strings, kerns, strict=True):
        glyphs.extend(string[at : at + 1] for at in range(len(string)))
        spread.extend([gap] * len(string))
        if spread:
            spread[-1] += kern
    return glyphs, spread


def _matrix(value: Any) -> Matrix:
    try:
        a, b, c, d, e, f = (float(resolve1(v)) for v in list_value(value))
    except (TypeError, ValueError):
        return IDENTITY
    return (a, b, c, d, e, f)
