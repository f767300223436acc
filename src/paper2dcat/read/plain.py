"""Plain text as printed lines: form feeds part pages, blank lines part paragraphs."""

from __future__ import annotations

from paper2dcat.errors import PaperError
from paper2dcat.read.layout.accents import compose
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.pdf.fonts import repaired_glyph
from paper2dcat.read.pdf.runs import PageRuns

_LEADING = 12.0
_CHARACTER = 5.0


def text_lines(data: bytes, source: str) -> tuple[list[TextLine], list[PageRuns]]:
    """Return the lines of a text file with made-up places: only their order and indents mean something."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data[:4096]:
            raise PaperError(
                f"{source} is not a text file, whatever its name says.",
                remedy="Give a PDF or a .txt file in UTF-8.",
                code="not-text",
            ) from None
        text = data.decode("latin-1")
    lines: list[TextLine] = []
    pages: list[PageRuns] = []
    for number, page in enumerate(text.split("\f"), 1):
        pages.append(PageRuns(number, 0.0, 0.0))
        y = 0.0
        for raw in page.splitlines():
            y -= _LEADING
            repaired = compose("".join(repaired_glyph(c) for c in raw.expandtabs()))
            content = " ".join(repaired.split())
            if content:
                x0 = (len(repaired) - len(repaired.lstrip())) * _CHARACTER
                lines.append(TextLine(content, number, number, x0, x0 + len(content) * _CHARACTER, y, 10.0))
    right = max((line.x1 for line in lines), default=0.0)
    for line in lines:
        line.right = right
    return lines, pages
