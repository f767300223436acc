"""Names with words around them that don't make another dataset: ``MS COCO``, ``CoNLL-2003 English NER``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paper2dcat.language_words import LANGUAGES
from paper2dcat.names import normal_form, tidy

_PUBLISHERS = frozenset(
    re.split(
        " ",
        "amazon apple berkeley caltech cornell darpa facebook google kaggle microsoft mit ms nist nyu oxford pascal "
        "princeton stanford toronto uci yahoo",
    )
)
"""Organisations and projects that stand before the names of their datasets, or don't."""
_TASK_WORDS = LANGUAGES.keys() | frozenset(
    re.split(
        " ",
        "srl ner pos asr rl mt smt nmt qa vqa absa wsd nli task tasks challenge competition suite collection",
    )
)
"""Words behind a name that say what it is used for or which part is meant."""
_OWN_NAME = frozenset(
    re.split(
        " ",
        "augmented clean colored colorful coloured distorted extended fashion mini moving noisy permuted rotated "
        "scrambled sequential simple tiny unbiased",
    )
)
"""Words before a name that make it another dataset's: ``tiny ImageNet``."""


def without_publisher(name: str) -> str:
    """Return a name without the organisation that it begins with: ``MS COCO`` → ``COCO``; a lone word stays."""
    first, mark, rest = re.sub(r"-", " ", tidy(name), count=1).partition(" ")
    return rest if mark and first.casefold() in _PUBLISHERS and rest[:1].isupper() else name


def without_words_behind(name: str) -> Iterator[str]:
    """Yield what is left of a name without plain words, task words and single digits behind it, word by word."""
    words = name.split()
    for end in range(len(words) - 1, 0, -1):
        if not re.fullmatch(r"[a-z][a-z-]+|\d", words[end]) and words[end].casefold() not in _TASK_WORDS:
            return
        yield " ".join(words[:end])


def without_words_before(name: str) -> Iterator[str]:
    """Yield what is left of a name without plain words before it, word by word: ``sparse MNIST`` → ``MNIST``."""
    words = name.split()
    for start in range(1, len(words)):
        if not re.fullmatch(r"[a-z][a-z-]+", words[start - 1]) or words[start - 1] in _OWN_NAME:
            return
        yield " ".join(words[start:])


def is_variant(one: str, other: str) -> bool:
    """Whether two names differ only in an organisation before them or in such words behind one of them."""
    forms = normal_form(one), normal_form(other)
    if normal_form(without_publisher(one)) == normal_form(without_publisher(other)):
        return True
    return any(normal_form(bare) == forms[1] for bare in without_words_behind(one)) or any(
        normal_form(bare) == forms[0] for bare in without_words_behind(other)
    )
