"""Joining printed lines into running text: line-end hyphens, broken URLs, blanks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_FIRST = re.compile(r"^[^\W_]+(?:-[^\W_]+)*")
_URL_TAIL = re.compile(
    r"(?:https?:/{0,2}|www\.|ftp:/{0,2}|doi\.org/|doi:\s?10\.)\S*$|(?:^|\s)(?:github\.com|huggingface\.co|arxiv\.org)/\S*$",
    re.I,
)
_URL_HEAD = re.compile(r"^\S+")
_URLISH = re.compile(r"[/_.?&=#%~\d]")


class Joiner:
    """Decides how two lines meet, by the words that the paper uses elsewhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        whole: list[str] = []
        words: Counter[str] = Counter()
        for line in lines:
            if line.endswith("-"):
                words.update(_WORD.findall(line.lower())[:-1])
            else:
                whole.append(line)
        words.update(_WORD.findall("\n".join(whole).lower()))
        self._words: Final = words

    def join(self, before: str, after: str) -> tuple[str, str]:
        """Return the first line as it stays in the running text, and what comes between it and ``after``."""
        if not before or not after:
            return before, " "
        tail = max(0, before.rfind(" ", 0, before.rfind(" ")))
        if (
            (before.find(".", tail) >= 0 or before.find(":", tail) >= 0)
            and (url := _URL_TAIL.search(before, tail)) is not None
            and (glue := self._url(before, url.group(), after)) is not None
        ):
            return before, glue
        if not before.endswith("-"):
            return before, "" if before.endswith(("/", "—")) and before[-2:-1].isalnum() and after[
                0
            ].isalnum() else " "
        last, first = _LAST.search(before), _FIRST.match(after)
        if not last or not first:
            return before, " " if len(before) < 2 or before[-2] == " " else ""
        if self._broken(last.group(1), first.group()):
            return before[:-1], ""
        return before, ""

    def _url(self, before: str, tail: str, after: str) -> str | None:
        head = _URL_HEAD.match(after)
        if head is None:
            return None
        word = head.group()
        if tail.endswith((".", ",", ";", ")")) and not (
            tail.endswith(".") and word[0].islower() and _URLISH.search(word.rstrip(".,)"))
        ):
            return None
        if tail.endswith(("/", "-", "_", "=", "&", "?", "#", "%", "~", ".", ":")):
            return "" if re.match(r"[\w~%/.?#-]", word) else None
        return "" if word[0] in "/_?&=#%" or (word[0] == "." and len(word) > 2) else None

    def _broken(self, last: str, first: str) -> bool:
        """Whether the hyphen was put in by the line break."""
        if not last[-1].isalpha() or not first[0].isalpha():
            return False
        tail = last.rsplit("-", 1)[-1].lower()
        head = first.split("-", 1)[0].lower()
        whole, hyphenated = self._words[tail + head], self._words[f"{tail}-{head}"]
        if first[0].isupper():
            return (last[0].isupper() and whole > hyphenated) or last in ("Mc", "Mac")
        if whole != hyphenated:
            return whole > hyphenated
        if "-" in last or "-" in first or (last.isupper() and len(last) > 1):
            return False
        return not (self._words[tail] > 2 and self._words[head] > 2 and len(tail) > 2 and len(head) > 3)
