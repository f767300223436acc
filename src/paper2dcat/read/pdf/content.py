"""One content stream: operators that move or show text are obeyed, all others are passed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from paper2dcat.read.pdf import tokens
from paper2dcat.read.pdf.fonts import Font
from paper2dcat.read.pdf.state import IDENTITY, Matrix, TextState, multiply


class Owner(Protocol):
    """What a content stream needs of the interpreter that runs it."""

    state: TextState

    @property
    def full(self) -> bool:
        """Whether the page has shown enough."""

    def font(self, resources: Mapping[str, Any], name: str) -> Font | None:
        """Return a font of the resources."""

    def form(self, resources: Mapping[str, Any], name: str, depth: int) -> None:
        """Draw a form."""

    def show(self, lead: float, strings: list[bytes], kerns: list[float]) -> None:
        """Show strings with a kern before them and one behind each."""

    def odd(self, what: str) -> None:
        """Note something that no content stream should have."""


class Content:
    """One content stream being run."""

    __slots__ = ("_data", "_depth", "_fonts", "_owner", "_resources", "_saved")

    def __init__(self, owner: Owner, data: bytes, resources: Mapping[str, Any], depth: int) -> None:
        self._owner = owner
        self._data = data
        self._resources = resources
        self._depth = depth
        self._saved: list[TextState] = []
        self._fonts: dict[str, Font | None] = {}

    def run(self) -> None:
        """Scan the stream once and obey the operators that move or show text."""
        data, operators, owner = self._data, _OPERATORS, self._owner
        match, at, end = tokens.TOKEN.match, 0, len(self._data)
        stack: list[Any] = []
        while at < end:
            found = match(data, at)
            if found is None or found.end() == at:
                break
            at = found.end()
            kind = found.lastindex
            if kind == tokens.NUMBERS_OP:
                digits, operator = found.group(tokens.NUMBERS, kind)
                if (operate := operators.get(operator)) is not None:
                    stack.extend(tokens.numbers(digits))
                    operate(self, stack)
                elif operator not in tokens.PASSIVE:
                    self._unknown(operator)
                stack.clear()
            elif kind == tokens.ARRAY:
                owner.show(*tokens.shown_array(found.group(kind)))
                stack.clear()
            elif kind == tokens.SIZE:
                name, size = found.group(tokens.NAME, kind)
                self.font([_name(name), tokens.number(size)])
                stack.clear()
            elif kind == tokens.SHOWN:
                stack.append(tokens.literal_string(found.group(tokens.STRING)))
                self.show(stack)
                stack.clear()
            elif kind == tokens.WORD:
                operator = found.group(kind)
                if operator == b"BI":
                    at = self._behind_image(at)
                elif (operate := operators.get(operator)) is not None:
                    operate(self, stack)
                elif operator not in tokens.PASSIVE:
                    self._unknown(operator)
                stack.clear()
            elif kind in tokens.SWALLOWED:
                stack.clear()
            elif kind == tokens.NUMBERS:
                stack.extend(tokens.numbers(found.group(kind)))
            elif kind is not None:
                if kind == tokens.JUNK and at < end:
                    self._unknown(found.group(kind))
                at = _operand(stack, kind, found.group(kind), data, found.start(kind), at)
            if len(stack) > 4096:
                stack.clear()

    def _unknown(self, operator: bytes) -> None:
        self._owner.odd(operator[:12].decode("latin-1"))

    def _behind_image(self, at: int) -> int:
        begin = self._data.find(b"ID", at)
        found = tokens.END_OF_IMAGE.search(self._data, begin + 2) if begin >= 0 else None
        return found.end() if found else len(self._data)

    def save(self, _: list[Any]) -> None:
        """``q``: keep the state."""
        if len(self._saved) < 512:
            self._saved.append(self._owner.state.copy())

    def restore(self, _: list[Any]) -> None:
        """``Q``: take the kept state back."""
        if self._saved:
            self._owner.state = self._saved.pop()

    def concat(self, stack: list[Any]) -> None:
        """``cm``: change the matrix of everything that follows."""
        matrix = _six(stack)
        if matrix:
            self._owner.state.ctm = multiply(matrix, self._owner.state.ctm)
        else:
            self._owner.odd("cm")

    def begin_text(self, _: list[Any]) -> None:
        """``BT``: begin at the origin."""
        self._owner.state.line, self._owner.state.x = IDENTITY, 0.0

    def font(self, stack: list[Any]) -> None:
        """``Tf``: choose font and size."""
        if len(stack) >= 2 and isinstance(stack[-2], str) and isinstance(stack[-1], float):
            name = stack[-2]
            if name not in self._fonts:
                self._fonts[name] = self._owner.font(self._resources, name)
            self._owner.state.font = self._fonts[name]
            self._owner.state.size = stack[-1]
        else:
            self._owner.odd("Tf")

    def move(self, stack: list[Any]) -> None:
        """``Td``: go to the next line by an offset."""
        if len(stack) >= 2 and isinstance(stack[-2], float) and isinstance(stack[-1], float):
            state, x, y = self._owner.state, stack[-2], stack[-1]
            a, b, c, d, e, f = state.line
            state.line, state.x = (a, b, c, d, x * a + y * c + e, x * b + y * d + f), 0.0
        else:
            self._owner.odd("Td")

    def move_leading(self, stack: list[Any]) -> None:
        """``TD``: the same, and keep the distance of lines."""
        self.move(stack)
        if stack and isinstance(stack[-1], float):
            self._owner.state.leading = -stack[-1]

    def text_matrix(self, stack: list[Any]) -> None:
        """``Tm``: set where and how text stands."""
        matrix = _six(stack)
        if matrix:
            self._owner.state.line, self._owner.state.x = matrix, 0.0
        else:
            self._owner.odd("Tm")

    def next_line(self, _: list[Any]) -> None:
        """``T*``: go to the next line."""
        self.move([0.0, -self._owner.state.leading])

    def show(self, stack: list[Any]) -> None:
        """``Tj``: show a string."""
        if not (stack and isinstance(stack[-1], bytes)):
            self._owner.odd("Tj")
        elif not self._owner.full:
            self._owner.show(0.0, [stack[-1]], [0.0])

    def show_array(self, stack: list[Any]) -> None:
        """``TJ``: show strings with kerns (arrays that the tokeniser has in parts)."""
        if not (stack and isinstance(stack[-1], list)):
            self._owner.odd("TJ")
        elif not self._owner.full:
            self._owner.show(*tokens.parted(item for item in stack[-1] if isinstance(item, (bytes, float))))

    def next_line_show(self, stack: list[Any]) -> None:
        """``'``: go to the next line and show a string."""
        self.next_line(stack)
        self.show(stack)

    def spaced_show(self, stack: list[Any]) -> None:
        """``"``: the same with spacing."""
        if len(stack) >= 3 and isinstance(stack[-3], float) and isinstance(stack[-2], float):
            self._owner.state.wordspace, self._owner.state.charspace = stack[-3], stack[-2]
        self.next_line_show(stack)

    def draw(self, stack: list[Any]) -> None:
        """``Do``: draw a form."""
        if stack and isinstance(stack[-1], str):
            self._owner.form(self._resources, stack[-1], self._depth)
        else:
            self._owner.odd("Do")


def _setter(name: str, factor: float = 1.0) -> Callable[[Content, list[Any]], None]:
    def operate(content: Content, stack: list[Any]) -> None:
        if stack and isinstance(stack[-1], float):
            setattr(content._owner.state, name, stack[-1] * factor)
        else:
            content._owner.odd(name)

    return operate


_OPERATORS: Final[dict[bytes, Callable[[Content, list[Any]], None]]] = {
    b"q": Content.save,
    b"Q": Content.restore,
    b"cm": Content.concat,
    b"BT": Content.begin_text,
    b"Tf": Content.font,
    b"Td": Content.move,
    b"TD": Content.move_leading,
    b"Tm": Content.text_matrix,
    b"T*": Content.next_line,
    b"Tj": Content.show,
    b"TJ": Content.show_array,
    b"'": Content.next_line_show,
    b'"': Content.spaced_show,
    b"Do": Content.draw,
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
