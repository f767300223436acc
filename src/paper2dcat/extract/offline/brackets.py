"""Names in brackets: ``Long Form (LF)``, ``LF (Long Form)``, and what belongs to the name before the bracket."""

from __future__ import annotations

import re

from paper2dcat.extract.offline.groups import SURVEY_HEADS, Group, clean_name, merge, split_version, usable
from paper2dcat.extract.offline.view import PROSE, View
from paper2dcat.model import Span
from paper2dcat.names import is_acronym, normal_form

_CUE_BEHIND = re.compile(
    r"\s+(?:data ?set|corpus|benchmark|database|data|test|challenge|evaluation)\b", re.IGNORECASE
)


def _with_cue(text: str, end: int, name: str) -> str:
    """Return a name with the cue word that belongs to it: the D of SQuAD stands for Dataset."""
    head = text[max(0, end - len(name) - 10) : end].rstrip()
    at = head.rfind(name)
    inside = head[at + len(name) :] if at >= 0 else ""
    behind = _CUE_BEHIND.match(text, end)
    return f"{name}{inside}{behind.group() if behind else ''}"


_COUNTED = re.compile(r"[A-Z][2-5]")
"""A short form that counts its letters: ``Colossal Clean Crawled Corpus (C4)``."""
_OPEN = re.compile(
    r"[”\"’']?\s*[(\[]\s*(?:the\s+|called\s+|abbreviated\s+(?:as\s+)?|for\s+|hereafter\s+|or\s+|dubbed\s+)?"
)


def pair_aliases(view: View, groups: dict[str, Group]) -> None:
    """Join ``Long Form (LF)`` and ``LF (Long Form)``: the bracketed name becomes another name of the same group."""
    text = view.paper.text
    for key in sorted(groups):
        own = groups.get(key)
        if own is None:
            continue
        for item in list(own.found):
            mine = clean_name(text[item.start : item.end])
            at = text.find(mine, item.start, item.end)
            end = at + len(mine) if at >= 0 else item.end
            goes_on = _GOES_ON_TO_BRACKET.match(text, end)
            other = _bracket_after(text, goes_on.end() if goes_on else end)
            other = other or _bracket_before(text, item.start)
            if other is None:
                if (beside := _long_form_beside(view, item.start, end)) is not None:
                    long = " ".join(text[beside.start : beside.end].split())
                    merge(groups, own, long, beside)
                    if normal_form(clean_name(long)) in groups:
                        merge(groups, own, clean_name(long), beside)
                continue
            name, version = split_version(clean_name(text[other.start : other.end]))
            if normal_form(name) == own.key or not (usable(name) or _COUNTED.fullmatch(name)):
                continue
            if version:
                other = Span(other.start, other.start + len(name))
            long = _with_cue(text, end, mine)
            if long.endswith(("Test", "Challenge", "Evaluation")) and is_acronym(name, long):
                own.aliases.setdefault(long, Span(end - len(mine), end - len(mine) + len(long)))
            if (
                is_acronym(name, long)
                or is_acronym(name, mine)
                or is_acronym(mine, name)
                or _counted(name, mine)
            ):
                merge(groups, own, name, other)
            elif goes_on and is_acronym(name, whole := mine + goes_on.group()):
                own.aliases.setdefault(whole, Span(end - len(mine), goes_on.end()))
                merge(groups, own, name, other)
            elif _of_its_end(name, mine) or _coined(name, text[at:end] + _study_behind(text, end)):
                merge(groups, own, name, other)


_BESIDE = re.compile(r"\s(?:The\s)?(?=[A-Z])")
_WORDS = re.compile(r"[A-Z][\w’'-]*(?:\s(?:(?:of|for|and|in|on)\s)?[A-Z][\w’'-]*){1,7}")


def _long_form_beside(view: View, start: int, end: int) -> Span | None:
    """Return the long form behind a short one that heads its paragraph: ``RTE Recognizing Textual Entailment is …``."""
    text, sentence = view.paper.text, view.sentence_at(start)
    short = text[start:end]
    if sentence is None or sentence.start != start or sentence.kind not in PROSE:
        return None
    beside = _BESIDE.match(text, end)
    words = _WORDS.match(text, beside.end()) if beside and sum(map(str.isupper, short)) > 2 else None
    if words is None:
        return None
    stops = [
        words.end(),
        *(words.start() + m.start() for m in reversed(list(re.finditer(r"\s", words.group())))),
    ]
    long = (Span(words.start(), stop) for stop in stops)
    return next((span for span in long if is_acronym(short, text[span.start : span.end])), None)


_GOES_ON_TO_BRACKET = re.compile(r"[-–:]\s?[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3}(?=\s*\()")
"""What belongs to a name of a study up to its short form: ``Study-Nursery Class (…)``."""


_ORDINALS = {"First": "I", "Second": "II", "Third": "III", "Fourth": "IV", "Fifth": "V"}


def _counted(short: str, long: str) -> bool:
    """Whether both count the same wave: ``NHANES III`` and ``Third National Health and Nutrition Examination Survey``."""
    ordinal, _, rest = long.partition(" ")
    acronym, _, number = short.replace("-", " ").rpartition(" ")
    return ordinal in _ORDINALS and number == _ORDINALS[ordinal] and is_acronym(acronym, rest)


def _of_its_end(short: str, long: str) -> bool:
    """Whether capitals abbreviate all but the first word: CTB and ``Penn Chinese Treebank``."""
    _, _, rest = long.partition(" ")
    return short.isupper() and len(short) > 2 and " " in rest + " " and is_acronym(short, rest)


def _coined(short: str, study: str) -> bool:
    """Whether capitals in brackets behind the whole name of a study are the word coined for it."""
    return (
        short.isalpha()
        and short.isupper()
        and len(short) > 3
        and short[0] == study[:1]
        and re.search(SURVEY_HEADS + "$", study) is not None
    )


_STUDY_BEHIND = re.compile(r"\s+(?:[A-Z][a-z]+\s+)?(?:Study|Survey|Cohort|Registry|Register|Panel)(?=\s*\()")


def _study_behind(text: str, end: int) -> str:
    head = _STUDY_BEHIND.match(text, end)
    return head.group() if head else ""


def _bracket_after(text: str, end: int) -> Span | None:
    cue = re.compile(
        r"(?:\s+(?:data ?set|corpus|benchmark|database|survey|treebank|test|challenge|evaluation|study|"
        r"cohort|register|registry))?",
        re.I,
    ).match(text, end)
    opened = _OPEN.match(text, cue.end() if cue else end)
    if not opened:
        return None
    inner = re.compile(r"[^()\[\];,]{2,80}").match(text, opened.end())
    return Span(opened.end(), inner.end()) if inner else None


def _bracket_before(text: str, start: int) -> Span | None:
    """Return the capitalised words before a bracket that a name opens."""
    if not re.search(r"[(\[]\s*$", text[max(0, start - 3) : start]):
        return None
    window = text[max(0, start - 110) : start]
    before = re.search(
        r"((?:[A-Z][\w-]*|\d{4})(?:[\s-]+(?:of|the|for|and|in|on|with|from|[A-Z(][\w-]*))*)\s*[(\[]\s*$",
        window,
    )
    if not before:
        return None
    leading = _IN_THE.match(before[1])
    begin = before.start(1) + (leading.end() if leading else 0)
    return Span(start - len(window) + begin, start - len(window) + before.end(1))


_IN_THE = re.compile(r"(?:For|In|On|Using|With|From|By|At|Of|The)\s+(?:the\s+)?(?=[A-Z\d])")
