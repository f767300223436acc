"""Known names over tokens: a prefix set of squeezed names, so that CIFAR-10, CIFAR 10 and CIFAR10 all match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from paper2dcat.catalogue import Catalogue
from paper2dcat.kept import kept

LONGEST = 14
"""Tokens that one name may have."""

_KEPT = 4000
"""Sentences whose answers are kept."""

_STEP = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])|[^\w]+|_+")


class Hit(NamedTuple):
    """Tokens ``start:end`` spell a known name; ``strong`` if its spelling can hardly be anything else."""

    start: int
    end: int
    key: str
    strong: bool


class Lexicon:
    """Finds known names in token sequences."""

    def __init__(self, names: Iterable[str]) -> None:
        self._full: dict[str, bool] = {}
        self._prefixes: set[str] = set()
        self._answers: dict[tuple[str, ...], list[Hit]] = {}
        for name in names:
            self._add(name)

    @classmethod
    def of_catalogue(cls, catalogue: Catalogue) -> Self:
        """Return the names of a catalogue."""
        names = tuple(name for entry in catalogue.entries for name in entry.names)

        def prepare() -> tuple[dict[str, bool], frozenset[str]]:
            made = cls(names)
            return made._full, frozenset(made._prefixes)

        lexicon = cls(())
        found = kept("lexicon", (__file__,), ("\n".join(names).encode(),), prepare)
        lexicon._full, lexicon._prefixes = found[0], set(found[1])
        return lexicon

    def _add(self, name: str) -> None:
        parts = [part for part in _STEP.split(name.removeprefix("The ")) if part]
        squeezed = ""
        for count, part in enumerate(parts, 1):
            squeezed += part.casefold()
            if count < len(parts):
                self._prefixes.add(squeezed)
        if len(squeezed) > 1:
            self._full[squeezed] = self._full.get(squeezed, False) or distinctive(name)

    def __contains__(self, squeezed: str) -> bool:
        return squeezed in self._full

    def find(self, tokens: Sequence[str]) -> list[Hit]:
        """Return the longest matches from left to right whose spelling in the text looks like a name.

        A sentence is asked about three times (is it worth reading, what is known in it, what are its
        features), so the last answers are kept.
        """
        words = tuple(tokens)
        if words not in self._answers:
            if len(self._answers) > _KEPT:
                self._answers.clear()
            self._answers[words] = self._find(words)
        return self._answers[words]

    def _find(self, tokens: Sequence[str]) -> list[Hit]:
        hits: list[Hit] = []
        at = 0
        while at < len(tokens):
            first = tokens[at].casefold()
            begins = first in self._prefixes or first in self._full
            hit = self._match(tokens, at) if begins and first[0].isalnum() else None
            if hit:
                hits.append(hit)
                at = hit.end
            else:
                at += 1
        return hits

    def _match(self, tokens: Sequence[str], start: int) -> Hit | None:
        squeezed, best = "", None
        for end in range(start, min(start + LONGEST, len(tokens))):
            token = tokens[end]
            if token[0].isalnum():
                squeezed += token.casefold()
                if squeezed in self._full and name_like(tokens[start : end + 1]):
                    best = Hit(start, end + 1, squeezed, self._full[squeezed])
            elif token not in "-'’&/.!:–_" or end == start:
                break
            if squeezed not in self._prefixes:
                break
        return best


def name_like(tokens: Sequence[str]) -> bool:
    """Whether a match is written as a name: a capital or a digit in it, and no sentence-initial common word."""
    return any(not token.islower() for token in tokens if token[0].isalpha())


def distinctive(name: str) -> bool:
    """Whether a name's spelling gives it away: inner capitals, letters with digits, three words."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    if len(letters) < 3:
        return False
    acronym = bool(re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Z]{3,}\d|[A-Z]{2,}-\w|[A-Za-z]{3,}-?\d", name))
    return acronym or len([w for w in name.split() if w[:1].isupper()]) >= 3
