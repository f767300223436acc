"""Tokens and sentences: cheap, deterministic, and the same for training texts and papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised figures of citations and footnotes."""
_TOKEN = re.compile(rf"[^\W_{RAISED}]+|[^\w\s]|[_{RAISED}]")
_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9•–])|[;•]\s+(?=•)")
_NO_END = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|cf|vs|resp|approx|Fig|Figs|Eq|Eqs|Sec|Sect|Tab|Ref|Refs|No|Nos|Vol|pp|"
    r"Dr|Prof|Mr|Mrs|St|"
    r"Inc|Ltd|Corp|Univ|Dept|U\.S|U\.K|Ph\.D|ca|al|w\.r\.t|a\.k\.a|viz|App|Alg|Thm|Def|Prop|Ch)|\b[A-Z])\.$"
)


class Token(NamedTuple):
    """A word, number or mark with its characters' span in the text."""

    text: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``; offsets count in ``text``."""
    stop = len(text) if end is None else end
    return [Token(m[0], *m.span()) for m in _TOKEN.finditer(text, start, stop)]


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text[start:end]``, without blanks around them."""
    begin = start
    for match in _END.finditer(text, start, end):
        mark = match.start() + 1
        if text[match.start()] == "." and _NO_END.search(text, max(begin, mark - 12), mark):
            continue
        if text[begin:mark].strip():
            yield _trim(text, begin, match.end())
        begin = match.end()
    if text[begin:end].strip():
        yield _trim(text, begin, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
