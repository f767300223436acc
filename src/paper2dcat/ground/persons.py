"""Whether a claimed person or organisation is one that an entry or a byline prints."""

from __future__ import annotations

import re

from paper2dcat.alignment import TextIndex, fold
from paper2dcat.lexicon import is_nobody
from paper2dcat.model import PersonName

_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_ET_AL = re.compile(r"\bet\.? al\b|\bothers\b", re.IGNORECASE)
_PARTICLES = {
    "van",
    "von",
    "der",
    "den",
    "de",
    "la",
    "le",
    "da",
    "del",
    "di",
    "dos",
    "du",
    "al",
    "el",
    "bin",
    "ten",
}


def parse_claimed(name: str) -> PersonName | None:
    """Part a claimed name into family and given name; None for what cannot be one (``et al.``)."""
    name = " ".join(_SUFFIX.sub("", name.strip()).split())
    if not name or is_nobody(name) or _ET_AL.search(name) or not any(c.isalpha() for c in name):
        return None
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        return PersonName(family, given) if family else None
    words = name.split(" ")
    if len(words) == 1:
        return PersonName(words[0])
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return PersonName(" ".join(words[at:]), " ".join(words[:at]))


def same_person(claimed: PersonName, printed: PersonName) -> bool:
    """Whether two names can be one person's: equal family names, given names that don't contradict."""
    if fold(claimed.full) == fold(printed.full):
        return True
    if fold(claimed.family) != fold(printed.family):
        # "Fei-Fei Li" and "Li Fei-Fei"; "Van Durme, B." and "B. Van Durme" parted otherwise.
        return sorted(_words(claimed.full)) == sorted(_words(printed.full))
    one, other = _words(claimed.given), _words(printed.given)
    if not one:
        return not other
    return bool(other) and all(a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=False))


def find_author(claimed: str, authors: tuple[PersonName, ...]) -> PersonName | None:
    """Return the printed author that a claimed name means, or None."""
    person = parse_claimed(claimed)
    if person is None:
        return None
    found = [author for author in authors if same_person(person, author)]
    return found[0] if found else None


def stands_in(claimed: str, text: str) -> str:
    """Return a name as a text prints it whole (in either order of its parts), or an empty string."""
    index = TextIndex(text)
    person = parse_claimed(claimed)
    if person is None:
        return ""
    forms = [claimed, person.full, f"{person.family} {person.given}"]
    if person.given:
        initials = "".join(word[0] for word in re.split(r"[\s\-.]+", person.given) if word)
        forms += [f"{initials} {person.family}", f"{person.family} {initials}"]
    for form in forms:
        for place in index.occurrences(form):
            return index.slice(place)
    return ""


def _words(name: str) -> list[str]:
    """Return the folded words of a name; capitals written together are initials (``MJ`` is ``M``, ``J``)."""
    words = []
    for word in re.split(r"[\s.\-‐‑–,]+", name):
        if word.isupper() and 1 < len(word) <= 3:
            words += [fold(c) for c in word]
        elif fold(word):
            words.append(fold(word))
    return words
