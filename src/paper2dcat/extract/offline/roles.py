"""What a paper does with a dataset, from the words, sections, captions and tables around its mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper2dcat.extract.offline.view import Sentence, View
from paper2dcat.model import PassageKind, Role, SectionKind, Span

_MAKE = (
    r"(?:introduc|present|releas|construct|creat|collect|built|build|propos|develop|publish|compil|annotat|"
    r"contribut|assembl|gather|curat|crawl|establish|prepar|produc|record|deposit)\w*"
)
_WE_MAKE = re.compile(
    rf"\b(?:we|this (?:paper|work|article|study))\b[^.;]{{0,50}}?\b{_MAKE}\b(?P<object>[^.;]{{0,90}})$",
    re.IGNORECASE,
)
_NOT_OBJECT = re.compile(
    r"\b(?:on|model|method|approach|algorithm|network|architecture|technique|system|framework|"
    r"results?|evaluat\w+|"
    r"experiments?|using|use|train\w*|test\w*|outperform\w*|compare\w*|improv\w+|from|based|for|by|"
    r"to|with|over)\b",
    re.IGNORECASE,
)
_IS_NEW = re.compile(
    r"^[\s,:(–—-]*(?:is\s+)?(?:a|our)\s+(?:new|novel|large[- ]scale|first)\b[^.;]{0,80}"
    r"\b(?:data ?set|corpus|benchmark|database|collection|treebank|test suite)",
    re.IGNORECASE,
)
_DATA_TITLE = re.compile(
    r"\b(?:data ?-?sets?|corpus|corpora|benchmarks?|database|treebank|collection|resource|challenge|"
    r"survey)\b",
    re.I,
)
_USE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|utili[sz]\w+|employ\w*|evaluat\w+|train(?:ed|ing|s)?|pre-?train\w*|"
    r"fine-?tun\w*|test(?:ed|ing)?|"
    r"experiment\w*|results?|perform\w*|accuracy|achiev\w+|obtain\w*|draw\w*|drawn|analy[sz]\w+|"
    r"data (?:from|come)|"
    r"sampl\w+|conduct\w*|report\w*|outperform\w*|improv\w+|score|validat\w+|compar\w+|based on|"
    r"(?:we|is|are) (?:fit|fitted|appl\w+|run|ran|measured?|stud\w+))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bet al\b|\b(?:they|authors|previous|prior|recent|earlier) \w+", re.IGNORECASE)

_IN_USE = frozenset(
    {
        SectionKind.EXPERIMENTS,
        SectionKind.RESULTS,
        SectionKind.DATA,
        SectionKind.METHOD,
        SectionKind.DATA_AVAILABILITY,
    }
)
_BACKGROUND = frozenset({SectionKind.RELATED_WORK})
_WEIGHTS = {
    SectionKind.EXPERIMENTS: 2.0,
    SectionKind.RESULTS: 2.0,
    SectionKind.DATA: 2.0,
    SectionKind.DATA_AVAILABILITY: 2.0,
    SectionKind.ABSTRACT: 1.2,
    SectionKind.APPENDIX: 0.8,
    SectionKind.METHOD: 0.6,
    SectionKind.OTHER: 0.6,
    SectionKind.CONCLUSION: 0.5,
    SectionKind.DISCUSSION: 0.5,
    SectionKind.INTRODUCTION: 0.3,
    SectionKind.FRONT: 0.5,
    SectionKind.RELATED_WORK: -0.7,
}


def role_of(view: View, mentions: Sequence[Span], names: Sequence[str]) -> Role:
    """Return what the paper does with the dataset that stands at these places."""
    if _introduced(view, mentions, names):
        return Role.INTRODUCED
    return Role.USED if use_score(view, mentions) >= 1.0 else Role.MENTIONED


def use_score(view: View, mentions: Sequence[Span]) -> float:
    """Return how strongly the places of a dataset speak for its use."""
    score = 0.0
    for mention in mentions:
        sentence = view.sentence_at(mention.start)
        if sentence is not None:
            score += _use(view, sentence, mention)
    return score


def _use(view: View, sentence: Sentence, mention: Span) -> float:
    weight = _WEIGHTS.get(sentence.section, 0.3)
    if sentence.kind in (PassageKind.TABLE, PassageKind.CAPTION):
        return max(weight, 1.0) if sentence.section not in _BACKGROUND else 0.5
    if sentence.kind is PassageKind.HEADING:
        return 2.0
    if sentence.kind is PassageKind.TITLE:
        return 1.5
    text = view.text(sentence)
    if not _USE.search(text):
        return weight * 0.3
    ours = bool(re.search(r"\b(?:we|our|us)\b", text, re.IGNORECASE))
    if sentence.section in _BACKGROUND:
        return (
            0.8
            if ours and re.search(r"\bwe\b[^.]{0,30}\b(?:use|evaluate|train|test)", text, re.I)
            else weight
        )
    if ours:
        return max(weight, 0.0) + 0.8
    return weight * (0.4 if _OTHERS.search(text) else 0.8)


def _introduced(view: View, mentions: Sequence[Span], names: Sequence[str]) -> bool:
    title = view.paper.title
    if title is not None and any(heads_title(title.value, name) for name in names):
        return True
    return any(_introduced_at(view, mention) for mention in mentions)


def heads_title(title: str, name: str) -> bool:
    """Whether a paper's title presents a dataset of this name (``NAME: a corpus of …``)."""
    at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.IGNORECASE)
    if not at or not _DATA_TITLE.search(title):
        return False
    behind, ahead = title[at.end() :].lstrip(), title[: at.start()].rstrip()
    if ahead in ("", "The") and behind.startswith((":", "–", "—", "-")):
        return bool(_DATA_TITLE.search(behind) or _DATA_TITLE.search(name))
    return ahead.endswith(":") and bool(_DATA_TITLE.search(ahead)) and not behind


def _introduced_at(view: View, mention: Span) -> bool:
    sentence = view.sentence_at(mention.start)
    if sentence is None or sentence.section is SectionKind.RELATED_WORK:
        return False
    text = view.paper.text
    before, after = text[sentence.start : mention.start], text[mention.end : sentence.end]
    if any(0 <= callout.start - mention.end < 40 for callout in sentence.callouts):
        return False
    made = _WE_MAKE.search(before)
    if made and not _NOT_OBJECT.search(made["object"]):
        return bool(_DATA_TITLE.search(made["object"] + text[mention.start : mention.end] + after[:60]))
    ours = re.search(r"\b(?:we|our|this (?:paper|work))\b", before + after[:100], re.IGNORECASE)
    return bool(ours and _IS_NEW.match(after) and re.search(rf"\b{_MAKE}\b", before, re.IGNORECASE))
