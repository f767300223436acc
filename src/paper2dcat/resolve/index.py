"""The index of names: from a name to the papers that use it and to the names that evidence ties to it.

Everything about one identity is found by walking from one of its names, so adding or removing a paper costs
what its neighbourhood costs, and the result depends on the set of papers alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from paper2dcat.names import is_acronym, normal_form
from paper2dcat.resolve.curation import Curation
from paper2dcat.resolve.facts import OtherName, Use, numbers
from paper2dcat.resolve.model import Decision, NameSource, Reason, RelationKind

_STRENGTH = {reason: rank for rank, reason in enumerate(Reason)}
ENTRY = "catalogue:"
"""Prefix of the nodes that stand for catalogue entries among the names."""


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
    uses: dict[str, set[Use]] = field(default_factory=lambda: defaultdict(set))
    """Normal form of a title to its uses."""
    named: dict[str, set[Use]] = field(default_factory=lambda: defaultdict(set))
    """Normal form of an expansion to the uses that give it as another name."""
    shared: dict[tuple[str, str], set[Use]] = field(default_factory=lambda: defaultdict(set))
    """A DOI, cited work or landing page to the uses that have it."""
    _curated: dict[str, set[Edge]] = field(default_factory=lambda: defaultdict(set))
    _entries: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = field(default_factory=dict)
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

    def add(self, uses: Iterable[Use]) -> None:
        """Take in what one paper says."""
        for use in uses:
            self.uses[use.form].add(use)
            for other in use.others:
                if other.expansion:
                    self.named[other.form].add(use)
            for key in _keys(use):
                self.shared[key].add(use)

    def remove(self, uses: Iterable[Use]) -> None:
        """Take out what one paper said."""
        for use in uses:
            for table, keys in (
                (self.uses, [use.form]),
                (self.named, [o.form for o in use.others if o.expansion]),
            ):
                for form in keys:
                    _discard(table, form, use)
            for key in _keys(use):
                self.shared[key].discard(use)
                if not self.shared[key]:
                    del self.shared[key]

    def known(self, form: str) -> bool:
        """Whether some paper or the curation file uses this name."""
        return form in self.uses or form in self.named

    def edges(self, node: str) -> set[Edge]:
        """Return the evidence that ties a name (or a catalogue entry) to others."""
        if node.startswith(ENTRY):
            return self._entry_edges(node)
        found = set(self._curated.get(node, ()))
        found |= self._expansions(node) | self._catalogue_edges(node) | self._likenesses(node)
        return found

    def _expansions(self, form: str) -> set[Edge]:
        found: set[Edge] = set()
        pairs = [(use, other) for use in self.uses.get(form, ()) for other in use.others if other.expansion]
        pairs += [
            (use, o) for use in self.named.get(form, ()) for o in use.others if o.form == form and o.expansion
        ]
        for use, other in pairs:
            found.add(
                _edge(use.form, other.form, Reason.EXPANSION, other.quote or _both(use, other), use.paper)
            )
        return found

    def _catalogue_edges(self, form: str) -> set[Edge]:
        entries = self._find(form)
        if len(entries) != 1:
            return set()
        iri, forms = entries[0]
        return {_edge(form, ENTRY + iri, Reason.CATALOGUE, "", iri)} if form in forms else set()

    def _entry_edges(self, node: str) -> set[Edge]:
        iri = node.removeprefix(ENTRY)
        forms = self._entry_forms.get(iri, ())
        return {
            _edge(form, node, Reason.CATALOGUE, "", iri)
            for form in forms
            if self.known(form) and len(self._find(form)) == 1
        }

    def _find(self, form: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the catalogue's entries for a name, each with the names that may be merged through it."""
        if form not in self._entries:
            entries = sorted(self.catalogue.find(form), key=lambda entry: entry.iri)
            self._entries[form] = tuple((e.iri, entry_forms(e.title, e.aliases)) for e in entries)
            self._entry_forms.update(self._entries[form])
            self.entry_titles.update({e.iri: e.title for e in entries})
        return self._entries[form]

    def _likenesses(self, form: str) -> set[Edge]:
        found: set[Edge] = set()
        for use in self.uses.get(form, ()):
            for key in _keys(use):
                for other in self.shared.get(key, ()):
                    if other.form != form and (reason := _shared_reason(key, use, other)):
                        found.add(_edge(form, other.form, reason, key[1], min(use.paper, other.paper)))
        return found


def entry_forms(title: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return the normal forms that a catalogue entry makes one: other numbers than the title's stay apart."""
    main = normal_form(title)
    forms = {main}
    for alias in aliases:
        form = normal_form(alias)
        if form and (numbers(form) == numbers(main) or is_acronym(alias, title) or is_acronym(title, alias)):
            forms.add(form)
    return tuple(sorted(forms - {""}))


def different_pairs(curation: Curation) -> frozenset[frozenset[str]]:
    """Return the pairs of normal forms that a person keeps apart."""
    return frozenset(frozenset((normal_form(j.left), normal_form(j.right))) for j in curation.different)


def merge_decision(edge: Edge) -> Decision:
    """Return an accepted edge as a decision."""
    return Decision(edge.left, edge.right, RelationKind.SAME, edge.reason, edge.detail, edge.source)


def alike(left: str, right: str) -> bool:
    """Whether two normal forms could be misspellings of one: long, same numbers, one or two letters apart."""
    shorter = min(len(left), len(right))
    if shorter < 7 or numbers(left) != numbers(right):
        return False
    return Levenshtein.distance(left, right, score_cutoff=2) <= (2 if shorter >= 12 else 1)


def _shared_reason(key: tuple[str, str], use: Use, other: Use) -> Reason | None:
    kind = key[0]
    if kind == "doi":
        return Reason.IDENTIFIER if use.paper != other.paper else None
    if use.paper == other.paper:
        return None
    spelled_out = is_acronym(use.title, other.title) or is_acronym(other.title, use.title)
    if spelled_out or alike(use.form, other.form):
        return Reason.REFERENCE if kind == "work" else Reason.LANDING_PAGE
    return None


def _keys(use: Use) -> list[tuple[str, str]]:
    keys = [("doi", doi) for doi in use.dois] + [("work", work) for work in use.works]
    return [*keys, ("page", use.page)] if use.page else keys


def _both(use: Use, other: OtherName) -> str:
    return f"{use.title} ({other.spelling})"


def _discard(table: dict[str, set[Use]], form: str, use: Use) -> None:
    if form in table:
        table[form].discard(use)
        if not table[form]:
            del table[form]
