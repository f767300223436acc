"""Drop caps: a large first letter beside the lines of the paragraph that it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from paper2dcat.read.layout.fragments import Fragment

LARGE: Final = 1.8
"""How many times as large as the text beside it a letter must be."""
_WORD: Final = re.compile(r"[a-z]+")


def without_drop_caps(items: list[Fragment]) -> list[Fragment]:
    """Return the fragments with drop caps put before the line that they begin."""
    caps = [f for f in items if len(f.parts) == 1 and _is_cap(f.text)]
    if not caps:
        return items
    taken: set[int] = set()
    for cap in caps:
        beside = [f for f in items if f is not cap and _beside(cap, f)]
        if len({round(f.y) for f in beside}) < 2:
            continue
        top = max(beside, key=lambda f: (f.y, -f.x0))
        blank = " " if _is_word(cap.text.strip(), top.text, items) else ""
        top.parts.insert(0, cap.text.strip() + blank)
        taken.add(id(cap))
    return [f for f in items if id(f) not in taken]


def _is_cap(text: str) -> bool:
    text = text.strip()
    return len(text) == 1 and text.isalpha() and text.isupper()


def _beside(cap: Fragment, f: Fragment) -> bool:
    """Whether a fragment is one of the lines that stand to the right of a large letter."""
    return (
        cap.size > LARGE * f.size
        and -0.1 * cap.size < f.y - cap.y < 0.95 * cap.size
        and -0.3 * f.size < f.x0 - cap.x1 < 1.5 * f.size
    )


def _is_word(cap: str, text: str, items: Sequence[Fragment]) -> bool:
    """Whether the letter is a word by itself: what follows stands elsewhere on the page as it is here."""
    found = _WORD.match(text.lower())
    if cap not in "AI" or found is None:
        return False
    words = [word for f in items for word in _WORD.findall(f.text.lower()) if len(word) > 1]
    return words.count(found.group()) > 1 and cap.lower() + found.group() not in words
