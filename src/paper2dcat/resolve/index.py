"""The index of names: from a name to the papers that use it and to the names that evidence ties to it.

Everything about one identity is found by walking from one of its names, so adding or removing a paper costs
what its neighbourhood costs, and the result depends on the set of papers alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from paper2dcat.names import normal_form
from paper2dcat.resolve.curation import Curation
from paper2dcat.resolve.evidence import entry_forms
from paper2dcat.resolve.facts import OtherName, Use
from paper2dcat.resolve.keys import KNOWN_AS, WHOLE, Key
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.model import Decision, NameSource, Reason, RelationKind
from paper2dcat.resolve.parts import abbreviates, numbers
from paper2dcat.resolve.store import MemoryStore, UseStore

_BY_NAME = {"words": Reason.SPELLING, "cue": Reason.SPELLING, "parts": Reason.NAME_PARTS}
_BY_SOURCE = {"doi": Reason.IDENTIFIER, "work": Reason.REFERENCE, "page": Reason.LANDING_PAGE}
_STRENGTH = {reason: rank for rank, reason in enumerate(Reason)}
ENTRY = "catalogue:"
"""Prefix of the nodes that stand for catalogue entries among the names."""
KNOWN = "known:"
"""Prefix of the nodes that stand for datasets with several names known to us."""

_Listed = tuple[str, tuple[str, ...]]
"""IRI of a catalogue entry, and the normal forms that it makes one."""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Evidence that two names are one dataset; ``strength`` 0 is the strongest."""

    strength: int
    left: str
    right: str
    reason: Reason
    detail: str = ""
    source: str = ""

    def other(self, node: str) -> str:
        """Return the name at the other end."""
        return self.right if node == self.left else self.left


def _edge(left: str, right: str, reason: Reason, detail: str, source: str) -> Edge:
    left, right = sorted((left, right))
    return Edge(_STRENGTH[reason], left, right, reason, detail, source)


@dataclass
class NameIndex:
    """Names, the uses behind them and the evidence between them."""

    catalogue: NameSource
    curation: Curation
    store: UseStore = field(default_factory=MemoryStore)
    _curated: dict[str, set[Edge]] = field(default_factory=lambda: defaultdict(set))
    _entries: dict[str, tuple[_Listed, ...]] = field(default_factory=dict)
    _entry_forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entry_titles: dict[str, str] = field(default_factory=dict)
    """IRI of each catalogue entry met so far to its title."""

    def __post_init__(self) -> None:
        for judgement in self.curation.same:
            left, right = normal_form(judgement.left), normal_form(judgement.right)
            if left != right:
                edge = _edge(left, right, Reason.CURATED, judgement.reason, f"curation line {judgement.line}")
                self._curated[left].add(edge)
                self._curated[right].add(edge)

    def known(self, form: str) -> bool:
        """Whether some paper uses this name or spells it out."""
        return self.store.known(form)

    def edges(self, node: str) -> set[Edge]:
        """Return the evidence that ties a name (or a catalogue entry) to others."""
        if node.startswith(ENTRY):
            return self._entry_edges(node)
        if node.startswith(KNOWN):
            usual = node.removeprefix(KNOWN)
            named = {form for form in knowledge().names_of[usual] if self.known(form)}
            named |= set(self.store.sharing((KNOWN_AS, usual)))
            return {_edge(form, node, Reason.KNOWN, "", "") for form in named}
        found = set(self._curated.get(node, ()))
        found |= self._expansions(node) | self._catalogue_edges(node) | self._likenesses(node)
        known = {value for kind, value in self.store.keys(node) if kind == KNOWN_AS}
        if not known and node in knowledge().main:
            known = {knowledge().main[node]}
        return found | {_edge(node, KNOWN + usual, Reason.KNOWN, "", "") for usual in known}

    def _expansions(self, form: str) -> set[Edge]:
        found: set[Edge] = set()
        pairs = [(use, other) for use in self.store.uses(form) for other in use.others if other.expansion]
        pairs += [
            (use, o) for use in self.store.named(form) for o in use.others if o.form == form and o.expansion
        ]
        for use, other in pairs:
            found.add(
                _edge(use.form, other.form, Reason.EXPANSION, other.quote or _both(use, other), use.paper)
            )
        return found

    def _catalogue_edges(self, form: str) -> set[Edge]:
        return {
            _edge(form, ENTRY + iri, Reason.CATALOGUE, "", iri)
            for iri, forms in self._listed(form)
            if form in forms
        }

    def _entry_edges(self, node: str) -> set[Edge]:
        iri = node.removeprefix(ENTRY)
        forms = self._entry_forms.get(iri, ())
        return {
            _edge(form, node, Reason.CATALOGUE, "", iri)
            for form in forms
            if self.known(form) and any(iri == listed for listed, _ in self._listed(form))
        }

    def catalogued(self, form: str) -> tuple[str, ...]:
        """Return all names that catalogues have for the dataset of this name, sorted; none if it is unclear."""
        return tuple(sorted({name for _, forms in self._listed(form) if form in forms for name in forms}))

    def _listed(self, form: str) -> tuple[_Listed, ...]:
        """Return the entries for a name if they all are about one dataset, else none.

        Two entries of one catalogue are two datasets; entries of different catalogues are one dataset if
        they share a second name, or if one has no other and it is the title of both.
        """
        entries = self._find(form)
        if len(entries) < 2:
            return entries
        if len({re.split(r"[^/#]*$", iri)[0] for iri, _ in entries}) < len(entries):
            return ()
        others = [set(forms) - {form} for _, forms in entries]
        titled = all(normal_form(self.entry_titles[iri]) == form for iri, _ in entries)
        agree = all(one & other or (titled and not (one and other)) for one, other in combinations(others, 2))
        return entries if agree else ()

    def names_at(self, node: str) -> tuple[str, ...]:
        """Return all names of a catalogue entry or known dataset, whether papers use them or not."""
        if node.startswith(KNOWN):
            return knowledge().names_of[node.removeprefix(KNOWN)]
        return self._entry_forms.get(node.removeprefix(ENTRY), ())

    def _find(self, form: str) -> tuple[_Listed, ...]:
        """Return the catalogue's entries for a name, each with the names that may be merged through it."""
        if form not in self._entries:
            entries = sorted(self.catalogue.called(form), key=lambda entry: entry.iri)
            self._entries[form] = tuple(
                (e.iri, entry_forms(e.title, (*e.aliases, *e.long_forms))) for e in entries
            )
            self._entry_forms.update(self._entries[form])
            self.entry_titles.update({e.iri: e.title for e in entries})
        return self._entries[form]

    def _likenesses(self, form: str) -> set[Edge]:
        found: set[Edge] = set()
        for key in self.store.keys(form):
            if key[0] in (WHOLE, KNOWN_AS):
                continue
            for other in self.store.sharing(key):
                if other != form and (edge := self._shared(key, form, other)):
                    found.add(edge)
        return found

    def _shared(self, key: Key, form: str, other: str) -> Edge | None:
        """Return the edge between two names that share something, if that makes them one dataset."""
        kind = key[0]
        if kind == "year":
            return _edge(form, other, Reason.NAME_PARTS, key[1], "") if len(form) != len(other) else None
        if kind in _BY_NAME:
            return _edge(form, other, _BY_NAME[kind], key[1], "")
        uses, others = self.store.uses_sharing(key, form), self.store.uses_sharing(key, other)
        papers = {use.paper for use in uses} | {use.paper for use in others}
        # One paper that gives two names one source speaks of two datasets of that source.
        if len(papers) < 2:
            return None
        reason = _BY_SOURCE[kind]
        if kind == "doi" and numbers(form) == numbers(other):
            return _edge(form, other, reason, key[1], min(papers))
        if alike(form, other) or abbreviates(_spelling(uses), _spelling(others)):
            return _edge(form, other, reason, key[1], min(papers))
        return None


def different_pairs(curation: Curation) -> frozenset[frozenset[str]]:
    """Return the pairs of normal forms that a person keeps apart."""
    return frozenset(frozenset((normal_form(j.left), normal_form(j.right))) for j in curation.different)


def decision(edge: Edge, relation: RelationKind, reason: Reason, detail: str) -> Decision:
    """Return what was decided about the two ends of an edge, which are named as a person knows them."""
    left, right = (node.removeprefix(KNOWN).removeprefix(ENTRY) for node in (edge.left, edge.right))
    return Decision(left, right, relation, reason, detail, edge.source)


def alike(left: str, right: str) -> bool:
    """Whether two normal forms could be misspellings of one: long, same numbers, one or two letters apart."""
    shorter = min(len(left), len(right))
    if shorter < 7 or numbers(left) != numbers(right) or left[0] != right[0]:
        return False
    return Levenshtein.distance(left, right, score_cutoff=2) <= (2 if shorter >= 12 else 1)


def _spelling(uses: Iterable[Use]) -> str:
    return min(use.title for use in uses)


def _both(use: Use, other: OtherName) -> str:
    return f"{use.title} ({other.spelling})"
