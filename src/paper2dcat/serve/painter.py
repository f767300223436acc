"""Pages of papers as pictures, and where words stand on them; drawn by pdfium in a process that may die.

The printed line is known from reading (:class:`~paper2dcat.model.Positions`); which part of it a quote takes
is found by holding the line's characters against those that pdfium sees inside the line's box. Where that
fails (a damaged font), the part is taken by counting characters.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import struct
import unicodedata
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from paper2dcat.model import Box

if TYPE_CHECKING:
    import numpy as np

    from paper2dcat.serve.processes import Handle

PIXELS_WIDE: Final = 1240
"""Width of a page's picture: 150 pixels an inch for A4."""
_MAX_PIXELS: Final = 12_000_000
_OPEN: Final = 4
"""Documents that stay open."""
_UNITS: Final = 100_000
"""Pages are measured in this many parts of their width and height."""
_AROUND: Final = 1.5
"""Points by which a character may stand outside its line's box."""
_ENOUGH: Final = 0.6
"""Share of the characters of a quote that have to be found on the page."""


class Part(NamedTuple):
    """A printed line with its text, of which the characters ``start`` to ``end`` are looked for."""

    box: Box
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is: the file, its expected SHA-256, and the page's number from 1."""

    path: str
    sha256: str
    page: int


@dataclass(frozen=True, slots=True)
class Paint:
    """A job: draw a page."""

    place: Place


@dataclass(frozen=True, slots=True)
class Locate:
    """A job: find words on a page."""

    place: Place
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """The page's height for a width of 1, and boxes in parts of width and height from its upper left."""

    height: float
    boxes: tuple[Box, ...]


class NoPicture(Exception):  # noqa: N818 - told to the reader in words, not a failure of the program
    """A page that cannot be shown, and why."""


def open_painter() -> Handle:
    """Return what paints: a job in, its result or the reason why there is none (a text) out."""
    shelf = _Shelf()

    def handle(job: object) -> object:
        assert isinstance(job, Paint | Locate)
        try:
            with shelf.page(job.place) as page:
                return _paint(page) if isinstance(job, Paint) else locate(page, job.parts)
        except NoPicture as reason:
            return str(reason)

    return handle


class _Page:
    """A page that is open; everything of it is closed at the end, since pdfium frees nothing by itself."""

    def __init__(self, document: Any, index: int) -> None:
        self._document, self._index = document, index

    def __enter__(self) -> Any:
        self._page = self._document[self._index]
        return self._page

    def __exit__(self, *_: object) -> None:
        self._page.close()


class _Shelf:
    """The documents that are open, each checked to be the very file that the paper was built from."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, int, int, str], Any] = OrderedDict()

    def page(self, place: Place) -> _Page:
        import pypdfium2 as pdfium

        try:
            status = os.stat(place.path)
            key = (place.path, status.st_mtime_ns, status.st_size, place.sha256)
            if key not in self._open:
                self._open[key] = self._opened(place)
                while len(self._open) > _OPEN:
                    self._open.popitem(last=False)[1].close()
            self._open.move_to_end(key)
            document = self._open[key]
            if not 1 <= place.page <= len(document):
                raise NoPicture(f"The file has no page {place.page}.")
            return _Page(document, place.page - 1)
        except OSError as error:
            raise NoPicture("The file that this paper was read from is no longer where it was.") from error
        except pdfium.PdfiumError as error:
            raise NoPicture("The file's pages cannot be drawn.") from error

    @staticmethod
    def _opened(place: Place) -> Any:
        import pypdfium2 as pdfium

        with open(place.path, "rb") as stream:
            content = stream.read()
        if hashlib.sha256(content).hexdigest() != place.sha256:
            raise NoPicture("The file has changed since this paper was read.")
        document: Any = pdfium.PdfDocument(content)
        return document


def _paint(page: Any) -> bytes:
    width, height = page.get_size()
    scale = PIXELS_WIDE / max(width, 1.0)
    scale = min(scale, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    pixels = bitmap.to_numpy()
    content = png(pixels)
    bitmap.close()
    return content


def png(pixels: np.ndarray[Any, Any]) -> bytes:
    """Return an image (rows of RGB pixels) as PNG (https://www.w3.org/TR/png/); filter: difference upwards."""
    import numpy as np

    height, width, channels = pixels.shape
    rows = np.ascontiguousarray(pixels[:, :, :3]).reshape(height, width * min(channels, 3))
    filtered = np.empty((height, rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = 2
    filtered[0, 1:] = rows[0]
    filtered[1:, 1:] = rows[1:] - rows[:-1]
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(filtered.tobytes(), 5)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def locate(page: Any, parts: Sequence[Part]) -> Marked:
    """Return the boxes of some words as they lie on the page's picture."""
    left, bottom, _, _ = page.get_mediabox()
    width, height = page.get_size()
    characters = _characters(page)
    boxes = []
    for part in parts:
        x0, y0, x1, y1 = part.box
        moved = part._replace(box=Box(x0 + left, y0 + bottom, x1 + left, y1 + bottom))
        boxes.append(_on_picture(page, _refined(moved, characters)))
    return Marked(height / max(width, 1.0), tuple(boxes))


class _Character(NamedTuple):
    text: str
    box: Box


def _characters(page: Any) -> list[_Character]:
    textpage = page.get_textpage()
    found = []
    count = textpage.count_chars()
    text = textpage.get_text_range(0, count, errors="replace") if count else ""
    if len(text) != count:  # characters outside the basic plane count twice: rather ask one by one
        text = [textpage.get_text_range(n, 1, errors="replace") or " " for n in range(count)]
    for n in range(count):
        letters = _plain(text[n])
        if letters:
            found += [_Character(letter, Box(*textpage.get_charbox(n, loose=True))) for letter in letters]
    textpage.close()
    return found


def _plain(text: str) -> str:
    """Return what two readers of a page agree on: letters, digits and signs without accents and blanks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(
        c for c in decomposed if not c.isspace() and c.isprintable() and not unicodedata.combining(c)
    )


def _refined(part: Part, characters: Sequence[_Character]) -> Box:
    """Return the box of the wanted characters of a line."""
    x0, y0, x1, y1 = part.box
    turned = y1 - y0 > x1 - x0 and len(part.text) > 3
    inside = [c for c in characters if _inside(c.box, part.box)]
    if not turned:
        inside.sort(key=lambda c: c.box.x0)
    line, places = "", []
    for n, letter in enumerate(part.text):
        kept = _plain(letter)
        line += kept
        places += [n] * len(kept)
    wanted = {k for k, n in enumerate(places) if part.start <= n < part.end}
    matcher = difflib.SequenceMatcher(None, line, "".join(c.text for c in inside), autojunk=False)
    hits = [
        inside[block.b + k].box
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
        if block.a + k in wanted
    ]
    if wanted and len(hits) >= _ENOUGH * len(wanted):
        found = Box(min(b.x0 for b in hits), min(b.y0 for b in hits), max(b.x1 for b in hits),
                    max(b.y1 for b in hits))  # fmt: skip
        return found if turned else Box(found.x0, min(y0, found.y0), found.x1, max(y1, found.y1))
    if turned:
        return part.box
    step = (x1 - x0) / max(1, len(part.text))
    return Box(x0 + step * part.start, y0, x0 + step * part.end, y1)


def _inside(box: Box, line: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return line.x0 - _AROUND <= x <= line.x1 + _AROUND and line.y0 - _AROUND <= y <= line.y1 + _AROUND


def _on_picture(page: Any, box: Box) -> Box:
    """Return a box as parts of the picture's width and height: turned and cropped as the page is shown."""
    import ctypes

    import pypdfium2.raw

    to_device: Any = vars(pypdfium2.raw)["FPDF_PageToDevice"]
    corners = []
    for x, y in ((box.x0, box.y0), (box.x1, box.y1)):
        across, down = ctypes.c_int(), ctypes.c_int()
        to_device(page.raw, 0, 0, _UNITS, _UNITS, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        corners.append((across.value / _UNITS, down.value / _UNITS))
    (xa, ya), (xb, yb) = corners
    return Box(*(min(1.0, max(0.0, v)) for v in (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))))
