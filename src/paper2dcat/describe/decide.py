"""Deciding what is held true of a dataset when papers differ. Every decision is a function of all claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from paper2dcat.describe.context import STRENGTH
from paper2dcat.describe.draft import clean, date
from paper2dcat.describe.observations import Maker, Observation, Stated
from paper2dcat.model import Basis, Role

_SHORTEST_DESCRIPTION = 50


@dataclass(frozen=True, slots=True)
class Decided:
    """A value that was decided on; ``rule`` names how it was derived when no paper gives it."""

    value: str
    basis: Basis
    language: str = "en"
    rule: str = ""


def decide_issued(observations: Sequence[Observation]) -> Decided | None:
    """Return when the dataset was issued: as its own paper says, else the year that most papers give.

    A stronger basis goes before a greater number; within the year the value given most often is taken, the
    more precise one if two are given equally often.
    """
    claims = [(o, o.issued) for o in observations if o.issued and date(o.issued.value)]
    if not claims:
        return None
    own = [stated for o, stated in claims if o.role is Role.INTRODUCED and stated.basis is Basis.STATED]
    pool = own or [stated for _, stated in claims]
    strongest = min(STRENGTH[_kind(stated)] for stated in pool)
    pool = [stated for stated in pool if STRENGTH[_kind(stated)] == strongest]
    years = Counter(stated.value[:4] for stated in pool)
    year = min(years, key=lambda y: (-years[y], y))
    values = Counter(stated.value for stated in pool if stated.value[:4] == year)
    value = min(values, key=lambda v: (-values[v], -len(v), v))
    return Decided(value, min((s.basis for s in pool if s.value == value), key=STRENGTH.__getitem__))


def _kind(stated: Stated) -> Basis:
    """Return the basis with words of a paper and of its bibliography counted alike."""
    return Basis.STATED if stated.basis is Basis.REFERENCE else stated.basis


def decide_description(title: str, observations: Sequence[Observation]) -> Decided:
    """Return what the dataset is: a paper's words, else what follows from quotes or mentions."""
    best = min(
        (o for o in observations if o.description),
        key=lambda o: (
            STRENGTH[o.description.basis] if o.description else 0,
            o.role is not Role.INTRODUCED,
            -len(o.description.value) if o.description else 0,
            o.paper,
        ),
        default=None,
    )
    if best and best.description:
        return Decided(best.description.value, best.description.basis, best.language)
    return _from_quote(observations) or _from_mentions(title, observations)


def _from_quote(observations: Sequence[Observation]) -> Decided | None:
    quoted = [o for o in observations if o.quote and o.paper_title]
    if not quoted:
        return None
    best = min(quoted, key=lambda o: (o.role is not Role.INTRODUCED, -len(o.quote), o.paper))
    text = f"As the paper “{best.paper_title}” says: “{best.quote}”"
    return Decided(text, Basis.INFERRED, "en", "description-from-quote")


def _from_mentions(title: str, observations: Sequence[Observation]) -> Decided:
    titles = sorted({o.paper_title for o in observations if o.paper_title})
    papers = len({o.paper for o in observations})
    used = any(o.role is not Role.MENTIONED for o in observations)
    verb = "use" if used else "mention"
    if papers == 1:
        where = f"the paper “{titles[0]}” {verb}s" if titles else f"one paper of this catalogue {verb}s"
    else:
        where = f"{papers} papers of this catalogue {verb}" if papers else "papers of this catalogue refer to"
        where += f", among them “{titles[0]}”" if titles else ""
    text = clean(f"{title}: a dataset that {where}.")
    if len(text) < _SHORTEST_DESCRIPTION:
        text += " None of the words quoted from there describes it."
    return Decided(text[:5000], Basis.INFERRED, "en", "description-from-mentions")


def decide_creators(names: Sequence[str], observations: Sequence[Observation]) -> list[Maker]:
    """Return the agents that the decided names stand for, each in the scope that most papers put them in."""
    from paper2dcat.describe.iris import name_keys

    keys = name_keys(tuple(names))
    chosen: dict[tuple[str, str], Maker] = {}
    for name in names:
        makers = [m for o in observations for m in o.creators if m.key == keys[name] or m.name == name]
        if not makers:
            continue
        strongest = min(STRENGTH[m.basis] for m in makers)
        makers = [m for m in makers if STRENGTH[m.basis] == strongest]
        scopes = Counter(m.scope for m in makers)
        scope = min(scopes, key=lambda s: (-scopes[s], s))
        maker = min(m for m in makers if m.scope == scope)
        chosen[maker.scope, maker.key] = Maker(name, maker.scope, maker.key, maker.basis)
    return list(chosen.values())
