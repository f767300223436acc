"""A few lines that write PDFs: for tests of what real papers seldom show."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def stream(data: bytes, extra: bytes = b"", compress: bool = False) -> bytes:
    """Return a stream object."""
    if compress:
        data = zlib.compress(data)
        extra += b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def make_pdf(
    pages: Sequence[bytes],
    forms: Sequence[tuple[str, bytes]] = (),
    *,
    box: bytes = b"0 0 612 792",
    rotate: int = 0,
    font: bytes = HELVETICA,
    info: bytes = b"",
) -> bytes:
    """Return a PDF whose pages have these contents; forms are ready-made stream objects by name."""
    objects: list[bytes] = [b"", b"", font]
    form_refs = []
    for name, form in forms:
        objects.append(form)
        form_refs.append(b"/%s %d 0 R" % (name.encode(), len(objects)))
    resources = b"<< /Font << /F1 3 0 R >> /XObject << %s >> >>" % b" ".join(form_refs)
    kids = []
    for content in pages:
        objects.append(content if content.startswith(b"<<") else stream(content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Rotate %d /Contents %d 0 R /Resources %s >>"
            % (box, rotate, len(objects), resources)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return assemble(objects, info)


def assemble(objects: Sequence[bytes], info: bytes = b"", trailer: bytes = b"") -> bytes:
    """Return a file with these objects, numbered from 1, the first being the catalogue."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate([*objects, info] if info else objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    if info:
        trailer += b" /Info %d 0 R" % len(offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(offsets) + 1,
        trailer,
        start,
    )
    return bytes(out)


def text_at(x: float, y: float, text: str, size: float = 10) -> bytes:
    """Return the operators that show one line of text."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, x, y, escaped)


def prose(x: float, top: float, lines: Sequence[str], size: float = 10, leading: float = 12) -> bytes:
    """Return lines of text under each other."""
    return b"".join(text_at(x, top - leading * i, line, size) for i, line in enumerate(lines))
