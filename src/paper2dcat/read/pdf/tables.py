"""Which characters a font's codes stand for: its two kinds of tables read in bulk.

``ToUnicode`` maps (ISO 32000-1, 9.10.3) and the encoding in the clear text of a Type 1 font program (Adobe
Type 1 Font Format, 2.2) are long lists of short tokens. Lists that are written as the standards have them are
taken up whole; any others are left to pdfminer's parsers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import LIT

_SECTION: Final = re.compile(rb"\bbeginbf(char|range)\b(.*?)\bendbf(?:char|range)\b", re.DOTALL)
_HEX: Final = rb"<((?:[0-9A-Fa-f]{2}){1,4})>"
_CHAR: Final = re.compile(rb"\s*" + _HEX + rb"\s*<((?:[0-9A-Fa-f]{2})*)>")
_RANGE: Final = re.compile(
    rb"\s*"
    + _HEX
    + rb"\s*"
    + _HEX
    + rb"\s*(?:<((?:[0-9A-Fa-f]{2})+)>|\[((?:\s*<(?:[0-9A-Fa-f]{2})*>)*)\s*\])"
)
_ODD: Final = re.compile(rb"\bbegincid|\busecmap\b|%|\bendcmap\b.*\bbeginbf", re.DOTALL)
MAX_RANGE: Final = 65_536
_PUT: Final = re.compile(rb"\bdup\s+([0-9]{1,3})\s*/([^\s()<>\[\]{}/%#]+)\s+put\b")
_EMPTY: Final = b"begincmap"


def get_font(manager: PDFResourceManager, objid: int | None, spec: Mapping[str, Any]) -> PDFFont:
    """Return pdfminer's font for a dictionary, its tables read in bulk where they can be."""
    changes: dict[str, Any] = {}
    mapping = resolve1(spec.get("ToUnicode"))
    characters = unicode_map(mapping.get_data()) if isinstance(mapping, PDFStream) else None
    if characters is not None:
        changes["ToUnicode"] = PDFStream({}, _EMPTY)
    encoding = None
    if "Encoding" not in spec and getattr(spec.get("Subtype"), "name", "") in ("Type1", "MMType1"):
        encoding = _type1(spec)
        if encoding is not None:
            changes["Encoding"] = LIT("StandardEncoding")
    if not changes:
        return manager.get_font(objid, spec)
    font = manager.get_font(None, {**spec, **changes})
    if characters is not None:
        font.unicode_map = characters  # type: ignore[attr-defined]
    if encoding is not None and isinstance(font, PDFSimpleFont):
        font.cid2unicode = encoding
    return font


def unicode_map(data: bytes) -> FileUnicodeMap | None:
    """Return what a ``ToUnicode`` map says; None when it is not written as the standard has it."""
    if _ODD.search(data):
        return None
    made = FileUnicodeMap()
    for kind, body in _SECTION.findall(data):
        entries = _CHAR if kind == b"char" else _RANGE
        at = 0
        while found := entries.match(body, at):
            at = found.end()
            if kind == b"char":
                made.add_cid2unichr(int(found.group(1), 16), bytes.fromhex(found.group(2).decode()))
            elif not _add_range(made, *found.groups()):
                return None
        if body[at:].strip():
            return None
    return made


def _add_range(
    made: FileUnicodeMap, low: bytes, high: bytes, first: bytes | None, each: bytes | None
) -> bool:
    start, end = int(low, 16), int(high, 16)
    if len(low) != len(high) or end - start >= MAX_RANGE:
        return False
    if each is not None:
        codes = [bytes.fromhex(code.decode()) for code in re.findall(rb"<([0-9A-Fa-f]*)>", each)]
        for cid, code in zip(range(start, end + 1), codes, strict=False):
            made.add_cid2unichr(cid, code)
        return True
    code = bytes.fromhex((first or b"").decode())
    prefix, last = code[:-4], code[-4:]
    base, length = int.from_bytes(last, "big"), len(last)
    if base + end - start >= 1 << (8 * length):
        return False
    for step in range(end - start + 1):
        made.add_cid2unichr(start + step, prefix + (base + step).to_bytes(length, "big"))
    return True


def _type1(spec: Mapping[str, Any]) -> dict[int, str] | None:
    """Return the encoding that a Type 1 font program has in itself."""
    program = resolve1(dict_value(spec.get("FontDescriptor")).get("FontFile"))
    if not isinstance(program, PDFStream) or not isinstance(length := resolve1(program.get("Length1")), int):
        return None
    found: dict[int, str] = {}
    for code, name in _PUT.findall(program.get_data()[:length]):
        try:
            found[int(code)] = name2unicode(name.decode("latin-1"))
        except KeyError:
            continue
    return found
