"""Names that a sentence announces as datasets: ``datasets such as A, B and C``, ``the A, B and C corpora``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paper2dcat.extract.offline.words import NOT_NAMES, STOP
from paper2dcat.lexicon import KNOWN_OTHER_KINDS
from paper2dcat.model import Span
from paper2dcat.names import normal_form

_PLURAL = r"(?:data ?-?sets|data ?bases|corpora|tree ?banks|(?:test|training) sets|benchmarks|surveys)"
_HEAD = rf"(?:{_PLURAL}|data ?-?set|data ?base|corpus|tree ?bank|benchmark)"
_LEAD = re.compile(
    rf"\b(?:{_PLURAL}(?:\s+[a-z]+){{0,3}}?\s*(?P<many>,?\s*(?:such as|like|including|namely|e\.g\.,?|i\.e\.,?)|:"
    rf"|\binclude|\bare)"
    rf"|{_HEAD}(?:\s+(?:for|of|on)(?:\s+[a-z-]+){{1,4}})?\s*,?\s*(?:(?:is|called|named(?: as)?|dubbed)\b|(?=[“\"‘]))"
    r")\s*[:(]?\s*",
    re.IGNORECASE,
)
_NAME = (
    r"(?:[A-Z][\w’'+-]*|\d[\d-]*[A-Z][\w+-]*|[a-z]+[A-Z\d][\w+-]*)"
    r"(?:(?:\s|\s?[-/]\s?)(?:[A-Z][\w’'+-]*|\d[\w.+-]*\w|of|for|in|the)){0,6}(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\bthe)"
)
_ITEM = re.compile(rf"(?:the\s+|[“\"‘']\s?)?(?P<name>{_NAME})[”\"’']?")
_SIZED = re.compile(r"(?P<name>[a-z]{3,}(?:[ -][a-z]+){0,2})(?=\s*\(\d[\d.,]*\s?[kKMB]?\b)")
"""A lower-case item that is told from other words by its size: ``news commentary (5.5M)``."""
_BEHIND = re.compile(
    r"(?:\s*(?:data ?-?set|corpus|tree ?bank|data ?base|benchmark)\b)?"
    r"(?:\s*(?:\([^()]{0,120}\)|\[[^\[\]]{0,60}\]|#b\d+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+))*"
)
SIZE = re.compile(
    r"\s*\((?:about |over |~)?\d[\d.,]*\s?(?:[kKM]\b\s?)?"
    r"(?:words|tokens|sentences|pairs|documents|images|examples|hours)?(?<=[a-zKM])\)"
)
"""How much a name holds, in brackets behind it: ``(61M words)``."""
_NEXT = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|;\s*(?:and\s+)?|\band\s+|\bor\s+|&\s*)(?:on\s+|from\s+)?")
_PERSON = re.compile(r"\s*(?:et\.?\s+al|,?\s*\(?(?:19|20)\d\d[a-z]?\))")
_TAIL = re.compile(rf"\s+(?:[a-z]+\s+){{0,1}}{_PLURAL}\b")
_MOST = 12
_NEEDED = ("data", "corp", "tree", "sets", "benchmark", "surveys")
"""One of these stands in whatever leads to a list or follows it: to look for them costs a tenth."""


_OTHERS = re.compile(
    r"\b(?:models|systems|methods|approaches|networks|architectures|algorithms|parsers|classifiers|toolkits|tools|"
    r"libraries|optimi[sz]ers|metrics|embeddings|baselines|frameworks|packages|detectors|encoders)\s*,?\s*"
    r"(?:\([^()]{0,60}\)\s*)?(?:such as|like|including|namely|e\.g\.,?)\s*[:(]?\s*",
    re.IGNORECASE,
)


def announced_as_others(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the names that a sentence announces as models, tools or the like: ``models such as A, B and C``."""
    for lead in _OTHERS.finditer(text, start, end):
        yield from _items(text, lead.end(), end, True)


def announced(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the names that ``text[start:end]``, a sentence, announces."""
    folded = text[start:end].casefold()
    if not any(word in folded for word in _NEEDED):
        return
    for lead in _LEAD.finditer(text, start, end):
        yield from _items(text, lead.end(), end, bool(lead["many"]))
    for tail in _TAIL.finditer(text, start, end):
        yield from _items_before(text, start, tail.start())


def _items(text: str, at: int, end: int, many: bool) -> Iterator[Span]:
    for _ in range(_MOST):
        item = _ITEM.match(text, at, end) or (_SIZED.match(text, at, end) if many else None)
        if item is None or _PERSON.match(text, item.end()):
            return
        if _may_name(item["name"], many):
            yield Span(*item.span("name"))
        behind = _BEHIND.match(text, item.end(), end)
        following = _NEXT.match(text, behind.end() if behind else item.end(), end)
        if following is None:
            return
        at = following.end()


_LIST = re.compile(
    rf"(?:(?:{_NAME}){_BEHIND.pattern}\s*,\s*){{0,8}}(?:{_NAME}){_BEHIND.pattern}\s*,?\s*(?:and|or|&)\s+(?:the\s+)?"
    rf"(?:{_NAME}){_BEHIND.pattern}$"
)


def _items_before(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the items of a list that ends where a plural cue word follows."""
    begin = max(start, end - 160)
    listed = _LIST.search(text, begin, end)
    if listed is None:
        return
    at = listed.start()
    while at < end and (item := _ITEM.match(text, at, end)) is not None:
        if _may_name(item["name"], False):
            yield Span(*item.span("name"))
        behind = _BEHIND.match(text, item.end(), end)
        following = _NEXT.match(text, behind.end() if behind else item.end(), end)
        if following is None:
            return
        at = following.end()
        if text.startswith("the ", at):
            at += 4


def _may_name(name: str, many: bool) -> bool:
    low = name.casefold()
    letters = sum(c.isalpha() for c in name)
    if letters < 2 or low in NOT_NAMES or low in STOP or normal_form(name) in KNOWN_OTHER_KINDS:
        return False
    plain = re.fullmatch(r"[A-Z][a-z]+", name) is not None
    return many or not plain
