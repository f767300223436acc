"""Accents that a PDF sets as glyphs of their own: ``´S`` and ``c¸`` become ``Ś`` and ``ç``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_COMBINING: Final = {
    "´": "\u0301",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˝": "\u030b",
    "˘": "\u0306",
    "˙": "\u0307",
    "˚": "\u030a",
    "¯": "\u0304",
    "`": "\u0300",
    "¸": "\u0327",
    "˛": "\u0328",
}
SPACING_ACCENTS: Final = frozenset(_COMBINING)
_BEFORE = re.compile(r"(?P<accent>[´¨ˆ˜ˇ˝˘˙˚¯`]) ?(?P<letter>[A-Za-zıȷ])")
_AFTER = re.compile(r"(?P<letter>[A-Za-z]) ?(?P<accent>[¸˛])")
_TRIGGER = re.compile(r"[´¨ˆ˜ˇ˝˘˙˚¯`¸˛\u0300-\u036f]")
_SPLIT = re.compile(r"(?<=[a-zà-ÿ]) (?=[´¨ˆ˜ˇ˝˘˙˚¯] ?[a-zı])")


def _composed(match: re.Match[str]) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(match["letter"], match["letter"])
    if match["accent"] == "`" and letter.lower() not in "aeiou":
        return match.group()
    whole = unicodedata.normalize("NFC", letter + _COMBINING[match["accent"]])
    return whole if len(whole) == 1 else match.group()


def compose(text: str) -> str:
    """Return text with spacing accents put on the letters that they belong to, in composed form."""
    if not _TRIGGER.search(text):
        return text
    text = _AFTER.sub(_composed, _BEFORE.sub(_composed, text))
    return unicodedata.normalize("NFC", text)
