"""What the paper does with a dataset, checked against its words."""

from __future__ import annotations

import re

from paper2dcat.alignment import TextIndex
from paper2dcat.ground.context import Context
from paper2dcat.model import Role, SectionKind, Span

_MAKE = (
    r"(?:introduc|present|releas|construct|creat|collect|buil[dt]|propos|develop|publish|compil|annotat|"
    r"contribut|"
    r"assembl|gather|curat|crawl|establish|design|generat|prepar|produc|record|conduct|deposit|shar|offer|"
    r"describ|mak|made)\w*"
)
_WE_MAKE = re.compile(
    rf"\b(?:we|our (?:team|group|work)|this (?:paper|work|article|study|report)|the authors|"
    rf"here)\b[^.]{{0,60}}?\b{_MAKE}\b"
    r"(?P<object>[^.]{0,140})$",
    re.IGNORECASE,
)
_NOT_OBJECT = re.compile(
    r"\b(?:on|model|method|approach|algorithm|network|architecture|technique|system|framework|results?|"
    r"evaluat\w+|"
    r"experiments?|using|use|train\w*|test\w*|outperform\w*|compare\w*|improv\w+|from|based)\b",
    re.IGNORECASE,
)
_OUR = re.compile(r"\b(?:our|a new|a novel|new)\s+(?:[\w\-]+\s+){0,3}$", re.IGNORECASE)
_APPOSITION = re.compile(
    r"^\s*(?:\([^)]*\))?\s*(?:,|:|–|—|-|is)\s*(?:a|an|the|our)\s+(?:first\s+|new\s+|novel\s+|"
    r"large[- ]scale\s+|freely\s+|publicly\s+|"
    r"[\w\-]+\s+){0,5}?(?:data ?set|corpus|benchmark|database|collection|treebank|resource|test suite)",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:new|novel|first|our|we)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"^\s*(?:[\w\-]+\s+){0,4}?(?:is|was|are|were|has been|have been)\s+(?:\w+ly\s+)?"
    r"(?:constructed|created|collected|built|compiled|annotated|assembled|gathered|crawled|generated|"
    r"obtained)\b(?P<rest>[^.]*)",
    re.IGNORECASE,
)
_OWN_DEPOSIT = re.compile(
    r"\b(?:our|all|the|these|this|relevant|underlying|supporting|raw|"
    r"study)\s+(?:[\w\-]+\s+){0,4}?(?:data|data ?sets?|sequences|"
    r"files)\b[^.]{0,160}\b(?:available|deposited|archived|accessible|found|uploaded|submitted|shared|"
    r"stored|published)\b"
    r"[^.]{0,120}$|\bdata availability\b.{0,200}$",
    re.IGNORECASE,
)
_OWN_DEPOSIT_AFTER = re.compile(
    r"\W*(?:contains|holds|provides)\s+(?:all|"
    r"the)\s+(?:\w+\s+)?data\b",
    re.IGNORECASE,
)
_THIS_DATA = re.compile(
    rf"\bwe\b[^.]{{0,60}}\b{_MAKE}\b[^.]{{0,60}}\b(?:our|this|the) (?:new )?(?:data ?set|corpus|benchmark|"
    rf"database)\b",
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
    return any(_introduced_at(context, mention) for mention in mentions if not context.tainted(*mention))


def _heads_title(title: str, name: str) -> bool:
    """Whether a paper's title presents a dataset of this name (``NAME: a corpus of …``)."""
    for place in TextIndex(title).names(name):
        data = re.search(
            r"\b(?:data ?-?sets?|corpus|corpora|benchmark|database|treebank|collection|resource)\b",
            title,
            re.I,
        )
        heads = place.start <= 1 and title[place.end : place.end + 2].strip().startswith((":", "–", "—", "-"))
        tail = title[: place.start].rstrip().endswith(":")
        introducing = re.match(r"\W*(?:introducing|presenting|announcing)\b", title, re.IGNORECASE)
        if (data and (heads or tail)) or introducing:
            return True
    return False


def _introduced_at(context: Context, mention: Span) -> bool:
    text = context.paper.text
    sentence = context.sentence(mention.start)
    before, after = text[sentence.start : mention.start], text[mention.end : sentence.end]
    cited_after = any(c.start - mention.end < 40 for c in context.callouts(Span(mention.end, sentence.end)))
    own = _OWN_DEPOSIT.search(before) or _OWN_DEPOSIT_AFTER.match(after)
    if own and re.search(r"10\.\d{4,9}/|\d{4,}", text[mention.start : mention.end]):
        return True
    made = _WE_MAKE.search(before)
    if made and not _NOT_OBJECT.search(made["object"]) and not cited_after:
        return True
    if (
        _OUR.search(before)
        and re.match(r"\s*(?:data ?set|corpus|benchmark|database)?\b", after)
        and re.search(r"\bour\b", before[-30:], re.I)
    ):
        return not cited_after
    if _APPOSITION.match(after) and _NEW.search(before[-60:] + after[:80]) and not cited_after:
        return bool(
            re.search(
                r"\b(?:we|our|this (?:paper|work|article))\b",
                text[sentence.start : sentence.end],
                re.IGNORECASE,
            )
        )
    passive = _PASSIVE.match(after)
    if passive and not context.callouts(sentence) and not re.search(r"\bby (?:the )?[A-Z]", passive["rest"]):
        return True
    following = context.following(sentence)
    nearby = text[sentence.start : following.end if following else sentence.end]
    return bool(_THIS_DATA.search(nearby)) and not cited_after


def _only_background(context: Context, mention: Span) -> bool:
    section = context.paper.section_at(mention.start)
    return section is not None and section.kind is SectionKind.RELATED_WORK
