"""The language of a paper's running text, by its commonest small words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from paper2dcat.model import Basis, Fact

_SMALL_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "is",
            "that",
            "for",
            "with",
            "are",
            "this",
            "we",
            "by",
            "on",
            "be",
            "as",
            "from",
            "which",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "und",
            "den",
            "von",
            "zu",
            "das",
            "mit",
            "sich",
            "des",
            "auf",
            "für",
            "ist",
            "im",
            "dem",
            "nicht",
            "ein",
            "eine",
            "als",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "et",
            "en",
            "un",
            "une",
            "du",
            "que",
            "est",
            "pour",
            "dans",
            "qui",
            "par",
            "sur",
            "au",
            "pas",
            "avec",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "los",
            "de",
            "que",
            "y",
            "en",
            "las",
            "del",
            "se",
            "por",
            "con",
            "para",
            "una",
            "es",
            "como",
            "su",
            "al",
            "lo",
        ]
    ),
    "pt": frozenset(
        [
            "o",
            "a",
            "os",
            "de",
            "que",
            "e",
            "em",
            "da",
            "do",
            "as",
            "para",
            "com",
            "uma",
            "um",
            "por",
            "não",
            "no",
            "na",
            "se",
            "dos",
        ]
    ),
    "it": frozenset(
        [
            "il",
            "di",
            "che",
            "la",
            "e",
            "un",
            "per",
            "non",
            "in",
            "una",
            "sono",
            "con",
            "del",
            "della",
            "è",
            "le",
            "dei",
            "si",
            "da",
            "al",
        ]
    ),
    "nl": frozenset(
        [
            "de",
            "het",
            "een",
            "van",
            "en",
            "in",
            "is",
            "dat",
            "op",
            "te",
            "voor",
            "met",
            "zijn",
            "niet",
            "aan",
            "er",
            "ook",
            "als",
            "bij",
        ]
    ),
    "pl": frozenset(
        [
            "w",
            "i",
            "na",
            "z",
            "do",
            "się",
            "nie",
            "że",
            "o",
            "jest",
            "dla",
            "od",
            "po",
            "przez",
            "jak",
            "oraz",
            "są",
            "to",
            "ze",
            "lub",
        ]
    ),
    "tr": frozenset(
        [
            "ve",
            "bir",
            "bu",
            "ile",
            "için",
            "olarak",
            "da",
            "de",
            "olan",
            "gibi",
            "daha",
            "çok",
            "en",
            "kadar",
            "sonra",
            "ise",
            "ya",
        ]
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS: Final = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
SAMPLE: Final = 20_000
"""Characters that tell the language of a paper."""
RULE: Final = "small-words-of-the-running-text"


def text_language(text: str) -> Fact | None:
    """Return the language as a BCP 47 tag, inferred; None when the text does not tell."""
    sample = text[:SAMPLE]
    found = _WORD.findall(sample.lower())
    letters = sum(map(len, found))
    if letters < 200:
        return None
    if len(sample) - len(sample.encode("ascii", "ignore")) > 0.1 * letters:
        counts = {tag: len(pattern.findall(sample)) for tag, pattern in _SCRIPTS}
        if counts["ja"] > 0.1 * letters:
            return Fact("ja", Basis.INFERRED, rule=RULE)
        tag = max(counts, key=lambda t: counts[t])
        if counts[tag] > 0.5 * letters:
            return Fact(tag, Basis.INFERRED, rule=RULE)
    words = Counter(found)
    total = sum(words.values())
    scores = {tag: sum(words[w] for w in small) / max(1, total) for tag, small in _SMALL_WORDS.items()}
    best = max(scores, key=lambda t: scores[t])
    return Fact(best, Basis.INFERRED, rule=RULE) if scores[best] > 0.08 else None
