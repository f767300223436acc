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
_BELOW_BEFORE = re.compile(r"(?P<accent>¸) ?(?P<letter>[csCStT])")
_AFTER = re.compile(
    r"(?P<letter>[cstCST](?= ?¸)|[aeiuAEIU](?= ?˛)) ?(?P<accent>[¸˛])(?: (?=[a-zı´¨ˆ˜ˇ˝˘˙˚]))?"
)
_LEFT_OVER = re.compile(r"(?P<letter>[A-Za-z])(?P<accent>[´¨ˆ˜ˇ˝˘˙˚])(?=[a-z])")
_TRIGGER = re.compile(r"[´¨ˆ˜ˇ˝˘˙˚¯`¸˛\u0300-\u036f]")


_COMMON: Final = frozenset("ḂḃḄḅḌḍḤḥḲḳḶḷṂṃṄṅṆṇṚṛṠṡṢṣṬṭẀẁẂẃẄẅẒẓẸẹẼẽỊịỌọỤụỲỳỸỹǍǎǏǐǑǒǓǔǦǧǪǫȘșȚț")


def _whole(letter: str, accent: str) -> str | None:
    letter = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    if accent == "`" and letter.lower() not in "aeiou":
        return None
    whole = unicodedata.normalize("NFC", letter + _COMBINING[accent])
    return whole if len(whole) == 1 and (whole < "\u0180" or whole in _COMMON) else None


def _composed(match: re.Match[str]) -> str:
    return _whole(match["letter"], match["accent"]) or match.group()


def compose(text: str) -> str:
    """Return text with spacing accents put on the letters that they belong to, in composed form."""
    if (text.isascii() and "`" not in text) or not _TRIGGER.search(text):
        return text
    text = _LEFT_OVER.sub(
        _composed, _BELOW_BEFORE.sub(_composed, _AFTER.sub(_composed, _BEFORE.sub(_composed, text)))
    )
    return unicodedata.normalize("NFC", text)
