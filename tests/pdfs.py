"""Small PDF files, written byte by byte, for tests that need a file rather than a real paper."""

from __future__ import annotations

from collections.abc import Sequence


def make_pdf(pages: Sequence[Sequence[str]], *, size: int = 10) -> bytes:
    """Return a PDF with a page for each list of lines, in Helvetica, one column."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects.append(font)
    kids: list[int] = []
    for lines in pages:
        commands = [f"BT /F1 {size} Tf 72 740 Td {size * 1.2:g} TL"]
        for line in lines:
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            commands.append(f"({escaped}) Tj T*")
        stream = ("\n".join([*commands, "ET"])).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    return _assemble(objects)


def encrypted(pdf: bytes) -> bytes:
    """Return a PDF that claims a standard security handler whose password nobody has."""
    handler = (
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 "
        b"/O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>"
    )
    return pdf.replace(
        b"trailer\n<<", b"trailer\n<< /ID [<" + b"11" * 16 + b"> <" + b"11" * 16 + b">] /Encrypt " + handler
    )


def _assemble(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


PAPER = (
    (
        "Steady Steps for Small Image Models",
        "",
        "Ada Example and Ben Sample",
        "",
        "Abstract",
        "We study training with small steps. We train on the CIFAR-10 dataset [1] and on the",
        "MNIST dataset [2], and report accuracy for both.",
        "",
        "1 Introduction",
        "Small steps are slow. We compare them on two image collections.",
        "",
        "2 Experiments",
        "We use CIFAR-10 [1], which has 60,000 images, and evaluate on the MNIST dataset [2].",
        "",
        "References",
        "[1] Alex Krizhevsky. Learning multiple layers of features from tiny images.",
        "Technical report, University of Toronto, 2009.",
        "[2] Yann LeCun and Corinna Cortes. MNIST handwritten digit database. 1998.",
    ),
)
"""A paper that uses two datasets."""

NO_DATASET = (
    (
        "A Note on Convexity",
        "",
        "Cleo Example",
        "",
        "Abstract",
        "We prove that the sum of two convex functions is convex.",
        "",
        "1 Proof",
        "Take two points and a weight between zero and one. The inequality follows at once.",
    ),
)
"""A paper that uses none."""
