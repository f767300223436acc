"""The sentence of a paper that says best what a dataset is: a definition, not a remark or a result."""

from __future__ import annotations

import re

from paper2dcat.extract.offline.about import DATA_NOUN, SIZE, Words
from paper2dcat.model import Span

SHORTEST, LONGEST = 50, 900
"""Characters of a sentence that can describe something."""

_ASIDE = re.compile(
    r"\b(?:not|note that|however|although|attempt\w*|additionally|hence|unlike)\b", re.IGNORECASE
)
"""Words of sentences that say something in passing, not what a dataset is."""
_RESULT = re.compile(
    r"\b(?:we (?:show|find|observe|outperform|achieve|report|compare|see)|outperform\w*|"
    r"state-of-the-art|accuracy|"
    r"table \d|figure \d|fig\. ?\d|our (?:model|method|approach)|baseline|improve\w*|F1)\b",
    re.IGNORECASE,
)
_BRACKETS = r"(?:\s*[(\[][^()\[\]]{0,60}[)\]])?"
_NOUN = rf"(?:\s*(?:[a-z][\w-]*\s+){{0,2}}{DATA_NOUN}s?\b)?"
_MARKS = r"[\s¹²³⁴⁵⁶⁷⁸⁹⁰]*,?\s*"
_DOES = r"(?:contains?|consists? of|comprises?|includes?|provides?|has|have|covers?|spans?|features|offers)\b"
_NOT_MADE = (
    r"(?:us|evaluat|releas|compar|show|list|report|present|describ|summari[sz]|introduc|publish|propos|need|requir|"
    r"consider|expect|train|test|licen[cs]|provid|call|nam|limit|outperform|obtain|perform|deriv(?=ed (?:by|in)))ed\b"
)
_IS = (
    r"(?:is|are|was|were)\s+(?:also\s+|currently\s+|now\s+)?"
    r"(?:(?:an?|the|one|another|our|part|built|made|drawn|taken|split)\b"
    rf"|(?:\w+ly\s+)?(?!{_NOT_MADE})\w+ed\b|from\b)"
)
_DEFINES = re.compile(
    rf"{_BRACKETS}{_NOUN}{_BRACKETS}{_MARKS}"
    rf"(?:(?P<which>which|that)\s+)?(?:{_IS}|{_DOES}|(?P<holding>containing|consisting of|comprising)\b)",
    re.IGNORECASE,
)
"""What stands behind the name of what a sentence defines."""
_AVAILABLE = re.compile(
    r"(?:is|are|was|were)\s+(?:(?:\w+ly|also|now)\s+){0,2}(?:available|accessible|hosted)\b", re.I
)
_SUBORDINATE = re.compile(
    r"^\W*(?:because|since|as|when|while|if|although|though|unlike|like|note|here|where|whereas|compared)\b",
    re.I,
)
_OBJECT = re.compile(r"\b(?:for|on|of|from|in|to|with|by|using|than)\s+(?:the\s+)?$", re.I)
"""Words after which a name is not the subject of its sentence."""
_LISTED = re.compile(r"\(ii\)|\(2\)|\bii\)")
_EXPLETIVE = re.compile(
    rf"^\W*It\s+(?:is|was|has been)\s+(?!(?:[\w-]+\s+){{0,3}}{DATA_NOUN})"
    r"(?:[\w-]+\s+){1,4}?(?:to|that|how|whether|if)\b"
)
"""An "it" that stands for what follows, not for a dataset."""


def description(words: Words) -> Span | None:
    """Return the sentence that describes a dataset best, or nothing; footnote numbers before it are left out."""
    best: tuple[float, int] | None = None
    chosen: Span | None = None
    for span in words.describing:
        score = _score(words, span)
        if score >= 1.0 and (best is None or (score, -span.start) > best):
            best, chosen = (score, -span.start), span
    return chosen and _without_number(words, chosen)


def _score(words: Words, span: Span) -> float:
    text = words.view.text(span)
    sized = SIZE.search(text) is not None
    if not SHORTEST <= len(text) <= LONGEST or _LISTED.search(text) or not _defines(words, span):
        return 0.0
    if _RESULT.search(text) and not sized:
        return 0.0
    score = 1.0 + sized + 0.5 * bool(re.search(DATA_NOUN, text, re.IGNORECASE))
    return score - 0.5 * bool(_RESULT.search(text)) - 0.8 * bool(_ASIDE.search(text))


def _defines(words: Words, span: Span) -> bool:
    """Whether the sentence says what the dataset is or holds: behind a name of it, or of "this dataset"."""
    text = words.view.text(span)
    if _SUBORDINATE.match(text):
        return False
    inside = [m for m in words.mentions if span.start <= m.start < span.end]
    if not inside:
        return not _EXPLETIVE.match(text) and not _AVAILABLE.search(text)
    for mention in inside:
        before, after = text[: mention.start - span.start], text[mention.end - span.start :]
        match = _DEFINES.match(after)
        if match is None or _AVAILABLE.search(after[: match.end() + 30]):
            continue
        if match["which"] or match["holding"] or not _OBJECT.search(before):
            return True
    return False


def _without_number(words: Words, span: Span) -> Span:
    text = words.view.text(span)
    return Span(span.start + len(text) - len(text.lstrip("¹²³⁴⁵⁶⁷⁸⁹⁰ ")), span.end)
