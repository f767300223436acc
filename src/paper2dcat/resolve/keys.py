"""What names can share: identifiers and works of their uses, and forms that other spellings have too."""

from __future__ import annotations

import re

from paper2dcat.names import rewordings
from paper2dcat.resolve.cues import soft_cues_left_out
from paper2dcat.resolve.facts import Use
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.parts import steps

_YEAR = re.compile(r"(?:20(?=[012]))?(?:19(?=[89]))?([01]\d|2[0-6]|[89]\d)")
_COUNTED = frozenset(["trec", "casp", "muc", "chembl", "cifar"])
"""Series whose two-digit numbers count editions or classes, not years."""
Key = tuple[str, str]
"""Something that names can share: its kind and its value."""
WHOLE = "whole"
"""Kind of key that leads from a name to the names that say they are parts of it; no evidence of sameness."""
KNOWN_AS = "known"
"""Kind of key that a name shares with all names known to be its dataset's; the value is the usual one's form."""


def keys_of(use: Use) -> tuple[Key, ...]:
    """Return what a use can share with others, sorted."""
    keys = [("doi", doi) for doi in use.dois] + [("work", work) for work in use.works]
    keys += [("words", form) for form in sorted(rewordings(use.title))]
    keys.append(("cue", cue := soft_cues_left_out(use.title)))
    if usual := knowledge().known_as((use.form, cue), rewordings(use.title)):
        keys.append((KNOWN_AS, usual))
    keys += _part_keys(use.title)
    wholes = {step.base for step in steps(use.title)} | {whole for _, whole in knowledge().wholes(use.form)}
    wholes |= {knowledge().usual(name) for whole in use.within for name in whole.names}
    keys += [(WHOLE, whole) for whole in wholes]
    keys += [("page", use.page)] if use.page else []
    return tuple(sorted(set(keys)))


def _part_keys(title: str) -> list[Key]:
    """Return what names share that have one mark beside names of one dataset: VOC 2007, PASCAL VOC 07."""
    keys: list[Key] = []
    marks: list[str] = []
    for step in steps(title):
        marks.append(step.mark.words)
        if step.base in knowledge().names_of:
            keys.append(("parts", f"{step.base}+{'+'.join(sorted(marks))}"))
            break
    if marks and len(marks) == 1 and (year := _YEAR.fullmatch(marks[0])) and step.base not in _COUNTED:
        keys.append(("year", f"{step.base}+{year[1]}"))
    return keys
