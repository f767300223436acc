"""The evidence view: the page of the paper as a picture with the words marked, beside the text around them."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from paper2dcat.model import Box, Line, Positions
from paper2dcat.serve.cache import Cache
from paper2dcat.serve.files import PaperFiles
from paper2dcat.serve.painter import Locate, Marked, NoPicture, Paint, Part, Place, open_painter
from paper2dcat.serve.processes import Failed, Processes
from paper2dcat.serve.render import Renderer, Row, web_page
from paper2dcat.serve.values import FIELDS
from paper2dcat.vocab import CITO, DCTERMS

_SPAN: Final = re.compile(r"annotation/([^/]+)/span/(\d{1,9})-(\d{1,9})")
_AROUND: Final = 240
"""Characters of text shown before and after the quote."""
_SECONDS: Final = 20.0
_PICTURES: Final = 48_000_000
"""Bytes of pictures that are kept in memory."""

_NO_PDFIUM: Final = "To see the page, install the program that draws it: pip install 'paper2dcat[pdfium]'"
_NO_POSITIONS: Final = (
    "Where the words stand on the page is not known: this paper was read from text, or by an earlier version "
    "(build the workspace again with the PDF changed or the record removed)."
)
_NO_FILE: Final = (
    "Nobody knows where the PDF of this paper lies now. Start the server with --papers FOLDER to show it."
)
_NOT_SHOWN: Final = "This server does not show pages."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page with its marks: all in parts of the picture's width (1) and ``height``."""

    number: int
    address: str
    height: float
    boxes: tuple[Box, ...]


class Evidence:
    """Makes evidence pages and the pictures in them."""

    def __init__(
        self, renderer: Renderer, files: PaperFiles, *, pictures: bool, age: Callable[[], object]
    ) -> None:
        self._render = renderer
        self._files = files
        self._painter: Processes | None = None
        self._unable = "" if pictures else _NOT_SHOWN
        if pictures and importlib.util.find_spec("pypdfium2") is None:
            self._unable = _NO_PDFIUM
        if not self._unable:
            self._painter = Processes(open_painter, size=1, wait=20.0, megabytes=1024)
        self._pictures: Cache[bytes] = Cache(_PICTURES, len, age)
        self._marks: Cache[Marked] = Cache(5_000, lambda _: 1, age)

    def close(self) -> None:
        """Stop the process that paints."""
        if self._painter is not None:
            self._painter.close()

    def is_place(self, path: str) -> bool:
        """Tell whether a document's path names a place in a paper."""
        return _SPAN.fullmatch(path) is not None

    def page(self, iri: str) -> bytes:
        """Return the page about a place in a paper, which the graph has to know."""
        render = self._render
        match = _SPAN.fullmatch(iri.removeprefix(render.base))
        assert match is not None
        slug, start, end = match[1], int(match[2]), int(match[3])
        paper = f"{render.base}id/paper/{slug}"
        place = render.rows("span", iri)[0]
        sheets, reason = self._sheets(slug, start, end)
        title = render.label(paper)
        before, after = self._neighbours(paper, start, end)
        return render.page(
            "evidence.html",
            iri=iri,
            paper=paper,
            title=title,
            place=place,
            around=self._around(slug, start, end, place["quote"]),
            reasons=[_in_words(row) for row in render.rows("bears-out", iri)],
            sheets=sheets,
            reason=reason,
            before=before,
            after=after,
            span=f"{render.base}annotation/{slug}/span/",
            metadata=web_page(f"Evidence in {title}"),
        )

    def picture(self, slug: str, number: int) -> tuple[bytes, str] | str:
        """Return a page as PNG with a tag that names its content, or why it cannot be shown."""
        place = self._place(slug, number)
        if isinstance(place, str):
            return place
        try:
            content = self._pictures.get(place, lambda: self._painted(Paint(place)))
        except NoPicture as reason:
            return str(reason)
        return content, f"{place.sha256[:20]}-{number}"

    # -- how it is found ---------------------------------------------------------------------------------

    def _place(self, slug: str, number: int) -> Place | str:
        if self._painter is None:
            return self._unable
        positions = self._files.positions(slug)
        if positions is None:
            return _NO_POSITIONS
        path = self._files.path(positions.sha256)
        return Place(path, positions.sha256, number) if path else _NO_FILE

    def _sheets(self, slug: str, start: int, end: int) -> tuple[list[Sheet], str]:
        """Return the pages with the words marked, or none and the reason."""
        positions = self._files.positions(slug)
        text = self._files.text(slug)
        if positions is None:
            return [], _NO_POSITIONS
        sheets = []
        for number, parts in _by_page(positions, text, start, end).items():
            place = self._place(slug, number)
            if isinstance(place, str):
                return [], place
            try:
                marked = self._marked(Locate(place, tuple(parts)))
            except NoPicture as reason:
                return [], str(reason)
            sheets.append(Sheet(number, f"/page/{slug}/{number}.png", marked.height, marked.boxes))
        return sheets, ""

    def _painted(self, job: Paint) -> bytes:
        result = self._ask(job)
        assert isinstance(result, bytes)
        return result

    def _marked(self, job: Locate) -> Marked:
        def find() -> Marked:
            result = self._ask(job)
            assert isinstance(result, Marked)
            return result

        return self._marks.get(job, find)

    def _ask(self, job: Paint | Locate) -> object:
        """Have a job done; :class:`NoPicture` says why it cannot be (and is not remembered: it may pass)."""
        assert self._painter is not None
        result = self._painter.ask(job, _SECONDS)
        if isinstance(result, Failed):
            raise NoPicture(f"The page could not be drawn: {result.value}.")
        if isinstance(result, str):
            raise NoPicture(result)
        return result

    def _around(self, slug: str, start: int, end: int, quote: str) -> tuple[str, str]:
        text = self._files.text(slug)
        if text[start:end] != quote:
            return "", ""
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return before.partition(" ")[2] if start > _AROUND else before, after.rpartition(" ")[0]

    def _neighbours(self, paper: str, start: int, end: int) -> tuple[Row | None, Row | None]:
        """Return the places in the same paper before and behind this one that bear something out."""
        spans = sorted(self._render.rows("spans-of", paper), key=lambda r: (int(r["start"]), int(r["end"])))
        here = (start, end)
        before = [row for row in spans if (int(row["start"]), int(row["end"])) < here]
        after = [row for row in spans if (int(row["start"]), int(row["end"])) > here]
        return before[-1] if before else None, after[0] if after else None


def _by_page(positions: Positions, text: str, start: int, end: int) -> dict[int, list[Part]]:
    pages: dict[int, list[Part]] = {}
    for line in positions.lines_of(start, end):
        pages.setdefault(line.page, []).append(_part(line, text, start, end))
    return pages


def _part(line: Line, text: str, start: int, end: int) -> Part:
    first, last = max(start, line.start) - line.start, min(end, line.end) - line.start
    return Part(line.box, text[line.start : line.end], first, last)


_VERBS: Final = {
    DCTERMS.references.value: "names the dataset",
    CITO.citesAsDataSource.value: "cites the source of",
}


def _in_words(row: Row) -> Row:
    """Add what a claim says in words a reader knows."""
    name = next((name for name, properties in FIELDS if row["property"] in properties), "")
    return {**row, "verb": _VERBS.get(row["property"], ""), "field": name}
