"""A paper's own identifiers: its DOI and its arXiv stamp."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from paper2dcat.model import Basis, Fact, Passage, PassageKind
from paper2dcat.read.citations.patterns import DOI, clean_doi

STAMP: Final = re.compile(
    r"arXiv:\s?(\d{4}\.\d{4,5}|"
    r"[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?(?:\s*\[[\w.-]+\])?(?:\s+(\d{1,2}) (\w{3,9}) (\d{4}))?"
)
_DEPOSITED: Final = re.compile(r"data ?sets?\b|data (?:is|are|from|at|availab)|deposit|repositor")
"""Words before a DOI of data that the paper has, not of the paper."""
_DATA_DOIS: Final = re.compile(r"^10\.(?:5281|6084|5061|7910|17632|5255|17605|3886|15468|48550)/")


def identifiers(
    text: str, passages: Sequence[Passage], pages_end: int
) -> tuple[tuple[Fact, ...], re.Match[str] | None]:
    """Return DOI and arXiv id from the first pages, outside the bibliography, and the arXiv stamp if any."""
    found: list[Fact] = []
    stamp = None
    own = [p for p in passages if p.kind is not PassageKind.REFERENCE and p.start < pages_end]
    for passage in own:
        match = STAMP.match(text, passage.start, passage.end)
        if match and (match.group(2) or match.group(3)):
            stamp = match
            break
    doi = _own_doi(text, own)
    if doi:
        found.append(doi)
    if stamp:
        found.append(
            Fact(
                f"arXiv:{stamp.group(1)}",
                Basis.STATED,
                stamp.start(),
                stamp.end(2) if stamp.group(2) else stamp.end(1),
            )
        )
    return tuple(found), stamp


def _own_doi(text: str, passages: Sequence[Passage]) -> Fact | None:
    for kinds in (
        (PassageKind.FURNITURE,),
        (
            PassageKind.AUTHORS,
            PassageKind.TITLE,
            PassageKind.FOOTNOTE,
            PassageKind.PARAGRAPH,
            PassageKind.HEADING,
        ),
    ):
        for passage in passages:
            if passage.kind in kinds:
                for match in DOI.finditer(text, passage.start, passage.end):
                    value = clean_doi(match.group(1))
                    before = text[max(passage.start, match.start() - 40) : match.start()].lower()
                    if (
                        not _DATA_DOIS.match(value)
                        and ("doi" in before or before == "")
                        and not _DEPOSITED.search(before)
                    ):
                        return Fact(
                            f"doi:{value.lower()}", Basis.STATED, match.start(1), match.start(1) + len(value)
                        )
    return None
