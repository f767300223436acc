"""Where uses are kept, found by name, by paper and by what they share: in memory or in a file.

A file makes adding one paper to many cheap: nothing but the names near it is looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Protocol

from paper2dcat.resolve.facts import Use
from paper2dcat.resolve.keys import Key, keys_of


class UseStore(Protocol):
    """A set of uses with its look-ups."""

    def add(self, uses: Iterable[Use]) -> None:
        """Take in uses."""

    def remove_paper(self, paper: str) -> None:
        """Take out all uses of one paper."""

    def of_paper(self, paper: str) -> tuple[Use, ...]:
        """Return the uses of one paper, sorted."""

    def forms(self) -> list[str]:
        """Return the normal forms of all titles, sorted."""

    def known(self, form: str) -> bool:
        """Whether a use has this title or spells it out."""

    def titled(self, form: str) -> bool:
        """Whether a use has this title."""

    def uses(self, form: str) -> Iterable[Use]:
        """Return the uses with this title."""

    def named(self, form: str) -> Iterable[Use]:
        """Return the uses that spell this other name out."""

    def keys(self, form: str) -> Iterable[Key]:
        """Return what the uses with this title can share."""

    def sharing(self, key: Key) -> Iterable[str]:
        """Return the titles whose uses share something."""

    def uses_sharing(self, key: Key, form: str) -> Iterable[Use]:
        """Return the uses with this title that share it."""


class MemoryStore:
    """Uses in dictionaries."""

    def __init__(self) -> None:
        self._papers: dict[str, set[Use]] = defaultdict(set)
        self._uses: dict[str, set[Use]] = defaultdict(set)
        self._named: dict[str, set[Use]] = defaultdict(set)
        self._shared: dict[Key, dict[str, set[Use]]] = defaultdict(dict)
        self._keys: dict[str, Counter[Key]] = defaultdict(Counter)

    def add(self, uses: Iterable[Use]) -> None:
        """Take in uses."""
        for use in uses:
            if use in self._uses.get(use.form, ()):
                continue
            self._papers[use.paper].add(use)
            self._uses[use.form].add(use)
            for other in use.others:
                if other.expansion:
                    self._named[other.form].add(use)
            for key in keys_of(use):
                self._shared[key].setdefault(use.form, set()).add(use)
                self._keys[use.form][key] += 1

    def remove_paper(self, paper: str) -> None:
        """Take out all uses of one paper."""
        for use in self._papers.pop(paper, set()):
            _discard(self._uses, use.form, use)
            for form in {other.form for other in use.others if other.expansion}:
                _discard(self._named, form, use)
            for key in keys_of(use):
                _discard(self._shared[key], use.form, use)
                if not self._shared[key]:
                    del self._shared[key]
                self._keys[use.form][key] -= 1
            self._keys[use.form] = +self._keys[use.form]
            if not self._keys[use.form]:
                del self._keys[use.form]

    def of_paper(self, paper: str) -> tuple[Use, ...]:
        """Return the uses of one paper, sorted."""
        return tuple(sorted(self._papers.get(paper, ())))

    def forms(self) -> list[str]:
        """Return the normal forms of all titles, sorted."""
        return sorted(self._uses)

    def known(self, form: str) -> bool:
        """Whether a use has this title or spells it out."""
        return form in self._uses or form in self._named

    def titled(self, form: str) -> bool:
        """Whether a use has this title."""
        return form in self._uses

    def uses(self, form: str) -> Iterable[Use]:
        """Return the uses with this title."""
        return self._uses.get(form, ())

    def named(self, form: str) -> Iterable[Use]:
        """Return the uses that spell this other name out."""
        return self._named.get(form, ())

    def keys(self, form: str) -> Iterable[Key]:
        """Return what the uses with this title can share."""
        return self._keys.get(form, ())

    def sharing(self, key: Key) -> Iterable[str]:
        """Return the titles whose uses share something."""
        return self._shared.get(key, ())

    def uses_sharing(self, key: Key, form: str) -> Iterable[Use]:
        """Return the uses with this title that share it."""
        return self._shared.get(key, {}).get(form, ())


def _discard(table: dict[str, set[Use]], form: str, use: Use) -> None:
    if form in table:
        table[form].discard(use)
        if not table[form]:
            del table[form]
