"""Sentences of a passage, as spans of the paper's text."""

from __future__ import annotations

import re
from functools import lru_cache

from paper2dcat.model import Span

_BREAK = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:al|e\.g|i\.e|cf|vs|etc|resp|approx|ca|Fig|Figs|Sec|Sect|Eq|Eqs|Tab|Tbl|Ref|Refs|No|Nos|Dr|Prof|"
    r"Mr|Ms"
    r"|St|Vol|pp|Ch|App|Proc|Inc|Ltd|Jr|Sr|Md|U\.S|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)"
    r"|(?:^|[\s(])[A-Z])\.$"
)
_LONGEST = 1500


@lru_cache(maxsize=4096)
def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a passage; a very long one (a table, a listing) is cut at blanks."""
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if _ABBREVIATION.search(text, max(start, match.start() - 12), match.start() + 1):
            continue
        spans.append(Span(start, match.start() + len(match.group().rstrip())))
        start = match.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return tuple(piece for span in spans for piece in _cut(text, span))


def _cut(text: str, span: Span) -> list[Span]:
    pieces = []
    start = span.start
    while span.end - start > _LONGEST:
        at = text.rfind(" ", start + 1, start + _LONGEST)
        end = at if at > start else start + _LONGEST
        pieces.append(Span(start, end))
        start = end + 1 if at > start else end
    pieces.append(Span(start, span.end))
    return pieces
