"""Where a quote, a name, a person or a URL stands in a text, exactly or tolerantly, with positions.

Text out of a PDF differs from what a person or a model quotes: line-end hyphens, ligatures, accents,
letter case, blanks, typographic dashes and quotation marks, and in scans single wrong characters. A
:class:`TextIndex` folds the text once, keeping a map back to the original offsets, and then answers many
look-ups. Every answer is a slice of the text as it is, never of the folded one.

Levels, strictest first: ``exact`` (the very characters), ``folded`` (equal once case, accents, ligatures,
blanks and punctuation are left out), ``ocr`` (equal once characters that scanners confuse are made equal),
``fuzzy`` (a long quote, nearly equal, with the same digits in it).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import compress

_RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")
_ASCII = str.maketrans({chr(c): chr(c).lower() if chr(c).isalnum() else None for c in range(128)})
"""ASCII letters in lower case and digits; what is neither goes."""
_KEPT = bytes(c < 128 and chr(c).isalnum() for c in range(256))
_OCR = str.maketrans("1i|0", "lllo")
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not decompose. Accents printed beside their letter (``ˇ``) are left out too."""

_MARKS = "¹²³⁴⁵⁶⁷⁸⁹⁰"
"""Raised figures are marks of footnotes: they end a word and are no part of it."""

_NO_MARKS = str.maketrans("", "", _MARKS)
_SEED = 10
_WINDOW_SLACK = 24
_FUZZY_MINIMUM = 24
_DIGITS = re.compile(r"\d+")
_URL_END = re.compile(r"[\w/\-~%#?=&+]")
_URL_TAIL = re.compile(r"[\w~%]+[-_./=][\w\-~%./]+")
_IN_URL = re.compile(r"(?:https?://|www\.|\w\.(?:com|org|net|edu|io|gov)/)\S*$", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:https?|ftp)://", re.IGNORECASE)
_CONTINUES = re.compile(r"\s?(?:dataset|corpus|data|benchmark|database|treebank)", re.IGNORECASE)
_OTHER_NAME_BEFORE = re.compile(r"[A-Za-z0-9]{2,}[-–‐/]$")
_OTHER_NAME_AFTER = re.compile(r"^[-–‐](?=[A-Z0-9])(?![vV]\d)(?!based|trained)[A-Za-z0-9]+")


class Level(StrEnum):
    """How closely a text matches what was looked for."""

    EXACT = "exact"
    FOLDED = "folded"
    OCR = "ocr"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Alignment:
    """A place in the text: half-open character range, how it matched, and a score from 0 to 100."""

    start: int
    end: int
    level: Level
    score: float = 100.0


def fold(text: str) -> str:
    """Return letters and digits only, without case, accents and ligatures (``ﬁ`` becomes ``fi``)."""
    if text.isascii():
        return text.translate(_ASCII)
    folded = unicodedata.normalize("NFKD", text.translate(_NO_MARKS)).casefold().translate(_PLAIN)
    return "".join(c for c in folded if c.isalnum() and not "\u02b0" <= c <= "\u02ff")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return fold(character)


class TextIndex:
    """A text folded once for many look-ups. Building takes about 10 ms for 100,000 characters."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _letters(self) -> str:
        """The folded text."""
        if self.text.isascii():
            return fold(self.text)
        return "".join(
            fold(run) if run.isascii() else _fold_character(run) for run in _RUNS.findall(self.text)
        )

    @cached_property
    def _origin(self) -> array[int]:
        """For each character of the folded text the offset of the one it comes from."""
        origin = array("L")
        for match in _RUNS.finditer(self.text):
            run, start = match.group(), match.start()
            if run.isascii():
                origin.extend(compress(range(start, match.end()), run.encode().translate(_KEPT)))
            else:
                origin.extend([start] * len(_fold_character(run)))
        return origin

    @cached_property
    def _ocr(self) -> str:
        return self._letters.translate(_OCR)

    @cached_property
    def _solid(self) -> tuple[str, array[int]]:
        """The lower-case text without blanks and soft hyphens: what URLs are looked up in."""
        pieces: list[str] = []
        origin = array("L")
        for match in re.finditer(r"[^\s\u00ad\u200b]+", self.text):
            run = match.group()
            lowered = run.lower()
            pieces.append(lowered if len(lowered) == len(run) else run)
            origin.extend(range(match.start(), match.end()))
        return "".join(pieces), origin

    def slice(self, place: Alignment) -> str:
        """Return the text at a place."""
        return self.text[place.start : place.end]

    def quote(self, quote: str, start: int = 0, end: int | None = None) -> Alignment | None:
        """Return the first place of a quote at the strictest level that has one, or None."""
        quote = quote.strip()
        stop = len(self.text) if end is None else end
        if not quote:
            return None
        at = self.text.find(quote, start, stop)
        if at >= 0 and self._whole(at, at + len(quote)):
            return Alignment(at, at + len(quote), Level.EXACT)
        for place in self._folded(fold(quote), start, stop, Level.FOLDED):
            return place
        return self._fuzzy(quote, start, stop)

    def occurrences(self, words: str, start: int = 0, end: int | None = None) -> tuple[Alignment, ...]:
        """Return every whole-word place of some words, equal once folded, in order of position."""
        stop = len(self.text) if end is None else end
        return tuple(self._folded(fold(words), start, stop, Level.FOLDED))

    def names(self, name: str) -> tuple[Alignment, ...]:
        """Return every place that names a thing by this name.

        Stricter than :meth:`occurrences`: ``MNIST`` is not named by ``Fashion-MNIST`` nor ``ImageNet`` by
        ``ImageNet-C``, and a short name has to have the same capitals (``SWAG`` is not ``swag``). Only
        where there is no such place are characters that scanners confuse taken for each other.
        """
        folded = fold(name)
        places = [p for p in self._folded(folded, 0, len(self.text), Level.FOLDED) if self._names(name, p)]
        if not places and len(folded) >= 6:
            found = self._folded(folded.translate(_OCR), 0, len(self.text), Level.OCR)
            places = [p for p in found if self._names(name, p) and _same_digits(name, self.slice(p))]
        return tuple(places)

    def url(self, url: str) -> tuple[Alignment, ...]:
        """Return every place where a URL is printed whole, with or without its scheme.

        A blank inside (a line break) is tolerated; a longer URL that starts alike is not the same.
        """
        wanted = _SCHEME.sub("", "".join(url.split())).rstrip("/").lower()
        solid, origin = self._solid
        places = []
        at = solid.find(wanted) if len(wanted) > 3 else -1
        while at >= 0:
            first, last = origin[at], origin[at + len(wanted) - 1]
            if self._url_whole(solid, origin, at, at + len(wanted)):
                scheme = re.search(r"(?:https?|ftp)\s?:\s?/\s?/\s?$", self.text[max(0, first - 12) : first])
                begin = first - len(scheme.group()) if scheme else first
                places.append(Alignment(begin, last + 1, Level.FOLDED))
            at = solid.find(wanted, at + 1)
        return tuple(places)

    def _url_whole(self, solid: str, origin: array[int], at: int, end: int) -> bool:
        """Whether a URL neither starts nor goes on beyond ``at`` and ``end`` of the blank-free text."""
        before = solid[at - 1] if at else ""
        glued = at > 0 and origin[at] - origin[at - 1] == 1
        if glued and re.match(r"[^\W⁰¹²³⁴⁵⁶⁷⁸⁹]|[.\-@]", before):  # a footnote's mark may be glued on
            return False
        rest, last = solid[end : end + 3], origin[end - 1]
        if rest.startswith("/") and origin[end] - last == 1:
            rest, last, end = rest[1:], origin[end], end + 1
            gap = self.text[last + 1 : origin[end]] if rest else ""
            if gap and "\n\n" not in gap and _URL_TAIL.match(self.text, origin[end]):
                return False
        if not rest or not _URL_END.match(rest[0]):
            return not re.match(r"\.\w", rest) or origin[end] - last > 1 or origin[end + 1] - origin[end] > 1
        if origin[end] - last == 1:
            return False
        # The URL is followed by a blank: it only goes on there when it visibly stopped in the middle.
        return not re.match(r"[-_.=?&~%+]", solid[end - 1])

    def _whole(self, start: int, end: int) -> bool:
        """Whether a slice neither starts nor ends inside a word."""
        text = self.text
        cut_before = start > 0 and _in_word(text[start]) and _in_word(text[start - 1])
        cut_after = end < len(text) and _in_word(text[end - 1]) and _in_word(text[end])
        return not (cut_before or cut_after)

    def _folded(self, wanted: str, start: int, stop: int, level: Level) -> Iterator[Alignment]:
        """Yield the whole-word places of folded words between two offsets of the text."""
        if not wanted:
            return
        folded = self._ocr if level is Level.OCR else self._letters
        if wanted not in folded:  # as mostly; then no offset has to be worked out
            return
        origin = self._origin
        low, high = bisect_left(origin, start), bisect_left(origin, stop)
        at = folded.find(wanted, low, high)
        while at >= 0:
            first, end = origin[at], self._end(at + len(wanted) - 1)
            if self._whole(first, end):
                yield Alignment(first, end, level)
            at = folded.find(wanted, at + 1, high)

    def _end(self, at: int) -> int:
        """Return the offset after the character that folded character ``at`` came from, with its accents."""
        end = self._origin[at] + 1
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return end

    def _names(self, name: str, place: Alignment) -> bool:
        found = self.slice(place)
        before = self.text[max(0, place.start - 12) : place.start]
        after = self.text[place.end : place.end + 24]
        glued = _OTHER_NAME_BEFORE.search(before)
        if glued and glued.group()[-1] != "/" and not glued.group()[:-1].islower():
            return False
        if _OTHER_NAME_AFTER.match(after) or _IN_URL.search(
            self.text[max(0, place.start - 80) : place.start]
        ):
            return False
        letters = [c for c in name if c.isalpha()]
        if len(letters) > 5 or not any(c.isupper() for c in letters):
            return True
        capitals = [c for c in letters if c.isupper()]
        if len(capitals) == 1:
            return any(c.isupper() for c in found) or bool(_CONTINUES.match(after))
        return sum(c.isupper() for c in found) >= len(capitals)

    def _fuzzy(self, quote: str, start: int, stop: int, least: float = 88.0) -> Alignment | None:
        """Return the best nearly equal place of a long quote, found through seeds that vote on an offset."""
        from rapidfuzz import fuzz

        wanted = fold(quote)
        if len(wanted) < _FUZZY_MINIMUM:
            return None
        folded, origin = self._letters, self._origin
        low, high = bisect_left(origin, start), bisect_left(origin, stop)
        votes: Counter[int] = Counter()
        for offset in range(0, len(wanted) - _SEED + 1, _SEED // 2):
            seed = wanted[offset : offset + _SEED]
            at = folded.find(seed, low, high)
            while at >= 0:
                votes[(at - offset) // _WINDOW_SLACK] += 1
                at = folded.find(seed, at + 1, high)
        best: Alignment | None = None
        for bucket, _ in sorted(votes.most_common(3)):
            first = max(low, (bucket - 1) * _WINDOW_SLACK)
            last = min(high, (bucket + 2) * _WINDOW_SLACK + len(wanted))
            found = fuzz.partial_ratio_alignment(wanted, folded[first:last], score_cutoff=least)
            if found is None or (best and found.score <= best.score):
                continue
            place = self._widened(first + found.dest_start, first + found.dest_end, found.score)
            if _same_digits(quote, self.slice(place)):
                best = place
        return best

    def _widened(self, at: int, end: int, score: float) -> Alignment:
        """Return a folded range as a place whose ends lie on word borders."""
        first, last = self._origin[at], self._end(end - 1)
        while first > 0 and self.text[first - 1].isalnum():
            first -= 1
        while last < len(self.text) and self.text[last].isalnum():
            last += 1
        return Alignment(first, last, Level.FUZZY, score)


def _in_word(character: str) -> bool:
    return character.isalnum() and character not in _MARKS


def _same_digits(one: str, other: str) -> bool:
    return _DIGITS.findall(one) == _DIGITS.findall(other)
