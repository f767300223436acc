"""Which of the values that hold get into their field, and which stand beside it as conflicting claims.

A field of one value takes the first that holds. Where several extractors were asked, a later one's value that
the paper bears out too is not lost: it is recorded as a claim that contradicts the field's, and readers
decide. The same goes for creators whom another extractor credits out of another bibliography entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from paper2dcat.ground.outcome import Dropped, Kept, Outcome
from paper2dcat.model import FIELDS, Basis, Claim, Evidence

_SINGLE = {entry.key for entry in FIELDS if not entry.many}
_EXCLUDING = _SINGLE - {"dcterms:description"}
"""Fields whose values exclude each other; two descriptions in other words don't."""
_CREATOR = "dcterms:creator"


@dataclass(slots=True)
class Places:
    """The values of one dataset so far, and what contradicts them."""

    kept: dict[str, list[Kept]] = field(default_factory=dict)
    conflicts: list[Evidence] = field(default_factory=list)

    def take(self, claim: Claim, outcome: Kept) -> Outcome | None:
        """Put a value in its field; None when it is there already, a reason when it is kept out."""
        held = self.kept.setdefault(claim.field, [])
        for at, other in enumerate(held):
            if other.value == outcome.value:
                held[at] = _said_by_both(other, outcome)
                return None
        stands = f"'{outcome.value[:100]}' beside '{held[0].value[:100]}'" if held else ""
        if _contradicts(held, claim, outcome):
            self.conflicts.append(outcome.evidence)
            who = " and ".join(claim.said_by)
            return Dropped("conflict", f"{who} says otherwise, and the paper bears it out: {stands}")
        if claim.field in _SINGLE and held:
            return Dropped("second-value", f"a second value: {stands}")
        held.append(outcome)
        return outcome


def _said_by_both(one: Kept, other: Kept) -> Kept:
    sayers = tuple(dict.fromkeys((*one.evidence.said_by, *other.evidence.said_by)))
    return replace(one, evidence=one.evidence.model_copy(update={"said_by": sayers}))


def _contradicts(held: Sequence[Kept], claim: Claim, outcome: Kept) -> bool:
    """Whether another extractor than those of the field's values says something that excludes them."""
    said = {name for other in held for name in other.evidence.said_by}
    if not said or not claim.said_by or said & set(claim.said_by):
        return False
    if claim.field == _CREATOR:
        return all(_other_entry(other.evidence, outcome.evidence) for other in held)
    return claim.field in _EXCLUDING


def _other_entry(one: Evidence, other: Evidence) -> bool:
    both_cited = one.basis is other.basis is Basis.REFERENCE
    return both_cited and (one.start, one.end) != (other.start, other.end)
