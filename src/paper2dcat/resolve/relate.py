"""How one name stands to another: same, version, part, member or different, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from paper2dcat.names import normal_form
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.model import NameSource, NoCatalogue, Reason, RelationKind
from paper2dcat.resolve.parts import rewordings, soft_cues_left_out, steps


@dataclass(frozen=True, slots=True)
class Judged:
    """A typed relation between two names; ``inverse``: read it from the right name to the left."""

    kind: RelationKind
    reason: Reason
    inverse: bool = False
    detail: str = ""


def relate(
    left: str, right: str, *, catalogue: NameSource | None = None, printed_together: bool = False
) -> Judged:
    """Return how two names stand to each other by their words, known facts, a catalogue and one piece of text.

    ``printed_together`` says that a paper prints one in brackets behind the other, spelling it out.
    """
    first, second = normal_form(left), normal_form(right)
    if first == second:
        return Judged(RelationKind.SAME, Reason.SPELLING)
    if knowledge().are_apart(first, second):
        return Judged(RelationKind.DIFFERENT, Reason.KNOWN)
    source = catalogue or NoCatalogue()
    if same := _same(left, right, source, printed_together):
        return same
    return (
        _part_of(left, right, source)
        or _inverted(_part_of(right, left, source))
        or Judged(RelationKind.DIFFERENT, Reason.NAME_PARTS)
    )


def _same(left: str, right: str, catalogue: NameSource, printed_together: bool) -> Judged | None:
    first, second = normal_form(left), normal_form(right)
    if knowledge().usual(first) == knowledge().usual(second):
        return Judged(RelationKind.SAME, Reason.KNOWN)
    if entry := _common_entry(first, second, catalogue):
        return Judged(RelationKind.SAME, Reason.CATALOGUE, detail=entry)
    if printed_together:
        return Judged(RelationKind.SAME, Reason.EXPANSION)
    if _reworded(left, right):
        return Judged(RelationKind.SAME, Reason.SPELLING, detail="the same words")
    for one, other in zip(steps(left), steps(right), strict=False):
        # Two names of one dataset with the same mark beside them: VOC 2007 and PASCAL VOC 2007.
        if one.mark.words != other.mark.words:
            break
        if _one(one.base, other.base, catalogue):
            return Judged(RelationKind.SAME, Reason.NAME_PARTS, detail=one.mark.words)
    return None


def _reworded(left: str, right: str) -> bool:
    if rewordings(left) & rewordings(right):
        return True
    shorter = soft_cues_left_out(left), soft_cues_left_out(right)
    return shorter[0] == shorter[1]


def _common_entry(first: str, second: str, catalogue: NameSource) -> str:
    """Return the IRI of the one catalogue entry that both names have, or nothing."""
    entries = {entry.iri for entry in catalogue.find(first)}
    others = {entry.iri for entry in catalogue.find(second)}
    return next(iter(entries)) if len(entries) == len(others) == 1 and entries == others else ""


def _one(first: str, second: str, catalogue: NameSource) -> bool:
    return knowledge().usual(first) == knowledge().usual(second) or bool(_common_entry(first, second, catalogue))


def _part_of(part: str, whole: str, catalogue: NameSource) -> Judged | None:
    """Return the relation if the first name is known to be, or says that it is, a part of the second."""
    form, target = normal_form(part), normal_form(whole)
    for kind, known in knowledge().wholes(form):
        if _one(known, target, catalogue):
            return Judged(kind, Reason.KNOWN)
    taken: list[RelationKind] = []
    for step in steps(part):
        taken.append(step.mark.kind)
        if _one(step.base, target, catalogue):
            # Of several marks the narrowest says what the name is: SQuAD 1.1 dev is a subset of SQuAD.
            kind = next((k for k in taken if k is not RelationKind.VERSION_OF), RelationKind.VERSION_OF)
            return Judged(kind, Reason.NAME_PARTS, detail=step.mark.words)
        for kind, known in knowledge().wholes(step.base):
            if _one(known, target, catalogue):
                return Judged(kind, Reason.KNOWN)
    return None


def _inverted(judged: Judged | None) -> Judged | None:
    if judged is None:
        return None
    return Judged(judged.kind, judged.reason, True, judged.detail)
