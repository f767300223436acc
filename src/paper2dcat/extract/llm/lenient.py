"""Reading JSON the way models write it.

Valid JSON is read by the standard library. What is not valid is read by a small recursive reader that
forgives what models get wrong in practice: trailing and missing commas, single, typographic or missing
quotes, raw line breaks and unescaped quotes inside strings, Python's ``None``/``True``, comments, and an
end that never came. It never completes a value: what was cut off inside is left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

MAX_DEPTH: Final = 30
MAX_LENGTH: Final = 100_000
"""Characters of an answer that are looked at; no honest answer comes near."""
MAX_WASTE: Final = 200_000
"""Characters that may be read from brackets in prose that open nothing, before the search is given up."""
LEAST_WASTE: Final = 100
"""What each such bracket counts at least: nesting costs more than its characters."""

_OPENERS: Final = re.compile(r"[{\[]")
_BLANK: Final = re.compile(r"(?:\s+|//[^\n]*|#[^\n]*)*")
_SPACE: Final = re.compile(r"\s*")
_QUOTES: Final = {
    '"': '"',
    "'": "'",
    "“": "”",
    "”": "”",
    "„": "“",
    "«": "»",
    "`": "`",
    "‘": "’",
}
_KEY: Final = re.compile(r"[^\W\d][\w-]*")
_BARE: Final = re.compile(r"(?:(?!\s//)[^,，\[\]{}\n\"])+")
_ESCAPES: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "/": "/",
    "\\": "\\",
    '"': '"',
    "'": "'",
}
_WORDS: Final[dict[str, object]] = {
    "true": True,
    "false": False,
    "null": None,
    "none": None,
    "undefined": None,
    "nan": None,
}
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A JSON value inside a text; ``complete`` is False when the text ended before the value did."""

    value: Any
    start: int
    end: int
    complete: bool


def find_values(text: str) -> list[Found]:
    """Return the objects and arrays in a text, outermost ones only, in order."""
    text = text[:MAX_LENGTH]
    found: list[Found] = []
    at = waste = 0
    while waste < MAX_WASTE and (opener := _OPENERS.search(text, at)):
        value = _value_at(text, opener.start())
        if value.complete or _holds_object(value.value):
            found.append(value)
            at = value.end
        else:
            waste += max(value.end - opener.start(), LEAST_WASTE)
            at = opener.end()
    return found


def _holds_object(value: Any) -> bool:
    """Say whether a value is an object with a key, or an array that begins with one."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and bool(first)


def _value_at(text: str, start: int) -> Found:
    """Read the object or array that starts at ``start``; incomplete and None when there is none."""
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        reader = _Reader(text, start)
        try:
            value = reader.value(0)
        except _SyntaxError:
            return Found(None, start, reader.at, False)
        return Found(value, start, reader.at, not reader.cut)
    return Found(value, start, end, True)


class _SyntaxError(ValueError):
    """The text at this place is not JSON, however forgivingly read."""


_CUT: Final = object()
"""Stands for a value that the end of the text cut off."""


class _Reader:
    """One pass over one value; ``cut`` turns true when the text ends inside it."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.cut = False

    def _skip(self) -> str:
        """Skip blanks and comments; return the next character, empty at the end."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def value(self, depth: int) -> Any:
        """Read whatever value is next."""
        if depth > MAX_DEPTH:
            raise _SyntaxError("too deeply nested")
        char = self._skip()
        if not char:
            self.cut = True
            return _CUT
        if char == "{":
            return self._object(depth)
        if char == "[":
            return self._array(depth)
        if char in _QUOTES:
            return self._string(char)
        return self._bare()

    def _object(self, depth: int) -> dict[str, Any]:
        self.at += 1
        result: dict[str, Any] = {}
        while True:
            char = self._skip()
            if not char:
                self.cut = True
                return result
            self.at += char in ",，}"
            if char == "}":
                return result
            if char in ",，":
                continue
            key = self._key(char)
            if key is _CUT:
                return result
            if (colon := self._skip()) not in ("", ":", "：", "="):
                raise _SyntaxError(f"no colon after {key!r}")
            self.at += len(colon)
            value = self.value(depth + 1)
            if value is not _CUT:
                result[str(key)] = value
            if self.cut:
                return result

    def _array(self, depth: int) -> list[Any]:
        self.at += 1
        result: list[Any] = []
        separated = True
        while True:
            char = self._skip()
            if not char:
                self.cut = True
                return result
            self.at += char in ",，]"
            if char == "]":
                return result
            if char in ",，":
                separated = True
                continue
            if result and not separated and char not in _QUOTES and char not in "{[":
                raise _SyntaxError("an array whose values nothing separates")
            value = self.value(depth + 1)
            if value is not _CUT:
                result.append(value)
            separated = False
            if self.cut:
                return result

    def _key(self, char: str) -> Any:
        if char in _QUOTES:
            return self._string(char)
        match = _KEY.match(self.text, self.at)
        if not match:
            raise _SyntaxError("no key where one is due")
        self.at = match.end()
        return match.group()

    def _string(self, opener: str) -> Any:
        closers = {_QUOTES[opener], '"'} if opener in "“”„" else {_QUOTES[opener]}
        stop = re.compile("[" + "".join(sorted(closers)) + r"\\]")
        parts: list[str] = []
        at = self.at + 1
        while match := stop.search(self.text, at):
            parts.append(self.text[at : match.start()])
            char, at = match.group(), match.end()
            if char == "\\":
                piece, at = self._escape(at)
                parts.append(piece)
            elif self._closes(at):
                self.at = at
                return _paired("".join(parts))
            else:
                parts.append(char)
        self.at = len(self.text)
        self.cut = True
        return _CUT

    def _escape(self, at: int) -> tuple[str, int]:
        char = self.text[at : at + 1]
        if char == "u" and re.fullmatch("[0-9a-fA-F]{4}", self.text[at + 1 : at + 5]):
            return chr(int(self.text[at + 1 : at + 5], 16)), at + 5
        return _ESCAPES.get(char, "\\" + char), at + 1

    def _closes(self, at: int) -> bool:
        """Say whether a quotation mark before ``at`` ends its string, by what comes after it."""
        space = _SPACE.match(self.text, at)
        after = space.end() if space else at
        char = self.text[after : after + 1]
        if char in ("", ",", "，", "}", "]", ":", "："):
            return True
        return char in _QUOTES and "\n" in self.text[at:after]

    def _bare(self) -> Any:
        match = _BARE.match(self.text, self.at)
        if not match:
            raise _SyntaxError("no value where one is due")
        self.at = match.end()
        if self.at == len(self.text):
            self.cut = True
            return _CUT
        word = match.group().strip()
        if word.casefold() in _WORDS:
            return _WORDS[word.casefold()]
        if _NUMBER.match(word) and len(word) < 30:
            return float(word) if "." in word else int(word)
        return word


def _paired(text: str) -> str:
    """Return a text with the halves of escaped characters put together; a half alone is unreadable."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
