"""Features of the tagger: what a token looks like, what stands around it, and whether a list knows it.

:func:`features` gives them as strings, which a tagger is trained on. What each token, each pair of words and so on
gives is said by a function of its own; ``scores.py`` asks these once for each and adds up weights instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.words import CUES, STOP, STRONG_CUES

WINDOW = 3
"""Words on either side whose spelling counts."""
CUE_REACH = 6
"""Words behind a token among which a cue word is looked for."""
VERB_REACH = 11
"""Words before a token among which a plain word is looked for."""
START, END = "^", "$"
"""What stands for words and spellings before and behind a sentence."""
KNOWN = ("-", "Bs", "Bw", "Is", "Iw")
"""What the list of names says of a token: nothing, or that it begins or goes on a name of strong or weak spelling."""


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


def of_token(token: str) -> Iterator[str]:
    """Yield what a token gives wherever it stands."""
    yield "b"
    yield from _spelt(token)
    if word(token) in STOP:
        yield "stop"


def _spelt(token: str) -> Iterator[str]:
    low = token.casefold()
    if token.isdigit():
        year = len(token) == 4 and token[:2] in {"19", "20"}
        yield from ("w=#year" if year else f"w=#{min(len(token), 5)}", "s=0")
        return
    yield from (f"w={low}", f"s={shape(token)}")
    if len(token) > 3:
        yield from (f"p={low[:3]}", f"x={low[-3:]}", f"x4={low[-4:]}")
    if token.isupper() and len(token) > 1:
        yield f"caps={min(len(token), 6)}"
    if low.endswith(("net", "nets")) and token[0].isupper():
        yield "net"
    if low.endswith(("qa", "bank", "set", "corpus", "bench")) and token[0].isupper():
        yield "dataish"


def word(token: str) -> str:
    """Return what stands for a token in the features of its neighbours."""
    return "#" if token.isdigit() else token.casefold()


def cue(token: str) -> str | None:
    """Return a cue word, ``strong``, or empty for a mark behind which no cue word is looked for."""
    if token in ".;:?!":
        return ""
    low = token.casefold()
    if low in STRONG_CUES:
        return "strong"
    return low if low in CUES else None


def plain(token: str) -> str:
    """Return the word, if it may say what a name behind it is."""
    low = token.casefold()
    return low if token[0].isalpha() and token.islower() and low not in {"and", "or", "the", "both"} else ""


def named(token: str) -> bool:
    """Whether a token starts with a letter or a digit."""
    return token[0].isalnum()


def beside(step: int, other: str) -> tuple[str]:
    """Return what the word so many places on (before it: negative) gives a token."""
    return (f"{step:+}={other}",)


def behind_two(one: str, other: str) -> tuple[str]:
    """Return what two words give the token behind them."""
    return (f"l2={one}|{other}",)


def before_two(one: str, other: str) -> tuple[str]:
    """Return what two words give the token before them."""
    return (f"r2={one}|{other}",)


def shaped(left: str, own: str, right: str) -> tuple[str, str, str]:
    """Return what the spellings of a token and of those beside it give."""
    return f"ls={left}", f"rs={right}", f"lsrs={left}|{own}|{right}"


def cued(near: str, own: str) -> tuple[str, str]:
    """Return what a cue word behind a token of some spelling gives."""
    return f"c={near}", f"cs={near}|{own}"


def after_plain(before: str, own: str) -> tuple[str, str]:
    """Return what the last plain word before a token of some spelling gives."""
    return f"v={before}", f"vs={before}|{own}"


def near_cue(found: str, distance: int) -> str:
    """Return a cue word with its distance, of which far ones are alike."""
    return f"{found}{min(distance, 4 if found == 'strong' else 3)}"


def known_names(tokens: Sequence[str], lexicon: Lexicon) -> dict[int, str]:
    """Return of each token in a known name which of ``KNOWN`` it is."""
    return {
        place: f"{'B' if place == hit.start else 'I'}{'s' if hit.strong else 'w'}"
        for hit in lexicon.find(tokens)
        for place in range(hit.start, hit.end)
    }


def features(tokens: Sequence[str], lexicon: Lexicon) -> list[list[str]]:
    """Return the features of each token of a sentence, as the strings that a tagger is trained on."""
    known = known_names(tokens, lexicon)
    words = [*[START] * WINDOW, *map(word, tokens), *[END] * WINDOW]
    shapes = [START, *map(shape, tokens), END]
    cues, plains = _cues_behind(tokens), _plain_before(tokens)
    rows = []
    for at, token in enumerate(tokens):
        row = [*of_token(token), f"k={known.get(at, KNOWN[0])}"]
        here = at + WINDOW
        for step in range(1, WINDOW + 1):
            row += beside(-step, words[here - step]) + beside(step, words[here + step])
        row += shaped(*shapes[at : at + 3])
        row += behind_two(words[here - 2], words[here - 1]) + before_two(words[here + 1], words[here + 2])
        if named(token):
            if cues[at]:
                row += cued(cues[at], shapes[at + 1])
            row += after_plain(plains[at], shapes[at + 1])
        if at - 1 in known or at + 1 in known:
            row.append("nk")
        rows.append(row)
    return rows


def _cues_behind(tokens: Sequence[str]) -> list[str]:
    """Return for each token the cue word that follows within a few words of the same phrase, with its distance."""
    result = [""] * len(tokens)
    found, place = "", len(tokens) + CUE_REACH
    for at in range(len(tokens) - 1, -1, -1):
        if found and place - at <= CUE_REACH:
            result[at] = near_cue(found, place - at)
        own = cue(tokens[at])
        if own is not None:
            found, place = own, at
    return result


def _plain_before(tokens: Sequence[str]) -> list[str]:
    """Return for each token the last plain word before the run of names and marks that it stands in."""
    result = []
    found, place = START, -1
    for at, token in enumerate(tokens):
        result.append(found if at - place <= VERB_REACH else START)
        if plain(token):
            found, place = plain(token), at
    return result
