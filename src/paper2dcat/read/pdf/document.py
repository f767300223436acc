"""Opening a PDF: what is wrong with it, said once and clearly, and its pages one after another."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.utils import decode_text

from paper2dcat.errors import PaperError
from paper2dcat.read.pdf.damage import Damage
from paper2dcat.read.pdf.fonts import UNKNOWN
from paper2dcat.read.pdf.interpreter import BROKEN, UnknownContentError
from paper2dcat.read.pdf.opened import Document
from paper2dcat.read.pdf.readers import DEFAULT, PageReader, load_reader
from paper2dcat.read.pdf.runs import PageRuns

MAX_PAGES: Final = 2_000
MANY_UNKNOWN: Final = 0.02
"""Share of glyphs without a character; in papers it is below 0.008, mostly large brackets."""

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class PdfText:
    """The text runs of a whole file, its document information, and the pages that could not be read."""

    pages: list[PageRuns] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    """Page (0: the file), code, message."""


def read_runs(data: bytes, source: str, reader: str = DEFAULT) -> PdfText:
    """Return the text runs of a PDF as the named reader sees them; :class:`PaperError` when there are none."""
    if not data:
        raise PaperError(f"{source} is empty.", remedy="Fetch the file again.", code="empty")
    if b"%PDF-" not in data[:1024]:
        raise PaperError(
            f"{source} is not a PDF, whatever its name says.",
            remedy="Give a PDF or a .txt file.",
            code="not-a-pdf",
        )
    damage = Damage()
    _ends(data, damage)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = _open(data, source, damage)
        text = PdfText(info=_info(document))
        pages = load_reader(reader, data)
        for number, page in enumerate(_pages(document), 1):
            text.pages.append(_page(pages, number, page, text))
    _count(document, len(text.pages))
    text.problems[:0] = damage.problems()
    _unknown_glyphs(text)
    if not text.pages:
        if "truncated" in damage:
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


def _unknown_glyphs(text: PdfText) -> None:
    """Tell of fonts that do not say which characters their glyphs are, when it is more than odd symbols."""
    shown = unknown = 0
    for page in text.pages:
        for runs in (page.upright, page.slanted, *page.turned.values()):
            for run in runs:
                shown += len(run.text)
                unknown += run.text.count(UNKNOWN)
    if unknown > MANY_UNKNOWN * shown:
        text.problems.append(
            (0, "unknown-glyphs", f"{unknown:,} of {shown:,} characters are unknown to the file's fonts")
        )


def _ends(data: bytes, damage: Damage) -> None:
    """Note what is wrong with the two ends of a file."""
    if begin := data.find(b"%PDF-"):
        damage.note("leading-bytes", f"{begin} bytes come first")
    end = data.rfind(b"%%EOF")
    if end < 0:
        damage.note("truncated")
    elif len(behind := data[end + 5 :].strip(b"\r\n\t \x00")) > 0:
        damage.note("trailing-bytes", f"{len(behind)} bytes")


def _open(data: bytes, source: str, damage: Damage) -> Document:
    try:
        return Document(data, damage)
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
        if "truncated" in damage:
            raise _truncated(source) from error
        raise PaperError(
            f"{source} is a damaged PDF ({type(error).__name__}).",
            remedy="Open and save it with a PDF viewer, or fetch it again.",
            code="unreadable",
        ) from error


def _info(document: Document) -> dict[str, str]:
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


def _pages(document: Document) -> Iterator[Any]:
    pages = PDFPage.create_pages(document)
    seen: set[object] = set()
    while len(seen) < MAX_PAGES:
        try:
            page = next(pages)
        except StopIteration:
            return
        except BROKEN as error:
            document.damage.note("page-tree", f"{type(error).__name__} after page {len(seen)}")
            return
        if page.pageid not in seen:
            seen.add(page.pageid)
            yield page
    document.damage.note("page-tree", f"only the first {MAX_PAGES:,} pages were read")


def _count(document: Document, found: int) -> None:
    """Note pages that the file counts and that are not there, and those that it lists more than once."""
    try:
        root = document.catalog.get("Pages")
        stated = resolve1(dict_value(root).get("Count"))
        listed = _listed(root)
    except BROKEN:
        stated, listed = None, []
    if stated != found and found < MAX_PAGES:
        document.damage.note("page-tree", f"it counts {stated} pages, {found} were found")
    if len(set(listed)) < len(listed):
        document.damage.note("page-tree", "it lists pages more than once")


def _listed(root: object) -> list[int]:
    """Return the object numbers of all branches and pages of the tree, as often as they are listed."""
    found: list[int] = []
    known: set[int] = set()
    open_nodes = [root]
    while open_nodes and len(found) < 4 * MAX_PAGES:
        node = open_nodes.pop()
        if isinstance(node, PDFObjRef):
            found.append(node.objid)
            if node.objid in known:
                continue
            known.add(node.objid)
        open_nodes.extend(list_value(dict_value(node).get("Kids")))
    return found


def _page(reader: PageReader, number: int, page: Any, text: PdfText) -> PageRuns:
    try:
        runs = reader.page(number, page)
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
