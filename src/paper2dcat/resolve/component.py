"""One identity at a time: walk the evidence from a name, settle conflicts, choose slug and title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz.distance import Prefix
from rapidfuzz.fuzz import ratio

from paper2dcat.names import core, normal_form
from paper2dcat.resolve.facts import Use
from paper2dcat.resolve.index import ENTRY, KNOWN, Edge, NameIndex, alike, decision
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.model import Decision, Reason, RelationKind
from paper2dcat.resolve.parts import numbers

_STRONG = list(Reason).index(Reason.KNOWN)
_BY_INITIALS = (Reason.EXPANSION, Reason.REFERENCE, Reason.LANDING_PAGE)
_ONE_WORDING = 85.0
"""Likeness in percent from which two spellings-out of one acronym are one, misquoted."""
_READY_ACRONYM = 4
"""A normal form of so many letters stands for one thing well enough to name it; shorter ones don't."""


@dataclass(frozen=True, slots=True)
class Group:
    """Names that are one dataset, with the decisions that made them so and those that kept others out."""

    forms: tuple[str, ...]
    entries: tuple[str, ...]
    decisions: tuple[Decision, ...]
    usual: str = ""
    """Form of the usual name, if the dataset is known and no other group can have it."""


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
    ambiguous = _ambiguous(index, edges)
    parents = {node: node for node in nodes}
    members = {node: {node} for node in nodes}

    def root(node: str) -> str:
        while parents[node] != node:
            node = parents[node]
        return node

    kept: list[tuple[Edge, Decision]] = []
    for edge in sorted(edges):
        left, right = root(edge.left), root(edge.right)
        refused = _refusal(edge, members[left], members[right], apart, ambiguous) if left != right else None
        if refused:
            kept.append((edge, decision(edge, RelationKind.DIFFERENT, *refused)))
            continue
        kept.append((edge, decision(edge, RelationKind.SAME, edge.reason, edge.detail)))
        if left != right:
            parents[right] = left
            members[left] |= members.pop(right)
    groups_of_names = (names for names in members.values() if any(index.known(n) for n in names))
    return [_group(names, kept, _usual(index, names)) for names in groups_of_names]


def _usual(index: NameIndex, names: set[str]) -> str:
    usual = (name.removeprefix(KNOWN) for name in sorted(names) if name.startswith(KNOWN))
    return next((form for form in usual if form in names or not index.known(form)), "")


def _group(names: set[str], decisions: Iterable[tuple[Edge, Decision]], usual: str) -> Group:
    own: dict[tuple[str, ...], Decision] = {}
    for edge, one in decisions:
        if one.left != one.right and (edge.left in names or edge.right in names):
            # The same evidence in many papers is one decision; the first paper by key stands for all.
            what = (one.left, one.right, one.relation, one.reason)
            own[what] = min(one, own.get(what, one))
    return Group(
        forms=tuple(sorted(n for n in names if not n.startswith((ENTRY, KNOWN)))),
        entries=tuple(sorted(n.removeprefix(ENTRY) for n in names if n.startswith(ENTRY))),
        decisions=tuple(sorted(own.values())),
        usual=usual,
    )


def _refusal(
    edge: Edge, left: set[str], right: set[str], apart: frozenset[frozenset[str]], ambiguous: dict[str, str]
) -> tuple[Reason, str] | None:
    """Return what keeps two groups of names apart in spite of the evidence, if anything does."""
    for pair in sorted(tuple(sorted(pair)) for pair in apart):
        if (pair[0] in left and pair[1] in right) or (pair[1] in left and pair[0] in right):
            return Reason.CURATED, " / ".join(pair)
    if edge.strength > _STRONG:
        for one, other in ((a, b) for a in sorted(left) for b in sorted(right)):
            if knowledge().are_two(one, other):
                return Reason.KNOWN, f"{one} / {other}"
    if edge.reason in _BY_INITIALS:
        for form in (edge.left, edge.right):
            if form in ambiguous:
                return Reason.AMBIGUOUS, ambiguous[form]
    if edge.reason is Reason.SPELLING and (told := _told_apart(left, right)):
        return Reason.CATALOGUE, told
    return None


def _told_apart(left: set[str], right: set[str]) -> str:
    """Return two entries of one catalogue that two groups of names have, which so tells them apart."""
    ours, theirs = (
        {
            urlsplit(name.removeprefix(ENTRY)).netloc: name.removeprefix(ENTRY)
            for name in sorted(names)
            if name.startswith(ENTRY)
        }
        for names in (left, right)
    )
    found = sorted(ours.keys() & theirs.keys())
    return f"{ours[found[0]]} / {theirs[found[0]]}" if found else ""


def _ambiguous(index: NameIndex, edges: set[Edge]) -> dict[str, str]:
    """Return the short names that papers spell out in ways that aren't one name, with those ways.

    What a catalogue or known facts call a short name is one of the ways.
    """
    longs: dict[str, set[str]] = {}
    hubs: dict[str, set[str]] = {}
    for edge in edges:
        if edge.reason in _BY_INITIALS:
            short, long = sorted((edge.left, edge.right), key=lambda form: (len(form), form))
            longs.setdefault(short, set()).add(long)
        for node in (edge.left, edge.right):
            if node.startswith((ENTRY, KNOWN)):
                hubs[node] = set(index.names_at(node))
    united = {frozenset((e.left, e.right)) for e in edges if e.reason not in _BY_INITIALS}
    found = {}
    for short, ways in longs.items():
        # A name that begins with another letter doesn't spell the short one out (IMDb, Large Movie Review).
        near = {name for hub in hubs.values() if short in hub for name in hub}
        listed = {name for name in near if len(name) > len(short) and name[0] == short[0]}
        apart = _ways(sorted(ways | listed), united, list(hubs.values()))
        if len(apart) > 1:
            found[short] = " | ".join(apart)
    return found


def _ways(longs: list[str], united: set[frozenset[str]], hubs: list[set[str]]) -> list[str]:
    """Return one of each kind of long form; alike or otherwise united ones are one kind."""
    ways: list[list[str]] = []
    for long in longs:
        way = next((w for w in ways if any(_one_way(long, one, united, hubs) for one in w)), None)
        if way is None:
            ways.append([long])
        else:
            way.append(long)
    return [way[0] for way in ways]


def _one_way(left: str, right: str, united: set[frozenset[str]], hubs: list[set[str]]) -> bool:
    if frozenset((left, right)) in united or any(left in hub and right in hub for hub in hubs):
        return True
    contained = (left in right or right in left) and numbers(left) == numbers(right)
    begun = Prefix.similarity(left, right) >= 0.8 * min(len(left), len(right))
    return contained or begun or alike(left, right) or ratio(left, right) >= _ONE_WORDING


def canonical_form(group: Group, titles: Iterable[str] = ()) -> str:
    """Return the form whose slug names the identity, by the names alone.

    The usual name if it is known, whether a paper prints it or not, so that the slug stays when one does;
    else that of the catalogue (``titles``), else the shortest that can stand alone.
    """
    if group.usual:
        return group.usual
    listed = [form for form in sorted(map(normal_form, titles)) if form in group.forms]
    return min(listed or group.forms, key=_readiness)


def _readiness(form: str) -> tuple[bool, int, str]:
    return sum(c.isalpha() for c in form) < _READY_ACRONYM or form[0].isdigit(), len(form), form


def most_used(uses: Iterable[Use]) -> str:
    """Return the form that most papers call a dataset by."""
    counts = Counter(form for form, _ in {(use.form, use.paper) for use in uses})
    return min(counts, key=lambda form: (-counts[form], _readiness(form)))


def title_of(form: str, uses: Iterable[Use], entries: Iterable[str]) -> str:
    """Return the name to show: the spelling of most papers; a catalogue's title counts as one paper."""
    spellings: Counter[str] = Counter()
    for use in uses:
        names = [use.title, *(other.spelling for other in use.others)]
        spellings.update({core(name) or name for name in names if normal_form(name) == form})
    spellings.update(title for title in entries if normal_form(title) == form)
    if not spellings:
        return ""
    return min(spellings, key=lambda name: (-spellings[name], -sum(c.isupper() for c in name), name))


def spellings_of(uses: Iterable[Use], forms: Iterable[str], title: str) -> tuple[str, ...]:
    """Return every other printed name of an identity, sorted."""
    kept = set(forms)
    names = {use.title for use in uses}
    names |= {other.spelling for use in uses for other in use.others if other.form in kept}
    return tuple(sorted(name for name in names if name != title and normal_form(name)))
