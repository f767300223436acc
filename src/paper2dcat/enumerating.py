"""Lists of datasets in which each name has a citation of its own: ``datasets such as A [1], B and C [2], and D [3]``.

What such a list cites behind a name made the dataset, whatever the title of the work speaks of: one definition for
those who look for a dataset's reference and those who check it.
"""

from __future__ import annotations

import re
from typing import Final

from paper2dcat.model import Span

CITATION: Final = re.compile(
    r"\s*(?:\((?=[^()]*\d{4})[^()]{3,160}\)|\[\d[\d,; –-]*\]|#b\d+|\[reference\]"
    r"|(?:by\s+)?[A-Z][\w'’-]+ (?:et al\.?|and [A-Z][\w'’-]+|& [A-Z][\w'’-]+)?,? ?[(\[](?:19|20)\d\d[a-z]?[)\]])"
)
"""A citation, whether reading could tell to what entry it leads or not."""
_OPENS = re.compile(
    r"\b(?:data ?-?sets|corpora|data ?bases|benchmarks|tree ?banks|collections|test ?sets|shared tasks)"
    r"(?:\s+(?:for|of|in|on)\s+(?:[a-z][\w-]*\s+){1,5}?)?"
    r"(?:\s*,?\s*(?:such as|like|(?:also\s+)?includ(?:e|es|ing)|are|namely|e\.g\.,?|i\.e\.,?)(?![\w-])\s*:?"
    r"|\s*[:(–—])\s*",
    re.IGNORECASE,
)
"""What a list of datasets begins with."""
_CITED = "\N{SYMBOL FOR RECORD SEPARATOR}"
_NAME = r"(?:the\s+)?(?=[\w’'-]*[A-Z])[\w’'!+./-]+(?:\s(?:of\s|for\s)?[A-Z\d][\w’'!+./-]*)*"
_ITEM = rf"{_NAME}(?:\s+(?:data ?-?set|corpus|treebank))?(?:\s+and\s+{_NAME})?\s*{_CITED}"
_NEXT = r"(?=\s*+(?:[,;&]|and\b|or\b|as well))\s*+(?:[,;]\s*+)?(?:(?:and|or|&|as well as)(?![\w-])\s*+)?(?:the\s++)?"
_ITEMS_AHEAD = re.compile(rf"(?:{_ITEM}{_NEXT})*(?:the\s+)?(?:{_NAME}\s+and\s+(?:the\s+)?)?")
_ITEM_BEHIND = re.compile(rf"{_NEXT}{_ITEM}")
_AT_ONCE = re.compile(r"\s*(?:data ?-?set\s*|corpus\s*|treebank\s*)?(?:by\s+)?[(\[]?")
_TWO = re.compile(rf"\s+and\s+{_NAME}\s*[(\[]?")
"""From the first of two names to the citation that they share."""


def enumerated(text: str, sentence: Span, mention: Span, callout: Span) -> bool:
    """Whether a name is an item of a list of datasets in which at least one other has a citation of its own.

    The citation stands right behind the name, or behind the second of two names that share it.
    """
    if callout.start < mention.end:
        return False
    before = text[sentence.start : mention.start]
    openings = list(_OPENS.finditer(before))
    if not openings:
        return False
    ahead = CITATION.sub(f" {_CITED}", before[openings[-1].end() :])
    if _ITEMS_AHEAD.fullmatch(ahead.lstrip()) is None:
        return False
    between = text[mention.end : callout.start]
    behind = text[mention.end : sentence.end]
    rest = CITATION.sub(f" {_CITED}", behind)
    goes_on = _ITEM_BEHIND.match(rest, rest.find(_CITED) + 1) is not None
    if _AT_ONCE.fullmatch(between):
        return goes_on or _CITED in ahead
    return _TWO.fullmatch(between) is not None and goes_on
