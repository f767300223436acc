"""Opening a PDF: what is wrong with it, said once and clearly, and its pages one after another."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from paper2dcat.errors import PaperError
from paper2dcat.read.pdf.interpreter import DAMAGED, TextInterpreter, UnknownContentError
from paper2dcat.read.pdf.runs import PageRuns
from paper2dcat.read.pdf.streams import BoundedParser

BROKEN: Final = (*DAMAGED, ArithmeticError, UnicodeError, StopIteration)
"""What reading a damaged file may raise on top: numbers and strings that only the whole brings together."""
MAX_PAGES: Final = 2_000
_CATALOG: Final = re.compile(
    rb"(\d{1,9})\s+(\d{1,5})\s+obj\s*<<(?:(?!endobj).){0,400}?/Type\s*/Catalog\b", re.DOTALL
)

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class PdfText:
    """The text runs of a whole file, its document information, and the pages that could not be read."""

    pages: list[PageRuns] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    """Page (0: the file), code, message."""


def read_runs(data: bytes, source: str) -> PdfText:
    """Return the text runs of a PDF; :class:`PaperError` when nothing of it can be used."""
    if not data:
        raise PaperError(f"{source} is empty.", remedy="Fetch the file again.", code="empty")
    if b"%PDF-" not in data[:1024]:
        raise PaperError(
            f"{source} is not a PDF, whatever its name says.",
            remedy="Give a PDF or a .txt file.",
            code="not-a-pdf",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = _open(data, source)
        text = PdfText(info=_info(document))
        complete = b"%%EOF" in data[-4096:] or b"startxref" in data[-4096:]
        if not complete:
            text.problems.append((0, "truncated", "the file ends too early; what is left of it was read"))
        interpreter = TextInterpreter()
        for number, page in enumerate(_pages(document, text), 1):
            text.pages.append(_page(interpreter, number, page, text))
    if not text.pages:
        if not complete:
            raise _truncated(source)
        raise PaperError(
            f"{source} has no pages that can be read.",
            remedy="Open and save it with a PDF viewer, or fetch it again.",
            code="unreadable",
        )
    return text


def _truncated(source: str) -> PaperError:
    return PaperError(
        f"{source} ends too early: it is a truncated PDF.", remedy="Fetch the file again.", code="truncated"
    )


def _open(data: bytes, source: str) -> PDFDocument:
    try:
        return PDFDocument(BoundedParser(BytesIO(data)))
    except PDFPasswordIncorrect as error:
        raise PaperError(
            f"{source} is encrypted and needs a password.",
            remedy="Save a copy without a password.",
            code="encrypted",
        ) from error
    except PDFEncryptionError as error:
        raise PaperError(
            f"{source} is encrypted in a way that is not supported ({error}).",
            remedy="Save a copy without encryption.",
            code="encrypted",
        ) from error
    except BROKEN as error:
        if (document := _without_trailer(data)) is not None:
            return document
        if b"%%EOF" not in data[-4096:]:
            raise _truncated(source) from error
        raise PaperError(
            f"{source} is a damaged PDF ({type(error).__name__}).",
            remedy="Open and save it with a PDF viewer, or fetch it again.",
            code="unreadable",
        ) from error


def _without_trailer(data: bytes) -> PDFDocument | None:
    """Return the document of a file that has lost its end but still has its catalogue."""
    found = _CATALOG.search(data)
    if found is None:
        return None
    trailer = b"\ntrailer\n<< /Root %s %s R >>\nstartxref\n0\n%%%%EOF\n" % found.group(1, 2)
    try:
        return PDFDocument(BoundedParser(BytesIO(data + trailer)))
    except BROKEN:
        return None


def _info(document: PDFDocument) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in document.info:
        try:
            for key, value in dict(entry).items():
                value = resolve1(value)
                if isinstance(value, bytes):
                    found[str(key)] = decode_text(value).strip("\x00 ")
        except BROKEN:
            continue
    return found


def _pages(document: PDFDocument, text: PdfText) -> Iterator[Any]:
    pages = PDFPage.create_pages(document)
    for _ in range(MAX_PAGES):
        try:
            yield next(pages)
        except StopIteration:
            return
        except BROKEN as error:
            text.problems.append((0, "page-tree", f"the list of pages is damaged ({type(error).__name__})"))
            return
    text.problems.append((0, "too-many-pages", f"only the first {MAX_PAGES:,} pages were read"))


def _page(interpreter: TextInterpreter, number: int, page: Any, text: PdfText) -> PageRuns:
    try:
        runs = interpreter.page(number, page)
    except UnknownContentError as error:
        text.problems.append((number, "fallback", f"{error}: read with pdfminer's own interpreter"))
        runs = _fallback(number, page, text)
    except BROKEN as error:
        text.problems.append((number, "page-unreadable", f"the page cannot be read ({type(error).__name__})"))
        runs = PageRuns(number, 612.0, 792.0)
    text.problems.extend((number, "page-content", problem) for problem in runs.problems)
    return runs


def _fallback(number: int, page: Any, text: PdfText) -> PageRuns:
    from paper2dcat.read.pdf.fallback import fallback_page

    try:
        return fallback_page(number, page)
    except BROKEN as error:
        text.problems.append((number, "page-unreadable", f"the page cannot be read ({type(error).__name__})"))
        return PageRuns(number, 612.0, 792.0)
