"""Bringing together what was said about one dataset in several places or by several extractors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

from paper2dcat.model import Candidate, Claim, Role
from paper2dcat.names import normal_form

_STRENGTH: Final = {Role.MENTIONED: 0, Role.USED: 1, Role.INTRODUCED: 2}


def merged(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Return one candidate for each dataset, in the order in which they came up.

    Names are one dataset's when their normal forms agree, or when the text itself puts the one in brackets
    behind the other. What a model calls an alias is not enough: it may call CIFAR-100 one of CIFAR-10.
    """
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault((normal_form(candidate.title), candidate.kind), []).append(candidate)
    joined = [reduce(join, group) for group in groups.values()]
    result: list[Candidate] = []
    for candidate in joined:
        twin = next((at for at, other in enumerate(result) if _same(other, candidate, text)), None)
        if twin is None:
            result.append(candidate)
        else:
            result[twin] = join(result[twin], candidate)
    return result


def join(one: Candidate, other: Candidate) -> Candidate:
    """Return one candidate that says what both say, under the name of the first."""
    names = (*one.aliases, other.title, *other.aliases)
    known = {one.title}
    return replace(
        one,
        role=max(one.role, other.role, key=_STRENGTH.__getitem__),
        confidence=max(one.confidence, other.confidence),
        aliases=tuple(dict.fromkeys(name for name in names if name not in known)),
        mentions=tuple(sorted({*one.mentions, *other.mentions})),
        claims=unique_claims((*one.claims, *other.claims)),
        said_by=tuple(dict.fromkeys((*one.said_by, *other.said_by))),
    )


def unique_claims(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims without those that say the same of the same source; the first one's quote stays."""
    kept: dict[tuple[str, str, int | None], Claim] = {}
    for claim in claims:
        key = (claim.field, value_key(claim), claim.reference)
        held = kept.get(key)
        if held is None:
            kept[key] = claim
        else:
            sayers = tuple(dict.fromkeys((*held.said_by, *claim.said_by)))
            better = held if held.quote or held.span else claim
            kept[key] = replace(better, said_by=sayers)
    return tuple(kept.values())


def value_key(claim: Claim) -> str:
    """Return what makes two values of a field the same: letters and digits, whatever their case."""
    return re.sub(r"[\W_]+", "", claim.value.casefold()) or claim.value


def _same(one: Candidate, other: Candidate, text: str) -> bool:
    if one.kind != other.kind:
        return False
    related = other.title in one.aliases or one.title in other.aliases
    return related and (_bracketed(one.title, other.title, text) or _bracketed(other.title, one.title, text))


def _bracketed(name: str, other: str, text: str) -> bool:
    """Say whether the text has ``name (other``."""
    pattern = rf"{_loose(name)}\s*[(\[]\s*{_loose(other)}\b"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _loose(name: str) -> str:
    """Return a pattern for a name that forgives blanks and hyphens."""
    return r"[\s‐-―-]*".join(re.escape(word) for word in re.split(r"[\s‐-―-]+", name) if word)
