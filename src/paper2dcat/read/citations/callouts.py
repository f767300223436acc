"""Callouts: citations in the running text, resolved to the entries that they mean."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from paper2dcat.model import Callout, Passage, PassageKind, Reference
from paper2dcat.read.citations.patterns import LOWER, UPPER

_NUMBERED: Final = re.compile(
    r"\[\s*\d{1,3}(?:\s*(?:[,;]|[-–—‑−]|and)\s*\d{1,3})*\s*(?:,[^\]\d]{0,3}(?:p|pp|sec|section|chap|"
    r"table|fig)[^\]]{0,24})?\]",
    re.I,
)
_ROUND: Final = re.compile(r"\(\s*\d{1,3}(?:\s*(?:[,;]|[-–—‑−])\s*\d{1,3})*\s*\)")
_SUPER: Final = re.compile(r"(?<=[\w.,;:)\]”’'\"])[⁰¹²³⁴-⁹]+(?:\s?[,–—-]\s?[⁰¹²³⁴-⁹]+)*")
_EXPONENT: Final = re.compile(r"(?:\b[A-Za-z]|\b[ckm]m|\b10|[χηωρβ=<>)]\s?|\bmol)\Z")
"""What a raised number behind is a power of (``kg/m²``), not a citation."""
_EQUATION: Final = re.compile(r"(?i:\b(?:eqs?\.?|equations?|steps?|cases?|models?|conditions?)\s?)\Z")
"""What a number in brackets behind is one of, not a citation."""
_PLAIN_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_KEYED: Final = re.compile(r"\[([^\[\]]{3,120})\]")
_NAME = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]i|[Dd]a|[Dd]os|[Ll]a|[Ll]e|[Ee]l|"
    rf"[Aa]l|St\.)[\s-])*[{UPPER}][{LOWER}{UPPER}’'´-]*[{LOWER}{UPPER}]"
)
_MORE = (
    rf"(?:,\s{_NAME}(?:\s{_NAME})?){{0,8}},?\s(?:and|&)\s{_NAME}(?:\s{_NAME})?|"
    r",?\s(?:and|&)\s(?:colleagues|others)|,?\set\.?\s?al\b\.?"
)
_NAMES = rf"(?P<first>{_NAME}(?:\s{_NAME}){{0,2}}?)(?P<more>{_MORE})?(?:[’']s?)?\]?"
_CITED: Final = re.compile(
    rf"{_NAMES}\s?,?\s?(?:[(\[]\s?)?(?P<years>(?:1[89]|20)\d{{2}}[a-z]?(?:\s?[,;/]\s?(?:(?:1[89]|"
    rf"20)\d{{2}}[a-z]?|[a-z]\b))*)"
)
_ANY_YEAR: Final = re.compile(r"(?:1[89]|20)\d{2}")
_BEFORE_YEAR: Final = 300
"""Characters that names before a year take at most."""
_BEHIND_YEAR: Final = 12
_YEAR: Final = re.compile(r"((?:1[89]|20)\d{2})?([a-z])?")
_FLOW: Final = frozenset(
    {
        PassageKind.PARAGRAPH,
        PassageKind.CAPTION,
        PassageKind.FOOTNOTE,
        PassageKind.TABLE,
        PassageKind.HEADING,
        PassageKind.TITLE,
    }
)


def find_callouts(
    text: str, passages: Sequence[Passage], references: Sequence[Reference]
) -> tuple[Callout, ...]:
    """Return every callout in the running text with the indices of the entries it means."""
    if not references:
        return ()
    flow = [passage for passage in passages if passage.kind in _FLOW]
    labels = {reference.label: reference.index for reference in references if reference.label}
    numbered = {int(label): index for label, index in labels.items() if label.isdigit()}
    found: list[Callout] = []
    if len(numbered) >= 0.5 * len(references):
        found = _numbered(text, flow, numbered)
    elif labels:
        found = _keyed(text, flow, labels)
    if not found or not numbered:
        found += _author_year(text, flow, references)
    unique = {(callout.start, callout.end): callout for callout in found}
    return tuple(unique[key] for key in sorted(unique))


def _numbered(text: str, flow: Sequence[Passage], numbered: dict[int, int]) -> list[Callout]:
    """Return the callouts of the numbered style that the paper uses most: square, raised or round."""
    styles: list[list[Callout]] = []
    for pattern in (_NUMBERED, _SUPER, _ROUND):
        callouts = []
        for passage in flow:
            for match in pattern.finditer(text, passage.start, passage.end):
                if pattern is not _NUMBERED and passage.kind is PassageKind.TABLE:
                    continue
                not_cited = {_SUPER: _EXPONENT, _ROUND: _EQUATION}.get(pattern)
                if not_cited and not_cited.search(text, passage.start, match.start()):
                    continue
                indices = _range(match.group().translate(_PLAIN_DIGITS), numbered)
                if indices:
                    callouts.append(Callout(match.start(), match.end(), indices))
        styles.append(callouts)
    square, raised, round_ = styles
    covered = [len({i for callout in style for i in callout.references}) for style in styles]
    if covered[0] >= max(1, 0.3 * max(covered)):
        return square
    return raised if covered[1] >= covered[2] else round_


def _range(token: str, numbered: dict[int, int]) -> tuple[int, ...]:
    numbers: list[int] = []
    for first, last in re.findall(r"(\d{1,3})(?:\s*[-–—‑−]\s*(\d{1,3}))?", token.split("p.", 1)[0]):
        low, high = int(first), int(last or first)
        if high < low or high - low > 60:
            return ()
        numbers.extend(range(low, high + 1))
    if not numbers or any(number not in numbered for number in numbers):
        return tuple(dict.fromkeys(numbered[n] for n in numbers if n in numbered)) if len(numbers) > 2 else ()
    return tuple(dict.fromkeys(numbered[number] for number in numbers))


def _keyed(text: str, flow: Sequence[Passage], labels: dict[str, int]) -> list[Callout]:
    found = []
    for passage in flow:
        for match in _KEYED.finditer(text, passage.start, passage.end):
            indices = [
                labels[key]
                for part in re.split(r"[,;]\s*", match.group(1))
                if (key := part.strip()) in labels
            ]
            if indices:
                found.append(Callout(match.start(), match.end(), tuple(dict.fromkeys(indices))))
    return found


def fold(name: str) -> str:
    """Return a surname for comparing: no accents, case, blanks or hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ß", "ss").replace("ł", "l"))
    return "".join(c for c in plain.casefold() if c.isalnum())


class _Index:
    """Entries by folded surname of the first author and year.

    An organisation is also found by its initials and by its last word, an act by its name.
    """

    def __init__(self, references: Sequence[Reference]) -> None:
        self.by_name: dict[tuple[str, str], list[Reference]] = defaultdict(list)
        self.by_last_word: dict[tuple[str, str], list[Reference]] = defaultdict(list)
        for reference in references:
            if reference.authors and reference.year:
                first = reference.authors[0]
                words = first.family.split()
                names = {fold(first.family), fold(words[-1]), fold(words[0])}
                if not first.given and len(words) > 1:
                    initials = "".join(word[0] for word in words if word[0].isupper())
                    names |= {fold(initials), fold(initials[1:] if words[0] == "The" else initials)}
                    self.by_last_word[(fold(words[-1]), reference.year)].append(reference)
                for name in names:
                    self.by_name[(name, reference.year)].append(reference)
            elif reference.title and reference.year:
                name = fold(_ACT.split(reference.title, maxsplit=1)[0])
                self.by_name[(name, reference.year)].append(reference)

    def find(self, first: str, others: str, year: str, suffix: str) -> tuple[int, ...]:
        """Return the entries that a callout may mean; more than one only when it leaves that open."""
        first = _AFTER_NAME.sub("", first)
        hits = (
            self.by_name.get((fold(first), year)) or self.by_name.get((fold(first.split()[-1]), year)) or []
        )
        if not hits and others.strip():
            hits = self.by_last_word.get((fold(others.split()[-1]), year), [])
        if suffix and len(hits) > 1:
            hits = [hit for hit in hits if hit.year_suffix == suffix] or hits
        if len(hits) > 1:
            hits = _narrowed(hits, others)
        if len(hits) > 1 and not suffix:
            hits = [hit for hit in hits if not hit.year_suffix] or hits
        return tuple(hit.index for hit in hits)


_AFTER_NAME: Final = re.compile(r"(?:[’']s?|,?\s(?:Jr|Sr|II|III|IV)\.?)$")
"""What stands behind a surname without being part of it: ``Kim’s``, ``Daumé III``."""
_ACT: Final = re.compile(r"\s?[\[.(]")


def _narrowed(hits: list[Reference], others: str) -> list[Reference]:
    """Keep the entries whose number of authors fits ``and Jones``, ``et al.`` or a single name."""
    if "al" in others and "et" in others:
        return [hit for hit in hits if len(hit.authors) > 2] or hits
    if others.strip():
        folded = fold(others)
        return [hit for hit in hits if len(hit.authors) > 1 and fold(hit.authors[1].family) in folded] or hits
    return [hit for hit in hits if len(hit.authors) == 1] or hits


def _near_years(text: str, flow: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Yield the parts of the text in which a citation with a year may stand."""
    for passage in flow:
        start = stop = passage.start
        for year in _ANY_YEAR.finditer(text, passage.start, passage.end):
            if year.start() - _BEFORE_YEAR > stop:
                if stop > start:
                    yield start, stop
                start = max(text.find(" ", year.start() - _BEFORE_YEAR), stop)
            stop = min(year.end() + _BEHIND_YEAR, passage.end)
        if stop > start:
            yield start, stop


def _author_year(text: str, flow: Sequence[Passage], references: Sequence[Reference]) -> list[Callout]:
    index = _Index(references)
    found = []
    for start, stop in _near_years(text, flow):
        for match in _CITED.finditer(text, start, stop):
            indices: list[int] = []
            year = ""
            for part in re.split(r"\s?[,;/]\s?", match["years"]):
                piece = _YEAR.match(part)
                if piece is None:
                    continue
                year = piece.group(1) or year
                indices.extend(index.find(match["first"], match["more"] or "", year, piece.group(2) or ""))
            if indices:
                end = match.end()
                opened = text.count("(", match.start(), end) - text.count(")", match.start(), end)
                if opened > 0 and text[end : end + 1] == ")":
                    end += 1
                found.append(Callout(match.start(), end, tuple(dict.fromkeys(indices))))
    return found
