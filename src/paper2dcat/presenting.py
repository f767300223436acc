"""Titles of works that present one dataset by its name: the work is the dataset's own, wherever it is cited.

``NAME: a corpus of questions``, ``The NAME database``, ``Building a large corpus: the NAME``, ``Overview of the NAME
shared task``. One definition for those who look for a dataset's reference and those who check it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from paper2dcat.alignment import TextIndex, fold

_NOUN = (
    r"(?:data ?-?sets?|data ?bases?|corpus|corpora|benchmarks?|collections?|treebanks?|challenges?|surveys?|"
    r"shared tasks?|tasks?|data book|data files?)"
)
_DATA = re.compile(rf"\b(?:{_NOUN}|annotated|annotations?|large[- ]scale|semeval)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\W*(?:(?:the|introducing|announcing)\W+)?", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:.*\W)?(?:overview of|findings of|introduction to|report on|description of)\W+(?:the\W+)?",
    re.IGNORECASE,
)
_HEADED = re.compile(
    rf"(?:\s*\([^()]*\))?\W*$|\s*:\s|\s+[–—-]\s|\W*(?:[\w\-]+\s+){{0,3}}{_NOUN}\s*(?:$|[:.,–—(-])",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(rf"\W*$|\W*(?:[\w\-]+\s+){{0,2}}{_NOUN}\b", re.IGNORECASE)
_TAIL = re.compile(r".*[:–—]\s+(?:the\s+)?", re.IGNORECASE)
_MICROSOFT = re.compile(r"^MS\s+(?=[A-Z])")
_STUDY = re.compile(r"\b(?:study|survey|cohort|trial|register|registry)\b", re.IGNORECASE)
_LONG = 5
"""Words of a name that another one can stand among without making it another name."""
_SHORT = 5
"""Characters below which a name may mean many things: then the title has to speak of data too."""


def presents(title: str, names: Iterable[str]) -> bool:
    """Whether a title presents a dataset of one of these names, rather than work done on it."""
    folded = fold(title)
    for name in names:
        if _profiles(title, name):
            return True
        for form in dict.fromkeys((name, _MICROSOFT.sub("Microsoft ", name))):
            plain = len(fold(form)) < _SHORT
            if fold(form) not in folded or (plain and not _DATA.search(title)):
                continue
            for place in TextIndex(title).occurrences(form):
                if plain and title[place.start : place.end] != form:
                    continue
                if _presented(title[: place.start], title[place.end :]):
                    return True
    return False


def _profiles(title: str, name: str) -> bool:
    """Whether a title opens with the long name of a study, with one word more in it: ``… Multicenter Cohort Study``."""
    if len(wanted := _words(name)) < _LONG or not _STUDY.search(name):
        return False
    words = _words(title.partition(":")[0])
    return len(words) == len(wanted) + 1 and any(
        words[:at] + words[at + 1 :] == wanted for at in range(len(words))
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text.casefold())


def _presented(before: str, after: str) -> bool:
    if _ARTICLE.fullmatch(before):
        return _HEADED.match(after) is not None
    if _TOLD.fullmatch(before):
        return _TOLD_OF.match(after) is not None
    return (
        _TAIL.fullmatch(before) is not None
        and not re.search(r"\w", after)
        and _DATA.search(before) is not None
    )


def numbers_agree(title: str, name: str) -> bool:
    """Whether a title has all the numbers that a dataset's name has: ``SQuAD: …`` is no work on ``SQuAD 2.0``."""
    return set(re.findall(r"\d+", name)) <= set(re.findall(r"\d+", title))
