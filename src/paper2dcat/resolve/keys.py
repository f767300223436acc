"""What names can share: identifiers and works of their uses, and forms that other spellings have too."""

from __future__ import annotations

import re

from paper2dcat.language_words import LANGUAGES
from paper2dcat.names import bracketed, core, first_name, normal_form, rewordings, stems
from paper2dcat.resolve.cues import soft_cues_left_out
from paper2dcat.resolve.facts import Use
from paper2dcat.resolve.knowledge import knowledge, squeezed
from paper2dcat.resolve.parts import MADE_FROM, one_known, steps

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
    parts = bracketed(core(use.title))
    other = [normal_form(parts[1])] if parts and one_known(*parts) else []
    usual = knowledge().known_as((use.form, cue, *other), rewordings(use.title)) or _known_in(use.title)
    if usual:
        keys.append((KNOWN_AS, usual))
    keys += _part_keys(use.title)
    wholes = {step.base for step in steps(use.title)}
    wholes |= {whole for form in (use.form, cue, usual, *wholes) for _, whole in knowledge().wholes(form)}
    wholes |= {knowledge().usual(name) for whole in use.within for name in whole.names}
    keys += [(WHOLE, whole) for whole in wholes]
    keys += [("page", use.page)] if use.page else []
    return tuple(sorted(set(keys)))


def _known_in(title: str) -> str:
    """Return the usual name's form of a known name with words beside it that say only what it is about, or what it is in.

    ``KITTI Vision``, ``Texture Database DTD``: the words are of the dataset's other names or its topic.
    """
    name = core(first_name(title))
    gaps = [match.span() for match in re.finditer(r"[\s_-]+", name)]
    behind = [(name[:start], name[end:]) for start, end in reversed(gaps)]
    before = [(name[end:], name[:start]) for start, end in gaps if "-" not in name[start:end]]
    pairs = [pair for pair in (*behind, *before) if squeezed(pair[0]) in knowledge().printed]
    form = normal_form(name)
    if not pairs or knowledge().wholes(form):
        return ""
    parts_of = set() if "(" in name else {step.base for step in steps(name)}
    for known, rest in pairs:
        usual = knowledge().main.get(normal_form(known), "")
        about = knowledge().topics.get(usual, frozenset())
        words = set(stems(rest))
        if knowledge().usual(normal_form(rest)) in {whole for _, whole in knowledge().wholes(usual)}:
            return usual  # ILSVRC 2012 ImageNet
        if usual in parts_of or MADE_FROM.match(rest.casefold()) or knowledge().are_apart(form, usual):
            continue
        if words and words <= about and words.isdisjoint(LANGUAGES) and not re.search(r"\d", rest):
            return usual
    return ""


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
