"""The trained tagger: token sequences in, spans that may be names of datasets out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from paper2dcat.extract.offline.features import features
from paper2dcat.extract.offline.lexicon import Lexicon

MODEL = Path(__file__).with_name("tagger.crfsuite")
FLOOR = 0.12
"""Begin-probability below which a span is not even looked at."""


class Tagged(NamedTuple):
    """Tokens ``start:end`` are a dataset's name with this probability."""

    start: int
    end: int
    probability: float


@cache
def _model(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def tag(tokens: Sequence[str], lexicon: Lexicon, path: Path = MODEL) -> list[Tagged]:
    """Return possible names in a sentence, from left to right, without overlap."""
    if not tokens:
        return []
    tagger = _model(path)
    tagger.set(features(tokens, lexicon))
    best = tagger.tag()
    spans: list[Tagged] = []
    at = 0
    while at < len(tokens):
        begin = tagger.marginal("B", at)
        if begin < FLOOR:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and _goes_on(tagger, best, end):
            end += 1
        spans.append(Tagged(at, end, begin))
        at = end
    return spans


def _goes_on(tagger: pycrfsuite.Tagger, best: list[str], at: int) -> bool:
    inside: float = tagger.marginal("I", at)
    return best[at] == "I" or (best[at] == "O" and inside > max(0.35, float(tagger.marginal("B", at))))
