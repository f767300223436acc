"""Letters and patterns that several of the bibliography's modules share."""

from __future__ import annotations

import re
from typing import Final

UPPER: Final = "".join(chr(i) for i in range(0x41, 0x250) if chr(i).isupper())
LOWER: Final = "".join(chr(i) for i in range(0x61, 0x250) if chr(i).islower())
DOI: Final = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}|\\^`\[\]]+)")
ARXIV: Final = re.compile(
    r"(?:arxiv(?:\.org)?(?:\s?preprint)?\s?(?:arxiv)?\s?[:/]?\s?(?:abs/|pdf/)?|\babs/)\s?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?",
    re.I,
)
URL: Final = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:)\]'’]", re.I)
YEAR: Final = re.compile(r"(?<![\d./:-])((?:1[89]|20)\d{2})([a-z])?(?![\d/]|\.\d)")


def clean_doi(doi: str) -> str:
    """Return a DOI without the punctuation of the sentence around it."""
    doi = doi.rstrip(".,;:'\"”’")
    while doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1].rstrip(".,;")
    return doi


_URL_REST: Final = re.compile(
    r"\.?\s(?![a-z]+/[a-z]+\b|[\d/.-]+(?:\s|$))(?=\S{0,200}[/_=&%])[\w~%/.?#&;=+-]+(?=\s|$)", re.ASCII
)
"""The rest of an address on the next line: a word with what only addresses have in them."""


_TILDES: Final = str.maketrans("˜∼", "~~")


def whole_url(text: str, url: re.Match[str]) -> tuple[str, int]:
    """Return an address with what the ends of lines parted from it, and where it ends."""
    value, end = url.group(), url.end()
    while rest := _URL_REST.match(text, end):
        value += "".join(rest.group().split())
        end = rest.end()
    return value.rstrip(".,;").translate(_TILDES), end
