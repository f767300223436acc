"""Features of the tagger: what a token looks like, what stands around it, and whether a list knows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.words import CUES, STOP, STRONG_CUES

WINDOW = 3


@lru_cache(maxsize=65536)
def shape(token: str) -> str:
    """Return the spelling of a token with runs squeezed: ``SQuAD`` → ``AaA``, ``WMT14`` → ``A0``."""
    result = ""
    for character in token[:16]:
        if character.isdigit():
            kind = "0"
        elif character.isupper():
            kind = "A"
        elif character.isalpha():
            kind = "a"
        else:
            kind = character
        if not result.endswith(kind):
            result += kind
    return result


@lru_cache(maxsize=65536)
def _own(token: str) -> tuple[str, ...]:
    low = token.casefold()
    if token.isdigit():
        year = len(token) == 4 and token[:2] in {"19", "20"}
        return ("w=#year" if year else f"w=#{min(len(token), 5)}", "s=0")
    found = [f"w={low}", f"s={shape(token)}"]
    if len(token) > 3:
        found += [f"p={low[:3]}", f"x={low[-3:]}", f"x4={low[-4:]}"]
    if token.isupper() and len(token) > 1:
        found.append(f"caps={min(len(token), 6)}")
    if low.endswith(("net", "nets")) and token[0].isupper():
        found.append("net")
    if low.endswith(("qa", "bank", "set", "corpus", "bench")) and token[0].isupper():
        found.append("dataish")
    return tuple(found)


@lru_cache(maxsize=65536)
def _word(token: str) -> str:
    if token.isdigit():
        return "#"
    return token.casefold()


def _cue_after(tokens: Sequence[str], at: int) -> str:
    """Return the cue word that follows within a few words of the same phrase, with its distance."""
    for distance in range(1, 7):
        place = at + distance
        if place >= len(tokens):
            return ""
        token = tokens[place]
        if token in ".;:?!":
            return ""
        low = token.casefold()
        if low in STRONG_CUES:
            return f"strong{min(distance, 4)}"
        if low in CUES:
            return f"{low}{min(distance, 3)}"
    return ""


def _before(tokens: Sequence[str], at: int) -> str:
    """Return the last plain word before the run of names and marks that the token stands in."""
    place = at - 1
    while place >= 0 and at - place < 12:
        token = tokens[place]
        low = token.casefold()
        if token[0].isalpha() and token.islower() and low not in {"and", "or", "the", "both"}:
            return low
        place -= 1
    return "^"


def features(tokens: Sequence[str], lexicon: Lexicon) -> list[list[str]]:
    """Return the features of each token of a sentence."""
    known = ["-"] * len(tokens)
    for hit in lexicon.find(tokens):
        for place in range(hit.start, hit.end):
            known[place] = f"{'B' if place == hit.start else 'I'}{'s' if hit.strong else 'w'}"
    words = [_word(token) for token in tokens]
    shapes = [shape(token) for token in tokens]
    size = len(tokens)
    result = []
    for at, token in enumerate(tokens):
        row = ["b", *_own(token), f"k={known[at]}"]
        for step in range(1, WINDOW + 1):
            row.append(f"-{step}={words[at - step] if at >= step else '^'}")
            row.append(f"+{step}={words[at + step] if at + step < size else '$'}")
        left = shapes[at - 1] if at else "^"
        right = shapes[at + 1] if at + 1 < size else "$"
        row.append(f"ls={left}")
        row.append(f"rs={right}")
        row.append(f"lsrs={left}|{shapes[at]}|{right}")
        row.append(f"l2={words[at - 2] if at > 1 else '^'}|{words[at - 1] if at else '^'}")
        row.append(f"r2={words[at + 1] if at + 1 < size else '$'}|{words[at + 2] if at + 2 < size else '$'}")
        if token[0].isalnum():
            cue = _cue_after(tokens, at)
            if cue:
                row.append(f"c={cue}")
                row.append(f"cs={cue}|{shapes[at]}")
            before = _before(tokens, at)
            row.append(f"v={before}")
            row.append(f"vs={before}|{shapes[at]}")
        if words[at] in STOP:
            row.append("stop")
        if (at and known[at - 1] != "-") or (at + 1 < size and known[at + 1] != "-"):
            row.append("nk")
        result.append(row)
    return result
