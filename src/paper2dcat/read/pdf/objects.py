"""Objects of a PDF file parsed by one compiled tokeniser (ISO 32000-1, 7.3).

It knows well-formed objects alone, and those a good deal faster than pdfminer's parser, which takes each
number of a font's widths through a dozen calls. Whatever is odd is left to pdfminer, which has rules for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import LIT

from paper2dcat.read.pdf.tokens import hex_string, literal_string, unhash

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

_TOKEN: Final = re.compile(
    rb"[\s\x00]*+(?:"
    rb"([0-9]{1,7})\s++[0-9]{1,5}\s++R(?![^\s/\[\]<>(%\x00])"
    rb"|/([^\s()<>\[\]{}/%\x00]*+)"
    rb"|\[((?:[\s\x00]*+[-+]?[0-9.]++(?=[\s\]\x00]))++)[\s\x00]*+\]"
    rb"|([-+]?[0-9.]++)(?![A-Za-z])"
    rb"|(<<|\[)"
    rb"|(>>)"
    rb"|(\])"
    rb"|\(((?:[^()\\]++|\\.)*+)\)"
    rb"|<([0-9A-Fa-f\s]*+)>"
    rb"|(true|false|null)(?![^\s/\[\]<>(%\x00])"
    rb")",
    re.DOTALL,
)
_REFERENCE, _NAME, _NUMBERS, _NUMBER, _OPEN, _DICTIONARY, _ARRAY, _STRING, _HEX, _WORD = range(1, 11)
_WORDS: Final = {b"true": True, b"false": False, b"null": None}
_CLOSE: Final = object()
MAX_OPEN: Final = 200
"""Arrays and dictionaries inside each other; those of papers are less than ten."""

_names: dict[bytes, Any] = {}
_MANY: Final = 4_000


class OddObjectError(Exception):
    """The object is not as the standard has it, or too deep."""


def parse_object(data: bytes, at: int, document: PDFDocument) -> tuple[Any, int]:
    """Return the object that begins at ``at`` as pdfminer's parser builds it, and the offset behind it."""
    match = _TOKEN.match
    outer: list[list[Any]] = []
    items: list[Any] = []
    while True:
        found = match(data, at)
        if found is None:
            raise OddObjectError
        at, kind = found.end(), found.lastindex
        token = found.group(kind or 0)
        if kind == _NAME:
            items.append(_names.get(token) or _name(token))
        elif kind == _REFERENCE:
            items.append(PDFObjRef(document, int(token)))
        elif kind == _NUMBERS:
            items.append(_numbers(token.split()))
        elif kind == _NUMBER:
            items.extend(_numbers([token]))
        elif kind == _OPEN:
            if len(outer) >= MAX_OPEN:
                raise OddObjectError
            outer.append(items)
            items = [token]
        elif kind == _DICTIONARY:
            if not outer or items[0] != b"<<":
                raise OddObjectError
            outer[-1].append(_dictionary(items))
            items = outer.pop()
        elif kind == _ARRAY:
            if not outer or items[0] != b"[":
                raise OddObjectError
            del items[0]
            outer[-1].append(items)
            items = outer.pop()
        elif kind == _STRING:
            items.append(literal_string(found.group()[found.start(kind) - found.start() - 1 :]))
        elif kind == _HEX:
            items.append(hex_string(token))
        else:
            items.append(_WORDS[token])
        if not outer:
            return items[0], at


def _numbers(tokens: list[bytes]) -> list[float]:
    try:
        return [float(token) if b"." in token else int(token) for token in tokens]
    except ValueError as error:
        raise OddObjectError from error


def _name(token: bytes) -> Any:
    """Return a name as pdfminer keeps it."""
    plain = unhash(token) if b"#" in token else token
    try:
        name = LIT(plain.decode("utf-8"))
    except UnicodeDecodeError:
        name = LIT(plain)
    if len(_names) < _MANY:
        _names[token] = name
    return name


def _dictionary(items: list[Any]) -> dict[str, Any]:
    if not len(items) & 1:
        raise OddObjectError
    try:
        made = {key.name: value for key, value in zip(items[1::2], items[2::2], strict=True)}
    except AttributeError as error:
        raise OddObjectError from error
    if None in made.values():
        made = {key: value for key, value in made.items() if value is not None}
    if not all(key.__class__ is str for key in made):
        raise OddObjectError
    return made
