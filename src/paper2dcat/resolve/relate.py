"""How one name stands to another: same, version, part, member or different, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from paper2dcat.names import bracketed, core, normal_form
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.model import NameSource, NoCatalogue, Reason, RelationKind
from paper2dcat.resolve.parts import abbreviates, numbers, rewordings, soft_cues_left_out, steps


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
    if both_names(left) & both_names(right):
        return Judged(RelationKind.SAME, Reason.EXPANSION)
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
    if printed_together and spelled_out(left, right):
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


def both_names(name: str) -> frozenset[str]:
    """Return the normal forms of a name that carries a second one in brackets, of one that doesn't its own."""
    parts = bracketed(name)
    names = parts if parts and abbreviates(*parts) else (name,)
    return frozenset(map(normal_form, names))


def spelled_out(left: str, right: str) -> bool:
    """Whether one name printed in brackets behind the other is another name and no remark.

    Initials fit, or both have the same numbers and the shorter stands alone: four letters or more and no
    mere beginning of the longer.
    """
    if abbreviates(left, right):
        return True
    short, long = sorted((normal_form(left), normal_form(right)), key=len)
    if numbers(short) != numbers(long) or len(short) < 4 or long.startswith(short):
        return False
    return " " not in core(left) or " " not in core(right)


def _reworded(left: str, right: str) -> bool:
    if rewordings(left) & rewordings(right):
        return True
    shorter = soft_cues_left_out(left), soft_cues_left_out(right)
    return shorter[0] == shorter[1]


def _common_entry(first: str, second: str, catalogue: NameSource) -> str:
    """Return the IRI of the one catalogue entry that both names have, or nothing."""
    entries, others = catalogue.find(first), catalogue.find(second)
    if len(entries) != 1 or len(others) != 1 or entries[0].iri != others[0].iri:
        return ""
    forms = entry_forms(entries[0].title, entries[0].aliases)
    return entries[0].iri if first in forms and second in forms else ""


def entry_forms(title: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return the normal forms that a catalogue entry makes one.

    Catalogues list editions and parts among the other names: those with other numbers or marks stay apart.
    """
    main = normal_form(title)
    forms = {main}
    for alias in aliases:
        form = normal_form(alias)
        if form and (
            abbreviates(alias, title) or (numbers(form) == numbers(main) and _marks(alias) == _marks(title))
        ):
            forms.add(form)
    return tuple(sorted(forms - {""}))


def _marks(name: str) -> frozenset[str]:
    return frozenset(step.mark.words for step in steps(name))


def _one(first: str, second: str, catalogue: NameSource) -> bool:
    return knowledge().usual(first) == knowledge().usual(second) or bool(
        _common_entry(first, second, catalogue)
    )


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
