"""What the paper does with a dataset, checked against its words."""

from __future__ import annotations

import re

from paper2dcat.alignment import TextIndex
from paper2dcat.ground.context import Context
from paper2dcat.model import Role, SectionKind, Span

_MAKE = (
    r"(?:introduc(?:e|es|ed)|presents?|presented|releas(?:e|es|ed)|constructs?|constructed|creat(?:e|es|ed)|builds?|"
    r"built|propos(?:e|es|ed)|publish(?:ed|es)?|compil(?:e|es|ed)|contributes?|collect(?:ed|s)?|annotat(?:e|es|ed)|"
    r"curat(?:e|es|ed)|develop(?:ed|s)?)"
)
_DATA = (
    r"(?:data ?-?sets?|corpus|corpora|benchmarks?|data ?bases?|collections?|tree ?banks?|resources?|"
    r"test suites?)"
)
_WE_MAKE = re.compile(
    rf"\b(?:we|our (?:team|group|work)|this (?:paper|work|article|study|report)|the authors)\b"
    rf"(?:\s+(?!not\b)[\w\-]+){{0,3}}?\s+{_MAKE}\s+(?P<object>(?:(?!\b{_MAKE}\b)[^.])*)$",
    re.IGNORECASE,
)
_BARE_OBJECT = re.compile(
    r"(?:(?:a|an|the|our|and|new|novel|large|first|publicly|freely|available|large-scale)\s+)*(?:[A-Z][\w\-]*\s+)*\(?"
)
_NAMED_OBJECT = re.compile(
    rf"[^.]*\b{_DATA}\b(?:(?!\bthan\b)[^.])*(?:\b(?:called|named|dubbed|namely|termed|i\.e\.,?)|[:,(—–])\s*(?:the\s+)?",
    re.IGNORECASE,
)
_NOT_OBJECT = re.compile(
    r"\b(?:on|model|method|approach|algorithm|network|architecture|technique|system|framework|results?|evaluat\w+|"
    r"experiments?|using|use|train\w*|test\w*|outperform\w*|compare\w*|improv\w+|from|based|like|similar|unlike)\b",
    re.IGNORECASE,
)
_OUR = re.compile(r"\bour\s+(?:own\s+|new\s+|novel\s+|proposed\s+)?$", re.IGNORECASE)
_DATA_NEXT = re.compile(rf"\s*{_DATA}\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"^\s*(?:[\w\-]+\s+){0,4}?(?:is|was|are|were|has been|have been)\s+(?:\w+ly\s+)?"
    r"(?:constructed|created|collected|built|compiled|annotated|assembled|gathered|crawled|generated)\b(?P<rest>[^.]*)",
    re.IGNORECASE,
)
_WE_CHOOSE = re.compile(
    r"\bwe\b[^.]{0,40}\b(?:choose|chose|select|sampl|pick|annotat|collect|construct|remov|filter|split|gather|extract)\w*",
    re.IGNORECASE,
)
_OUR_DATA = re.compile(
    rf"\bwe\b[^.]{{0,80}}\b{_MAKE}\b[^.]{{0,40}}\bour (?:new |own )?{_DATA}\b", re.IGNORECASE
)
_OWN_DEPOSIT = re.compile(
    r"\b(?:our|all|the|these|this|relevant|underlying|supporting|raw|study)\s+(?:[\w\-]+\s+){0,4}?"
    r"(?:data|data ?sets?|sequences|files)\b[^.]{0,160}"
    r"\b(?:available|deposited|archived|accessible|found|uploaded|submitted|shared|stored|published)\b"
    r"[^.]{0,120}$|\bdata availability\b.{0,200}$",
    re.IGNORECASE,
)


_ACCESSION = re.compile(r"10\.\d{4,9}/|[A-Z]{3}\w?\d{3,}|(?:Zenodo|figshare|Dryad|OSF|GEO)\b", re.IGNORECASE)
_OWN_DATA = re.compile(
    r"\b(?:all relevant data|(?:the|our|all) (?:[\w-]+ ){0,3}(?:data|data ?sets?|files|sequences)|"
    r"data availability)\b"
    r"[^.]{0,140}\b(?:available|deposited|archived|accessible|uploaded|submitted|stored)\b",
    re.IGNORECASE,
)


def supported_role(
    context: Context, claimed: Role, names: tuple[str, ...], mentions: tuple[Span, ...]
) -> Role:
    """Return the claimed role, or the one below it that the paper's words support."""
    role = claimed
    if role is Role.INTRODUCED and not _introduces(context, names, mentions):
        role = Role.USED
    if role is Role.USED and all(_only_background(context, mention) for mention in mentions):
        role = Role.MENTIONED
    return role


def _introduces(context: Context, names: tuple[str, ...], mentions: tuple[Span, ...]) -> bool:
    title = context.paper.title
    if title is not None and any(_heads_title(title.value, name) for name in names):
        return True
    if any(_deposited(context, mention) for mention in mentions if not context.tainted(*mention)):
        return True
    return any(_introduced_at(context, mention) for mention in mentions if not context.tainted(*mention))


def _deposited(context: Context, mention: Span) -> bool:
    """Whether the place is the DOI or accession under which the paper says that its data lie."""
    text = context.paper.text
    if not _ACCESSION.match(text[mention.start : mention.end]):
        return False
    sentence = context.sentence(mention.start)
    around = text[max(0, min(sentence.start, mention.start - 160)) : mention.start]
    return bool(_OWN_DATA.search(around)) and not re.search(
        r"\bet al\b|\bobtained from\b|\bdownloaded\b", around
    )


def _heads_title(title: str, name: str) -> bool:
    """Whether a paper's title presents a dataset of this name (``NAME: a corpus of …``)."""
    data = re.search(rf"\b{_DATA}\b", title, re.IGNORECASE)
    introducing = re.match(r"\W*(?:introducing|presenting|announcing)\b", title, re.IGNORECASE)
    for place in TextIndex(title).names(name):
        heads = place.start <= 1 and title[place.end : place.end + 2].strip().startswith((":", "–", "—", "-"))
        tail = title[: place.start].rstrip().endswith(":")
        if introducing or (data and (heads or tail)):
            return True
    return False


def _introduced_at(context: Context, mention: Span) -> bool:
    """Whether the sentence with this mention says that the paper makes the dataset."""
    text = context.paper.text
    sentence = context.sentence(mention.start)
    before, after = text[sentence.start : mention.start], text[mention.end : sentence.end]
    if _OWN_DEPOSIT.search(before) and re.search(r"10\.\d{4,9}/|\d{4,}", text[mention.start : mention.end]):
        return True
    if any(c.start - mention.end < 40 for c in context.callouts(Span(mention.end, sentence.end))):
        return False
    made = _WE_MAKE.search(before)
    if made and not _NOT_OBJECT.search(made["object"]):
        return any(shape.fullmatch(made["object"]) for shape in (_BARE_OBJECT, _NAMED_OBJECT))
    if _OUR.search(before) and _DATA_NEXT.match(after):
        return True
    following = context.following(sentence)
    nearby = text[sentence.start : following.end if following else sentence.end]
    passive = _PASSIVE.match(after)
    if passive and not context.callouts(sentence) and not re.search(r"\bby (?:the )?[A-Z]", passive["rest"]):
        return _WE_CHOOSE.search(nearby) is not None
    return _OUR_DATA.search(nearby) is not None


def _only_background(context: Context, mention: Span) -> bool:
    section = context.paper.section_at(mention.start)
    return section is not None and section.kind is SectionKind.RELATED_WORK
