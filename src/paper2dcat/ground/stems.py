"""The words that carry what a phrase says, without their endings: what two ways of saying it have in common."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[\w'’]+")
_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by for from has have in into is it its of on or our over such than that the "
        "their "
        "these this to was we were which with within used using use dataset datasets data corpus",
    )
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ifiers", "ifier", "ified", "ifies", "ions", "ion", "ies", "ed", "es",
            "s", "y", "e")  # fmt: skip
"""English endings, the longer of two before the shorter."""


@lru_cache(maxsize=8192)
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words."""
    return frozenset(stem(word) for word in WORD.findall(text.casefold()) if word not in _STOP)


def stem(word: str) -> str:
    """Return a word without its English ending; crude, and the same for both sides of a comparison."""
    if word.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[: -len(ending)]
    return word
