"""A compiled tokeniser for content streams (ISO 32000-1, 7.8.2).

One scan of one regular expression: path construction and painting is swallowed whole inside the regular
expression engine, a run of numbers comes with the operator behind it, and a ``TJ`` array is one token. All
repeats are possessive, so a hostile stream costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_STRING = rb"\((?:[^()\\]++|\\.)*+\)"
_HEX = rb"<[0-9A-Fa-f\s]*+>"
_NUMBER = rb"[-+]?+[\d.][-+.\d]*+"
_WORD = rb"[A-Za-z'\"][A-Za-z0-9*'\"]*+"
_ENDS = rb"(?![A-Za-z0-9*'\"])"
_NAME = rb"[^\s()<>\[\]{}/%\x00]*+"
_PATH = rb"(?:re|[mlcvy])(?=[\s/\[(<]|$)\s*+(?:(?:h|f\*|f|F|S|s|B\*|B|b\*|b|n|W\*|W)(?=\s|$)\s*+)*+"
_STATE = rb"(?:[gGkKwJjMi]|rg|RG|scn?|SCN?|Tr)" + _ENDS + rb"\s*+"
_DASH = rb"\[[-+.\d\s]*+\]\s*+[-+.\d]++\s++d" + _ENDS + rb"\s*+"
_NAMED = rb"\s*+(?:gs|cs|CS|ri|BMC|(?:<<[^<>()]*+>>|/" + _NAME + rb")\s*+BDC)" + _ENDS + rb"\s*+"
_SKIPPED = (
    rb"(?:(?>(?:[-+.\d]++\s++){1,6})(?:" + _PATH + rb"|" + _STATE + rb")"
    rb"|" + _DASH + rb"|/" + _NAME + _NAMED + rb"|(?:ET|EMC)" + _ENDS + rb"\s*+)*+"
)
"""Passed over behind whatever is read: paths with all that paints or clips them, colours, dashes, marks."""

TOKEN: Final = re.compile(
    rb"[\s\x00]*+(?:"
    rb"((?:"
    + _NUMBER
    + rb"\s++)++)(?:(?:"
    + _PATH
    + rb"|"
    + _STATE
    + rb")"
    + _SKIPPED
    + rb"()|("
    + _WORD
    + rb"))?"
    rb"|(\[(?:\s*+(?:"
    + _STRING
    + rb"|"
    + _HEX
    + rb"|[-+.\d]++))*+\s*+\]\s*+TJ)"
    + _ENDS
    + rb"\s*+"
    + _SKIPPED
    + rb"|("
    + _STRING
    + rb")(?:\s*+(Tj)"
    + _ENDS
    + rb"\s*+"
    + _SKIPPED
    + rb")?"
    rb"|(" + _WORD + rb")"
    rb"|/(" + _NAME + rb")(?:\s++(" + _NUMBER + rb")\s++Tf" + _ENDS + rb"|" + _NAMED + _SKIPPED + rb"())?"
    rb"|" + _DASH + _SKIPPED + rb"()"
    rb"|(" + _HEX + rb")"
    rb"|(<<|>>|[\[\]{}])"
    rb"|(%[^\r\n]*+)"
    rb"|(" + _NUMBER + rb")"
    rb"|(\()"
    rb"|(.)"
    rb")?",
    re.DOTALL,
)
"""Group indices of :data:`TOKEN` are the constants below; no group means the end."""

NUMBERS, PASSED, NUMBERS_OP, ARRAY, STRING, SHOWN, WORD, NAME, SIZE, NAMED, DASH = range(1, 12)
HEX, BRACKET, COMMENT, NUMBER, NESTED, JUNK = range(12, 18)
SWALLOWED: Final = frozenset((None, PASSED, NAMED, DASH))

PASSIVE: Final = frozenset(
    b"b B b* B* BDC BI BMC BX c CS cs d d0 d1 DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n re RG rg "
    b"ri s S SC sc SCN scn sh Tr v w W W* y true false null".split()
)
"""Operators (and words that are operands) that move and show no text; all others are none (ISO 32000-1, annex A)."""

_ARRAY_ITEM: Final = re.compile(rb"(" + _STRING + rb")|(" + _HEX + rb")|([-+.\d]+)", re.DOTALL)
SHOWS_TEXT: Final = re.compile(rb"T[jJ]|['\"]\s|\bDo\b")
"""A form whose stream has none of these draws no text, neither itself nor through another form."""
END_OF_IMAGE: Final = re.compile(rb"\sEI(?=\s[\t\n\r\x20-\x7e]{12}|\s[\t\n\r\x20-\x7e]*\Z|\Z)")
"""``EI`` with text behind it: image data hold the same bytes by chance."""

_KERN: Final = re.compile(rb"\)\s*+([-+]?[\d.]++)\s*+\(")
_KERN_HEX: Final = re.compile(rb">\s*+([-+]?[\d.]++)\s*+<")
_FLANKS: Final = re.compile(
    rb"\[\s*+([-+]?[\d.]*+)\s*+(?:\((.*)\)|<(.*)>)\s*+([-+]?[\d.]*+)\s*+\]\s*+TJ", re.DOTALL
)

_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_BLANK = re.compile(rb"[^0-9A-Fa-f]+")


def _unescape(match: re.Match[bytes]) -> bytes:
    octal, line_end, other = match.groups()
    if octal:
        return bytes((int(octal, 8) & 255,))
    if line_end:
        return b""
    return _ESCAPED.get(other, other)


def literal_string(token: bytes) -> bytes:
    """Return the bytes that a literal string in round brackets stands for."""
    inner = token[1:-1]
    return _ESCAPE.sub(_unescape, inner) if b"\\" in inner else inner


def hex_string(token: bytes) -> bytes:
    """Return the bytes that a hexadecimal string in angle brackets stands for."""
    digits = _BLANK.sub(b"", token)
    return bytes.fromhex((digits + b"0" if len(digits) & 1 else digits).decode("ascii"))


def number(token: bytes) -> float:
    """Return a number; what is none (``--5``, ``1.2.3``) becomes what other readers make of it, or 0."""
    try:
        return float(token)
    except ValueError:
        match = re.match(rb"[-+]*(\d*\.?\d*)", token)
        digits = match.group(1) if match else b""
        if digits in (b"", b"."):
            return 0.0
        return -float(digits) if token.startswith(b"-") else float(digits)


def numbers(token: bytes) -> list[float]:
    """Return the numbers of a token that holds nothing else."""
    try:
        return list(map(float, token.split()))
    except ValueError:
        return list(map(number, token.split()))


def nested_string(data: bytes, start: int) -> tuple[bytes, int]:
    """Return the literal string that opens at ``start`` and may hold brackets, and the offset behind it."""
    depth, at = 1, start + 1
    while depth and at < len(data):
        byte = data[at]
        if byte == 0x5C:
            at += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
        at += 1
    return literal_string(data[start:at]), at


def unhash(name: bytes) -> bytes:
    """Return a name with its ``#20`` escapes resolved (ISO 32000-1, 7.3.5)."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes((int(match.group(1), 16),)), name)


def shown_array(token: bytes) -> tuple[float, list[bytes], list[float]]:
    """Return a whole ``TJ`` token as the kern before its strings, the strings, and the kern behind each."""
    flanks = _FLANKS.match(token) if b"\\(" not in token and b"\\)" not in token else None
    if flanks:
        before, literals, digits, behind = flanks.groups()
        parts = _KERN_HEX.split(digits) if literals is None else _KERN.split(literals)
        strings = parts[::2]
        if token.count(b"<" if literals is None else b"(") == len(strings):
            try:
                kerns = [*map(float, parts[1::2]), float(behind or 0)]
                if literals is None:
                    strings = list(map(bytes.fromhex, b"<".join(strings).decode("ascii").split("<")))
                elif b"\\" in literals:
                    strings = [_ESCAPE.sub(_unescape, part) if b"\\" in part else part for part in strings]
                return float(before or 0), strings, kerns
            except ValueError:
                pass
    return parted(
        literal_string(literal) if literal else hex_string(digits) if digits else number(kern)
        for literal, digits, kern in _ARRAY_ITEM.findall(token)
    )


def parted(items: Iterable[bytes | float]) -> tuple[float, list[bytes], list[float]]:
    """Return strings and kerns, in any order, as the kern before the strings, these, and the kern behind each."""
    strings: list[bytes] = []
    kerns = [0.0]
    for item in items:
        if isinstance(item, bytes):
            strings.append(item)
            kerns.append(0.0)
        else:
            kerns[-1] += item
    return kerns[0], strings, kerns[1:]
