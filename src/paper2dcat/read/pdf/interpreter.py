"""A content-stream interpreter that only shows text (ISO 32000-1, 9.4).

It keeps what moves text (matrices, font, spacing) and ignores the rest. Forms are entered only when their
stream can show text, never while they are already being drawn, and only to a bounded depth and volume.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSException

from paper2dcat.read.pdf import tokens
from paper2dcat.read.pdf.fonts import Font, load_font
from paper2dcat.read.pdf.runs import PageRuns, Run

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
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


class UnknownContentError(Exception):
    """The page has something that only pdfminer's own interpreter knows (vertical writing)."""


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies ``m`` first, then ``n``."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class _State:
    """Text state and current transformation matrix; ``q`` copies it."""

    __slots__ = ("charspace", "ctm", "font", "leading", "line", "rise", "scale", "size", "wordspace", "x")

    def __init__(self, ctm: Matrix) -> None:
        self.ctm = ctm
        self.font: Font | None = None
        self.size = self.charspace = self.wordspace = self.leading = self.rise = self.x = 0.0
        self.scale = 1.0
        self.line: Matrix = IDENTITY

    def copy(self) -> _State:
        other = _State(self.ctm)
        other.font, other.size = self.font, self.size
        other.charspace, other.wordspace, other.leading = self.charspace, self.wordspace, self.leading
        other.rise, other.x, other.scale, other.line = self.rise, self.x, self.scale, self.line
        return other


class TextInterpreter:
    """Runs the content of pages and collects their text runs; one for a document."""

    def __init__(self) -> None:
        self._manager = PDFResourceManager(caching=True)
        self._fonts: dict[int, Font] = {}
        self._page = PageRuns(0, 0.0, 0.0)
        self._volume = self._forms = 0
        self._active: set[int] = set()
        self._state = _State(IDENTITY)

    def page(self, number: int, page: Any) -> PageRuns:
        """Return the text runs of one pdfminer page; what it cannot read is named in ``problems``."""
        x0, y0, x1, y1 = page.mediabox
        width, height = x1 - x0, y1 - y0
        ctm: Matrix = {
            90: (0.0, -1.0, 1.0, 0.0, -y0, x1),
            180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
            270: (0.0, 1.0, -1.0, 0.0, y1, -x0),
        }.get(page.rotate, (1.0, 0.0, 0.0, 1.0, -x0, -y0))
        if page.rotate in (90, 270):
            width, height = height, width
        self._page = PageRuns(number, width, height, page.rotate)
        self._volume = self._forms = 0
        self._active.clear()
        streams = [stream_value(s) for s in page.contents]
        data = b"\n".join(filter(None, map(self._data, streams)))
        self._content(data, dict_value(page.resources), ctm, 0)
        return self._page

    def _problem(self, text: str) -> None:
        if text not in self._page.problems:
            self._page.problems.append(text)

    def _data(self, stream: PDFStream) -> bytes:
        try:
            data = stream.get_data()
        except (
            PDFException,
            PSException,
            ValueError,
            TypeError,
            AssertionError,
            KeyError,
            IndexError,
            OverflowError,
        ) as e:
            self._problem(f"a content stream cannot be decoded ({type(e).__name__})")
            return b""
        self._volume += len(data)
        if len(data) > MAX_STREAM or self._volume > MAX_PAGE:
            self._problem(f"a content stream is too large ({len(data):,} bytes) and was left out")
            return b""
        return bytes(data)

    def _content(self, data: bytes, resources: Mapping[str, Any], ctm: Matrix, depth: int) -> None:
        outer = self._state
        self._state = _State(ctm)
        try:
            _Content(self, data, resources, depth).run()
        finally:
            self._state = outer

    def font(self, resources: Mapping[str, Any], name: str) -> Font | None:
        """Return the font that a content stream calls ``name``, or None with a problem noted."""
        try:
            spec = dict_value(resources.get("Font")).get(name)
            objid = spec.objid if isinstance(spec, PDFObjRef) else None
            loaded = self._manager.get_font(objid, dict_value(spec))
        except (
            PDFException,
            PSException,
            ValueError,
            TypeError,
            KeyError,
            IndexError,
            AttributeError,
            AssertionError,
            OverflowError,
            RecursionError,
            EOFError,
        ) as e:
            self._problem(f"font {name} cannot be read ({type(e).__name__})")
            loaded = self._manager.get_font(None, {})
        known = self._fonts.get(id(loaded))
        if known is None:
            known = self._fonts[id(loaded)] = load_font(loaded)
        return known

    def form(self, resources: Mapping[str, Any], name: str, depth: int) -> None:
        """Draw a form XObject if it can show text and is not being drawn already."""
        found = resolve1(dict_value(resources.get("XObject")).get(name))
        if not isinstance(found, PDFStream) or getattr(found.get("Subtype"), "name", "") != "Form":
            return
        self._forms += 1
        if depth >= MAX_DEPTH or self._forms > MAX_FORMS or id(found) in self._active:
            self._problem("forms are nested too deep, too many or draw themselves; the rest was left out")
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

    def show(self, items: list[bytes | float]) -> None:
        """Show strings with kerns between them, as ``TJ`` does."""
        state = self._state
        font = state.font
        if font is None:
            return
        if font.vertical:
            raise UnknownContentError("vertical writing")
        size, scale = state.size, state.scale
        em = size * scale
        kern_unit, space = 0.001 * em, abs(size) * SPACE_GAP
        charspace = state.charspace * scale
        wordspace = 0.0 if font.multibyte else state.wordspace * scale
        if charspace > space and not font.multibyte and _cancels(items, charspace, kern_unit):
            items, charspace = _spread(items, charspace / kern_unit), 0.0
        narrow = min(charspace, 0.0)
        x = start = end = state.x
        words: list[str] = []
        pending: list[bytes] = []
        for item in items:
            if item.__class__ is bytes:
                pending.append(item)
                continue
            kern = -item * kern_unit  # type: ignore[operator]
            if kern + narrow <= space:
                x += kern
                continue
            if pending:
                text, x = self._advance(font, pending, x, em, charspace, wordspace)
                words.append(text)
                end = x - charspace
                pending = []
            if kern > BREAK_GAP * abs(em) and words:
                self._emit(state, font, " ".join(words), start, end)
                words = []
            x += kern
            if not words:
                start = x
        if pending:
            text, x = self._advance(font, pending, x, em, charspace, wordspace)
            words.append(text)
            end = x - charspace
        state.x = x
        if words:
            self._emit(state, font, " ".join(words), start, end)

    def _advance(
        self, font: Font, parts: list[bytes], x: float, em: float, charspace: float, wordspace: float
    ) -> tuple[str, float]:
        data = parts[0] if len(parts) == 1 else b"".join(parts)
        text, width, glyphs = font.show(data)
        x += width * em + charspace * glyphs
        if wordspace:
            x += wordspace * data.count(b" ")
        return text, x

    def _emit(self, state: _State, font: Font, text: str, start: float, end: float) -> None:
        if not text or text.isspace():
            return
        a, b, c, d, e, f = multiply(state.line, state.ctm)
        rise = state.rise
        x0, y0 = a * start + c * rise + e, b * start + d * rise + f
        x1, y1 = a * end + c * rise + e, b * end + d * rise + f
        size = abs(state.size) * font.height * (c * c + d * d) ** 0.5
        page = self._page
        face = font.face
        dx, dy = (x1 - x0, y1 - y0) if x1 != x0 or y1 != y0 else (a, b)
        if abs(dy) <= 0.02 * abs(dx):
            if dx >= 0:
                page.upright.append(Run(text, x0, y0, x1, size, face))
            else:
                page.turned.setdefault(180, []).append(Run(text, -x0, -y0, -x1, size, face))
        elif abs(dx) <= 0.02 * abs(dy):
            if dy > 0:
                page.turned.setdefault(90, []).append(Run(text, y0, -x0, y1, size, face))
            else:
                page.turned.setdefault(270, []).append(Run(text, -y0, x0, -y1, size, face))
        else:
            page.slanted.append(Run(text, min(x0, x1), min(y0, y1), max(x0, x1), size, face))

    @property
    def state(self) -> _State:
        """The current state; content streams change it."""
        return self._state

    @state.setter
    def state(self, state: _State) -> None:
        self._state = state

    @property
    def full(self) -> bool:
        """Whether the page has shown more runs than any paper does."""
        if len(self._page.upright) <= MAX_RUNS:
            return False
        self._problem("the page shows too much text; the rest was left out")
        return True


def _cancels(items: list[bytes | float], charspace: float, kern_unit: float) -> bool:
    """Whether kerns take back the wide character spacing that the string is set with, as Quartz writes it."""
    return any(item.__class__ is float and item * kern_unit > 0.5 * charspace for item in items)


def _spread(items: list[bytes | float], gap: float) -> list[bytes | float]:
    """Return the items with the character spacing behind each glyph as a kern of its own."""
    spread: list[bytes | float] = []
    for item in items:
        if isinstance(item, bytes):
            for at in range(len(item)):
                spread += (item[at : at + 1], -gap)
        elif spread and isinstance(spread[-1], float):
            spread[-1] += item
        else:
            spread.append(item)
    return spread


def _matrix(value: Any) -> Matrix:
    try:
        a, b, c, d, e, f = (float(resolve1(v)) for v in list_value(value))
    except (TypeError, ValueError):
        return IDENTITY
    return (a, b, c, d, e, f)


class _Content:
    """One content stream being run."""

    __slots__ = ("_data", "_depth", "_owner", "_resources", "_saved")

    def __init__(self, owner: TextInterpreter, data: bytes, resources: Mapping[str, Any], depth: int) -> None:
        self._owner = owner
        self._data = data
        self._resources = resources
        self._depth = depth
        self._saved: list[_State] = []

    def run(self) -> None:
        """Scan the stream once and obey the operators that move or show text."""
        data, operators = self._data, _OPERATORS
        match, at, end = tokens.TOKEN.match, 0, len(self._data)
        stack: list[Any] = []
        while at < end:
            found = match(data, at)
            if found is None or found.end() == at:
                break
            at = found.end()
            kind = found.lastindex
            if kind is None:
                stack.clear()
                continue
            if kind == tokens.ARRAY:
                self._owner.show(_array(found.group(kind)))
                stack.clear()
            elif kind in (tokens.NUMBERS, tokens.NUMBERS_OP):
                operator = found.group(tokens.NUMBERS_OP)
                if operator is None:
                    stack.extend(map(tokens.number, found.group(1).split()))
                elif (operate := operators.get(operator)) is not None:
                    stack.extend(map(tokens.number, found.group(1).split()))
                    operate(self, stack)
                    stack.clear()
                else:
                    stack.clear()
            elif kind == tokens.WORD:
                operator = found.group(kind)
                if operator == b"BI":
                    at = self._behind_image(at)
                elif (operate := operators.get(operator)) is not None:
                    operate(self, stack)
                stack.clear()
            else:
                at = _operand(stack, kind, found.group(kind), data, found.start(kind), at)
            if len(stack) > 4096:
                stack.clear()

    def _behind_image(self, at: int) -> int:
        begin = self._data.find(b"ID", at)
        found = tokens.END_OF_IMAGE.search(self._data, begin + 2) if begin >= 0 else None
        return found.end() if found else len(self._data)

    def save(self, _: list[Any]) -> None:
        if len(self._saved) < 512:
            self._saved.append(self._owner.state.copy())

    def restore(self, _: list[Any]) -> None:
        if self._saved:
            self._owner.state = self._saved.pop()

    def concat(self, stack: list[Any]) -> None:
        matrix = _six(stack)
        if matrix:
            self._owner.state.ctm = multiply(matrix, self._owner.state.ctm)

    def begin_text(self, _: list[Any]) -> None:
        self._owner.state.line, self._owner.state.x = IDENTITY, 0.0

    def font(self, stack: list[Any]) -> None:
        if len(stack) >= 2 and isinstance(stack[-2], str) and isinstance(stack[-1], float):
            self._owner.state.font = self._owner.font(self._resources, stack[-2])
            self._owner.state.size = stack[-1]

    def move(self, stack: list[Any]) -> None:
        if len(stack) >= 2 and isinstance(stack[-2], float) and isinstance(stack[-1], float):
            state, x, y = self._owner.state, stack[-2], stack[-1]
            a, b, c, d, e, f = state.line
            state.line, state.x = (a, b, c, d, x * a + y * c + e, x * b + y * d + f), 0.0

    def move_leading(self, stack: list[Any]) -> None:
        self.move(stack)
        if stack and isinstance(stack[-1], float):
            self._owner.state.leading = -stack[-1]

    def text_matrix(self, stack: list[Any]) -> None:
        matrix = _six(stack)
        if matrix:
            self._owner.state.line, self._owner.state.x = matrix, 0.0

    def next_line(self, _: list[Any]) -> None:
        self.move([0.0, -self._owner.state.leading])

    def show(self, stack: list[Any]) -> None:
        if stack and isinstance(stack[-1], bytes) and not self._owner.full:
            self._owner.show([stack[-1]])

    def show_array(self, stack: list[Any]) -> None:
        if stack and isinstance(stack[-1], list) and not self._owner.full:
            self._owner.show([item for item in stack[-1] if isinstance(item, (bytes, float))])

    def next_line_show(self, stack: list[Any]) -> None:
        self.next_line(stack)
        self.show(stack)

    def spaced_show(self, stack: list[Any]) -> None:
        if len(stack) >= 3 and isinstance(stack[-3], float) and isinstance(stack[-2], float):
            self._owner.state.wordspace, self._owner.state.charspace = stack[-3], stack[-2]
        self.next_line_show(stack)

    def draw(self, stack: list[Any]) -> None:
        if stack and isinstance(stack[-1], str):
            self._owner.form(self._resources, stack[-1], self._depth)


def _setter(name: str, factor: float = 1.0) -> Callable[[_Content, list[Any]], None]:
    def operate(content: _Content, stack: list[Any]) -> None:
        if stack and isinstance(stack[-1], float):
            setattr(content._owner.state, name, stack[-1] * factor)

    return operate


_OPERATORS: Final[dict[bytes, Callable[[_Content, list[Any]], None]]] = {
    b"q": _Content.save,
    b"Q": _Content.restore,
    b"cm": _Content.concat,
    b"BT": _Content.begin_text,
    b"Tf": _Content.font,
    b"Td": _Content.move,
    b"TD": _Content.move_leading,
    b"Tm": _Content.text_matrix,
    b"T*": _Content.next_line,
    b"Tj": _Content.show,
    b"TJ": _Content.show_array,
    b"'": _Content.next_line_show,
    b'"': _Content.spaced_show,
    b"Do": _Content.draw,
    b"Tc": _setter("charspace"),
    b"Tw": _setter("wordspace"),
    b"Tz": _setter("scale", 0.01),
    b"TL": _setter("leading"),
    b"Ts": _setter("rise"),
}


def _six(stack: list[Any]) -> Matrix | None:
    values = stack[-6:]
    if len(values) == 6 and all(value.__class__ is float for value in values):
        a, b, c, d, e, f = values
        return (a, b, c, d, e, f)
    return None


def _array(token: bytes) -> list[bytes | float]:
    """Return strings and kerns of a whole ``TJ`` token."""
    return [
        tokens.literal_string(literal)
        if literal
        else tokens.hex_string(digits)
        if digits
        else tokens.number(kern)
        for literal, digits, kern in tokens.ARRAY_ITEM.findall(token)
    ]


_MARK: Final = object()


def _operand(stack: list[Any], kind: int, token: bytes, data: bytes, start: int, at: int) -> int:
    """Push an operand; return where the scan goes on."""
    if kind == tokens.STRING:
        stack.append(tokens.literal_string(token))
    elif kind == tokens.NAME:
        stack.append(_name(token))
    elif kind == tokens.HEX:
        stack.append(tokens.hex_string(token))
    elif kind == tokens.NUMBER:
        stack.append(tokens.number(token))
    elif kind == tokens.NESTED:
        text, at = tokens.nested_string(data, start)
        stack.append(text)
    elif kind == tokens.BRACKET:
        if token == b"[":
            stack.append(_MARK)
        elif token == b"]" and _MARK in stack:
            index = len(stack) - 1 - stack[::-1].index(_MARK)
            items = stack[index + 1 :]
            del stack[index:]
            stack.append(items)
    return at


def _name(token: bytes) -> str:
    """Return a name as pdfminer's parser spells it, so that resources are found."""
    if b"#" in token:
        token = tokens.unhash(token)
    try:
        return token.decode("utf-8")
    except UnicodeDecodeError:
        return token.decode("latin-1")
