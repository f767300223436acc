"""Features of the tagger: what a token looks like, what stands around it, and whether a list knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.words import CUES, STOP, STRONG_CUES

T = TypeVar("T")

WINDOW = 3
_CUE_REACH = 6
"""Words behind a token among which a cue word is looked for."""
_VERB_REACH = 11
"""Words before a token among which a plain word is looked for."""
_KEPT = 65536


@lru_cache(maxsize=_KEPT)
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


def _own(token: str) -> Iterator[str]:
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


class _Word(NamedTuple, Generic[T]):
    """What a token gives wherever it stands."""

    own: tuple[T, ...]
    word: str
    shape: str
    beside: tuple[T, ...]
    """Its features for the tokens one, two and three behind it, then for those before it."""
    cue: str | None
    """A cue word, ``strong``, or empty for a mark behind which no cue word is looked for."""
    plain: str
    """The word, if it may say what a name behind it is."""
    named: bool
    """Whether it starts with a letter or a digit."""


def _cue(token: str, low: str) -> str | None:
    if token in ".;:?!":
        return ""
    if low in STRONG_CUES:
        return "strong"
    return low if low in CUES else None


class Features(Generic[T]):
    """Gives the features of sentences. What ``name`` makes of a feature's string stands for it.

    The same few words and spellings come again and again, so what they give is made once and kept.
    """

    def __init__(self, name: Callable[[str], T]) -> None:
        self._name = name
        self._word = lru_cache(maxsize=_KEPT)(self._make_word)
        self._shaped = lru_cache(maxsize=_KEPT)(self._make_shaped)
        self._cued = lru_cache(maxsize=_KEPT)(self._make_cued)
        self._behind = lru_cache(maxsize=_KEPT)(self._make_behind)
        self._beside_start, self._beside_end = self._make_beside("^"), self._make_beside("$")
        self._always, self._stop, self._near_known = name("b"), name("stop"), name("nk")

    def _make_word(self, token: str) -> _Word[T]:
        low = token.casefold()
        word = "#" if token.isdigit() else low
        plain = token[0].isalpha() and token.islower() and low not in {"and", "or", "the", "both"}
        return _Word(
            tuple(map(self._name, _own(token))),
            word,
            shape(token),
            self._make_beside(word),
            _cue(token, low),
            low if plain else "",
            token[0].isalnum(),
        )

    def _make_beside(self, word: str) -> tuple[T, ...]:
        return tuple(self._name(f"{sign}{step}={word}") for sign in "-+" for step in range(1, WINDOW + 1))

    def _make_shaped(self, left: str, own: str, right: str) -> tuple[T, ...]:
        return tuple(map(self._name, (f"ls={left}", f"rs={right}", f"lsrs={left}|{own}|{right}")))

    def _make_cued(self, cue: str, own: str) -> tuple[T, ...]:
        return tuple(map(self._name, (f"c={cue}", f"cs={cue}|{own}")))

    def _make_behind(self, plain: str, own: str) -> tuple[T, ...]:
        return tuple(map(self._name, (f"v={plain}", f"vs={plain}|{own}")))

    def of(self, tokens: Sequence[str], lexicon: Lexicon) -> list[list[T]]:
        """Return the features of each token of a sentence."""
        name = self._name
        known = ["-"] * len(tokens)
        for hit in lexicon.find(tokens):
            for place in range(hit.start, hit.end):
                known[place] = f"{'B' if place == hit.start else 'I'}{'s' if hit.strong else 'w'}"
        found = [self._word(token) for token in tokens]
        words = ["^", "^", *(word.word for word in found), "$", "$"]
        shapes = ["^", *(word.shape for word in found), "$"]
        start, end = [self._beside_start] * WINDOW, [self._beside_end] * WINDOW
        beside = [*start, *(word.beside for word in found), *end]
        cues, plains = _cues_behind(found), _plain_before(found)
        result = []
        for at, word in enumerate(found):
            row = [self._always, *word.own, name(f"k={known[at]}")]
            for step in range(1, WINDOW + 1):
                row.append(beside[at + WINDOW - step][step - 1])
                row.append(beside[at + WINDOW + step][WINDOW + step - 1])
            row += self._shaped(shapes[at], word.shape, shapes[at + 2])
            row.append(name(f"l2={words[at]}|{words[at + 1]}"))
            row.append(name(f"r2={words[at + 3]}|{words[at + 4]}"))
            if word.named:
                if cues[at]:
                    row += self._cued(cues[at], word.shape)
                row += self._behind(plains[at], word.shape)
            if word.word in STOP:
                row.append(self._stop)
            if (at and known[at - 1] != "-") or (at + 1 < len(known) and known[at + 1] != "-"):
                row.append(self._near_known)
            result.append(row)
        return result


def _cues_behind(words: Sequence[_Word[T]]) -> list[str]:
    """Return for each token the cue word that follows within a few words of the same phrase, with its distance."""
    result = [""] * len(words)
    cue, place = "", len(words) + _CUE_REACH
    for at in range(len(words) - 1, -1, -1):
        distance = place - at
        if cue and distance <= _CUE_REACH:
            result[at] = f"{cue}{min(distance, 4 if cue == 'strong' else 3)}"
        own = words[at].cue
        if own is not None:
            cue, place = own, at
    return result


def _plain_before(words: Sequence[_Word[T]]) -> list[str]:
    """Return for each token the last plain word before the run of names and marks that it stands in."""
    result = []
    plain, place = "^", -1
    for at, word in enumerate(words):
        result.append(plain if at - place <= _VERB_REACH else "^")
        if word.plain:
            plain, place = word.plain, at
    return result


def features(tokens: Sequence[str], lexicon: Lexicon) -> list[list[str]]:
    """Return the features of each token of a sentence, as the strings that a tagger is trained on."""
    return _STRINGS.of(tokens, lexicon)


_STRINGS: Features[str] = Features(str)
