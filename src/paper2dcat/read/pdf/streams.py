"""Streams that refuse to swell: a few kilobytes of a hostile file may decode to gigabytes."""

from __future__ import annotations

import zlib
from typing import Any, Final

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, LITERALS_LZW_DECODE, PDFStream

MAX_DECODED: Final = 64_000_000
"""Bytes of one decoded stream; the largest in 136 real papers has 17 MB."""
MAX_LZW: Final = 4_000_000
"""Bytes of one LZW stream as stored: it is decoded in Python, and may swell a thousandfold."""


class StreamTooLargeError(PDFException):
    """A stream would decode to more than any paper needs."""


class BoundedStream(PDFStream):
    """A stream that stops decoding at :data:`MAX_DECODED` bytes."""

    def decode(self) -> None:
        """Decode the stream; :class:`StreamTooLargeError` when it is a bomb."""
        filters = self.get_filters()
        raw = self.rawdata
        if filters and raw is not None and self.decipher is None:
            first, parameters = filters[0]
            if first in LITERALS_FLATE_DECODE:
                data = _inflated(raw)
                if data is not None and len(filters) == 1 and not (parameters and "Predictor" in parameters):
                    self.data, self.rawdata = data, None
                    return
        if raw is not None and len(raw) > MAX_LZW and any(name in LITERALS_LZW_DECODE for name, _ in filters):
            raise StreamTooLargeError("an LZW stream is too large")
        super().decode()


def _inflated(raw: bytes) -> bytes | None:
    """Return the inflated bytes, None when they are damaged (pdfminer then saves what it can)."""
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(raw, MAX_DECODED)
    except zlib.error:
        return None
    if inflater.unconsumed_tail:
        raise StreamTooLargeError(f"a stream decodes to more than {MAX_DECODED:,} bytes")
    return data if inflater.eof else None


class BoundedParser(PDFParser):
    """pdfminer's parser with bounded streams."""

    def do_keyword(self, pos: int, token: Any) -> None:
        """Handle a keyword; streams become bounded ones as soon as they are read."""
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack:
            stream = self.curstack[-1][1]
            if type(stream) is PDFStream:
                stream.__class__ = BoundedStream
