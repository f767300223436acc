"""Matching predicted names with true ones.

``scorer_form`` and ``matched`` mean exactly what the benchmark's own scorer means, so that a figure computed
here can be compared with one computed there. :func:`pair` is the finer one-to-one matching of gold papers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from paper2dcat.names import bracketed, normal_form, tidy

_CUES: Final = re.compile(
    r"\b(the|data ?sets?|data ?bases?|corpus|corpora|benchmarks?|challenge|task|collection)\b"
)
Keys = frozenset[str]
Matcher = Callable[[str, str], bool]


def scorer_form(name: str) -> str:
    """Return the scorer's normal form: no case, brackets, cue words or punctuation."""
    text = re.sub(r"\([^)]*\)", " ", name.lower().replace("_", " "))
    return re.sub(r"[^a-z0-9]", "", _CUES.sub(" ", text))


def scorer_keys(names: Iterable[str]) -> Keys:
    """Return the scorer's forms of a title and its aliases."""
    return frozenset(form for form in map(scorer_form, names) if form)


def exact(left: str, right: str) -> bool:
    """Whether two forms are one."""
    return left == right


def partial(left: str, right: str) -> bool:
    """Whether two forms are one or, from four letters on, one holds the other."""
    return left == right or (min(len(left), len(right)) >= 4 and (left in right or right in left))


def matched(truths: Sequence[Keys], answers: Sequence[Keys], match: Matcher) -> list[int | None]:
    """Return for each answer the index of the truth it takes, greedily and one to one."""
    used: set[int] = set()
    found: list[int | None] = []
    for answer in answers:
        taken = next(
            (
                i
                for i, truth in enumerate(truths)
                if i not in used and any(match(a, b) for a in answer for b in truth)
            ),
            None,
        )
        found.append(taken)
        if taken is not None:
            used.add(taken)
    return found


def pair(truths: Sequence[Sequence[str]], answers: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return truth → answer, one to one, the closest names first.

    Each item lists a title, then aliases. Titles spelled alike beat titles of one normal form, those beat a
    title that is the other's alias, and those beat shared aliases.
    """
    ranked = sorted(
        (-closeness, t, a)
        for t, truth in enumerate(truths)
        for a, answer in enumerate(answers)
        if (closeness := _closeness(truth, answer))
    )
    pairs: dict[int, int] = {}
    for _, t, a in ranked:
        if t not in pairs and a not in pairs.values():
            pairs[t] = a
    return pairs


def _closeness(truth: Sequence[str], answer: Sequence[str]) -> int:
    if not truth or not answer:
        return 0
    if tidy(truth[0]) == tidy(answer[0]):
        return 6
    spelled = {tidy(name) for name in truth}
    if tidy(answer[0]) in spelled:
        return 5
    true_forms, forms = [_forms(name) for name in truth], [_forms(name) for name in answer]
    if true_forms[0] & forms[0]:
        return 4
    if forms[0] & frozenset().union(*true_forms):
        return 3
    if true_forms[0] & frozenset().union(*forms):
        return 2
    return int(bool(frozenset().union(*true_forms) & frozenset().union(*forms)))


def _forms(name: str) -> frozenset[str]:
    names = [name, *(bracketed(name) or ())]
    return frozenset(form for n in names for form in (normal_form(n), scorer_form(n)) if form)
