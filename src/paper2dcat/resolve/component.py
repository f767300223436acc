"""One identity at a time: walk the evidence from a name, settle conflicts, choose slug and title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from paper2dcat.names import core, normal_form
from paper2dcat.resolve.facts import Use, numbers
from paper2dcat.resolve.index import ENTRY, Edge, NameIndex, alike, merge_decision
from paper2dcat.resolve.model import Decision, Reason, RelationKind

_READY_ACRONYM = 4
"""A normal form of so many characters stands for one thing well enough to name it; shorter ones don't."""


@dataclass(frozen=True, slots=True)
class Group:
    """Names that are one dataset, with the decisions that made them so and those that kept others out."""

    forms: tuple[str, ...]
    entries: tuple[str, ...]
    decisions: tuple[Decision, ...]


def neighbourhood(index: NameIndex, start: str) -> tuple[set[str], set[Edge]]:
    """Return all names that any evidence ties to ``start``, and that evidence."""
    seen, edges, waiting = {start}, set[Edge](), [start]
    while waiting:
        for edge in index.edges(node := waiting.pop()):
            edges.add(edge)
            if (other := edge.other(node)) not in seen:
                seen.add(other)
                waiting.append(other)
    return seen, edges


def groups(
    index: NameIndex, nodes: set[str], edges: set[Edge], apart: frozenset[frozenset[str]]
) -> list[Group]:
    """Part a neighbourhood into identities, strongest evidence first."""
    ambiguous = _ambiguous(edges)
    parents = {node: node for node in nodes}
    members = {node: {node} for node in nodes}

    def root(node: str) -> str:
        while parents[node] != node:
            node = parents[node]
        return node

    kept: list[Decision] = []
    for edge in sorted(edges):
        left, right = root(edge.left), root(edge.right)
        if decision := _refusal(edge, members[left], members[right], apart, ambiguous):
            kept.append(decision)
            continue
        kept.append(merge_decision(edge))
        if left != right:
            parents[right] = left
            members[left] |= members.pop(right)
    return [_group(names, kept) for names in members.values() if any(index.known(n) for n in names)]


def _group(names: set[str], decisions: Iterable[Decision]) -> Group:
    return Group(
        forms=tuple(sorted(n for n in names if not n.startswith(ENTRY))),
        entries=tuple(sorted(n.removeprefix(ENTRY) for n in names if n.startswith(ENTRY))),
        decisions=tuple(sorted({d for d in decisions if d.left in names or d.right in names})),
    )


def _refusal(
    edge: Edge, left: set[str], right: set[str], apart: frozenset[frozenset[str]], ambiguous: dict[str, str]
) -> Decision | None:
    """Return the decision that keeps two names apart in spite of the evidence, if there is one."""
    if apart and left is not right:
        for pair in sorted(tuple(sorted(pair)) for pair in apart):
            if (pair[0] in left and pair[1] in right) or (pair[1] in left and pair[0] in right):
                return Decision(
                    edge.left,
                    edge.right,
                    RelationKind.DIFFERENT,
                    Reason.CURATED,
                    " / ".join(pair),
                    edge.source,
                )
    if edge.reason is Reason.EXPANSION and left is not right:
        for form in (edge.left, edge.right):
            if form in ambiguous:
                return Decision(
                    edge.left,
                    edge.right,
                    RelationKind.DIFFERENT,
                    Reason.AMBIGUOUS,
                    ambiguous[form],
                    edge.source,
                )
    return None


def _ambiguous(edges: set[Edge]) -> dict[str, str]:
    """Return the short names that papers spell out in ways that aren't one name, with those ways."""
    long_forms: dict[str, set[str]] = {}
    for edge in edges:
        if edge.reason is Reason.EXPANSION:
            short, long = sorted((edge.left, edge.right), key=lambda form: (len(form), form))
            long_forms.setdefault(short, set()).add(long)
    united = {frozenset((e.left, e.right)) for e in edges if e.reason is not Reason.EXPANSION}
    hubs: dict[str, set[str]] = {}
    for edge in edges:
        if edge.reason is Reason.CATALOGUE:
            hubs.setdefault(edge.right if edge.right.startswith(ENTRY) else edge.left, set()).update(
                (edge.left, edge.right)
            )
    found = {}
    for short, longs in long_forms.items():
        ways = _ways(sorted(longs), united, list(hubs.values()))
        if len(ways) > 1:
            found[short] = " | ".join(ways)
    return found


def _ways(longs: list[str], united: set[frozenset[str]], hubs: list[set[str]]) -> list[str]:
    """Return one of each kind of long form; alike or otherwise united ones are one kind."""
    ways: list[str] = []
    for long in longs:
        if not any(_one_way(long, way, united, hubs) for way in ways):
            ways.append(long)
    return ways


def _one_way(left: str, right: str, united: set[frozenset[str]], hubs: list[set[str]]) -> bool:
    if frozenset((left, right)) in united or any(left in hub and right in hub for hub in hubs):
        return True
    contained = (left in right or right in left) and numbers(left) == numbers(right)
    return contained or alike(left, right)


def canonical_form(forms: Iterable[str]) -> str:
    """Return the form whose slug names the identity: the shortest that is no mere three letters."""
    return min(forms, key=lambda form: (len(form) < _READY_ACRONYM, len(form), form))


def title_of(form: str, uses: Iterable[Use], catalogue_title: str) -> str:
    """Return the name to show: the catalogue's, else the spelling that most papers print."""
    if catalogue_title:
        return catalogue_title
    spellings = Counter(core(use.title) or use.title for use in uses if use.form == form)
    if not spellings:
        return ""
    return min(spellings, key=lambda name: (-spellings[name], -sum(c.isupper() for c in name), name))


def spellings_of(uses: Iterable[Use], forms: Iterable[str], title: str) -> tuple[str, ...]:
    """Return every other printed name of an identity, sorted."""
    kept = set(forms)
    names = {use.title for use in uses}
    names |= {other.spelling for use in uses for other in use.others if other.form in kept}
    return tuple(sorted(name for name in names if name != title and normal_form(name)))
