"""Who made a dataset, from the claims of many papers: claims stay side by side, few of them decide.

A person's correction stands first, then the paper that introduces the dataset, then the majority of papers
whose cited work agrees. Claims that lose are kept as claims.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from paper2dcat.resolve.facts import Use
from paper2dcat.resolve.model import CreatorClaim, Creators

_VOTING = ("stated", "reference")
"""Bases of claims that count; what a catalogue says or a rule infers is shown beside them."""
_OVERRULING = 3
"""So many papers that cite other people show that a dataset was not made where one paper says so."""

_DISPUTING = 3
_DISPUTING_SHARE = 4
"""So many papers, and one in so many, that leave a person out make them a claim and no creator."""

_CHECKING = 2
"""So many papers whose references list the same people can tell who is not among them."""


def decide(uses: Iterable[Use], corrections: Sequence[tuple[tuple[str, ...], str]] = ()) -> Creators:
    """Return the decided creators of one identity with all claims about them."""
    uses = list(uses)
    claims = tuple(sorted({claim for use in uses for claim in use.creators}))
    if corrections:
        names, source = corrections[0]
        return Creators(names, "curated", (source,) if source else (), claims)
    own = _leading([claim for use in uses if use.introduced for claim in use.creators])
    others = [claim for use in uses if not use.introduced for claim in use.creators]
    cited = _leading([claim for claim in others if claim.basis in _VOTING])
    overruled = _support(cited) >= max(_OVERRULING, 2 * _support(own)) and not _agree(own, cited)
    if own and not overruled:
        return _decided(own, "own-paper", claims, checked_by=cited if _agree(own, cited) else ())
    if cited:
        return _decided(cited, "majority" if _support(cited) > 1 else "only-claim", claims)
    return Creators(claims=claims)


def _decided(
    party: Sequence[CreatorClaim],
    reason: str,
    claims: tuple[CreatorClaim, ...],
    checked_by: Sequence[CreatorClaim] = (),
) -> Creators:
    names = _without_strangers(_agreed(party), checked_by)
    return Creators(names, reason, tuple(sorted({c.paper for c in party})), claims)


def _without_strangers(names: tuple[str, ...], references: Sequence[CreatorClaim]) -> tuple[str, ...]:
    """Leave out whom no reference names, if two papers or more give lists about as long.

    So a line of the title page that was read as an author doesn't make a creator.
    """
    whole = [claim for claim in references if len(claim.names) >= len(names) - 1]
    if _support(whole) < _CHECKING:
        return names
    return tuple(n for n in names if any(same_person(n, other) for c in whole for other in c.names))


def _leading(claims: Sequence[CreatorClaim]) -> list[CreatorClaim]:
    """Return the claims of the party that more papers support than any other; nothing when two are even.

    One claim against another decides nothing, so a party of one stands only where it stands alone.
    """
    parties = _parties(sorted(set(claims)))
    if not parties or (len(parties) > 1 and _support(parties[0]) <= max(_support(parties[1]), 1)):
        return []
    return parties[0]


def _support(party: Sequence[CreatorClaim]) -> int:
    return len({claim.paper for claim in party})


def _agree(left: Sequence[CreatorClaim], right: Sequence[CreatorClaim]) -> bool:
    return any(same_people(a.names, b.names) for a in left for b in right)


def _parties(claims: Sequence[CreatorClaim]) -> list[list[CreatorClaim]]:
    """Group claims that mean the same people, the group behind which most papers stand first."""
    # Only claims whose first person has the same family name can agree, so look no further.
    by_family: dict[str, list[list[CreatorClaim]]] = {}
    for claim in sorted(claims):
        near = by_family.setdefault(name_parts(claim.names[0])[1], [])
        party = next((p for p in near if same_people(p[0].names, claim.names)), None)
        if party is None:
            near.append([claim])
        else:
            party.append(claim)
    parties = [party for near in by_family.values() for party in near]
    return sorted(parties, key=lambda party: (-len({c.paper for c in party}), party[0]))


def _agreed(claims: Sequence[CreatorClaim]) -> tuple[str, ...]:
    """Return the people that more than half of the papers name and few leave out, by the fullest spelling.

    The order is that of the claim that lists most of them.
    """
    people: dict[str, list[_Person]] = {}
    for claim in sorted(claims):
        for name in claim.names:
            near = people.setdefault(name_parts(name)[1], [])
            person = next((p for p in near if same_person(p.name, name)), None)
            if person is None:
                near.append(person := _Person(Counter(), set()))
            person.spellings[name] += 1
            person.papers.add(claim.paper)
    papers = _support(claims)
    agreed = [p.name for near in people.values() for p in near if _undisputed(len(p.papers), papers)]
    longest = min(claims, key=lambda c: (-sum(any(same_person(a, n) for a in agreed) for n in c.names), c))
    place = {
        name: next((i for i, n in enumerate(longest.names) if same_person(name, n)), 999) for name in agreed
    }
    return tuple(sorted(agreed, key=lambda name: (place[name], name)))


def _undisputed(naming: int, papers: int) -> bool:
    """Whether so many of the papers name a person that the rest doesn't count.

    Three papers or more, one in four, that print the list without them leave it open who is right.
    """
    silent = papers - naming
    return naming > silent and not (silent >= _DISPUTING and _DISPUTING_SHARE * silent >= papers)


@dataclass
class _Person:
    """One of those that claims name: the spellings with how many print them, and the papers behind."""

    spellings: Counter[str]
    papers: set[str]

    @property
    def name(self) -> str:
        """The spelling with most given names in full, among those the one most printed."""

        def rank(spelling: str) -> tuple[int, int, int, str]:
            given, _ = name_parts(spelling)
            full = sum(len(word) > 1 for word in given)
            return -full, -self.spellings[spelling], -len(spelling), spelling

        return min(self.spellings, key=rank)


def same_people(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two lists name the same people, initials and full names alike, first person first."""
    if not left or not right or not same_person(left[0], right[0]):
        return False
    if any(same_person(left[-1], name) for name in right) or len(left) == 1 or len(right) == 1:
        return True
    shared = sum(any(same_person(name, other) for other in right) for name in left)
    return shared * 2 >= min(len(left), len(right))


def same_person(left: str, right: str) -> bool:
    """Whether two printed names can be one person: equal family name, given names that agree.

    ``A. Krizhevsky``, ``Krizhevsky, Alex`` and ``Alex Krizhevsky`` agree; ``Alex`` and ``Ilya`` don't.
    """
    given_left, family_left = name_parts(left)
    given_right, family_right = name_parts(right)
    if family_left != family_right:
        return False
    pairs = zip(given_left, given_right, strict=False)
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


@lru_cache(maxsize=100_000)
def name_parts(name: str) -> tuple[tuple[str, ...], str]:
    """Return given names (or initials) and family name, folded: no case, accents or points."""
    if name.count(",") == 1 and len(name.split(",")[0].split()) <= 3:
        family, given = name.split(",")
        name = f"{given} {family}"
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+", folded.replace("'", "").replace("’", ""))
    if not words:
        return (), ""
    if len(words[-1]) == 1 and len(words) > 1 and len(words[0]) > 1:
        words = [*words[1:], words[0]]
    return tuple(words[:-1]), words[-1]
