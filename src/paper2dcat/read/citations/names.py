"""Author lists of bibliography entries: five ways to print names, tried on the start of the entry."""

from __future__ import annotations

import re
from typing import Final

from paper2dcat.model import PersonName
from paper2dcat.read.citations.patterns import LOWER, UPPER

_U, _L = UPPER, LOWER
_PARTICLE = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]ella|[Dd]i|[Dd]a|[Dd]os|[Dd]o|[Dd]u|"
    r"[Ll]a|[Ll]e|[Ee]l|[Aa]l|[Bb]in|[Tt]en|[Tt]er|[Zz]u|im|’t|'t|St\.)[\s-]|[dl][’'](?=[A-Z]))"
)
_WORD = rf"(?>[{_U}](?=[{_L}{_U}’'´`]*[{_L}])[{_L}{_U}’'´`]*|[{_U}]{{2,}})"
_WORDS = rf"{_WORD}(?:[-‐–]{_WORD}|[-‐][{_L}]+)*"
_SURNAME = rf"{_PARTICLE}{{0,3}}{_WORDS}(?:\s{_PARTICLE}{{0,2}}{_WORDS}){{0,2}}"
_SURNAME1 = rf"{_PARTICLE}{{0,3}}{_WORDS}"
_INITIAL = rf"(?:(?:[{_U}]|Ch|Th|Yu|Ya|Zh|Ph|Ju|Je|Sh|St|Chr|Wm)\.|[^\x00-\x7f]\s\.)"
_INITIALS = rf"{_INITIAL}(?:-[a-z]\.)?(?:[\s-]{{0,2}}{_INITIAL})*"
_SUFFIX = r"(?:,?\s(?:[Jj]r|Sr|II|III|IV)\b\.?)?"
_GIVEN = rf"(?:{_WORDS}|[{_U}]-[{_U}](?=\s)|[{_U}]\.(?:-?[{_U}]\.)*|[{_U}](?=\s))"
_END = r"(?=\s*(?:[,;.:(\[“\"]|$|\sand\b|\s&|\set\sal|\s[12]))"

_INVERTED: Final = re.compile(
    rf"({_SURNAME}){_SUFFIX},\s?({_INITIALS}(?:\s(?:van|von|de|der|den|da|di|du|d\.))*){_SUFFIX}"
)
_INITIALS_FIRST: Final = re.compile(rf"({_INITIALS})\s?({_SURNAME}){_SUFFIX}")
_VANCOUVER: Final = re.compile(
    rf"({_SURNAME})\s([{_U}]{{2,4}}|[{_U}](?:[\s-][{_U}]){{0,2}})(?=[,.;:(]|\s(?:et|and|&)\s|\s[(\[]|\s(?:Jr|Sr|2nd|"
    rf"3rd)\b|$)(?:\s(?:Jr|Sr|2nd|3rd)\b\.?)?"
)
_FULL: Final = re.compile(rf"({_GIVEN}(?:\s{_GIVEN}){{0,3}}?)\s({_SURNAME1}){_SUFFIX}{_END}")
_INVERTED_FULL: Final = re.compile(rf"({_SURNAME}){_SUFFIX},\s({_GIVEN}(?:[\s-]{_GIVEN}){{0,3}}){_END}")
_ALONE: Final = re.compile(rf"({_WORD})()(?=,\s{_WORD}\s{_WORD}(?:,|\sand\s))")
"""A person of one name at the head of a list of full ones."""
_SEPARATOR: Final = re.compile(
    r"\s*(?:[,;]\s*(?:[,;]\s*)?(?:and\s|&\s?|\.{3}|…)?|\s(?:and|&|und|et|y)\s|\s&)\s*", re.I
)
_ET_AL: Final = re.compile(r"[\s,;]*(?:and\s)?(?:et\.?\s?al\b\.?|and others|&\sothers)|[\s,]*\.\.\.", re.I)
_INNER_INITIAL: Final = re.compile(rf"{_WORDS}\s[{_U}]\.\s{_WORDS}$")
"""What is rather a surname with its initial and the first word of a title: ``Liebow N. Internalized``."""
_YEAR_NEXT: Final = re.compile(r"\.\s(?:1[89]|20)\d{2}[a-z]?\.")
"""``Jerrold J. Katz. 1972.`` is one person, not Jerrold with the initial J."""
_GRANDSON: Final = re.compile(rf"\bÓ(?=[{_U}][{_L}])")
"""The particle of Irish names, whose accent takes the place of the blank behind it: ``ÓSéaghdha``."""
MAX_AUTHORS: Final = 400
_Seen = dict[tuple[int, int], re.Match[str] | None]
"""What patterns found where: several styles begin alike."""


def author_list(text: str, at: int = 0) -> tuple[list[PersonName], int]:
    """Return the names that ``text`` begins with at ``at``, and where they end; none found: no names."""
    best: tuple[list[PersonName], int] = ([], at)
    seen: _Seen = {}
    for first, others, given_group in (
        (_INVERTED, (_INVERTED,), 2),
        (_INITIALS_FIRST, (_INITIALS_FIRST,), 1),
        (_VANCOUVER, (_VANCOUVER,), 2),
        (_INVERTED, (_INITIALS_FIRST,), 2),
        (_FULL, (_FULL,), 1),
        (_INVERTED_FULL, (_INVERTED_FULL,), 2),
        (_INVERTED_FULL, (_FULL,), 2),
        (_ALONE, (_FULL,), 2),
    ):
        found = _consume(text, at, first, others[0], given_group, seen)
        if best[0] and found[0] and _INNER_INITIAL.match(found[0][0].given):
            continue
        if len(found[0]) > len(best[0]) and found[1] >= best[1]:
            best = found
    if len(best[0]) == 1 and (whole := _FULL.match(text, at)) and _YEAR_NEXT.match(text, whole.end()):
        family, given = " ".join(whole.group(2).split()), " ".join(whole.group(1).split())
        return [PersonName(family=family, given=given)], whole.end()
    return best


def _consume(
    text: str, at: int, first: re.Pattern[str], other: re.Pattern[str], given: int, seen: _Seen
) -> tuple[list[PersonName], int]:
    names: list[PersonName] = []
    pattern, end = first, at
    while len(names) < MAX_AUTHORS:
        key = (id(pattern), at)
        if key in seen:
            match = seen[key]
        else:
            match = seen[key] = pattern.match(text, at)
        if match is None:
            break
        which = given if pattern is first else (1 if pattern in (_INITIALS_FIRST, _FULL) else 2)
        family = _GRANDSON.sub("Ó ", match.group(3 - which))
        names.append(PersonName(family=" ".join(family.split()), given=" ".join(match.group(which).split())))
        end = match.end()
        pattern = other
        if others := _ET_AL.match(text, end):
            return names, others.end()
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        at = separator.end()
    return names, end
