"""Which sentences are worth the tagger's time: most have neither a cue word nor anything like a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.words import CUES


def worth_reading(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a sentence has a cue word, a word spelt like an acronym, or a known name."""
    return any(map(_telling, tokens)) or bool(lexicon.find(tokens))


@lru_cache(maxsize=65536)
def _telling(token: str) -> bool:
    return len(token) > 1 and (acronym_like(token) or token.casefold() in CUES)


def acronym_like(token: str) -> bool:
    """Whether a word is spelt like the short name of something: SQuAD, MNIST, WMT14, ImageNet."""
    if not token[0].isalpha():
        return any(c.isupper() for c in token)
    capitals = sum(c.isupper() for c in token)
    if capitals >= 2:
        return True
    return capitals == 1 and (not token[0].isupper() or any(c.isdigit() for c in token))
