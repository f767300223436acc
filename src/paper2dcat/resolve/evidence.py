"""What counts as evidence that two names are one dataset's, apart from the names themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from paper2dcat.names import core, cut_short, normal_form, shortens, stands_beside
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.parts import abbreviates, is_state, numbers, steps
from paper2dcat.resolve.plain import is_plain


def spelled_out(left: str, right: str) -> bool:
    """Whether one name printed in brackets behind the other is another name and no remark.

    Initials fit, or both have the same numbers and the shorter stands alone: four letters or more, or
    letters of the longer; and no mere beginning of it, unless nobody knows a dataset of that name.
    """
    if abbreviates(left, right) or _last_word_cut(left, right):
        return True
    brief, full = sorted((left, right), key=lambda name: len(normal_form(name)))
    short, long = normal_form(brief), normal_form(full)
    if numbers(short) != numbers(long):
        return False
    if long.startswith(short):
        whole_words = core(full).casefold().startswith(f"{core(brief)} ".casefold())
        return len(short) >= 3 and not (whole_words and short in knowledge().main)
    if len(short) < 4 and not shortens(core(brief), core(full)):
        return False
    return " " not in core(left) or " " not in core(right)


def two_names(outer: str, inner: str) -> bool:
    """Whether a title ``Outer (Inner)`` holds two names: initials, or three letters and a number like it.

    ``WikiText-103 (Wiki)`` doesn't: what leaves the number out stands for other things too.
    """
    if abbreviates(outer, inner):
        return True
    numbered = [bool(re.search(r"\d", name)) for name in (outer, inner)]
    letters = sum(c.isalpha() for c in inner)
    if letters >= 3 and numbered[0] == numbered[1] and stands_beside(inner, outer):
        return True
    return len(outer) >= 4 and numbered[0] == numbered[1] and cut_short(outer, inner)


def names_it(outer: str, inner: str) -> bool:
    """Whether ``Outer (Inner)`` only describes what is called Inner: ``Knee Images (MRNet)``.

    The inner one is spelled like none but a name, and is no mark of the outer one, of two words or more.
    """
    if " " in inner or " " not in core(outer) or not _SPELLED_AS_NAME.fullmatch(inner):
        return False
    long, short = normal_form(outer), normal_form(inner)
    own = re.findall(r"\d+", re.sub(r"covid-?19", "", outer.casefold()))
    counted = re.findall(r"\d+", inner)
    if long in knowledge().main or long.startswith(short) or own == counted != []:
        return False
    if own and not any(number.endswith(end) for number in own for end in counted):
        return False  # ILSVRC 2015 (ImageNet)
    marks = steps(f"{outer} {inner}")
    return not (marks and marks[0].base == knowledge().usual(normal_form(outer)))


_SPELLED_AS_NAME: Final = re.compile(
    r"(?![A-Z]+s$)(?=.*[a-z].*[A-Z]|.*[A-Z]{2}.*[a-z]|.*[A-Za-z]{2}.*\d)(?=(?:\W*\w){4})[A-Za-z][\w+.-]*"
)
"""Capitals among small letters, or letters and digits, four at least."""


def _last_word_cut(left: str, right: str) -> bool:
    """Whether two names differ only in a last word cut to its first letter: ImageNet-R(enditions)."""
    short, long = sorted(
        (re.split(r"[-\s]+", core(n).casefold()) for n in (left, right)), key=lambda w: len(w[-1])
    )
    same_start = len(short) == len(long) > 1 and short[:-1] == long[:-1]
    return same_start and len(short[-1]) == 1 and long[-1].startswith(short[-1])


def entry_forms(title: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return the normal forms that a catalogue entry makes one.

    Catalogues list editions and parts among the other names: those with other numbers or marks stay apart,
    and so does an ordinary word.
    """
    main = normal_form(title)
    forms = {main}
    for alias in aliases:
        form = normal_form(alias)
        one = abbreviates(alias, title) or (
            numbers(form) == numbers(main) and _marks(alias) == _marks(title) and not _only_a_word(form, main)
        )
        if form and one:
            forms.add(form)
    return tuple(sorted(forms - {""}))


def _only_a_word(form: str, main: str) -> bool:
    """Whether an alias is an ordinary word that the title begins with: ``Dengue`` for dengue forecasts."""
    return main.startswith(form) and main != form and is_plain(form)


def _marks(name: str) -> frozenset[str]:
    return frozenset(step.mark.words for step in steps(name) if not is_state(step.mark.words))
