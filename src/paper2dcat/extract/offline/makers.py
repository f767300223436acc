"""The body that a sentence says conducts a survey, keeps a register or made a dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paper2dcat.extract.offline.view import PROSE, View
from paper2dcat.model import Basis, Claim, Span

_BODY = re.compile(
    r"\s+(?:the\s+)?(?P<body>(?:[A-Z][\w.&’'-]*)(?:\s+(?:(?:of|for|and|on|the)\s+)*[A-Z][\w.&’'-]*)*)"
    r"(?=\s*(?:\((?P<short>[A-Z]{2,8})\))?(?:[\s.,;:)]|$))"
)
_KIND = re.compile(
    r"\b(?:Cent(?:er|re)s?|Institutes?|Bureau|Department|Ministry|Statistics|Agency|University|Office|Board|Council|"
    r"Foundation|Administration|Group|Society|Commission|Organi[sz]ation|Bank|Authority|Services?|Consortium|Network|"
    r"Association|Academy|Directorate|Secretariat)\b"
)
"""What makes a run of words with capitals the name of a body."""
_MADE = re.compile(
    r"\b(?:conducted|carried out|administered|maintained|compiled|produced|collected|developed|created|managed|run|kept|"
    r"published|released|undertaken)\s+(?:annually\s+|regularly\s+|every\s+\w+\s+years?\s+)?by\b"
)
_DATA = re.compile(
    r"\b(?:surveys?|stud(?:y|ies)|data ?-?sets?|data ?bases?|census|cohort|regist(?:er|ry)|panel|corpus|collection|"
    r"archive)\b",
    re.IGNORECASE,
)
_REACH = 200
"""Characters from a name to the words that say by whom it was made."""


def claims(view: View, mentions: Sequence[Span], others: Sequence[Span]) -> Iterator[Claim]:
    """Yield the body that a sentence says made the dataset, where the sentence names no other one before that."""
    text = view.paper.text
    own = set(mentions)
    for mention in mentions:
        sentence = view.sentence_at(mention.start)
        if sentence is None or sentence.kind not in PROSE:
            continue
        for made in _MADE.finditer(text, mention.end, min(sentence.end, mention.end + _REACH)):
            between = text[mention.end : made.start()]
            apart = any(mention.end <= other.start < made.end() for other in others if other not in own)
            body = _BODY.match(text, made.end(), sentence.end)
            named = _DATA.search(text, mention.start, made.start())
            if apart or not body or not named or re.search(r"[;.]\s|\b(?:we|our)\b", between):
                continue
            if _KIND.search(body["body"]):
                yield Claim("dcterms:creator", body["body"], Basis.STATED, span=Span(*body.span("body")))
                return
