"""Streams that refuse to swell and tell when they are damaged.

A few kilobytes of a hostile file may decode to gigabytes; and pdfminer gives up a whole stream for one
wrong byte, where what comes before the damage can still be read.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any, Final

from pdfminer.ascii85 import ascii85decode
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    PDFStream,
    int_value,
    resolve1,
)
from pdfminer.psparser import PSBaseParser

from paper2dcat.read.pdf import lzw
from paper2dcat.read.pdf.damage import Damage

MAX_DECODED: Final = 64_000_000
"""Bytes of one decoded stream; the largest in 136 real papers has 17 MB."""
MAX_LZW: Final = 4_000_000
"""Bytes of one LZW stream as stored: it is decoded in Python, and may swell a thousandfold."""
_CHUNK: Final = 4096
_BEGIN: Final = re.compile(rb"stream(?:\r\n|\n|\r)?")
_END: Final = re.compile(rb"[\r\n \x00]{0,3}endstream")


_PLAIN_BEGIN: Final = re.compile(rb"[\s\x00]*+stream(?:\r\n|\n)")


class StreamTooLargeError(PDFException):
    """A stream would decode to more than any paper needs."""


class BoundedStream(PDFStream):
    """A stream that stops decoding at :data:`MAX_DECODED` bytes and notes its damage."""

    damage: Damage

    def decode(self) -> None:
        """Decode the stream; :class:`StreamTooLargeError` when it is a bomb."""
        filters = self.get_filters()
        if self.decipher is not None and self.rawdata is not None and self.objid is not None:
            self.rawdata = self.decipher(self.objid, self.genno or 0, self.rawdata, self.attrs)
            self.decipher = None
        raw = self.rawdata
        if filters and raw is not None:
            first, parameters = filters[0]
            if first in LITERALS_FLATE_DECODE:
                data, whole = inflate(raw)
                if not whole:
                    self._damaged()
                if len(filters) == 1 and not (parameters and "Predictor" in parameters):
                    self.data, self.rawdata = data, None
                    return
                if not whole:
                    self.rawdata = zlib.compress(data, 0)
        if raw is not None and len(raw) > MAX_LZW and any(name in LITERALS_LZW_DECODE for name, _ in filters):
            raise StreamTooLargeError("an LZW stream is too large")
        if raw is not None and _ends_in_lzw(filters):
            self.data, self.rawdata = self._expanded(filters, raw), None
            return
        super().decode()

    def _expanded(self, filters: list[Any], raw: bytes) -> bytes:
        """Return what LZW packed, perhaps written in printable characters."""
        for _ in filters[:-1]:
            raw = ascii85decode(raw)
        data, whole = lzw.expand(raw, MAX_DECODED, int_value((filters[-1][1] or {}).get("EarlyChange", 1)))
        if len(data) > MAX_DECODED:
            raise StreamTooLargeError(f"a stream decodes to more than {MAX_DECODED:,} bytes")
        if not whole:
            self._damaged()
        return data

    def _damaged(self) -> None:
        self.damage.note("stream-damaged", f"object {self.objid}" if self.objid else "the table")


def _ends_in_lzw(filters: list[Any]) -> bool:
    """Whether nothing but printable characters lies between a stream and its LZW."""
    *outer, (inner, parameters) = filters or [(None, None)]
    plain = inner in LITERALS_LZW_DECODE and not (parameters and "Predictor" in parameters)
    return plain and all(name in LITERALS_ASCII85_DECODE for name, _ in outer)


def plain_stream(
    data: bytes, at: int, attrs: dict[str, Any], decipher: Any, damage: Damage
) -> BoundedStream | None:
    """Return the stream whose dictionary ends at ``at``; None when there is none or its length is wrong."""
    begin = _PLAIN_BEGIN.match(data, at)
    length = attrs.get("Length")
    stated = length if isinstance(length, int) else resolve1(length)
    if begin is None or not isinstance(stated, int) or stated < 0:
        return None
    start, end = begin.end(), begin.end() + stated
    if not _END.match(data, end):
        return None
    stream = BoundedStream(attrs, data[start:end], decipher)
    stream.damage = damage
    return stream


def inflate(raw: bytes) -> tuple[bytes, bool]:
    """Return what can be inflated, and whether that is all and its checksum right."""
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(raw, MAX_DECODED)
    except zlib.error:
        return _salvaged(raw), False
    if inflater.unconsumed_tail:
        raise StreamTooLargeError(f"a stream decodes to more than {MAX_DECODED:,} bytes")
    return data, inflater.eof


def _salvaged(raw: bytes) -> bytes:
    """Return what comes before the damage, to the byte."""
    inflater = zlib.decompressobj()
    parts: list[bytes] = []
    left, step = MAX_DECODED, _CHUNK
    at = 0
    while at < len(raw) and left > 0:
        before = inflater.copy()
        try:
            part = inflater.decompress(raw[at : at + step], left)
        except zlib.error:
            if step == 1:
                break
            inflater, step = before, 1
            continue
        parts.append(part)
        left -= len(part)
        at += step
    return b"".join(parts)


class BoundedParser(PDFParser):
    """pdfminer's parser with bounded streams, whose stated length is not believed."""

    def __init__(self, data: bytes, damage: Damage) -> None:
        super().__init__(BytesIO(data))
        self.bytes = data
        self.damage = damage

    def do_keyword(self, pos: int, token: Any) -> None:
        """Handle a keyword; streams become bounded ones as soon as they are read."""
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack:
            stream = self.curstack[-1][1]
            if type(stream) is PDFStream:
                stream.__class__ = BoundedStream
                stream.damage = self.damage  # type: ignore[attr-defined]
                self._mend(pos, stream)

    def _mend(self, pos: int, stream: PDFStream) -> None:
        """Find the end of a stream that does not end where it says."""
        begin = _BEGIN.match(self.bytes, pos)
        if begin is None or stream.rawdata is None:
            return
        start, length = begin.end(), len(stream.rawdata)
        stated = stream.attrs.get("Length")
        if _END.match(self.bytes, start + length) and (not isinstance(stated, int) or stated == length):
            return
        end = self.bytes.find(b"endstream", start)
        self.damage.note("stream-length", f"at byte {pos}")
        if end < 0:
            end = len(self.bytes)
        else:
            PSBaseParser.seek(self, end)  # its subclass would forget the objects read so far
        stream.rawdata = self.bytes[start:end]
