"""Footnotes that serve as references: an address under a mark that the text calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from paper2dcat.model import Note, Passage, PassageKind, Span
from paper2dcat.read.citations.patterns import URL, whole_url

_MARK: Final = re.compile(r"\s*([⁰¹²³⁴-⁹]{1,3}|[*†‡§¶∗]{1,3}|\d{1,2}(?=\s?[A-Z]|\s?https?:|\s?www))")
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CALLED: Final = re.compile(r"[⁰¹²³⁴-⁹]{1,3}|[*†‡§¶∗]{1,3}")
_TEXT: Final = frozenset(
    {PassageKind.PARAGRAPH, PassageKind.CAPTION, PassageKind.TABLE, PassageKind.HEADING, PassageKind.TITLE}
)


def find_notes(text: str, passages: Sequence[Passage], page_at: Callable[[int], int]) -> tuple[Note, ...]:
    """Return the footnotes with an address, each with the places on its page that call it."""
    marked = []
    for passage in passages:
        if passage.kind is not PassageKind.FOOTNOTE:
            continue
        mark = _MARK.match(text, passage.start, passage.end)
        url = URL.search(text, passage.start, passage.end)
        if mark and url:
            marked.append((mark.group(1).translate(_PLAIN), url, page_at(passage.start)))
    if not marked:
        return ()
    calls = _calls(text, passages, page_at, {page for _, _, page in marked})
    notes = []
    for mark_text, url, page in marked:
        value, end = whole_url(text, url)
        called = tuple(calls.get((mark_text, page), ()))
        notes.append(Note(mark_text, value, url.start(), end, called))
    return tuple(notes)


def _calls(
    text: str, passages: Sequence[Passage], page_at: Callable[[int], int], pages: set[int]
) -> dict[tuple[str, int], list[Span]]:
    """Return where the text has raised marks, by mark and page."""
    found: dict[tuple[str, int], list[Span]] = {}
    for passage in passages:
        if passage.kind not in _TEXT or not pages.intersection(
            range(page_at(passage.start), page_at(passage.end - 1) + 1)
        ):
            continue
        for match in _CALLED.finditer(text, passage.start, passage.end):
            if match.start() > passage.start:
                key = match.group().translate(_PLAIN), page_at(match.start())
                found.setdefault(key, []).append(Span(match.start(), match.end()))
    return found
