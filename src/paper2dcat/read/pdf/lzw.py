"""LZW (ISO 32000-1, 7.4.4), in which older papers have their text.

pdfminer.six's decoder copies its whole table for each code, to log it: it takes ten times as long.
"""

from __future__ import annotations

from typing import Final

_CLEAR, _END = 256, 257
_TABLE: Final = (*(bytes((code,)) for code in range(256)), b"", b"")
_WIDEST: Final = 12
"""Bits of the longest code."""


def expand(data: bytes, limit: int, early: int = 1) -> tuple[bytes, bool]:
    """Return what can be decoded, and whether no code was wrong; it ends behind ``limit`` bytes.

    ``early`` is 1 if codes get a bit longer one code before they have to (``EarlyChange``), else 0.
    """
    found = bytearray()
    table, before = list(_TABLE), b""
    width, full = 9, 512 - early
    bits = held = 0
    for byte in data:
        bits, held = bits << 8 | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & ((1 << held) - 1)
        if code == _CLEAR:
            table, before = list(_TABLE), b""
            width, full = 9, 512 - early
            continue
        if code == _END or len(found) > limit:
            break
        if code > len(table) or (code >= len(_TABLE) and not before):
            return bytes(found), False
        entry = table[code] if code < len(table) else before + before[:1]
        if before and len(table) < 1 << _WIDEST:
            table.append(before + entry[:1])
            if len(table) == full and width < _WIDEST:
                width += 1
                full = (1 << width) - early
        found += entry
        before = entry
    return bytes(found), True
