"""What a paper's description of a dataset says it is a part of: "A subset of ImageNet with 100 classes"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paper2dcat.names import core, normal_form
from paper2dcat.resolve.model import RelationKind
from paper2dcat.resolve.plain import names_little

_NAME: Final = r"[A-Z0-9][\w+./'’-]*(?:\s(?:[A-Z0-9][\w+./'’-]*|of|and|for|in|the))*"
_DESCRIBING: Final = (
    r"(?:(?!(?:on|by|from|with|using|of|in|for|to|based|created|derived|extracted|built|not)\b)"
    r"[\w-]+\s){0,3}?"
)
"""Words before "subset" that only say what kind of one; others say that something was made from it."""
_PART_OF: Final = re.compile(
    rf"(?:^|[.;]\s|,\s(?:which\s(?:is|are)\s|and\s(?:is|are)\s)?|\b(?:is|are|was|were)\s)(?:(?:[Aa]n?|[Tt]he|[Oo]ne)\s)?"
    rf"{_DESCRIBING}(?P<part>(?:[Ss]ubset|[Ss]ubsample|[Pp]ortion|[Ss]plit|[Pp]art)s?|[Ss]ample|[Ss]ubcorpus)\s(?:of|from)\s"
    rf"(?:the\s)?(?:(?:full|whole|entire|original|official|larger|popular|famous|well-known)\s)?"
    rf"(?P<name>{_NAME})(?:\s(?P<kind>[a-z]+))?"
)
_COLLECTIONS: Final = frozenset(
    ["benchmark", "collection", "suite", "repository", "archive", "project", "series", "family", "challenge"]
)
_SMALL: Final = frozenset(["of", "and", "for", "in", "the"])


@dataclass(frozen=True, slots=True, order=True)
class Whole:
    """What a dataset is said to be in: how, by which name (normal forms, the longest reading first), in which words."""

    kind: RelationKind
    names: tuple[str, ...]
    quote: str


def wholes_stated(title: str, description: str) -> tuple[Whole, ...]:
    """Return what a description says that its dataset is a part of, sorted."""
    found = set()
    for match in _PART_OF.finditer(description):
        collected = match["part"].casefold().startswith("part") and match["kind"] in _COLLECTIONS
        kind = RelationKind.MEMBER_OF if collected else RelationKind.SUBSET_OF
        if names := _readings(match["name"], normal_form(title)):
            found.add(Whole(kind, names, " ".join(match[0].split()).strip(" .,;")))
    return tuple(sorted(found))


def _readings(name: str, own: str) -> tuple[str, ...]:
    """Return the names that a run of words may begin with, longest first; one ends only before a small word."""
    words = name.split()
    ends = [at for at, word in enumerate(words) if at and word in _SMALL] + [len(words)]
    read = [" ".join(words[:end]).rstrip(".,'’") for end in reversed(ends) if words[end - 1] not in _SMALL]
    forms = [normal_form(text) for text in read if not names_little(core(text).casefold())]
    return tuple(dict.fromkeys(form for form in forms if form and form != own))
