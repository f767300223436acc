"""What the paper does with a dataset, checked against its words."""

from __future__ import annotations

import re

from paper2dcat.ground.context import Context
from paper2dcat.introducing import Place
from paper2dcat.model import Role, Span
from paper2dcat.using import of_others

_OWN_DEPOSIT = re.compile(
    r"\b(?:our|all|the|these|this|relevant|underlying|supporting|raw|study)\s+(?:[\w\-]+\s+){0,4}?"
    r"(?:data|data ?sets?|sequences|files)\b[^.]{0,160}"
    r"\b(?:available|deposited|archived|accessible|found|uploaded|submitted|shared|stored|published)\b"
    r"[^.]{0,120}$|\bdata availability\b.{0,200}$",
    re.IGNORECASE,
)
_ACCESSION = re.compile(r"10\.\d{4,9}/|[A-Z]{3,5}\d{3,}|(?:Zenodo|figshare|Dryad|OSF|GEO)\b", re.IGNORECASE)
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
    if context.introductions.titled(names):
        return True
    sure = [mention for mention in mentions if not context.tainted(*mention)]
    return any(_deposited(context, m) or _introduced_at(context, m) for m in sure)


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


def _introduced_at(context: Context, mention: Span) -> bool:
    """Whether the sentence with this mention says that the paper makes the dataset."""
    text = context.paper.text
    sentence = context.sentence(mention.start)
    before = text[sentence.start : mention.start]
    if _OWN_DEPOSIT.search(before) and re.search(r"10\.\d{4,9}/|\d{4,}", text[mention.start : mention.end]):
        return True
    address = re.search(r"https?://\S*$", before)
    if address:
        return context.introductions.lie_at(sentence, sentence.start + address.start())
    cited = context.callouts(sentence)
    behind = any(0 <= c.start - mention.end < 40 for c in cited)
    place = Place(mention, sentence, context.following(sentence), behind, bool(cited))
    return context.introductions.at(place)


def _only_background(context: Context, mention: Span) -> bool:
    return of_others(context.paper, context.sentence(mention.start), context.run_on)
